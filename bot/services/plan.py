"""A team as someone wants it: who takes part and how, in which regions, by which policy."""

from dataclasses import dataclass

from bot.domain.identity import Place, RegionId, UserRef
from bot.domain.person import Profile
from bot.domain.team import Policy
from bot.services import project
from bot.services.project import ProjectPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A region of the plan with who belongs to it. `id`: the one that is there, to be brought in line."""

    name: str
    zone: str
    digest_minute: int
    users: frozenset[UserRef]
    id: RegionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A team as someone wants it. `writes` and `receives` are profiles of members of the channel.

    projects: at least one, each with a name of its own; the first is the one that forms propose.
    leavers: who may leave for not being among those who take part; None: whoever is not.
    homes: the regions; None, and for whoever is in none of them: as their days propose.
    stewards: who looks after it; None: those who do, else who asks for it.
    policy: None: as it is, for a new team the default.
    Raises ValueError for no project, and for two of one name.
    """

    place: Place
    name: str
    projects: tuple[ProjectPlan, ...]
    writes: tuple[Profile, ...]
    receives: tuple[Profile, ...]
    leavers: frozenset[UserRef] | None = None
    homes: tuple[Home, ...] | None = None
    stewards: frozenset[UserRef] | None = None
    policy: Policy | None = None

    def __post_init__(self) -> None:
        if not self.projects or not all(one.key for one in self.projects):
            raise ValueError("A team has at least one project, and each has a name.")
        if same := project.twice(self.projects):
            raise ValueError(f"Two projects are called {same}.")

    def lets_go(self, user: UserRef) -> bool:
        """Whether somebody who was not picked leaves."""
        return self.leavers is None or user in self.leavers
