"""Days on which a whole workspace is off: set by those who may, told in every channel, and undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from bot.domain.company_day import MOST_TEXT, Days, check_size, company_text, difference, merged, read_company
from bot.domain.evening import Evening
from bot.domain.identity import TeamId, TenantId, UserRef
from bot.domain.person import Person, Profile
from bot.domain.zone import local_day
from bot.messages import company_day as messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.form import Form, Values
from bot.messages.holiday import Off
from bot.messages.letter import Letter
from bot.services import steward
from bot.services.day_off import end_evenings, resume_evenings
from bot.services.person import hours_changed, met
from bot.services.posting import change, post, tenant_of
from bot.services.receipt import replace_prompt
from storage import days as stored
from storage import forms, handoffs, people, teams, timers
from storage.forms import OpenForm
from storage.timers import Timer
from storage.transaction import Tx

KIND = "company day"

# The timer of a team whose members are off on other days: thousands of people take longer to plan anew than
# whoever pressed Save, and everyone else, should wait for.
CHANGED = "company"


def open_form(
    tx: Tx, by: UserRef, *, profile: Profile | None = None, typed: str = "", now: datetime
) -> Answer:
    """The form, holding the days from today on; with days typed, those are added at once.

    profile: what the platform says of them now. Who may not change them sees what is coming.
    """
    person = met(tx, by, profile, now=now)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    if not steward.looks_after_any(tx, person):
        names, coming = _who_may(tx, person), _coming(tx, person, now=now)
        return Tell(document=messages.not_yours(names=names, coming=coming, locale=person.locale))
    since = local_day(person.zone, now)
    shown = _from(stored.company_days(tx, person.tenant), since)
    token = forms.make(tx, person=person.id, kind=KIND, subject=_opened(shown, since), now=now)
    text = company_text(shown)
    if not typed:
        return Ask(form=_form(person, {messages.DAYS: text}, token))
    try:
        wanted = {**shown, **read_company(typed, today=since)}
        check_size(wanted)
    except ValueError as wrong:
        both = f"{text}\n{typed}".strip()[:MOST_TEXT]
        return Ask(form=_form(person, {messages.DAYS: both}, token, wrong=f"{wrong}"))
    return sent(tx, by, token=token, values={messages.DAYS: company_text(wanted)}, now=now)


def sent(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """The form was sent: saved, or what to mend. Sent again, it is answered alike and changes nothing."""
    opened, person = forms.get(tx, token), people.by_ref(tx, by)
    if opened is None or person is None or opened.kind != KIND or opened.person != person.id:
        return Tell(document=messages.gone(locale=person.locale if person else ""))
    if opened.used_at is None:
        if not steward.looks_after_any(tx, person):
            names, coming = _who_may(tx, person), _coming(tx, person, now=now)
            return Tell(document=messages.not_yours(names=names, coming=coming, locale=person.locale))
        text = f"{values.get(messages.DAYS, '')}"
        try:
            after = _wanted(opened, text, stored.company_days(tx, person.tenant))
        except ValueError as wrong:
            typed = {messages.DAYS: text}
            return Fix(form=_form(person, typed, token), errors={messages.DAYS: f"{wrong}"}, values=typed)
        _save(tx, person, opened, after, now=now)
    return _saved(tx, person, token, now=now)


def undo(tx: Tx, by: UserRef, *, token: str, now: datetime) -> Answer:
    """The days as they were before that was saved, for those who may and for who saved it.

    Pressed again, it changes nothing.
    """
    opened, person = forms.get(tx, token), people.by_ref(tx, by)
    made = _made(opened) if opened is not None and opened.kind == KIND else None
    author = people.get(tx, opened.person) if opened is not None else None
    if opened is None or person is None or made is None or author is None or author.tenant != person.tenant:
        return Tell(document=messages.gone(locale=person.locale if person else ""))
    if author.id != person.id and not steward.looks_after_any(tx, person):
        names, coming = _who_may(tx, person), _coming(tx, person, now=now)
        return Tell(document=messages.not_to_undo(names=names, coming=coming, locale=person.locale))
    there = stored.company_days(tx, person.tenant)
    if (undoer := opened.subject.get("undone")) is not None:
        return _undone_before(tx, person, mine=undoer == person.id and there == made.before, now=now)
    if there != made.after:
        return Tell(document=messages.too_late(locale=person.locale))
    forms.change_subject(tx, token, {**opened.subject, "undone": person.id})
    _set(tx, person.tenant, made.before, now=now)
    what = difference(made.before, made.after)
    document = messages.undone(what, changer=author.name, by=person.name, locale="")
    for team, where in teams.channels(tx, person.tenant).items():
        if team in made.told:
            change(tx, _key(token, team), where, document, tenant=person.tenant, now=now)
    return Tell(document=messages.undo_done(coming=_coming(tx, person, now=now), locale=person.locale))


def _undone_before(tx: Tx, person: Person, *, mine: bool, now: datetime) -> Answer:
    """mine: that was their own press, heard once more, and nothing has changed since."""
    if not mine:
        return Tell(document=messages.undone_before(locale=person.locale))
    return Tell(document=messages.undo_done(coming=_coming(tx, person, now=now), locale=person.locale))


def follow_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """The members of these teams are off on other days: nobody is reminded tonight of a day that is off, and
    who was asked about one that is none any more is asked as before."""
    theirs = teams.many(tx, [TeamId(int(timer.subject)) for timer in due]).values()
    ids = sorted({member.person.id for team in theirs for member in team.members})
    hours_changed(tx, ids, now=now)
    for one in end_evenings(tx, ids):
        _show(tx, one, now=now)
    resume_evenings(tx, ids, now=now)


def _show(tx: Tx, evening: Evening, *, now: datetime) -> None:
    """The prompt says that its day is off; where something was handed over already, that stands."""
    person = people.get(tx, evening.person)
    if person is None or evening.asked_at is None or handoffs.of_day(tx, person.id, evening.day):
        return
    name = stored.company_days(tx, person.tenant).get(evening.day, "")
    document = messages.today(day=evening.day, name=name, locale=person.locale)
    replace_prompt(tx, person, evening, document, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A change that was saved. told: the teams whose channels were told of it."""

    before: Days
    after: Days
    told: Sequence[int]


def _made(opened: OpenForm) -> _Made | None:
    subject = opened.subject
    if "after" not in subject:
        return None
    before, after = stored.company_of(subject["before"]), stored.company_of(subject["after"])
    return _Made(before=before, after=after, told=subject["told"])


def _opened(shown: Days, since: date) -> dict[str, object]:
    return {"shown": stored.company_json(shown), "since": f"{since}"}


def _wanted(opened: OpenForm, text: str, there: Days) -> dict[date, str]:
    """All days as they are to be; raises ValueError, in words for who wrote the text."""
    since = date.fromisoformat(opened.subject["since"])
    wanted = read_company(text, today=since)
    after = merged(there, shown=stored.company_of(opened.subject["shown"]), wanted=wanted)
    check_size(_from(after, since))
    return after


def _save(tx: Tx, person: Person, opened: OpenForm, after: Days, *, now: datetime) -> None:
    forms.use(tx, opened.token, now=now)
    before = stored.company_days(tx, person.tenant)
    if before == after:
        return
    channels = teams.channels(tx, person.tenant)
    kept = {"before": stored.company_json(before), "after": stored.company_json(after)}
    forms.change_subject(tx, opened.token, {**opened.subject, **kept, "told": list(channels)})
    _set(tx, person.tenant, after, now=now)
    made = difference(before, after)
    document = messages.changed(made, by=person.name, token=opened.token, locale="")
    for team, where in channels.items():
        key = _key(opened.token, team)
        letter = Letter(key=key, tenant=tenant_of(where), to=where, document=document)
        post(tx, letter, tenant=person.tenant, now=now)


def _set(tx: Tx, tenant: TenantId, days: Days, *, now: datetime) -> None:
    """All of them; everyone's hours are others now, which is followed up a few teams at a time."""
    stored.set_company_days(tx, tenant, days)
    timers.set_many(tx, CHANGED, [(f"{team}", now, {}) for team in teams.channels(tx, tenant)])


def _saved(tx: Tx, person: Person, token: str, *, now: datetime) -> Answer:
    opened = forms.get(tx, token)
    made = _made(opened) if opened is not None else None
    coming = _coming(tx, person, now=now)
    if made is None:
        return Tell(document=messages.same(coming=coming, locale=person.locale))
    what = difference(made.before, made.after)
    return Tell(document=messages.saved(what, coming=coming, token=token, locale=person.locale))


def _who_may(tx: Tx, person: Person) -> list[str]:
    """Those of their own teams who may."""
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    found = {
        one.person.id: one.person.name
        for team in theirs
        for one in team.members
        if steward.looks_after(team, one.person) and one.person.eligible
    }
    return list(found.values())


def _coming(tx: Tx, person: Person, *, now: datetime) -> tuple[Off, ...]:
    ahead = _from(stored.company_days(tx, person.tenant), local_day(person.zone, now))
    return tuple(Off(day=day, name=name) for day, name in ahead.items())


def _from(days: Days, since: date) -> dict[date, str]:
    return {day: name for day, name in sorted(days.items()) if day >= since}


def _key(token: str, team: int) -> str:
    """Of what tells a channel. Keys are logged, and the token is nobody's to read there."""
    return f"company/{sha256(token.encode()).hexdigest()[:20]}/{team}"


def _form(person: Person, values: Mapping[str, str], token: str, *, wrong: str = "") -> Form:
    return messages.form(values=values, token=token, wrong=wrong, locale=person.locale)
