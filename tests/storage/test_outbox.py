"""A letter leaves once, in order, by one hand; an edit leaves in its newest form."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from structlog.testing import capture_logs

from bot.domain.identity import TenantId
from bot.messages.letter import Letter
from storage import outbox
from storage.outbox_row import OutboxRow
from storage.store import Store
from storage.tables import outbox as outbox_table
from storage.transaction import Tx
from tests.storage.letter import ELSEWHERE, LENA, edit, letter

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def pick_up(
    tx: Tx, tenant: TenantId, *, now: datetime = NOW, holder: str = "one", limit: int = 50
) -> list[OutboxRow]:
    until = now + 5 * MINUTE
    if tenant not in outbox.lease_tenants(tx, holder=holder, now=now, until=until):
        return []
    return outbox.claim(tx, tenant, holder=holder, now=now, until=until, limit=limit)


async def picked(store: Store, tenant: TenantId, **kwargs: Any) -> list[str]:
    return [row.key for row in await store.transact(pick_up, tenant, **kwargs)]


async def put(store: Store, tenant: TenantId, *letters: Letter, **kwargs: Any) -> None:
    for one in letters:
        await store.transact(outbox.put, one, tenant=tenant, now=NOW, **kwargs)


async def settle(store: Store, rows: Sequence[OutboxRow], state: outbox.Settled = "sent") -> None:
    await store.transact(outbox.settle_many, [(row, state, None) for row in rows], now=NOW)


async def test_a_letter_comes_out_as_it_was_put(store: Store, tenant: TenantId) -> None:
    given = letter("digest/1/2026-11-02", under="digest/1/2026-11-01")
    assert await store.transact(outbox.put, given, tenant=tenant, now=NOW)
    [row] = await store.transact(pick_up, tenant)
    assert (row.letter, row.key, row.tenant, row.kind) == (given, given.key, tenant, "note")
    assert (row.attempts, row.uncertain, row.revision, row.put_at) == (0, False, 1, NOW)


async def test_a_key_is_put_once_even_after_it_was_sent(store: Store, tenant: TenantId) -> None:
    assert await store.transact(outbox.put, letter("a"), tenant=tenant, now=NOW)
    assert not await store.transact(outbox.put, letter("a", text="other"), tenant=tenant, now=NOW)
    rows = await store.transact(pick_up, tenant)
    assert [row.letter for row in rows] == [letter("a")]
    await settle(store, rows)
    assert not await store.transact(outbox.put, letter("a"), tenant=tenant, now=NOW)
    assert await picked(store, tenant) == []


async def test_many_are_put_in_their_order_without_doubles(store: Store, tenant: TenantId) -> None:
    given = [(tenant, letter(key, to=ELSEWHERE if key == "b" else LENA)) for key in ("a", "b", "a")]
    await store.transact(outbox.put_many, given, now=NOW)
    assert await picked(store, tenant) == ["a", "b"]


async def test_a_conversation_is_sent_in_order_and_does_not_wait_for_another(
    store: Store, tenant: TenantId
) -> None:
    await put(store, tenant, letter("a1"), letter("b1", to=LENA), letter("a2"), letter("b2", to=LENA))
    rows = await store.transact(pick_up, tenant)
    assert [row.key for row in rows] == ["a1", "b1"]
    assert await picked(store, tenant) == []
    await settle(store, rows[:1])
    assert await picked(store, tenant) == ["a2"]
    await settle(store, rows[1:], "dead")
    assert await picked(store, tenant) == ["b2"]


async def test_no_more_are_taken_than_asked_for(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("a"), letter("b", to=LENA))
    assert await picked(store, tenant, limit=1) == ["a"]


async def test_one_held_for_the_morning_lets_an_answer_pass(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("note", to=LENA), not_before=NOW + timedelta(hours=15))
    await put(store, tenant, letter("answer", to=LENA))
    rows = await store.transact(pick_up, tenant)
    assert [row.key for row in rows] == ["answer"]
    await settle(store, rows)
    assert await picked(store, tenant, now=NOW + timedelta(hours=14)) == []
    assert await picked(store, tenant, now=NOW + timedelta(hours=15)) == ["note"]


async def test_one_that_failed_holds_up_its_conversation_two_minutes_at_most(
    store: Store, tenant: TenantId
) -> None:
    await put(store, tenant, letter("a1"), letter("a2"))
    for seconds in (0, 40, 80):
        [row] = await store.transact(pick_up, tenant, now=NOW + seconds * SECOND)
        assert (row.key, row.attempts) == ("a1", seconds // 40)
        until = NOW + (seconds + 40) * SECOND
        await store.transact(outbox.postpone, row, until=until, why="500", uncertain=False)
    assert await picked(store, tenant, now=NOW + 119 * SECOND) == []
    [row] = await store.transact(pick_up, tenant, now=NOW + 120 * SECOND)
    await store.transact(outbox.postpone, row, until=NOW + 10 * MINUTE, why="500", uncertain=True)
    assert await picked(store, tenant, now=NOW + 121 * SECOND) == ["a2"]
    [row] = await store.transact(pick_up, tenant, now=NOW + 10 * MINUTE)
    assert (row.key, row.attempts, row.uncertain) == ("a1", 4, True)


async def test_one_that_was_only_held_does_not_hold_up_its_conversation(
    store: Store, tenant: TenantId
) -> None:
    await put(store, tenant, letter("a1"), letter("a2"))
    [row] = await store.transact(pick_up, tenant)
    later = NOW + 10 * SECOND
    await store.transact(outbox.postpone, row, until=later, why="held", uncertain=False, counts=False)
    assert await picked(store, tenant) == ["a2"]


async def test_one_given_back_untried_is_the_head_again(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("a1"), letter("a2"))
    [row] = await store.transact(pick_up, tenant)
    await store.transact(outbox.release, row)
    [again] = await store.transact(pick_up, tenant)
    assert again == row


async def test_a_reply_waits_for_the_message_it_goes_under(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("digest"), not_before=NOW + MINUTE)
    await put(store, tenant, letter("reply", under="digest"), letter("other"))
    for seconds, key in ((0, "other"), (60, "digest"), (61, "reply")):
        rows = await store.transact(pick_up, tenant, now=NOW + seconds * SECOND)
        assert [row.key for row in rows] == [key]
        await settle(store, rows)


async def test_only_one_of_a_conversation_is_on_its_way(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("held"), not_before=NOW + MINUTE)
    await put(store, tenant, letter("other"))
    [row] = await store.transact(pick_up, tenant)
    assert await store.read(outbox.next_due) == NOW + 5 * MINUTE
    assert await picked(store, tenant, now=NOW + MINUTE) == []
    await settle(store, [row])
    assert await picked(store, tenant, now=NOW + MINUTE) == ["held"]


async def test_an_edit_waits_for_the_message_it_edits_and_not_for_others(
    store: Store, tenant: TenantId
) -> None:
    await put(store, tenant, letter("a1"), letter("a2"))
    await store.transact(outbox.revise, edit("a1", "new"), tenant=tenant, now=NOW)
    [first] = await store.transact(pick_up, tenant)
    assert first.key == "a1"
    await settle(store, [first])
    assert await picked(store, tenant) == ["a2", "edit/a1"]


async def test_of_several_edits_the_newest_is_sent_when_the_first_was_to_be(
    store: Store, tenant: TenantId
) -> None:
    for seconds, text in ((3, "one"), (5, "two"), (9, "three")):
        given = edit("a", text)
        await store.transact(outbox.revise, given, tenant=tenant, now=NOW, not_before=NOW + seconds * SECOND)
    assert await picked(store, tenant, now=NOW + 2 * SECOND) == []
    [row] = await store.transact(pick_up, tenant, now=NOW + 3 * SECOND)
    assert row.letter == edit("a", "three")


@pytest.mark.parametrize("ending", ["settled", "postponed"])
async def test_an_edit_made_while_one_is_being_sent_is_sent_after_it(
    store: Store, tenant: TenantId, ending: str
) -> None:
    await store.transact(outbox.revise, edit("a", "one"), tenant=tenant, now=NOW)
    [row] = await store.transact(pick_up, tenant)
    await store.transact(outbox.revise, edit("a", "two"), tenant=tenant, now=NOW)
    assert await picked(store, tenant) == []
    if ending == "settled":
        await settle(store, [row])
    else:
        await store.transact(outbox.postpone, row, until=NOW + MINUTE, why="500", uncertain=True)
    [newer] = await store.transact(pick_up, tenant)
    assert (newer.letter, newer.attempts, newer.uncertain) == (edit("a", "two"), 0, False)
    await settle(store, [newer])
    assert await store.read(outbox.next_due) is None


async def test_an_edit_that_was_sent_can_be_made_again(store: Store, tenant: TenantId) -> None:
    for text in ("one", "two"):
        await store.transact(outbox.revise, edit("a", text), tenant=tenant, now=NOW)
        rows = await store.transact(pick_up, tenant)
        assert [row.letter for row in rows] == [edit("a", text)]
        await settle(store, rows)


async def test_what_replaces_nothing_cannot_be_revised(store: Store, tenant: TenantId) -> None:
    with pytest.raises(ValueError, match="replaces nothing"):
        await store.transact(outbox.revise, letter("a"), tenant=tenant, now=NOW)


async def test_a_waiting_letter_can_be_dropped_and_one_on_its_way_cannot(
    store: Store, tenant: TenantId
) -> None:
    await put(store, tenant, letter("a"), letter("b", to=LENA))
    assert await store.transact(outbox.drop_waiting, "b")
    assert not await store.transact(outbox.drop_waiting, "b")
    [row] = await store.transact(pick_up, tenant)
    assert row.key == "a"
    assert not await store.transact(outbox.drop_waiting, "a")
    await store.transact(outbox.postpone, row, until=NOW, why="timeout", uncertain=True)
    assert not await store.transact(outbox.drop_waiting, "a")


async def test_one_worker_at_a_time_sends_for_a_tenant(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("a1"), letter("b1", to=LENA))
    assert await picked(store, tenant, limit=1) == ["a1"]
    assert await picked(store, tenant, holder="two") == []
    assert await picked(store, tenant, limit=1) == ["b1"]
    await put(store, tenant, letter("c1", to=ELSEWHERE))
    await store.transact(outbox.release_tenants, holder="one")
    assert await picked(store, tenant, holder="two") == ["c1"]


async def test_nothing_is_claimed_without_a_lease(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("a"))
    rows = await store.transact(outbox.claim, tenant, holder="one", now=NOW, until=NOW + MINUTE)
    assert rows == []


async def test_a_worker_that_is_gone_leaves_an_uncertain_row_to_the_next(
    store: Store, tenant: TenantId
) -> None:
    await put(store, tenant, letter("a"), letter("b", to=LENA))
    assert await picked(store, tenant, limit=1) == ["a"]
    assert await picked(store, tenant, holder="two", now=NOW + 299 * SECOND) == []
    rows = await store.transact(pick_up, tenant, holder="two", now=NOW + 300 * SECOND)
    assert [(row.key, row.uncertain) for row in rows] == [("a", True), ("b", False)]


async def test_a_process_that_starts_alone_need_not_wait_for_old_leases(
    store: Store, tenant: TenantId
) -> None:
    await put(store, tenant, letter("a"))
    assert await picked(store, tenant) == ["a"]
    await store.transact(outbox.end_leases, now=NOW + SECOND)
    assert await picked(store, tenant, holder="two", now=NOW + 60 * SECOND) == [], "it may still land"
    [row] = await store.transact(pick_up, tenant, holder="two", now=NOW + 61 * SECOND)
    assert (row.key, row.uncertain) == ("a", True)


async def test_an_edit_that_was_under_way_is_made_again_at_once(store: Store, tenant: TenantId) -> None:
    await store.transact(outbox.revise, edit("a", "new"), tenant=tenant, now=NOW)
    assert await picked(store, tenant) == ["edit/a"]
    await store.transact(outbox.end_leases, now=NOW + SECOND)
    assert await picked(store, tenant, holder="two", now=NOW + SECOND) == ["edit/a"]


async def test_a_letter_that_cannot_be_read_does_not_stop_the_rest(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("a1"), letter("b1", to=LENA))
    await store.transact(spoil, "a1")
    with capture_logs() as lines:
        assert await picked(store, tenant) == ["b1"]
    assert [(line["event"], line["key"]) for line in lines] == [("outbox.unreadable", "a1")]
    assert await picked(store, tenant, now=NOW + timedelta(hours=1)) == ["b1"]


def spoil(tx: Tx, key: str) -> None:
    tx.run(update(outbox_table).where(outbox_table.c.key == key).values(letter={"v": 99}))


async def test_next_due_is_when_something_can_be_claimed(store: Store, tenant: TenantId) -> None:
    assert await store.read(outbox.next_due) is None
    await put(store, tenant, letter("a1"), letter("a2"), not_before=NOW)
    await put(store, tenant, letter("late", to=LENA), not_before=NOW + timedelta(hours=1))
    assert await store.read(outbox.next_due) == NOW
    [row] = await store.transact(pick_up, tenant)
    assert await store.read(outbox.next_due) == NOW + 5 * MINUTE
    await store.transact(outbox.postpone, row, until=NOW + 30 * SECOND, why="500", uncertain=False)
    assert await store.read(outbox.next_due) == NOW + 30 * SECOND
    [row] = await store.transact(pick_up, tenant, now=NOW + 30 * SECOND)
    await store.transact(outbox.postpone, row, until=NOW + 10 * MINUTE, why="500", uncertain=False)
    assert await store.read(outbox.next_due) == NOW + 2 * MINUTE
    assert await picked(store, tenant, now=NOW + 2 * MINUTE - SECOND) == []
    assert await picked(store, tenant, now=NOW + 2 * MINUTE) == ["a2"]


async def test_the_next_look_is_now_where_something_may_leave(store: Store, tenant: TenantId) -> None:
    async def looks_at(now: datetime) -> datetime | None:
        return await store.read(outbox.next_look, now=now)

    assert await looks_at(NOW) is None
    await put(store, tenant, letter("a1"), letter("a2"), not_before=NOW)
    assert await looks_at(NOW - SECOND) == NOW
    assert await looks_at(NOW + MINUTE) == NOW + MINUTE
    [_] = await store.transact(pick_up, tenant)
    assert await looks_at(NOW + MINUTE) == NOW + 5 * MINUTE


async def test_a_put_wakes_whoever_sends(store: Store, tenant: TenantId) -> None:
    woken: list[frozenset[str]] = []
    store.on_wake(woken.append)
    await put(store, tenant, letter("a"))
    assert woken == [frozenset({"outbox"})]


async def test_what_stands_in_a_message_is_its_newest_edit(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("a", text="first"), letter("b", text="alone"))
    await store.transact(outbox.revise, edit("a", text="then"), tenant=tenant, now=NOW)
    standing = await store.read(outbox.standing, ["a", "b", "never"])
    assert standing == {
        "a": edit("a", text="then").document,
        "b": letter("b", text="alone").document,
    }


async def test_what_was_refused_stands_nowhere(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("a"), letter("b"))
    await store.transact(outbox.revise, edit("a", text="then"), tenant=tenant, now=NOW)
    while rows := await store.transact(pick_up, tenant):
        await settle(store, rows, "dead")
    assert await store.read(outbox.standing, ["a", "b"]) == {}


async def test_what_became_of_a_letter_that_was_forgotten_is_not_told_of_the_next_one(
    store: Store, tenant: TenantId
) -> None:
    """SQLite gives the number of the last row to the next one, once that is deleted."""
    await put(store, tenant, letter("forgotten"))
    [row] = await store.transact(pick_up, tenant)

    def forget(tx: Tx) -> None:
        tx.run(delete(outbox_table).where(outbox_table.c.id == row.id))
        outbox.put(tx, letter("next"), tenant=tenant, now=NOW)

    await store.transact(forget)
    assert not await store.read(outbox.is_there, row)
    await settle(store, [row])
    await store.transact(outbox.postpone, row, until=NOW + 5 * MINUTE, why="late", uncertain=True)
    assert await picked(store, tenant) == ["next"]


async def test_what_may_be_there_already_is_looked_for_in_its_own_time(
    store: Store, tenant: TenantId
) -> None:
    one = letter("a")
    await put(store, tenant, one)
    [row] = await store.transact(pick_up, tenant)
    await store.transact(
        outbox.postpone, row, until=NOW + MINUTE, why="revived", uncertain=True, counts=False
    )
    await store.transact(outbox.look_again, tenant, one.conversation, now=NOW)
    assert await picked(store, tenant) == []
    assert await picked(store, tenant, now=NOW + MINUTE) == ["a"]
