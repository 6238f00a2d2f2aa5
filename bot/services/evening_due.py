"""The evenings that have come: whom to ask, whom to skip and why, and when each is asked next.

Many people with the same hours in the same teams are settled alike: what follows from those is reckoned once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.domain.asking import line_up
from bot.domain.evening import Evening, EveningState, prompt_key, too_late
from bot.domain.identity import PersonId, TeamId
from bot.domain.light import dataclass
from bot.messages import evening as messages
from bot.messages.document import Document
from bot.services import asking, guess, reminders
from bot.services.prompt import HOURS_CHANGED, LATE
from bot.services.writer import Writing, writes
from storage import evenings, handoffs, outbox, people, timers
from storage.alike import Alike, Named, alike
from storage.outbox_row import Private
from storage.timers import Timer
from storage.transaction import Tx

_NO_DAYS: Collection[date] = frozenset()
_NO_TEAMS: frozenset[TeamId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coming:
    """The evening of those who are settled alike. timer: of one of them; writer: as one of them, though
    their person may be another one with the same hours.

    known: it is in the ledger already; last: their newest day in it.
    """

    writer: Writing
    timer: Timer
    day: date
    known: bool
    last: date
    sent_for: frozenset[TeamId]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """What becomes of an evening: the same for all who are settled alike.

    of: one of them; document: what is asked, of those who are; passed: days before it that no clock reached;
    next: when to ask again, and about what.
    """

    of: PersonId
    known: bool
    day: date
    ends_at: datetime
    due_at: datetime
    state: EveningState
    why: str | None
    document: Document | None
    reminder_at: datetime
    passed: tuple[date, ...]
    next: asking.ToSet


def ask_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> int:
    """Ask everyone whose evening has come, skip those it is too late for, and set the next ones.

    due: held; each is set anew, or ended. Returns how many it was too late for.
    """
    following: dict[tuple[object, ...], asking.ToSet] = {}
    coming = _coming(tx, due)
    found = [(one, _settle(one, following, now=now), who) for one, who, _ in coming]
    fresh = [(one, who) for _, one, who in found if not one.known]
    evenings.add(tx, _passed_over(tx, found))
    evenings.add_alike(tx, [(_evening(one, now=now), [person for person, *_ in who]) for one, who in fresh])
    asked = [(one, one.document, who) for one, who in fresh if one.document is not None]
    outbox.put_alike(tx, [(what, _to(one, who)) for one, what, who in asked], now=now)
    reminded: dict[tuple[date, datetime], list[PersonId]] = {}
    for one, _, who in asked:
        reminded.setdefault((one.day, one.reminder_at), []).extend(person for person, *_ in who)
    reminders.set_alike(tx, reminded)
    _set_anew(tx, due, [(one.next, ids) for (_, one, _), (*_, ids) in zip(found, coming, strict=True)])
    return sum(len(who) for one, who in fresh if one.why == LATE)


def _set_anew(tx: Tx, due: Sequence[Timer], following: Iterable[tuple[asking.ToSet, Sequence[int]]]) -> None:
    """What becomes of the timers: what follows, with the numbers of those that it follows for."""
    moved: dict[int, tuple[datetime, Mapping[str, Any], list[int]]] = {}
    for to_set, ids in following:
        if to_set is not None:  # one for all who have the same hours
            moved.setdefault(id(to_set), (*to_set, []))[2].extend(ids)
    timers.move(tx, moved.values())
    if sum(len(ids) for *_, ids in moved.values()) < len(due):
        again = {number for *_, ids in moved.values() for number in ids}
        timers.done(tx, [timer for timer in due if timer.id not in again])


def _coming(tx: Tx, due: Sequence[Timer]) -> list[tuple[_Coming, list[Named], list[int]]]:
    """Those who still write for a team, and may, and the numbers of their timers.

    The last day is their own or a later one, answered ahead.
    """
    ids = [PersonId(int(timer.subject)) for timer in due]
    writing = alike(tx, ids)
    days = {id(timer.payload): date.fromisoformat(timer.payload["day"]) for timer in due}
    first = min(days.values())
    there = evenings.days_from(tx, writing, first)
    teams = {id(kind.teams): kind.teams for _, kind in writing.values()}
    sent = handoffs.sent(tx, {team.id for some in teams.values() for team, _ in some}, first)
    found: dict[tuple[object, ...], tuple[partial[_Coming], Alike, list[Named], list[int]]] = {}
    for person, timer in zip(ids, due, strict=True):
        if person not in writing:
            continue
        named, kind = writing[person]
        day = days[id(timer.payload)]
        known, sent_for = there.get(person, _NO_DAYS), sent.get((person, day), _NO_TEAMS)
        last = max(day, *known) if known else day
        same = (id(kind), id(timer.payload), timer.due_at, day in known, last, sent_for)
        if same not in found:
            coming = partial(_Coming, timer=timer, day=day, known=day in known, last=last, sent_for=sent_for)
            found[same] = (coming, kind, [], [])
        _, _, who, numbers = found[same]
        who.append(named)
        numbers.append(timer.id)
    # One of those who have the same hours stands for all of them, whatever their teams.
    of_hours = {kind.hours: who[0][0] for _, kind, who, _ in found.values()}
    people_of = people.many(tx, of_hours.values())
    return [
        (coming(writer=writer), who, numbers)
        for coming, kind, who, numbers in found.values()
        if (writer := writes(people_of[of_hours[kind.hours]], kind.teams)) is not None
    ]


def _settle(one: _Coming, following: dict[tuple[object, ...], asking.ToSet], *, now: datetime) -> _Settled:
    """following: what follows for those of other teams who have the same hours; one more, where it is new."""
    policies = tuple(id(team.policy) for team in one.writer.teams)
    same = (policies, one.writer.hours, id(one.timer.payload), one.timer.due_at, one.last)
    if same not in following:
        following[same] = _next(one)
    ends_at = datetime.fromisoformat(one.timer.payload["ends_at"])
    state, why = _decided(one, now=now)
    return _Settled(
        of=one.writer.person.id,
        known=one.known,
        day=one.day,
        ends_at=ends_at,
        due_at=one.timer.due_at,
        state=state,
        why=why,
        document=_document(one, ends_at, now=now) if state == "asked" else None,
        reminder_at=max(ends_at, now) + one.writer.reminder,
        passed=asking.passed(one.timer),
        next=following[same],
    )


def _decided(one: _Coming, *, now: datetime) -> tuple[EveningState, str | None]:
    """Answered ahead of time, skipped and why, or asked."""
    if all(team.id in one.sent_for for team in one.writer.teams):
        return "answered", "handoff"
    if (reason := one.writer.person.days_off.reason(one.day)) is not None:
        return "skipped", reason
    if too_late(one.timer.due_at, now=now, grace=one.writer.late):
        return "skipped", LATE
    if not one.writer.welcomed:  # the welcome comes before the first prompt
        return "skipped", "not welcomed"
    return "asked", None


def _document(one: _Coming, ends_at: datetime, *, now: datetime) -> Document:
    person = one.writer.person
    return messages.prompt(
        day=one.day,
        teams=[team.name for team in one.writer.teams if team.id not in one.sent_for],
        ends_at=ends_at,
        zone=person.zone,
        over=ends_at <= now,
        snooze=one.writer.snooze,
        extra=guess.on_prompt(person, one.day),
        locale=person.locale,
    )


def _next(one: _Coming) -> asking.ToSet:
    """Reckoned from the prompt that was due: an outage skips evenings one by one."""
    line = line_up(
        one.writer.calendar,
        before=asking.after(one.timer),
        after_day=one.last,
        lead=one.writer.lead,
        now=one.timer.due_at,
    )
    return asking.to_set(line)


def _evening(one: _Settled, *, now: datetime) -> Evening:
    """Of one of them."""
    return Evening(
        person=one.of,
        day=one.day,
        state=one.state,
        why=one.why,
        shift_ends_at=one.ends_at,
        due_at=one.due_at,
        asked_at=now if one.state == "asked" else None,
        answered_at=now if one.state == "answered" else None,
    )


def _to(one: _Settled, who: Sequence[Named]) -> list[Private]:
    day = f"{one.day}"
    return [(prompt_key(person, day), tenant, user) for person, tenant, user in who]


def _passed_over(tx: Tx, found: Sequence[tuple[_Coming, _Settled, Sequence[Named]]]) -> list[Evening]:
    """The evenings of days that no clock reached: a flight over the date line, or hours set anew."""
    passed = {
        (person, day): (coming.writer, shift)
        for coming, one, who in found
        for day in one.passed
        if (shift := coming.writer.calendar.written.shift(day)) is not None
        for person, *_ in who
    }
    known = evenings.many(tx, list(passed)) if passed else {}
    return [
        Evening(
            person=person,
            day=day,
            state="skipped",
            why=writer.person.days_off.reason(day) or HOURS_CHANGED,
            shift_ends_at=shift.ends_at,
            due_at=shift.ends_at - writer.lead,
        )
        for (person, day), (writer, shift) in passed.items()
        if (person, day) not in known
    ]
