"""Words for counts, lists and durations; lines, shortening and addresses."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import count_words, duration_words, lines, list_words, shorten, valid_url


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 steps"), (1, "1 step"), (2, "2 steps")], ids=["none", "one", "more"]
)
def test_a_count_is_said_in_words(count: int, words: str) -> None:
    assert count_words(count, "step") == words


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
    ids=["none", "one", "two", "three"],
)
def test_a_list_is_said_in_words(names: list[str], words: str) -> None:
    assert list_words(names) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(), "0 min"),
        (timedelta(minutes=-5), "0 min"),
        (timedelta(seconds=1), "1 min"),
        (timedelta(minutes=45), "45 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=11, minutes=20), "11 h 20 min"),
        (timedelta(hours=11, minutes=19, seconds=59), "11 h 20 min"),
        (timedelta(hours=23, minutes=59, seconds=30), "1 d"),
        (timedelta(days=2, hours=3, minutes=20), "2 d 3 h"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_duration_is_said_in_words(length: timedelta, words: str) -> None:
    assert duration_words(length) == words


def test_lines_are_trimmed_and_empty_ones_left_out() -> None:
    assert lines("  one \n\n\t\r\ntwo  three\n") == ["one", "two  three"]


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("as it is", 8, "as it is"),
        ("as it is", 7, "as it…"),
        ("two\n  lines", 20, "two lines"),
        ("abc", 1, "…"),
        ("", 5, ""),
    ],
    ids=["fits", "too long", "two lines", "no room", "empty"],
)
def test_a_text_is_shortened(text: str, most: int, short: str) -> None:
    assert shorten(text, most) == short


@given(text=st.text(), most=st.integers(1, 40))
def test_a_shortened_text_is_never_too_long_and_on_one_line(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    assert "\n" not in short
    assert short.removesuffix("…") == " ".join(text.split())[: len(short.removesuffix("…"))]


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("https://example.com/a?b=c#d", True),
        ("http://localhost:8000", True),
        ("HTTPS://EXAMPLE.COM", True),
        ("https://münchen.example/ü", True),
        ("https://[::1]/", True),
        ("example.com", False),
        ("https://", False),
        ("https:///path", False),
        ("ftp://example.com", False),
        ("javascript:alert(1)", False),
        ("https://example.com/a b", False),
        ("https://exa\nmple.com", False),
        ("https://example.com:99999", False),
        ("https://[::1", False),
        ("https://example.com/\u202e", False),
        ("", False),
    ],
    ids=repr,
)
def test_an_address_is_on_the_web(text: str, valid: bool) -> None:
    assert valid_url(text) == valid
