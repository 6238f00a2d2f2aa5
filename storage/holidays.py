"""Holidays by country and subdivision, from the library that keeps them: names by date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

import holidays as library

from storage.countries import country_of_zone

# In this language where a country's holidays have it, else in the country's own.
LANGUAGE = "en_US"

DEFAULT_CATEGORY = "public"


class Unknown(ValueError):
    """There is no such country, subdivision or category here; the message says what there is."""


@lru_cache(maxsize=1024)
def names(where: str, year: int, *, also: frozenset[str] = frozenset()) -> Mapping[date, str]:
    """The holidays of one year in a country or a subdivision of it (`JP`, `AU-NSW`), observed days included.

    The library's default categories, and those named in `also`. Each year holds its own dates whole: an
    observed day belongs to the year on whose date it falls. Raises `Unknown`.
    """
    country, subdivision = _known(where)
    kind = getattr(library, country)
    lacking = sorted(also.difference(categories(country)))
    if lacking:
        there = ", ".join(categories(country)) or "none"
        raise Unknown(f"{country} has no holidays called “{lacking[0]}” here. There are: {there}.")
    found = library.country_holidays(
        country,
        subdiv=subdivision,
        years=year,
        language=LANGUAGE if LANGUAGE in kind.supported_languages else None,
        categories=(DEFAULT_CATEGORY, *sorted(also)) if also else None,
    )
    return MappingProxyType(dict(found.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """The holidays of a country or a part of it, looked up by date. An unknown place has none."""

    where: str
    also: frozenset[str] = frozenset()

    def name(self, day: date, /) -> str | None:
        """What is celebrated on that date there."""
        return _lenient(self.where, day.year, self.also).get(day)


@lru_cache(maxsize=1024)
def _lenient(where: str, year: int, also: frozenset[str]) -> Mapping[date, str]:
    """A place that a newer library has renamed loses its holidays, and nobody their day."""
    try:
        return names(where, year, also=also)
    except Unknown:
        return MappingProxyType({})


def check(where: str) -> None:
    """Raises `Unknown` with what to write instead."""
    _known(where)


def countries() -> frozenset[str]:
    """The two letters of every country whose holidays are known."""
    return frozenset(_countries())


def country_of(zone: str) -> str | None:
    """The country that a zone speaks for: a guess, to be asked about before anything rests on it.

    None for a zone of several or of none, and where no holidays are known.
    """
    country = country_of_zone(zone)
    return country if country in _countries() else None


def subdivisions(country: str) -> Mapping[str, str]:
    """The code and a name of each of a country's parts that have holidays of their own, by name.

    What follows the country and a dash in `names`. Raises `Unknown`.
    """
    _known(country)
    kind = getattr(library, country)
    called: dict[str, str] = {}
    for name, code in kind.subdivisions_aliases.items():
        called.setdefault(code, name)
    pairs = ((code, called.get(code, code)) for code in kind.subdivisions)
    return MappingProxyType(dict(sorted(pairs, key=lambda pair: pair[1])))


def categories(country: str) -> tuple[str, ...]:
    """What a country has beyond its default holidays, as banks' or optional ones. Raises `Unknown`."""
    _known(country)
    return tuple(one for one in getattr(library, country).supported_categories if one != DEFAULT_CATEGORY)


@cache
def _countries() -> Mapping[str, list[str]]:
    return library.list_supported_countries(include_aliases=False)


def _known(where: str) -> tuple[str, str | None]:
    country, dash, subdivision = where.partition("-")
    known = _countries()
    if country not in known:
        raise Unknown(
            f"“{where}” is no country known here: write its two letters, as DE, "
            "or those with a subdivision, as AU-NSW."
        )
    if dash and subdivision not in _subdivisions(country):
        there = ", ".join(sorted(known[country]))
        says = f"choose one of {there}" if there else f"write {country} alone, it has none here"
        raise Unknown(f"“{subdivision}” is no subdivision of {country} known here: {says}.")
    return country, subdivision or None


def _subdivisions(country: str) -> frozenset[str]:
    kind = getattr(library, country)
    return frozenset((*kind.subdivisions, *kind.subdivisions_aliases))
