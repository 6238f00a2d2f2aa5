"""A promise ends without an answer: everyone sees it, and those who are asked are reminded once, quietly."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.identity import RequestId
from bot.domain.request import Request
from bot.services import request_letters
from storage import requests, timers
from storage.timers import Timer
from storage.transaction import Tx

OVERDUE: Final = "overdue"


def plan(tx: Tx, request: Request) -> None:
    """Look again when the promise ends."""
    if request.promise is not None:
        timers.set(tx, OVERDUE, f"{request.id}", request.promise.at)


def drop(tx: Tx, number: RequestId) -> None:
    """It waits no more."""
    timers.drop(tx, OVERDUE, f"{number}")


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
