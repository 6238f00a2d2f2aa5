"""What becomes of letters is counted, by platform and by how it ended."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from bot.delivery.retry import FEWEST_TRIES
from bot.messages.letter import edit_key
from bot.services.platform import Refused, Throttled
from bot.services.verdict import Drop
from tests.delivery.bench import SECOND, Bench
from tests.delivery.platform import Fault
from tests.storage.letter import edit, letter
from tests.support.figures import figure

OUTCOMES = ("sent", "refused", "dead", "dropped", "throttled", "unknown", "not_there")


@pytest.mark.parametrize(
    ("faults", "counted"),
    [
        ([], {"sent": 1}),
        ([Throttled(after=SECOND)], {"throttled": 1, "sent": 1}),
        ([Refused(why="is_archived")], {"refused": 1}),
        (["gone"], {"unknown": 1, "not_there": 1, "sent": 1}),
        (["lost"], {"unknown": 1, "sent": 1}),
    ],
    ids=["sent", "throttled", "refused", "never landed", "landed unheard"],
)
async def test_each_attempt_is_counted_as_what_it_came_to(
    bench: Bench, faults: Collection[Fault | Throttled | Refused], counted: dict[str, int]
) -> None:
    bench.platform.faults["a"] = list(faults)
    await bench.put(letter("a"))
    await bench.run(bench.worker())
    assert figures(bench) == counted


async def test_what_is_given_up_is_dead_and_what_no_longer_holds_is_dropped(bench: Bench) -> None:
    bench.house.verdicts["b"] = lambda _: Drop(why="answered")
    await bench.put(letter("a"), letter("b"))
    await bench.run(bench.worker())
    bench.platform.faults[edit_key("a")] = ["gone"] * 100
    await bench.put(edit("a", "changed"))
    await bench.run(bench.worker(), timedelta(hours=3))
    found = figures(bench)
    assert (found["sent"], found["dropped"], found["dead"]) == (1, 1, 1)
    assert found["unknown"] >= FEWEST_TRIES - 1


def figures(bench: Bench) -> dict[str, float]:
    """Those that are not nought."""
    found = {
        outcome: figure(bench.store.metrics, "sunrelay_letters_total", platform="slack", outcome=outcome)
        for outcome in OUTCOMES
    }
    return {outcome: count for outcome, count in found.items() if count}
