"""What the next working day would be like: digests, welcomes and prompts, before anything is confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.region import next_digest
from bot.domain.workday import next_prompt
from bot.messages.setup_preview import Digest, Preview, Row
from bot.services.candidate import Candidate, first_asked_from
from bot.services.layout import Spot, zone_of

# Of more people than this, those of one region and zone share a row.
MOST_ROWS = 30


def preview(spots: Sequence[Spot], *, zone: str, now: datetime) -> Preview:
    """For whoever reads it in `zone`."""
    return Preview(
        zone=zone,
        digests=tuple(_digest(spot, now=now) for spot in spots),
        rows=_rows(spots, now=now),
    )


def _digest(spot: Spot, *, now: datetime) -> Digest:
    following = next_digest(spot.region, after_day=None, not_before=now)
    return Digest(
        region=spot.name,
        zone=zone_of(spot),
        minute=spot.digest_minute,
        at=following.due_at if following else None,
    )


def _rows(spots: Sequence[Spot], *, now: datetime) -> tuple[Row, ...]:
    single = [_row(spot, one, now=now) for spot in spots for one in spot.members]
    if len(single) <= MOST_ROWS:
        return tuple(single)
    groups: dict[tuple[str, str, bool], list[Row]] = defaultdict(list)
    for row in single:
        groups[row.region, row.zone, row.writes].append(row)
    return tuple(_joined(some) for some in groups.values())


def _row(spot: Spot, one: Candidate, *, now: datetime) -> Row:
    told_at = first_asked_from(one, now)
    asked = (
        next_prompt(one.calendar, after_day=None, lead=one.lead, not_before=told_at)
        if told_at is not None and one.part == "writes"
        else None
    )
    return Row(
        names=(one.name,),
        region=spot.name,
        zone=one.zone,
        writes=one.part == "writes",
        welcomed=(told_at,) if one.new and told_at is not None else (),
        asked=(asked.due_at,) if asked else (),
    )


def _joined(some: Sequence[Row]) -> Row:
    """Those of one region and zone as one row: when the first and the last of them are asked."""
    first = some[0]
    return Row(
        names=tuple(name for row in some for name in row.names),
        region=first.region,
        zone=first.zone,
        writes=first.writes,
        welcomed=_ends(at for row in some for at in row.welcomed),
        asked=_ends(at for row in some for at in row.asked),
    )


def _ends(some: Iterable[datetime]) -> tuple[datetime, ...]:
    found = sorted(set(some))
    return (found[0], found[-1]) if len(found) > 1 else tuple(found)
