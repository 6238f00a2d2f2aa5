"""Examples of what is said of one's own hours."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.messages import week, week_preview
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD, BERLIN
from bot.messages.week import Coming, Hours

_COMING = (
    Coming(day=date(2026, 12, 23), at=datetime(2026, 12, 23, 16, 15, tzinfo=UTC)),
    Coming(day=date(2026, 12, 24), at=datetime(2026, 12, 24, 11, 45, tzinfo=UTC), reason="company day"),
    Coming(
        day=date(2026, 12, 25), at=datetime(2026, 12, 25, 11, 45, tzinfo=UTC), reason="holiday: Christmas Day"
    ),
    Coming(day=date(2026, 12, 28), at=datetime(2026, 12, 29, 0, 45, tzinfo=UTC)),
)
_HOURS = Hours(
    week="mon-thu 09:00-17:30, fri 09:00-13:00",
    own=True,
    zone=BERLIN,
    by_hand=True,
    writes=True,
    coming=_COMING,
)
_READS = replace(_HOURS, own=False, by_hand=False, writes=False, coming=())
_NOW = {"week": "mon-fri 09:00-17:30, as Atlas has it", "zone": "Berlin (Europe/Berlin), from your profile"}


def examples() -> tuple[Example, ...]:
    """All of them."""
    typed = {"week": AWKWARD, "zone": "Berln"}
    team = "mon-fri 09:00-17:30"
    return (
        example("", week.form, **_NOW, team_week=team, values={}, token="t", locale="en"),
        example("typed", week.form, **_NOW, team_week=team, values=typed, token="t", locale="en"),
        example(
            "wrong",
            week.form,
            **_NOW,
            team_week=team,
            values=typed,
            token="t",
            wrong="25:00 is no time.",
            locale="en",
        ),
        example("", week_preview.preview, _HOURS, token="t", locale="en"),
        example("reads only", week_preview.preview, _READS, token="t", locale="en"),
        example("no working day", week_preview.preview, replace(_HOURS, coming=()), token="t", locale="en"),
        example("", week.saved, _HOURS, token="t", locale="en"),
        example("reads only", week.saved, _READS, token="t", locale="en"),
        example("", week.restored, _HOURS, locale="en"),
        example("no working day", week.restored, replace(_HOURS, coming=()), locale="en"),
        example("", week.too_late, locale="en"),
        example("", week.gone, locale="en"),
        example("", week.unknown, locale="en"),
    )
