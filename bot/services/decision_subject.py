"""What the open form of a decision is about: where it may stand, what was typed, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from bot.domain.decision import Decision
from bot.domain.identity import PersonId, Place, UserRef
from bot.domain.person import Person
from bot.domain.publication import Publication
from bot.messages.decision_form import ALTERNATIVES, CLOSE, PROBLEM, PROPOSAL, SOONER, TITLE
from bot.messages.form import Value, Values
from bot.messages.request_values import text
from bot.services.platform import Channel
from storage import forms, people
from storage.transaction import Tx

KIND = "decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the first page came to: who decides, by number, and where. where: what the channel is called.

    shown: the earliest fair close as the second page shows it, in ISO format, or "". regions: by
    a person's number what theirs is called, where one of each decides.
    """

    people: Sequence[int]
    place: Mapping[str, Any]
    label: str
    where: str
    shown: str = ""
    regions: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        ids: Sequence[PersonId],
        *,
        place: Place,
        label: str,
        where: str,
        regions: Mapping[PersonId, str],
    ) -> Self:
        """As it is kept."""
        known = {f"{one}": name for one, name in regions.items()}
        return cls(
            people=list(dict.fromkeys(ids)), place=_kept(place), label=label, where=where, regions=known
        )

    @property
    def ids(self) -> tuple[PersonId, ...]:
        """Who decides."""
        return tuple(PersonId(one) for one in self.people)

    @property
    def region_of(self) -> Mapping[PersonId, str]:
        """Where one of each region decides: what that of each is called."""
        return {PersonId(int(one)): name for one, name in self.regions.items()}

    @property
    def shown_close(self) -> datetime | None:
        """The close that the second page shows."""
        return datetime.fromisoformat(self.shown) if self.shown else None

    def at(self, by: UserRef) -> Place:
        """Where it is posted."""
        return Place(platform=by.platform, tenant=by.tenant, **self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an open form is about. typed, window: its pages; channel: the name of where it was opened.

    decision: what it came to. editing: what it edits, and edits: how often that had been edited then. seen:
    the votes that the preview says are reset, as `votes_seen` has them. publication: the private words that
    it quotes; all who consented did so for that one channel. quotes: the form held somebody's words, which
    are kept only once it is sent.
    """

    typed: Mapping[str, Any]
    channel: str = ""
    place: Mapping[str, Any] | None = None
    decided: Decided | None = None
    decision: int | None = None
    window: Mapping[str, Any] = field(default_factory=dict)
    editing: int | None = None
    edits: int = 0
    seen: str = ""
    publication: int | None = None
    quotes: bool = False

    @classmethod
    def of(cls, channel: Channel | None, *, typed: Mapping[str, Any]) -> Self:
        """A new one. channel: where it was asked, if it can stand there."""
        if channel is None:
            return cls(typed=typed)
        return cls(typed=typed, channel=channel.name, place=_kept(channel.place))

    @classmethod
    def quoting(cls, one: Publication) -> Self:
        """A new one, from what everyone has agreed to."""
        return cls(typed={}, channel=one.where, place=_kept(one.place), publication=one.id)

    def here(self, by: UserRef) -> Place | None:
        """The channel that it was opened in."""
        if self.place is None:
            return None
        return Place(platform=by.platform, tenant=by.tenant, **self.place)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        pages, edit = ("typed", "window", "channel", "place"), ("editing", "edits", "seen")
        named = (*pages, "decision", *edit, "publication", "quotes")
        kept = {name: value for name in named if (value := getattr(self, name))}
        return {**kept, "decided": asdict(self.decided)} if self.decided is not None else kept


def opened(tx: Tx, by: UserRef, token: str) -> tuple[Person, Subject] | None:
    """The open form of that token, if it is this person's."""
    kept, person = forms.get(tx, token), people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return None
    subject: dict[str, Any] = {"typed": {}, **kept.subject}
    decided = subject.pop("decided", None)
    return person, Subject(**subject, decided=Decided(**decided) if decided else None)


def votes_seen(one: Decision) -> str:
    """Which votes there are: another or a changed one makes it another."""
    return " ".join(f"{who}:{vote.at.isoformat()}" for who, vote in sorted(one.votes.items()))


def plain(typed: Mapping[str, Any]) -> dict[str, Value]:
    """Values as they were filled in: JSON knows no tuples."""
    return {name: one if isinstance(one, str) else tuple(one) for name, one in typed.items()}


def typed_in(values: Values) -> str:
    """All that was typed, to be handed back."""
    names = (TITLE, PROBLEM, PROPOSAL, ALTERNATIVES, CLOSE, SOONER)
    return "\n".join(one for one in (text(values, name) for name in names) if one)


def _kept(place: Place) -> dict[str, Any]:
    return {"kind": place.kind, "id": place.id}
