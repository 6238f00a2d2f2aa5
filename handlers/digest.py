"""`/digest`: what waits for one's region; `/digest me`: what has changed for oneself. Shown to who asks."""

from bot.domain.identity import TeamId
from bot.messages import day as day_messages
from bot.messages.answer import Answer
from bot.services import app_home, catchup, digest
from bot.services.platform import House
from handlers.event import Command, Pressed
from handlers.value import number_of

ME = "me"


async def asked_for(event: Command, house: House) -> Answer:
    """As it would be posted now, or what changed since they last worked; nothing counts as seen by it."""
    if event.text.strip().lower() == ME:
        return await house.store.read(catchup.show, event.by, now=house.clock.now())
    return await house.store.read(digest.show_now, event.by, place=event.place, now=house.clock.now())


async def show_pressed(event: Pressed, house: House) -> Answer:
    """*My digest now* is `/digest me`; with a team as its value, *Digest now* is that team's `/digest`."""
    number = number_of(event.value)
    if number is None:
        return await house.store.read(catchup.show, event.by, now=house.clock.now())
    return await house.store.read(app_home.digest_of, event.by, TeamId(number), now=house.clock.now())


COMMANDS = {"digest": asked_for}
BUTTONS = {day_messages.DIGEST: show_pressed}
