"""The ping budget's ledger: the unasked-for private messages that a person had on one of their days."""

from datetime import date, datetime

from sqlalchemy import select

from bot.domain.identity import PersonId
from storage.tables import pings
from storage.transaction import Tx
from storage.upsert import unless_there

_NOTE = unless_there(pings)


def of_day(tx: Tx, person: PersonId, day: date) -> list[str]:
    """The outbox keys of those that they had that day."""
    where = (pings.c.person_id == person, pings.c.day == day)
    return [row.key for row in tx.all(select(pings.c.key).where(*where).order_by(pings.c.at, pings.c.key))]


def note(tx: Tx, person: PersonId, day: date, key: str, *, now: datetime) -> None:
    """They have one more; noting the same again changes nothing."""
    tx.run(_NOTE[tx.dialect], [{"person_id": person, "day": day, "key": key, "at": now}])
