"""Requests are kept as they were written, and found by who asked and who is asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.identity import MessageRef, PersonId, Place, RequestId, TenantId, UserRef
from bot.domain.person import Profile
from bot.domain.promise import Promise
from bot.domain.request import Content, NewRequest
from storage import people, posts, requests, retention
from storage.retention import Retention
from storage.store import Store
from storage.tables import receivers
from tests.storage.letter import CHANNEL

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
DAY = timedelta(days=1)
CONTENT = Content(
    about="Which rate applies?",
    proposal="The API's.",
    need="A yes or a no.",
    by="Thu 15:00",
    by_at=NOW + 2 * DAY,
    links=("https://wiki.example.com/rates",),
)
STUCK = Content(about="It fails.", error="Traceback:\n  <b>", tried="Twice.", ticket="ATL-7", recording="")
PROMISE = Promise(at=NOW + DAY, waited_at=NOW + DAY, worked_at=NOW + timedelta(hours=4))


@pytest.fixture
async def maya(store: Store) -> PersonId:
    profile = Profile(
        user=UserRef(platform="slack", tenant="T1", id="UMAYA"),
        name="Maya",
        zone="America/New_York",
        locale="en",
        eligible=True,
    )
    [person] = await store.transact(people.keep, [profile], now=NOW)
    return person.id


async def asked(
    store: Store, lena: PersonId, *to: PersonId, place: Place | None = None, stuck: bool = False
) -> RequestId:
    new = NewRequest(
        asker=lena,
        shape="stuck" if stuck else "question",
        content=STUCK if stuck else CONTENT,
        to=to,
        place=place,
        label="Berlin" if place else "",
        promised=(to[0], PROMISE) if not stuck else None,
    )
    return await store.transact(requests.add, new, now=NOW)


async def test_it_is_kept_as_it_was_asked(store: Store, lena: PersonId, maya: PersonId) -> None:
    one = await store.read(requests.get, await asked(store, lena, maya, lena, place=CHANNEL))
    assert one is not None
    assert (one.asker, one.shape, one.content, one.label) == (lena, "question", CONTENT, "Berlin")
    assert one.place == CHANNEL
    assert (one.to, one.first, one.promise) == (tuple(sorted((lena, maya))), maya, PROMISE)
    assert (one.state, one.asked_at, one.answer) == ("waiting", NOW, "")
    other = await store.read(requests.get, await asked(store, lena, maya, stuck=True))
    assert other is not None
    assert (other.content, other.place, other.first, other.promise) == (STUCK, None, None, None)
    assert await store.read(requests.get, RequestId(99)) is None


async def test_it_is_found_by_who_asked_and_who_is_asked_while_it_waits(
    store: Store, lena: PersonId, maya: PersonId
) -> None:
    first, second = [await asked(store, lena, maya) for _ in range(2)]
    assert [one.id for one in await store.read(requests.on, maya)] == [first, second]
    assert await store.read(requests.on, lena) == []
    await store.transact(requests.answer, first, by=maya, text="The first.", now=LATER)
    await store.transact(requests.withdraw, second, now=LATER)
    assert await store.read(requests.on, maya) == []
    [mine] = await store.read(requests.of, lena, since=LATER)
    assert (mine.id, mine.state, mine.answerer, mine.answer) == (first, "answered", maya, "The first.")
    assert await store.read(requests.of, lena, since=LATER + DAY) == []


async def test_only_what_nobody_waits_for_is_forgotten_and_never_the_newest_number(
    store: Store, lena: PersonId, maya: PersonId
) -> None:
    old, waits, newest = [await asked(store, lena, maya) for _ in range(3)]
    for one in (old, newest):
        await store.transact(requests.answer, one, by=maya, text="Yes.", now=LATER)
    keep = Retention(handoffs=30 * DAY)
    assert await store.transact(retention.sweep, now=NOW + 900 * DAY) == 0, "no limit is set"
    assert await store.transact(retention.sweep, now=NOW + 30 * DAY, keep=keep) == 0
    assert await store.transact(retention.sweep, now=NOW + 31 * DAY, keep=keep) == 1
    assert sorted(await store.read(requests.many, [old, waits, newest])) == [waits, newest]
    left = await store.read(lambda tx: tx.value(select(func.count()).select_from(receivers)))
    assert left == 2


async def test_where_it_stood_is_kept_as_long_as_it_is_and_then_forgotten_whole(
    store: Store, lena: PersonId, maya: PersonId
) -> None:
    one = await asked(store, lena, maya, place=CHANNEL)
    await asked(store, lena, maya)
    keys = [f"ask_here/{one}", f"ask_here/{one}#2", f"ask_receipt/{one}", f"ask/{one}/{maya}/again"]
    others = [f"ask_here/{one}1", f"decision/{one}"]
    for key in (*keys, *others):
        await store.transact(posts.add, key, TenantId(1), MessageRef(place=CHANNEL, id="1.1"))
    await store.transact(requests.answer, one, by=maya, text="Yes.", now=NOW)
    await store.transact(retention.sweep, now=NOW + 31 * DAY)
    assert set(await store.read(posts.get_many, keys)) == {*keys}
    await store.transact(retention.sweep, now=NOW + 31 * DAY, keep=Retention(handoffs=30 * DAY))
    assert set(await store.read(posts.get_many, [*keys, *others])) == {*others}


async def test_what_stands_in_a_channel_is_found_for_each_and_let_go(
    store: Store, lena: PersonId, maya: PersonId
) -> None:
    there = await asked(store, lena, maya, lena, place=CHANNEL)
    await asked(store, lena, maya)
    elsewhere = replace(CHANNEL, id="C99")
    assert [one.id for one in await store.read(requests.standing_in, maya, CHANNEL)] == [there]
    assert await store.read(requests.standing_in, maya, elsewhere) == []
    assert await store.read(requests.standing_in, maya, replace(CHANNEL, tenant="T2")) == []
    await store.transact(requests.let_go, there, maya)
    assert await store.read(requests.standing_in, maya, CHANNEL) == []
    left = await store.read(requests.get, there)
    assert left is not None
    assert left.to == (lena,)
