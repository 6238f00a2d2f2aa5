"""Where the bot's messages stand, by the key of the letter that each came from."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select

from bot.domain.identity import MessageRef, Place, TenantId
from storage.tables import posts, tenants
from storage.transaction import Tx
from storage.upsert import or_replace

_ADD = or_replace(posts, "key")
_WHERE = select(posts, tenants.c.platform, tenants.c.external).join(tenants)


def add(tx: Tx, key: str, tenant: TenantId, message: MessageRef) -> None:
    """Note where a letter was posted; a second time replaces the first."""
    place = message.place
    values = {
        "key": key,
        "tenant_id": tenant,
        "place_kind": place.kind,
        "place": place.id,
        "thread": place.thread,
        "message": message.id,
    }
    tx.run(_ADD[tx.dialect], values)


def get_many(tx: Tx, keys: Iterable[str]) -> dict[str, MessageRef]:
    """The messages of those keys that were posted."""
    wanted = list(keys)
    rows = tx.all(_WHERE.where(posts.c.key.in_(wanted))) if wanted else []
    return {row.key: _message(row) for row in rows}


def _message(row: Row[Any]) -> MessageRef:
    place = Place(
        platform=row.platform, tenant=row.external, kind=row.place_kind, id=row.place, thread=row.thread
    )
    return MessageRef(place=place, id=row.message)
