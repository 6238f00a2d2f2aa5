"""The ping budget's ledger: the unasked-for private messages that a person had on one of their days."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from bot.domain.identity import PersonId
from storage.tables import pings
from storage.transaction import Tx
from storage.upsert import unless_there

_NOTE = unless_there(pings)


def of_day(tx: Tx, person: PersonId, day: date) -> list[str]:
    """The outbox keys of those that they had that day."""
    return of_days(tx, [(person, day)])[person, day]


def of_days(tx: Tx, days: Sequence[tuple[PersonId, date]]) -> dict[tuple[PersonId, date], list[str]]:
    """The same for many person-days, in one statement."""
    found: dict[tuple[PersonId, date], list[str]] = {one: [] for one in days}
    where = (pings.c.person_id.in_({one for one, _ in days}), pings.c.day.in_({day for _, day in days}))
    for row in tx.all(select(pings).where(*where).order_by(pings.c.at, pings.c.key)):
        found.get((PersonId(row.person_id), row.day), []).append(row.key)
    return found


def note(tx: Tx, person: PersonId, day: date, key: str, *, now: datetime) -> None:
    """They have one more; noting the same again changes nothing."""
    tx.run(_NOTE[tx.dialect], [{"person_id": person, "day": day, "key": key, "at": now}])
