"""Looking for decisions: `/decide find`, *Find a decision* with its form, and *More*."""

from collections.abc import Sequence

from bot.domain.identity import DecisionId, Place, UserRef
from bot.messages import decision_find as messages
from bot.messages.answer import Answer
from bot.messages.request_values import text
from bot.services import decision_find
from bot.services.platform import House
from handlers.app_home import hidden_from
from handlers.event import Command, Pressed, Submitted
from handlers.met import met
from handlers.value import number_of

# Instead of a title: what is looked for follows.
FINDS = frozenset({"find", "search"})


async def inside(by: UserRef, place: Place | None, house: House) -> Sequence[Place]:
    """The private channels whose decisions they may read: their teams' that the platform says they are in.

    place: where they act, which they read anyway.
    """
    private = await met(by, house)
    hidden = await hidden_from(by, private, house)
    return [*(one for one in private if one not in hidden), *([place] if place is not None else [])]


async def asked_for(event: Command, typed: str, house: House) -> Answer:
    """`/decide find WORDS`; without any the form asks for them."""
    if not typed.strip():
        return await _form(event.by, event.place, house)
    within = await inside(event.by, event.place, house)
    title = event.text.strip()
    return await house.store.read(decision_find.find, event.by, typed, within=within, title=title)


async def find_pressed(event: Pressed, house: House) -> Answer:
    """*Find a decision* opens the form."""
    return await _form(event.by, event.place, house)


async def sent(event: Submitted, house: House) -> Answer:
    """The form was sent: it changes nothing, so that it may be sent as often as one likes."""
    within = list(await inside(event.by, None, house))
    asked_in = await house.store.read(decision_find.place_of, event.by, event.token)
    if asked_in is not None and not await hidden_from(event.by, [asked_in], house):
        within.append(asked_in)
    typed = text(event.values, messages.WORDS)
    return await house.store.read(decision_find.find, event.by, typed, within=within)


async def more_pressed(event: Pressed, house: House) -> Answer:
    """*More*: the button's value is the last decision that was shown, and what was looked for."""
    number, _, typed = event.value.partition(":")
    last = number_of(number)
    within = await inside(event.by, event.place, house)
    before = DecisionId(last) if last is not None else None
    return await house.store.read(decision_find.find, event.by, typed, within=within, before=before)


async def _form(by: UserRef, place: Place | None, house: House) -> Answer:
    await met(by, house)
    return await house.store.transact(decision_find.form, by, place=place, now=house.clock.now())


BUTTONS = {messages.FIND: find_pressed, messages.MORE: more_pressed}
FORMS = {messages.FORM: sent}
