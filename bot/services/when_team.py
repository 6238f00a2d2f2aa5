"""`/when` for a team: its regions now, who is off, and when most of it is at work at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.ahead import Off, days_ahead, why_off
from bot.domain.cover import gaps
from bot.domain.focus import Focus
from bot.domain.identity import PersonId
from bot.domain.overlap import best, worked
from bot.domain.person import Person
from bot.domain.region import next_start, stops_at
from bot.domain.team import Member, RegionPlan, Team
from bot.domain.zone import instant, local_day
from bot.messages import when_team as messages
from bot.messages.answer import Answer, Tell
from bot.messages.chart import DayChart, Row, day_bounds, day_chart
from bot.messages.when_team import Ahead, RegionNow, TeamNow

# How many days holidays and absences are told ahead.
AHEAD = 14

ONE_DAY = timedelta(days=1)

# How far it is told when nobody is at work.
WEEK = timedelta(days=7)


def show(
    reader: Person,
    team: Team | None,
    theirs: Sequence[Team],
    *,
    busy: Mapping[PersonId, Focus],
    urgent: tuple[int, int] = (0, 0),
    now: datetime,
) -> Answer:
    """A team of theirs; None where they are in none. busy: who of it is in focus. urgent: as in `TeamNow`."""
    if team is None:
        return Tell(document=messages.no_team(locale=reader.locale))
    others = tuple(other.name for other in theirs if other.id != team.id)
    facts = team_now(team, zone=reader.zone, others=others, busy=busy, now=now)
    facts = replace(facts, urgent=urgent)
    return Tell(
        document=messages.team(facts, zone=reader.zone, locale=reader.locale),
        picture=chart(team, zone=reader.zone, now=now),
    )


def chart(team: Team, *, zone: str, now: datetime) -> DayChart:
    """The team's day by that zone, a row a person, by region; as it is within five minutes."""
    day = local_day(zone, now)
    start, end = day_bounds(zone, day)
    rows = [
        Row(
            name=one.person.name,
            region=plan.name,
            spans=tuple(worked(team.calendar(one), start=start, end=end)),
        )
        for plan in team.plans
        for one in team.members
        if one.region == plan.id
    ]
    return day_chart(team=team.name, rows=rows, zone=zone, day=day, now=_about(now))


def team_now(
    team: Team, *, zone: str, others: tuple[str, ...], busy: Mapping[PersonId, Focus], now: datetime
) -> TeamNow:
    """A team at an instant, by the days of that zone."""
    calendars = [team.calendar(one) for one in team.members]
    today = local_day(zone, now)
    midnight, next_midnight = (instant(zone, today + number * ONE_DAY, 0) for number in (1, 2))
    return TeamNow(
        name=team.name,
        members=len(team.members),
        regions=tuple(
            _region(team, plan, busy, now=now) for plan in team.plans if team.region(plan.id).members
        ),
        today=best(calendars, start=now, end=midnight),
        tomorrow=best(calendars, start=midnight, end=next_midnight),
        ahead=tuple(_ahead(team, now=now)),
        gaps=gaps(team.regions, first=now, last=now + WEEK),
        others=others,
    )


def _about(now: datetime) -> datetime:
    """So that those who ask at about the same time are shown the same picture."""
    return now - timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond)


def _region(team: Team, plan: RegionPlan, busy: Mapping[PersonId, Focus], *, now: datetime) -> RegionNow:
    region = team.region(plan.id)
    working = sum(one.calendar.working_at(now) for one in region.members)
    members = [one for one in team.members if one.region == plan.id]
    return RegionNow(
        name=plan.name,
        zone=plan.zone,
        at=now,
        members=len(members),
        working=working,
        until_at=stops_at(region, now) if working else None,
        next_at=None if working else next_start(region, now),
        off=tuple((one.person.name, why) for one in members if (why := _off_today(team, one, now))),
        focus=tuple(
            (one.person.name, busy[one.person.id])
            for one in members
            if one.person.id in busy and team.calendar(one).working_at(now)
        ),
    )


def _off_today(team: Team, member: Member, now: datetime) -> str:
    return why_off(member.person, team.calendar(member), local_day(member.person.zone, now))


def _ahead(team: Team, *, now: datetime) -> list[Ahead]:
    """Days off by when they begin; who is off alike shares a row."""
    alike: dict[Off, list[str]] = defaultdict(list)
    for one in team.members:
        today = local_day(one.person.zone, now)
        for off in days_ahead(one.person, team.calendar(one), first=today, days=AHEAD):
            alike[off].append(one.person.name)
    inorder = sorted(alike.items(), key=lambda pair: (pair[0].first, pair[0].last, pair[0].why))
    return [Ahead(off=off, names=tuple(sorted(names))) for off, names in inorder]
