"""A time of day as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.daytime import parse_minute
from bot.messages.change import clock


@pytest.mark.parametrize(
    ("text", "minute"),
    [("9", 540), ("09:30", 570), ("9.30", 570), (" 17:05 ", 1025), ("9am", 540), ("12 PM", 720), ("12am", 0)],
    ids=str,
)
def test_it_is_read_as_people_write_it(text: str, minute: int) -> None:
    assert parse_minute(text) == minute


@pytest.mark.parametrize("text", ["", "nine", "24:00", "9:60", "13pm", "0am", "9-10", "9:5"], ids=str)
def test_anything_else_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(ValueError, match="write it as 9, 09:00 or 17:30"):
        parse_minute(text)


@given(st.integers(0, 24 * 60 - 1))
def test_what_is_shown_is_read_again(minute: int) -> None:
    assert parse_minute(clock(minute)) == minute
