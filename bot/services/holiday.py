"""Holidays by country and subdivision, from the library that keeps them: names by date."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays as library

# In this language where a country's holidays have it, else in the country's own.
LANGUAGE = "en_US"


class Unknown(ValueError):
    """There is no such country or subdivision here; the message says what there is."""


@lru_cache(maxsize=1024)
def names(where: str, year: int) -> Mapping[date, str]:
    """The holidays of one year in a country or a subdivision of it (`JP`, `AU-NSW`), observed days included.

    The library's default categories. Raises `Unknown`.
    """
    country, subdivision = _known(where)
    kind = getattr(library, country)
    language = LANGUAGE if LANGUAGE in kind.supported_languages else None
    found = library.country_holidays(country, subdiv=subdivision, years=year, language=language)
    return dict(found.items())


def check(where: str) -> None:
    """Raises `Unknown` with what to write instead."""
    _known(where)


def _known(where: str) -> tuple[str, str | None]:
    country, _, subdivision = where.partition("-")
    known = library.list_supported_countries(include_aliases=False)
    if country not in known:
        raise Unknown(
            f"“{where}” is no country known here: write its two letters, as DE, "
            "or those with a subdivision, as AU-NSW."
        )
    if subdivision and subdivision not in _subdivisions(country):
        there = ", ".join(sorted(known[country]))
        says = f"choose one of {there}" if there else f"write {country} alone, it has none here"
        raise Unknown(f"“{subdivision}” is no subdivision of {country} known here: {says}.")
    return country, subdivision or None


def _subdivisions(country: str) -> frozenset[str]:
    kind = getattr(library, country)
    return frozenset((*kind.subdivisions, *kind.subdivisions_aliases))
