"""A new request: kept with its promise, on its way to whom it is for, and looked at again when that ends."""

from datetime import datetime

from bot.domain.identity import PersonId, Place
from bot.domain.promise import earliest
from bot.domain.request import Content, NewRequest, Request, Shape
from bot.services import hours, request_letters, request_overdue
from storage import people, requests
from storage.transaction import Tx


def begin(
    tx: Tx,
    asker: PersonId,
    content: Content,
    *,
    shape: Shape,
    to: tuple[PersonId, ...],
    place: Place | None,
    label: str,
    now: datetime,
) -> Request:
    """The promise is the earliest of theirs. place, label: as in `Request`."""
    known = people.many(tx, to)
    new = NewRequest(
        asker=asker,
        shape=shape,
        content=content,
        to=to,
        place=place,
        label=label,
        promised=earliest(hours.promising(tx, [known[one] for one in to], now=now), now),
    )
    request = requests.get(tx, requests.add(tx, new, now=now))
    assert request is not None, "it was kept a moment ago"
    request_letters.deliver(tx, request, now=now)
    request_overdue.plan(tx, request)
    return request
