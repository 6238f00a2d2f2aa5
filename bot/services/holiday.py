"""Somebody's holidays: guessed by their zone, asked about, named by hand, and undone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.dayoff import OwnDays
from bot.domain.identity import UserRef
from bot.domain.own_days import days_text, read_days
from bot.domain.person import Person
from bot.domain.zone import local_day
from bot.messages import holiday as messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.form import Errors, Form, Values
from bot.services import evening
from bot.services.day_off import end_evenings
from bot.services.guess import guessed_country
from bot.services.holiday_place import parts_words, place_words, read_place
from bot.services.person import hours_changed
from bot.services.receipt import replace_prompt
from storage import days as stored
from storage import forms, holidays, people
from storage.countries import country_name
from storage.holidays import Holidays
from storage.transaction import Tx

KIND = "holiday"

SHOWN, LOOK_AHEAD = 6, 400


def open_form(tx: Tx, by: UserRef, *, typed: str = "", now: datetime) -> Answer:
    """The form, holding what is set or guessed; with a country typed, that is saved at once."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    values = _set_now(person, now=now)
    if typed:
        values = {**values, messages.PLACE: typed}
    token = forms.make(tx, person=person.id, kind=KIND, subject={}, now=now)
    if not typed:
        return Ask(form=_form(person, values, token, now=now))
    answer = sent(tx, by, token=token, values=values, now=now)
    if isinstance(answer, Fix):  # only an open form shows what is wrong beside a field
        return Ask(form=_form(person, values, token, wrong=" ".join(answer.errors.values()), now=now))
    return answer


def sent(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """The form was sent: saved, or what to mend. Sent again, it is answered alike and changes nothing."""
    opened, person = forms.get(tx, token), people.by_ref(tx, by)
    if opened is None or person is None or opened.kind != KIND or opened.person != person.id:
        return Tell(document=messages.gone(locale=""))
    if opened.used_at is None:
        typed = {name: f"{values.get(name, '')}" for name in (messages.PLACE, messages.ALSO, messages.OWN)}
        wanted, errors = _read(person, typed, now=now)
        if errors:
            return Fix(form=_form(person, typed, token, now=now), errors=errors, values=typed)
        _save(tx, person, wanted, token=token, now=now)
    return _saved(tx, by, token=token, now=now)


def confirm(tx: Tx, by: UserRef, code: str, *, now: datetime) -> Answer:
    """*That's right* of a welcome, *I have them* of a prompt. Pressed again, it changes nothing.

    A country that their zone speaks for no longer, or in whose place they have named another, is not taken:
    the form opens instead.
    """
    person = people.by_ref(tx, by)
    if person is None or code not in holidays.countries():
        return Tell(document=messages.gone(locale=""))
    named = person.days.country
    if named is not None and named.partition("-")[0] == code:
        return _saved(tx, by, token="", now=now)
    token = forms.make(tx, person=person.id, kind=KIND, subject={}, now=now)
    if named is not None or code != guessed_country(person):
        wrong = messages.not_taken(country=country_name(code), named=named is not None)
        return Ask(form=_form(person, _set_now(person, now=now), token, wrong=wrong, now=now))
    _save(tx, person, replace(person.days, country=code, asked=True), token=token, now=now)
    return _saved(tx, by, token=token, now=now)


def undo(tx: Tx, by: UserRef, *, token: str, now: datetime) -> Answer:
    """Days as they were before that was saved, and an evening that it ended is asked again as it was.

    Pressed again, it changes nothing.
    """
    opened, person = forms.get(tx, token), people.by_ref(tx, by)
    if opened is None or person is None or opened.person != person.id or "after" not in opened.subject:
        return Tell(document=messages.gone(locale=""))
    if not opened.subject.get("undone"):
        if _kept(person.days) != opened.subject["after"]:
            return Tell(document=messages.too_late(locale=person.locale))
        before = stored.days_from(opened.subject["before"] or None)
        forms.change_subject(tx, token, {**opened.subject, "undone": True})
        people.set_days(tx, person.id, before)
        hours_changed(tx, [person.id], now=now)
        for day in opened.subject.get("ended", ()):
            evening.no_holiday(tx, by, date.fromisoformat(day), now=now)
    there = people.get(tx, person.id) or person
    return Tell(document=messages.restored(_told(there, now=now), locale=person.locale))


def in_words(person: Person) -> str:
    """Whose holidays somebody has, and whether that is only guessed."""
    if person.days.country is not None:
        return place_words(person.days.country)
    code = guessed_country(person)
    return f"{country_name(code)}, guessed: none is skipped until you say so" if code else "not set"


def _read(person: Person, typed: Mapping[str, str], *, now: datetime) -> tuple[OwnDays, Errors]:
    errors: dict[str, str] = {}
    days = replace(person.days, asked=True)
    try:
        days = replace(days, country=read_place(typed[messages.PLACE]))
    except ValueError as wrong:
        errors[messages.PLACE] = f"{wrong}"
    try:
        also = frozenset(one.strip().lower() for one in typed[messages.ALSO].split(",") if one.strip())
        if messages.PLACE not in errors:
            days = replace(days, also=_also(days.country or "", also))
    except ValueError as wrong:
        errors[messages.ALSO] = f"{wrong}"
    try:
        off, worked = read_days(typed[messages.OWN], today=local_day(person.zone, now))
        days = replace(days, off=off, worked=worked)
    except ValueError as wrong:
        errors[messages.OWN] = f"{wrong}"
    return days, errors


def _also(country: str, also: frozenset[str]) -> frozenset[str]:
    there = holidays.categories(country.partition("-")[0]) if country else ()
    if lacking := sorted(also.difference(there)):
        has = f"write any of {', '.join(there)}" if there else "leave this empty"
        raise ValueError(f"There are no days called “{lacking[0][:60]}” there: {has}.")
    return also


def _save(tx: Tx, person: Person, wanted: OwnDays, *, token: str, now: datetime) -> None:
    forms.use(tx, token, now=now)
    before, after = _kept(person.days), _kept(wanted)
    people.set_days(tx, person.id, wanted)
    hours_changed(tx, [person.id], now=now)
    ended = [one for one in end_evenings(tx, [person.id]) if one.holiday is not None]
    days = [f"{one.day}" for one in ended]
    forms.change_subject(tx, token, {"before": before, "after": after, "ended": days})
    for one in ended:
        document = messages.today(day=one.day, name=one.holiday or "", token=token, locale=person.locale)
        replace_prompt(tx, person, one, document, now=now)


def _saved(tx: Tx, by: UserRef, *, token: str, now: datetime) -> Answer:
    person = people.by_ref(tx, by)
    assert person is not None, "their days have just been saved"
    return Tell(document=messages.saved(_told(person, now=now), token=token, locale=person.locale))


def _kept(days: OwnDays) -> str:
    return stored.days_text(days) or ""


def _told(person: Person, *, now: datetime) -> messages.Holidays:
    where = person.days.country or ""
    return messages.Holidays(
        place=place_words(where), coming=_coming(person, now=now), parts=parts_words(where)
    )


def _coming(person: Person, *, now: datetime) -> tuple[messages.Off, ...]:
    """The next holidays, company days and days of their own, absences aside."""
    off = replace(person, days=replace(person.days, away=())).days_off
    first = local_day(person.zone, now)
    found: list[messages.Off] = []
    for number in range(LOOK_AHEAD):
        day = first + timedelta(days=number)
        reason = off.reason(day)
        if reason is not None:
            found.append(messages.Off(day=day, name=reason.removeprefix("holiday: ")))
        if len(found) == SHOWN:
            break
    return tuple(found)


def _set_now(person: Person, *, now: datetime) -> dict[str, str]:
    days = person.days
    guess = guessed_country(person)
    place = place_words(days.country) if days.country is not None else country_name(guess) if guess else ""
    own = days_text(days.off, days.worked, today=local_day(person.zone, now))
    return {messages.PLACE: place, messages.ALSO: ", ".join(sorted(days.also)), messages.OWN: own}


def _form(person: Person, values: Values, token: str, *, wrong: str = "", now: datetime) -> Form:
    guess = guessed_country(person) if person.days.country is None else None
    shown = person if guess is None else replace(person, holidays=Holidays(where=guess))
    told = _told(shown, now=now)
    return messages.form(
        holidays=replace(told, place=country_name(guess)) if guess else told,
        guessed=guess is not None,
        values=values,
        token=token,
        wrong=wrong,
        locale=person.locale,
    )
