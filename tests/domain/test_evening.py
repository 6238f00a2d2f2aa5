"""Evenings: what is still expected, what is too late, and how their messages are keyed."""

from datetime import date, timedelta

import pytest

from bot.domain.evening import Evening, EveningState, prompt_key, reminder_key, snooze_key, too_late
from bot.domain.identity import PersonId
from tests.domain.given import utc

DUE = utc("2026-11-02 16:15")
DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("state", "expected"),
    [("asked", True), ("quiet", True), ("answered", False), ("skipped", False)],
    ids=["asked", "quiet", "answered", "skipped"],
)
def test_an_answer_is_expected_until_given_or_skipped(state: EveningState, expected: bool) -> None:
    evening = Evening(person=PersonId(1), day=DAY, state=state, shift_ends_at=DUE, due_at=DUE)
    assert evening.open == expected


@pytest.mark.parametrize(
    ("late", "skipped"),
    [(timedelta(), False), (timedelta(hours=2), False), (timedelta(hours=2, seconds=1), True)],
    ids=["in time", "two hours", "a second more"],
)
def test_a_prompt_more_than_two_hours_late_is_skipped(late: timedelta, skipped: bool) -> None:
    assert too_late(DUE, now=DUE + late, grace=timedelta(hours=2)) == skipped


def test_each_message_of_an_evening_has_its_own_key() -> None:
    keys = [
        prompt_key(PersonId(1), DAY),
        prompt_key(PersonId(2), DAY),
        prompt_key(PersonId(1), DAY + timedelta(days=1)),
        reminder_key(PersonId(1), DAY),
        snooze_key(PersonId(1), DAY, DUE),
        snooze_key(PersonId(1), DAY, DUE + timedelta(minutes=30)),
    ]
    assert len(set(keys)) == len(keys)
    assert keys[0] == prompt_key(PersonId(1), DAY) == "prompt/1/2026-11-02"
