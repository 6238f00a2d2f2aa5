"""The evenings that have come: whom to ask, whom to skip and why, and when each is asked next.

Many people with the same hours in the same teams are settled alike: what follows from those is reckoned once.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.asking import line_up
from bot.domain.evening import Evening, EveningState, prompt_key, too_late
from bot.domain.identity import PersonId, TeamId
from bot.domain.light import dataclass
from bot.messages import evening as messages
from bot.messages.document import Document
from bot.services import asking, guess
from bot.services.prompt import HOURS_CHANGED, LATE, PROMPT, REMINDER
from bot.services.writer import Writing, writing
from storage import evenings, handoffs, outbox, timers
from storage.outbox_row import Private
from storage.timers import Timer
from storage.transaction import Tx

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coming:
    """One person's evening. known: it is in the ledger already; last: their newest day in it."""

    writer: Writing
    timer: Timer
    day: date
    known: bool
    last: date
    sent_for: frozenset[TeamId]

    @property
    def same(self) -> tuple[object, ...]:
        """Equal for those who are settled alike."""
        return (
            *(id(self.writer.teams), self.writer.hours, self.writer.person.locale),
            *(id(self.timer.payload), self.timer.due_at, self.known, self.last, self.sent_for),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """What becomes of an evening: the same for all who are settled alike.

    document: what is asked, of those who are; passed: days before it that no clock reached; next: when to ask
    again, and about what.
    """

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
    alike: dict[tuple[object, ...], tuple[_Settled, list[Writing]]] = {}
    following: dict[tuple[object, ...], asking.ToSet] = {}
    for one in _coming(tx, due):
        same = one.same
        if same not in alike:
            alike[same] = (_settle(one, following, now=now), [])
        alike[same][1].append(one.writer)
    found = list(alike.values())
    fresh = [(one, writers) for one, writers in found if not one.known]
    evenings.add(tx, _passed_over(tx, found))
    evenings.add_alike(tx, [_evenings(one, writers, now=now) for one, writers in fresh])
    asked = [(one, one.document, writers) for one, writers in fresh if one.document is not None]
    outbox.put_alike(tx, [(what, _to(one, writers)) for one, what, writers in asked], now=now)
    reminders = [
        (f"{writer.person.id}/{one.day}", one.reminder_at, _NOTHING)
        for one, _, writers in asked
        for writer in writers
    ]
    timers.set_many(tx, REMINDER, reminders)
    next_ones = [
        (f"{writer.person.id}", *one.next)
        for one, writers in found
        if one.next is not None
        for writer in writers
    ]
    timers.set_many(tx, PROMPT, next_ones)
    again = {subject for subject, *_ in next_ones}
    timers.done(tx, [timer for timer in due if timer.subject not in again])
    return sum(len(writers) for one, writers in fresh if one.why == LATE)


def _coming(tx: Tx, due: Sequence[Timer]) -> list[_Coming]:
    """Those who still write for a team. The last day is their own or a later one, answered ahead of time."""
    writers = writing(tx, [PersonId(int(timer.subject)) for timer in due])
    days = [date.fromisoformat(timer.payload["day"]) for timer in due]
    if not writers:
        return []
    there = evenings.days_from(tx, writers, min(days))
    teams = {id(one.teams): one.teams for one in writers.values()}
    sent = handoffs.sent(tx, {team.id for some in teams.values() for team in some}, min(days))
    return [
        _Coming(
            writer=writers[person],
            timer=timer,
            day=day,
            known=day in there.get(person, ()),
            last=max(day, *there.get(person, (day,))),
            sent_for=sent.get((person, day), frozenset()),
        )
        for timer, day in zip(due, days, strict=True)
        if (person := PersonId(int(timer.subject))) in writers
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


def _evenings(one: _Settled, writers: Sequence[Writing], *, now: datetime) -> tuple[Evening, list[PersonId]]:
    """That of the first of them, and whose it is."""
    people = [writer.person.id for writer in writers]
    evening = Evening(
        person=people[0],
        day=one.day,
        state=one.state,
        why=one.why,
        shift_ends_at=one.ends_at,
        due_at=one.due_at,
        asked_at=now if one.state == "asked" else None,
        answered_at=now if one.state == "answered" else None,
    )
    return evening, people


def _to(one: _Settled, writers: Sequence[Writing]) -> list[Private]:
    people = [writer.person for writer in writers]
    return [(prompt_key(person.id, one.day), person.tenant, person.user) for person in people]


def _passed_over(tx: Tx, found: Sequence[tuple[_Settled, Sequence[Writing]]]) -> list[Evening]:
    """The evenings of days that no clock reached: a flight over the date line, or hours set anew."""
    passed = {
        (writer.person.id, day): (writer, shift)
        for one, writers in found
        for day in one.passed
        for writer in writers
        if (shift := writer.calendar.written.shift(day)) is not None
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
