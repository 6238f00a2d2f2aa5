"""A new request: kept with its promise, on its way to whom it is for, and looked at again when that ends."""

from dataclasses import replace
from datetime import datetime

from bot.domain.promise import earliest
from bot.domain.request import NewRequest, Request
from bot.domain.team import Policy
from bot.services import hours, request_letters, request_overdue, request_urgent
from storage import people, requests
from storage.transaction import Tx


def begin(tx: Tx, new: NewRequest, *, policy: Policy | None, now: datetime) -> Request:
    """The promise is the earliest of theirs, urgent or not. policy: of the team asked, None for people."""
    known = people.many(tx, new.to)
    theirs = hours.promising(tx, [known[one] for one in new.to], now=now)
    first = earliest(theirs, now, hours.waits(tx, new.to, asked=policy))
    off_hours = request_urgent.off_hours(tx, known.values(), now=now) if new.urgent else ()
    new = replace(new, promised=first, off_hours=off_hours)
    request = requests.get(tx, requests.add(tx, new, now=now))
    assert request is not None, "it was kept a moment ago"
    request_letters.deliver(tx, request, now=now)
    request_overdue.plan(tx, request)
    return request
