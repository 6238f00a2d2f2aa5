"""One that was given up and is sent again by hand: what its last attempt brought is found, not repeated."""

from datetime import timedelta

from bot.services import unsent
from tests.delivery.bench import MINUTE, Bench
from tests.storage.letter import letter

TRIES = 100  # more than there are in the hours until it is given up


async def given_up(bench: Bench) -> None:
    """Every attempt was lost on its way, for as long as it was tried."""
    bench.platform.faults["a"] = ["gone"] * TRIES
    await bench.put(letter("a"))
    await bench.run(bench.worker(), timedelta(hours=3))
    assert await bench.states() == {"a": "dead"}
    bench.platform.faults.clear()
    bench.platform.calls.clear()


async def sent_again(bench: Bench) -> None:
    [told] = await bench.store.transact(unsent.retry, [1], now=bench.clock.now())
    assert told.done
    await bench.run(bench.worker(), 5 * MINUTE)
    assert await bench.states() == {"a": "sent"}


async def test_what_arrived_after_all_is_not_posted_again(bench: Bench) -> None:
    await given_up(bench)
    bench.platform.shown["a"] = "it landed late"
    await sent_again(bench)
    assert [call.what for call in bench.platform.calls] == ["find"]
    assert await bench.post("a") is not None


async def test_what_never_arrived_is_looked_for_and_then_posted(bench: Bench) -> None:
    await given_up(bench)
    await sent_again(bench)
    assert [call.what for call in bench.platform.calls] == ["find", "post"]
