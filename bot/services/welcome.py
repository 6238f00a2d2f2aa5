"""The welcome to a new member: in their working hours, before their first prompt, one a day."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.identity import PersonId, TeamId
from bot.domain.team import Member, Team
from bot.domain.workday import Calendar, week_text
from bot.domain.zone import local_day
from bot.messages import team as messages
from bot.services import prompt
from bot.services.posting import tell
from bot.services.verdict import Drop, Hold, Send, Verdict
from storage import teams, timers
from storage.outbox import OutboxRow
from storage.timers import Timer
from storage.transaction import Tx

WELCOME = "welcome"


def plan(tx: Tx, team: Team, member: Member, *, by: str, now: datetime) -> None:
    """Welcome them as they next work. `by`: who added them."""
    at = team.calendar(member).next_working_instant(now)
    if at is not None:
        timers.set(tx, WELCOME, f"{team.id}/{member.person.id}", at, payload={"by": by})


def forget(tx: Tx, team: TeamId, person: PersonId) -> None:
    """They are in it no longer."""
    timers.drop(tx, WELCOME, f"{team}/{person}")


def welcome_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Welcome new members in their working hours, once, and to one team a day."""
    found = teams.many(tx, {_subject(timer)[0] for timer in due})
    told = _welcomed_today(tx, {_subject(timer)[1] for timer in due}, now=now)
    for timer in due:
        number, person = _subject(timer)
        team = found.get(number)
        member = team.member(person) if team else None
        if team is None or member is None or member.welcomed_at is not None:
            continue
        at = _welcome_at(team.calendar(member), told=person in told, now=now)
        if at is not None and at > now:  # noticed too late, their day is over; or it has had its welcome
            timers.set(tx, WELCOME, timer.subject, at, payload=timer.payload)
            continue
        teams.change_member(tx, team.id, person, welcomed_at=now)
        prompt.plan(tx, [person], not_before=now)
        _welcome(tx, team, member, timer.payload["by"], now=now)
        told.add(person)


def may_send(tx: Tx, row: OutboxRow, *, now: datetime) -> Verdict:
    """Held up, it waits for working hours; it comes to members only."""
    _, number, person, *_ = row.key.split("/")
    team = teams.get(tx, TeamId(int(number)))
    member = team.member(PersonId(int(person))) if team else None
    if team is None or member is None:
        return Drop(why="not a member")
    at = team.calendar(member).next_working_instant(now)
    return Hold(until=at) if at is not None and at > now else Send()


def _welcomed_today(tx: Tx, ids: Iterable[PersonId], *, now: datetime) -> set[PersonId]:
    """Those whom a team has had today, on their own date."""
    return {
        person
        for person, theirs in teams.of_people(tx, ids).items()
        for team in theirs
        if (member := team.member(person)) is not None
        and member.welcomed_at is not None
        and local_day(member.person.zone, member.welcomed_at) == local_day(member.person.zone, now)
    }


def _welcome_at(calendar: Calendar, *, told: bool, now: datetime) -> datetime | None:
    if not told:
        return calendar.next_working_instant(now)
    tomorrow = calendar.next_shift(now)
    return calendar.next_working_instant(tomorrow.starts_at) if tomorrow is not None else None


def _welcome(tx: Tx, team: Team, member: Member, by: str, *, now: datetime) -> None:
    person = member.person
    home = team.region(member.region)
    document = messages.welcome(
        team=team.id,
        name=team.name,
        by=by,
        zone=person.zone,
        hours=week_text(team.calendar(member).week),
        prompt_at=prompt.next_due(tx, person.id) if member.writes else None,
        digest=f"What others leave for {home.name} is in the channel each morning at "
        f"{messages.clock(home.digest_minute)}.",
        locale=person.locale,
    )
    # Added again after leaving, they are welcomed again.
    key = f"welcome/{team.id}/{person.id}/{int(member.joined_at.timestamp())}"
    tell(tx, person, document, key=key, now=now)


def _subject(timer: Timer) -> tuple[TeamId, PersonId]:
    team, _, person = timer.subject.partition("/")
    return TeamId(int(team)), PersonId(int(person))
