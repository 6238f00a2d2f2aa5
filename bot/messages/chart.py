"""A picture of a team's day as facts: a row a person, when they work, and now; with the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from bot.domain.overlap import Span
from bot.domain.region import city
from bot.domain.text import count_words, shorten
from bot.domain.zone import instant

# More rows than this would be too small to read; the others are counted.
MOST_ROWS = 40

# What every platform takes as the words for a picture.
MOST_WORDS = 1800

_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of a region; spans: when they work on that day, in order, within it."""

    name: str
    region: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChart:
    """One day of a zone. alt: what the picture shows, in words."""

    title: str
    alt: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    now: datetime
    rows: tuple[Row, ...]


def day_bounds(zone: str, day: date) -> Span:
    """From one midnight to the next: 23 or 25 hours where the clocks change."""
    return instant(zone, day, 0), instant(zone, day + timedelta(days=1), 0)


def day_chart(*, team: str, rows: Sequence[Row], zone: str, day: date, now: datetime) -> DayChart:
    """The chart of a day. `rows`: everyone's, those of a region together; of many the first are drawn."""
    starts_at, ends_at = day_bounds(zone, day)
    more = len(rows) - MOST_ROWS
    when = f"{day:%a} {day.day} {day:%b}, {city(zone)} time"
    rest = f"; {more} more are not drawn" if more > 0 else ""
    return DayChart(
        title=f"{shorten(team, _LONGEST_NAME)}: {when}{rest}",
        alt=_words(
            f"Who works when in {shorten(team, _LONGEST_NAME)}, {when}, a row a person.",
            rows,
            zone=zone,
            ends_at=ends_at,
        ),
        zone=zone,
        starts_at=starts_at,
        ends_at=ends_at,
        now=now,
        rows=tuple(rows[:MOST_ROWS]),
    )


def _words(what: str, rows: Sequence[Row], *, zone: str, ends_at: datetime) -> str:
    """The same in words; what is too long for that is counted."""
    said, left = what, len(rows)
    for region, some in groupby(rows, attrgetter("region")):
        lead = f" {shorten(region, _LONGEST_NAME)}:"
        for row in some:
            next_words = f"{lead} {shorten(row.name, _LONGEST_NAME)} {_hours(row, zone, ends_at)}."
            if len(said) + len(next_words) > MOST_WORDS:
                return f"{said} And {count_words(left, 'more row')}."
            said, lead, left = said + next_words, "", left - 1
    return said


def _hours(row: Row, zone: str, ends_at: datetime) -> str:
    spans = [f"{_clock(start, zone)} to {_clock(end, zone, ends_at)}" for start, end in row.spans]
    return " and ".join(spans) or "does not work in these hours"


def _clock(at: datetime, zone: str, ends_at: datetime | None = None) -> str:
    return "24:00" if at == ends_at else f"{at.astimezone(ZoneInfo(zone)):%H:%M}"
