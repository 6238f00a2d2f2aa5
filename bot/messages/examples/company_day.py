"""Examples of what is said of a workspace's own days off."""

from datetime import date, timedelta

from bot.domain.company_day import Difference
from bot.messages import company_day
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD, LONG
from bot.messages.holiday import Off

_EVE = date(2026, 12, 24)
_COMING = (Off(day=_EVE, name="Christmas Eve"), Off(day=date(2027, 5, 4), name=""))
_AWKWARD = (Off(day=_EVE, name=AWKWARD), *_COMING[1:])
_MANY = tuple(Off(day=_EVE + timedelta(days=number), name=f"{number} {LONG}"[:60]) for number in range(100))

_ONE = Difference(added={_EVE: "Christmas Eve"}, removed={}, renamed={})
_EACH = Difference(
    added={_EVE: AWKWARD}, removed={date(2027, 5, 4): ""}, renamed={date(2027, 8, 2): "Summer day"}
)
_HUNDRED = Difference(added={one.day: one.name for one in _MANY}, removed={}, renamed={})


def examples() -> tuple[Example, ...]:
    """All of them."""
    set_now = {"days": "24 dec 2026 Christmas Eve\n4 may 2027"}
    stewards = ["Lena Vogel", "Maya Brooks"]
    return (
        example("", company_day.form, values=set_now, token="t", locale="en"),
        example("none yet", company_day.form, values={}, token="t", locale="en"),
        example(
            "wrong",
            company_day.form,
            values={"days": f"24 dec 2026 {AWKWARD}\n31 feb"},
            token="t",
            wrong="“31 feb”: There is no 31 Feb in the calendar. Write a day as “24 dec Christmas Eve”.",
            locale="en",
        ),
        example("", company_day.today, day=_EVE, name="Christmas Eve", locale="en"),
        example("without a name", company_day.today, day=_EVE, name="", locale="en"),
        example("awkward name", company_day.today, day=_EVE, name=AWKWARD, locale="en"),
        example("", company_day.saved, _ONE, coming=_COMING, token="t", locale="en"),
        example("the only one removed", company_day.saved, _EACH, coming=(), token="t", locale="en"),
        example("a hundred", company_day.saved, _HUNDRED, coming=_MANY, token="t", locale="en"),
        example("", company_day.same, coming=_COMING, locale="en"),
        example("none", company_day.same, coming=(), locale="en"),
        example("", company_day.changed, _ONE, by="Lena Vogel", token="t", locale="en"),
        example("of each kind", company_day.changed, _EACH, by=AWKWARD, token="t", locale="en"),
        example("a hundred", company_day.changed, _HUNDRED, by=LONG, token="t", locale="en"),
        example("", company_day.undone, _ONE, changer="Lena Vogel", by="Maya Brooks", locale="en"),
        example("by themselves", company_day.undone, _EACH, changer=AWKWARD, by=AWKWARD, locale="en"),
        example("", company_day.undo_done, coming=_COMING, locale="en"),
        example("", company_day.undone_before, locale="en"),
        example("", company_day.too_late, locale="en"),
        example("", company_day.gone, locale="en"),
        example("", company_day.unknown, locale="en"),
        example("", company_day.not_yours, names=stewards, coming=_AWKWARD, locale="en"),
        example("nobody known", company_day.not_yours, names=[], coming=(), locale="en"),
        example("", company_day.not_to_undo, names=stewards, coming=_COMING, locale="en"),
    )
