"""What the buttons of the evening's prompt do, and what a hand-off or a leaving means for the evening."""

from datetime import date, datetime

from bot.domain.evening import Evening, prompt_key
from bot.domain.identity import PersonId, UserRef
from bot.messages import evening as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.services import guess, prompt, receipt
from bot.services.posting import change
from bot.services.writer import Writer, belongs, by_ref, writers
from storage import evenings
from storage.transaction import Tx


def nothing(tx: Tx, by: UserRef, day: date, *, now: datetime) -> Answer:
    """*Nothing to hand over* answers the evening for every team that has no hand-off yet.

    Before it was asked about, it is not asked about any more.
    """
    found = _current(tx, by, day, ahead=True, now=now)
    if found is None:
        return _closed(day)
    writer, evening = found
    if evening.state != "answered":
        evenings.change(tx, writer.person.id, day, state="answered", why="nothing", answered_at=now)
        prompt.stop(tx, evening)
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
    until = now + writer.snooze
    evenings.change(tx, writer.person.id, day, snoozed_until=until)
    prompt.ask_again_later(tx, evening, until)
    if evening.asked_at is not None:
        _show_snoozed(tx, writer, day, until, now=now)
    return Nothing()


def off(tx: Tx, by: UserRef, day: date, *, now: datetime) -> Answer:
    """*I'm off today*: the evening is skipped, and says why. Pressing it again changes nothing.

    Before it was asked about, it is not asked about any more.
    """
    found = _current(tx, by, day, ahead=True, now=now)
    if found is not None and _is_off(found[1]):
        return Nothing()
    if found is None or not found[1].open:
        return _closed(day)
    writer, evening = found
    evenings.change(tx, writer.person.id, day, state="skipped", why="away")
    prompt.stop(tx, evening)
    if evening.asked_at is not None:
        document = messages.off(day=day, locale=writer.person.locale)
        receipt.replace_prompt(tx, writer.person, evening, document, now=now)
    return Nothing()


def undo(tx: Tx, by: UserRef, day: date, *, now: datetime) -> Answer:
    """Take *I'm off today* back: the evening is asked again, as it was, its snooze or reminder too;
    once those have come it is as quiet as before. Before it was asked about, it will be.

    Pressing it again changes nothing.
    """
    found = _current(tx, by, day, now=now)
    if (found is not None and found[1].open) or (found is None and _is_ahead(tx, by, day, now=now)):
        return Nothing()
    if found is None or not _is_off(found[1]):
        return _closed(day)
    ask_again(tx, *found, now=now)
    return Nothing()


def no_holiday(tx: Tx, by: UserRef, day: date, *, now: datetime) -> None:
    """That day is no holiday of theirs after all: as *Undo* of *I'm off today*; once it is over, nothing."""
    found = _current(tx, by, day, now=now)
    if found is not None and found[1].holiday is not None and found[0].person.days_off.reason(day) is None:
        ask_again(tx, *found, now=now)


def ask_again(tx: Tx, writer: Writer, evening: Evening, *, now: datetime) -> None:
    """That day is not off after all: its evening goes on as it was; before it was asked about, it will be."""
    day = evening.day
    if evening.asked_at is None and now < evening.due_at:
        evenings.drop(tx, writer.person.id, day)
        prompt.plan(tx, [writer.person.id], not_before=now)
        return
    until = evening.snoozed_until
    ends_at = until or evening.shift_ends_at + writer.reminder
    evenings.change(tx, writer.person.id, day, state="asked" if now < ends_at else "quiet", why=None)
    if until is not None and now < until:
        prompt.ask_again_later(tx, evening, until)
        _show_snoozed(tx, writer, day, until, now=now)
        return
    if now < ends_at:
        prompt.remind_later(tx, writer, day, evening.shift_ends_at)
    missing = receipt.missing(tx, writer.teams, writer.person.id, day)
    if len(missing) < len(writer.teams):
        receipt.show(tx, writer.person, writer.teams, day, now=now)
    elif evening.asked_at is not None:
        _show_prompt(tx, writer, evening, now=now)


def answered(tx: Tx, writer: Writer, day: date, *, now: datetime) -> None:
    """A hand-off came in: once every team has one, the evening is answered."""
    evening = evenings.get(tx, writer.person.id, day)
    if evening is not None and not receipt.missing(tx, writer.teams, writer.person.id, day):
        at = evening.answered_at or now
        evenings.change(tx, writer.person.id, day, state="answered", why="handoff", answered_at=at)
        prompt.stop(tx, evening)


def left(tx: Tx, person: PersonId, *, now: datetime) -> None:
    """They write for one team fewer: what they were asked may have been answered by that, or be over."""
    waiting = evenings.asked(tx, person)
    writer = writers(tx, [person]).get(person) if waiting else None
    for evening in waiting:
        if writer is not None:
            answered(tx, writer, evening.day, now=now)
        else:
            evenings.change(tx, person, evening.day, state="skipped", why="left")
            prompt.stop(tx, evening)


def _is_off(evening: Evening) -> bool:
    return (evening.state, evening.why) == ("skipped", "away")


def _show_snoozed(tx: Tx, writer: Writer, day: date, until: datetime, *, now: datetime) -> None:
    person = writer.person
    document = messages.snoozed(day=day, until=until, zone=person.zone, locale=person.locale)
    change(tx, prompt_key(person.id, day), person.user, document, tenant=person.tenant, now=now)


def _show_prompt(tx: Tx, writer: Writer, evening: Evening, *, now: datetime) -> None:
    person = writer.person
    document = messages.prompt(
        day=evening.day,
        teams=writer.names,
        ends_at=evening.shift_ends_at,
        zone=person.zone,
        over=evening.shift_ends_at <= now,
        snooze=writer.snooze,
        extra=guess.on_prompt(person, evening.day),
        locale=person.locale,
    )
    change(tx, prompt_key(person.id, evening.day), person.user, document, tenant=person.tenant, now=now)


def _current(
    tx: Tx, by: UserRef, day: date, *, ahead: bool = False, now: datetime
) -> tuple[Writer, Evening] | None:
    """Their evening of that day, while a hand-off sent now would belong to it.

    ahead: also one that has not been asked about yet; it is in the ledger from now on.
    """
    writer = by_ref(tx, by)
    evening = evenings.get(tx, writer.person.id, day) if writer else None
    if writer is not None and evening is None and ahead:
        evening = _ahead(writer, day, now=now)
        if evening is not None:
            evenings.add(tx, [evening])
            prompt.plan(tx, [writer.person.id], not_before=now)
    if writer is None or evening is None or not belongs(writer, evening, now=now):
        return None
    return writer, evening


def _ahead(writer: Writer, day: date, *, now: datetime) -> Evening | None:
    """The evening of the working day that a hand-off sent now is for, as long as it is still to be asked."""
    shift = writer.calendar.shift_for(now)
    if shift is None or shift.day != day or now >= shift.ends_at - writer.lead:
        return None
    return Evening(
        person=writer.person.id,
        day=day,
        state="asked",
        shift_ends_at=shift.ends_at,
        due_at=shift.ends_at - writer.lead,
    )


def _is_ahead(tx: Tx, by: UserRef, day: date, *, now: datetime) -> bool:
    """Whether it is still to be asked about, and nothing was said of it."""
    writer = by_ref(tx, by)
    if writer is None or _ahead(writer, day, now=now) is None:
        return False
    return evenings.get(tx, writer.person.id, day) is None


def _closed(day: date) -> Answer:
    return Tell(document=messages.closed(day=day, locale=""))
