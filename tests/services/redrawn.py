"""An open hand-off form, drawn anew."""

from bot.messages.answer import Ask
from bot.messages.form import Form, Value
from bot.services import handoff
from tests.services.given import Relay, user


async def redrawn(relay: Relay, form: Form, name: str, value: str, **typed: Value) -> Form:
    """Choose what draws Lena's form anew, with what was typed by then."""
    answer = await relay.store.transact(
        handoff.redraw,
        user("lena"),
        token=form.token,
        name=name,
        value=value,
        values={**form.values, **typed},
        now=relay.now,
    )
    assert isinstance(answer, Ask), answer
    return answer.form
