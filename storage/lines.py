"""What people keep during the day for tonight's form: lines, links and files."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Row, and_, bindparam, insert, select, update

from bot.domain.handoff import File
from bot.domain.identity import PersonId
from storage.tables import lines
from storage.transaction import Tx

Kind = Literal["text", "link", "file"]

_KEEP = insert(lines).returning(lines.c.id)
_KEPT = (
    select(lines)
    .where(lines.c.person_id == bindparam("of"), lines.c.day <= bindparam("upto"), lines.c.used.is_(False))
    .order_by(lines.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """Something to be kept. text: the words, the address, or the file's name."""

    text: str
    kind: Kind = "text"
    file: File | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(NewLine):
    """One thing kept for a hand-off to come.

    used: a form that showed it was sent, or it was taken back; then nothing is left of it.
    """

    id: int
    used: bool = False

    @property
    def taken_back(self) -> bool:
        """Whether it was taken back before a form was sent with it."""
        return self.used and not self.text


def keep(tx: Tx, person: PersonId, day: date, new: NewLine, *, now: datetime) -> int:
    """Keep a line for the form of that day; returns its id."""
    values = {
        "person_id": person,
        "day": day,
        "kind": new.kind,
        "text": new.text,
        "file": asdict(new.file) if new.file else None,
        "kept_at": now,
    }
    return int(tx.value(_KEEP, **values))


def kept(tx: Tx, person: PersonId, day: date) -> list[Line]:
    """Those kept until that day and not yet sent with a hand-off, oldest first.

    Those of a day that went by without a hand-off are among them.
    """
    return [_fact(row) for row in tx.all(_KEPT, of=person, upto=day)]


def of(tx: Tx, person: PersonId, ids: Iterable[int]) -> list[Line]:
    """Those of these that are, or were, this person's."""
    mine = and_(lines.c.person_id == person, lines.c.id.in_(list(ids)))
    return [_fact(row) for row in tx.all(select(lines).where(mine).order_by(lines.c.id))]


def use(tx: Tx, person: PersonId, ids: Iterable[int]) -> None:
    """A form that showed these was sent; others still wait."""
    shown = list(ids)
    if shown:
        mine = and_(lines.c.person_id == person, lines.c.id.in_(shown))
        tx.run(update(lines).where(mine).values(used=True))


def take_back(tx: Tx, ids: Iterable[int]) -> None:
    """They are not for the form after all. What they said is gone.

    The row stays until it is swept: SQLite would give its id to a new line, and an open form names it.
    """
    forgotten = {"used": True, "text": "", "file": None}
    tx.run(update(lines).where(lines.c.id.in_(list(ids))).values(forgotten))


def _fact(row: Row[Any]) -> Line:
    return Line(
        id=row.id,
        kind=row.kind,
        text=row.text,
        file=File(**row.file) if row.file else None,
        used=row.used,
    )
