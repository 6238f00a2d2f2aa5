"""What comes next, in words, and who works when: what the page shows and only the bot's database knows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.identity import PersonId, RegionId, UserRef
from bot.domain.region import city
from bot.domain.text import shorten
from bot.domain.workday import Calendar
from bot.domain.zone import zone_of
from bot.services import note, prompt, region, welcome
from sandbox.page import NextEvent
from storage import people, steps, teams, timers
from storage.timers import Timer
from storage.transaction import Tx

# What is planned beyond this is looked for once it comes nearer.
AHEAD = timedelta(days=60)

# The demo's own regions, and those of a team somebody sets up beside it.
MOST_REGIONS = 20

# What a timer brings to a person, or to a region; one that nobody can see anything of is not among them.
FOR_PEOPLE: Mapping[str, str] = {
    prompt.PROMPT: "{name} is asked for a hand-off",
    prompt.SNOOZE: "{name} is asked again",
    prompt.REMINDER: "{name} is reminded",
    welcome.WELCOME: "{name} is welcomed",
    note.NOTE: "{name} starts the day",
}
FOR_REGIONS: Mapping[str, str] = {
    region.DIGEST: "{name} has its morning digest",
    region.HANDOVER: "{name} inherits new hand-offs",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the bot has before it, the first first, and the calendar of each person by the platform's id."""

    events: tuple[NextEvent, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=dict)


def outlook(tx: Tx, users: Iterable[UserRef], *, now: datetime) -> Outlook:
    """How things stand now."""
    known = [person for user in users if (person := people.by_ref(tx, user)) is not None]
    calendars = note.calendars(tx, [one.id for one in known])
    events = sorted(_events(tx, now + AHEAD), key=lambda one: one.at)
    return Outlook(
        events=tuple(events),
        calendars={one.user.id: calendars[one.id] for one in known if one.id in calendars},
    )


def at_home(what: str, at: datetime, zone: str) -> NextEvent:
    """Something that happens to someone, with their own time of day."""
    return NextEvent(at=at, what=f"{what}, {at.astimezone(zone_of(zone)):%H:%M} in {city(zone)}")


def _events(tx: Tx, until: datetime) -> Iterator[NextEvent]:
    """The first of each kind."""
    for timer in timers.due(tx, region.STOPS, now=until, limit=MOST_REGIONS):
        if steps.open_in(tx, RegionId(int(timer.subject))):  # else nobody sees anything of it
            yield from _for_region(tx, timer, "{name} stops, and its open steps move on")
    for kind, words in FOR_REGIONS.items():
        for timer in timers.due(tx, kind, now=until, limit=1):
            yield from _for_region(tx, timer, words)
    for kind, words in FOR_PEOPLE.items():
        for timer in timers.due(tx, kind, now=until, limit=1):
            yield from _for_person(tx, timer, words)


def _for_person(tx: Tx, timer: Timer, words: str) -> Iterator[NextEvent]:
    """The subject names the person: alone, before a day or, in a welcome, behind a team."""
    first, _, second = timer.subject.partition("/")
    person = people.get(tx, PersonId(int(second if timer.kind == welcome.WELCOME else first)))
    if person is not None:
        yield at_home(words.format(name=first_name(person.name)), timer.ready_at, person.zone)


def _for_region(tx: Tx, timer: Timer, words: str) -> Iterator[NextEvent]:
    here = RegionId(int(timer.subject))
    team = teams.of_regions(tx, [here]).get(here)
    for plan in team.plans if team is not None else ():
        if plan.id == here:
            yield at_home(words.format(name=plan.name), timer.ready_at, plan.zone)


def first_name(name: str) -> str:
    """What a colleague is called in a line."""
    return shorten(name.partition(" ")[0], 40)
