"""Of many who write for a team what tells those apart who are not asked alike."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from bot.domain.identity import PersonId, TenantId, UserRef
from bot.domain.light import dataclass
from storage.among import among
from storage.tables import members, people, tenants
from storage.transaction import Tx
from storage.writing import Membership, WritesFor, lists

# Who somebody is: their id, their workspace's, and how their platform names them.
Named = tuple[PersonId, TenantId, UserRef]

# Who they are, what says when they work and in what language, and a team.
_ALIKE = (
    select(
        *(people.c[name] for name in ("id", "external", "tenant_id", "locale", "eligible")),
        *(people.c[name] for name in ("zone", "home_zone", "travel", "week", "days")),
        *(members.c.joined_at, members.c.team_id, members.c.welcomed_at.is_not(None)),
    )
    .join_from(people, members, members.c.person_id == people.c.id)
    .where(among(people.c.id, "ids"), members.c.part == "writes")
)
_joined = itemgetter(-3, -2)
_HOMES = select(tenants.c.id, tenants.c.platform, tenants.c.external).where(among(tenants.c.id, "ids"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What some who write have in common: one and the same of this for all of them.

    hours: equal for those who work at the same times, given the same teams, and read the same language;
    teams: as `written_for` has them.
    """

    hours: tuple[Any, ...]
    teams: Sequence[WritesFor]


def alike(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, tuple[Named, Alike]]:
    """Those of these people who write for a team, with what tells those apart who are not asked alike."""
    rows = sorted(tx.each(_ALIKE, ids=list(ids)), key=_joined)
    homes = {row[0]: (row[1], row[2]) for row in tx.each(_HOMES, ids={row[2] for row in rows})}
    theirs: dict[PersonId, tuple[Membership, ...]] = {}
    for row in rows:
        theirs[row[0]] = (*theirs.get(row[0], ()), row[-2:])
    shared = lists(tx, theirs.values())
    kinds: dict[tuple[Any, ...], Alike] = {}
    found = {}
    for row in rows:
        person, external, tenant = row[:3]
        kind = (theirs[person], row[2:-3])
        if kind not in kinds:
            kinds[kind] = Alike(hours=row[2:-3], teams=shared[theirs[person]])
        platform, workspace = homes[tenant]
        user = UserRef(platform=platform, tenant=workspace, id=external)
        found[person] = ((person, tenant, user), kinds[kind])
    return found
