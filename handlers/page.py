"""A project's landing page: `/sunrelay page` shows or moves it, *It is current* confirms it."""

from datetime import UTC, datetime

from bot.domain.identity import ProjectId
from bot.messages import page as messages
from bot.messages.answer import Answer, Nothing
from bot.services import page
from bot.services.platform import House
from handlers.event import Command, Pressed
from handlers.value import number_of


async def asked_for(event: Command, house: House) -> Answer:
    """`/sunrelay page`, or `/sunrelay page URL [project]`."""
    now = house.clock.now()
    if not event.text:
        return await house.store.read(page.show, event.by, place=event.place, now=now)
    return await house.store.transact(page.move, event.by, place=event.place, text=event.text, now=now)


async def confirmed(event: Pressed, house: House) -> Answer:
    """*It is current*: its value is the project, and when it was shown."""
    project, seconds = (number_of(one) for one in event.value.partition(":")[::2])
    if project is None or seconds is None:
        return Nothing()
    shown_at = datetime.fromtimestamp(min(seconds, int(house.clock.now().timestamp())), UTC)
    return await house.store.transact(page.confirm, event.by, ProjectId(project), shown_at=shown_at)


BUTTONS = {messages.CONFIRM: confirmed}
SUBCOMMANDS = {"page": asked_for}
