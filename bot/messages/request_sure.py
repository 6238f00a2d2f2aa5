"""The page that asks once more before something urgent reaches anybody."""

from collections.abc import Sequence
from datetime import datetime

from bot.messages.document import Bullets, Button, Quote, say, words
from bot.messages.form import Form, Note
from bot.messages.request_form import WRITE
from bot.messages.request_urgent import Reached, stands
from bot.messages.request_when import NOW, SURE, when_field

FORM = "request.urgent"

_COUNTED = "Urgent requests are counted for their team, without names. No earlier answer is promised."


def form(some: Sequence[Reached], *, reason: str, now: datetime, token: str, locale: str) -> Form:
    """What time it is for each, and the way back to their hours."""
    note = Note(
        blocks=(
            say("This reaches them now. The first thing they read is why:"),
            Quote(spans=words(reason)),
            Bullets(items=tuple(stands(one, now=now) for one in some)),
            say(_COUNTED, small=True),
        )
    )
    return Form(
        name=FORM,
        title="Send it now?",
        submit="Send",
        fields=(note, when_field(SURE)),
        values={SURE: NOW},
        token=token,
        opener=Button(name=WRITE, text="Ask", value=token, style="primary"),
    )
