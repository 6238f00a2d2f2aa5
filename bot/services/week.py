"""Somebody's own hours: shown, previewed before anything changes, saved, and undone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, cast

from bot.domain.asking import Asking, line_up
from bot.domain.identity import PersonId, UserRef
from bot.domain.own_hours import own_week, own_zone
from bot.domain.person import Person, ZoneSource
from bot.domain.team import Policy
from bot.domain.week import WorkingWeek, parse_week, week_text
from bot.domain.workday import next_prompt
from bot.messages import week as messages
from bot.messages import week_preview
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.form import Errors, Form, Values
from bot.messages.week import Coming, Hours
from bot.services import asking, settings_words
from bot.services.person import hours_changed
from bot.services.prompt import PROMPT
from bot.services.travel import offer_region
from bot.services.writer import writers
from storage import evenings, forms, people, teams, timers
from storage.transaction import Tx

KIND = "week"

# So many prompts are shown before anything is saved; with days off between them, no more rows than these.
SHOWN, MOST_ROWS = 5, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Hours as typed, read. week: None for the team's. by_hand: the zone was typed."""

    week: WorkingWeek | None
    zone: str
    by_hand: bool


def open_form(tx: Tx, by: UserRef, *, typed: str = "", now: datetime) -> Answer:
    """The form, holding what is set; with a week typed, what that would lead to."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    values = _set_now(person)
    if typed:
        values = {**values, messages.WEEK: typed}
    token = forms.make(tx, person=person.id, kind=KIND, subject={"typed": values}, now=now)
    if not typed:
        return Ask(form=_form(tx, person, values, token))
    answer = sent(tx, by, token=token, values=values, profile_zone="", now=now)
    if isinstance(answer, Fix):  # only an open form shows what is wrong beside a field
        return Ask(form=_form(tx, person, values, token, wrong=" ".join(answer.errors.values())))
    return answer


def sent(tx: Tx, by: UserRef, *, token: str, values: Values, profile_zone: str, now: datetime) -> Answer:
    """The form was sent: on to the preview, or what to mend. `profile_zone`: "" where it is not known."""
    kept = _kept(tx, by, token)
    if kept is None:
        return Tell(document=messages.gone(locale=""))
    person, subject = kept
    typed = {name: f"{values.get(name, '')}" for name in (messages.WEEK, messages.ZONE)}
    wanted, errors = _read(person, typed, profile_zone)
    if wanted is None:
        form = _form(tx, person, typed, token)
        return Fix(form=form, errors=errors, values=typed)
    as_json = {"week": _text(wanted.week), "zone": wanted.zone, "by_hand": wanted.by_hand}
    forms.change_subject(tx, token, {**subject, "typed": typed, "wanted": as_json})
    return Ask(
        form=week_preview.preview(_hours(tx, person, wanted, now=now), token=token, locale=person.locale)
    )


def back(tx: Tx, by: UserRef, *, token: str) -> Answer:
    """*Back*: the form, holding what was typed."""
    kept = _kept(tx, by, token)
    if kept is None:
        return Tell(document=messages.gone(locale=""))
    person, subject = kept
    return Ask(form=_form(tx, person, subject["typed"], token))


def confirmed(tx: Tx, by: UserRef, *, token: str, now: datetime) -> Answer:
    """*Save*. Sent again, it is answered alike and changes nothing."""
    kept = _kept(tx, by, token)
    opened = forms.get(tx, token)
    if kept is None or opened is None or "wanted" not in kept[1]:
        return Tell(document=messages.gone(locale=""))
    person, subject = kept
    wanted = _wanted(subject["wanted"])
    if opened.used_at is None:
        forms.use(tx, token, now=now)
        forms.change_subject(tx, token, {**subject, "before": _as_it_is(person)})
        _save(tx, person, wanted, now=now)
    hours = _hours(tx, people.get(tx, person.id) or person, wanted, now=now)
    return Tell(document=messages.saved(hours, token=token, locale=person.locale))


def undo(tx: Tx, by: UserRef, *, token: str, now: datetime) -> Answer:
    """Week, zone and visit as they were before that was saved, with their dates. A second press changes
    nothing.
    """
    kept = _kept(tx, by, token)
    if kept is None or "before" not in kept[1]:
        return Tell(document=messages.gone(locale=""))
    person, subject = kept
    before, wanted = subject["before"], _wanted(subject["wanted"])
    if not subject.get("undone"):
        if not _stands(person, wanted):
            return Tell(document=messages.too_late(locale=person.locale))
        forms.change_subject(tx, token, {**subject, "undone": True})
        _restore(tx, person, before, now=now)
    there = people.get(tx, person.id) or person
    hours = _hours(tx, there, _of(there), now=now)
    return Tell(document=messages.restored(hours, locale=person.locale))


def needs_profile(values: Values) -> bool:
    """Whether what was sent leaves the zone to the profile, which is to be asked of the platform."""
    return not f"{values.get(messages.ZONE, '')}".strip()


def _kept(tx: Tx, by: UserRef, token: str) -> tuple[Person, dict[str, Any]] | None:
    opened, person = forms.get(tx, token), people.by_ref(tx, by)
    if opened is None or person is None or opened.kind != KIND or opened.person != person.id:
        return None
    return person, opened.subject


def _read(person: Person, typed: Mapping[str, str], profile_zone: str) -> tuple[_Wanted | None, Errors]:
    errors: dict[str, str] = {}
    week, zone = None, typed[messages.ZONE].strip()
    by_hand = bool(zone)
    try:
        week = own_week(typed[messages.WEEK]) if typed[messages.WEEK].strip() else None
    except ValueError as wrong:
        errors[messages.WEEK] = f"{wrong}"
    try:
        zone = own_zone(zone, now_in=person.zone) if by_hand else _profiles(person, profile_zone)
    except ValueError as wrong:
        errors[messages.ZONE] = f"{wrong}"
    return (None if errors else _Wanted(week=week, zone=zone, by_hand=by_hand)), errors


def _profiles(person: Person, profile_zone: str) -> str:
    """Where the profile has them; what is not by hand is that already."""
    if person.zone_source != "hand":
        return person.zone
    if not profile_zone:
        raise ValueError("I cannot read your profile's time zone just now: try again, or write a city here.")
    return profile_zone


def _save(tx: Tx, person: Person, wanted: _Wanted, *, now: datetime) -> None:
    if wanted.week != person.week:
        people.set_week(tx, person.id, wanted.week, now=now)
    if (wanted.zone, wanted.by_hand) != (person.zone, person.zone_source == "hand"):
        people.set_zone(tx, person.id, wanted.zone, _source(person, wanted), now=now)
    lived = person.home_zone or person.zone
    came_from = lived if wanted.zone != lived else None
    hours_changed(tx, [person.id], now=now)
    offer_region(tx, person.id, came_from=came_from, now=now)


def _source(person: Person, wanted: _Wanted) -> ZoneSource:
    if wanted.by_hand:
        return "hand"
    return "profile" if person.zone_source == "hand" else person.zone_source


def _restore(tx: Tx, person: Person, before: Mapping[str, Any], *, now: datetime) -> None:
    week = parse_week(before["week"]) if before["week"] else None
    since = _instant(before["week_at"]) if week is not None else None
    people.set_week(tx, person.id, week, now=since or now)
    source = cast(ZoneSource, before["source"])
    people.set_zone(tx, person.id, before["zone"], source, now=_instant(before["zone_at"]) or now)
    people.set_travel(tx, person.id, home_zone=before.get("home_zone"), travel=before.get("travel"))
    hours_changed(tx, [person.id], now=now)
    if before["zone"] != person.zone:
        offer_region(tx, person.id, came_from=person.zone, now=now)


def _as_it_is(person: Person) -> dict[str, Any]:
    return {
        "week": _text(person.week),
        "week_at": person.week_at.isoformat() if person.week_at else "",
        "zone": person.zone,
        "source": person.zone_source,
        "zone_at": person.zone_at.isoformat() if person.zone_at else "",
        "home_zone": person.home_zone,
        "travel": person.travel,
    }


def _stands(person: Person, wanted: _Wanted) -> bool:
    """Whether their hours are still what was saved."""
    return _of(person) == wanted


def _of(person: Person) -> _Wanted:
    return _Wanted(week=person.week, zone=person.zone, by_hand=person.zone_source == "hand")


def _wanted(kept: Mapping[str, Any]) -> _Wanted:
    week = parse_week(kept["week"]) if kept["week"] else None
    return _Wanted(week=week, zone=kept["zone"], by_hand=kept["by_hand"])


def _set_now(person: Person) -> dict[str, str]:
    """What the form holds as it is opened: what is theirs, and nothing that comes from elsewhere."""
    zone = person.zone if person.zone_source == "hand" else ""
    return {messages.WEEK: _text(person.week), messages.ZONE: zone}


def _form(tx: Tx, person: Person, values: Values, token: str, *, wrong: str = "") -> Form:
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    team_week = theirs[0].policy.week if theirs else Policy().week
    return messages.form(
        week=settings_words.week(person, theirs),
        zone=settings_words.zone(person),
        team_week=week_text(team_week),
        values=values,
        token=token,
        wrong=wrong,
        locale=person.locale,
    )


def _hours(tx: Tx, person: Person, wanted: _Wanted, *, now: datetime) -> Hours:
    """What follows from such hours."""
    would = replace(person, week=wanted.week, zone=wanted.zone)
    team_week = teams.policies(tx, [person.id]).get(person.id, Policy()).week
    coming = tuple(islice(_coming(tx, would, now=now), MOST_ROWS))
    asked = [number for number, one in enumerate(coming) if one.reason is None]
    last = asked[SHOWN - 1] + 1 if len(asked) >= SHOWN else len(coming)
    return Hours(
        week=week_text(wanted.week or team_week),
        own=wanted.week is not None,
        zone=wanted.zone,
        by_hand=wanted.by_hand,
        writes=person.id in writers(tx, [person.id]),
        coming=coming[:last],
    )


def _coming(tx: Tx, would: Person, *, now: datetime) -> Iterator[Coming]:
    """Their next evenings, as they would be lined up now: those in flight first; why not, on days off."""
    found = writers(tx, [would.id]).get(would.id)
    if found is None:
        return
    writer = replace(found, person=would)
    timer = timers.get(tx, PROMPT, str(would.id))
    before = asking.of_timer(timer) if timer is not None else Asking()
    after_day = _last_day(tx, would.id)
    line = line_up(writer.calendar, before=before, after_day=after_day, lead=writer.lead, now=now)
    for one in line.waiting:
        yield Coming(day=one.day, at=one.due_at, reason=would.days_off.reason(one.day))
        after_day = one.day
    following = next_prompt(writer.calendar.written, after_day=after_day, lead=writer.lead, not_before=now)
    while following is not None:
        yield Coming(day=following.day, at=following.due_at, reason=would.days_off.reason(following.day))
        following = next_prompt(
            writer.calendar.written, after_day=following.day, lead=writer.lead, not_before=now
        )


def _last_day(tx: Tx, person: PersonId) -> date | None:
    return evenings.last_days(tx, [person]).get(person)


def _text(week: WorkingWeek | None) -> str:
    return week_text(week) if week is not None else ""


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
