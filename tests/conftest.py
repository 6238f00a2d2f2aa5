"""What every test stands on: the pinned time zones decide, not the machine's; databases are real."""

import zoneinfo

zoneinfo.reset_tzpath(())

pytest_plugins = ["tests.support.databases"]
