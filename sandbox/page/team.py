"""The people as the page's strip shows them: their local time, day or night, working or not."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.page.clockwork import Clockwork
from sandbox.shapes import Json
from sandbox.user import User

# On a local clock, it is night before the first and from the second on.
DAWN, DUSK = 6, 21


def colleague(user: User, *, clockwork: Clockwork, unread: int) -> Json:
    """One colleague, now."""
    now = clockwork.now
    zone = user.tz or "UTC"
    local = now.astimezone(ZoneInfo(zone))
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.shown_name,
        "city": zone.rpartition("/")[2].replace("_", " "),
        "tz": zone,
        "offset": _offset(local),
        "local": f"{local:%H:%M}",
        "day": f"{local:%a} {local.day} {local:%b}",
        "night": not DAWN <= local.hour < DUSK,
        "working": clockwork.working(user.id, now),
        "hours": clockwork.hours(user.id),
        "played": not clockwork.played_by_itself(user.id),
        "unread": unread,
    }


def _offset(local: datetime) -> int:
    """Minutes east of UTC."""
    offset = local.utcoffset()
    return round(offset.total_seconds() / 60) if offset is not None else 0
