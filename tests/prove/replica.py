"""`python -m tests.prove.replica ROLE`: the bot by a clock that goes faster than the machine's.

CLOCK_FROM: an instant of the machine's clock, in epoch seconds. CLOCK_TELLS: what this one tells then, as ISO
text. CLOCK_RATE: how many of its seconds go by in one.
"""

import os
import sys
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self, get_args

from bot import log
from bot.clock import SystemClock
from bot.run import run
from bot.settings import Role, load

ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fast:
    """A clock that every process of a proof can have, and then all tell the same."""

    since: datetime
    tells: datetime
    rate: int

    def now(self) -> datetime:
        """By the machine's clock, so many times as fast."""
        return self.tells + (SystemClock().now() - self.since) * self.rate

    @property
    def given(self) -> Mapping[str, str]:
        """The environment by which a child has it too."""
        return {
            "CLOCK_FROM": f"{self.since.timestamp():.6f}",
            "CLOCK_TELLS": self.tells.isoformat(),
            "CLOCK_RATE": f"{self.rate}",
        }

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Self:
        """The one that was given."""
        since = datetime.fromtimestamp(0, UTC) + timedelta(seconds=float(environ["CLOCK_FROM"]))
        tells = datetime.fromisoformat(environ["CLOCK_TELLS"])
        return cls(since=since, tells=tells, rate=int(environ["CLOCK_RATE"]))


def main() -> int:
    """Run it; the exit status is 1 and the one line is printed if it could not begin."""
    zoneinfo.reset_tzpath(())
    settings = load(os.environ, env_file=None)
    log.configure(settings.log_level, json=True)
    role = next(one for one in ROLES if one == sys.argv[1])
    failed = run(settings, role, clock=Fast.of(os.environ))
    if failed is not None:
        sys.stderr.write(f"{failed}\n")
    return 1 if failed is not None else 0


if __name__ == "__main__":
    sys.exit(main())
