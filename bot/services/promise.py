"""How soon somebody answers what they are asked: shown, set by them or left to their team, and undone."""

from datetime import datetime, timedelta

from bot.domain.identity import UserRef
from bot.domain.person import Person
from bot.domain.wait import WAITS, parse_wait
from bot.messages import promise as messages
from bot.messages import week as week_messages
from bot.messages.answer import Answer, Ask, Tell
from bot.messages.form import Values
from bot.messages.promise import LENGTH, TEAM
from bot.services import settings_words
from storage import forms, people, teams
from storage.transaction import Tx

KIND = "promise"


def open_form(tx: Tx, by: UserRef, *, typed: str = "", now: datetime) -> Answer:
    """The form; with a length typed, or *team*, that is set at once."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=week_messages.unknown(locale=""))
    if not typed.strip():
        token = forms.make(tx, person=person.id, kind=KIND, subject={}, now=now)
        form = messages.form(
            now=_words(tx, person, person.promise),
            team=_words(tx, person, None),
            values={LENGTH: _value(person.promise)},
            token=token,
            locale=person.locale,
        )
        return Ask(form=form)
    length = parse_wait(typed)
    if length is None and typed.strip().lower() != TEAM:
        return Tell(document=messages.not_understood(locale=person.locale))
    return _set(tx, person, length, before=_value(person.promise))


def sent(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """The form was sent; delivered twice, it can still be undone to what was before."""
    opened, person = forms.get(tx, token), people.by_ref(tx, by)
    chosen = _read(f"{values.get(LENGTH, '')}")
    if opened is None or person is None or (opened.person, opened.kind) != (person.id, KIND) or not chosen:
        return Tell(document=messages.gone(locale=""))
    before = _value(person.promise)
    if chosen == (person.promise,):
        before = opened.subject.get("before", before)
    forms.change_subject(tx, token, {"before": before})
    forms.use(tx, token, now=now)
    return _set(tx, person, *chosen, before=before)


def undo(tx: Tx, by: UserRef, *, value: str) -> Answer:
    """As it was before that was saved, unless it has changed again. A second press changes nothing."""
    person = people.by_ref(tx, by)
    before, after = map(_read, value.partition("/")[::2])
    if person is None or before is None or after is None:
        return Tell(document=messages.gone(locale=""))
    if person.promise not in (*before, *after):
        return Tell(document=messages.too_late(locale=person.locale))
    [length] = before
    people.set_promise(tx, person.id, length)
    return Tell(document=messages.restored(now=_words(tx, person, length), locale=person.locale))


def _set(tx: Tx, person: Person, length: timedelta | None, *, before: str) -> Answer:
    """before: what *Undo* brings back."""
    now, value = _words(tx, person, length), _value(length)
    if before == value == _value(person.promise):
        return Tell(document=messages.already(now=now, locale=person.locale))
    people.set_promise(tx, person.id, length)
    return Tell(document=messages.saved(now=now, undo=f"{before}/{value}", locale=person.locale))


def _words(tx: Tx, person: Person, length: timedelta | None) -> str:
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    return settings_words.promise(length, theirs)


def _value(length: timedelta | None) -> str:
    return TEAM if length is None else f"{round(length.total_seconds())}"


def _read(value: str) -> tuple[timedelta | None] | None:
    """What a value means, in a tuple of one; None where it means nothing."""
    known: dict[str, timedelta | None] = {_value(one): one for one in (None, *WAITS)}
    return (known[value],) if value in known else None
