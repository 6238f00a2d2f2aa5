"""Examples of what is said of a focus."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.focus import Focus
from bot.messages import focus
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN
from bot.messages.focus import InFocus
from bot.messages.presence import Setting

_TWO_HOURS = Focus(starts_at=AT, ends_at=AT + timedelta(hours=2), reason="release notes")
_AWKWARD = replace(_TWO_HOURS, reason=AWKWARD)
_ONE = InFocus(focus=_TWO_HOURS, zone=BERLIN)
_PAGE = "https://bot.example.com/slack/grant?team=T1"
_OFFERED, _GRANTED, _LOST = (
    Setting(state="offered", page=_PAGE),
    Setting(state="granted"),
    Setting(state="lost", page=_PAGE),
)


def examples() -> tuple[Example, ...]:
    """All of them."""
    plain = replace(_ONE, focus=replace(_TWO_HOURS, reason=""))
    late = replace(_ONE, brings="morning", asks_at=AT + timedelta(hours=1))
    return (
        example("", focus.in_focus, _ONE, locale="en"),
        example("without a reason", focus.in_focus, plain, locale="en"),
        example("beyond the day", focus.in_focus, late, locale="en"),
        example("in no team", focus.in_focus, replace(plain, brings="day"), locale="en"),
        example("at night", focus.in_focus, replace(plain, brings="off"), locale="en"),
        example("awkward", focus.in_focus, replace(_ONE, focus=_AWKWARD), locale="en"),
        example("with a status offered", focus.in_focus, replace(_ONE, status=_OFFERED), locale="en"),
        example("with a status", focus.in_focus, replace(_ONE, status=_GRANTED), locale="en"),
        example("with a status taken back", focus.in_focus, replace(_ONE, status=_LOST), locale="en"),
        example("with a status", focus.none, status=_GRANTED, locale="en"),
        example("with a status taken back", focus.none, status=_LOST, locale="en"),
        example("", focus.none, locale="en"),
        example("", focus.ended, locale="en"),
        example("", focus.over, locale="en"),
        example("", focus.unclear, typed="90", why="Say whether that is minutes or hours.", locale="en"),
        example("awkward", focus.unclear, typed=AWKWARD, why="I need to know for how long.", locale="en"),
        example("", focus.unknown, locale="en"),
    )
