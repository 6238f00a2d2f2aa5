"""Lines kept for a hand-off: how many of them its form has room for."""

from collections.abc import Sequence

from bot.domain.text import lines
from bot.messages import handoff_form as form
from storage.handoffs import Line

# Of "Done today", as the form reads it.
MOST_LINES = 50


def with_kept(done: str, kept: Sequence[Line]) -> tuple[str, int]:
    """What was done and the kept lines that fit below it, with the id of the last of them; 0 for none.

    From the first that does not fit on, they wait for the next form.
    """
    all_done, shown = [done] if done else [], 0
    for line in kept:
        if not fits([*all_done, line.text]):
            break
        all_done.append(line.text)
        shown = line.id
    return "\n".join(all_done), shown


def fits(done: Sequence[str]) -> bool:
    """Whether "Done today" holds all of that; one kept text may be of several lines."""
    text = "\n".join(done)
    return len(text) <= form.MOST_DONE and len(lines(text)) <= MOST_LINES
