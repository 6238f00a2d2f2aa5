"""A team of 220 whose names are as long and as awkward as names get, and what they leave in a night."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.identity import PersonId, ProjectId
from bot.domain.team import Policy, Team
from bot.messages.answer import Ask, Nothing, Tell
from bot.services import handoff, team
from bot.services.project import ProjectPlan
from bot.services.team import Plan
from sandbox.checks import message_problems, view_problems
from storage import teams
from tests.support.slack.world import SlackWorld
from tests.support.world import PAGE

LONG = 80
SAYING = ("chat.postMessage", "chat.update", "chat.postEphemeral")
BERLIN, SYDNEY = "Europe/Berlin", "Australia/Sydney"
STATES = ("on_track", "blocked", "at_risk")
PROJECTS = (
    "Checkout",
    f"*Vouchers* & <refunds> {'for everyone ' * 5}"[:LONG],
    f"Δοκιμή {'の長い名前' * 20}"[:LONG],
)

# Beginnings of names that something or other breaks on.
_STYLES = (
    "Wolfeschlegelsteinhausenbergerdorff",
    "*bold* _italic_ ~gone~ `code` <!here> <@U1> &amp;",
    "@here @channel <https://example.com|link> & co",
    "山田太郎左衛門尉藤原朝臣義信 東京都",
    "محمد بن عبد الله بن عبد المطلب القرشي",
    "Zoe\u0308 A\u030angstro\u0308m Nguye\u0302\u0303n",
    "👩\u200d👩\u200d👧\u200d👦 Fam 🌻🌻 Ü :tada:",
    "Anne-Marie de la Rochefoucauld d’Estissac",
)


def long_name(number: int) -> str:
    """Exactly 80 characters, told apart by their beginning."""
    start = f"{_STYLES[number % len(_STYLES)]} {number:03} "
    return (start + "van-der-Unendlichen-Weite-zu-Hohenlangenburg-Schillingsfürst-und-so-weiter")[:LONG]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Handles of those in Berlin and in Sydney."""

    berlin: tuple[str, ...]
    sydney: tuple[str, ...]


def bring(world: SlackWorld, *, berlin: int, sydney: int) -> Crowd:
    """So many of each into the channel, Lena, Nora and Mia among them."""
    found = {BERLIN: ["lena", "nora"], SYDNEY: ["mia"]}
    number = 0
    for zone, count in ((BERLIN, berlin), (SYDNEY, sydney)):
        while len(found[zone]) < count:
            number += 1
            world.newcomer(f"p{number:03}", long_name(number), zone, "atlas")
            found[zone].append(f"p{number:03}")
    return Crowd(berlin=tuple(found[BERLIN]), sydney=tuple(found[SYDNEY]))


class Relay:
    """The team as it is kept, and what its members leave, through the services with real forms' values."""

    def __init__(self, world: SlackWorld, kept: Team) -> None:
        self._world = world
        self._people = {one.person.user.id: one.person.id for one in kept.members}
        self.projects: Sequence[ProjectId] = [one.id for one in kept.projects]
        self.names = {one.person.id: one.person.name for one in kept.members}

    @classmethod
    async def of_three_projects(
        cls, world: SlackWorld, writes: Sequence[str], receives: Sequence[str]
    ) -> "Relay":
        """Set up in code: nobody is welcomed or told."""
        house = world.bot.house
        pages = [ProjectPlan(name=name, page=f"{PAGE}/{number}") for number, name in enumerate(PROJECTS)]
        plan = Plan(
            place=world.place("atlas"),
            name="Atlas",
            projects=tuple(pages),
            writes=tuple(await house.directory.profiles([world.user(one) for one in writes])),
            receives=tuple(await house.directory.profiles([world.user(one) for one in receives])),
            policy=Policy(read_back="optional"),
        )
        by = world.user(writes[0])
        made = await house.store.transact(team.set_up, plan, by=by, welcome=False, now=world.clock.now())
        await world.rests()
        kept = await house.store.read(teams.get, made)
        assert kept is not None, "it was set up"
        return cls(world, kept)

    def person(self, name: str) -> PersonId:
        """How the team keeps the one with that handle."""
        return self._people[self._world.user(name).id]

    async def leaves(self, name: str, project: ProjectId, values: Mapping[str, str]) -> None:
        """Fill in and send a hand-off form, as the front does."""
        store, now, by = self._world.bot.house.store, self._world.clock.now(), self._world.user(name)
        opened = await store.transact(handoff.open_form, by, day=None, place=None, now=now)
        assert isinstance(opened, Ask), opened
        sent = {"team": opened.form.values["team"], "project": f"{project}", **values}
        answer = await store.transact(handoff.answer, by, token=opened.form.token, values=sent, now=now)
        assert isinstance(answer, Nothing | Tell), answer


def refused(world: SlackWorld) -> list[str]:
    """What Slack refuses of all that it was asked to show."""
    found: list[str] = []
    for method, given in world.box.calls:
        if method in SAYING:
            found += message_problems(given)
        elif method.startswith("views."):
            found += view_problems(given["view"])
    return found
