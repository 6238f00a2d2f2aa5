"""What every test stands on: the pinned time zones decide, not the machine's."""

import zoneinfo

zoneinfo.reset_tzpath(())
