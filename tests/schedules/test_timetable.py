"""Everything due is settled in one go, and what cannot be settled holds nobody else up."""

from collections.abc import MutableMapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from bot.services.platform import House
from schedules import timetable
from storage import timers
from storage.errors import Busy
from storage.store import Store
from storage.tables import timers as table
from storage.timers import Timer
from storage.transaction import Tx
from tests.services.given import ZONES, Relay, at, day
from tests.support.figures import figure

BAD = "not a person"


async def test_nothing_due_nothing_done(relay: Relay) -> None:
    assert await timetable.run_due(relay.house) == 0
    await relay.team("lena", "maya")
    assert await timetable.run_due(relay.house) == 0
    assert await timetable.next_due(relay.house) is not None


async def test_a_stop_comes_before_the_digest_of_the_same_instant() -> None:
    order = list(timetable.TIMETABLE)
    assert order.index("company") < order.index("stops")
    assert order.index("stops") < order.index("digest") < order.index("handover")
    assert order.index("welcome") < order.index("prompt") < order.index("reminder")


async def test_the_prompt_of_somebody_who_writes_for_nobody_any_more_ends(relay: Relay) -> None:
    await relay.team("lena", "maya")
    due_at = at("lena", "Mon 17:15")
    payload = {"day": "2026-11-02", "starts_at": due_at.isoformat(), "ends_at": due_at.isoformat()}
    await relay.store.transact(timers.set, "prompt", "999", due_at, payload=payload)
    await relay.until(due_at)
    assert await relay.evenings("lena") == [(day("Mon"), "asked", None)]
    assert await relay.store.read(timers.get, "prompt", "999") is None
    assert await timetable.run_due(relay.house) == 0


async def test_a_timer_that_cannot_be_settled_stands_aside_for_ever_longer(relay: Relay) -> None:
    await relay.team(*ZONES)
    due_at = at("lena", "Mon 17:15")
    await relay.until(due_at - timedelta(minutes=1))
    await relay.store.transact(timers.set, "prompt", BAD, due_at, payload={})
    with capture_logs() as lines:
        relay.clock.move_to(due_at)
        await relay.tick()
    assert await relay.evenings("lena") == [(day("Mon"), "asked", None)]
    assert [(line["event"], line["kind"]) for line in lines if line["log_level"] == "error"] == [
        ("timer.put_off", "prompt")
    ]
    for failures, pause in ((1, 1), (2, 2), (3, 4)):
        bad = await relay.store.read(timers.get, "prompt", BAD)
        assert bad is not None
        assert (bad.failures, bad.due_at) == (failures, due_at)
        assert bad.ready_at == relay.now + timedelta(minutes=pause)
        relay.clock.move_to(bad.ready_at)
        with capture_logs():
            await relay.tick()


async def test_a_timer_that_failed_for_weeks_is_put_off_as_long_as_any(relay: Relay) -> None:
    await relay.store.transact(timers.set, "prompt", BAD, relay.now, payload={})
    await relay.store.transact(_failed, 60)
    with capture_logs():
        assert await timetable.run_due(relay.house) == 1
    bad = await relay.store.read(timers.get, "prompt", BAD)
    assert bad is not None
    assert (bad.failures, bad.ready_at) == (61, relay.now + timetable.LONGEST_PAUSE)


def _failed(tx: Tx, failures: int) -> None:
    tx.run(update(table).where(table.c.subject == BAD).values(failures=failures))


class BusyWithMore:
    """A store that has no time for more than so many timers at once."""

    def __init__(self, store: Store, *, able: int) -> None:
        self._store = store
        self.metrics = store.metrics
        self.able = able
        self.asked: list[int] = []

    async def read(self, *args: Any, **kwargs: Any) -> Any:
        return await self._store.read(*args, **kwargs)

    async def transact(self, *args: Any, **kwargs: Any) -> Any:
        most = kwargs.get("most", 1)
        self.asked.append(most)
        if most > self.able:
            raise Busy("try again")
        return await self._store.transact(*args, **kwargs)


@pytest.mark.parametrize("able", [200, 7, 1])
async def test_what_is_too_much_at_once_is_done_in_smaller_lots(relay: Relay, able: int) -> None:
    await relay.team("lena", "maya")
    relay.clock.move_to(at("lena", "Mon 17:15"))
    store = BusyWithMore(relay.store, able=able)
    house = House(store=store, directory=relay.directory, clock=relay.clock)  # type: ignore[arg-type]
    with capture_logs() as lines:
        await timetable.run_due(house)
    assert lines == [], "nobody's timer is at fault"
    assert await relay.evenings("lena") == [(day("Mon"), "asked", None)]


async def test_a_database_with_no_time_at_all_is_asked_again_at_the_next_tick(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.clock.move_to(at("lena", "Mon 17:15"))
    store = BusyWithMore(relay.store, able=0)
    house = House(store=store, directory=relay.directory, clock=relay.clock)  # type: ignore[arg-type]
    lines: list[MutableMapping[str, Any]]
    with capture_logs() as lines, pytest.raises(Busy):
        await timetable.run_due(house)
    assert lines == []
    store.able = timetable.BATCH
    await timetable.run_due(house)
    assert await relay.evenings("lena") == [(day("Mon"), "asked", None)]


async def test_thousands_due_at_once_are_settled_in_lots(relay: Relay) -> None:
    due_at = at("lena", "Mon 17:15")
    rows = [(f"{number}", due_at, {"day": "2026-11-02"}) for number in range(1, 1202)]
    await relay.store.transact(_set, rows)
    relay.clock.move_to(due_at)
    assert await timetable.run_due(relay.house) == len(rows), "of people who are gone; nothing follows"
    assert await timetable.next_due(relay.house) is None


def _set(tx: Tx, rows: list[tuple[str, Any, dict[str, str]]]) -> None:
    timers.set_many(tx, "prompt", rows)
    assert isinstance(timers.get(tx, "prompt", "1"), Timer)


async def test_what_is_settled_is_counted_with_how_late_it_was(relay: Relay) -> None:
    names = {
        "sunrelay_timers_run_total": {"kind": "prompt"},
        "sunrelay_timers_put_off_total": {"kind": "prompt"},
        "sunrelay_prompts_skipped_late_total": {},
        "sunrelay_timer_late_seconds_sum": {"kind": "prompt"},
    }

    def figures() -> list[float]:
        return [figure(relay.store.metrics, name, **labels) for name, labels in names.items()]

    await relay.team("lena", "maya")
    await relay.store.transact(timers.set, "prompt", BAD, at("lena", "Mon 19:15"), payload={})
    relay.clock.move_to(at("lena", "Mon 19:16"))
    before = figures()
    with capture_logs():
        await timetable.run_due(relay.house)
    then = [now - earlier for now, earlier in zip(figures(), before, strict=True)]
    assert then == [1, 1, 1, timedelta(hours=2, minutes=1).total_seconds()]
