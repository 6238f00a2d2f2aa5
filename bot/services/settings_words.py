"""How the bot has somebody down, in words: each with where it comes from, and since when."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.person import Person
from bot.domain.region import city
from bot.domain.team import Team
from bot.domain.wait import LEAST_WAIT, wait_of, wait_words
from bot.domain.week import week_text
from bot.domain.workday import DEFAULT_WEEK
from bot.domain.zone import local_day

_SOURCES = {
    "hand": "set by hand",
    "profile": "from your profile",
    "observed": "as I have seen you work",
    "default": "since your profile names none",
}


def zone(person: Person) -> str:
    """`Berlin (Europe/Berlin), from your profile, since 3 Nov 2026`."""
    source = _SOURCES[person.zone_source]
    return f"{city(person.zone)} ({person.zone}), {source}{_since(person, person.zone_at)}"


def week(person: Person, theirs: Sequence[Team]) -> str:
    """Their own, their first team's, or what would be."""
    if person.week is not None:
        return f"{week_text(person.week)}, your own{_since(person, person.week_at)}"
    if not theirs:
        return f"{week_text(DEFAULT_WEEK)}, unless your team has another"
    return f"{week_text(theirs[0].policy.week)}, as {theirs[0].name} has it"


def promise(own: timedelta | None, theirs: Sequence[Team]) -> str:
    """`within 48 hours (your own choice)`; of their first team, or what would be."""
    wait = wait_of(own, theirs[0].policy.promise if theirs else LEAST_WAIT)
    team = theirs[0].name if theirs else ""
    whose = {"person": " (your own choice)", "team": f", as {team} has it", "default": ", as usual"}
    return f"within {wait_words(wait.length)}{whose[wait.of]}"


def _since(person: Person, at: datetime | None) -> str:
    if at is None:
        return ""
    day = local_day(person.zone, at)
    return f", since {day.day} {day:%b %Y}"
