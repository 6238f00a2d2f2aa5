"""What stands in front of somebody as a test of the front begins."""

from datetime import date
from typing import Any

from bot.domain.identity import TenantRef, UserRef
from bot.messages.answer import Ask
from bot.messages.document import Buttons, Document, say
from bot.messages.letter import Letter
from bot.services.platform import Sent
from bot.slack.sender import SlackSender
from bot.slack.web import Web
from handlers.event import (
    Command,
)
from sandbox import Message, Person
from tests.slack.relay import OPENER, Relay, form


async def prompted(relay: Relay, web: Web, lena: Person) -> Message:
    """A message of the bot's in Lena's conversation, with one button."""
    user = UserRef(platform="slack", tenant=relay.box.app.team_id, id=lena.id)
    asked = Document(
        blocks=(say("Time to hand over"), Buttons(buttons=(OPENER,))),
        summary="Time to hand over",
        kind="prompt",
        day=date(2026, 11, 2),
    )
    letter = Letter(
        key="prompt/1", tenant=TenantRef(platform="slack", id=user.tenant), to=user, document=asked
    )
    assert isinstance(await SlackSender(web).send(letter, known={}), Sent)
    await relay.settled()
    return lena.dms[-1]


async def opened(relay: Relay, lena: Person, **values: Any) -> None:
    """The form is open in front of Lena."""
    relay.answers[Command] = Ask(form=form(**values))
    assert (await lena.command("relay", "/handoff")).ok
    await lena.sees_form("Hand-off")
    await relay.settled()
