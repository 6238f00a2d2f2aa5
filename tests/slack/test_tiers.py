"""Slack's tiers are kept before Slack has to say so, method by method; who waits is never kept waiting."""

import gc
import weakref
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.errors import SlackApiError

from bot.services.platform import Throttled
from bot.slack.errors import TooSoon, failure
from bot.slack.tiers import PER_MINUTE, Tiers
from bot.slack.web import Web
from sandbox import App, Sandbox, SteppedClock
from tests.slack.conftest import CHANNELS, USERS

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(NOON)


@pytest.fixture
async def sandbox(installed: App, clock: SteppedClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(app=installed, users=USERS, channels=CHANNELS, clock=clock) as box:
        yield box


@pytest.fixture
async def web(sandbox: Sandbox, clock: SteppedClock) -> AsyncIterator[Web]:
    calls = Web(api_url=sandbox.api_url, token=sandbox.bot_token, tiers=Tiers(clock, posts=3))
    yield calls
    await calls.close()


async def too_soon(web: Web, method: str, **arguments: str) -> timedelta | None:
    """How long the bot keeps itself from calling; None: it called."""
    try:
        await web.call(method, **arguments)
    except TooSoon as error:
        outcome = failure(error)
        return outcome.after if isinstance(outcome, Throttled) else None
    return None


async def test_a_method_is_called_as_often_as_its_tier_allows_and_slack_never_has_to_say_so(
    sandbox: Sandbox, web: Web, clock: SteppedClock
) -> None:
    assert [await too_soon(web, "users.list") for _ in range(20)] == [None] * 20
    clock.move_to(clock.now() + 15 * SECOND)
    assert await too_soon(web, "users.list") == 45 * SECOND
    assert await too_soon(web, "users.info", user=sandbox.person("lena").id) is None
    clock.move_to(clock.now() + 45 * SECOND)
    assert await too_soon(web, "users.list") is None
    assert sandbox.throttled == []


async def test_the_workspace_s_cap_on_posts_is_the_one_that_was_set(sandbox: Sandbox, web: Web) -> None:
    to = {"channel": sandbox.channel("relay").id, "text": "x"}
    assert [await too_soon(web, "chat.postMessage", **to) for _ in range(4)] == [None] * 3 + [60 * SECOND]


async def test_what_somebody_waits_for_is_called_all_the_same_and_counted(sandbox: Sandbox, web: Web) -> None:
    to = {"channel": sandbox.channel("relay").id, "text": "x"}
    for _ in range(2):
        await web.call_at_once("chat.postMessage", **to)
    assert [await too_soon(web, "chat.postMessage", **to) for _ in range(2)] == [None, 60 * SECOND]
    await web.call_at_once("chat.postMessage", **to)
    assert len(sandbox.messages("relay")) == 4


async def test_a_429_rests_its_own_method_for_as_long_as_slack_asks(
    sandbox: Sandbox, web: Web, clock: SteppedClock
) -> None:
    sandbox.faults.throttle("users.list", retry_after=7, times=1)
    with pytest.raises(SlackApiError, match="ratelimited"):
        await web.call("users.list")
    with pytest.raises(TooSoon):
        await web.call_at_once("users.list")
    assert await too_soon(web, "users.info", user=sandbox.person("lena").id) is None
    clock.move_to(clock.now() + 7 * SECOND)
    assert await too_soon(web, "users.list") is None


async def test_a_429_in_one_workspace_rests_nothing_in_another(sandbox: Sandbox, web: Web) -> None:
    sandbox.faults.throttle("users.list", retry_after=7, times=1)
    with pytest.raises(SlackApiError, match="ratelimited"):
        await web.call("users.list")
    other = Web(api_url=sandbox.api_url, token=sandbox.bot_token, tiers=Tiers(SteppedClock(NOON)))
    await other.call("users.list")
    await other.close()


async def test_a_clock_that_was_set_back_since_a_429_rests_no_longer_than_slack_asked(
    sandbox: Sandbox,
) -> None:
    told = Told(NOON)
    web = Web(api_url=sandbox.api_url, token=sandbox.bot_token, tiers=Tiers(told))
    sandbox.faults.throttle("users.list", retry_after=7, times=1)
    with pytest.raises(SlackApiError, match="ratelimited"):
        await web.call("users.list")
    assert await too_soon(web, "users.list") == 7 * SECOND
    told.at = NOON - 600 * SECOND
    assert await too_soon(web, "users.list") is None
    await web.close()


class Instant(datetime):
    """One of which a test sees whether anybody still remembers it."""


class Told:
    """A clock that says what it was told."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def test_calls_that_somebody_waits_for_are_forgotten_once_they_count_no_more() -> None:
    clock = Told(NOON)
    tiers = Tiers(clock)
    remembered: list[weakref.ref[datetime]] = []
    for second in range(200):
        clock.at = Instant.fromtimestamp(NOON.timestamp() + second, tz=UTC)
        remembered.append(weakref.ref(clock.at))
        with tiers.turn("views.open", at_once=True):
            pass
    gc.collect()
    assert sum(one() is not None for one in remembered) == 60


def test_every_tier_has_a_number() -> None:
    assert PER_MINUTE["post"] == 300
    assert [PER_MINUTE[tier] for tier in ("1", "2", "3", "4")] == [1, 20, 50, 100]
