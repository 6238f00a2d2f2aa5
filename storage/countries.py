"""Which country a time zone speaks for, from the tables of the pinned tzdata."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources


def country_of_zone(zone: str) -> str | None:
    """The two letters of the one country that a zone's name stands for, else None.

    By its city (`Europe/Oslo`: NO); else by a country in its name (`US/Arizona`, `NZ-CHAT`, `Japan`); else as
    an older name of a zone that lies in one country alone (`Asia/Calcutta`: IN; but `Atlantic/Jan_Mayen`,
    which is Berlin's now: None).
    """
    word = zone.partition("/")[0].partition("-")[0]
    return _cities().get(zone) or _named().get(word) or _renamed(zone)


def country_name(country: str) -> str:
    """What a country is called in English, by its two letters; those where it has no name here."""
    return _names().get(country, country)


def _renamed(zone: str) -> str | None:
    """Abbreviations of clocks, such as EST or CET, are nobody's older names."""
    return _alone().get(_links().get(zone, "")) if "/" in zone else None


@cache
def _cities() -> Mapping[str, str]:
    """Each city's zone with its country."""
    return {row[2]: row[0] for row in _rows("zone.tab")}


@cache
def _named() -> Mapping[str, str]:
    """Countries by their letters and their English names."""
    rows = list(_rows("iso3166.tab"))
    return {row[0]: row[0] for row in rows} | {row[1]: row[0] for row in rows} | _SPOKEN


@cache
def _names() -> Mapping[str, str]:
    """The English names of countries by their letters."""
    return {row[0]: row[1] for row in _rows("iso3166.tab")}


@cache
def _alone() -> Mapping[str, str]:
    """The zones whose clocks one country has to itself."""
    return {row[2]: row[0] for row in _rows("zone1970.tab") if "," not in row[0]}


@cache
def _links() -> Mapping[str, str]:
    """What a zone is called now, by its older names."""
    lines = (line.split() for line in _text("tzdata.zi").splitlines() if line.startswith("L "))
    return {older: now for _, now, older in lines}


def _rows(name: str) -> Iterator[list[str]]:
    lines = _text(name).splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))


def _text(name: str) -> str:
    return resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")


# Countries that tzdata names otherwise in its zones than in its list of countries.
_SPOKEN = {
    "Eire": "IE",
    "Hongkong": "HK",
    "Navajo": "US",
    "PRC": "CN",
    "ROC": "TW",
    "ROK": "KR",
}
