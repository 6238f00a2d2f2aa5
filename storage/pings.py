"""The ping budget's ledger: the unasked-for private messages that a person had on one of their days."""

from datetime import date, datetime

from sqlalchemy import func, insert, select

from bot.domain.identity import PersonId
from storage.tables import pings
from storage.transaction import Tx


def count(tx: Tx, person: PersonId, day: date, *, besides: str = "") -> int:
    """How many they had that day, without the one of the key `besides`."""
    where = (pings.c.person_id == person, pings.c.day == day, pings.c.key != besides)
    return int(tx.value(select(func.count()).select_from(pings).where(*where)))


def note(tx: Tx, person: PersonId, day: date, key: str, *, now: datetime) -> None:
    """They have one more; noting the same again changes nothing."""
    there = select(pings.c.key).where(pings.c.person_id == person, pings.c.day == day, pings.c.key == key)
    if tx.one(there) is None:
        tx.run(insert(pings).values(person_id=person, day=day, key=key, at=now))
