"""`/when`: a team's or a person's hours, or a time as it is elsewhere. Shown to who asks."""

from bot.domain.identity import Place, UserRef
from bot.messages import when_team as messages
from bot.messages.answer import Answer, Tell
from bot.messages.when import KIND
from bot.services import when
from bot.services.platform import House
from handlers import spoken
from handlers.app_home import hidden_from
from handlers.event import Command, Pressed
from handlers.met import met


async def asked_for(event: Command, house: House) -> Answer:
    """A team, people or a time, as the text says; a sentence that is neither is a line for tonight."""
    answer = await _told(house, event.by, event.text, event.place)
    told = isinstance(answer, Tell) and answer.document.kind == KIND
    return answer if told or not spoken.is_sentence(event) else await spoken.keep(event, house)


async def awake_pressed(event: Pressed, house: House) -> Answer:
    """*Who is awake* is `/when` alone."""
    return await _told(house, event.by, "", event.place)


async def _told(house: House, by: UserRef, text: str, place: Place | None) -> Answer:
    """Who asks for the first time is met: their own zone is what the answer is told in."""
    hidden = await hidden_from(by, await met(by, house), house)
    return await house.store.read(
        when.answer, by, text=text, place=place, hidden=hidden, now=house.clock.now()
    )


COMMANDS = {"when": asked_for}
BUTTONS = {messages.WHO_IS_AWAKE: awake_pressed}
