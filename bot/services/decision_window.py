"""The fair window of a decision that is being written: reckoned, shown, and the close that was typed."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.spoken_time import Spoken, spoken_time
from bot.domain.text import list_words
from bot.domain.window import Window, soonest, window
from bot.domain.workday import Calendar
from bot.messages.decision_form import CLOSE, NOTHING, SOONER, TITLE
from bot.messages.decision_window import Reckoned
from bot.messages.document import When, clock_time
from bot.messages.form import Errors, Values
from bot.messages.request_values import text
from bot.services import hours
from bot.services.decision_subject import Subject, plain
from storage import people, teams
from storage.transaction import Tx

# Nobody waits longer for a decision, unless somebody's hours are so few.
MOST_OPEN = timedelta(days=21)

# So long after it was shown, the earliest fair close may still be typed.
SHOWN_FOR = timedelta(minutes=30)

Names = Mapping[PersonId, str]


def reckoned(tx: Tx, subject: Subject, *, now: datetime) -> tuple[Window[PersonId], Names] | None:
    """The window of those who decide if it is asked now, and their names; None where nobody is there."""
    assert subject.decided is not None, "the first page was sent"
    known = people.many(tx, subject.decided.ids)
    there = [known[one] for one in subject.decided.ids if known[one].eligible]
    regions = subject.decided.region_of
    found = fair_window(hours.promising(tx, there, now=now), regions, now)
    if found is None:
        return None
    return found, {one.id: _called(one, regions.get(one.id, ""), found) for one in there}


def fair_window(
    calendars: Mapping[PersonId, Calendar], regions: Mapping[PersonId, str], now: datetime
) -> Window[PersonId] | None:
    """The same for these; where one of each region decides, of whoever of each has had their hours first."""
    if not regions:
        return window(calendars, now)
    return window({one: calendars[one] for one in soonest(calendars, regions, now).values()}, now)


def of_regions(some: Iterable[PersonId], regions: Mapping[PersonId, str]) -> tuple[PersonId, ...]:
    """All of the regions that these stand for; without regions, these."""
    named = {regions[one] for one in some if one in regions}
    return tuple(sorted({*some, *(one for one, name in regions.items() if name in named)}))


def _called(one: Person, region: str, found: Window[PersonId]) -> str:
    if not region:
        return one.name
    return f"everybody in {region}" if one.id in found.away else f"{region} ({one.name})"


def shown(
    tx: Tx, person: Person, subject: Subject, *, closes_now: datetime | None = None, now: datetime
) -> Reckoned:
    """What the second page says of it. closes_now: until when one that is edited is open."""
    found = reckoned(tx, subject, now=now)
    assert found is not None, "somebody is there"
    assert subject.decided is not None, "the first page was sent"
    one, names = found
    team = teams.at(tx, subject.decided.at(person.user)) if subject.decided.label else None
    decides = team.policy.decides if team is not None else "half"
    return Reckoned(
        title=text(plain(subject.typed), TITLE),
        there=[(names[who], at) for who, at in sorted(one.there.items(), key=lambda pair: pair[1])],
        away=[names[who] for who in one.away],
        closes_at=one.closes_at,
        set_by=names[one.set_by] if one.set_by is not None else "",
        zone=person.zone,
        where=subject.decided.where,
        closes_now=closes_now,
        regional=bool(subject.decided.regions),
        usual=NOTHING if decides == "half" else decides,
        team=team.name if team is not None else "",
    )


def typed_close(
    values: Values, one: Window[PersonId], *, zone: str, stands: datetime | None = None
) -> datetime | Errors | None:
    """The close that was typed; None for none. stands: until when one that is edited is open."""
    now = one.asked_at
    typed = text(values, CLOSE)
    if not typed:
        return None
    found = spoken_time(typed, now=now, zone=zone, also={})
    if not isinstance(found, Spoken):
        return {CLOSE: "Name a day and a time, such as Thu 15:00, or leave it empty."}
    if found.at <= now:
        return {CLOSE: "That has passed. Name a time that is to come, or leave it empty."}
    if found.at > max(now + MOST_OPEN, one.closes_at, stands or now):
        return {CLOSE: f"That is more than {MOST_OPEN.days} days from now. Name a sooner one."}
    return found.at


def close_of(
    values: Values,
    one: Window[PersonId],
    names: Names,
    *,
    zone: str,
    shown: datetime | None = None,
    stands: datetime | None = None,
) -> tuple[datetime, str] | Errors:
    """When it closes, and why sooner than is fair to all ("" where it is fair); or what to mend.

    shown: the earliest fair close when the page was shown. Who types that means the earliest, which by now
    is a little later: no reason is needed, nor one that was given for another close. stands: as in
    `typed_close`.
    """
    typed, why = typed_close(values, one, zone=zone, stands=stands), text(values, SOONER)
    if typed is None:
        return one.closes_at, ""
    if not isinstance(typed, datetime):
        return typed
    if one.fair(typed):
        return typed, ""
    meant = shown is not None and shown <= typed and one.closes_at - typed <= SHOWN_FOR
    if meant:
        return one.closes_at, ""
    if not why:
        late = [names[who] for who, at in one.there.items() if at > typed]
        fair = clock_time(When(at=one.closes_at, zone=zone, style="day_time"))
        short = f"{list_words(late[:3])} would not have eight working hours" if late else "24 hours are fair"
        return {SOONER: f"Fair to all is {fair}: {short}. Say why it has to be sooner."}
    return typed, why
