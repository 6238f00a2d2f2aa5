"""What the database holds once a proof has run, read without the shelves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from storage.store import Store
from storage.tables import (
    evenings,
    handoffs,
    members,
    people,
    places,
    questions,
    regions,
    seen,
    step_events,
    steps,
    teams,
)
from storage.transaction import Tx
from tests.prove.cast import Cast
from tests.prove.reckoning import Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A region was shown a hand-off."""

    region: int
    at: datetime
    key: str
    in_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A hand-off as it is kept, with who has seen it."""

    id: int
    token: str
    who: Who
    day: date
    channel: str
    sent_at: datetime
    edited_at: datetime
    from_region: int
    to_region: int
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region with its people, in the order in which regions were made."""

    id: int
    channel: str
    zone: str
    people: tuple[Who, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything."""

    evenings: dict[tuple[str, date], Row[Any]]
    handoffs: Sequence[Kept]
    regions: dict[int, Region]
    steps: Sequence[Row[Any]]
    questions: Sequence[Row[Any]]
    events: Sequence[Row[Any]]
    handles: dict[int, str]

    def of_team(self, channel: str) -> list[tuple[int, Sequence[Who]]]:
        """The regions of one team."""
        return [(one.id, one.people) for one in self.regions.values() if one.channel == channel]


async def facts(store: Store, cast: Cast) -> Facts:
    """As they stand."""
    return await store.read(_facts, cast)


def _facts(tx: Tx, cast: Cast) -> Facts:
    names = {row.id: row.external for row in tx.all(select(people.c.id, people.c.external))}
    ledger = {(names[row.person_id], row.day): row for row in tx.all(select(evenings))}
    who = {number: cast.by_handle[name] for number, name in names.items()}
    return Facts(
        evenings=ledger,
        handoffs=_kept(tx, who),
        regions=_regions(tx, who),
        steps=tx.all(select(steps)),
        questions=tx.all(select(questions)),
        events=tx.all(select(step_events).order_by(step_events.c.id)),
        handles=names,
    )


def _regions(tx: Tx, known: dict[int, Who]) -> dict[int, Region]:
    channels = _channels(tx)
    inside: dict[int, list[Who]] = {}
    for row in tx.all(select(members)):
        inside.setdefault(row.region_id, []).append(known[row.person_id])
    return {
        row.id: Region(
            id=row.id,
            channel=channels[row.team_id],
            zone=row.zone,
            people=tuple(inside.get(row.id, ())),
        )
        for row in tx.all(select(regions).order_by(regions.c.id))
    }


def _kept(tx: Tx, known: dict[int, Who]) -> list[Kept]:
    channels = _channels(tx)
    shown: dict[int, list[Seen]] = {}
    for row in tx.all(select(seen)):
        one = Seen(region=row.region_id, at=row.seen_at, key=row.key, in_full=row.in_full)
        shown.setdefault(row.handoff_id, []).append(one)
    return [
        Kept(
            id=row.id,
            token=row.content["summary"].split()[0],
            who=known[row.author_id],
            day=row.day,
            channel=channels[row.team_id],
            sent_at=row.sent_at,
            edited_at=row.edited_at,
            from_region=row.from_region_id,
            to_region=row.to_region_id,
            seen=tuple(shown.get(row.id, ())),
        )
        for row in tx.all(select(handoffs).order_by(handoffs.c.id))
    ]


def _channels(tx: Tx) -> dict[int, str]:
    query = select(teams.c.id, places.c.external).join(places, places.c.id == teams.c.place_id)
    return {row.id: row.external for row in tx.all(query)}
