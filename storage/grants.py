"""Who lets the bot set what their platform shows of them: the token of each, locked, and what it set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, or_, select, update

from bot.domain.identity import PersonId, TenantId, UserRef
from bot.domain.presence import Shown
from storage import grant_shown, people
from storage.installations import Tokens
from storage.tables import grants
from storage.tables import people as everyone
from storage.transaction import Tx
from storage.upsert import or_replace
from storage.vault import Sealed, Vault

_KEEP = or_replace(grants, "person_id")
_HELD = grants.c.token.is_not(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """That of one person, without the token.

    held: its token is there; else it was taken back, which they have not been told yet. stopping: it is to be
    given back once what was set is. shown: what was set and not yet put back.
    """

    person: PersonId
    held: bool
    granted_at: datetime
    stopping: bool = False
    shown: Shown | None = None


def get(tx: Tx, person: PersonId) -> Grant | None:
    """Theirs, if they ever granted it and did not take it back since."""
    row = tx.one(select(grants).where(grants.c.person_id == person))
    return _fact(row) if row else None


def keep(tx: Tx, user: UserRef, held: Tokens, *, vault: Vault, now: datetime) -> bool:
    """They granted it, for the first time or anew; what was set stays known. False for who is not known."""
    person = people.by_ref(tx, user)
    if person is None:
        return False
    before = get(tx, person.id)
    row = {
        "person_id": person.id,
        **_locked(user, held, vault),
        "granted_at": now,
        "acting_until": None,
        "stopping": False,
        "shown": grant_shown.written(before.shown) if before is not None else None,
    }
    tx.run(_KEEP[tx.dialect], [row])
    return True


def begin_acting(tx: Tx, person: PersonId, *, now: datetime, until: datetime) -> bool:
    """Whether the caller is to act on it now: nobody else does before `until`."""
    free = or_(grants.c.acting_until.is_(None), grants.c.acting_until <= now)
    mine = update(grants).where(grants.c.person_id == person, free)
    return tx.run(mine.values(acting_until=until)).rowcount == 1


def end_acting(tx: Tx, person: PersonId) -> None:
    """Others may again."""
    tx.run(_at(person).values(acting_until=None))


def show(tx: Tx, person: PersonId, shown: Shown | None) -> None:
    """What is set of theirs from now on; None: nothing any more."""
    tx.run(_at(person).values(shown=grant_shown.written(shown)))


def stop(tx: Tx, person: PersonId) -> None:
    """It is to be given back."""
    tx.run(_at(person).values(stopping=True))


def lose(tx: Tx, person: PersonId) -> None:
    """It was taken back: the token goes, and so does what was set, which nobody can put back."""
    gone = {"token": None, "refresh_token": None, "expires_at": None, "renewing_until": None}
    tx.run(_at(person).values(**gone, acting_until=None, shown=None))


def drop(tx: Tx, ids: Iterable[PersonId]) -> None:
    """Nothing is left of it."""
    tx.run(delete(grants).where(grants.c.person_id.in_(list(ids))))


def of_tenant(tx: Tx, tenant: TenantId) -> list[PersonId]:
    """Everyone of a workspace of whom there is one."""
    there = select(everyone.c.id).where(everyone.c.tenant_id == tenant)
    rows = tx.all(select(grants.c.person_id).where(grants.c.person_id.in_(there)))
    return [PersonId(row.person_id) for row in rows]


def tokens(tx: Tx, user: UserRef, *, vault: Vault) -> Tokens | None:
    """What is kept of theirs; None where nothing is. Raises `Sealed`."""
    row = tx.one(select(grants).where(grants.c.person_id == _number(tx, user), _HELD))
    if row is None:
        return None
    refresh = vault.open(row.refresh_token, owner=_owner(user)) if row.refresh_token else None
    token = vault.open(row.token, owner=_owner(user))
    return Tokens(token=token, refresh=refresh, expires_at=row.expires_at, since=row.granted_at)


def begin_renewal(tx: Tx, user: UserRef, *, now: datetime, until: datetime) -> bool:
    """Whether the caller is to renew the token now: nobody else does before `until`."""
    free = or_(grants.c.renewing_until.is_(None), grants.c.renewing_until <= now)
    mine = update(grants).where(grants.c.person_id == _number(tx, user), _HELD, free)
    return tx.run(mine.values(renewing_until=until)).rowcount == 1


def renew(tx: Tx, user: UserRef, renewed: Tokens, *, vault: Vault) -> bool:
    """Keep what the old ones were exchanged for; False where it was taken back or granted anew meanwhile."""
    same = (grants.c.person_id == _number(tx, user), grants.c.granted_at == renewed.since)
    mine = update(grants).where(*same, _HELD)
    return tx.run(mine.values(**_locked(user, renewed, vault))).rowcount == 1


def relock(tx: Tx, *, vault: Vault) -> tuple[int, int]:
    """Lock every token with the newest key; how many that were, and how many no key opens."""
    count = sealed = 0
    for row in tx.all(select(grants).where(_HELD).order_by(grants.c.person_id)):
        if vault.is_newest(row.token) and vault.is_newest(row.refresh_token or row.token):
            continue
        person = people.get(tx, PersonId(row.person_id))
        assert person is not None, "a grant is somebody's"
        try:
            there = tokens(tx, person.user, vault=vault)
        except Sealed:
            sealed += 1
            continue
        if there is not None:
            tx.run(_at(person.id).values(**_locked(person.user, there, vault)))
            count += 1
    return count, sealed


def _number(tx: Tx, user: UserRef) -> PersonId | None:
    person = people.by_ref(tx, user)
    return person.id if person is not None else None


def _locked(user: UserRef, held: Tokens, vault: Vault) -> dict[str, Any]:
    owner = _owner(user)
    return {
        "token": vault.lock(held.token, owner=owner),
        "refresh_token": vault.lock(held.refresh, owner=owner) if held.refresh else None,
        "expires_at": held.expires_at,
        "renewing_until": None,
    }


def _owner(user: UserRef) -> str:
    """No workspace's: those have no second slash."""
    return f"{user.platform}/{user.tenant}/{user.id}"


def _at(person: PersonId) -> Any:
    return update(grants).where(grants.c.person_id == person)


def _fact(row: Row[Any]) -> Grant:
    return Grant(
        person=PersonId(row.person_id),
        held=row.token is not None,
        granted_at=row.granted_at,
        stopping=row.stopping,
        shown=grant_shown.read(row.shown) if row.shown else None,
    )
