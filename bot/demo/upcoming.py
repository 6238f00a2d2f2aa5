"""What comes next, in words, and who works when: what the page shows and only the bot's database knows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

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


class Words(NamedTuple):
    """What a timer brings, behind a name: before it, afterwards, and afterwards to that person."""

    coming: str
    done: str
    you: str = ""


# Of people and of regions; what nobody can see anything of is not among them.
FOR_PEOPLE: Mapping[str, Words] = {
    prompt.PROMPT: Words(
        "is asked for a hand-off", "was asked for a hand-off", "Sunrelay asked you for your hand-off"
    ),
    prompt.SNOOZE: Words("is asked again", "was asked again", "Sunrelay asked you again"),
    prompt.REMINDER: Words("is reminded", "was reminded", "Sunrelay reminded you once"),
    welcome.WELCOME: Words("is welcomed", "was welcomed", "Sunrelay welcomed you"),
    note.NOTE: Words("starts the day", "has a morning note", "Sunrelay wrote your morning note"),
}
FOR_REGIONS: Mapping[str, Words] = {
    region.DIGEST: Words("has its morning digest", "has its morning digest"),
    region.HANDOVER: Words("is told of new hand-offs", "was told of new hand-offs"),
}
STOPS = Words("stops, and its open steps move on", "stopped, and its open steps moved on")


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


def at_home(name: str, words: Words, at: datetime, zone: str, *, who: str = "") -> NextEvent:
    """Something that happens to someone, with their own time of day. who: by the platform's id."""
    what = f"{name} {words.coming}, {at.astimezone(zone_of(zone)):%H:%M} in {city(zone)}"
    return NextEvent(at=at, what=what, done=f"{name} {words.done}", who=who, you=words.you)


def _events(tx: Tx, until: datetime) -> Iterator[NextEvent]:
    """The first of each kind."""
    for timer in timers.due(tx, region.STOPS, now=until, limit=MOST_REGIONS):
        if steps.open_in(tx, RegionId(int(timer.subject))):  # else nobody sees anything of it
            yield from _for_region(tx, timer, STOPS)
    for kind, words in FOR_REGIONS.items():
        for timer in timers.due(tx, kind, now=until, limit=1):
            yield from _for_region(tx, timer, words)
    for kind, words in FOR_PEOPLE.items():
        for timer in timers.due(tx, kind, now=until, limit=1):
            yield from _for_person(tx, timer, words)


def _for_person(tx: Tx, timer: Timer, words: Words) -> Iterator[NextEvent]:
    """The subject names the person: alone, before a day or, in a welcome, behind a team."""
    first, _, second = timer.subject.partition("/")
    person = people.get(tx, PersonId(int(second if timer.kind == welcome.WELCOME else first)))
    if person is not None:
        name = first_name(person.name)
        yield at_home(name, words, timer.ready_at, person.zone, who=person.user.id)


def _for_region(tx: Tx, timer: Timer, words: Words) -> Iterator[NextEvent]:
    here = RegionId(int(timer.subject))
    team = teams.of_regions(tx, [here]).get(here)
    for plan in team.plans if team is not None else ():
        if plan.id == here:
            yield at_home(plan.name, words, timer.ready_at, plan.zone)


def first_name(name: str) -> str:
    """What a colleague is called in a line."""
    return shorten(name.partition(" ")[0], 40)
