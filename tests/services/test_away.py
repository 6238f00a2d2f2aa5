"""Days off: said in words, listed, taken back, and what somebody holds as they leave."""

from datetime import date, timedelta

import pytest

from bot.domain.dayoff import Absence
from bot.domain.week import parse_week
from bot.messages.answer import Answer, Ask, Fix, Nothing, Replace, Tell
from bot.services import away, leaving
from bot.services.person import hours_changed
from storage import people, timers
from tests.services.given import Relay, at, buttons, day, text_of, told, user
from tests.services.steps import STEP, left, shows, stands


async def says(relay: Relay, name: str, text: str) -> Answer:
    """`/sunrelay away TEXT`."""
    return await relay.store.transact(away.said, user(name), text, now=relay.now)


async def cancels(relay: Relay, name: str, value: str) -> str:
    answer = await relay.store.transact(away.cancel, user(name), value, now=relay.now)
    assert isinstance(answer, Replace | Tell), answer
    return text_of(answer.document)


async def away_days(relay: Relay, name: str) -> list[tuple[date, date, str | None]]:
    return [(one.first, one.last, one.half) for one in (await relay.person(name)).days.away]


def undo_of(answer: Answer) -> str:
    assert isinstance(answer, Tell), answer
    return buttons(answer.document)[0].value


async def test_days_off_are_told_with_their_working_days_and_when_they_are_over(relay: Relay) -> None:
    await relay.team("lena", "maya")
    text = told(await says(relay, "lena", "thu - mon"))
    assert "You are away Thu 5 \u2013 Mon 9 Nov (3 working days)." in text
    assert "Tue 10 Nov" in text or "You are back" in text
    assert await away_days(relay, "lena") == [(date(2026, 11, 5), date(2026, 11, 9), None)]


async def test_the_evenings_of_days_off_are_skipped_and_say_why(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 09:30"))
    await says(relay, "lena", "today - tue")
    await relay.until(at("lena", "Wed 17:20"))
    assert await relay.evenings("lena") == [
        (day("Mon"), "skipped", "away"),
        (day("Tue"), "skipped", "away"),
        (day("Wed"), "asked", None),
    ]


async def test_undone_before_it_is_due_they_are_asked_as_usual_and_a_second_press_changes_nothing(
    relay: Relay,
) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 09:30"))
    value = undo_of(await says(relay, "lena", "today"))
    assert "I ask you as usual" in await cancels(relay, "lena", value)
    assert "not set any more" in await cancels(relay, "lena", value)
    await relay.until(at("lena", "Mon 17:20"))
    assert await relay.evenings("lena") == [(day("Mon"), "asked", None)]


async def test_the_button_of_an_absence_that_is_gone_cancels_no_other(relay: Relay) -> None:
    await relay.team("lena", "maya")
    value = undo_of(await says(relay, "lena", "thu"))
    await cancels(relay, "lena", value)
    await says(relay, "lena", "fri")
    assert "not set any more" in await cancels(relay, "lena", value)
    assert await away_days(relay, "lena") == [(day("Fri"), day("Fri"), None)]


async def test_away_today_turns_the_prompt_that_is_out_into_the_note_that_they_are_off(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    value = undo_of(await says(relay, "lena", "today"))
    key = (await relay.posted("prompt", to="lena"))[0].key
    assert "you are off today" in await relay.stands(key)
    await cancels(relay, "lena", value)
    assert "[I'm off today]" in await relay.stands(key)
    assert await relay.evenings("lena") == [(day("Mon"), "asked", None)]


async def test_off_today_in_the_prompt_is_an_absence_until_it_is_undone(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    assert await relay.presses("lena", "off", "Mon") == Nothing()
    assert await away_days(relay, "lena") == [(day("Mon"), day("Mon"), None)]
    await relay.presses("lena", "undo", "Mon")
    assert await away_days(relay, "lena") == []


async def test_undo_in_the_prompt_takes_one_day_out_of_a_longer_absence(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 17:20"))
    await says(relay, "lena", "mon - wed")
    await says(relay, "lena", "today - thu")
    await relay.presses("lena", "undo", "Tue")
    kept = await away_days(relay, "lena")
    assert (day("Wed"), day("Thu"), None) in kept
    assert not any(first <= day("Tue") <= last for first, last, _ in kept)


OVERLAPS = {
    "said again": ("wed", "wed", [("Wed", "Wed", None)]),
    "within": ("tue - thu", "wed", [("Tue", "Thu", None)]),
    "longer": ("wed", "tue - thu", [("Tue", "Thu", None)]),
    "over its end": ("tue - wed", "wed - fri", [("Tue", "Fri", None)]),
    "beside it": ("tue", "wed", [("Tue", "Tue", None), ("Wed", "Wed", None)]),
    "two halves": ("wed morning", "wed afternoon", [("Wed", "Wed", None)]),
    "the same half": ("wed morning", "wed morning", [("Wed", "Wed", "first")]),
    "a half of a day off": ("wed", "wed afternoon", [("Wed", "Wed", None)]),
    "a day around a half": ("wed afternoon", "wed", [("Wed", "Wed", None)]),
}


@pytest.mark.parametrize(("one", "other", "kept"), OVERLAPS.values(), ids=list(OVERLAPS))
async def test_what_overlaps_is_one(
    relay: Relay, one: str, other: str, kept: list[tuple[str, str, str | None]]
) -> None:
    await relay.team("lena", "maya")
    await says(relay, "lena", one)
    await says(relay, "lena", other)
    assert await away_days(relay, "lena") == [(day(first), day(last), half) for first, last, half in kept]


@pytest.mark.parametrize(
    "text", ["31 feb", "24 sep - 22 sep", "9/22", "sometime", "2026-10-01", "for 500 days"]
)
async def test_words_that_name_no_days_change_nothing_and_are_shown(relay: Relay, text: str) -> None:
    await relay.team("lena", "maya")
    answer = told(await says(relay, "lena", text))
    assert f"“{text}”" in answer
    assert "/sunrelay away 22 sep - 24 sep" in answer
    assert await away_days(relay, "lena") == []


async def test_alone_it_lists_what_is_coming_each_with_a_button(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "no days off" in told(await says(relay, "lena", ""))
    await says(relay, "lena", "fri afternoon")
    await says(relay, "lena", "tue - wed")
    text = told(await says(relay, "lena", ""))
    assert text.index("Tue 3 \u2013 Wed 4 Nov") < text.index("Fri 6 Nov, afternoon")
    assert text.count("[Cancel]") == 2


async def test_what_ended_a_month_ago_is_forgotten_as_the_days_are_written(relay: Relay) -> None:
    await relay.team("lena", "maya")
    lena = await relay.person("lena")
    from_long_ago = Absence(first=date(2026, 9, 1), last=date(2026, 9, 2), id=1)
    await relay.store.transact(away.add, lena, from_long_ago, now=relay.now)
    await says(relay, "lena", "fri")
    assert await away_days(relay, "lena") == [(day("Fri"), day("Fri"), None)]


async def test_whom_the_bot_does_not_know_is_told_so(relay: Relay) -> None:
    assert "could not find your profile" in told(await says(relay, "lena", "today"))


async def test_what_they_hold_goes_back_as_their_last_day_ends(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await says(relay, "lena", "wed - fri")
    await relay.until(at("lena", "Tue 17:29"))
    assert await stands(relay) == ("picked_up", "Lena", "Berlin")
    await relay.until(at("lena", "Tue 17:31"))
    state, holder, _ = await stands(relay)
    assert (state, holder) == ("open", "")
    assert "picked up by Lena" not in await shows(relay)


@pytest.mark.parametrize(
    ("week", "goes_back"),
    [("mon-fri 9-15", "Tue 15:01"), ("mon-fri 12-20", "Tue 20:01"), ("mon 9-17, thu-fri 9-17", "Tue 12:01")],
    ids=["an earlier end", "a later one", "already past"],
)
async def test_other_hours_move_the_time_at_which_it_goes_back(
    relay: Relay, week: str, goes_back: str
) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await says(relay, "lena", "thu - fri" if "thu" in week else "wed - fri")
    await relay.until(at("lena", "Tue 12:00"))
    lena = await relay.person("lena")
    await relay.store.transact(people.set_week, lena.id, parse_week(week), now=relay.now)
    await relay.store.transact(hours_changed, [lena.id], now=relay.now)
    assert (await stands(relay))[:2] == ("picked_up", "Lena")
    if (before := at("lena", goes_back) - timedelta(minutes=2)) > relay.now:
        await relay.until(before)
        assert (await stands(relay))[:2] == ("picked_up", "Lena")
    await relay.until(at("lena", goes_back))
    assert (await stands(relay))[:2] == ("open", "")


async def test_off_today_it_goes_back_at_once(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await says(relay, "lena", "today")
    assert (await stands(relay))[:2] == ("open", "")


async def test_off_today_what_was_for_somebody_who_has_left_waits_in_their_region(relay: Relay) -> None:
    step = await left(relay, "person:2")
    await relay.acts("maya", "pick_up", step)
    await relay.leaves("lena")
    await says(relay, "maya", "today")
    assert await stands(relay) == ("open", "", "New York")


@pytest.mark.parametrize("text", ["wed morning", "sat - sun", "wed - fri"], ids=["half", "weekend", "undone"])
async def test_what_they_hold_stays(relay: Relay, text: str) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    answer = await says(relay, "lena", text)
    if text == "wed - fri":
        await cancels(relay, "lena", undo_of(answer))
    await relay.until(at("lena", "Mon 09:00", week=1))
    assert (await stands(relay))[:2] == ("picked_up", "Lena")


async def test_what_is_for_them_alone_stays_theirs(relay: Relay) -> None:
    step = await left(relay, "person:2")
    await relay.acts("lena", "pick_up", step)
    await says(relay, "lena", "wed - fri")
    await relay.until(at("lena", "Wed 12:00"))
    assert (await relay.steps())[STEP].person == (await relay.person("lena")).id
    assert (await stands(relay))[:2] == ("picked_up", "Lena")


async def test_taken_back_after_it_took_effect_nothing_is_taken_from_others(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    value = undo_of(await says(relay, "lena", "today"))
    assert "stay where they are" in await cancels(relay, "lena", value)
    assert (await stands(relay))[:2] == ("open", "")


async def test_the_timer_is_of_the_next_absence_alone(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await says(relay, "lena", "fri")
    await says(relay, "lena", "wed")
    subject = str((await relay.person("lena")).id)
    first = await relay.store.read(timers.get, leaving.AWAY, subject)
    assert first is not None
    assert first.due_at == at("lena", "Tue 17:30")
    await relay.until(at("lena", "Tue 17:31"))
    second = await relay.store.read(timers.get, leaving.AWAY, subject)
    assert second is not None
    assert second.due_at == at("lena", "Thu 17:30")


async def test_days_off_are_added_in_a_form_that_keeps_what_was_typed(relay: Relay) -> None:
    await relay.team("lena", "maya")
    opened = await relay.store.transact(away.open_form, user("lena"), "9/22", now=relay.now)
    assert isinstance(opened, Ask)
    assert opened.form.values["first"] == "9/22"
    values = {"first": "fri", "last": "thu", "half": "morning"}
    token = opened.form.token
    fixed = await relay.store.transact(away.sent, user("lena"), token, values, now=relay.now)
    assert isinstance(fixed, Fix)
    assert fixed.values == values
    values = {"first": "wed", "last": "fri", "half": "whole"}
    assert "You are away" in told(
        await relay.store.transact(away.sent, user("lena"), token, values, now=relay.now)
    )
    again = await relay.store.transact(away.sent, user("lena"), token, values, now=relay.now)
    assert again == Nothing()
    assert await away_days(relay, "lena") == [(day("Wed"), day("Fri"), None)]
