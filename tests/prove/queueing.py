"""The best that any sender could do under a limit, worked out from the instants at which letters are due."""

import heapq
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import quantiles

MINUTE = timedelta(minutes=1)


def best_possible(due: Sequence[tuple[datetime, bool]], *, a_minute: int) -> list[timedelta]:
    """How late each of (due, urgent) is, if one leaves as soon as fewer than that many have in the minute
    before: the urgent first, then who is due first."""
    coming = deque(sorted(due))
    waiting: list[tuple[bool, datetime]] = []
    left: list[datetime] = []
    late: list[timedelta] = []
    while coming or waiting:
        free_at = left[-a_minute] + MINUTE if len(left) >= a_minute else min(due)[0]
        now = max(free_at, *left[-1:], *((coming[0][0],) if not waiting else ()))
        while coming and coming[0][0] <= now:
            due_at, urgent = coming.popleft()
            heapq.heappush(waiting, (not urgent, due_at))
        late.append(now - heapq.heappop(waiting)[1])
        left.append(now)
    return late


def told(late: Sequence[timedelta]) -> dict[str, float]:
    """The median, the 99th of a hundred, and the longest, in seconds."""
    seconds = sorted(one.total_seconds() for one in late)
    cuts = quantiles(seconds, n=100, method="inclusive")
    return {"p50": cuts[49], "p99": cuts[98], "max": seconds[-1]}


def slowest_minute(letters: Sequence[tuple[datetime, datetime]]) -> int | None:
    """Of (due, left): the fewest that left in any minute through all of which something waited."""
    left = sorted(at for _, at in letters)
    counts = [
        sum(1 for at in left if start <= at < start + MINUTE)
        for start, end in _waiting(letters)
        for start in _each(start, end - MINUTE, timedelta(seconds=7))
    ]
    return min(counts, default=None)


def _each(first: datetime, last: datetime, step: timedelta) -> list[datetime]:
    return [first + number * step for number in range((last - first) // step + 1)] if last >= first else []


def _waiting(letters: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The spans in which at least one was due and had not left."""
    spans: list[tuple[datetime, datetime]] = []
    for due, left in sorted(letters):
        if left <= due:
            continue
        if spans and due <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], left))
        else:
            spans.append((due, left))
    return spans
