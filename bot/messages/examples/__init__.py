"""An example of every message and form, plain and awkward: for previews, and for tests of every platform."""

from bot.messages.examples import (
    app_home,
    away,
    change,
    company_day,
    decision,
    digest,
    evening,
    focus,
    form,
    holiday,
    line,
    note,
    notice,
    nudge,
    page,
    presence,
    pressing,
    promise,
    question,
    request,
    request_urgent,
    setup,
    step,
    team,
    travel,
    week,
    when,
    why,
)
from bot.messages.examples.example import Example

__all__ = ["Example", "examples"]


def examples() -> tuple[Example, ...]:
    """All of them; no two have the same name."""
    return (
        *evening.examples(),
        *focus.examples(),
        *presence.examples(),
        *digest.examples(),
        *step.examples(),
        *question.examples(),
        *note.examples(),
        *form.examples(),
        *line.examples(),
        *team.examples(),
        *setup.examples(),
        *change.examples(),
        *app_home.examples(),
        *away.examples(),
        *holiday.examples(),
        *company_day.examples(),
        *week.examples(),
        *promise.examples(),
        *travel.examples(),
        *when.examples(),
        *why.examples(),
        *nudge.examples(),
        *pressing.examples(),
        *request.examples(),
        *request_urgent.examples(),
        *page.examples(),
        *decision.examples(),
        *notice.examples(),
    )
