"""Private words that are to be made public, through the services alone."""

from dataclasses import replace
from typing import Any

from bot.domain.identity import MessageRef, Place, PublicationId
from bot.domain.publication import Publication, Purpose, Quote
from bot.messages.answer import Answer, Ask
from bot.messages.form import Form, Value
from bot.services import publication, publication_answer
from bot.services.platform import Channel
from storage import publications
from tests.services.asking import atlas
from tests.services.given import Relay, profile, user

CORNER = Place(platform="slack", tenant="T1", kind="private", id="GCORNER")
WORDS = "The API rounds per line, the checkout once per basket."
ATLAS = atlas()
PRIVATE = replace(ATLAS, place=replace(ATLAS.place, kind="private"), kind="private")


async def opens(
    relay: Relay,
    name: str,
    author: str,
    *,
    message: str = "1.1",
    purpose: Purpose = "note",
    guest: str = "",
) -> Answer:
    """The shortcut is used on what author said in the corner. guest: who of the two is one."""
    people = [profile(one, eligible=one != guest) for one in dict.fromkeys((name, author))]
    return await relay.store.transact(
        publication.open_form,
        user(name),
        user(author),
        MessageRef(place=CORNER, id=message),
        quote=Quote(author="", words=WORDS, link="https://example.com/p1"),
        purpose=purpose,
        profiles={one.user: one for one in people},
        now=relay.now,
    )


async def opened(relay: Relay, name: str, author: str, **more: Any) -> Form:
    answer = await opens(relay, name, author, **more)
    assert isinstance(answer, Ask), answer
    return answer.form


async def sends(
    relay: Relay, name: str, form: Form, *others: str, there: Channel | None = ATLAS, **values: Value
) -> Answer:
    """others: who else is named."""
    named: dict[str, Value] = {"others": tuple(user(one).id for one in others)}
    return await relay.store.transact(
        publication.sent,
        user(name),
        token=form.token,
        values={**form.values, **named, **values},
        profiles=[profile(one) for one in others],
        channel=there,
        now=relay.now,
    )


async def wants(
    relay: Relay,
    name: str,
    author: str,
    *others: str,
    message: str = "1.1",
    where: Channel = ATLAS,
    **more: Any,
) -> PublicationId:
    """The form, filled in and sent; returns what it is known by. where: the channel as it is then."""
    form = await opened(relay, name, author, message=message, **more)
    await sends(relay, name, form, *others, there=where)
    number = 1
    while await relay.store.read(publications.get, PublicationId(number + 1)) is not None:
        number += 1
    return PublicationId(number)


async def presses(
    relay: Relay, name: str, what: str, number: PublicationId, *, there: Channel | None = ATLAS
) -> Answer:
    """there: the channel as it is then."""
    if what == "agree":
        return await relay.store.transact(
            publication_answer.agree, user(name), number, channel=there, now=relay.now
        )
    deed = {
        "refuse": publication_answer.refuse,
        "withdraw": publication_answer.withdraw,
        "propose": publication_answer.propose,
    }[what]
    return await relay.store.transact(deed, user(name), number, now=relay.now)


async def stands(relay: Relay, number: PublicationId) -> Publication:
    found = await relay.store.read(publications.get, number)
    assert found is not None
    return found
