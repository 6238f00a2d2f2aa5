"""A project's landing page: `/sunrelay page` shows or moves it, *It is current* confirms it."""

from collections.abc import Collection
from datetime import UTC, datetime

from bot.domain.identity import Place, ProjectId, UserRef
from bot.messages import page as messages
from bot.messages.answer import Answer, Nothing
from bot.services import page
from bot.services.platform import House
from handlers.app_home import hidden_from
from handlers.event import Command, Pressed
from handlers.met import met
from handlers.value import number_of


async def asked_for(event: Command, house: House) -> Answer:
    """`/sunrelay page`, or `/sunrelay page URL [project]`."""
    hidden, now = await _hidden(event.by, house), house.clock.now()
    if not event.text:
        return await house.store.read(page.show, event.by, place=event.place, hidden=hidden, now=now)
    return await house.store.transact(
        page.move, event.by, place=event.place, text=event.text, hidden=hidden, now=now
    )


async def confirmed(event: Pressed, house: House) -> Answer:
    """*It is current*: its value is the project, when it was shown, and which address."""
    number, _, rest = event.value.partition(":")
    moment, _, address = rest.partition(":")
    project, seconds = number_of(number), number_of(moment)
    if project is None or seconds is None:
        return Nothing()
    shown = page.Shown(
        project=ProjectId(project),
        at=datetime.fromtimestamp(min(seconds, int(house.clock.now().timestamp())), UTC),
        address=address,
    )
    return await house.store.transact(page.confirm, event.by, shown, hidden=await _hidden(event.by, house))


async def _hidden(by: UserRef, house: House) -> Collection[Place]:
    """The private channels that they have left, of which nobody may have heard."""
    return await hidden_from(by, await met(by, house), house)


BUTTONS = {messages.CONFIRM: confirmed}
SUBCOMMANDS = {"page": asked_for}
