"""What the next working day would be like: digests, welcomes and prompts, before anything is confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.identity import PersonId
from bot.domain.region import next_digest
from bot.domain.workday import next_prompt
from bot.messages.setup_preview import Digest, Preview, Row
from bot.services import prompt, welcome
from bot.services.candidate import Candidate
from bot.services.layout import Spot, zone_of
from storage import evenings, people, timers
from storage.timers import Timer
from storage.transaction import Tx

# Of more people than this, those of one region and zone share a row.
MOST_ROWS = 30


def preview(tx: Tx, spots: Sequence[Spot], *, zone: str, now: datetime) -> Preview:
    """For whoever reads it in `zone`; as it would be set if it were confirmed now."""
    known = _known(tx, spots, now=now)
    return Preview(
        zone=zone,
        digests=tuple(_digest(spot, now=now) for spot in spots),
        rows=_rows(spots, known, now=now),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Of those whom the bot has met: asked on which day last, asked when next, told something today."""

    asked: Mapping[PersonId, date]
    prompts: Mapping[str, Timer]
    told: frozenset[PersonId]


def _known(tx: Tx, spots: Sequence[Spot], *, now: datetime) -> _Known:
    ids = [one.id for spot in spots for one in spot.members if one.id is not None]
    return _Known(
        asked=evenings.last_days(tx, ids),
        prompts=timers.get_many(tx, prompt.PROMPT, [str(one) for one in ids]),
        told=frozenset(welcome.told_today(tx, people.many(tx, ids).values(), now=now)),
    )


def _digest(spot: Spot, *, now: datetime) -> Digest:
    zone = zone_of(spot)
    following = next_digest(replace(spot, zone=zone).region, after_day=None, not_before=now)
    return Digest(
        region=spot.name,
        zone=zone,
        minute=spot.digest_minute,
        at=following.due_at if following else None,
    )


def _rows(spots: Sequence[Spot], known: _Known, *, now: datetime) -> tuple[Row, ...]:
    single = [_row(spot, one, known, now=now) for spot in spots for one in spot.members]
    if len(single) <= MOST_ROWS:
        return tuple(single)
    groups: dict[tuple[str, str, bool], list[Row]] = defaultdict(list)
    for row in single:
        groups[row.region, row.zone, row.writes].append(row)
    return tuple(_joined(some) for some in groups.values())


def _row(spot: Spot, one: Candidate, known: _Known, *, now: datetime) -> Row:
    told_at = welcome.next_at(one.hours, told=one.id in known.told, now=now) if one.new else now
    asked_at = _asked_at(one, known, told_at, now=now) if told_at is not None else None
    return Row(
        names=(one.name,),
        region=spot.name,
        zone=one.zone,
        writes=one.part == "writes",
        welcomed=(told_at,) if one.new and told_at is not None else (),
        asked=(asked_at,) if asked_at is not None else (),
    )


def _asked_at(one: Candidate, known: _Known, told_at: datetime, *, now: datetime) -> datetime | None:
    """The first time that is not before they are told that they are in it."""
    if one.part != "writes":
        return None
    last = known.asked.get(one.id) if one.id is not None else None
    following = next_prompt(one.calendar, after_day=last, lead=one.lead, not_before=told_at)
    timer = known.prompts.get(str(one.id)) if told_at <= now else None
    return prompt.foreseen(timer, following, now=now)


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
