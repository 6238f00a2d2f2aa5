"""A channel that helps with context, and what happens in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.domain.identity import MessageRef, Place, UserRef
from bot.domain.nudge import WAIT, Channel
from bot.messages.answer import Answer, Ask, Nothing
from bot.services import nudge_settings
from bot.services.platform import Around, Spoken
from handlers import table
from handlers.event import Command, Posted, Pressed, Submitted
from tests.services.given import Relay, at, buttons, channel, told, user

HELP = channel("help")
EVERY = Channel(strength="every")
SECOND = timedelta(seconds=1)


@pytest.fixture
async def helping(relay: Relay) -> Relay:
    """Lena looks after a team; a help channel helps everyone who writes there."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 10:00"))
    await sets(relay, EVERY)
    return relay


async def sets(relay: Relay, wanted: Channel | None, *, by: str = "lena") -> Answer:
    return await relay.store.transact(
        nudge_settings.set_channel, user(by), HELP, wanted, profile=None, now=relay.now
    )


def ts(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"


def said(relay: Relay, by: str, text: str, *, ago: float = 0, **more: bool) -> Spoken:
    author = user(by) if by else None
    return Spoken(at=relay.now - ago * SECOND, by=author, text=text, **more)


async def writes(
    relay: Relay,
    name: str,
    text: str,
    *,
    where: Place = HELP,
    mentions: Sequence[str] = (),
    before: Sequence[Spoken] = (),
    after: Sequence[Spoken] = (),
    there: Spoken | None = None,
    gone: bool = False,
) -> str:
    """Someone writes it; returns its id. The platform will tell what stands around it."""
    ref = MessageRef(place=where, id=ts(relay.now))
    message = None if gone else there or said(relay, name, text)
    relay.directory.around_known[ref.id] = Around(message=message, before=tuple(before), after=tuple(after))
    event = Posted(by=user(name), message=ref, text=text, mentions=tuple(user(one) for one in mentions))
    assert await table.hear(event, relay.house) == Nothing()
    return ref.id


async def shown(relay: Relay) -> list[tuple[UserRef | None, str]]:
    """Who was shown a note in the channel, and its words."""
    return [(one.letter.only, one.text) for one in await relay.posted("nudge", to="help")]


async def passes(relay: Relay, wait: timedelta = WAIT) -> None:
    await relay.until(relay.now + wait)


async def presses(relay: Relay, name: str, button: str, value: str) -> Answer:
    event = Pressed(by=user(name), name=button, value=value, place=HELP)
    return await table.hear(event, relay.house)


async def noted(relay: Relay, text: str = "@maya can we talk?") -> str:
    """Sam was shown a note; returns the value of its buttons."""
    await writes(relay, "sam", text, mentions=["maya"])
    await passes(relay)
    (one,) = await relay.posted("nudge", to="help")
    return buttons(one.letter.document)[0].value


async def adds(relay: Relay, value: str, **typed: str) -> Answer:
    asked = await presses(relay, "sam", "nudge.add", value)
    assert isinstance(asked, Ask), asked
    values = {**asked.form.values, **typed}
    event = Submitted(by=user("sam"), form=asked.form.name, token=asked.form.token, values=values)
    answer = await table.hear(event, relay.house)
    assert await table.hear(event, relay.house) == answer, "sent twice it is posted once"
    return answer


async def asks(relay: Relay, name: str, where: Place = HELP) -> str:
    event = Command(by=user(name), place=where, name="nudges", text="")
    return told(await table.hear(event, relay.house))


async def context_asked(relay: Relay, name: str) -> str:
    """The value of the buttons with which somebody was asked."""
    (one,) = await relay.posted("context", to=name)
    assert "would like to help" in one.text
    return buttons(one.letter.document)[0].value
