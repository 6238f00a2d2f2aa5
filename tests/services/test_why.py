"""`/sunrelay why`: a day's evening in words, and a reason for each that was skipped."""

import pytest

from bot.domain.dayoff import Absence, OwnDays
from bot.services import why
from bot.services.person import hours_changed
from storage import days as days_shelf
from storage import people
from tests.services.given import Relay, at, day, told, user


async def asks(relay: Relay, name: str, text: str = "") -> str:
    return told(await relay.store.read(why.answer, user(name), text=text, now=relay.now))


async def says(relay: Relay, name: str, days: OwnDays) -> None:
    one = await relay.person(name)
    await relay.store.transact(people.set_days, one.id, days)
    await relay.store.transact(hours_changed, [one.id], now=relay.now)


async def test_a_silent_day_is_told_with_its_prompt_and_its_reminder(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 20:00"))
    said = await asks(relay, "lena")
    assert "Monday 2 November" in said
    assert "Due: Mon 2 Nov, 17:15 (Berlin)" in said
    assert "Prompt: sent at 17:15 (Berlin)" in said
    assert "Reminder: sent at 18:00 (Berlin)" in said
    assert "Answer: none" in said
    assert "Morning note: none" in said


async def test_an_answer_is_told_with_its_hour_and_kind(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.presses("lena", "nothing", "Mon")
    assert "Answered: Mon 2 Nov, 17:20 (Berlin) with “Nothing to hand over”" in await asks(relay, "lena")


async def test_what_came_too_late_says_so(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.clock.move_to(at("lena", "Mon 20:00"))
    await relay.tick()
    assert "Not asked: I could not reach you in time" in await asks(relay, "lena", "mon")


async def test_a_day_off_is_told_by_its_reason_however_late_it_fell_due(relay: Relay) -> None:
    await relay.team("lena", "maya")
    gone = Absence(id=1, first=day("Mon"), last=day("Mon"))
    await says(relay, "lena", OwnDays(country="DE", away=(gone,), off=((day("Tue"), "St. Nobody"),)))
    one = await relay.person("lena")
    await relay.store.transact(days_shelf.set_company_days, one.tenant, {day("Wed"): "Founders"})
    await relay.until(at("lena", "Wed 17:20"))
    relay.clock.move_to(at("lena", "Thu 12:00"))
    assert "Not asked: away that day." in await asks(relay, "lena", "mon")
    assert "Not asked: a holiday, St. Nobody." in await asks(relay, "lena", "tue")
    assert "Not asked: a company day." in await asks(relay, "lena", "wed")
    week = await asks(relay, "lena", "week")
    assert "Monday 2 November: not asked, away that day" in week
    assert week.index("Wednesday 4") < week.index("Tuesday 3") < week.index("Monday 2")


async def test_an_outage_over_a_holiday_was_still_a_holiday(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await says(relay, "lena", OwnDays(country="DE", off=((day("Mon"), "St. Nobody"),)))
    relay.clock.move_to(at("lena", "Mon 23:00"))
    await relay.tick()
    assert await relay.evenings("lena") == [(day("Mon"), "skipped", "holiday: St. Nobody")]


async def test_a_weekend_is_not_in_the_week(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Sat 12:00"))
    assert "Saturday is not a working day: the week is mon-fri 09:00-17:30" in await asks(
        relay, "lena", "today"
    )
    assert "Friday 6 November" in await asks(relay, "lena"), "without a day the newest evening"


async def test_a_day_ahead_is_told_as_it_will_be(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 12:00"))
    assert "To come: a prompt at Mon 2 Nov, 17:15 (Berlin)" in await asks(relay, "lena")
    assert "To come: a prompt at Tue 3 Nov, 17:15 (Berlin)" in await asks(relay, "lena", "tomorrow")
    await says(relay, "lena", OwnDays(country="DE", off=((day("Tue"), "St. Nobody"),)))
    assert "No prompt: a holiday, St. Nobody" in await asks(relay, "lena", "3 nov")


async def test_a_colleague_is_told_in_the_colleagues_time(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Mon 20:00"))
    said = await asks(relay, "lena", "@maya mon")
    assert "Monday 2 November, Maya" in said
    assert "Due: Mon 2 Nov, 17:15 (New York)" in said
    assert "Monday 2 November, Maya" in await asks(relay, "lena", "@Maya 2 nov")


async def test_what_somebody_calls_a_day_of_their_own_is_told_to_nobody_else(relay: Relay) -> None:
    await relay.team("lena", "maya")
    own = ((day("Mon"), "Therapy"), (day("Thu"), "Therapy"))
    await says(relay, "lena", OwnDays(country="DE", off=own))
    await relay.until(at("maya", "Tue 12:00"))
    assert "Therapy" in await asks(relay, "lena", "mon")
    for text in ("@lena mon", "@lena thu", "@lena 5 nov", "@lena week"):
        said = await asks(relay, "maya", text)
        assert "Therapy" not in said
    assert "Not asked: away that day" in await asks(relay, "maya", "@lena mon")
    assert "No prompt: away that day" in await asks(relay, "maya", "@lena 5 nov")


async def test_a_surname_that_begins_like_a_day_is_part_of_the_name(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "“@Tom Friedman”" in await asks(relay, "lena", "@Tom Friedman")


async def test_a_stranger_is_told_nothing(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("sam", name="borealis")
    await relay.until(at("sam", "Mon 20:00"))
    assert "writes hand-offs for no team of yours" in await asks(relay, "lena", "@sam mon")
    assert "You write hand-offs for no team" in await asks(relay, "arjun")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31 feb", "could not read a day"),
        ("whenever", "could not read a day"),
        ("1 oct", "too far back: I tell the last 14 days"),
        ("@nobody mon", "I know nobody called"),
    ],
)
async def test_what_is_no_day_of_anyones_says_what_to_write(relay: Relay, text: str, said: str) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 12:00"))
    assert said in await asks(relay, "lena", text)
