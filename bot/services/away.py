"""Days that somebody is away: set, listed, taken back, and what they hold going back as they leave."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.dates import MOST_DAYS, UnclearDays, spoken_days
from bot.domain.dayoff import Absence
from bot.domain.identity import PersonId, UserRef
from bot.domain.person import Person
from bot.domain.team import Team
from bot.domain.workday import Calendar
from bot.domain.zone import local_day
from bot.messages import away as messages
from bot.messages.answer import Answer, Ask, Fix, Nothing, Replace, Tell
from bot.messages.form import Values
from bot.services import evening, half_day, hours
from bot.services.everywhere import keep_steps_current
from bot.services.leaving import AWAY, coming, has_left, plan, working_days
from bot.services.moving import empty_out, waited
from bot.services.person import hours_changed
from bot.services.region import hand_over_later
from storage import evenings, forms, people, steps, teams
from storage.timers import Timer
from storage.transaction import Tx

_FIELDS = (messages.FIRST, messages.LAST, messages.HALF)
_HALVES = ("morning", "afternoon")

ONE_DAY = timedelta(days=1)

# An absence that ended so long ago is forgotten as the days are written anew.
KEPT = timedelta(days=30)

# So many that were joined one by one can be undone one by one.
MOST_UNDONE = 10


def said(tx: Tx, by: UserRef, text: str, *, now: datetime) -> Answer:
    """`/sunrelay away TEXT`; without a text what is set. Said again it changes nothing."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    if not text.strip():
        return show(tx, by, now=now)
    try:
        return _set(tx, person, text, now=now)
    except UnclearDays as problem:
        return Tell(document=messages.unclear(typed=text, why=f"{problem}", locale=person.locale))


def open_form(tx: Tx, by: UserRef, typed: str, *, now: datetime) -> Answer:
    """*Add days off*, with what was typed before."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    token = forms.make(tx, person=person.id, kind=AWAY, subject={}, now=now)
    values = {messages.FIRST: typed} if typed else {}
    return Ask(form=messages.form(values=values, token=token, locale=person.locale))


def sent(tx: Tx, by: UserRef, token: str, values: Values, *, now: datetime) -> Answer:
    """The form. Sent again, it changes nothing; with unclear words it stays open, and says why."""
    kept, person = forms.get(tx, token), people.by_ref(tx, by)
    if kept is None or person is None or kept.kind != AWAY or kept.person != person.id:
        return Tell(document=messages.not_asked(locale=""))
    if kept.used_at is not None:
        return Nothing()
    first, last, half = (f"{values.get(name, '')}".strip() for name in _FIELDS)
    text = f"{first} - {last}" if last else first
    try:
        if last and half in _HALVES:
            raise UnclearDays("Half a day is of one day: leave To empty.")
        answer = _set(tx, person, f"{text} {half}" if half in _HALVES else text, now=now)
    except UnclearDays as problem:
        form = messages.form(values=values, token=token, locale=person.locale)
        return Fix(form=form, errors={messages.FIRST: f"{problem}"}, values=values)
    forms.use(tx, token, now=now)
    return answer


def _set(tx: Tx, person: Person, text: str, *, now: datetime) -> Answer:
    """Keep the days that the words name; UnclearDays where that cannot be."""
    today = local_day(person.zone, now)
    wanted = spoken_days(text, today=today)
    if wanted.last < today:
        raise UnclearDays("Those days are past.")
    kept = add(tx, person, wanted, now=now)
    if kept is None:  # whoever hears of it keeps the transaction: nothing may have changed
        raise UnclearDays(f"With the days off around it that is more than {MOST_DAYS} days.")
    if _whole(wanted, today):
        _end_evening(tx, person.user, person, today, now=now)
    return Tell(document=messages.away(_told(tx, person, kept, wanted, now=now), locale=person.locale))


def show(tx: Tx, by: UserRef, *, now: datetime) -> Answer:
    """The absences of now and later, the next first."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    today = local_day(person.zone, now)
    return Tell(document=messages.listed(coming(person, now=now), today=today, locale=person.locale))


def cancel(tx: Tx, by: UserRef, value: str, *, now: datetime) -> Answer:
    """*Undo*, *Cancel*: the absence is gone, and they are asked as usual. What went back stays there.

    *Undo* brings back those that it took in. Pressing it again changes nothing.
    """
    person = people.by_ref(tx, by)
    one = _valued(person, value) if person else None
    if person is None or one is None:
        return Tell(document=messages.gone(locale=""))
    today = local_day(person.zone, now)
    gave_back = has_left(tx, person, one, now=now)
    back = one.replaced if value.endswith(messages.BACK) else ()
    _write(tx, person, [*(each for each in person.days.away if each != one), *back], now=now)
    if one.half is None and one.covers(today) and not any(_whole(each, today) for each in back):
        evening.undo(tx, by, today, now=now)
    ahead = [each for each in back if each.last >= today]
    document = messages.cancelled(one, back=ahead, today=today, gave_back=gave_back, locale=person.locale)
    return Replace(document=document)


def off_today(tx: Tx, by: UserRef, day: date, *, now: datetime) -> Answer:
    """*I'm off today*: the evening ends, and that day is one off. Pressing it again changes nothing."""
    person = people.by_ref(tx, by)
    if person is not None and _off_on(person, day) is not None:
        return Nothing()
    answer = evening.off(tx, by, day, now=now)
    if person is not None and isinstance(answer, Nothing):
        add(tx, person, Absence(first=day, last=day), now=now)
    return answer


def back_today(tx: Tx, by: UserRef, day: date, *, now: datetime) -> Answer:
    """*Undo* of it: the day is theirs again, and is asked about. Pressing it again changes nothing.

    Of a longer absence that day alone comes back, and the half of it that was off before.
    """
    person = people.by_ref(tx, by)
    one = _off_on(person, day) if person else None
    if person is not None and one is not None:
        rest = [each for each in person.days.away if each != one]
        _write(tx, person, [*rest, *_half_of(one, day), *_around(one, day, _next_id(person))], now=now)
    return evening.undo(tx, by, day, now=now)


def add(tx: Tx, person: Person, wanted: Absence, *, now: datetime) -> Absence | None:
    """Keep one, joined with those it overlaps; returns it as it is kept.

    One that is covered already changes nothing. None where the whole is longer than 400 days.
    """
    over = [one for one in person.days.away if one.first <= wanted.last and wanted.first <= one.last]
    covering = next((one for one in over if _covers(one, wanted)), None)
    if covering is not None:
        return covering
    half = wanted.half if not over else None  # two halves are the whole day
    first, last = min(one.first for one in (*over, wanted)), max(one.last for one in (*over, wanted))
    if (last - first).days >= MOST_DAYS:
        return None
    kept = Absence(first=first, last=last, half=half, id=_next_id(person), replaced=_remembered(over))
    rest = [one for one in person.days.away if one not in over]
    _write(tx, person, [*rest, kept], now=now)
    if has_left(tx, person, kept, now=now):
        give_back(tx, person.id, now=now)
    return kept


def leave_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """As somebody's last day before an absence ends, what they picked up waits for others again."""
    known = people.many(tx, [PersonId(int(timer.subject)) for timer in due])
    for person in known.values():
        if any(has_left(tx, person, one, now=now) for one in coming(person, now=now)):
            give_back(tx, person.id, now=now)
    plan(tx, known, now=now)


def give_back(tx: Tx, person: PersonId, *, now: datetime) -> None:
    """What they picked up goes back to where it waited; what is for them alone stays theirs."""
    for team in teams.of_people(tx, [person]).get(person, []):
        _let_wait(tx, team, person, now=now)


def _let_wait(tx: Tx, team: Team, person: PersonId, *, now: datetime) -> None:
    held = [step for step in steps.held_by(tx, person, team.id) if step.person != person]
    for step in held:
        steps.record(tx, step, AWAY, by=None, now=now)
        home, alone = waited(team, person, step.region, step.person)
        steps.change(
            tx,
            step.id,
            now=now,
            state="open",
            holder_id=None,
            read_back=None,
            region_id=home,
            person_id=alone,
        )
        if home is not None:
            hand_over_later(tx, team, home, author=person, now=now)
    if held:
        keep_steps_current(tx, [step.id for step in held], now=now)
        empty_out(tx, team, now=now)


def _end_evening(tx: Tx, by: UserRef, person: Person, today: date, *, now: datetime) -> None:
    """A prompt that is out turns into the note that they are off; what is not asked yet is skipped as due."""
    asked = evenings.get(tx, person.id, today)
    if asked is not None and asked.open:
        evening.off(tx, by, today, now=now)


def _write(tx: Tx, person: Person, away: Sequence[Absence], *, now: datetime) -> None:
    """Keep these, and let everything that goes by the person's hours follow."""
    oldest = local_day(person.zone, now) - KEPT
    kept = tuple(sorted((one for one in away if one.last > oldest), key=lambda one: (one.first, one.id)))
    days = replace(person.days, away=kept)
    people.set_days(tx, person.id, days)
    hours_changed(tx, [person.id], now=now)


def _told(tx: Tx, person: Person, kept: Absence, wanted: Absence, *, now: datetime) -> messages.Away:
    after = people.get(tx, person.id) or person
    calendar = hours.calendar(tx, after)
    return messages.Away(
        absence=kept,
        today=local_day(person.zone, now),
        working_days=working_days(after, calendar, kept),
        back_at=_back_at(calendar, kept),
        zone=person.zone,
        changed=kept not in person.days.away or _same(kept, wanted),
        asks=half_day.asks(tx, after, kept, now=now),
        joined=not _same(kept, wanted),
    )


def _back_at(calendar: Calendar, one: Absence) -> datetime | None:
    if one.half is not None:
        shift = calendar.shift(one.first)
        return shift.starts_at if shift is not None and one.half == "first" else None
    following = next(calendar.shifts(one.last + ONE_DAY), None)
    return following.starts_at if following else None


def _off_on(person: Person, day: date) -> Absence | None:
    return next((one for one in person.days.away if _whole(one, day)), None)


def _whole(one: Absence, day: date) -> bool:
    return one.half is None and one.covers(day)


def _same(one: Absence, wanted: Absence) -> bool:
    """Delivered or said again, it has its *Undo* all the same: that is of nothing else."""
    return (one.first, one.last, one.half) == (wanted.first, wanted.last, wanted.half)


def _covers(one: Absence, wanted: Absence) -> bool:
    whole = one.half is None and one.first <= wanted.first and wanted.last <= one.last
    return whole or (one.half is not None and (one.first, one.half) == (wanted.first, wanted.half))


def _remembered(some: Sequence[Absence], undone: int = MOST_UNDONE) -> tuple[Absence, ...]:
    return tuple(replace(one, replaced=_remembered(one.replaced, undone - 1)) for one in some if undone)


def _half_of(one: Absence, day: date) -> Iterator[Absence]:
    """The half of that day that was off before all of it was, if one was."""
    for each in one.replaced:
        if each.half is None:
            yield from _half_of(each, day)
        elif each.covers(day):
            yield each


def _around(one: Absence, day: date, number: int) -> list[Absence]:
    """An absence without one of its days."""
    rest: list[Absence] = []
    if one.first < day:
        rest.append(replace(one, last=day - ONE_DAY, replaced=()))
    if day < one.last:
        rest.append(replace(one, first=day + ONE_DAY, id=number, replaced=()))
    return rest


def _next_id(person: Person) -> int:
    return max((one.id for one in person.days.away), default=0) + 1


def _valued(person: Person, value: str) -> Absence | None:
    value = value.removesuffix(messages.BACK)
    return next((one for one in person.days.away if messages.value_of(one) == value), None)
