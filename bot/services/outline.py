"""What an open set-up form is about, from its first page to its last: kept with its token."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from bot.domain.identity import Place, ProjectId, UserRef
from bot.domain.person import Profile
from bot.messages.form import Value, Values

# The fields of the first page; all others are the second's.
FIRST = ("name", "writes", "receives", "project", "page", "projects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A channel's team as it has been typed so far.

    people, projects: those of the team that the form has shown; what it has not shown stays as it is.
    drawn: the fields of the second page as it was last drawn. profiles: of those who were picked.
    """

    place: Place
    channel: str
    people: tuple[str, ...] = ()
    projects: tuple[ProjectId, ...] = ()
    values: Values
    drawn: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()

    def text(self, name: str) -> str:
        """What was typed or chosen in a field, trimmed."""
        value = self.values.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def picked(self, *names: str) -> tuple[str, ...]:
        """Who was picked in these fields, by the platform's ids."""
        return picked(self.values, *names)

    def with_first(self, values: Values) -> Self:
        """As the first page was sent; what is missing there is empty."""
        rest = {name: value for name, value in self.values.items() if name not in FIRST}
        return replace(self, values={**rest, **{name: values.get(name, "") for name in FIRST}})

    def with_second(self, values: Values) -> Self:
        """As the second page was sent; what is missing there of what it showed is empty."""
        sent = {name: values.get(name, "") for name in self.drawn}
        return replace(self, values={**self.values, **sent})

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "place": asdict(self.place),
            "channel": self.channel,
            "people": list(self.people),
            "projects": list(self.projects),
            "values": dict(self.values),
            "drawn": list(self.drawn),
            "profiles": [asdict(one) for one in self.profiles],
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """As it was stored."""
        return cls(
            place=Place(**kept["place"]),
            channel=kept["channel"],
            people=tuple(kept["people"]),
            projects=tuple(kept["projects"]),
            values={name: _value(value) for name, value in kept["values"].items()},
            drawn=tuple(kept["drawn"]),
            profiles=tuple(Profile(**{**one, "user": UserRef(**one["user"])}) for one in kept["profiles"]),
        )


def picked(values: Values, *names: str) -> tuple[str, ...]:
    """Who was picked in these fields, each once."""
    found: list[str] = []
    for name in names:
        value = values.get(name, ())
        found += value if isinstance(value, tuple) else [value] if value else []
    return tuple(dict.fromkeys(found))


def _value(stored: str | Iterable[str]) -> Value:
    return stored if isinstance(stored, str) else tuple(stored)
