"""A platform's server for the worker's tests: keeps what it is sent and misbehaves as it is told."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.identity import MessageRef, Place
from bot.messages.letter import Letter
from bot.services.platform import Outcome, Refused, Sent, Throttled, Unknown
from tests.delivery.clock import Clock

# lost: it landed and the answer did not come back. gone: it never landed and no answer came.
# crash: it landed and the sender broke.
What = Literal["post", "edit", "find"]
Fault = Literal["lost", "gone", "crash"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request as the server heard it."""

    at: datetime
    what: What
    key: str
    text: str
    known: tuple[str, ...]


@dataclass(slots=True)
class Platform:
    """`faults` by key are used up one a call; a Throttled or Refused is answered as it stands."""

    clock: Clock
    calls: list[Call] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)  # what stands there now, by the key of its post
    landed: list[str] = field(default_factory=list)  # the keys of posts, in the order in which they appeared
    faults: dict[str, list[Fault | Throttled | Refused]] = field(default_factory=lambda: defaultdict(list))
    gates: dict[str, asyncio.Event] = field(default_factory=dict)  # by key: no answer before it opens
    most_at_once: int = 0
    _at_once: int = 0

    async def send(self, letter: Letter, *, known: Mapping[str, MessageRef]) -> Outcome:
        self._hear(letter, "edit" if letter.replaces else "post", known)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            return await self._answer(letter)
        finally:
            self._at_once -= 1

    async def find(
        self, letter: Letter, *, known: Mapping[str, MessageRef], since: datetime
    ) -> Outcome | None:
        self._hear(letter, "find", known)
        fault = self._fault(f"find {letter.key}")
        if isinstance(fault, Throttled | Refused):
            return fault
        if fault:
            return Unknown(why=fault)
        return self._sent(letter) if letter.key in self.shown else None

    def heard(self, *what: str) -> list[str]:
        """The keys of the calls of these kinds, in order."""
        return [call.key for call in self.calls if call.what in what]

    def posts(self) -> list[str]:
        return self.heard("post")

    def at(self, key: str) -> list[timedelta]:
        """When the calls for a key came, since the clock's start."""
        return [call.at - self.clock.start for call in self.calls if call.key == key]

    async def _answer(self, letter: Letter) -> Outcome:
        await asyncio.sleep(0)
        fault = self._fault(letter.key)
        if isinstance(fault, Throttled | Refused):
            return fault
        if fault != "gone":
            self.landed += [] if letter.replaces else [letter.key]
            self.shown[letter.replaces or letter.key] = letter.document.summary
        if letter.key in self.gates:
            await self.gates[letter.key].wait()
        if fault == "crash":
            raise ConnectionResetError("the line is cut")
        return Unknown(why=fault) if fault else self._sent(letter)

    def _hear(self, letter: Letter, what: What, known: Mapping[str, MessageRef]) -> None:
        call = Call(
            at=self.clock.now(),
            what=what,
            key=letter.key,
            text=letter.document.summary,
            known=tuple(sorted(known)),
        )
        self.calls.append(call)

    def _fault(self, key: str) -> Fault | Throttled | Refused | None:
        waiting = self.faults[key]
        return waiting.pop(0) if waiting else None

    def _sent(self, letter: Letter) -> Sent:
        place = Place(platform="slack", tenant="T1", kind="public", id=letter.to.id)
        return Sent(message=MessageRef(place=place, id=f"at {letter.replaces or letter.key}"))
