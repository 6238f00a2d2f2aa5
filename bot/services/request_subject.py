"""What the open form of a request is about: where it may be posted, what was typed, what came of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.domain.handoff import File
from bot.domain.identity import Place, UserRef
from bot.domain.person import Person
from bot.messages.form import Value
from storage import forms, people
from storage.transaction import Tx

KIND = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an open form is about. typed: what was filled in before another shape was chosen.

    channel: where it may be posted; request: what came of it. files: those that it
    lists, by whose places there they are ticked. told: what was taken from a message, in words.
    quotes: the form held words of that message, which are not kept before they are sent or drawn anew.
    """

    typed: Mapping[str, Any]
    channel: str = ""
    place: Mapping[str, Any] | None = None
    request: int | None = None
    files: tuple[File, ...] = ()
    told: str = ""
    quotes: bool = False

    def where(self, by: UserRef) -> Place | None:
        """The channel that it was opened in."""
        if self.place is None:
            return None
        return Place(platform=by.platform, tenant=by.tenant, **self.place)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        named = ("typed", "channel", "place", "request", "told", "quotes")
        kept = {name: value for name in named if (value := getattr(self, name))}
        return {**kept, "files": [asdict(one) for one in self.files]}


def opened(tx: Tx, by: UserRef, token: str) -> tuple[Person, Subject] | None:
    """The open form of that token, if it is this person's."""
    kept = forms.get(tx, token)
    person = people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return None
    files = tuple(File(**one) for one in kept.subject.get("files", ()))
    return person, Subject(**{"typed": {}, **kept.subject, "files": files})


def plain(typed: Mapping[str, Any]) -> dict[str, Value]:
    """Values as they were filled in: JSON knows no tuples."""
    return {name: one if isinstance(one, str) else tuple(one) for name, one in typed.items()}
