"""A letter of the outbox: as it is put, and as it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.domain.identity import TenantId, UserRef
from bot.messages.document import Document
from bot.messages.letter import Letter, conversation_with
from storage import letters
from storage.types import Encoded
from storage.urgency import AT_ONCE, act, urgency

# As `statements.PUT` takes it.
Put = tuple[Any, ...]
# The key of a letter, and whom it is for.
Private = tuple[str, TenantId, UserRef]


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


def to_put(
    letter: Letter,
    tenant: TenantId,
    *,
    now: datetime,
    not_before: datetime | None = None,
    text: Encoded | None = None,
) -> Put:
    """text: the letter written out, where it is already."""
    return (
        letter.key,
        tenant,
        letter.key if letter.replaces else letter.conversation,
        text if text is not None else letters.written(letter),
        letter.replaces or letter.under or None,
        letter.document.kind,
        act(letter),
        urgency(letter.document),
        "waiting",
        now,
        not_before or now,
    )


def alike(document: Document, to: Sequence[Private], *, now: datetime) -> tuple[list[Put], Put]:
    """The same private letter to each of these: rows as `to_put` makes them, as far as they differ, and what
    follows in all of them. Raises `ValueError` for what is urgent: what is ahead of it would have to hurry.
    """
    rank = urgency(document)
    if rank == AT_ONCE:
        raise ValueError(f"a letter of the kind {document.kind} is urgent: put it by itself")
    texts = letters.alike(document, [(key, user) for key, _, user in to])
    rows = [
        (key, tenant, conversation_with(user), text)
        for (key, tenant, user), text in zip(to, texts, strict=True)
    ]
    return rows, (None, document.kind, "post", rank, "waiting", now, now)
