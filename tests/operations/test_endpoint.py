"""The endpoint over real HTTP: three pages, no other, and an answer whatever the database does."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.metrics import Metrics
from bot.operations.door import Door
from bot.operations.endpoint import Endpoint, NoEndpoint, watch
from storage.store import Store
from storage.transaction import Tx
from tests.delivery.clock import Clock
from tests.operations.conftest import heard
from tests.support.figures import figure

READERS = 8  # at most, in either kind of database

on_both = pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.crossed)], indirect=True
)


@pytest.fixture
async def browser(endpoint: Endpoint) -> AsyncIterator[aiohttp.ClientSession]:
    """Whoever asks."""
    async with aiohttp.ClientSession(f"http://127.0.0.1:{endpoint.port}") as session:
        yield session


@on_both
async def test_it_says_that_it_is_alive_and_well_and_what_its_figures_are(
    browser: aiohttp.ClientSession,
) -> None:
    async with browser.get("/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok")
    async with browser.get("/readyz") as answer:
        told = await answer.json()
        assert (answer.status, told["ready"], told["reasons"]) == (200, True, [])
        assert (told["database"], told["listening"], told["letters_waiting"]) == (True, True, 0)
    async with browser.get("/metrics") as answer:
        assert answer.content_type == "text/plain"
        assert "sunrelay_ready 1.0" in await answer.text()


@on_both
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_it_tells_the_length_without_the_page_and_takes_nothing_in(
    browser: aiohttp.ClientSession, path: str
) -> None:
    async with browser.head(path) as answer:
        assert (answer.status, int(answer.headers["content-length"]) > 0) == (200, True)
    async with browser.post(path, data=b"x") as answer:
        assert answer.status == 405
    async with browser.get(f"{path}/more") as answer:
        assert answer.status == 404


@asynccontextmanager
async def hanging(store: Store) -> AsyncIterator[None]:
    """All that read in the database hang, and so does whoever else would read."""
    over = threading.Event()
    reads = [asyncio.create_task(store.read(_wait, over)) for _ in range(READERS)]
    await asyncio.sleep(0)
    try:
        yield
    finally:
        over.set()
        await asyncio.gather(*reads, return_exceptions=True)


def _wait(_: Tx, over: threading.Event) -> None:
    over.wait(20)


@on_both
async def test_a_database_that_hangs_is_told_within_two_seconds_and_the_loop_goes_on(
    browser: aiohttp.ClientSession, store: Store
) -> None:
    async with hanging(store):
        began = time.monotonic()
        with capture_logs() as lines:
            first, second = await asyncio.gather(browser.get("/readyz"), browser.get("/readyz"))
        assert time.monotonic() - began < 2
        assert (first.status, second.status) == (503, 503)
        assert (await first.json())["reasons"] == ["The database did not answer within 1.5 seconds."]
        assert [line["event"] for line in lines] == ["operations.no_database"], "they looked once, together"
        assert figure(store.metrics, "sunrelay_database_up") == 0
        assert figure(store.metrics, "sunrelay_loop_lag_seconds_bucket", le="0.5") >= 4


@pytest.mark.crossed
async def test_who_still_asks_keeps_it_from_stopping_for_a_second_at_most(
    endpoint: Endpoint, browser: aiohttp.ClientSession, store: Store
) -> None:
    async with hanging(store):
        asking = asyncio.create_task(browser.get("/readyz"))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await endpoint.stop()
        assert time.monotonic() - began < 1.3
        await asyncio.gather(asking, return_exceptions=True)


@on_both
async def test_a_store_that_is_closed_is_no_database(browser: aiohttp.ClientSession, store: Store) -> None:
    await store.close()
    async with browser.get("/readyz") as answer:
        assert (answer.status, (await answer.json())["database"]) == (503, False)
    async with browser.get("/metrics") as answer:
        assert "sunrelay_database_up 0.0" in await answer.text()


@on_both
async def test_an_address_that_is_taken_is_told_in_words(endpoint: Endpoint, store: Store) -> None:
    door = Door(store=store, clock=Clock(), listening=heard, works=True)
    other = Endpoint(door, metrics=store.metrics, host="127.0.0.1", port=endpoint.port)
    with pytest.raises(NoEndpoint, match="OPS_PORT"):
        await other.start()
    await other.stop()


async def test_a_loop_that_is_held_up_is_measured() -> None:
    metrics = Metrics()
    watching = asyncio.create_task(watch(metrics))
    await asyncio.sleep(0.1)
    time.sleep(0.4)  # noqa: ASYNC251  # as code that forgets to wait would
    await asyncio.sleep(0.05)
    watching.cancel()
    late = figure(metrics, "sunrelay_loop_lag_seconds_count") - figure(
        metrics, "sunrelay_loop_lag_seconds_bucket", le="0.1"
    )
    assert late == 1
