"""A request: what somebody asks of others, with everything that they need to act on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.handoff import File
from bot.domain.identity import PersonId, Place, RequestId, TenantId
from bot.domain.promise import Promise

Shape = Literal["question", "stuck", "review"]
State = Literal["waiting", "answered", "overdue", "withdrawn", "passed"]

SHAPES: tuple[Shape, ...] = ("question", "stuck", "review")

# So many people are asked at once: of more, each leaves it to the others.
MOST_ASKED = 8

# What is urgent reaches so many at most, and why it cannot wait takes so many characters.
MOST_URGENT = 3
LEAST_REASON = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The written fields, as typed. Each shape has some of them: see `bot.messages.request_form`.

    about: the question, what happens, or what is to be reviewed. by: until when, in its author's words, and
    `by_at` as an instant where they name one. files: what was put into the form, or sent to the bot before.
    urgent: why it cannot wait, of one that is urgent.
    """

    about: str
    proposal: str = ""
    need: str = ""
    error: str = ""
    tried: str = ""
    by: str = ""
    by_at: datetime | None = None
    ticket: str = ""
    recording: str = ""
    links: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    urgent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """A request that is about to be kept. promised: who is to answer first, and by when.

    urgent: it reaches them at once; off_hours: who of them does not work just then.
    """

    asker: PersonId
    shape: Shape
    content: Content
    to: tuple[PersonId, ...]
    place: Place | None = None
    label: str = ""
    promised: tuple[PersonId, Promise] | None = None
    urgent: bool = False
    off_hours: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it is kept.

    to: whom it is for, any of whom may answer. label: what the region or team is called that they are, "" for
    people. place: the channel where it stands; None: it was sent to each privately. promise: when an answer
    can be expected, and `first` by whom; None where nobody works. offered_at: since when whoever asked may
    pass it on; passed_to: the region that they gave it to, where it waits as a request of its own, and
    passed_place: the channel of its team. urgent: it reached them at once;
    off_hours: whom outside their hours.
    """

    id: RequestId
    tenant: TenantId
    asker: PersonId
    shape: Shape
    content: Content
    to: tuple[PersonId, ...]
    place: Place | None
    state: State
    asked_at: datetime
    label: str = ""
    first: PersonId | None = None
    promise: Promise | None = None
    answerer: PersonId | None = None
    answer: str = ""
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None
    offered_at: datetime | None = None
    passed_to: str = ""
    passed_place: Place | None = None
    urgent: bool = False
    off_hours: tuple[PersonId, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state in ("waiting", "overdue")
