"""An example of every message and form, plain and awkward: for previews, and for tests of every platform."""

from bot.messages.examples import (
    app_home,
    change,
    digest,
    evening,
    form,
    line,
    note,
    notice,
    question,
    setup,
    step,
    team,
)
from bot.messages.examples.example import Example

__all__ = ["Example", "examples"]


def examples() -> tuple[Example, ...]:
    """All of them; no two have the same name."""
    return (
        *evening.examples(),
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
        *notice.examples(),
    )
