"""A letter of the outbox as it is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.domain.identity import TenantId
from bot.messages.letter import Letter
from storage import letters


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A letter taken to be sent.

    attempts: those that failed. uncertain: an earlier one may have arrived all the same.
    revision: counts an edit's versions, so that what became of one is not taken for the next one's.
    urgency: as in `storage.urgency`. blocks_until: as it was when it was taken; None: never tried before.
    """

    id: int
    key: str
    tenant: TenantId
    letter: Letter
    kind: str
    urgency: int
    attempts: int
    uncertain: bool
    revision: int
    put_at: datetime
    not_before: datetime
    blocks_until: datetime | None = None

    @classmethod
    def of(cls, row: Row[Any]) -> "OutboxRow":
        """Raises `letters.Unreadable` where another version has written it."""
        return cls(
            id=row.id,
            key=row.key,
            tenant=TenantId(row.tenant_id),
            letter=letters.read(row.letter),
            kind=row.kind,
            urgency=row.urgency,
            attempts=row.attempts,
            uncertain=row.uncertain or row.leased_until is not None,
            revision=row.revision,
            put_at=row.put_at,
            not_before=row.not_before,
            blocks_until=row.blocks_until,
        )
