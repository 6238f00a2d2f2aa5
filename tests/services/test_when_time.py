"""`/when` for a time in text: what it is for each region, and for whom it is working time."""

import pytest

from bot.services import when
from tests.services.given import Relay, at, channel, told, user


async def asks(relay: Relay, name: str, text: str, *, where: str = "") -> str:
    place = channel(where) if where else None
    return told(await relay.store.read(when.answer, user(name), text=text, place=place, now=relay.now))


async def test_a_time_is_told_in_every_region(relay: Relay) -> None:
    await relay.team("lena", "nora", "sam", "mia", "arjun")
    await relay.until(at("lena", "Mon 10:00"))
    said = await asks(relay, "lena", "3pm PST thu")
    assert said.splitlines()[0] == (
        "15:00 in Los Angeles (PST), Thu 5 Nov: Fri 6 Nov, 00:00 (Berlin) for you, in 3 d 14 h"
    )
    assert "Working time for 2 of 5 in Atlas" in said
    assert "Berlin Fri 00:00: asleep" in said
    assert "Los Angeles Thu 5 Nov, 15:00: at work: Sam (everyone)" in said
    assert "Sydney Fri 10:00: at work: Mia (everyone)" in said
    assert "Kolkata Fri 04:30: asleep" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8:00", "Berlin Tue 08:00: before their working day"),
        ("20:00", "Berlin Mon 20:00: after their working day"),
        ("20:00 sat", "Berlin Sat 20:00: nobody works that day"),
        ("9:30 my time fri", "09:30 your time, Fri 6 Nov"),
        ("9:00 today", "1 h ago"),
        ("15:00 utc+2", "15:00 UTC+02:00, Mon 2 Nov"),
        ("3pm pst 1 july 2027", "15:00 in Los Angeles (PDT), Thu 1 Jul"),
        ("3pm CST", "“CST” may be Chicago, Shanghai or Havana. Write the city: /when 3pm Chicago thu."),
        ("25:00", "“25:00” is no time of day"),
        ("3pm Narnia", "no place called “narnia”"),
        ("3pm 31 feb", "There is no 31 feb"),
    ],
)
async def test_what_is_said_of_it(relay: Relay, text: str, words: str) -> None:
    await relay.team("lena", "nora")
    await relay.until(at("lena", "Mon 10:00"))
    assert words in await asks(relay, "lena", text)


async def test_in_a_channel_it_is_told_to_the_channels_team(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "mia", name="borealis")
    said = await asks(relay, "lena", "3pm", where="borealis")
    assert "in Borealis" in said
    assert "New York" not in said


async def test_a_region_is_a_place_of_its_own_name(relay: Relay) -> None:
    await relay.team("lena", "maya")
    plan = (await relay.whole()).plans[1]
    assert "in New York" in await asks(relay, "lena", f"3pm {plan.name}")


async def test_who_is_in_no_team_is_told_the_time_alone(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.leaves("maya")
    said = await asks(relay, "maya", "3pm Berlin")
    assert "15:00 in Berlin (CET)" in said
    assert "Working time" not in said


async def test_a_name_that_holds_a_number_is_a_name(relay: Relay) -> None:
    await relay.team("lena", "agent 47")
    assert "Agent 47, Berlin" in await asks(relay, "lena", "@agent 47")
