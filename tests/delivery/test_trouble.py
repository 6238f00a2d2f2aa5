"""Whatever breaks between the outbox and the platform, nothing is lost and nothing arrives twice."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from random import Random

import pytest

from bot.delivery.take import ASK_AGAIN, LEASE, SENDS_FOR
from bot.services.platform import Throttled
from bot.services.verdict import Drop
from storage.store import Store, open_store
from tests.delivery.bench import MINUTE, SECOND, Bench, until
from tests.delivery.conftest import workspace
from tests.delivery.platform import Fault
from tests.storage.letter import ELSEWHERE, LENA, edit, letter


@pytest.mark.parametrize("landed", [True, False], ids=["landed", "never landed"])
async def test_what_a_killed_process_was_sending_is_looked_for_before_it_is_repeated(
    bench: Bench, landed: bool
) -> None:
    bench.platform.gates["a"] = asyncio.Event()  # never opened: the first process ends here
    bench.platform.faults["a"] = [] if landed else ["gone"]
    await bench.put(letter("a"), letter("b"))
    killed = asyncio.create_task(bench.worker("killed").run_due())
    await until(lambda: bench.platform.posts() == ["a"])
    killed.cancel()
    del bench.platform.gates["a"]
    await bench.run(bench.worker("other"))
    assert bench.platform.landed == ["a", "b"]
    assert [call.what for call in bench.platform.calls if call.key == "a"] == [
        *("post", "find"),
        *([] if landed else ["post"]),
    ]
    assert bench.platform.at("a")[1] == LEASE
    assert await bench.states() == {"a": "sent", "b": "sent"}


async def test_what_is_under_way_as_the_clock_is_set_ahead_is_not_sent_beside_it(bench: Bench) -> None:
    gate = bench.platform.gates["a"] = asyncio.Event()
    await bench.put(letter("a"))
    running = asyncio.create_task(bench.worker().run_due())
    await until(lambda: bench.platform.posts() == ["a"])
    bench.clock.move(LEASE + SECOND)
    await bench.put(letter("b", to=LENA))
    await until(lambda: bench.platform.landed == ["a", "b"])
    gate.set()
    await running
    assert bench.platform.heard("post", "find") == ["a", "b"]
    assert await bench.states() == {"a": "sent", "b": "sent"}


async def test_what_breaks_as_a_letter_is_dropped_keeps_no_other(bench: Bench) -> None:
    bench.house.verdicts["a"] = lambda _: Drop(why="no longer true")
    bench.house.deaf_to.add("a")
    await bench.put(letter("a"), letter("b"))
    await bench.run(bench.worker())
    assert await bench.states() == {"a": "dropped", "b": "sent"}


async def test_a_workspace_is_another_s_until_its_lease_has_run_out(bench: Bench) -> None:
    await bench.put(letter("a"))
    await bench.run(bench.worker("one"))
    await bench.put(letter("b", to=LENA))
    other = bench.worker("other")
    assert await other.run_due() == bench.clock.start + SECOND
    assert bench.platform.posts() == ["a"]
    bench.clock.move(SENDS_FOR)
    await bench.run(other)
    assert bench.platform.posts() == ["a", "b"]


async def test_two_workers_racing_for_a_crowd_send_each_letter_once(bench: Bench) -> None:
    letters = [letter(f"{name}{number}", to=to) for number in range(4) for name, to in PLACES.items()]
    await bench.put(*letters)
    await asyncio.gather(bench.run(bench.worker("one"), SECOND), bench.run(bench.worker("other"), SECOND))
    await bench.run(bench.worker("one"))
    assert sorted(bench.platform.landed) == sorted(
        f"{name}{number}" for number in range(4) for name in PLACES
    )


async def test_a_stopped_worker_lets_what_is_under_way_end_and_begins_nothing(bench: Bench) -> None:
    gate = bench.platform.gates["a1"] = asyncio.Event()
    await bench.put(letter("a1"), letter("a2"))
    worker = bench.worker()
    running = asyncio.create_task(worker.run_due())
    await until(lambda: bench.platform.landed == ["a1"])
    stopping = asyncio.create_task(worker.stop())
    await asyncio.sleep(0.01)
    assert not stopping.done()
    gate.set()
    await stopping
    assert await running is None
    assert not worker.busy
    assert await worker.run_due() is None
    assert bench.platform.posts() == ["a1"]
    assert await bench.states() == {"a1": "sent", "a2": "waiting"}


async def test_what_was_taken_while_the_worker_is_stopped_is_given_back_untried(bench: Bench) -> None:
    await bench.put(letter("a"))
    worker = bench.worker()
    running = asyncio.create_task(worker.run_due())
    await asyncio.sleep(0)
    await worker.stop()
    assert await running is None
    assert bench.platform.calls == []
    await bench.run(bench.worker("other"))
    assert [(call.what, call.at) for call in bench.platform.calls] == [("post", bench.clock.start)]


async def test_what_outlasts_the_stop_is_cut_off_and_another_looks_for_it_a_minute_later(
    bench: Bench,
) -> None:
    bench.platform.gates["a"] = asyncio.Event()
    await bench.put(letter("a"), letter("b", to=LENA))
    worker = bench.worker(grace=0.05)
    running = asyncio.create_task(worker.run_due())
    await until(lambda: len(bench.platform.landed) == 2)
    await worker.stop()
    await worker.stop()
    assert await running is None
    assert await bench.states() == {"a": "waiting", "b": "sent"}
    await bench.run(bench.worker("other"))
    assert [call.what for call in bench.platform.calls if call.key == "a"] == ["post", "find"]
    assert bench.platform.at("a")[1] == MINUTE
    assert await bench.states() == {"a": "sent", "b": "sent"}


async def test_draining_waits_for_what_is_under_way(bench: Bench) -> None:
    gate = bench.platform.gates["a"] = asyncio.Event()
    await bench.put(letter("a"))
    worker = bench.worker()
    running = asyncio.create_task(worker.run_due())
    await until(lambda: bench.platform.landed == ["a"])
    draining = asyncio.create_task(worker.drain())
    await asyncio.sleep(0.01)
    assert not draining.done()
    gate.set()
    await draining
    assert await bench.states() == {"a": "sent"}
    await running


async def test_what_this_process_has_no_platform_for_waits_for_one_that_has(bench: Bench) -> None:
    await bench.put(letter("a"))
    deaf = bench.worker("deaf", speaks="teams")
    assert await deaf.run_due() == bench.clock.start + ASK_AGAIN
    assert bench.platform.calls == []
    await deaf.stop()
    await bench.run(bench.worker())
    assert bench.platform.at("a") == [ASK_AGAIN]


PLACES = {"a": letter("a").to, "b": LENA, "c": ELSEWHERE}


async def test_a_letter_that_is_always_throttled_lets_those_behind_it_pass_after_two_minutes(
    bench: Bench,
) -> None:
    bench.platform.faults["a"] = [Throttled(after=30 * SECOND)] * 100
    await bench.put(letter("a"), letter("b"), letter("c"))
    await bench.run(bench.worker())
    tried = bench.platform.at("a")
    assert tried[:6] == [at * SECOND for at in (0, 30, 60, 90, 120, 270)]
    assert bench.platform.at("b") == [150 * SECOND]
    assert bench.platform.at("c") == [151 * SECOND]
    assert await bench.states() == {"a": "waiting", "b": "sent", "c": "sent"}


FAULTS: list[Fault | Throttled] = ["lost", "gone", "crash", Throttled(after=7 * SECOND)]


@pytest.mark.parametrize("seed", range(2))
async def test_through_any_trouble_every_letter_arrives_once(bench: Bench, seed: int) -> None:
    chance = Random(seed)
    letters = [letter(f"{name}{number}", to=to) for number in range(5) for name, to in PLACES.items()]
    for key in [one.key for one in letters]:
        for call in (key, f"find {key}", f"edit/{key}"):
            bench.platform.faults[call] = [chance.choice(FAULTS) for _ in range(chance.randrange(3))]
    await bench.put(*letters, *(edit(one.key, "new", to=one.to) for one in letters))
    await bench.run(bench.worker(), timedelta(hours=1))
    assert sorted(bench.platform.landed) == sorted(one.key for one in letters)
    assert set(bench.platform.shown.values()) == {"new"}
    assert set((await bench.states()).values()) == {"sent"}


@pytest.fixture
async def impatient(sqlite_database: str) -> AsyncIterator[Store]:
    """A store that soon gives up."""
    store = open_store(sqlite_database, patience=timedelta(milliseconds=150))
    yield store
    await store.close()


@pytest.mark.parametrize("for_long", [False, True], ids=["shortly", "for long"])
async def test_what_was_sent_while_the_database_is_locked_is_recorded_or_looked_for(
    impatient: Store, sqlite_database: str, for_long: bool
) -> None:
    bench = Bench(impatient, await workspace(impatient))
    gate = bench.platform.gates["a"] = asyncio.Event()
    await bench.put(letter("a"))
    running = asyncio.create_task(bench.worker().run_due())
    await until(lambda: bench.platform.landed == ["a"])
    with closing(sqlite3.connect(sqlite_database.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        gate.set()
        await (running if for_long else asyncio.sleep(0.2))
    await running
    if for_long:
        assert await bench.states() == {"a": "waiting"}
        bench.clock.move(LEASE)
        await bench.run(bench.worker())
    assert [call.what for call in bench.platform.calls] == ["post", *(["find"] if for_long else [])]
    assert await bench.states() == {"a": "sent"}
