"""The checks of the month of asking find what is wrong: each of these messages is one that must not be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.identity import MessageRef, UserRef
from bot.messages.document import Document, Mention, Paragraph, bold, say, words
from tests.prove.asking import checks
from tests.prove.asking.cast import Calendars
from tests.prove.asking.checks import Month
from tests.prove.platform import Post
from tests.prove.reckoning import OFFICE, Who
from tests.prove.relay import place, user

HANA = Who("M01", "Asia/Tokyo", OFFICE)
MAX = Who("M02", "Europe/Berlin", OFFICE)

# A Monday, 10:00 in Tokyo and 02:00 in Berlin.
AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def post(
    kind: str,
    who: Who | None,
    at: datetime,
    *,
    text: str = "T00001x",
    key: str = "",
    only: str = "",
    **more: date,
) -> Post:
    """One message. who: None for one in a channel."""
    document = Document(blocks=(say(bold(text)),), summary=text, kind=kind, **more)
    to = user(who) if who is not None else place("atlas")
    ref = MessageRef(place=place("atlas"), id=key)
    return Post(
        ref=ref, key=key or f"{kind}/1/{at:%d%H%M}", to=to, at=at, first=document, now=document, only=only
    )


def mentioning(who: Who, at: datetime, *, kind: str = "ask_here") -> Post:
    """One in a channel that mentions somebody."""
    one = post(kind, None, at)
    mention = Mention(user=UserRef(platform="mock", tenant="T1", id=who.handle), name=who.handle)
    blocks = (Paragraph(spans=words(mention, " T00001x")),)
    return replace(one, first=Document(blocks=blocks, summary="-", kind=kind))


def month(*posts: Post) -> Month:
    """What came to them, after Max asked Hana, and proposed something to her twice."""
    return Month(
        posts=posts,
        people={"M01": HANA, "M02": MAX},
        calendars=Calendars(),
        acts={},
        asked={"T00001x": "M02", "D00001x": "M02"},
        urgent={},
        rounds={"D00001x": (AT, AT + 4 * DAY)},
        pressed=(("M01", "M02", AT),),
    )


RIGHT = (
    post("note", HANA, AT),
    post("ask", HANA, AT + HOUR, text="T00002x"),
    post("decide", HANA, AT + HOUR, text="D00001x"),
    post("decide", HANA, AT + 4 * DAY, text="D00001x"),
    post("note", HANA, AT + DAY),
    post("prompt", HANA, datetime(2026, 11, 2, 8, 15, tzinfo=UTC), day=date(2026, 11, 2)),
    post("reminder", HANA, datetime(2026, 11, 2, 9, 0, tzinfo=UTC), day=date(2026, 11, 2)),
    post("pressing", None, AT, only="M01"),
    mentioning(HANA, AT),
)


def test_what_is_right_passes() -> None:
    one = replace(month(*RIGHT), acts={"M01": [AT]})
    for check in checks.ALL:
        assert check(one)


WRONG: list[tuple[Callable[[Month], object], str, Post]] = [
    (checks.in_hours, "at night", post("ask", MAX, AT)),
    (checks.in_hours, "at night", post("note", MAX, AT)),
    (checks.in_hours, "at night", post("ask_urgent", MAX, AT)),
    (checks.in_hours, "at night", post("ask_reply_urgent", MAX, AT)),
    (checks.in_hours, "at night", post("ask_receipt", MAX, AT)),
    (checks.in_hours, "at night", post("anything new", MAX, AT)),
    (checks.in_hours, "at night", post("pressing", None, AT, only="M02")),
    (checks.in_hours, "at night", post("prompt", MAX, AT, day=date(2026, 11, 2))),
    (checks.in_hours, "at night", post("reminder", HANA, AT + 15 * HOUR, day=date(2026, 11, 2))),
    (checks.few_a_day, "too many", post("anything new", HANA, AT + 2 * HOUR)),
    (checks.few_a_day, "two notes", post("welcome", HANA, AT + DAY + HOUR)),
    (checks.mentioned_at_work, "mentions a sleeper", mentioning(MAX, AT)),
    (checks.mentioned_at_work, "mentions a sleeper", mentioning(MAX, AT, kind="ask_urgent_here")),
    (checks.requests_told_once, "told too often", post("note", HANA, AT + 2 * DAY)),
    (checks.requests_told_once, "reminded early", post("ask", HANA, AT + 3 * HOUR, text="T00002x")),
    (checks.decisions_told_once, "told again", post("note", HANA, AT + 2 * DAY, text="D00001x")),
    (checks.help_is_rare, "told again that they press", post("pressing", None, AT + HOUR, only="M01")),
]


@pytest.mark.parametrize(("check", "why", "wrong"), WRONG)
def test_what_is_wrong_is_found(check: Callable[[Month], object], why: str, wrong: Post) -> None:
    with pytest.raises(AssertionError, match=why):
        check(replace(month(*RIGHT, wrong), acts={"M01": [AT]}))


def test_nobody_is_to_be_reached_on_a_day_off_in_a_focus_or_when_they_want_quiet() -> None:
    asked = month(post("ask", HANA, AT))
    away, busy, quiet = Calendars(), Calendars(), Calendars()
    away.off["M01"].add(date(2026, 11, 2))
    busy.focuses["M01"].append((AT - HOUR, AT + HOUR))
    quiet.windows["M01"].append((AT - HOUR, AT + HOUR))
    for calendars in (away, busy, quiet):
        with pytest.raises(AssertionError, match="at night"):
            checks.in_hours(replace(asked, calendars=calendars))
    busy.focuses["M01"].append((AT - HOUR / 2, AT - HOUR / 4))
    assert not checks.in_hours(replace(asked, calendars=busy))
