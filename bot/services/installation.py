"""A workspace installs the bot, or takes it out: what stops, what is erased, and what goes on anew."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.identity import TenantId, TenantRef
from bot.services import leaving, note, presence, prompt, region
from bot.services.company_day import CHANGED
from storage import installations, people, teams, timers
from storage.installations import Arrival
from storage.transaction import Tx
from storage.vault import Vault


def came(tx: Tx, one: Arrival, *, vault: Vault, now: datetime) -> TenantId:
    """Somebody installed it. Where it was before, every relay goes on from now; nothing is made up for."""
    tenant = installations.install(tx, one, vault=vault, now=now)
    _go_on(tx, tenant, now=now)
    return tenant


def is_here(
    tx: Tx, ref: TenantRef, *, bot_user: str, bot: str, name: str, scopes: Iterable[str], now: datetime
) -> TenantId:
    """A token of the settings works. Where it was before, and was taken out, every relay goes on from now."""
    known = installations.get(tx, ref)
    tenant = installations.keep(tx, ref, bot_user=bot_user, bot=bot, name=name, scopes=scopes, now=now)
    presence.erase_there(tx, tenant)  # as a token that was kept
    if known is not None and known.removed_at is not None:
        _go_on(tx, tenant, now=now)
    return tenant


def left(tx: Tx, ref: TenantRef, *, at: datetime, now: datetime) -> bool:
    """It was taken out, or its token revoked: no token is kept, and nobody there is asked or told any more.

    What waits to be sent is dropped as its time comes. False, and nothing changes, where it was not there, or
    was installed anew since it left: such news may come late.
    """
    known = installations.get(tx, ref)
    if known is None or known.removed_at is not None:
        return False
    if known.installed_at is not None and at < known.installed_at.replace(microsecond=0):  # theirs are whole
        return False
    installations.leave(tx, known.tenant, now=now)
    presence.erase_there(tx, known.tenant)
    _stop(tx, known.tenant)
    return True


def _go_on(tx: Tx, tenant: TenantId, *, now: datetime) -> None:
    timers.set_many(tx, CHANGED, [(f"{team}", now, {}) for team in teams.channels(tx, tenant)])


def _stop(tx: Tx, tenant: TenantId) -> None:
    """Whatever would come again. What comes once runs out within a day, and its letters are dropped."""
    there = teams.many(tx, teams.channels(tx, tenant)).values()
    regions = [f"{one.id}" for team in there for one in team.regions]
    ids = [f"{person}" for person in people.of_tenant(tx, tenant)]
    for kind in (prompt.PROMPT, note.NOTE, leaving.AWAY):
        timers.drop_many(tx, kind, ids)
    for kind in (region.DIGEST, region.STOPS, region.HANDOVER):
        timers.drop_many(tx, kind, regions)
