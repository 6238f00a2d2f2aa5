"""Where a request may be passed on to: the other regions of a team that its asker shares with who has it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.identity import Place, RegionId, TeamId
from bot.domain.region import Region, next_awake
from bot.domain.request import Request
from bot.domain.team import Team
from storage import teams
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A team, a region of it that has the request, and the others, without whoever asks."""

    team: Team
    own: RegionId
    others: tuple[Region, ...]

    def region(self, now: datetime) -> Region | None:
        """The one that is awake next; None where nobody of them ever works."""
        found = next_awake(self.others, own=self.own, shift_ends_at=now, sent_at=now)
        return next((one for one in self.others if one.id == found), None)


def way(
    tx: Tx, request: Request, team: TeamId | None = None, *, hidden: frozenset[Place] = frozenset()
) -> Way | None:
    """In that team, else in the first that is there, the one in whose channel it stands before all.

    hidden: private channels that whoever asked cannot be told to be in now: in none of those.
    """
    return next((one for one in _ways(tx, request, hidden) if team in (None, one.team.id)), None)


def _ways(tx: Tx, request: Request, hidden: frozenset[Place]) -> Iterator[Way]:
    every = teams.of_people(tx, [request.asker]).get(request.asker, [])
    theirs = [one for one in every if one.where not in hidden]
    for team in sorted(theirs, key=lambda one: not _stands_in(request, one)):
        held = [there.region for one in request.to if (there := team.member(one)) is not None]
        others = [_without_asker(one, request) for one in team.regions if one.id not in held]
        peopled = tuple(one for one in others if one.members)
        if held and peopled and _may_stand_in(request, team):
            yield Way(team=team, own=held[0], others=peopled)


def _without_asker(region: Region, request: Request) -> Region:
    return replace(region, members=tuple(one for one in region.members if one.person != request.asker))


def _stands_in(request: Request, team: Team) -> bool:
    return request.place is not None and request.place.id == team.where.id


def _may_stand_in(request: Request, team: Team) -> bool:
    """What stands in a private channel goes nowhere else."""
    return request.place is None or request.place.kind != "private" or _stands_in(request, team)
