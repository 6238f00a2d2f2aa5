"""Whose holidays somebody means: a country or a part of it, by name or letters."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from bot.domain.text import list_words, shorten
from storage import holidays
from storage.countries import country_name

# How like a name must be to be offered in the place of one that nobody knows.
LIKE = 0.7

# So many parts of a country are named; the rest is counted.
MOST_PARTS = 12


def read_place(typed: str) -> str:
    """`Germany, Bayern`, `India`, `DE-BY`, `none` as `storage.holidays` names it; "" for nobody's.

    Raises ValueError, in words for the person who wrote it.
    """
    text = " ".join(typed.split())
    if text.casefold() == "none":
        return ""
    country, _, part = (one.strip() for one in _halves(text))
    code = _countries().get(country.casefold())
    if code is None:
        raise ValueError(f"I know no country called “{shorten(country, 60)}”. {_instead(country)}")
    return f"{code}-{_part(code, part)}" if part else code


def place_words(where: str) -> str:
    """`Germany, Bayern`; `none` for nobody's."""
    if not where:
        return "none"
    country, _, part = where.partition("-")
    name = holidays.subdivisions(country).get(part, part) if part else ""
    return f"{country_name(country)}{', ' if part else ''}{name}"


def parts_words(where: str) -> str:
    """That a country has parts with days of their own, where it has; "" else."""
    country, _, part = where.partition("-")
    if not country or part or not (parts := list(holidays.subdivisions(country).values())):
        return ""
    more = f" and {len(parts) - MOST_PARTS} more" if len(parts) > MOST_PARTS else ""
    named = ", ".join(parts[:MOST_PARTS])
    return f"Parts of {country_name(country)} have days of their own: {named}{more}. Add yours after a comma."


def _halves(text: str) -> tuple[str, str, str]:
    letters = text.partition("-")
    return letters if letters[1] and letters[0].upper() in holidays.countries() else text.partition(",")


def _part(country: str, typed: str) -> str:
    parts = holidays.subdivisions(country)
    by_name = {name.casefold(): code for code, name in parts.items()}
    by_name |= {code.casefold(): code for code in parts}
    if typed.casefold() in by_name:
        return by_name[typed.casefold()]
    try:
        holidays.check(f"{country}-{typed}")  # further names that the library takes
    except holidays.Unknown:
        like = get_close_matches(typed.casefold(), by_name, n=3, cutoff=LIKE)
        names = [parts[by_name[one]] for one in like] or list(parts.values())[:MOST_PARTS]
        there = f"Write {list_words(names, 'or')}." if names else "Write the country alone."
        raise ValueError(
            f"I know no part of {country_name(country)} called “{shorten(typed, 60)}”. {there}"
        ) from None
    return typed


def _instead(typed: str) -> str:
    like = get_close_matches(typed.casefold(), _countries(), n=3, cutoff=LIKE)
    names = list(dict.fromkeys(country_name(_countries()[one]) for one in like))
    if names:
        return f"Do you mean {list_words(names, 'or')}?"
    return "Write it in English, as Germany, or its two letters, as DE; or write none."


@cache
def _countries() -> Mapping[str, str]:
    codes = holidays.countries()
    by_letters = {code.casefold(): code for code in codes}
    return {country_name(code).casefold(): code for code in codes} | _SPOKEN | by_letters


# What people call countries that have other names in the tables.
_SPOKEN = {
    "uk": "GB",
    "united kingdom": "GB",
    "england": "GB",
    "usa": "US",
    "united states": "US",
    "czechia": "CZ",
    "korea": "KR",
    "south korea": "KR",
    "russia": "RU",
    "vietnam": "VN",
    "taiwan": "TW",
    "uae": "AE",
}
