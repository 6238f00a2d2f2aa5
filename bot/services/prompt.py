"""Whom to ask when: the evening's prompt, its one reminder, and asking again after a snooze."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.asking import Asking, line_up
from bot.domain.evening import Evening, prompt_key, reminder_key, snooze_key, too_late
from bot.domain.identity import PersonId
from bot.domain.workday import Prompt, next_prompt
from bot.messages import evening as messages
from bot.services import asking, receipt
from bot.services.posting import letter_to, tell
from bot.services.writer import Writing, writing
from storage import evenings, outbox, timers
from storage.timers import Timer
from storage.transaction import Tx

PROMPT = "prompt"
REMINDER = "reminder"
SNOOZE = "snooze"

# Why there was no evening: the day had not begun by the old clock, and was over by the new one; or the bot
# came to it too late.
HOURS_CHANGED = "hours changed"
LATE = "late"


def plan(tx: Tx, ids: Sequence[PersonId], *, not_before: datetime) -> None:
    """Set each one's next prompt, for a day not asked about yet; those who write for nobody have none.

    A day off has one too: as it falls due it is skipped, and the ledger says why.

    A prompt that is due already, and one for a day in progress that changed hours would pass over, stays.
    What they pass over before it has begun is in the ledger once the next is asked about.
    """
    writers = writing(tx, ids)
    last = evenings.last_days(tx, ids)
    there = timers.get_many(tx, PROMPT, [str(person) for person in writers])
    rows: list[tuple[str, datetime, Mapping[str, Any]]] = []
    stays: set[str] = set()
    alike: dict[tuple[object, ...], asking.ToSet] = {}
    for person, writer in writers.items():
        timer = there.get(str(person))
        if timer is not None and timer.due_at <= not_before:
            stays.add(str(person))
            continue
        set_for = (id(timer.payload), timer.due_at) if timer is not None else None
        same = (id(writer.teams), writer.hours, set_for, last.get(person))
        if same not in alike:
            alike[same] = _following(writer, timer, last.get(person), now=not_before)
        if (following := alike[same]) is not None:
            rows.append((str(person), *following))
    timers.set_many(tx, PROMPT, rows)
    planned = stays | {subject for subject, _, _ in rows}
    timers.drop_many(tx, PROMPT, [str(one) for one in ids if str(one) not in planned])


def _following(writer: Writing, timer: Timer | None, last: date | None, *, now: datetime) -> asking.ToSet:
    """When to ask, and about what; the same for all who have the same hours."""
    before = asking.of_timer(timer) if timer is not None else Asking()
    line = line_up(writer.calendar, before=before, after_day=last, lead=writer.lead, now=now)
    return asking.to_set(line)


def foreseen(timer: Timer | None, following: Prompt | None, *, now: datetime) -> datetime | None:
    """When somebody would be asked next: as it is set, where that stays, else as it follows now."""
    if timer is not None and _stays(timer, following, now):
        return min(timer.due_at, following.due_at) if following is not None else timer.due_at
    return following.due_at if following is not None else None


def next_due(tx: Tx, person: PersonId) -> datetime | None:
    """When they are asked next: on the first of their days that is not off."""
    writer = writing(tx, [person]).get(person)
    return next_due_of(tx, writer) if writer else None


def next_due_of(tx: Tx, writer: Writing) -> datetime | None:
    """The same of somebody who has been loaded."""
    timer = timers.get(tx, PROMPT, str(writer.person.id))
    if timer is None:
        return None
    day = date.fromisoformat(timer.payload["day"])
    if writer.person.days_off.reason(day) is None:
        return timer.due_at
    following = next_prompt(writer.calendar, after_day=day, lead=writer.lead, not_before=timer.due_at)
    return following.due_at if following else None


def remind_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Remind once those who have not answered; too late, it is left out. Either way they are quiet now.

    Whose prompt has only just come, or is still on its way, is reminded as long after that; whose day had
    ended before it came to be due is not.
    """
    silent = _silent(tx, due)
    later = _reminded_later(tx, silent, now=now)
    timers.set_many(tx, REMINDER, [(subject, at, {}) for subject, at in later.items()])
    for timer, writer, evening in silent:
        if timer.subject in later:
            continue
        late = too_late(timer.due_at, now=now, grace=writer.late)
        if late:
            evenings.change(tx, evening.person, evening.day, why=LATE)
        elif evening.snoozed_until is None and not evening.late:
            _remind(tx, writer, evening, now=now)
    evenings.fall_quiet(tx, [_evening_of(timer) for timer in due if timer.subject not in later])


def ask_again_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Ask once more those who pressed *In 30 minutes* and have not answered since."""
    for timer, writer, evening in _silent(tx, due):
        if not too_late(timer.due_at, now=now, grace=writer.late):
            person = writer.person
            left = receipt.missing(tx, writer.teams, person.id, evening.day)
            document = messages.asked_again(
                day=evening.day, teams=[team.name for team in left], locale=person.locale
            )
            key = snooze_key(person.id, evening.day, timer.due_at)
            tell(tx, person, document, key=key, now=now)
    evenings.fall_quiet(tx, [_evening_of(timer) for timer in due])


def remind_later(tx: Tx, writer: Writing, day: date, ends_at: datetime) -> None:
    """Set the one reminder. `ends_at`: when the day ended, or later when it was asked about late."""
    timers.set_many(tx, REMINDER, [_reminder(writer, day, ends_at)])


def ask_again_later(tx: Tx, evening: Evening, until: datetime) -> None:
    """A snooze replaces the reminder."""
    stop(tx, evening)
    timers.set(tx, SNOOZE, _subject(evening), until)


def stop(tx: Tx, evening: Evening) -> None:
    """No reminder and no second prompt for this evening."""
    timers.drop(tx, REMINDER, _subject(evening))
    timers.drop(tx, SNOOZE, _subject(evening))
    outbox.drop_waiting(tx, reminder_key(evening.person, evening.day))


def _stays(timer: Timer, following: Prompt | None, now: datetime) -> bool:
    if timer.due_at <= now:
        return True
    in_progress = datetime.fromisoformat(timer.payload["starts_at"]) <= now
    return in_progress and (following is None or f"{following.day}" > timer.payload["day"])


def _reminder(writer: Writing, day: date, ends_at: datetime) -> tuple[str, datetime, dict[str, str]]:
    return f"{writer.person.id}/{day}", ends_at + writer.reminder, {}


def _silent(tx: Tx, due: Sequence[Timer]) -> list[tuple[Timer, Writing, Evening]]:
    """Those that still wait for an answer, from someone who still writes."""
    days = [_evening_of(timer) for timer in due]
    known = evenings.many(tx, days)
    writers = writing(tx, {person for person, _ in days})
    return [
        (timer, writers[key[0]], known[key])
        for timer, key in zip(due, days, strict=True)
        if key in known and known[key].open and key[0] in writers
    ]


def _reminded_later(
    tx: Tx, silent: Sequence[tuple[Timer, Writing, Evening]], *, now: datetime
) -> dict[str, datetime]:
    """When to remind those instead whose prompt the platform has kept out, by the timers' subjects."""
    keys = {timer.subject: prompt_key(evening.person, evening.day) for timer, _, evening in silent}
    came = outbox.sent_at(tx, keys.values())
    found = {
        timer.subject: (came[key] or now) + writer.reminder
        for timer, writer, _ in silent
        if (key := keys[timer.subject]) in came
    }
    return {subject: at for subject, at in found.items() if at > now}


def _remind(tx: Tx, writer: Writing, evening: Evening, *, now: datetime) -> None:
    person = writer.person
    left = receipt.missing(tx, writer.teams, person.id, evening.day)
    document = messages.reminder(day=evening.day, teams=[team.name for team in left], locale=person.locale)
    letter = letter_to(person, document, key=reminder_key(person.id, evening.day))
    if outbox.put(tx, letter, tenant=person.tenant, now=now):
        evenings.change(tx, person.id, evening.day, reminded_at=now)


def _subject(evening: Evening) -> str:
    return f"{evening.person}/{evening.day}"


def _evening_of(timer: Timer) -> tuple[PersonId, date]:
    person, _, day = timer.subject.partition("/")
    return PersonId(int(person)), date.fromisoformat(day)
