"""Examples of what is said of days off."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.dayoff import Absence
from bot.messages import away
from bot.messages.away import MOST_LISTED, Away
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD, BERLIN

_TODAY = date(2026, 9, 16)
_DAYS = Absence(first=date(2026, 9, 22), last=date(2026, 9, 24), id=1)
_MORNING = Absence(first=date(2026, 10, 2), last=date(2026, 10, 2), half="first", id=2)
_AFTERNOON = replace(_MORNING, half="second")
_LATER = Absence(first=date(2026, 12, 28), last=date(2027, 1, 8), id=3)
_BACK = datetime(2026, 9, 25, 7, tzinfo=UTC)
_AWAY = Away(absence=_DAYS, today=_TODAY, working_days=3, back_at=_BACK, zone=BERLIN)


def examples() -> tuple[Example, ...]:
    """All of them."""
    many = [_DAYS] * (MOST_LISTED + 2)
    return (
        example("", away.away, _AWAY, locale="en"),
        example("joined", away.away, replace(_AWAY, absence=_LATER, joined=True), locale="en"),
        example("already", away.away, replace(_AWAY, joined=True, changed=False), locale="en"),
        example("a morning", away.away, replace(_AWAY, absence=_MORNING), locale="en"),
        example("an afternoon", away.away, replace(_AWAY, absence=_AFTERNOON, back_at=None), locale="en"),
        example(
            "ended", away.away, replace(_AWAY, absence=_AFTERNOON, back_at=None, asks="now"), locale="en"
        ),
        example(
            "asked", away.away, replace(_AWAY, absence=_AFTERNOON, back_at=None, asks="not"), locale="en"
        ),
        example("none", away.listed, [], today=_TODAY, locale="en"),
        example("three", away.listed, [_DAYS, _MORNING, _LATER], today=_TODAY, locale="en"),
        example("many", away.listed, many, today=_TODAY, locale="en"),
        example("before it began", away.cancelled, _DAYS, today=_TODAY, gave_back=False, locale="en"),
        example("since", away.cancelled, _DAYS, today=_TODAY, gave_back=True, locale="en"),
        example(
            "joined undone",
            away.cancelled,
            _LATER,
            back=[_DAYS, _MORNING],
            today=_TODAY,
            gave_back=True,
            locale="en",
        ),
        example("", away.gone, locale="en"),
        example("", away.unclear, typed="9/22", why="9/22 may be two days.", locale="en"),
        example("awkward", away.unclear, typed=AWKWARD, why="That is no day.", locale="en"),
        example("", away.unknown, locale="en"),
        example("", away.form, values={}, token="t", locale="en"),
        example("typed", away.form, values={"first": "9/22"}, token="t", locale="en"),
        example("", away.not_asked, locale="en"),
    )
