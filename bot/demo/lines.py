"""What reached whom, as lines of JSON or of a story, with times in each addressee's own zone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.demo import cast
from sandbox.box import Sandbox
from sandbox.journal import Entry
from sandbox.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message or edit. at: in whole seconds; zone: the addressee's, a channel's being its region's.

    message: the same for a message and its edits; it is not printed.
    """

    at: datetime
    zone: str
    to: str
    kind: str
    day: date
    text: str
    edit: bool
    message: str

    @property
    def local(self) -> datetime:
        """The same instant on the addressee's clock."""
        return self.at.astimezone(ZoneInfo(self.zone))

    def as_json(self) -> str:
        """One JSON object."""
        told = {
            "at": f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "local": self.local.isoformat(),
            "to": self.to,
            "kind": self.kind,
            "day": f"{self.day}",
            "text": self.text,
        }
        return json.dumps(told, ensure_ascii=False)


def told(message: Message) -> tuple[str, date | None]:
    """What kind of message it is, and which local date it is about, by its metadata."""
    payload = (message.metadata or {}).get("event_payload", {})
    day = payload.get("day")
    return payload.get("kind", ""), date.fromisoformat(day) if day else None


def lines(box: Sandbox, entries: Iterable[Entry], zones: Mapping[str, str]) -> list[Line]:
    """Every labelled message that reached a person or channel, and every edit; ephemeral answers are none.

    zones: of each region, by its id.
    """
    found = [
        _line(box, entry, zones)
        for entry in entries
        if entry.act in ("post", "edit") and entry.message.by_bot
    ]
    return sorted((one for one in found if one), key=lambda one: (one.at, one.to, one.kind, one.text))


def _line(box: Sandbox, entry: Entry, zones: Mapping[str, str]) -> Line | None:
    kind, day = told(entry.message)
    if day is None:
        return None
    person = box.person(entry.user).user if entry.user else None
    zone = (person.tz or "UTC") if person else region_zone(entry.message, zones)
    return Line(
        at=entry.at.replace(microsecond=0),
        zone=zone,
        to=person.name if person else f"#{cast.CHANNEL}",
        kind=kind,
        day=day,
        text=box.read(entry.message, tz=zone),
        edit=entry.act == "edit",
        message=f"{entry.channel}/{entry.message.ts}",
    )


def region_zone(message: Message, zones: Mapping[str, str]) -> str:
    """The key of a digest names its region, and what is said under it names its key."""
    key = (message.metadata or {}).get("event_payload", {}).get("key", "").removeprefix("changed/")
    return zones.get(key.split("/")[1] if "/" in key else "", "UTC")
