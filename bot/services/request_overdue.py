"""A promise ends without an answer: who is asked is reminded once, then whoever asked may pass it on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.identity import RequestId
from bot.domain.promise import worked_at
from bot.domain.request import Request
from bot.messages import request as messages
from bot.services import hours, note, request_letters
from bot.services.request_onward import way
from storage import people, requests, timers
from storage.timers import Timer
from storage.transaction import Tx

OVERDUE: Final = "overdue"

# Those who were asked have been reminded, and had time for it.
OFFER: Final = "pass_on"


def plan(tx: Tx, request: Request) -> None:
    """Look again when the promise ends."""
    if request.promise is not None:
        timers.set(tx, OVERDUE, f"{request.id}", request.promise.at)


def drop(tx: Tx, number: RequestId) -> None:
    """It waits no more."""
    timers.drop(tx, OVERDUE, f"{number}")
    timers.drop(tx, OFFER, f"{number}")


def due(tx: Tx, some: Sequence[Timer], *, now: datetime) -> None:
    """Wherever it stands it says so, and whoever was asked is told of it once more, in their next morning.

    However late: a bot that was down reminds them the next morning all the same.
    """
    for number in [RequestId(int(timer.subject)) for timer in some]:
        request = requests.get(tx, number)
        if request is not None and request.open:
            requests.overdue(tx, number)
            request_letters.keep_current(tx, number, now=now)
            request_letters.remind(tx, number, now=now)
            _offer_later(tx, request, now=now)


def offer_due(tx: Tx, some: Sequence[Timer], *, now: datetime) -> None:
    """Whoever asked reads in their next note that they may pass it on, if another region is to have it."""
    for number in [RequestId(int(timer.subject)) for timer in some]:
        request = requests.get(tx, number)
        found = way(tx, request) if request is not None and request.open else None
        if request is not None and found is not None and found.region(now) is not None:
            requests.offer(tx, number, now=now)
            request_letters.keep_current(tx, number, now=now)
            note.wait(tx, [request.asker], messages.OFFER, number, now=now)


def _offer_later(tx: Tx, request: Request, *, now: datetime) -> None:
    """Once the first of them who is reminded has had four hours of work since."""
    known = people.many(tx, request.to)
    theirs = [hours.calendar(tx, known[one]) for one in request.to]
    mornings = [(one, shift.starts_at) for one in theirs if (shift := one.next_shift(now)) is not None]
    ends = [end for one, at in mornings if (end := worked_at(one, at)) is not None]
    if ends:
        timers.set(tx, OFFER, f"{request.id}", min(ends))
