"""The day as it goes round, for a terminal: one paragraph a message, with the addressee's own time."""

import re
import textwrap

from bot.demo.lines import Line
from bot.domain.region import city

WIDTH = 96
GUTTER = 24

# In a terminal a link into the workspace leads nowhere.
PERMALINK = re.compile(r" \(https://[\w-]+\.slack\.com/archives/[^)]*\)")

BOLD, DIM, PLAIN = "\033[1m", "\033[2m", "\033[0m"
COLOURS = {
    "prompt": "\033[36m",
    "snooze": "\033[36m",
    "reminder": "\033[33m",
    "receipt": "\033[32m",
    "digest": "\033[35m",
    "handover": "\033[35m",
}


def opening(names: str) -> str:
    """What a stranger needs to know first."""
    text = (
        f"Five colleagues, one relay: {names}. Everyone is asked for a hand-off at the end of their own "
        "day; each region reads at its own morning what it inherits. This is the bot itself, over a real "
        "socket, against a workspace that runs on this machine. Times are the reader's own."
    )
    return textwrap.fill(text, WIDTH) + "\n"


def paragraph(line: Line, before: str, *, coloured: bool) -> str:
    """`09:00 Sydney  #atlas  digest`, and under it what was said; of an edit, what is new in it.

    before: the message as it stood.
    """
    known = set(before.splitlines()) if line.kind in ("digest", "handover") else set()
    kind = f"{line.kind}, changed" if line.edit and known else line.kind
    head = f"{line.local:%a %d %b  %H:%M} {city(line.zone)}"
    title = f"{head:<{GUTTER + 10}}{line.to}  {kind}"
    if coloured:
        title = f"{COLOURS.get(line.kind, BOLD)}{title}{PLAIN}"
    body = [
        textwrap.fill(PERMALINK.sub("", row), WIDTH, initial_indent="    ", subsequent_indent="    ")
        for row in line.text.splitlines()
        if row.strip() and row not in known
    ]
    return "\n".join([title, *body, ""])
