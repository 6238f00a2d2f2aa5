"""The welcome to a new member: in their working hours, before their first prompt, alone or in a note."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.identity import PersonId, TeamId
from bot.domain.person import Person
from bot.domain.team import Member, Team
from bot.domain.workday import Calendar, week_text
from bot.domain.zone import local_day
from bot.messages import team as messages
from bot.messages.document import Document
from bot.services import guess, hours, prompt
from bot.services.posting import tell
from bot.services.verdict import Drop
from storage import people, pings, teams, timers
from storage.notes import Item
from storage.outbox_row import OutboxRow
from storage.timers import Timer
from storage.transaction import Tx

WELCOME = "welcome"

# A note or a welcome, whichever comes first: one of both a day.
MORNING = ("note/", "welcome/")

# Stands before the time in what a note keeps of the one welcome that asks about the country.
ASKS = "+"


def plan(tx: Tx, team: Team, member: Member, *, by: str, now: datetime) -> None:
    """Welcome them as they next work. `by`: who added them."""
    plan_all(tx, team, [member], by=by, now=now)


def plan_all(tx: Tx, team: Team, members: Sequence[Member], *, by: str, now: datetime) -> None:
    """The same for several at once."""
    calendars = hours.calendars(tx, [one.person.id for one in members])
    timers.set_many(
        tx,
        WELCOME,
        [
            (f"{team.id}/{person}", at, {"by": by})
            for person, calendar in calendars.items()
            if (at := calendar.next_working_instant(now)) is not None
        ],
    )


def forget(tx: Tx, team: TeamId, person: PersonId) -> None:
    """They are in it no longer."""
    timers.drop(tx, WELCOME, f"{team}/{person}")


def welcome_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Welcome new members in their working hours, once, and to one team a day; who had a note waits a day."""
    found = _new(tx, due)
    told = told_today(tx, [member.person for _, _, member in found], now=now)
    for timer, team, member in found:
        person = member.person
        at = next_at(hours.calendar(tx, person), told=person.id in told, now=now)
        if at is not None and at > now:  # noticed too late, their day is over; or it has had its note
            timers.set(tx, WELCOME, timer.subject, at, payload=timer.payload)
            continue
        _met(tx, team, person.id, now=now)
        _welcome(tx, team, member, timer.payload["by"], now=now)
        told.add(person.id)


def join_note(tx: Tx, ids: Iterable[PersonId], *, now: datetime) -> dict[PersonId, list[Item]]:
    """The welcomes of these that are due by now, which their notes tell instead."""
    subjects = [
        f"{team.id}/{person}" for person, theirs in teams.of_people(tx, ids).items() for team in theirs
    ]
    there = timers.get_many(tx, WELCOME, subjects)
    found: dict[PersonId, list[Item]] = {}
    for timer, team, member in _new(tx, [one for one in there.values() if one.due_at <= now]):
        person = member.person.id
        _met(tx, team, person, now=now)
        prompt_at = prompt.next_due(tx, person) if member.writes else None
        stamp = int(prompt_at.timestamp()) if prompt_at else 0
        asks = ASKS if person not in found and _asks(tx, member.person) else ""
        item = Item(kind=WELCOME, subject=f"{team.id}/{asks}{stamp}/{timer.payload['by']}")
        found.setdefault(person, []).append(item)
    timers.drop_many(tx, WELCOME, [timer.subject for timer in there.values() if timer.due_at <= now])
    return found


def leave_note(tx: Tx, person: PersonId, item: Item, *, now: datetime) -> None:
    """The note that was to tell it never came: they are welcomed as they next work."""
    number, stamp, by = item.subject.split("/", 2)
    if stamp.startswith(ASKS):
        _not_asked(tx, person)
    team = teams.get(tx, TeamId(int(number)))
    member = team.member(person) if team else None
    if team is not None and member is not None:
        teams.change_member(tx, team.id, person, welcomed_at=None)
        plan(tx, team, member, by=by, now=now)


def joined(item: Item, of: Sequence[Team], person: Person, *, now: datetime) -> Document | None:
    """What a note says of it, to somebody who is still in that team. now: as the note was written."""
    number, stamp, by = item.subject.split("/", 2)
    team = next((one for one in of if one.id == int(number)), None)
    member = team.member(person.id) if team else None
    if team is None or member is None:
        return None
    prompt_at = datetime.fromtimestamp(int(stamp), UTC) if int(stamp) else None
    document = _document(team, member, by, prompt_at)
    return guess.on_welcome(document, person, now=now) if stamp.startswith(ASKS) else document


def may_send(tx: Tx, row: OutboxRow) -> Drop | None:
    """It comes to members only."""
    _, number, person, *_ = row.key.split("/")
    there = teams.is_member(tx, TeamId(int(number)), PersonId(int(person)))
    return None if there else Drop(why="not a member")


def told_today(tx: Tx, some: Iterable[Person], *, now: datetime) -> set[PersonId]:
    """Those who have had a note or a welcome today, on their own date."""
    days = [(one.id, local_day(one.zone, now)) for one in some]
    had = pings.of_days(tx, days) if days else {}
    return {person for (person, _), keys in had.items() if any(one.startswith(MORNING) for one in keys)}


def next_at(calendar: Calendar, *, told: bool, now: datetime) -> datetime | None:
    """When they can be welcomed: as they next work, after a day on which they were `told` already."""
    if not told:
        return calendar.next_working_instant(now)
    tomorrow = calendar.next_shift(now)
    return calendar.next_working_instant(tomorrow.starts_at) if tomorrow is not None else None


def _new(tx: Tx, due: Sequence[Timer]) -> list[tuple[Timer, Team, Member]]:
    """Those that are for somebody who is in the team and was not welcomed yet."""
    found = teams.many(tx, {_subject(timer)[0] for timer in due})
    new: list[tuple[Timer, Team, Member]] = []
    for timer in due:
        number, person = _subject(timer)
        team = found.get(number)
        member = team.member(person) if team else None
        if team is not None and member is not None and member.welcomed_at is None:
            new.append((timer, team, member))
    return new


def _met(tx: Tx, team: Team, person: PersonId, *, now: datetime) -> None:
    teams.change_member(tx, team.id, person, welcomed_at=now)
    prompt.plan(tx, [person], not_before=now)


def _welcome(tx: Tx, team: Team, member: Member, by: str, *, now: datetime) -> None:
    prompt_at = prompt.next_due(tx, member.person.id) if member.writes else None
    # Added again after leaving, they are welcomed again.
    key = f"{WELCOME}/{team.id}/{member.person.id}/{int(member.joined_at.timestamp())}"
    document = _document(team, member, by, prompt_at)
    if _asks(tx, member.person):
        document = guess.on_welcome(document, member.person, now=now)
    tell(tx, member.person, document, key=key, now=now)


def _asks(tx: Tx, person: Person) -> bool:
    """Whether it asks about their country, too: the first one that can; from now on they have been asked."""
    if not guess.to_be_asked(person):
        return False
    people.set_days(tx, person.id, replace(person.days, asked=True))
    return True


def _not_asked(tx: Tx, person: PersonId) -> None:
    """The question has not reached them; who has said since whose holidays they have is not asked."""
    there = people.get(tx, person)
    if there is not None and there.days.country is None:
        people.set_days(tx, person, replace(there.days, asked=False))


def _document(team: Team, member: Member, by: str, prompt_at: datetime | None) -> Document:
    person = member.person
    home = team.region(member.region)
    return messages.welcome(
        team=team.id,
        name=team.name,
        by=by if by != person.name else "",
        zone=person.zone,
        hours=week_text(team.calendar(member).week),
        prompt_at=prompt_at,
        digest=f"What others leave for {home.name} is in the channel each morning at "
        f"{messages.clock(home.digest_minute)}.",
        locale=person.locale,
    )


def _subject(timer: Timer) -> tuple[TeamId, PersonId]:
    team, _, person = timer.subject.partition("/")
    return TeamId(int(team)), PersonId(int(person))
