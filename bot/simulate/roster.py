"""The roster that is simulated: who works where and when, read from YAML and checked field by field."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from bot.domain.dayoff import NOWHERE, Absence, DaysOff
from bot.domain.week import DEFAULT_WEEK, WorkingWeek, parse_week
from bot.domain.zone import zone_names
from bot.simulate.source import NotYaml, Source
from storage import holidays
from storage.holidays import Holidays

_LENGTH = re.compile(r"(?:(?P<hours>\d{1,2})h)?\s*(?:(?P<minutes>\d{1,3})m(?:in)?)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})")
# Days without hours, hours without days: each of them in its own place.
_DAYS = re.compile(r"\s*[^\d\s][^\d]*")
_HOURS = re.compile(r"(?=.*\d\D*[-\u2010-\u2015\u2212])(?:[\d\W_]|am|pm)+", re.IGNORECASE)


class WrongRoster(ValueError):
    """What is wrong, one line each: where it stands, what it is, what to write instead."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _length(value: object) -> object:
    found = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) and value.strip() else None
    if found is None:
        raise ValueError(f"“{value}” is no length of time: write it as 15m, 1h or 1h30m.")
    return timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))


def _clock(value: object) -> object:
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        raise ValueError(f'“{value}” is no time of day: write it in quotes, as "09:00".')
    return int(found["hour"]) * 60 + int(found["minute"])


def _zone(value: object) -> object:
    if not isinstance(value, str) or value not in zone_names():
        raise ValueError(f"“{value}” is no time zone known here: write one as Europe/Berlin.")
    return value


def _week(value: object) -> object:
    if isinstance(value, Mapping):
        if not all(isinstance(hours, str) and _HOURS.fullmatch(hours) for hours in value.values()):
            raise ValueError(
                'write the hours of a day as "09:00-17:30", several as "09:00-12:00, 19:00-22:00".'
            )
        if not all(_DAYS.fullmatch(days) for days in value):
            raise ValueError('write the days before the hours, as {mon-fri: "09:00-17:30"}.')
        value = ", ".join(f"{days} {hours}" for days, hours in value.items()) or "none"
    if not isinstance(value, str):
        raise ValueError('write a week as {mon-fri: "09:00-17:30"}.')
    return parse_week(value)


def _name(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise ValueError("it is empty: write it.")
    return value


def _somebody(value: object) -> object:
    if value == []:
        raise ValueError("nobody is there: add at least one person.")
    return value


def _place(value: object) -> object:
    holidays.check(str(value))
    return value


def _day(value: object) -> object:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"“{value}” is no day of the calendar: write one as 2027-03-01.")


Name = Annotated[str, BeforeValidator(_name), Field(max_length=200)]
Day = Annotated[date, BeforeValidator(_day)]
Length = Annotated[timedelta, BeforeValidator(_length)]


class Strict(BaseModel):
    """What it does not know is refused: a field misspelt is not a field left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Away(Strict):
    """An absence, both days included."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "Away":
        Absence(first=self.first, last=self.last)
        return self


class Someone(Strict):
    """One person."""

    name: Name
    zone: Annotated[str, BeforeValidator(_zone)]
    week: Annotated[WorkingWeek, BeforeValidator(_week)] = DEFAULT_WEEK
    holidays: Annotated[str | None, BeforeValidator(_place)] = None
    away: tuple[Away, ...] = ()

    def days_off(self, company: frozenset[date]) -> DaysOff:
        """Their days off."""
        named = Holidays(where=self.holidays) if self.holidays is not None else NOWHERE
        spans = tuple(Absence(first=one.first, last=one.last) for one in self.away)
        return DaysOff(company=company, away=spans, holidays=named)


class TeamFacts(Strict):
    """How the team runs."""

    name: Name = "Team"
    lead: Length = timedelta(minutes=15)
    reminder: Length = timedelta(minutes=30)
    digest: Annotated[int, BeforeValidator(_clock)] = 9 * 60


class Roster(Strict):
    """A team and its people."""

    team: TeamFacts = Field(default_factory=TeamFacts)
    people: Annotated[tuple[Someone, ...], BeforeValidator(_somebody)]
    company_days: tuple[Day, ...] = ()


def read(text: str, *, file: str) -> Roster:
    """The roster that the text is. Raises `WrongRoster`, whose lines begin with the file and the line."""
    try:
        source = Source.of(text)
        roster = Roster.model_validate(source.value)
    except NotYaml as error:
        raise WrongRoster([f"{file}, line {error.line}: {error}"]) from error
    except ValidationError as error:
        found = [_told(one, source) for one in error.errors(include_url=False)]
        raise WrongRoster([f"{file}, {line}" for line in found]) from error
    twice = list(_twice(roster, source))
    if twice:
        raise WrongRoster([f"{file}, {line}" for line in twice])
    return roster


def _twice(roster: Roster, source: Source) -> Iterator[str]:
    """Where a name is that somebody before has; names are told apart letter by letter."""
    first: dict[str, int] = {}
    for at, one in enumerate(roster.people):
        line = source.line(("people", at, "name"))
        if one.name in first:
            yield (
                f"line {line}, people[{at + 1}].name: “{one.name}” is there twice, first on line "
                f"{first[one.name]}: give everyone a name of their own."
            )
        first.setdefault(one.name, line)


def _told(error: Any, source: Source) -> str:
    """Line, field, and what to do about it."""
    path = tuple(one for one in error["loc"] if one != "[key]")
    where = "".join(f"[{one + 1}]" if isinstance(one, int) else f".{one}" for one in path).lstrip(".")
    return f"line {source.line(path)}{f', {where}' if where else ''}: {_words(error, path)}"


def _words(error: Any, path: tuple[str | int, ...]) -> str:
    known = {
        "extra_forbidden": f"there is no field “{path[-1] if path else ''}”: take it out, or mend its name.",
        "missing": "it is missing: write it.",
        "string_type": "write words here.",
        "tuple_type": "write a list here, each entry after a dash.",
        "model_type": "write fields here, as {name: …}.",
        "model_attributes_type": "write fields here, as {name: …}.",
        "string_too_long": "it is longer than 200 characters: shorten it.",
    }
    said = str(error["msg"]).removeprefix("Value error, ")
    return known.get(str(error["type"]), said)
