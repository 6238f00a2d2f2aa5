"""`python -m tests.run.child run`: the bot with a clock set to another time, which may die at a chosen point.

CLOCK_AHEAD: seconds by which its clock is ahead of the machine's. DIE_AT: `module:function`, at whose call
the process is killed, once the file DIE_WHEN is there.
"""

import os
import signal
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from bot import log
from bot.clock import SystemClock
from bot.run import run
from bot.settings import load


class ClockAhead:
    """The machine's clock, so much ahead."""

    def __init__(self, by: timedelta) -> None:
        self._by = by
        self._machine = SystemClock()

    def now(self) -> datetime:
        return self._machine.now() + self._by


def die_at(place: str, *, when: Path) -> None:
    """Have the process killed at the next call of that function, in any thread, once the file is there."""

    def called(frame: FrameType, event: str, _: Any) -> None:
        here = event == "call" and f"{frame.f_globals.get('__name__')}:{frame.f_code.co_name}" == place
        if here and when.exists():
            os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(called)
    sys.setprofile(called)


def main() -> int:
    """Run it; the exit status is 1 and the one line is printed if it could not begin."""
    settings = load(os.environ, env_file=None)
    log.configure(settings.log_level, json=True)
    if "DIE_AT" in os.environ:
        die_at(os.environ["DIE_AT"], when=Path(os.environ["DIE_WHEN"]))
    clock = ClockAhead(timedelta(seconds=float(os.environ["CLOCK_AHEAD"])))
    return 1 if run(settings, "all", clock=clock) else 0


if __name__ == "__main__":
    sys.exit(main())
