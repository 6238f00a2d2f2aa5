"""The workspaces the bot is installed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from bot.domain.identity import TenantId, TenantRef
from storage.tables import installations, tenants
from storage.transaction import Tx
from storage.upsert import or_replace, unless_there

_TENANT = unless_there(tenants)
_KEEP = or_replace(installations, "tenant_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One workspace, and who the bot is there. No token: those come from the settings."""

    tenant: TenantId
    ref: TenantRef
    bot_user: str
    bot: str
    name: str
    scopes: tuple[str, ...]
    seen_at: datetime


def keep(
    tx: Tx, ref: TenantRef, *, bot_user: str, bot: str, name: str, scopes: Iterable[str], now: datetime
) -> TenantId:
    """Note what the platform says of the bot in this workspace; a second time replaces what was known."""
    tx.run(_TENANT[tx.dialect], {"platform": ref.platform, "external": ref.id})
    known = tenant(tx, ref)
    assert known is not None
    values = {
        "tenant_id": known,
        "bot_user": bot_user,
        "bot": bot,
        "name": name,
        "scopes": sorted(scopes),
        "seen_at": now,
    }
    tx.run(_KEEP[tx.dialect], values)
    return known


def tenant(tx: Tx, ref: TenantRef) -> TenantId | None:
    """The local id of a workspace that is known."""
    found = tx.value(
        select(tenants.c.id).where(tenants.c.platform == ref.platform, tenants.c.external == ref.id)
    )
    return None if found is None else TenantId(found)


def all(tx: Tx) -> list[Installation]:
    """Every workspace, oldest first."""
    both = select(installations, tenants.c.platform, tenants.c.external).join(tenants)
    return [_fact(row) for row in tx.all(both.order_by(tenants.c.id))]


def _fact(row: Row[Any]) -> Installation:
    return Installation(
        tenant=TenantId(row.tenant_id),
        ref=TenantRef(platform=row.platform, id=row.external),
        bot_user=row.bot_user,
        bot=row.bot,
        name=row.name,
        scopes=tuple(row.scopes),
        seen_at=row.seen_at,
    )
