"""The workspaces the bot is installed in, and their tokens, which are kept locked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select, update

from bot.domain.identity import TenantId, TenantRef
from storage.tables import installations, tenants
from storage.transaction import Tx
from storage.upsert import or_replace, unless_there
from storage.vault import Sealed, Vault

_TENANT = unless_there(tenants)
_KEEP = or_replace(installations, "tenant_id")
_NOTHING = {"token": None, "refresh_token": None, "expires_at": None, "renewing_until": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A bot's token in one workspace; one that expires comes with another that renews it, once.

    since: when that was installed which gave it; known of one that was kept.
    """

    token: str = field(repr=False)
    refresh: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    since: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What a platform says as somebody installs it: who the bot is there, its tokens, who did it."""

    ref: TenantRef
    bot_user: str
    bot: str
    name: str
    scopes: tuple[str, ...]
    by: str
    tokens: Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One workspace, and who the bot is there.

    by: who installed it, by their platform's id; None where its token comes from the settings.
    removed_at: uninstalled, or its token revoked; it keeps no token.
    """

    tenant: TenantId
    ref: TenantRef
    bot_user: str
    bot: str
    name: str
    scopes: tuple[str, ...]
    seen_at: datetime
    by: str | None = None
    installed_at: datetime | None = None
    removed_at: datetime | None = None


def keep(
    tx: Tx, ref: TenantRef, *, bot_user: str, bot: str, name: str, scopes: Iterable[str], now: datetime
) -> TenantId:
    """Note what the platform says of the bot in this workspace; a second time replaces what was known.

    For a token of the settings: one that was kept is erased.
    """
    known = _known(tx, ref)
    values = _values(known, bot_user=bot_user, bot=bot, name=name, scopes=scopes, now=now)
    tx.run(_KEEP[tx.dialect], {**values, **_NOTHING, "by": None, "installed_at": None, "removed_at": None})
    return known


def install(tx: Tx, one: Arrival, *, vault: Vault, now: datetime) -> TenantId:
    """Somebody installed it there, for the first time or anew: this token takes the place of any other."""
    known = _known(tx, one.ref)
    words = {"bot_user": one.bot_user, "bot": one.bot, "name": one.name}
    values = _values(known, scopes=one.scopes, now=now, **words)
    held = {**_locked(one.ref, one.tokens, vault), "by": one.by, "installed_at": now, "removed_at": None}
    tx.run(_KEEP[tx.dialect], {**values, **held})
    return known


def leave(tx: Tx, tenant: TenantId, *, now: datetime) -> None:
    """It is installed there no more: no token is kept."""
    tx.run(_at(tenant).values(**_NOTHING, removed_at=now))


def tenant(tx: Tx, ref: TenantRef) -> TenantId | None:
    """The local id of a workspace that is known."""
    found = tx.value(
        select(tenants.c.id).where(tenants.c.platform == ref.platform, tenants.c.external == ref.id)
    )
    return None if found is None else TenantId(found)


def platform_of(tx: Tx, tenant: TenantId) -> str:
    """Which platform a workspace that is known is of."""
    return str(tx.value(select(tenants.c.platform).where(tenants.c.id == tenant)))


def get(tx: Tx, ref: TenantRef) -> Installation | None:
    """That of one workspace, installed or removed."""
    row = tx.one(_both().where(tenants.c.platform == ref.platform, tenants.c.external == ref.id))
    return _fact(row) if row else None


def is_gone(tx: Tx, tenant: TenantId) -> bool:
    """Whether it was removed from there."""
    gone = installations.c.removed_at.is_not(None)
    return tx.one(select(installations.c.bot).where(installations.c.tenant_id == tenant, gone)) is not None


def all(tx: Tx) -> list[Installation]:
    """Every workspace, oldest first."""
    return [_fact(row) for row in tx.all(_both().order_by(tenants.c.id))]


def tokens(tx: Tx, ref: TenantRef, *, vault: Vault) -> Tokens | None:
    """What is kept for a workspace; None where nothing is. Raises `Sealed`."""
    known = tenant(tx, ref)
    row = tx.one(select(installations).where(installations.c.tenant_id == known, _HELD))
    if row is None:
        return None
    refresh = vault.open(row.refresh_token, owner=_owner(ref)) if row.refresh_token else None
    token = vault.open(row.token, owner=_owner(ref))
    return Tokens(token=token, refresh=refresh, expires_at=row.expires_at, since=row.installed_at)


def begin_renewal(tx: Tx, ref: TenantRef, *, now: datetime, until: datetime) -> bool:
    """Whether the caller is to renew the token now: nobody else does before `until`."""
    known = tenant(tx, ref)
    free = or_(installations.c.renewing_until.is_(None), installations.c.renewing_until <= now)
    mine = update(installations).where(installations.c.tenant_id == known, _HELD, free)
    return tx.run(mine.values(renewing_until=until)).rowcount == 1


def renew(tx: Tx, ref: TenantRef, renewed: Tokens, *, vault: Vault) -> bool:
    """Keep what the old ones were exchanged for; False where it was removed, or installed anew, meanwhile."""
    same = (installations.c.tenant_id == tenant(tx, ref), installations.c.installed_at == renewed.since)
    mine = update(installations).where(*same, _HELD)
    return tx.run(mine.values(**_locked(ref, renewed, vault))).rowcount == 1


def relock(tx: Tx, *, vault: Vault) -> tuple[int, list[TenantRef]]:
    """Lock every token with the newest key; how many that were, and of which workspaces none opens."""
    sealed: list[TenantRef] = []
    count = 0
    for row in tx.all(_both().where(_HELD).order_by(tenants.c.id)):
        ref = TenantRef(platform=row.platform, id=row.external)
        if not (vault.is_newest(row.token) and vault.is_newest(row.refresh_token or row.token)):
            try:
                there = tokens(tx, ref, vault=vault)
            except Sealed:
                sealed.append(ref)
                continue
            if there is not None:
                tx.run(_at(TenantId(row.tenant_id)).values(**_locked(ref, there, vault)))
                count += 1
    return count, sealed


_HELD = installations.c.token.is_not(None)


def _known(tx: Tx, ref: TenantRef) -> TenantId:
    """The workspace's local id, made when it is new."""
    tx.run(_TENANT[tx.dialect], {"platform": ref.platform, "external": ref.id})
    known = tenant(tx, ref)
    assert known is not None
    return known


def _values(tenant: TenantId, *, now: datetime, scopes: Iterable[str], **words: str) -> dict[str, Any]:
    return {"tenant_id": tenant, "scopes": sorted(scopes), "seen_at": now, **words}


def _locked(ref: TenantRef, held: Tokens, vault: Vault) -> dict[str, Any]:
    owner = _owner(ref)
    return {
        "token": vault.lock(held.token, owner=owner),
        "refresh_token": vault.lock(held.refresh, owner=owner) if held.refresh else None,
        "expires_at": held.expires_at,
        "renewing_until": None,
    }


def _owner(ref: TenantRef) -> str:
    return f"{ref.platform}/{ref.id}"


def _at(tenant: TenantId) -> Any:
    return update(installations).where(installations.c.tenant_id == tenant)


def _both() -> Any:
    return select(installations, tenants.c.platform, tenants.c.external).join(tenants)


def _fact(row: Row[Any]) -> Installation:
    return Installation(
        tenant=TenantId(row.tenant_id),
        ref=TenantRef(platform=row.platform, id=row.external),
        bot_user=row.bot_user,
        bot=row.bot,
        name=row.name,
        scopes=tuple(row.scopes),
        seen_at=row.seen_at,
        by=row.by,
        installed_at=row.installed_at,
        removed_at=row.removed_at,
    )
