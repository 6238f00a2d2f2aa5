"""`sunrelay simulate`: any roster over any dates, by the rules that the bot itself goes by."""

import io
import os
import sys
from datetime import date
from pathlib import Path

from bot.simulate.evening import evenings
from bot.simulate.roster import WrongRoster, read
from bot.simulate.written import Format, written

MOST_DAYS = 366 * 20

# Zones are known from 1970 on; no holidays are known after 2099.
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2099, 12, 31)


class CannotSimulate(ValueError):
    """What was asked for cannot be done; the message says what to do instead."""


def simulate(file: Path, *, first: date, last: date, form: Format) -> None:
    """Print every evening of those days, both included. Raises `CannotSimulate` and prints nothing."""
    if last < first:
        raise CannotSimulate(f"--to {last} is before --from {first}: swap the two.")
    if first < FIRST_DAY or last > LAST_DAY:
        raise CannotSimulate(
            f"Days are known from {FIRST_DAY} to {LAST_DAY}: choose --from and --to among them."
        )
    if (last - first).days > MOST_DAYS:
        raise CannotSimulate("That is more than twenty years: ask for fewer.")
    try:
        roster = read(file.read_text(encoding="utf-8"), file=file.name)
    except FileNotFoundError:
        raise CannotSimulate(f"There is no file {file}: name one with --roster.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CannotSimulate(f"{file} cannot be read as text: {type(error).__name__}.") from error
    except WrongRoster as wrong:
        raise CannotSimulate("\n".join(wrong.lines)) from wrong
    try:
        if isinstance(
            sys.stdout, io.TextIOWrapper
        ):  # names may hold any letters, whatever the terminal's own
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        for line in written(evenings(roster, first=first, last=last), form):
            print(line)
    except BrokenPipeError:  # whoever was reading has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
