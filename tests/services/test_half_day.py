"""An afternoon off that is said when it has begun: asked about at once, once, and as it was promised."""

from datetime import timedelta

import pytest

from bot.messages.answer import Tell
from bot.services import away
from tests.services.given import Relay, at, buttons, day, told, user


async def says(relay: Relay, text: str) -> str:
    """`/sunrelay away TEXT`, by Lena."""
    return told(await relay.store.transact(away.said, user("lena"), text, now=relay.now))


async def asked_of(relay: Relay) -> list[str]:
    return [one.kind for one in await relay.posted("prompt", "reminder", "snooze", to="lena")]


async def test_said_in_it_they_are_asked_at_once_and_neither_again_nor_reminded(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 14:00"))
    assert "Your day ends earlier then, so I ask you now." in await says(relay, "this afternoon")
    await relay.tick()
    assert [one.state for one in await relay.posted("prompt", to="lena")] == ["sent"]
    await relay.until(at("lena", "Tue 17:00"))
    assert await asked_of(relay) == ["prompt"]
    evening = await relay.evening("lena", "Mon")
    assert evening is not None
    assert (evening.state, evening.asked_at) == ("quiet", at("lena", "Mon 14:00"))
    assert evening.shift_ends_at < evening.due_at
    await relay.until(at("lena", "Tue 17:20"))
    assert [on for on, _, _ in await relay.evenings("lena")] == [day("Mon"), day("Tue")]


async def test_said_as_its_end_comes_they_are_asked_and_reminded_as_on_any_such_day(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 13:05"))
    assert "so I ask you now" in await says(relay, "this afternoon")
    await relay.until(at("lena", "Tue 17:00"))
    assert await asked_of(relay) == ["prompt", "reminder"]


@pytest.mark.parametrize(
    ("when", "text", "promise"),
    [
        ("Mon 12:59", "this afternoon", "and I ask you at its end"),
        ("Mon 14:00", "tomorrow afternoon", "and I ask you at its end"),
        ("Mon 07:00", "this afternoon", "and I ask you at its end"),
        ("Mon 17:20", "this afternoon", "Your day ends earlier then. [Undo]"),
    ],
    ids=["before its end comes", "tomorrow's", "before the day begins", "once they were asked"],
)
async def test_what_is_promised_is_what_comes(relay: Relay, when: str, text: str, promise: str) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", when))
    assert promise in " ".join((await says(relay, text)).split("\n"))
    await relay.until(at("lena", "Wed 08:00"))
    assert [(on, state) for on, state, _ in await relay.evenings("lena")] == [
        (day("Mon"), "quiet"),
        (day("Tue"), "quiet"),
    ]
    half = await relay.evening("lena", "Tue" if "tomorrow" in text else "Mon")
    assert half is not None
    assert half.due_at == at("lena", "Mon 17:15" if when == "Mon 17:20" else f"{half.day:%a} 13:00")


async def test_who_has_handed_over_is_promised_nothing(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 14:00"))
    await relay.hands_over("lena", "All merged.")
    assert "I ask you" not in await says(relay, "this afternoon")
    await relay.until(at("lena", "Tue 17:00"))
    assert await asked_of(relay) == []


async def test_taken_back_they_are_not_asked_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 14:00"))
    answer = await relay.store.transact(away.said, user("lena"), "this afternoon", now=relay.now)
    assert isinstance(answer, Tell)
    await relay.until(at("lena", "Mon 14:05"))
    value = buttons(answer.document)[0].value
    await relay.store.transact(away.cancel, user("lena"), value, now=relay.now)
    await relay.until(at("lena", "Tue 17:00"))
    assert await asked_of(relay) == ["prompt"]


async def test_in_a_zone_that_was_left_the_day_in_flight_stays_as_it_was(relay: Relay) -> None:
    """Lena flies to Tokyo at noon, where the afternoon that is off has passed."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 12:00"))
    await relay.moves("lena", "Asia/Tokyo")
    before = await relay.prompt_at("lena")
    assert "I ask you" not in await says(relay, "this afternoon")
    assert await relay.prompt_at("lena") == before == at("lena", "Mon 17:15")
    await relay.until(at("lena", "Mon 17:15") + timedelta(minutes=1))
    assert await asked_of(relay) == ["prompt"]
