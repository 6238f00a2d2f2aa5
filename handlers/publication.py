"""*Make it public* and *Make it a decision*, on any message; and what those say who are asked about it."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.identity import PlaceKind, PublicationId
from bot.domain.publication import Purpose, Quote
from bot.messages import publication as messages
from bot.messages import publication_form as forms
from bot.messages import publication_told as told
from bot.messages.answer import Answer, Tell
from bot.services import decision_draft, publication, publication_answer
from bot.services.platform import House
from handlers.channel import kind_now, look_soon, look_up
from handlers.event import Pressed, Shortcut, Submitted
from handlers.met import met
from handlers.picked import picked
from handlers.value import number_of


async def make_public(event: Shortcut, house: House) -> Answer:
    """*Make it public*: what everyone may read already is linked to."""
    kind = await kind_now(event.message.place, house)
    if kind == "public":
        return Tell(document=told.public_already(link=event.link, locale=""))
    return await _from_private(event, "note", kind, house)


async def make_decision(event: Shortcut, house: House) -> Answer:
    """*Make it a decision*: from a public channel the form of a decision, holding what was said there."""
    kind = await kind_now(event.message.place, house)
    if kind != "public":
        return await _from_private(event, "decision", kind, house)
    await met(event.by, house)
    said = await house.directory.profiles([event.author]) if event.author is not None else []
    return await house.store.transact(
        decision_draft.open_said,
        event.by,
        quote=Quote(author=said[0].name if said else "", words=event.text, link=event.link),
        channel=await look_soon(event.message.place, house),
        now=house.clock.now(),
    )


async def write_pressed(event: Pressed, house: House) -> Answer:
    """The button that opens the form, where it could not be opened at once: its value is the form."""
    return await house.store.read(publication.resume, event.by, token=event.value)


async def sent(event: Submitted, house: House) -> Answer:
    """The form was sent: who is named, and the channel, are looked up as they are now."""
    profiles = await picked(event.by, event.values, forms.OTHERS, house)
    place = await house.store.read(publication.place_of, event.by, event.token, event.values)
    channel = await look_up(place, house) if place is not None else None
    return await house.store.transact(
        publication.sent,
        event.by,
        token=event.token,
        values=event.values,
        profiles=profiles,
        channel=channel,
        now=house.clock.now(),
    )


async def agree_pressed(event: Pressed, house: House) -> Answer:
    """*Agree*: the button's value is what they are asked about. Its channel is looked up as it is now."""
    number = number_of(event.value)
    if number is None:
        return Tell(document=told.over(locale=""))
    one = PublicationId(number)
    place = await house.store.read(publication_answer.place_of, event.by, one)
    channel = await look_up(place, house) if place is not None else None
    return await house.store.transact(
        publication_answer.agree, event.by, one, channel=channel, now=house.clock.now()
    )


async def refuse_pressed(event: Pressed, house: House) -> Answer:
    """*Rather not*."""
    return await _answered(event, house, publication_answer.refuse)


async def withdraw_pressed(event: Pressed, house: House) -> Answer:
    """*Withdraw*."""
    return await _answered(event, house, publication_answer.withdraw)


async def propose_pressed(event: Pressed, house: House) -> Answer:
    """*Propose it*."""
    return await _answered(event, house, publication_answer.propose)


async def _from_private(event: Shortcut, purpose: Purpose, kind: PlaceKind | None, house: House) -> Answer:
    """kind: of the conversation, None where that is not known: then it counts as private, too."""
    if event.author is None:
        return Tell(document=told.nobody(locale=""))
    found = await house.directory.profiles([event.by, event.author])
    place = event.message.place
    return await house.store.transact(
        publication.open_form,
        event.by,
        event.author,
        replace(event.message, place=replace(place, kind=kind or place.kind)),
        quote=Quote(author="", words=event.text, link=event.link),
        purpose=purpose,
        profiles={one.user: one for one in found},
        now=house.clock.now(),
    )


async def _answered(event: Pressed, house: House, service: Callable[..., Answer]) -> Answer:
    number = number_of(event.value)
    if number is None:
        return Tell(document=told.over(locale=""))
    return await house.store.transact(service, event.by, PublicationId(number), now=house.clock.now())


BUTTONS = {
    forms.WRITE: write_pressed,
    messages.AGREE: agree_pressed,
    messages.REFUSE: refuse_pressed,
    messages.WITHDRAW: withdraw_pressed,
    messages.PROPOSE: propose_pressed,
}
FORMS = {forms.FORM: sent}
SHORTCUTS = {"publication.make": make_public, "decision.make": make_decision}
