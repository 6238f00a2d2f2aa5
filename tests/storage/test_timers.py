"""A timer goes to one who ticks, once; a changed one is not lost and a poisonous one stands aside."""

from datetime import UTC, datetime, timedelta

from storage import timers
from storage.store import Store
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def set_some(store: Store, **due: int) -> None:
    """Subjects and in how many minutes they are due."""
    rows = [(subject, NOW + minutes * MINUTE, {"from": subject}) for subject, minutes in due.items()]
    await store.transact(timers.set_many, "prompt", rows)


async def claimed(store: Store, *, now: datetime = NOW, limit: int = 500) -> list[str]:
    return [timer.subject for timer in await store.transact(timers.claim, "prompt", now=now, limit=limit)]


async def test_those_due_come_oldest_first_and_once(store: Store) -> None:
    await set_some(store, late=0, later=1, latest=-5)
    assert await claimed(store) == ["latest", "late"]
    assert await claimed(store) == []
    assert await claimed(store, now=NOW + MINUTE) == ["later"]


async def test_one_that_is_held_stays_until_it_is_set_anew_or_ended(store: Store) -> None:
    await set_some(store, late=0, later=1, latest=-5)
    held = await store.transact(timers.hold, "prompt", now=NOW)
    assert [timer.subject for timer in held] == ["latest", "late"]

    def move_on(tx: Tx) -> None:
        first, second = timers.hold(tx, "prompt", now=NOW)
        timers.set(tx, "prompt", first.subject, NOW + 2 * MINUTE)
        timers.done(tx, [second])

    await store.transact(move_on)
    assert await store.read(timers.next_due) == NOW + MINUTE
    assert await claimed(store, now=NOW + 2 * MINUTE) == ["later", "latest"]


async def test_many_that_are_held_are_moved_to_the_same_instant(store: Store) -> None:
    await set_some(store, one=0, two=0, three=0)
    await store.transact(_put_off)
    payload = {"from": "another"}

    def move(tx: Tx) -> None:
        held = timers.hold(tx, "prompt", now=NOW + MINUTE)
        assert sorted(timer.failures for timer in held) == [0, 0, 1]
        timers.move(tx, [(NOW + 2 * MINUTE, payload, [one.id for one in held if one.subject != "three"])])

    await store.transact(move)
    assert await claimed(store, now=NOW + MINUTE) == ["three"]
    moved = await store.transact(timers.claim, "prompt", now=NOW + 2 * MINUTE)
    assert [(one.subject, one.due_at, one.payload, one.failures) for one in moved] == [
        (subject, NOW + 2 * MINUTE, payload, 0) for subject in ("one", "two")
    ]


def _put_off(tx: Tx) -> None:
    [timer, *_] = timers.hold(tx, "prompt", now=NOW)
    timers.postpone(tx, timer, NOW + MINUTE)


async def test_the_next_is_the_earliest_of_any_kind(store: Store) -> None:
    assert await store.read(timers.next_due) is None
    for minutes, kind in ((3, "digest"), (1, "note"), (2, "prompt"), (4, "note")):
        await store.transact(timers.set, kind, f"{minutes}", NOW + minutes * MINUTE)
    for minutes in (1, 2, 3, 4):
        assert await store.read(timers.next_due) == NOW + minutes * MINUTE
        for kind in ("digest", "note", "prompt"):
            await store.transact(timers.drop, kind, f"{minutes}")
    assert await store.read(timers.next_due) is None


async def test_a_claimed_timer_tells_what_was_set(store: Store) -> None:
    await store.transact(timers.set, "snooze", "7", NOW, payload={"day": "2026-11-02"})
    [timer] = await store.transact(timers.claim, "snooze", now=NOW + MINUTE)
    assert (timer.kind, timer.subject, timer.due_at, timer.payload, timer.failures) == (
        "snooze",
        "7",
        NOW,
        {"day": "2026-11-02"},
        0,
    )


async def test_another_kind_is_another_timer(store: Store) -> None:
    await store.transact(timers.set, "prompt", "7", NOW)
    await store.transact(timers.set, "reminder", "7", NOW)
    await store.transact(timers.drop, "prompt", "7")
    assert await store.read(timers.get, "prompt", "7") is None
    assert await store.read(timers.get, "reminder", "7") is not None


async def test_setting_again_moves_it(store: Store) -> None:
    await set_some(store, seven=0)
    await set_some(store, seven=30)
    assert await claimed(store) == []
    timer = await store.read(timers.get, "prompt", "seven")
    assert timer is not None
    assert timer.due_at == NOW + 30 * MINUTE


async def test_several_are_dropped_at_once(store: Store) -> None:
    await set_some(store, one=0, two=0, three=0)
    await store.transact(timers.drop_many, "prompt", ["one", "three", "nobody"])
    await store.transact(timers.drop_many, "prompt", [])
    assert await claimed(store) == ["two"]


async def test_no_more_are_claimed_than_asked_for(store: Store) -> None:
    await set_some(store, one=0, two=1, three=2)
    assert await claimed(store, now=NOW + MINUTE, limit=1) == ["one"]
    assert await claimed(store, now=NOW + 2 * MINUTE, limit=9) == ["two", "three"]


async def test_a_lease_that_runs_out_gives_it_to_another(store: Store) -> None:
    await set_some(store, seven=0)
    lease = NOW + 5 * MINUTE
    [leased] = await store.transact(timers.claim, "prompt", now=NOW, lease=lease)
    assert await claimed(store, now=lease - MINUTE) == []
    assert await store.read(timers.next_due) == lease
    [again] = await store.transact(timers.claim, "prompt", now=lease, lease=lease + 5 * MINUTE)
    assert again.due_at == leased.due_at == NOW
    await store.transact(timers.done, [leased])
    assert await store.read(timers.get, "prompt", "seven") is not None
    await store.transact(timers.done, [again])
    assert await store.read(timers.get, "prompt", "seven") is None


async def test_one_set_anew_while_it_was_leased_is_neither_done_nor_postponed(store: Store) -> None:
    await set_some(store, seven=0)
    [leased] = await store.transact(timers.claim, "prompt", now=NOW, lease=NOW + 5 * MINUTE)
    await set_some(store, seven=2)
    await store.transact(timers.done, [leased])
    await store.transact(timers.postpone, leased, NOW + 60 * MINUTE)
    assert await store.read(timers.next_due) == NOW + 2 * MINUTE


async def test_a_poisonous_one_is_found_in_smaller_lots_and_stands_aside(store: Store) -> None:
    await set_some(store, one=-2, poison=-1, three=0)
    found = await store.read(timers.due, "prompt", now=NOW)
    assert [timer.subject for timer in found] == ["one", "poison", "three"]
    await store.transact(timers.postpone, found[1], NOW + MINUTE)
    taken = await store.transact(timers.take, found)
    assert [timer.subject for timer in taken] == ["one", "three"]
    assert await store.transact(timers.take, found) == []
    [poison] = await store.read(timers.due, "prompt", now=NOW + MINUTE)
    assert (poison.failures, poison.due_at) == (1, NOW - MINUTE)


async def test_those_found_can_be_leased(store: Store) -> None:
    await set_some(store, seven=0)
    found = await store.read(timers.due, "prompt", now=NOW)
    [leased] = await store.transact(timers.take, found, lease=NOW + 5 * MINUTE)
    assert await claimed(store) == []
    await store.transact(timers.done, [leased])
    assert await store.read(timers.next_due) is None


async def test_setting_wakes_whoever_ticks(store: Store) -> None:
    woken: list[frozenset[str]] = []
    store.on_wake(woken.append)
    await set_some(store)
    await set_some(store, seven=0)
    assert woken == [frozenset({"timers"})]


async def test_the_kinds_that_are_due_are_known(store: Store) -> None:
    for kind, subject, minutes in (("prompt", "1", 0), ("prompt", "2", 1), ("digest", "1", 2)):
        await store.transact(timers.set, kind, subject, NOW + timedelta(minutes=minutes))
    found = [await store.read(timers.kinds_due, now=NOW + timedelta(minutes=one)) for one in (-1, 0, 2)]
    assert found == [frozenset(), {"prompt"}, {"prompt", "digest"}]
    assert set(await store.read(timers.get_many, "prompt", ["1", "2", "3"])) == {"1", "2"}
    assert await store.read(timers.get_many, "prompt", []) == {}
