"""Open forms: each belongs to one person, is consumed by a commit, and sent again is an edit."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, insert, select, update

from bot.domain.identity import PersonId
from storage.tables import forms
from storage.transaction import Tx
from storage.types import Instant

_MAKE = insert(forms)
_GET = select(forms).where(forms.c.token == bindparam("of"))
_ONE = update(forms).where(forms.c.token == bindparam("of"))
_USE = _ONE.values(used_at=func.coalesce(forms.c.used_at, bindparam("at", type_=Instant)))
_CHANGE = _ONE.values(subject=bindparam("about"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """One form as it was opened. `used_at`: when it was first sent."""

    token: str
    person: PersonId
    kind: str
    subject: dict[str, Any]
    used_at: datetime | None


def make(tx: Tx, *, person: PersonId, kind: str, subject: Mapping[str, Any], now: datetime) -> str:
    """Keep a form that is about to be shown; returns its token, which nobody can guess."""
    token = secrets.token_urlsafe(18)
    tx.write(_MAKE, token=token, person_id=person, kind=kind, subject=subject, made_at=now)
    return token


def get(tx: Tx, token: str) -> OpenForm | None:
    """The form of that token; None for one that never was or is past keeping."""
    row = tx.one(_GET, of=token)
    return _fact(row) if row is not None else None


def of_person(tx: Tx, person: PersonId, kind: str) -> list[OpenForm]:
    """All of one kind that somebody has opened, as long as they are kept."""
    theirs = and_(forms.c.person_id == person, forms.c.kind == kind)
    return [_fact(row) for row in tx.all(select(forms).where(theirs).order_by(forms.c.token))]


def use(tx: Tx, token: str, *, now: datetime) -> None:
    """It was sent; a second time keeps the first instant."""
    tx.write(_USE, of=token, at=now)


def change_subject(tx: Tx, token: str, subject: Mapping[str, Any]) -> None:
    """The open form is about something else now."""
    tx.write(_CHANGE, of=token, about=subject)


def _fact(row: Row[Any]) -> OpenForm:
    return OpenForm(
        token=row.token,
        person=PersonId(row.person_id),
        kind=row.kind,
        subject=row.subject,
        used_at=row.used_at,
    )
