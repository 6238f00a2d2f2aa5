"""How long an answer may take: what can be set, how it is typed, and whose setting counts."""

from datetime import timedelta

import pytest

from bot.domain.promise import LEAST_WORK
from bot.domain.wait import LEAST_WAIT, WAITS, Wait, parse_wait, wait_of, wait_words

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        *(("48h", 48), (" 48 h ", 48), ("48", 48), ("48 hours", 48), ("2 days", 48), ("1d", 24), ("4H", 4)),
        *(("", None), ("5h", None), ("0", None), ("96h", None), ("4 days", None), ("-8h", None)),
        *(("soon", None), ("48h please", None), ("²", None), ("9" * 400, None)),
    ],
)
def test_what_is_typed_is_one_of_those_that_can_be_set(text: str, hours: int | None) -> None:
    assert parse_wait(text) == (hours * HOUR if hours is not None else None)


def test_what_it_says_is_what_can_be_typed() -> None:
    assert [parse_wait(wait_words(one)) for one in WAITS] == list(WAITS)


@pytest.mark.parametrize(
    ("own", "team", "found"),
    [
        (None, LEAST_WAIT, Wait()),
        (None, 8 * HOUR, Wait(length=8 * HOUR, of="team")),
        (48 * HOUR, 8 * HOUR, Wait(length=48 * HOUR, of="person")),
        (4 * HOUR, 8 * HOUR, Wait(length=4 * HOUR, of="person")),
        (LEAST_WAIT, 8 * HOUR, Wait(length=LEAST_WAIT, of="person")),
    ],
    ids=[
        "nobody's",
        "the team's",
        "a longer one of one's own",
        "a shorter one",
        "the usual, against the team",
    ],
)
def test_ones_own_wins_over_the_teams(own: timedelta | None, team: timedelta, found: Wait) -> None:
    assert wait_of(own, team) == found


def test_four_hours_of_work_have_room_in_the_shortest() -> None:
    assert min(WAITS) >= LEAST_WORK
