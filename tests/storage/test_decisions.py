"""Decisions are kept as they were proposed, with every vote, and found by workspace and channel."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.decision import Content, Edit, NewDecision, Vote
from bot.domain.identity import DecisionId, MessageRef, PersonId, Place, TenantId, UserRef
from bot.domain.person import Profile
from bot.messages.split import part_key
from storage import decision_edits, decisions, digest_decisions, lasting, people, posts, retention
from storage.retention import Retention
from storage.store import Store
from storage.tables import deciders, reset_votes, votes
from storage.tables import decision_edits as decision_edits_table
from storage.transaction import Tx
from tests.storage.letter import CHANNEL

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
DAY = timedelta(days=1)
CONTENT = Content(title="One rate", problem="Two apply.", proposal="The API's.", sooner="The shop is down.")


@pytest.fixture
async def maya(store: Store) -> PersonId:
    user = UserRef(platform="slack", tenant="T1", id="UMAYA")
    profile = Profile(user=user, name="Maya", zone="America/New_York", locale="en", eligible=True)
    [person] = await store.transact(people.keep, [profile], now=NOW)
    return person.id


async def proposed(
    store: Store, lena: PersonId, *who: PersonId, days: int = 1, place: Place = CHANNEL
) -> DecisionId:
    new = NewDecision(
        proposer=lena,
        content=CONTENT,
        deciders=who,
        left_out=(lena,),
        place=place,
        closes_at=NOW + days * DAY,
        fair_at=NOW + 2 * DAY,
        set_by=who[0],
        label="Berlin",
        silence_consents=True,
    )
    return await store.transact(decisions.add, new, now=NOW)


async def test_it_is_kept_as_it_was_proposed(store: Store, lena: PersonId, maya: PersonId) -> None:
    one = await store.read(decisions.get, await proposed(store, lena, maya))
    assert one is not None
    assert (one.proposer, one.content, one.place, one.label) == (lena, CONTENT, CHANNEL, "Berlin")
    assert (one.deciders, one.left_out, one.set_by) == ((maya,), (lena,), maya)
    assert (one.asked_at, one.closes_at, one.fair_at) == (NOW, NOW + DAY, NOW + 2 * DAY)
    assert (one.state, one.silence_consents, one.closed_at, one.votes) == ("open", True, None, {})
    assert await store.read(decisions.get, DecisionId(99)) is None


async def test_the_last_vote_of_each_counts(store: Store, lena: PersonId, maya: PersonId) -> None:
    number = await proposed(store, lena, maya, lena)
    first = Vote(choice="object", at=NOW, reason="Not yet.")
    assert await store.read(decisions.waiting_on, maya) == 1
    for who, said in ((maya, first), (lena, first), (maya, Vote(choice="approve", at=NOW + DAY))):
        await store.transact(decisions.vote, number, who, said)
    assert await store.read(decisions.waiting_on, maya) == 0
    assert await store.read(decisions.waiting_on, lena) == 0
    one = await store.transact(decisions.claim, number)
    assert one is not None
    assert one.votes == {lena: first, maya: Vote(choice="approve", at=NOW + DAY)}
    await store.transact(decisions.let_go, number, maya)
    left = await store.read(decisions.get, number)
    assert left is not None
    assert (left.deciders, list(left.votes)) == ((lena,), [lena, maya])


async def test_an_edit_takes_the_place_of_what_was_said_and_keeps_the_votes_it_reset(
    store: Store, lena: PersonId, maya: PersonId
) -> None:
    number = await proposed(store, lena, maya)
    said = Vote(choice="object", at=NOW, reason="Not yet.")
    await store.transact(decisions.vote, number, maya, said)
    before = await store.transact(decisions.claim, number)
    assert before is not None
    after = replace(
        before,
        content=replace(CONTENT, title="Two rates", sooner=""),
        deciders=(lena,),
        left_out=(),
        label="",
        set_by=None,
        silence_consents=False,
        closes_at=NOW + 3 * DAY,
        fair_at=NOW + 3 * DAY,
    )
    await store.transact(decision_edits.add, number, ("title", "deciders"), fresh=True, now=NOW + DAY)
    await store.transact(decisions.change, after)
    await store.transact(decision_edits.add, number, ("close",), fresh=False, now=NOW + 2 * DAY)
    edits = (
        Edit(at=NOW + DAY, changed=("title", "deciders"), fresh=True, reset={maya: said}),
        Edit(at=NOW + 2 * DAY, changed=("close",), fresh=False),
    )
    assert await store.read(decisions.get, number) == replace(after, votes={}, edits=edits)


async def test_the_open_ones_go_by_their_close_and_the_others_by_when_it_was(
    store: Store, lena: PersonId, maya: PersonId
) -> None:
    late, soon, first, last = [await proposed(store, lena, maya, days=days) for days in (5, 2, 3, 3)]
    await store.transact(decisions.close, first, "adopted", now=NOW + DAY)
    await store.transact(decisions.close, last, "unsettled", now=NOW + 2 * DAY)
    await store.transact(decisions.close, first, "objected", now=NOW + 3 * DAY)
    one = await store.read(decisions.get, first)
    assert one is not None
    assert (one.state, one.closed_at) == ("adopted", NOW + DAY), "it closes once"
    here = one.tenant
    assert [
        each.id for each in await store.read(decisions.open_in, here, reader=lena, inside=(), most=9)
    ] == [soon, late]
    assert [
        each.id for each in await store.read(decisions.closed_in, here, reader=lena, inside=(), most=9)
    ] == [last, first]
    assert len(await store.read(decisions.closed_in, here, reader=lena, inside=(), most=1)) == 1
    assert await store.read(decisions.open_in, TenantId(99), reader=lena, inside=(), most=9) == []
    assert [each.id for each in await store.read(decisions.standing_in, maya, CHANNEL, since=NOW)] == [
        late,
        soon,
        first,
    ]
    assert [each.id for each in await store.read(decisions.standing_with, maya, since=NOW + DAY)] == [
        late,
        soon,
    ]
    assert await store.read(decisions.standing_in, maya, replace(CHANNEL, id="C99"), since=NOW) == []


async def test_of_private_channels_those_are_found_that_they_are_in_however_few_are_asked_for(
    store: Store, lena: PersonId, maya: PersonId
) -> None:
    private = replace(CHANNEL, kind="private", id="G1")
    public = [await proposed(store, lena, maya, days=2) for _ in range(2)]
    closed = [await proposed(store, lena, maya, place=private) for _ in range(4)]
    for one in (public[1], *closed[2:]):
        await store.transact(decisions.close, one, "adopted", now=NOW + one * timedelta(hours=1))
    here = TenantId(1)
    for inside, still, over in (((), public[0], public[1]), (("G1",), closed[0], closed[3])):
        some = await store.read(decisions.open_in, here, reader=lena, inside=inside, most=1)
        others = await store.read(decisions.closed_in, here, reader=lena, inside=inside, most=1)
        assert [each.id for each in (*some, *others)] == [still, over]
    decides = await store.read(decisions.open_in, here, reader=maya, inside=(), most=1)
    assert [each.id for each in decides] == [closed[0]], "who decides is inside"


async def test_only_what_is_closed_is_forgotten_and_never_the_newest_number(
    store: Store, lena: PersonId, maya: PersonId
) -> None:
    old, still, newest = [await proposed(store, lena, maya) for _ in range(3)]
    for one in (old, newest):
        await store.transact(decisions.vote, one, maya, Vote(choice="approve", at=NOW))
        await store.transact(decision_edits.add, one, ("title",), fresh=True, now=NOW)
        await store.transact(decisions.vote, one, maya, Vote(choice="approve", at=NOW))
        await store.transact(decisions.close, one, "adopted", now=NOW)
    await store.transact(digest_decisions.keep, "digest/1/2026-11-03", [old, still])
    keep = Retention(handoffs=30 * DAY)
    assert await store.transact(retention.sweep, now=NOW + 900 * DAY) == 0, "no limit is set"
    assert await store.transact(retention.sweep, now=NOW + 31 * DAY, keep=keep) == 1
    found = [await store.read(decisions.get, one) for one in (old, still, newest)]
    assert [one is not None for one in found] == [False, True, True]
    assert await store.read(counted) == [4, 1, 1, 1]
    told = await store.read(digest_decisions.of, "digest/1/2026-11-03")
    assert [one.id for one in told] == [still]


async def test_where_it_stood_is_kept_as_long_as_it_is_and_then_forgotten_whole(
    store: Store, lena: PersonId, maya: PersonId
) -> None:
    one = await proposed(store, lena, maya)
    await proposed(store, lena, maya)
    keys = [f"decision/{one}", f"decision/{one}#2", f"decision_closed/{one}/again", f"decide/{one}/{maya}"]
    message = MessageRef(place=CHANNEL, id="1.1")
    for key in (*keys, f"decision/{one}1"):
        await store.transact(posts.add, key, TenantId(1), message)
    await store.transact(decisions.close, one, "adopted", now=NOW)
    await store.transact(retention.sweep, now=NOW + 31 * DAY)
    assert set(await store.read(posts.get_many, keys)) == {*keys}
    await store.transact(retention.sweep, now=NOW + 31 * DAY, keep=Retention(handoffs=30 * DAY))
    assert set(await store.read(posts.get_many, [*keys, f"decision/{one}1"])) == {f"decision/{one}1"}


async def test_however_many_letters_it_takes_all_are_found(store: Store, lena: PersonId) -> None:
    message = MessageRef(place=CHANNEL, id="1.1")
    for number in range(1, 18):
        await store.transact(posts.add, part_key("decision/1", number), TenantId(1), message)
    assert await store.read(lasting.parts, "decision/1") == 17
    assert await store.read(lasting.parts, "decision/2") == 0


def counted(tx: Tx) -> list[int]:
    return [
        tx.value(select(func.count()).select_from(table))
        for table in (deciders, votes, decision_edits_table, reset_votes)
    ]
