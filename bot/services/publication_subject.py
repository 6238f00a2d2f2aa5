"""What the open form of a publication is about: which message, whose, and where it may be read. No words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from bot.domain.identity import MessageRef, PersonId, Place, UserRef
from bot.domain.person import Person
from bot.domain.publication import Purpose
from storage import forms, people
from storage.transaction import Tx

KIND = "publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is quoted, and of whom. link: where it stands, for those who are in that conversation.

    publication: what was asked for by it, once it was sent.
    """

    place: Mapping[str, Any]
    message: str
    author: int
    purpose: Purpose
    link: str = ""
    publication: int | None = None

    @classmethod
    def of(cls, message: MessageRef, author: PersonId, purpose: Purpose, *, link: str) -> Self:
        """A new one."""
        place = {"kind": message.place.kind, "id": message.place.id}
        return cls(place=place, message=message.id, author=author, purpose=purpose, link=link)

    def source(self, by: UserRef) -> Place:
        """The conversation."""
        return Place(platform=by.platform, tenant=by.tenant, **self.place)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An open form of somebody's."""

    token: str
    person: Person
    subject: Subject


def opened(tx: Tx, by: UserRef, token: str) -> Opened | None:
    """The open form of that token, if it is this person's."""
    kept, person = forms.get(tx, token), people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return None
    return Opened(token=token, person=person, subject=Subject(**kept.subject))
