"""The evening: whom to ask when, and what the buttons of its prompt do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.evening import Evening, prompt_key, reminder_key, snooze_key
from bot.domain.identity import PersonId, UserRef
from bot.domain.person import Person
from bot.domain.team import Team
from bot.domain.workday import Calendar, next_prompt
from bot.messages import evening as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.services import receipt
from bot.services.posting import change, letter_to, tell
from storage import evenings, handoffs, outbox, people, teams, timers
from storage.timers import Timer
from storage.transaction import Tx

PROMPT = "prompt"
REMINDER = "reminder"
SNOOZE = "snooze"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """A person with the teams they write for, the first joined first."""

    person: Person
    teams: Sequence[Team]

    @property
    def calendar(self) -> Calendar:
        """Their own working calendar; without a week of their own, by that of their first team."""
        return self.person.calendar(self.teams[0].policy.week)

    @property
    def lead(self) -> timedelta:
        """The longest of their teams'."""
        return max(team.policy.lead for team in self.teams)

    @property
    def reminder(self) -> timedelta:
        """The longest of their teams'."""
        return max(team.policy.reminder for team in self.teams)

    @property
    def late(self) -> timedelta:
        """A prompt later than this is skipped."""
        return min(team.policy.late for team in self.teams)

    def ends_at(self, day: date, *, now: datetime) -> datetime:
        """When that working day ends; a day that is no longer worked ends as it is asked for."""
        shift = self.calendar.shift(day)
        return shift.ends_at if shift else now

    @property
    def names(self) -> tuple[str, ...]:
        """The names of their teams."""
        return tuple(team.name for team in self.teams)


def writers(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, Writer]:
    """Those of these people who write for a team and still may."""
    wanted = list(ids)
    who = people.many(tx, wanted)
    found: dict[PersonId, Writer] = {}
    for person, theirs in teams.of_people(tx, wanted).items():
        writing = [team for team in theirs if (member := team.member(person)) and member.writes]
        if writing and who[person].eligible:
            found[person] = Writer(person=who[person], teams=writing)
    return found


def plan(tx: Tx, ids: Sequence[PersonId], *, not_before: datetime) -> None:
    """Set each one's next prompt, for a day not asked about yet; those who write for nobody have none."""
    writing = writers(tx, ids)
    last = evenings.last_days(tx, ids)
    rows: list[tuple[str, datetime, dict[str, str]]] = []
    for person, writer in writing.items():
        following = next_prompt(
            writer.calendar, after_day=last.get(person), lead=writer.lead, not_before=not_before
        )
        if following is not None:
            ends_at = following.shift_ends_at.isoformat()
            rows.append((str(person), following.due_at, {"day": f"{following.day}", "ends_at": ends_at}))
    timers.set_many(tx, PROMPT, rows)
    planned = {subject for subject, _, _ in rows}
    timers.drop_many(tx, PROMPT, [str(one) for one in ids if str(one) not in planned])


def next_due(tx: Tx, person: PersonId) -> datetime | None:
    """When they are asked next."""
    timer = timers.get(tx, PROMPT, str(person))
    return timer.due_at if timer else None


def ask_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Ask everyone whose evening has come, skip those it is too late for, and set the next ones."""
    writing = writers(tx, [PersonId(int(timer.subject)) for timer in due])
    asked = [_asked(timer, writing) for timer in due if PersonId(int(timer.subject)) in writing]
    days = [(one.writer.person.id, one.day) for one in asked]
    known = evenings.many(tx, days)
    fresh = [one for one in asked if (one.writer.person.id, one.day) not in known]
    sent = handoffs.of_days(tx, days)
    rows = [
        _decided(one, sent_for={h.team for h in sent[one.writer.person.id, one.day]}, now=now)
        for one in fresh
    ]
    evenings.add(tx, rows)
    for one, evening in zip(fresh, rows, strict=True):
        if evening.state == "asked":
            _ask(tx, one, done={handoff.team for handoff in sent[one.writer.person.id, one.day]}, now=now)
    _plan_next(tx, due, asked, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    writer: Writer
    day: date
    due_at: datetime
    ends_at: datetime


def _asked(timer: Timer, writing: dict[PersonId, Writer]) -> _Asked:
    return _Asked(
        writer=writing[PersonId(int(timer.subject))],
        day=date.fromisoformat(timer.payload["day"]),
        due_at=timer.due_at,
        ends_at=datetime.fromisoformat(timer.payload["ends_at"]),
    )


def _decided(one: _Asked, *, sent_for: set[int], now: datetime) -> Evening:
    """What becomes of the evening: answered ahead of time, too late, or asked."""
    if all(team.id in sent_for for team in one.writer.teams):
        state, why, answered_at = "answered", "handoff", now
    elif now - one.due_at > one.writer.late:
        state, why, answered_at = "skipped", "late", None
    else:
        state, why, answered_at = "asked", None, None
    return Evening(
        person=one.writer.person.id,
        day=one.day,
        state=state,  # type: ignore[arg-type]  # one of the three above
        why=why,
        shift_ends_at=one.ends_at,
        due_at=one.due_at,
        asked_at=now if state == "asked" else None,
        answered_at=answered_at,
    )


def _ask(tx: Tx, one: _Asked, *, done: set[int], now: datetime) -> None:
    person = one.writer.person
    missing = [team.name for team in one.writer.teams if team.id not in done]
    document = messages.prompt(
        day=one.day, teams=missing, ends_at=one.ends_at, zone=person.zone, locale=person.locale
    )
    tell(tx, person, document, key=prompt_key(person.id, one.day), now=now)
    _remind_later(tx, one.writer, one.day, one.ends_at)


def _plan_next(tx: Tx, due: Sequence[Timer], asked: Sequence[_Asked], *, now: datetime) -> None:
    """The next prompt of each, reckoned from the one that was due: an outage skips evenings one by one."""
    by_due: dict[datetime, list[PersonId]] = {}
    for one in asked:
        by_due.setdefault(one.due_at, []).append(one.writer.person.id)
    for due_at, ids in by_due.items():
        plan(tx, ids, not_before=due_at)


def remind_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Remind once those who have not answered; too late, it is left out. Either way they are quiet now."""
    days = [_evening_of(timer) for timer in due]
    known = evenings.many(tx, days)
    writing = writers(tx, {person for person, _ in days})
    silent = [
        (timer, known[key]) for timer, key in zip(due, days, strict=True) if _unanswered(known, writing, key)
    ]
    for timer, evening in silent:
        writer = writing[evening.person]
        if now - timer.due_at <= writer.late:
            _remind(tx, writer, evening, now=now)
    evenings.fall_quiet(tx, [(evening.person, evening.day) for _, evening in silent])


def ask_again_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Ask once more those who pressed *In 30 minutes* and have not answered since."""
    days = [_evening_of(timer) for timer in due]
    known = evenings.many(tx, days)
    writing = writers(tx, {person for person, _ in days})
    for timer, key in zip(due, days, strict=True):
        if _unanswered(known, writing, key) and now - timer.due_at <= writing[key[0]].late:
            person = writing[key[0]].person
            missing = receipt.missing(tx, writing[key[0]].teams, key[0], key[1])
            document = messages.asked_again(
                day=key[1], teams=[team.name for team in missing], locale=person.locale
            )
            tell(tx, person, document, key=snooze_key(*key, timer.due_at), now=now)
    evenings.fall_quiet(tx, [key for key in days if key in known])


def nothing(tx: Tx, by: UserRef, day: date, *, now: datetime) -> Answer:
    """*Nothing to hand over* answers the evening for every team that has no hand-off yet."""
    found = _current(tx, by, day, now=now)
    if found is None:
        return _closed(day)
    writer, evening = found
    evenings.change(tx, writer.person.id, day, state="answered", why="nothing", answered_at=now)
    stop_asking(tx, evening)
    receipt.show(tx, writer.person, writer.teams, day, now=now)
    return Nothing()


def snooze(tx: Tx, by: UserRef, day: date, *, now: datetime) -> Answer:
    """*In 30 minutes* replaces the reminder. Pressing it again changes nothing."""
    found = _current(tx, by, day, now=now)
    if found is None or not found[1].open:
        return _closed(day)
    writer, evening = found
    if evening.snoozed_until is not None:
        return Nothing()
    until = now + max(team.policy.snooze for team in writer.teams)
    evenings.change(tx, writer.person.id, day, snoozed_until=until)
    timers.drop(tx, REMINDER, _subject(evening))
    timers.set(tx, SNOOZE, _subject(evening), until)
    person = writer.person
    document = messages.snoozed(day=day, until=until, zone=person.zone, locale=person.locale)
    change(tx, prompt_key(person.id, day), person.user, document, tenant=person.tenant, now=now)
    return Nothing()


def off(tx: Tx, by: UserRef, day: date, *, now: datetime) -> Answer:
    """*I'm off today*: the evening is skipped, and says why."""
    found = _current(tx, by, day, now=now)
    if found is None or not found[1].open:
        return _closed(day)
    writer, evening = found
    evenings.change(tx, writer.person.id, day, state="skipped", why="away")
    stop_asking(tx, evening)
    document = messages.off(day=day, locale=writer.person.locale)
    receipt.replace_prompt(tx, writer.person, evening, document, now=now)
    return Nothing()


def undo(tx: Tx, by: UserRef, day: date, *, now: datetime) -> Answer:
    """Take *I'm off today* back: the evening is asked again, as it was."""
    found = _current(tx, by, day, now=now)
    if found is None or (found[1].state, found[1].why) != ("skipped", "away"):
        return _closed(day)
    writer, evening = found
    person = writer.person
    evenings.change(tx, person.id, day, state="asked", why=None)
    if now < evening.shift_ends_at + writer.reminder:
        _remind_later(tx, writer, day, evening.shift_ends_at)
    document = messages.prompt(
        day=day, teams=writer.names, ends_at=evening.shift_ends_at, zone=person.zone, locale=person.locale
    )
    change(tx, prompt_key(person.id, day), person.user, document, tenant=person.tenant, now=now)
    return Nothing()


def answered(tx: Tx, writer: Writer, day: date, *, now: datetime) -> None:
    """A hand-off came in: once every team has one, the evening is answered."""
    evening = evenings.get(tx, writer.person.id, day)
    if evening is not None and not receipt.missing(tx, writer.teams, writer.person.id, day):
        at = evening.answered_at or now
        evenings.change(tx, writer.person.id, day, state="answered", why="handoff", answered_at=at)
        stop_asking(tx, evening)


def stop_asking(tx: Tx, evening: Evening) -> None:
    """No reminder and no second prompt for this evening."""
    timers.drop(tx, REMINDER, _subject(evening))
    timers.drop(tx, SNOOZE, _subject(evening))
    outbox.drop_waiting(tx, reminder_key(evening.person, evening.day))


def _remind(tx: Tx, writer: Writer, evening: Evening, *, now: datetime) -> None:
    person = writer.person
    left = receipt.missing(tx, writer.teams, person.id, evening.day)
    document = messages.reminder(day=evening.day, teams=[team.name for team in left], locale=person.locale)
    outbox.put(
        tx,
        letter_to(person, document, key=reminder_key(person.id, evening.day)),
        tenant=person.tenant,
        now=now,
    )
    evenings.change(tx, person.id, evening.day, reminded_at=now)


def _remind_later(tx: Tx, writer: Writer, day: date, ends_at: datetime) -> None:
    timers.set(tx, REMINDER, f"{writer.person.id}/{day}", ends_at + writer.reminder)


def _unanswered(
    known: dict[tuple[PersonId, date], Evening], writing: dict[PersonId, Writer], key: tuple[PersonId, date]
) -> bool:
    return key in known and known[key].open and key[0] in writing


def _current(tx: Tx, by: UserRef, day: date, *, now: datetime) -> tuple[Writer, Evening] | None:
    """Their evening of that day, while the day is the one that a hand-off sent now would belong to."""
    person = people.by_ref(tx, by)
    writer = writers(tx, [person.id]).get(person.id) if person else None
    evening = evenings.get(tx, person.id, day) if person else None
    if writer is None or evening is None:
        return None
    shift = writer.calendar.shift_for(now)
    return (writer, evening) if shift is not None and shift.day == day else None


def _closed(day: date) -> Answer:
    return Tell(document=messages.closed(day=day, locale=""))


def _subject(evening: Evening) -> str:
    return f"{evening.person}/{evening.day}"


def _evening_of(timer: Timer) -> tuple[PersonId, date]:
    person, _, day = timer.subject.partition("/")
    return PersonId(int(person)), date.fromisoformat(day)
