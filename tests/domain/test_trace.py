"""Which part of a message is a stack trace, letter for letter, and its first and last lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.trace import parted, shortened

LINES = st.lists(st.text(alphabet="aé🙂 <>&*:\t", max_size=90), max_size=80)


@pytest.mark.parametrize(
    ("text", "found", "around"),
    [
        ("It stops.", "", "It stops."),
        ("```\n  a\n  b\n```", "  a\n  b", ""),
        ("Here:\n```a``` and\n```\nlonger\n```\nSo?", "longer", "Here:\n```a``` and\nSo?"),
        ("``` ```", "", "``` ```"),
        ("```\nopen to its end", "", "```\nopen to its end"),
    ],
    ids=["no fence", "indented", "the longest", "nothing in it", "not closed"],
)
def test_a_trace_stands_between_fences(text: str, found: str, around: str) -> None:
    assert parted(text) == (found, around)


@given(LINES)
def test_what_is_between_fences_stays_letter_for_letter(lines: list[str]) -> None:
    trace = "\n".join(lines)
    if trace.strip() and trace == trace.lstrip(" \t\n"):
        assert parted(f"It stops:\n```\n{trace}\n```") == (trace, "It stops:")


@given(LINES, st.integers(min_value=200, max_value=2000))
def test_shortened_it_keeps_its_beginning_and_its_end(lines: list[str], most: int) -> None:
    text = "\n".join(lines)
    short = shortened(text, most)
    assert len(short) <= most
    if len(text) <= most:
        assert short == text
        return
    first, rest = short.split("\n[… ", 1)
    left, last = rest.split(" characters in between …]\n", 1)
    assert text.startswith(first)
    assert text.endswith(last)
    assert len(first) + len(last) + int(left.replace(",", "")) == len(text)


def test_lines_stay_whole_and_one_endless_line_does_not_come_through_whole() -> None:
    short = shortened("\n".join(f"line {number}" for number in range(1000)), 300)
    assert [one for one in short.splitlines() if not one.startswith(("line ", "[…"))] == []
    assert short.startswith("line 0\n")
    assert short.endswith("\nline 999")
    assert len(shortened("x" * 40_000, 300)) <= 300
