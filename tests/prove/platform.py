"""A platform in the process: keeps what reaches it, and answers as badly as it is told to."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from bot.clock import Clock
from bot.domain.identity import MessageRef, Place, UserRef
from bot.messages.document import Document
from bot.messages.letter import Letter
from bot.services.platform import Outcome, Refused, Sent, Throttled, Unknown

PLATFORM, TENANT = "mock", "T1"

# A post may land this long after its sender gave up waiting.
LANDS_LATE = timedelta(seconds=20)


@dataclass(slots=True, kw_only=True)
class Post:
    """A message. `first`: as it arrived; `now`: as it stands. `only`: whom alone a channel shows it to."""

    ref: MessageRef
    key: str
    to: UserRef | Place
    at: datetime
    first: Document
    now: Document
    under: str = ""
    only: str = ""

    @property
    def kind(self) -> str:
        return self.first.kind

    @property
    def day(self) -> date | None:
        return self.first.day

    @property
    def person(self) -> str:
        """The handle of whoever it is private to, or ""."""
        return self.to.id if isinstance(self.to, UserRef) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """How often, of a thousand calls: it lands and nobody says so, never lands, lands late; 429; refused."""

    lost: int = 0
    gone: int = 0
    late: int = 0
    throttled: int = 0
    refused: int = 0

    def of(self, rng: Random) -> str:
        mark = rng.randrange(1000)
        for name in ("lost", "gone", "late", "throttled", "refused"):
            mark -= getattr(self, name)
            if mark < 0:
                return name
        return ""


QUIET = Trouble()


@dataclass(slots=True)
class Platform:
    """Implements `Sender`. `heard` is called with every post as it lands. `away`: it answers nobody."""

    clock: Clock
    rng: Random
    trouble: Trouble = QUIET
    away: bool = False
    heard: Callable[[Post], None] = lambda post: None
    posts: dict[str, Post] = field(default_factory=dict)
    by_key: dict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))
    refused: set[str] = field(default_factory=set)
    troubles: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    edits: int = 0
    _flying: list[tuple[datetime, Letter, Mapping[str, MessageRef]]] = field(default_factory=list)

    async def send(self, letter: Letter, *, known: Mapping[str, MessageRef]) -> Outcome:
        await asyncio.sleep(0)
        if self.away:
            return Unknown(why="no answer")
        what = self.trouble.of(self.rng)
        self.troubles[what] += bool(what)
        match what:
            case "throttled":
                return Throttled(after=timedelta(seconds=self.rng.randint(1, 30)))
            case "refused" if not (letter.replaces or letter.under):
                self.refused.add(letter.key)
                return Refused(why="channel is archived")
            case "gone":
                return Unknown(why="no answer")
            case "late" if not letter.replaces:
                self._flying.append((self.clock.now() + LANDS_LATE, letter, known))
                return Unknown(why="no answer in time")
        landed = self._land(letter, known)
        await asyncio.sleep(0)
        return Unknown(why="its answer was lost") if what == "lost" else Sent(message=landed)

    async def find(
        self, letter: Letter, *, known: Mapping[str, MessageRef], since: datetime
    ) -> Outcome | None:
        await asyncio.sleep(0)
        self._arrive()
        if self.away or self.trouble.of(self.rng) == "gone":
            return Unknown(why="no answer")
        found = [post for post in self.by_key.get(letter.key, ()) if post.at >= since]
        return Sent(message=found[0].ref) if found else None

    def all(self) -> list[Post]:
        """Every message there ever was, in order."""
        self._arrive()
        return list(self.posts.values())

    def _arrive(self) -> None:
        due = [one for one in self._flying if one[0] <= self.clock.now()]
        self._flying = [one for one in self._flying if one[0] > self.clock.now()]
        for _, letter, known in due:
            self._land(letter, known)

    def _land(self, letter: Letter, known: Mapping[str, MessageRef]) -> MessageRef:
        if letter.replaces:
            ref = known[letter.replaces]
            self.posts[ref.id].now = letter.document
            self.edits += 1
            return ref
        post = self._new(letter, known)
        self.posts[post.ref.id] = post
        self.by_key[letter.key].append(post)
        self.heard(post)
        return post.ref

    def _new(self, letter: Letter, known: Mapping[str, MessageRef]) -> Post:
        where = letter.to
        if isinstance(where, UserRef):
            where = Place(platform=PLATFORM, tenant=TENANT, kind="direct", id=f"D{where.id}")
        return Post(
            ref=MessageRef(place=where, id=f"m{len(self.posts)}"),
            key=letter.key,
            to=letter.to,
            at=self.clock.now(),
            first=letter.document,
            now=letter.document,
            under=known[letter.under].id if letter.under else "",
            only=letter.only.id if letter.only is not None else "",
        )
