"""Why work goes to another region than usual, and when nobody is at work before that one is; in words."""

from datetime import datetime
from typing import Literal

from bot.domain.cover import PassedOver, gaps, passed_over
from bot.domain.identity import RegionId
from bot.domain.team import Team
from bot.domain.text import list_words
from bot.domain.zone import local_day
from bot.messages.document import Spans, When, words


def instead(team: Team, to: RegionId, *, own: RegionId, shift_ends_at: datetime, sent_at: datetime) -> str:
    """Which regions would have the work, were they not off; "" where it goes to whom it always goes."""
    passed = passed_over(team.regions, own=own, shift_ends_at=shift_ends_at, sent_at=sent_at)
    if not passed or any(one.region.id == to for one in passed):
        return ""
    return f"{list_words([_off(one) for one in passed])}, so {team.region(to).name} takes over."


def nobody_until(team: Team, start: datetime, end: datetime, *, zone: str) -> Spans:
    """The first time between two instants in which nobody of the team works, on that zone's clock; if any."""
    found = gaps(team.regions, first=start, last=end) if start < end else ()
    if not found:
        return ()
    begins, ends = found[0].starts_at, found[0].ends_at
    days = {local_day(zone, at) for at in (start, begins, ends)}
    style: Literal["time", "day_time"] = "time" if len(days) == 1 else "day_time"
    return words(
        "Nobody is at work from ",
        When(at=begins, zone=zone, style=style),
        " to ",
        When(at=ends, zone=zone, style=style),
        ".",
    )


def _off(one: PassedOver) -> str:
    return f"{one.region.name} is off" + (f" for {one.why}" if one.why else "")
