"""`/when` for a time in text: what that is for each region of a team of the reader's."""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from bot.domain.person import Person
from bot.domain.region import Region, in_shift, next_start, works_on
from bot.domain.spoken_time import Spoken, Unclear, spoken_time
from bot.domain.spoken_zone import Either
from bot.domain.team import Team
from bot.domain.zone import local_day, zone_of
from bot.messages import when_time as messages
from bot.messages.answer import Tell
from bot.messages.when_time import Part, RegionThen

# Hours of the local day in which people are taken to sleep where nobody works.
SLEEP_FROM, SLEEP_UNTIL = 22, 7

Understood = Spoken | Unclear | Either


def understood(text: str, reader: Person, theirs: Sequence[Team], *, now: datetime) -> Understood | None:
    """The time in a text; a region of a team of theirs is a place, too. None where it holds no time."""
    regions = {plan.name.lower(): plan.zone for team in theirs for plan in team.plans}
    return spoken_time(text, now=now, zone=reader.zone, also=regions)


def show(what: Understood, reader: Person, team: Team | None, *, now: datetime) -> Tell:
    """The time, or what to write instead."""
    match what:
        case Spoken():
            regions = tuple(_then(team, one, what.at) for one in team.regions) if team else ()
            document = messages.at_time(
                what,
                regions,
                team=team.name if team else "",
                now=now,
                zone=reader.zone,
                locale=reader.locale,
            )
            return Tell(document=document)
        case Unclear() | Either():
            return Tell(document=messages.unclear(what, locale=reader.locale))
        case _:
            assert_never(what)


def _then(team: Team, region: Region, at: datetime) -> RegionThen:
    working = {one.person for one in region.members if one.calendar.working_at(at)}
    return RegionThen(
        name=region.name,
        zone=region.zone,
        part="working" if working else _part(region, at),
        members=len(region.members),
        names=tuple(sorted(one.person.name for one in team.members if one.person.id in working)),
    )


def _part(region: Region, at: datetime) -> Part:
    """What it is where nobody works: in the night they sleep, else it is before or after their hours."""
    if in_shift(region, at):
        return "break"
    hour = at.astimezone(zone_of(region.zone)).hour
    if hour >= SLEEP_FROM or hour < SLEEP_UNTIL:
        return "asleep"
    today = local_day(region.zone, at)
    if not works_on(region, today):
        return "off"
    following = next_start(region, at)
    return "before" if following is not None and local_day(region.zone, following) == today else "after"
