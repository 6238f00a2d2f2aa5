"""A request as somebody reads it: with the names and zones of everyone in it, and what they may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.identity import PersonId, TeamId
from bot.domain.request import Request
from bot.domain.text import list_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """The team in which whoever asked may pass it on, and its channel's name."""

    team: TeamId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A request as somebody reads it.

    names, zones: of everyone who has to do with it. reader: None for a channel. zone: the reader's. onward:
    where the reader, who asked, may pass it on. passed_to: the region that has it now, "" also where that is
    none of the reader's business. projects: those of the team in whose channel it is read, each with its
    landing page or "".
    """

    request: Request
    names: Mapping[PersonId, str]
    zones: Mapping[PersonId, str]
    zone: str
    reader: PersonId | None = None
    onward: Onward | None = None
    passed_to: str = ""
    projects: Sequence[tuple[str, str]] = ()

    def name(self, person: PersonId | None) -> str:
        """What they are called; "you" for the reader."""
        if person is None:
            return "Nobody"
        return "you" if person == self.reader else self.names.get(person, "somebody who left")

    @property
    def passed(self) -> str:
        """What became of it, to begin a sentence: `Passed on to Berlin`."""
        return f"Passed on to {self.passed_to}" if self.passed_to else "Passed on"

    @property
    def asker(self) -> str:
        """Whoever asks."""
        return self.names.get(self.request.asker, "Somebody who left")

    @property
    def whom(self) -> str:
        """All who are asked, the reader first; or the region or team."""
        if self.request.label:
            return self.request.label
        ranked = sorted(self.request.to, key=lambda one: one != self.reader)
        return list_words([self.name(one) for one in ranked]) or "nobody any more"
