"""Examples of what `/sunrelay why` says."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.evening import Evening
from bot.domain.identity import PersonId
from bot.messages import why
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, DAY, LONG, PEOPLE
from bot.messages.why import Told

_HOUR = timedelta(hours=1)
_ROW = Evening(
    person=PersonId(1), day=DAY, state="quiet", shift_ends_at=AT, due_at=AT - _HOUR / 4, asked_at=AT
)
_TOLD = Told(day=DAY, evening=_ROW, hours="mon-fri 09:00-17:30", works=True, sent_at=AT)
_NONE = replace(_TOLD, evening=None, sent_at=None)


def examples() -> tuple[Example, ...]:
    """All of them."""
    silent = replace(_TOLD, reminder_at=AT + _HOUR, note_at=AT - 8 * _HOUR)
    answered = replace(_ROW, state="answered", why="handoff", answered_at=AT, snoozed_until=AT + _HOUR)
    reasons = (*why.REASONS, "holiday: Diwali", f"holiday: {AWKWARD}")
    skipped = [
        replace(_TOLD, evening=replace(_ROW, state="skipped", why=one, asked_at=None), sent_at=None)
        for one in reasons
    ]
    return (
        _day("quiet, reminded", silent),
        _day("reminder late", replace(_TOLD, evening=replace(_ROW, why="late"))),
        _day("answered after a snooze", replace(_TOLD, evening=answered)),
        _day("answered ahead", replace(_TOLD, evening=replace(answered, asked_at=None, snoozed_until=None))),
        _day("on its way", replace(_TOLD, evening=replace(_ROW, state="asked"), sent_at=None)),
        _day("off once asked", replace(_TOLD, evening=replace(_ROW, state="skipped", why="away"))),
        *(_day(f"skipped {reason}", one) for reason, one in zip(reasons, skipped, strict=True)),
        _day("not in the week", replace(_NONE, works=False)),
        _day("to come", replace(_NONE, due_at=AT, future=True)),
        _day("a holiday to come", replace(_NONE, off="holiday: Diwali", due_at=AT, future=True)),
        _day("nothing due", _NONE),
        _day("woken", replace(silent, urgent=(AT - 12 * _HOUR,))),
        _day("of somebody", silent, name=LONG),
        example("", why.two_weeks, (silent, *skipped), name="", zone=BERLIN, locale="en"),
        example("empty", why.two_weeks, (), name=PEOPLE[0], zone=BERLIN, locale="en"),
        example("", why.too_far, day=DAY, locale="en"),
        example("", why.no_day, typed=AWKWARD, locale="en"),
        example("", why.writes_for_nobody, name="", locale="en"),
        example("of somebody", why.writes_for_nobody, name=AWKWARD, locale="en"),
    )


def _day(what: str, one: Told, *, name: str = "") -> Example:
    return example(what, why.one_day, one, name=name, zone=BERLIN, locale="en")
