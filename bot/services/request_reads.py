"""Who reads a request, or its answer, when: told to whoever has just sent it."""

from datetime import datetime

from bot.domain.person import Person
from bot.domain.request import Request
from bot.messages import request_promise as promised
from bot.messages import request_urgent as urgent
from bot.messages.document import Spans, When
from bot.services import hours, request_urgent
from storage import people
from storage.transaction import Tx


def reads(tx: Tx, person: Person, *, zone: str, now: datetime) -> Spans:
    """When something that is said to them now reaches them, for someone in `zone`."""
    if hours.reachable(tx, person, now=now):
        return promised.reads_now(person.name)
    mine = hours.calendar(tx, person)
    if (ends_at := hours.after_focus(tx, person, mine, now=now)) is not None:
        return promised.reads_after_focus(person.name, When(at=ends_at, zone=zone, style="day_time"))
    shift = mine.next_shift(now)
    at = shift.starts_at if shift is not None else None
    if not hours.calendars(tx, [person.id]):
        at = mine.next_working_instant(now)
    return promised.reads_at(person.name, When(at=at, zone=zone, style="day_time") if at else None)


def answer_read(tx: Tx, request: Request, asker: Person, *, zone: str, now: datetime) -> Spans:
    """When the answer reaches whoever asked, for someone in `zone`: at any time where it was urgent."""
    if request.urgent:
        [there] = request_urgent.reached(tx, [asker], now=now)
        return urgent.reads_at_once(there, now=now)
    return reads(tx, asker, zone=zone, now=now)


def all_read(tx: Tx, request: Request, *, zone: str, now: datetime) -> list[Spans]:
    """The same, a line for each whom it is for; one for a region or team."""
    if request.label:
        return [promised.reads_there(request.label)]
    known = people.many(tx, request.to)
    to = [known[one] for one in request.to]
    if request.urgent:
        there = request_urgent.reached(tx, to, now=now)
        return [*(urgent.reads_at_once(one, now=now) for one in there), urgent.promises_nothing()]
    return [reads(tx, one, zone=zone, now=now) for one in to]
