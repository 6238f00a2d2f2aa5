"""Times in a text that are another moment for each reader: "EOD", "tomorrow", "2pm" without a zone."""

import re
from dataclasses import dataclass
from functools import cache

from bot.domain.region import city
from bot.domain.zone import zone_names

_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_TIMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?<![\d:.,/-])\b(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)? ?[ap]\.?m\b", re.IGNORECASE),
        "{time} {city} time",
    ),
    (re.compile(r"(?<![\w:.,/-])(?:[01]?\d|2[0-3]):[0-5]\d(?![\w:/]|\.\d)"), "{time} {city} time"),
    (
        re.compile(r"\b(?:EO[DB]|COB)\b|\b(?:end|close) of (?:the )?(?:day|business)\b", re.IGNORECASE),
        "17:30 {city} time",
    ),
    (re.compile(r"\bEOW\b|\bend of (?:the |this |next )?week\b", re.IGNORECASE), "Friday 17:30 {city} time"),
    (re.compile(r"\btomorrow\b", re.IGNORECASE), "{time} 12:00 {city} time"),
    (re.compile(r"\btonight\b", re.IGNORECASE), "{time} 20:00 {city} time"),
    (
        re.compile(
            rf"\b(?:by|on|until|till|before|after|next|this) (?:next |this )?{_WEEKDAYS}\b", re.IGNORECASE
        ),
        "{time} 17:30 {city} time",
    ),
    (
        re.compile(r"\b(?:by|until|till|before) (?:mon|tues?|wed|thurs?|thu|fri)\b", re.IGNORECASE),
        "{time} 17:30 {city} time",
    ),
)
_LEADING = re.compile(r"^(?:by|on|until|till|before|after) ", re.IGNORECASE)
_ZONE = re.compile(
    r"\b(?:UTC|GMT|Z|[ECMP][SD]?T|[CEW]ES?T|MES?Z|AK[SD]T|HS?T|BST|IST|PKT|ICT|WIB|SGT|HKT|JST|KST|MSK|TRT|GST"
    r"|A[CEW][SD]T|NZ[SD]T|SAST|EAT|WAT|CAT|BRT|ART)\b"
    r"|\d(?:Z\b|\s?\+\d{1,2}(?::?\d{2})?\b|[\u2212-]0\d:?\d{2}\b)"
    r"|\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific|US)/[A-Z]\w+"
    r"|\b(?!(?:Local|Next|This|Last|First|Any|Same|Lead|Build|Load|The|No) )[A-Z][\w.]+(?:'s)? time\b"
    r"|\b(?:my|her|his) time\b"
)

# Places that people name rather than the city of their zone; and cities that are also plain words.
_MORE_CITIES = """
bengaluru, bangalore, mumbai, delhi, chennai, hyderabad, pune, beijing, shenzhen, osaka, seattle, boston,
san francisco, austin, miami, atlanta, washington, portland, munich, hamburg, frankfurt, cologne, barcelona,
milan, geneva, manchester, edinburgh, tel aviv, cape town, abu dhabi, hanoi, wellington, canberra, rio,
montreal, ottawa, krakow, india, china, japan, germany, france, spain, israel
"""
_PLAIN_WORDS = frozenset(
    ("act", "north", "south", "west", "wake", "midway", "easter", "troll", "nome", "casey", "davis", "palmer")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """A time as it was written, and an example of one that reads alike everywhere."""

    text: str
    instead: str


def vague_time(text: str, *, zone: str) -> Vague | None:
    """The first time in a text that names no zone; None where a zone is named. `zone` is for the example."""
    for pattern, example in _TIMES:
        found = pattern.search(text)
        if found:
            time = _LEADING.sub("", found[0])
            vague = Vague(text=found[0], instead=example.format(time=time, city=city(zone)))
            return None if names_zone(text) else vague
    return None


def names_zone(text: str) -> bool:
    """Whether a text says in which zone its times are: by name, offset, city or "Berlin time"."""
    if _ZONE.search(text):
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    runs = {" ".join(words[place : place + length]) for place in range(len(words)) for length in (1, 2, 3)}
    return not runs.isdisjoint(_cities())


@cache
def _cities() -> frozenset[str]:
    """Cities that stand for a zone, in lower case."""
    named = {city(zone).lower() for zone in zone_names() if "/" in zone and not zone.startswith("Etc/")}
    return frozenset((named - _PLAIN_WORDS) | {name.strip() for name in _MORE_CITIES.split(",")})
