"""Hours as somebody writes them for themselves: a week and the zone it is by, checked word by word."""

from difflib import get_close_matches

from bot.domain.region import city
from bot.domain.spoken_zone import Either, clocks
from bot.domain.text import list_words, shorten
from bot.domain.week import WorkingWeek, parse_week
from bot.domain.zone import zone_names

# A week of seven different days with three stretches each has some 250 characters.
MOST_WEEK = 500

# How like a name must be to be offered in the place of one that nobody knows.
LIKE = 0.72


def own_week(typed: str) -> WorkingWeek:
    """The week that was written. Raises ValueError, in words for the person who wrote it."""
    if len(typed) > MOST_WEEK:
        raise ValueError(f"That is longer than {MOST_WEEK} characters: write only days and hours.")
    return parse_week(typed)


def own_zone(typed: str, *, now_in: str) -> str:
    """The zone that a name or a city stands for. Raises ValueError, in words for the person who wrote it.

    now_in: where they are, which `here` means.
    """
    name = typed.strip()
    exact = {zone.lower(): zone for zone in zone_names()}.get(name.lower().replace(" ", "_"))
    if exact is not None:
        return exact
    found = clocks(name, own=now_in, also={})
    if isinstance(found, Either):
        raise ValueError(f"“{name}” may be several places: write {list_words(found.places, 'or')}.")
    if found is None:
        raise ValueError(f"I know no place called “{shorten(name, 60)}”. {_instead(name)}")
    if not found.zone:
        raise ValueError("Write a city or a zone, as Berlin, rather than an offset: clocks change.")
    return found.zone


def _instead(name: str) -> str:
    names = {city(zone): zone for zone in sorted(zone_names()) if "/" in zone and not zone.startswith("Etc/")}
    by_letters = {one.lower(): one for one in (*names, *names.values())}
    like = get_close_matches(name.lower(), by_letters, n=3, cutoff=LIKE)
    if like:
        return f"Do you mean {list_words([by_letters[one] for one in like], 'or')}?"
    return "Write the largest city of your time zone, as Berlin, or the zone, as Europe/Berlin."
