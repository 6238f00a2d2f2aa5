"""When an answer to a request can be expected, how that was reckoned, and who reads it when."""

from datetime import datetime

from bot.domain.identity import PersonId
from bot.domain.promise import Promise
from bot.domain.request import Request
from bot.domain.wait import wait_words
from bot.messages.document import Spans, When, bold, clock_time, words
from bot.messages.request_view import View


def expected(one: View) -> Spans:
    """When the answer can be expected, and how that was reckoned."""
    promise, first = one.request.promise, one.request.first
    if promise is None or first is None:
        return words(f"When {one.whom} will work again is not known, so no time is promised.")
    return words(*_reckoned(one, promise, first), *_too_late(one))


def needed_sooner(request: Request) -> datetime | None:
    """When it is needed, where that is before an answer is promised."""
    by, promise = request.content.by_at, request.promise
    return by if by is not None and promise is not None and by < promise.at else None


def _reckoned(one: View, promise: Promise, first: PersonId) -> Spans:
    name, zone = one.name(first), one.zones.get(first, one.zone)
    head = (bold("Expect an answer by "), When(at=promise.at, zone=one.zone, style="day_time"), ": ")
    later = f"{wait_words(promise.waited_at - one.request.asked_at)} after asking{_whose(promise, name)}"
    if promise.at_once:
        return words(*head, f"{later}, while {name} is at work.")
    if promise.for_work:
        there = _there(promise.worked_at, zone)
        return words(*head, f"by {there}, {name} will have had four hours of work for it.")
    ended, back = _there(promise.waited_at, zone), _there(promise.at, zone)
    return words(*head, f"{later} is {ended}, outside {name}'s hours, and {name} is back {back}.")


def reads_now(name: str) -> Spans:
    """They are at work."""
    return words(f"{name} gets it now.")


def reads_there(name: str) -> Spans:
    """It is for a region or a team."""
    return words(f"It stands in the channel for {name}; whoever is off now reads it when their day begins.")


def reads_at(name: str, at: When | None) -> Spans:
    """It waits for when they begin to work."""
    if at is None:
        return words(f"{name} reads it once they have a working day again.")
    return words(f"{name} reads it when their day begins, ", at, ".")


def reads_after_focus(name: str, at: When) -> Spans:
    """They are in focus, and work when it ends."""
    return words(f"{name} is in focus, and gets it as that ends, ", at, ".")


def _too_late(one: View) -> Spans:
    """What whoever asked has to know of when they need it."""
    by = needed_sooner(one.request)
    if by is None:
        return ()
    at = When(at=by, zone=one.zone, style="day_time")
    return words(" You need it before that, by ", at, ": they may not make it.")


def _whose(promise: Promise, name: str) -> str:
    """Who has set how long it may take; the usual is nobody's."""
    whose = {"default": "", "team": "their team's promise", "person": f"{name}'s own promise"}[promise.of]
    return f" ({whose})" if whose else ""


def _there(at: datetime, zone: str) -> str:
    """On somebody else's clock, which is named."""
    return clock_time(When(at=at, zone=zone, style="day_time"))
