"""A team's projects as someone wants them: read from lines, written as lines, and brought in line."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.identity import TeamId
from bot.domain.team import Project
from bot.domain.text import lines, valid_url
from storage import teams
from storage.transaction import Tx

MOST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPlan:
    """A project with the one page where its truth is kept, if it has one."""

    name: str
    page: str = ""

    @property
    def key(self) -> str:
        """What two projects of a team must not share: names that differ in case alone are the same."""
        return key_of(self.name)


def key_of(name: str) -> str:
    """The name as projects are told apart by it."""
    return " ".join(name.split()).casefold()


def read(text: str) -> tuple[ProjectPlan, ...]:
    """One project a line: its name, then the address of its page if it has one; none is checked."""
    return tuple(_read_one(line) for line in lines(text))


def problem(plan: ProjectPlan) -> str:
    """What is wrong with a project that was typed as a line; "" if nothing is."""
    if not plan.name:
        return f"Put the project's name before {plan.page}"
    if len(plan.name) > MOST_NAME:
        return f"“{plan.name[:20]}…” is longer than {MOST_NAME} characters."
    if "://" in plan.name or (plan.page and not valid_url(plan.page)):
        return f"“{plan.name}”: end its line with one address that starts with https://, or with none."
    return ""


def twice(plans: Sequence[ProjectPlan]) -> str:
    """The first name that comes a second time; "" if each is one of a kind."""
    keys = [one.key for one in plans]
    return next((one.name for at, one in enumerate(plans) if one.key in keys[:at]), "")


def written(projects: Sequence[Project], *, most: int) -> tuple[str, int]:
    """The lines of as many projects as fit into so many characters, and how many these are."""
    text, count = "", 0
    for one in projects:
        longer = f"{text}\n{one.name} {one.page}".strip()
        if len(longer) > most:
            break
        text, count = longer, count + 1
    return text, count


def agree(tx: Tx, team: TeamId, there: Sequence[Project], wanted: Sequence[ProjectPlan]) -> None:
    """Bring a team's projects in line with those wanted, in order.

    One is known by its name. A name that is new renames the project in its place, unless that one is wanted
    too: then it is added. A project that is no longer wanted stays, since hand-offs are filed under it.
    """
    known = {key_of(one.name): one for one in there}
    named = {one.key for one in wanted}
    for place, plan in enumerate(wanted):
        same = known.get(plan.key)
        if same is None and place < len(there) and key_of(there[place].name) not in named:
            same = there[place]
        if same is None:
            teams.add_project(tx, team, name=plan.name, page=plan.page)
        else:
            teams.change_project(tx, same.id, name=plan.name, page=plan.page)


def _read_one(line: str) -> ProjectPlan:
    *before, last = line.split()
    if "://" in last or last.lower().startswith("www."):
        return ProjectPlan(name=" ".join(before), page=last)
    return ProjectPlan(name=" ".join([*before, last]))
