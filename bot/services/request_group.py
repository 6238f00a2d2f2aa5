"""Whom a request may be for besides people: a region, or everyone, of a team of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.called import plain_name
from bot.domain.identity import PersonId, Place
from bot.domain.person import Person
from bot.domain.team import Policy, Team
from bot.messages.form import Choice
from storage import teams
from storage.transaction import Tx

# The longest name, in words.
_LONGEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One of them. value: as a choice holds it; where, policy: the team's; members: without who asks."""

    value: str
    name: str
    team: str
    where: Place
    members: tuple[PersonId, ...]
    policy: Policy

    @property
    def choice(self) -> Choice:
        """As it is offered."""
        return Choice(value=self.value, text=self.name, group=self.team)


def offered(tx: Tx, person: Person, *, hidden: frozenset[Place] = frozenset()) -> list[Group]:
    """Every region with somebody else in it, and every team of more than one region.

    hidden: private channels that they cannot be told to be in now: none of those.
    """
    every = teams.of_people(tx, [person.id]).get(person.id, [])
    theirs = [one for one in every if one.where not in hidden]
    return [one for team in theirs for one in _of(team, person) if one.members]


def named(some: Sequence[Group], text: str) -> str:
    """The value of the one that is called so; "" for none."""
    wanted = plain_name(text)
    return next((one.value for one in some if wanted and plain_name(one.name) == wanted), "")


def begins(some: Sequence[Group], text: str) -> tuple[str, str]:
    """The value of the one named at the beginning, after an @, and what follows; or all of the text."""
    words = text.split(maxsplit=_LONGEST)
    for count in range(min(len(words), _LONGEST), 0, -1):
        whole = count == len(words)
        value = named(some, " ".join(words[:count])) if whole or text.startswith("@") else ""
        if value:
            return value, "".join(text.split(maxsplit=count)[count:])
    return "", text


def _of(team: Team, person: Person) -> list[Group]:
    def group(value: str, name: str, members: Sequence[PersonId]) -> Group:
        others = tuple(one for one in members if one != person.id)
        return Group(
            value=value, name=name, team=team.name, where=team.where, members=others, policy=team.policy
        )

    regions = [
        group(f"region:{one.id}", one.name, [each.person for each in one.members]) for one in team.regions
    ]
    everyone = group(f"team:{team.id}", team.name, [one.person.id for one in team.members])
    return [*regions, everyone] if len(regions) > 1 else [everyone]
