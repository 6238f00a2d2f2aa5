"""`/when` for a team: told to its members alone, region by region."""

from datetime import date

import pytest

from bot.domain.dayoff import Absence, OwnDays
from bot.services import focus, when
from storage import people
from tests.services.given import Relay, at, channel, told, user


async def asks(relay: Relay, name: str, text: str = "", *, where: str = "") -> str:
    place = channel(where) if where else None
    return told(await relay.store.read(when.answer, user(name), text=text, place=place, now=relay.now))


async def test_each_region_has_its_time_and_who_is_at_work(relay: Relay) -> None:
    await relay.team("mia", "lena", "nora", "maya")
    await relay.until(at("lena", "Mon 16:00"))
    said = await asks(relay, "lena")
    assert "Atlas: 3 of 4 at work" in said
    assert "Berlin Mon 16:00: 2 of 2 at work, until 17:30 (Berlin)" in said
    assert "New York Mon 10:00: 1 of 1 at work, until 23:30 (Berlin)" in said
    assert "Sydney Tue 3 Nov, 02:00: nobody at work, back Mon 2 Nov, 23:00 (Berlin)" in said
    assert "today 16:00 (Berlin) to 17:30 (Berlin), 3 of 4" in said
    assert "tomorrow 15:00 (Berlin) to 17:30 (Berlin), 3 of 4" in said


async def test_who_is_off_is_named_with_what_anyone_may_know(relay: Relay) -> None:
    await relay.team("lena", "nora", "maya")
    await relay.until(at("lena", "Mon 10:00"))
    for name in ("lena", "nora"):
        one = await relay.person(name)
        away = Absence(id=1, first=date(2026, 11, 2), last=date(2026, 11, 4))
        await relay.store.transact(people.set_days, one.id, OwnDays(country="DE", away=(away,)))
    said = await asks(relay, "maya")
    assert "Berlin Mon 10:00: nobody at work" in said
    assert "off today: Lena (away) and Nora (away)" in said
    assert "Mon 2 to Wed 4 Nov: Lena and Nora (away)" in said


async def test_who_is_in_focus_is_named_in_the_readers_time(relay: Relay) -> None:
    await relay.team("lena", "nora", "maya")
    await relay.until(at("lena", "Mon 15:30"))
    for name, text in (("lena", "30m release notes"), ("nora", "1h"), ("maya", "end")):
        await relay.store.transact(focus.said, user(name), text, now=relay.now)
    said = await asks(relay, "maya")
    assert (
        "2 of 2 at work, until 11:30 (New York); "
        "in focus: Lena until 10:00 (New York) (release notes), Nora until 10:30 (New York)" in said
    )


@pytest.mark.parametrize("text", ["", "team", "@team", "TEAM"])
async def test_in_a_channel_it_is_the_channels_team(relay: Relay, text: str) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "mia", name="borealis")
    assert "Atlas:" in await asks(relay, "lena", text)
    assert "Borealis:" in await asks(relay, "lena", text, where="borealis")
    assert "You are in Borealis too" in await asks(relay, "lena", text)


async def test_a_team_is_called_by_its_name(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "mia", name="borealis")
    assert "Borealis:" in await asks(relay, "lena", "@borealis", where="atlas")


async def test_a_team_is_told_of_to_its_members_alone(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("sam", "mia", name="borealis")
    assert "nobody called" in await asks(relay, "lena", "borealis")
    assert "Atlas:" in await asks(relay, "lena", where="borealis")


async def test_in_no_team_it_says_what_to_do(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.leaves("maya")
    assert "/sunrelay setup" in await asks(relay, "maya")


async def test_alone_there_is_nobody_to_be_together_with(relay: Relay) -> None:
    await relay.team("lena")
    assert "Most of you" not in await asks(relay, "lena")
