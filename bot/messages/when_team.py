"""`/when` for a team: each region's time, who is at work there, who is off, and when most are together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ahead import Off
from bot.domain.cover import Gap
from bot.domain.focus import Focus
from bot.domain.overlap import Together
from bot.domain.text import count_words, list_words, shorten
from bot.messages.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Span,
    Spans,
    When,
    bold,
    later,
    notice,
    say,
    words,
)
from bot.messages.when import KIND, LOOKS_AHEAD, day_words, there

WHO_IS_AWAKE = "when.team"

# Of more names than this in a row, the others are counted; likewise of absences ahead.
MOST_NAMES = 5
MOST_AHEAD = 12
MOST_GAPS = 8

# So far back urgent requests are counted.
URGENT_DAYS = 30

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionNow:
    """A region at an instant.

    until_at: when the last of those at work stops; next_at: when somebody begins, where nobody is at work.
    off: who would work today and does not, with why. focus: who of those at work is in one.
    """

    name: str
    zone: str
    at: datetime
    members: int
    working: int
    until_at: datetime | None = None
    next_at: datetime | None = None
    off: tuple[tuple[str, str], ...] = ()
    focus: tuple[tuple[str, Focus], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Days on which these are off alike."""

    off: Off
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamNow:
    """A team at an instant. today, tomorrow: when most of it work at once, on each of the reader's days.

    gaps: when nobody does, in the seven days from then. urgent: how many urgent requests
    came to people in it of late, and how many of these outside somebody's hours.
    """

    name: str
    members: int
    regions: tuple[RegionNow, ...]
    today: Together | None = None
    tomorrow: Together | None = None
    ahead: tuple[Ahead, ...] = ()
    others: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    urgent: tuple[int, int] = (0, 0)


def team(one: TeamNow, *, zone: str, locale: str) -> Document:
    """All of it. `zone`: the reader's."""
    working = sum(region.working for region in one.regions)
    title = f"{shorten(one.name, _LONGEST_NAME)}: {working} of {one.members} at work"
    blocks: list[Block] = [
        Heading(text=title),
        Bullets(items=tuple(_region(region, zone) for region in one.regions)),
    ]
    if one.members > 1:
        blocks.append(say(bold("Most of you at work: "), *_best(one, zone)))
    blocks += _gaps(one.gaps, zone)
    blocks += _ahead(one.ahead)
    blocks += _urgent(*one.urgent)
    if one.others:
        others = _names(one.others)
        blocks.append(say(f"You are in {others} too: /when and the name shows it.", small=True))
    return Document(blocks=tuple(blocks), summary=f"{title}.", kind=KIND)


def _gaps(some: Sequence[Gap], zone: str) -> list[Block]:
    """When nobody is at work in the days to come, by the reader's clock."""
    if not some:
        return [say("In the next seven days somebody is always at work.")]
    rows = [
        words(
            When(at=one.starts_at, zone=zone, style="day_time"),
            " to ",
            When(at=one.ends_at, zone=zone, style="day_time"),
        )
        for one in some[:MOST_GAPS]
    ]
    more = len(some) - MOST_GAPS
    if more > 0:
        rows.append(words(f"and {more} more times"))
    return [say(bold("Nobody is at work, in the next seven days:")), Bullets(items=tuple(rows))]


def _urgent(came: int, off_hours: int) -> list[Block]:
    """Of the team: nobody is named, neither who asked nor who was asked."""
    if not came:
        return []
    of_them = f", {off_hours or 'none'} of them outside somebody's hours" if came > 1 else ""
    alone = ", outside somebody's hours" if came == 1 and off_hours else ""
    many = count_words(came, "request")
    return [say(bold("Urgent"), f" in the last {URGENT_DAYS} days: {many} to people here{of_them}{alone}.")]


def no_team(*, locale: str) -> Document:
    """The reader is in no relay."""
    return notice(
        "You are in no relay yet, so I have no team to show. Ask in a team's channel for /sunrelay setup, or "
        "write a name or a time: /when @Maya Brooks, /when 3pm Berlin thu."
    )


def _region(one: RegionNow, zone: str) -> Spans:
    spans: list[str | Span] = [bold(one.name), f" {there(one.at, one.zone, reader=zone)}: "]
    spans += [*_who(one, zone), *_focus(one.focus, zone)]
    if one.off:
        spans.append(f"; off today: {_off(one.off)}")
    return words(*spans)


def _who(one: RegionNow, zone: str) -> list[str | Span]:
    if one.working:
        until: list[str | Span] = (
            [", until ", later(one.at, one.until_at, zone)] if one.until_at is not None else []
        )
        return [f"{one.working} of {one.members} at work", *until]
    if one.next_at is None:
        return ["nobody works"]
    return ["nobody at work, back ", When(at=one.next_at, zone=zone, style="day_time")]


def _focus(some: Sequence[tuple[str, Focus]], zone: str) -> list[str | Span]:
    """`; in focus: Maya until 15:30 (release notes)`, in the reader's time."""
    spans: list[str | Span] = []
    for name, one in some[:MOST_NAMES]:
        reason = f" ({shorten(one.reason, _LONGEST_NAME)})" if one.reason else ""
        spans += [
            ", " if spans else "; in focus: ",
            f"{shorten(name, _LONGEST_NAME)} until ",
            later(one.starts_at, one.ends_at, zone),
            reason,
        ]
    if len(some) > MOST_NAMES:
        spans.append(f" and {len(some) - MOST_NAMES} more")
    return spans


def _off(some: Sequence[tuple[str, str]]) -> str:
    shown = [
        f"{shorten(name, _LONGEST_NAME)} ({shorten(why, _LONGEST_NAME)})" for name, why in some[:MOST_NAMES]
    ]
    more = len(some) - len(shown)
    return list_words([*shown, *([f"{more} more"] if more else [])])


def _best(one: TeamNow, zone: str) -> list[str | Span]:
    spans: list[str | Span] = []
    for label, best in (("today ", one.today), ("tomorrow ", one.tomorrow)):
        if best is not None:
            spans += [
                "; " if spans else "",
                label,
                When(at=best.starts_at, zone=zone),
                " to ",
                When(at=best.ends_at, zone=zone),
                f", {best.count} of {one.members}",
            ]
    return spans or ["never two of you at once, today or tomorrow"]


def _ahead(some: Sequence[Ahead]) -> list[Block]:
    if not some:
        return []
    rows = [words(f"{day_words(one.off)}: {_names(one.names)} ({one.off.why})") for one in some[:MOST_AHEAD]]
    if len(some) > MOST_AHEAD:
        rows.append(words(f"and {len(some) - MOST_AHEAD} more"))
    return [say(bold(f"Days off {LOOKS_AHEAD}")), Bullets(items=tuple(rows))]


def _names(names: Sequence[str]) -> str:
    shown = [shorten(name, _LONGEST_NAME) for name in names[:MOST_NAMES]]
    more = len(names) - len(shown)
    return list_words([*shown, *([f"{more} more"] if more else [])])
