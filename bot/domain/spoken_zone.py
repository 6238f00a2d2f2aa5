"""Zones as people call them: `PST`, `Berlin`, `utc+2`, `my time`; and which of those may mean several."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from types import MappingProxyType

from bot.domain.region import city
from bot.domain.zone import zone_names, zone_of

# By whose clocks people mean it, whatever season the letters name: in July, too, "3pm PST" is meant as it is
# read in Los Angeles.
_LETTERS = MappingProxyType(
    {
        "America/Los_Angeles": "pst pdt pt",
        "America/Denver": "mst mdt mt",
        "America/Chicago": "cdt ct",
        "America/New_York": "est edt et",
        "America/Halifax": "adt",
        "America/Anchorage": "akst akdt akt",
        "America/Sao_Paulo": "brt",
        "America/Argentina/Buenos_Aires": "art",
        "Pacific/Honolulu": "hst",
        "UTC": "utc gmt z zulu",
        "Europe/London": "bst uk",
        "Europe/Lisbon": "wet west",
        "Europe/Berlin": "cet cest met mest mez mesz",
        "Europe/Athens": "eet eest",
        "Europe/Moscow": "msk",
        "Europe/Istanbul": "trt",
        "Asia/Dubai": "gst",
        "Asia/Karachi": "pkt",
        "Asia/Bangkok": "ict",
        "Asia/Jakarta": "wib",
        "Asia/Singapore": "sgt",
        "Asia/Kuala_Lumpur": "myt",
        "Asia/Hong_Kong": "hkt",
        "Asia/Tokyo": "jst",
        "Asia/Seoul": "kst",
        "Australia/Perth": "awst",
        "Australia/Adelaide": "acst acdt",
        "Australia/Sydney": "aest aedt aet",
        "Pacific/Auckland": "nzst nzdt nzt",
        "Africa/Johannesburg": "sast",
        "Africa/Nairobi": "eat",
        "Africa/Lagos": "wat",
        "Africa/Maputo": "cat",
    }
)

# Letters that mean one thing here and another there: which is asked.
_EITHER = MappingProxyType(
    {
        "cst": ("Chicago", "Shanghai", "Havana"),
        "ist": ("Bengaluru", "Tel Aviv", "Dublin"),
        "ast": ("Halifax", "Riyadh"),
        "us": ("New York", "Chicago", "Denver", "Los Angeles"),
        "usa": ("New York", "Chicago", "Denver", "Los Angeles"),
        "australia": ("Sydney", "Brisbane", "Adelaide", "Perth"),
        "canada": ("Toronto", "Winnipeg", "Edmonton", "Vancouver"),
        "brazil": ("Sao Paulo", "Manaus"),
        "russia": ("Moscow", "Yekaterinburg", "Vladivostok"),
        "mexico": ("Mexico City", "Tijuana", "Cancun"),
    }
)

# Places that people name rather than the city of their zone.
_PLACES = MappingProxyType(
    {
        "America/Los_Angeles": "pacific, san francisco, sf, la, seattle, portland, san diego, california",
        "America/Denver": "mountain, salt lake city",
        "America/Chicago": "central, austin, dallas, houston, texas",
        "America/New_York": "eastern, nyc, ny, boston, miami, atlanta, washington, philadelphia",
        "America/Toronto": "montreal, ottawa",
        "America/Sao_Paulo": "rio, rio de janeiro",
        "America/Mexico_City": "cdmx",
        "Europe/London": "manchester, edinburgh, england, britain, scotland",
        "Europe/Berlin": "munich, hamburg, frankfurt, cologne, germany",
        "Europe/Paris": "lyon, france",
        "Europe/Madrid": "barcelona, spain",
        "Europe/Rome": "milan, italy",
        "Europe/Zurich": "geneva, switzerland",
        "Europe/Amsterdam": "netherlands",
        "Europe/Warsaw": "krakow, poland",
        "Asia/Kolkata": "india, bengaluru, bangalore, mumbai, delhi, new delhi, chennai, hyderabad, pune",
        "Asia/Shanghai": "china, beijing, shenzhen",
        "Asia/Tokyo": "japan, osaka",
        "Asia/Seoul": "korea",
        "Asia/Jerusalem": "israel, tel aviv",
        "Asia/Dubai": "abu dhabi",
        "Asia/Ho_Chi_Minh": "hanoi, vietnam",
        "Australia/Sydney": "canberra",
        "Pacific/Auckland": "wellington, new zealand",
        "Africa/Johannesburg": "cape town, south africa",
    }
)

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-\u2212])(\d{1,2})(?::?([0-5]\d))?")
_OWN = ("", "my time", "here", "local", "local time", "me", "mine", "my")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """By which clocks a time is meant: the rules of a zone, and what that is called."""

    name: str
    zone: str
    rules: tzinfo
    own: bool = False

    def letters_then(self, at: datetime) -> str:
        """What the clocks there are called at an instant, as `PDT`; "" where they have only numbers."""
        name = at.astimezone(self.rules).tzname() or ""
        return name if name.isalpha() else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """Several places may be meant."""

    typed: str
    places: tuple[str, ...]


def clocks(typed: str, *, own: str, also: Mapping[str, str]) -> Clocks | Either | None:
    """By which clocks, by what is typed; nothing is the reader's own. None where nobody calls a place so.

    also: further names, in lower case, with their zones; those of a team's regions.
    """
    name = " ".join(typed.lower().split()).removesuffix("'s time").removesuffix(" time").strip()
    if name in _OWN or typed.lower().strip() in _OWN:
        return Clocks(name=city(own), zone=own, rules=zone_of(own), own=True)
    if name in also:
        return _of(also[name])
    if name in _EITHER:
        return Either(typed=typed.strip(), places=_EITHER[name])
    zone = _zones().get(name)
    return _of(zone) if zone is not None else _offset(name)


def _of(zone: str) -> Clocks:
    return Clocks(name=city(zone), zone=zone, rules=zone_of(zone))


def _offset(name: str) -> Clocks | None:
    found = _OFFSET.fullmatch(name)
    if found is None:
        return None
    hours, minutes = int(found[2]), int(found[3] or 0)
    length = timedelta(hours=hours, minutes=minutes)
    if length > timedelta(hours=14):
        return None
    rules = timezone(length if found[1] == "+" else -length)
    return Clocks(name=str(rules), zone="", rules=rules)


@cache
def _zones() -> Mapping[str, str]:
    """Every name in lower case: zones in full, their cities, places and letters; a later one wins."""
    found: dict[str, str] = {}
    for zone in sorted(zone_names()):
        if "/" in zone and not zone.startswith("Etc/"):
            found |= {zone.lower(): zone, city(zone).lower(): zone, zone.rpartition("/")[2].lower(): zone}
    for zone, names in _PLACES.items():
        found |= dict.fromkeys(names.split(", "), zone)
    for zone, names in _LETTERS.items():
        found |= dict.fromkeys(names.split(), zone)
    return found
