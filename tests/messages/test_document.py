"""What a document says in plain words."""

from datetime import UTC, datetime

import pytest

from bot.domain.identity import UserRef
from bot.messages.document import (
    Link,
    Mention,
    Paragraph,
    PostLink,
    Span,
    Text,
    When,
    bold,
    clock_time,
    notice,
    plain_text,
    say,
    words,
)

AT = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "plain"),
    [
        (Text(text="*as typed* <!here>", bold=True), "*as typed* <!here>"),
        (Mention(user=UserRef(platform="slack", tenant="T1", id="U1"), name="Lena"), "Lena"),
        (Link(url="https://example.com", text="the page"), "the page"),
        (Link(url="https://example.com"), "https://example.com"),
        (PostLink(key="digest/1", text="Checkout"), "Checkout"),
        (When(at=AT, zone="Asia/Kolkata"), "04:00 (Kolkata)"),
    ],
    ids=["words", "a mention", "a link", "a bare link", "a link to a message", "an instant"],
)
def test_a_span_in_plain_words(span: Span, plain: str) -> None:
    assert plain_text(words("before ", span, " after")) == f"before {plain} after"


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (When(at=AT, zone="Europe/Berlin"), "23:30 (Berlin)"),
        (When(at=AT, zone="America/New_York", style="day_time"), "Mon 2 Nov, 17:30 (New York)"),
        (When(at=AT, zone="Asia/Calcutta", style="day_time"), "Tue 3 Nov, 04:00 (Kolkata)"),
        (When(at=AT, zone="Australia/Sydney", style="day"), "Tue 3 Nov"),
        (When(at=AT, zone="UTC"), "22:30 (UTC)"),
    ],
    ids=["a time", "a day and time", "a city's former name", "a day", "no city"],
)
def test_an_instant_names_its_zone(when: When, text: str) -> None:
    assert clock_time(when) == text


def test_nothing_said_leaves_no_span() -> None:
    assert words("", "a", "", bold("")) == (Text(text="a"), Text(text="", bold=True))


def test_small_print_is_said_smaller() -> None:
    assert say("a", small=True) == Paragraph(spans=(Text(text="a"),), small=True)


def test_a_notice_says_in_its_summary_what_it_says() -> None:
    said = notice("Done at ", When(at=AT, zone="Europe/Berlin"), ".")
    assert said.blocks == (say("Done at ", When(at=AT, zone="Europe/Berlin"), "."),)
    assert (said.summary, said.kind, said.day) == ("Done at 23:30 (Berlin).", "notice", None)
