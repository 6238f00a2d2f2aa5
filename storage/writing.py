"""Whom people write for: their teams without those who are in them, for asking many at once."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Text, bindparam, select, type_coerce

from bot.domain.identity import PersonId, TeamId
from bot.domain.team import TeamHead
from storage.among import among
from storage.policies import policy_of
from storage.tables import members, teams
from storage.transaction import Tx

# A team that somebody writes for, and whether it has told them that it is so.
WritesFor = tuple[TeamHead, bool]
# The same by number.
Membership = tuple[TeamId, bool]

_WRITTEN_FOR = (
    select(members.c.person_id, members.c.team_id, members.c.welcomed_at.is_not(None))
    .where(among(members.c.person_id, "ids"), members.c.part == "writes")
    .order_by(members.c.joined_at, members.c.team_id)
)
_OF_ONE = (
    select(teams.c.id, teams.c.name, type_coerce(teams.c.policy, Text), members.c.welcomed_at)
    .join(members, members.c.team_id == teams.c.id)
    .where(members.c.person_id == bindparam("of"), members.c.part == "writes")
    .order_by(members.c.joined_at, members.c.team_id)
)
_HEADS = select(teams.c.id, teams.c.name, type_coerce(teams.c.policy, Text)).where(among(teams.c.id, "ids"))


def written_for(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, Sequence[WritesFor]]:
    """The teams that each writes for, the first joined first.

    Loads nobody else of them; those who are together in the same teams are given one and the same list.
    """
    theirs: dict[PersonId, tuple[Membership, ...]] = {}
    for person, team, told in tx.each(_WRITTEN_FOR, ids=ids):
        theirs[person] = (*theirs.get(person, ()), (team, told))
    shared = lists(tx, theirs.values())
    return {person: shared[some] for person, some in theirs.items()}


def of_one(tx: Tx, person: PersonId) -> Sequence[WritesFor]:
    """Those that one person writes for; for one alone it is asked in half the time."""
    return [
        (TeamHead(id=TeamId(number), name=name, policy=policy_of(policy)), welcomed_at is not None)
        for number, name, policy, welcomed_at in tx.each(_OF_ONE, of=person)
    ]


def lists(
    tx: Tx, some: Iterable[tuple[Membership, ...]]
) -> dict[tuple[Membership, ...], Sequence[WritesFor]]:
    """The teams with what asking needs of them: one list for all who are in the same ones."""
    kinds = set(some)
    wanted = {team for some in kinds for team, _ in some}
    heads = {
        number: TeamHead(id=TeamId(number), name=name, policy=policy_of(policy))
        for number, name, policy in tx.each(_HEADS, ids=wanted)
    }
    return {some: [(heads[team], told) for team, told in some] for some in kinds}
