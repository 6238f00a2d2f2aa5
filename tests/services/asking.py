"""Requests through the services alone: the form is opened, filled in and sent, and so is the answer."""

from bot.domain.identity import RequestId
from bot.domain.request import Request
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.form import Form, Value
from bot.services import request, request_answer, request_open
from bot.services.platform import Channel
from bot.services.request_whom import Facts
from storage import notes, people, requests
from storage.transaction import Tx
from tests.services.given import Relay, at, channel, profile, user

ATLAS = "CATLAS"
ABOUT, NEED = "Which rate applies to vouchers?", "One of the two."


async def opened(relay: Relay, name: str, text: str = "", *, here: bool = False) -> Form:
    answer = await relay.store.transact(
        request_open.open_form, user(name), text=text, channel=atlas() if here else None, now=relay.now
    )
    assert isinstance(answer, Ask), answer
    return answer.form


async def sends(relay: Relay, name: str, form: Form, *to: str, **values: Value) -> Answer:
    """Values as they are, on top of what the form holds; to: who is picked."""
    filled: dict[str, Value] = {"about": ABOUT, "need": NEED, "to": tuple(user(one).id for one in to)}
    return await relay.store.transact(
        request.sent,
        user(name),
        token=form.token,
        values={**form.values, **filled, **values},
        facts=Facts(
            profiles=[profile(one) for one in to], channel=atlas() if values.get("where") == "here" else None
        ),
        now=relay.now,
    )


async def asks(relay: Relay, name: str, *to: str, **values: Value) -> Request:
    form = await opened(relay, name, here=values.get("where") == "here")
    await sends(relay, name, form, *to, **values)
    found = await relay.store.read(newest)
    assert found is not None
    return found


async def replies(relay: Relay, name: str, number: RequestId, text: str, *, where: str = "") -> Answer:
    answer = await relay.store.transact(request_answer.answer, user(name), number, where=where, now=relay.now)
    if not isinstance(answer, Ask):
        return answer
    return await relay.store.transact(
        request_answer.answered,
        user(name),
        token=answer.form.token,
        values={"text": text},
        now=relay.now,
    )


async def withdraws(relay: Relay, name: str, number: RequestId) -> Answer:
    return await relay.store.transact(request.withdraw, user(name), number, now=relay.now)


async def meets(relay: Relay, *names: str) -> None:
    await relay.store.transact(people.keep, [profile(one) for one in names], now=relay.now)


async def stands(relay: Relay, number: RequestId) -> Request:
    found = await relay.store.read(requests.get, number)
    assert found is not None
    return found


def atlas() -> Channel:
    """Where everyone is."""
    members = tuple(user(one) for one in ("lena", "maya", "sam", "mia", "arjun", "pia"))
    return Channel(place=channel("atlas"), name="atlas", kind="public", members=members)


def newest(tx: Tx) -> Request | None:
    """The one that was asked last."""
    return max(
        requests.many(tx, map(RequestId, range(1, 100))).values(), key=lambda one: one.id, default=None
    )


async def at_noon(relay: Relay, *names: str) -> None:
    """New York is at work, and San Francisco begins; in Berlin it is six."""
    await relay.team(*(names or ("lena", "maya", "sam")))
    await relay.until(at("maya", "Mon 12:15"))


async def held(relay: Relay, name: str) -> list[tuple[str, str]]:
    person = (await relay.person(name)).id
    found = await relay.store.read(notes.holding, [person])
    return [(one.kind, one.subject) for one in found.get(person, [])]


def wrong(answer: Answer) -> dict[str, str]:
    assert isinstance(answer, Fix), answer
    return dict(answer.errors)
