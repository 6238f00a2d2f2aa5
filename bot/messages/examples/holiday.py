"""Examples of what is said of one's own holidays."""

from dataclasses import replace
from datetime import date

from bot.messages import evening, holiday
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, DAY
from bot.messages.examples.team import a_welcome
from bot.messages.holiday import Holidays, Off

_COMING = (
    Off(day=date(2026, 12, 24), name="company day"),
    Off(day=date(2026, 12, 25), name="Christmas Day"),
    Off(day=date(2027, 5, 4), name=AWKWARD),
)
_BAVARIA = Holidays(place="Germany, Bayern", coming=_COMING)
_GERMANY = replace(_BAVARIA, place="Germany", parts="Parts of Germany have days of their own: Bayern.")
_NONE = Holidays(place="none", coming=())


def examples() -> tuple[Example, ...]:
    """All of them."""
    typed = {"place": AWKWARD, "own": "work 1 may\noff 31 feb"}
    return (
        example("", holiday.form, holidays=_BAVARIA, guessed=False, values={}, token="t", locale="en"),
        example("guessed", holiday.form, holidays=_GERMANY, guessed=True, values={}, token="t", locale="en"),
        example(
            "wrong",
            holiday.form,
            holidays=_NONE,
            guessed=False,
            values=typed,
            token="t",
            wrong="There is no 31 Feb in the calendar.",
            locale="en",
        ),
        *_asking(),
        example("", holiday.today, day=DAY, name="Diwali", token="t", locale="en"),
        example("awkward name", holiday.today, day=DAY, name=AWKWARD, token="t", locale="en"),
        example("", holiday.saved, _BAVARIA, token="t", locale="en"),
        example("a country with parts", holiday.saved, _GERMANY, token="t", locale="en"),
        example("none", holiday.saved, _NONE, token="t", locale="en"),
        example("nothing to undo", holiday.saved, _BAVARIA, token="", locale="en"),
        example("", holiday.restored, _BAVARIA, locale="en"),
        example("", holiday.too_late, locale="en"),
        example("", holiday.gone, locale="en"),
        example("", holiday.unknown, locale="en"),
    )


def _asking() -> tuple[Example, ...]:
    """What is asked about a country that is only guessed: in the welcome, and on the prompt of a holiday."""
    welcome = a_welcome("Atlas")
    coming = {"": _COMING[:2], "awkward names": _COMING[2:], "none to come": ()}
    asking = (
        example(variant, holiday.asking, welcome, country="Germany", code="DE", coming=some, locale="en")
        for variant, some in coming.items()
    )
    return (
        *asking,
        example(
            "a holiday where they seem to live",
            evening.prompt,
            day=DAY,
            teams=("Atlas",),
            ends_at=AT,
            zone=BERLIN,
            extra=holiday.asked(name=AWKWARD, country="Germany", code="DE"),
            locale="en",
        ),
    )
