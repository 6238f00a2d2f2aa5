"""The receipt warns of steps that wait for somebody who is away."""

import pytest

from bot.domain.team import Policy
from bot.domain.week import parse_week
from tests.services.given import Relay, at

STEP = "Check the logs of the worker before anybody restarts it"
QUOTED = "“Check the logs of the worker before any…”"
AWAY = "address a region"


async def owner(relay: Relay, name: str) -> str:
    return f"person:{(await relay.person(name)).id}"


async def standing(relay: Relay, name: str) -> str:
    """What stands in the place of the newest prompt."""
    return await relay.stands((await relay.posted("prompt", to=name))[-1].key)


async def leaves_step(relay: Relay, name: str, whom: str, when: str) -> str:
    """The receipt of a hand-off with one step for a colleague."""
    await relay.until(at(name, when))
    await relay.hands_over(name, "Half done.", (STEP, await owner(relay, whom)))
    return await standing(relay, name)


@pytest.mark.parametrize(
    ("name", "whom", "when", "warning"),
    [
        ("lena", "sam", "Tue 17:20", None),
        ("lena", "mia", "Thu 17:20", None),
        ("lena", "mia", "Fri 17:20", "Mia, who works again Mon 09:00 there"),
        ("sam", "mia", "Fri 17:20", "Mia, who works again Mon 09:00 there"),
        ("mia", "sam", "Fri 17:20", None),
    ],
    ids=["at work", "asleep", "gone for the weekend", "already its Saturday", "its Friday is to come"],
)
async def test_a_step_for_someone_away_says_when_they_are_back_on_their_own_clock(
    relay: Relay, name: str, whom: str, when: str, warning: str | None
) -> None:
    await relay.team(name, whom)
    told = await leaves_step(relay, name, whom, when)
    if warning is None:
        assert AWAY not in told
    else:
        assert f"{QUOTED} is for {warning}: {AWAY} if it cannot wait." in told


@pytest.mark.parametrize(
    ("first", "warned"), [(("off",), True), (("off", "undo"), False)], ids=["off", "taken back"]
)
async def test_a_step_for_someone_off_today_says_so_though_they_are_back_tomorrow(
    relay: Relay, first: tuple[str, ...], warned: bool
) -> None:
    await relay.team("lena", "arjun", "mia")
    await relay.until(at("arjun", "Tue 17:20"))
    for press in first:
        await relay.presses("arjun", press, "Tue")
    await relay.until(at("lena", "Tue 17:20"))
    await relay.hands_over("lena", "Half done.", (STEP, await owner(relay, "arjun")))
    assert (f"{QUOTED} is for Arjun, who works again Wed 09:00 there" in await standing(relay, "lena")) is (
        warned
    )


async def test_who_was_off_yesterday_is_expected_today(relay: Relay) -> None:
    await relay.team("lena", "arjun")
    await relay.until(at("arjun", "Tue 17:20"))
    await relay.presses("arjun", "off", "Tue")
    assert AWAY not in await leaves_step(relay, "lena", "arjun", "Wed 17:20")


async def test_a_step_for_oneself_a_region_or_whoever_is_awake_needs_no_warning(relay: Relay) -> None:
    await relay.team("lena", "mia")
    await relay.until(at("lena", "Fri 17:20"))
    sydney = next(one.id for one in (await relay.whole()).plans if one.name == "Sydney")
    await relay.hands_over(
        "lena", "Half.", (STEP, "me"), (f"{STEP} x", "awake"), (STEP[6:], f"region:{sydney}")
    )
    assert AWAY not in await standing(relay, "lena")


async def test_a_step_that_is_done_needs_no_warning_any_more(relay: Relay) -> None:
    await relay.team("lena", "mia")
    assert AWAY in await leaves_step(relay, "lena", "mia", "Fri 17:20")
    await relay.acts("mia", "done", (await relay.steps())[STEP].id)
    await relay.sends("lena", await relay.opens("lena"), summary="All done.")
    assert AWAY not in await standing(relay, "lena")


async def test_a_step_for_someone_who_never_works_in_that_team_says_so(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis", policy=Policy(week=parse_week("none")))
    await relay.until(at("lena", "Tue 17:20"))
    await relay.hands_over("lena", "Half done.", (STEP, await owner(relay, "sam")), where="borealis")
    warning = f"{QUOTED} is for Sam, who has no working day ahead: address a region instead."
    assert warning in await standing(relay, "lena")
