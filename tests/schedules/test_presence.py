"""What is due for statuses is carried out beside the clock, each for itself, and again where it fails."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.identity import UserRef
from bot.domain.presence import Orders, Seen, Status
from bot.services import focus, presence
from bot.services.platform import GrantLost, House, NotNow
from bot.services.presence import PRESENCE
from schedules.presence import Presences, run_due
from storage import timers
from storage.installations import Tokens
from storage.vault import Vault
from tests.services.given import Relay, at, user

VAULT = Vault(["A" * 43 + "="])
LUNCH = Status(text="Out for lunch", emoji=":ramen:")
NAMES = ("lena", "maya")


class Platform:
    """Shows a status; raises what it is told to for one person, once, or does not answer."""

    def __init__(self) -> None:
        self.fails: dict[UserRef, Exception] = {}
        self.hangs = False
        self.ordered: list[tuple[str, Orders]] = []

    def grant_page(self, tenant: str) -> str:
        return "https://bot.example.com/slack/grant"

    async def seen(self, user: UserRef) -> Seen:
        if self.hangs:
            await asyncio.Event().wait()
        if (error := self.fails.pop(user, None)) is not None:
            raise error
        return Seen(status=LUNCH)

    async def order(self, user: UserRef, orders: Orders) -> None:
        self.ordered.append((user.id, orders))

    async def give_back(self, user: UserRef) -> None:
        raise AssertionError("nobody wants it to stop")


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
async def house(relay: Relay, platform: Platform) -> House:
    """Two have granted it, and begin a focus."""
    await relay.team(*NAMES)
    await relay.until(at("maya", "Tue 10:00"))
    for name in NAMES:
        held = Tokens(token=f"xoxp-{name}")
        await relay.store.transact(presence.granted, user(name), held, vault=VAULT, now=relay.now)
        await relay.store.transact(focus.said, user(name), "2h", now=relay.now)
    return replace(relay.house, presence=platform)


async def test_each_is_carried_out_once(house: House, platform: Platform) -> None:
    assert await run_due(house) == 2
    assert sorted(name for name, _ in platform.ordered) == ["ULENA", "UMAYA"]
    assert await run_due(house) == 0


@pytest.mark.parametrize("error", [NotNow(timedelta(seconds=90)), ValueError("a defect")])
async def test_one_that_fails_is_tried_again_and_holds_nobody_up(
    house: House, platform: Platform, relay: Relay, error: Exception
) -> None:
    platform.fails[user("lena")] = error
    await run_due(house)
    assert [name for name, _ in platform.ordered] == ["UMAYA"]
    relay.clock.move_to(relay.now + timedelta(seconds=89))
    assert await run_due(house) == 0
    relay.clock.move_to(relay.now + timedelta(minutes=5))
    await run_due(house)
    assert [name for name, _ in platform.ordered] == ["UMAYA", "ULENA"]


async def test_what_was_taken_back_is_not_tried_again(house: House, platform: Platform, relay: Relay) -> None:
    platform.fails[user("lena")] = GrantLost()
    await run_due(house)
    relay.clock.move_to(relay.now + timedelta(days=1))
    await run_due(house)
    assert "ULENA" not in [name for name, _ in platform.ordered]


async def test_a_platform_that_does_not_answer_keeps_no_clock_waiting(
    house: House, platform: Platform, relay: Relay
) -> None:
    platform.hangs = True
    presences = Presences(house)
    presences.look()
    presences.look()
    await relay.tick()
    waiting = presences.busy
    await presences.rest(timedelta(seconds=0.05))
    assert (waiting, presences.busy) == (True, False)
    platform.hangs = False
    assert await run_due(house) == 0, "it is leased"
    relay.clock.move_to(relay.now + presence.LEASE)
    assert await run_due(house) == 2
    lena = (await relay.person("lena")).id
    timer = await house.store.read(timers.get, PRESENCE, f"{lena}")
    assert timer is not None
    assert timer.due_at == at("maya", "Tue 12:00")
