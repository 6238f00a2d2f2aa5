"""What was said in private and is to be made public: with everyone's consent, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.identity import PersonId, Place, PublicationId, TenantId

# note: it is posted as it is; decision: whoever asks proposes one from it.
Purpose = Literal["note", "decision"]

# What one who is asked has said; "" for nothing.
Answer = Literal["", "agreed", "refused"]

# waiting: for consents, as far as whoever asks can tell; agreed: all did, and a decision may be proposed;
# over: not everybody agreed in time; unposted: the channel took no message.
State = Literal["waiting", "agreed", "published", "withdrawn", "over", "unposted"]

# So long is waited for consents, and so long may a decision be proposed from what all have agreed to. About
# one message one person asks once in that time.
WINDOW = timedelta(days=7)

# So many may be named besides the author.
MOST_OTHERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for. source: the private conversation; message: the one of it that is quoted, by its id.

    place: where it is to be read, of the kind that it is of; where: what that channel is called.
    """

    requester: PersonId
    author: PersonId
    purpose: Purpose
    source: Place
    message: str
    place: Place
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One that was asked for. text: "" once it is needed no more, or somebody has declined.

    place: of the kind that it was of when they were asked. answers: of everyone who was asked, while it is
    open.
    """

    id: PublicationId
    tenant: TenantId
    requester: PersonId
    author: PersonId
    purpose: Purpose
    text: str
    place: Place
    where: str
    state: State
    asked_at: datetime
    closes_at: datetime
    answers: Mapping[PersonId, Answer]

    @property
    def open(self) -> bool:
        """Whether anything may still come of it."""
        return self.state in ("waiting", "agreed")

    @property
    def unanimous(self) -> bool:
        """Whether everyone who was asked agrees."""
        return all(one == "agreed" for one in self.answers.values())

    def may_answer(self, person: PersonId, *, now: datetime) -> bool:
        """Whether they were asked, and may still say."""
        return self.open and person in self.answers and now < self.closes_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's words, in a form that somebody else fills in. author: "" for nobody known; link: or ""."""

    author: str
    words: str
    link: str = ""

    def as_text(self, most: int) -> str:
        """In at most so many characters: the words are cut, never who said them and where."""
        before, after = (f"{self.author}: “" if self.author else "“"), f"”\n{self.link}".rstrip("\n")
        room = most - len(before) - len(after)
        said = self.words.strip()
        return f"{before}{said if len(said) <= room else said[: room - 1].rstrip() + '…'}{after}"
