"""`/when`: what is told of a person's hours to whoever asks, and of the hours that some share."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.ahead import days_ahead, stops, why_off
from bot.domain.called import Known, Meant, Nobody, Several, meant, plain_name, split_names
from bot.domain.focus import Focus, without
from bot.domain.identity import PersonId, Place, UserRef
from bot.domain.overlap import shared
from bot.domain.person import Person
from bot.domain.promise import expect_by
from bot.domain.spoken_time import Spoken
from bot.domain.team import Team
from bot.domain.wait import Wait
from bot.domain.workday import DEFAULT_WEEK, Calendar, Shift
from bot.domain.zone import instant, local_day
from bot.messages import when as messages
from bot.messages.answer import Answer, Tell
from bot.messages.when import MOST_PEOPLE, Shared, Someone, State, Times
from bot.messages.when_team import URGENT_DAYS
from bot.services import hours, when_team, when_time
from storage import focus, people, teams, urgent
from storage import when as shelf
from storage.transaction import Tx

# How many days holidays and absences are told ahead, and shared hours are looked for.
AHEAD = 14

ONE_DAY = timedelta(days=1)
# More than this is no name and no time.
MOST_TYPED = 200

ME = "me"
TEAM = ("team", "us")


def answer(
    tx: Tx,
    by: UserRef,
    *,
    text: str,
    place: Place | None,
    hidden: frozenset[Place] = frozenset(),
    now: datetime,
) -> Answer:
    """A team, people, or a time, as the text says. Nothing is kept of it.

    hidden: private channels that they cannot be told to be in now.
    """
    reader = people.by_ref(tx, by)
    if reader is None:
        return Tell(document=messages.not_met(locale=""))
    text = text[:MOST_TYPED]
    every = teams.of_people(tx, [reader.id]).get(reader.id, [])
    theirs = [one for one in every if one.where not in hidden]
    here = next((one for one in theirs if place and one.where.id == place.id), next(iter(theirs), None))
    wanted = plain_name(text)
    named = next((one for one in theirs if wanted and plain_name(one.name) == wanted), None)
    if named is not None or wanted in TEAM or not text.strip():
        return _team(tx, reader, named or here, theirs, now=now)
    time = when_time.understood(text, reader, theirs, now=now)
    if isinstance(time, Spoken):
        return when_time.show(time, reader, here, now=now)
    who = _who(tx, reader, theirs, text)
    if time is not None and not all(isinstance(one, Known) for one in who):
        return when_time.show(time, reader, here, now=now)
    return _people(tx, reader, who, text, now=now)


def someone(
    person: Person,
    calendar: Calendar,
    wait: Wait,
    *,
    you: bool,
    busy: Focus | None = None,
    now: datetime,
) -> Someone:
    """One person at an instant. busy: the focus they are in, told of while they work."""
    today = local_day(person.zone, now)
    following = calendar.next_shift(now)
    return Someone(
        name=person.name,
        zone=person.zone,
        at=now,
        state=_state(calendar, off=bool(why_off(person, calendar, today)), now=now),
        until_at=stops(calendar, now),
        why=why_off(person, calendar, today),
        next_hours=_hours(following) if following else (),
        off=tuple(days_ahead(person, calendar, first=today, days=AHEAD)),
        reply_at=None if you else expect_by(without(calendar, busy), now, wait),
        wait=wait,
        you=you,
        focus=busy if calendar.working_at(now) else None,
    )


def _team(tx: Tx, reader: Person, team: Team | None, theirs: Sequence[Team], *, now: datetime) -> Answer:
    members = [one.person.id for one in team.members] if team is not None else []
    urgent_came = urgent.counted(tx, members, since=now - timedelta(days=URGENT_DAYS))
    busy = focus.many(tx, members, now=now)
    return when_team.show(reader, team, theirs, busy=busy, urgent=urgent_came, now=now)


def _who(tx: Tx, reader: Person, theirs: Sequence[Team], text: str) -> list[Meant]:
    near = {one.person.id for team in theirs for one in team.members}
    return meant(_named(text, reader), shelf.known(tx, reader.tenant), near=near)


def _people(tx: Tx, reader: Person, wanted: Sequence[Meant], text: str, *, now: datetime) -> Answer:
    for one in wanted:
        match one:
            case Nobody(typed=typed):
                return Tell(document=messages.nobody(typed=typed, locale=reader.locale))
            case Several(typed=typed, names=names):
                return Tell(document=messages.ambiguous(typed=typed, names=names, locale=reader.locale))
            case Known():
                continue
    ids = list(dict.fromkeys(one.id for one in wanted if isinstance(one, Known)))
    if not ids:
        return Tell(document=messages.nobody(typed=text, locale=reader.locale))
    return _told(tx, reader, ids, now=now)


def _named(text: str, reader: Person) -> list[str]:
    """The names; *me* is whoever asks."""
    return [reader.user.id if plain_name(one) == ME else one for one in split_names(text)]


def _told(tx: Tx, reader: Person, ids: Sequence[PersonId], *, now: datetime) -> Answer:
    who = people.many(tx, {reader.id, *ids})
    theirs = hours.calendars(tx, who)
    calendars = {one: theirs.get(one) or who[one].calendar(DEFAULT_WEEK) for one in who}
    waits, busy = hours.waits(tx, ids), focus.many(tx, ids, now=now)
    some = [
        someone(who[one], calendars[one], waits[one], you=one == reader.id, busy=busy.get(one), now=now)
        for one in ids
    ]
    together = [
        calendars[one] for one in (reader.id, *(one for one in ids[:MOST_PEOPLE] if one != reader.id))
    ]
    common = shared_hours(together, zone=reader.zone, now=now) if len(together) > 1 else None
    if len(some) == 1:
        document = messages.person(some[0], common, zone=reader.zone, locale=reader.locale)
    else:
        document = messages.several(some, common, zone=reader.zone, locale=reader.locale)
    return Tell(document=document)


def shared_hours(calendars: Sequence[Calendar], *, zone: str, now: datetime) -> Shared:
    """When all of them work, by the days of that zone."""
    today = local_day(zone, now)
    midnight, next_midnight, last = (
        instant(zone, today + number * ONE_DAY, 0) for number in (1, 2, AHEAD + 1)
    )
    later = shared(calendars, start=next_midnight, end=last)
    return Shared(
        today=tuple(shared(calendars, start=now, end=midnight)),
        tomorrow=tuple(shared(calendars, start=midnight, end=next_midnight)),
        later=later[0] if later else None,
    )


def _hours(shift: Shift) -> Times:
    """Its working time; one that the clocks skip is told all the same."""
    return shift.stretches or ((shift.starts_at, shift.ends_at),)


def _state(calendar: Calendar, *, off: bool, now: datetime) -> State:
    """A night shift that began yesterday goes on into a day off."""
    if calendar.working_at(now):
        return "working"
    if calendar.shift_at(now) is not None:
        return "break"
    return "off" if off else "rest"
