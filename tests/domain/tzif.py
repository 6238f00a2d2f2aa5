"""A zone's offsets read from the pinned tzdata's own bytes (RFC 9636): nothing of zoneinfo, no fold."""

import re
import struct
from bisect import bisect_right
from calendar import timegm
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice, pairwise

DAY = 24 * 60 * 60
_NAME = r"(?:<[^>]+>|[A-Za-z]+)"
_TIME = r"[+-]?\d+(?::\d+){0,2}"
_FOOTER = re.compile(
    rf"{_NAME}(?P<std>{_TIME})(?:{_NAME}(?P<dst>{_TIME})?,(?P<begins>M[^,]+),(?P<ends>M[^,]+))?"
)
_RULE = re.compile(rf"M(\d+)\.(\d)\.(\d)(?:/({_TIME}))?")


@dataclass(frozen=True)
class Spell:
    """From `start` until before `end`, in seconds of UTC from 1970, the clocks are `offset` seconds ahead."""

    start: int
    end: int
    offset: int


@cache
def spells(zone: str, last_year: int = 2040) -> tuple[Spell, ...]:
    """All of a zone's history, in order, and its future until that year."""
    data = resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
    changes, footer = _body(data)
    if footer:
        changes += _by_rule(footer, after=changes[-1][0], last_year=last_year)
    starts = [*changes, (timegm((last_year + 1, 1, 1, 0, 0, 0)), 0)]
    found: list[Spell] = []
    for (start, offset), (end, _) in pairwise(starts):
        if found and found[-1].offset == offset:
            found[-1] = Spell(found[-1].start, end, offset)
        elif start < end:
            found.append(Spell(start, end, offset))
    return tuple(found)


def _body(data: bytes) -> tuple[list[tuple[int, int]], str]:
    """Every change with the offset from then on, the first at the beginning of time; then the footer."""
    at, size = 0, 4
    if data[4:5] >= b"2":  # the same again with eight bytes an instant, after the old part
        isut, isstd, leaps, times, types, chars = struct.unpack_from(">6l", data, 20)
        at = 44 + times * 5 + types * 6 + chars + leaps * 8 + isstd + isut
        size = 8
    isut, isstd, leaps, times, types, chars = struct.unpack_from(">6l", data, at + 20)
    at += 44
    instants = struct.unpack_from(f">{times}{'q' if size == 8 else 'l'}", data, at)
    kinds = data[at + times * size : at + times * (size + 1)]
    at += times * (size + 1)
    offsets = [struct.unpack_from(">lBB", data, at + 6 * one)[0] for one in range(types)]
    at += types * 6 + chars + leaps * (size + 4) + isstd + isut
    changes = [(-(1 << 59), offsets[0])]
    changes += [(instant, offsets[kind]) for instant, kind in zip(instants, kinds, strict=True)]
    return changes, data[at:].decode().strip("\n")


def _by_rule(footer: str, *, after: int, last_year: int) -> list[tuple[int, int]]:
    """What the footer, a POSIX TZ string, says of the years that are not written out."""
    found = _FOOTER.fullmatch(footer)
    assert found is not None, footer
    std = -_seconds(found["std"])
    if found["begins"] is None:
        return [(after, std)] if after > -(1 << 59) else []
    dst = -_seconds(found["dst"]) if found["dst"] else std + 3600
    changes = []
    for year in range(1970, last_year + 1):
        changes.append((_ruled(found["begins"], year) - std, dst))
        changes.append((_ruled(found["ends"], year) - dst, std))
    return sorted(one for one in changes if one[0] > after)


def _ruled(rule: str, year: int) -> int:
    """When the clocks before the change read what `Mmonth.week.weekday/time` names; week 5 is the last."""
    found = _RULE.fullmatch(rule)
    assert found is not None, rule
    month, week, weekday = (int(found[number]) for number in (1, 2, 3))
    days = [
        timegm((year, month, day, 0, 0, 0)) for day in range(1, 32 - 3 * (month == 2) - (month in _SHORT))
    ]
    those = [day for day in days if (day // DAY + 4) % 7 == weekday]
    return (those[-1] if week == 5 else those[week - 1]) + _seconds(found[4] or "2")


_SHORT = (4, 6, 9, 11)


def _seconds(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    return sign * sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))


def reached(zone: str, wall: int) -> int:
    """The first second at which the clocks there read `wall` or later, both counted in seconds.

    `wall` counts as if the clocks were UTC's. A reading that is skipped is so reached at the end of the gap,
    one that comes twice at its first coming.
    """
    history = spells(zone)
    # Two days before it is early enough to begin: no clock was ever further than that from another.
    begin = max(0, bisect_right(history, wall - 2 * DAY, key=lambda one: one.start) - 1)
    return next(
        max(one.start, wall - one.offset)
        for one in islice(history, begin, None)
        if wall < one.end + one.offset
    )
