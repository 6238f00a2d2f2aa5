"""Misbehaviour on demand: what Slack does on a bad day, asked for by method and number of times."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["throttle", "status", "reset", "delay", "refuse", "lost", "late"]
Loss = Literal["silence", "status", "reset"]
Payload = Literal["event", "interactive", "command"]


@dataclass(slots=True, kw_only=True)
class Fault:
    """One kind of trouble for one method (`*` for every), so many more times; None for ever."""

    kind: Kind
    method: str
    times: int | None
    number: float = 0
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redelivery:
    """Each payload of a kind is delivered so many more times, with the same id or new ones."""

    more: int
    new_ids: bool
    together: bool


class Faults:
    """The troubles that are asked for. Each call uses up one of a kind; `clear` ends all.

    A file's bytes go wrong as `files.download` and `files.upload`, which are no methods of Slack's.
    """

    def __init__(self) -> None:
        self._planned: list[Fault] = []
        self._redelivery: dict[Payload, Redelivery] = {}
        self.ephemerals_vanish = False

    def throttle(self, method: str, *, retry_after: int = 1, times: int | None = 1) -> None:
        """Answer 429 with this `Retry-After`, in seconds."""
        self._plan("throttle", method, times, number=retry_after)

    def fail(self, method: str, *, status: int = 500, times: int | None = 1) -> None:
        """Answer this HTTP status without doing anything."""
        self._plan("status", method, times, number=status)

    def reset(self, method: str, *, times: int | None = 1) -> None:
        """Cut the connection without doing anything."""
        self._plan("reset", method, times)

    def delay(self, method: str, seconds: float, *, times: int | None = 1) -> None:
        """Take so many machine seconds before doing what is asked."""
        self._plan("delay", method, times, number=seconds)

    def refuse(self, method: str, error: str, *, times: int | None = 1) -> None:
        """Answer `ok: false` with this error."""
        self._plan("refuse", method, times, word=error)

    def lose_answer(
        self, method: str, *, how: Loss = "silence", status: int = 500, times: int | None = 1
    ) -> None:
        """Do what is asked, and never say so: no answer, an HTTP status, or a cut connection."""
        self._plan("lost", method, times, number=status, word=how)

    def refuse_ephemerals(self, error: str = "user_not_in_channel", *, times: int | None = 1) -> None:
        """Refuse ephemeral messages with this error."""
        self.refuse("chat.postEphemeral", error, times=times)

    def share_late(self, *, times: int | None = 1) -> None:
        """Say so many times of a file that was shown that nobody knows yet where."""
        self._plan("late", "files.info", times)

    def lose_ephemerals(self, vanish: bool = True) -> None:
        """Answer ephemeral messages with ok and show them to nobody, as for a person who is not active."""
        self.ephemerals_vanish = vanish

    def redeliver(
        self, payload: Payload = "event", *, more: int = 1, new_ids: bool = False, together: bool = False
    ) -> None:
        """Deliver each payload so many more times; `together`: at once, not after the acknowledgement."""
        self._redelivery[payload] = Redelivery(more=more, new_ids=new_ids, together=together)

    def redelivery(self, payload: Payload) -> Redelivery:
        """How often this kind is delivered again now."""
        return self._redelivery.get(payload, Redelivery(more=0, new_ids=False, together=False))

    def take(self, kind: Kind, method: str) -> Fault | None:
        """Use up one trouble of this kind for this method, if one is asked for."""
        for fault in self._matching(kind, method):
            if fault.times is not None:
                fault.times -= 1
            return fault
        return None

    def clear(self) -> None:
        """Behave again."""
        self._planned.clear()
        self._redelivery.clear()
        self.ephemerals_vanish = False

    def _plan(self, kind: Kind, method: str, times: int | None, *, number: float = 0, word: str = "") -> None:
        self._planned.append(Fault(kind=kind, method=method, times=times, number=number, word=word))

    def _matching(self, kind: Kind, method: str) -> Iterator[Fault]:
        self._planned = [fault for fault in self._planned if fault.times is None or fault.times > 0]
        return (fault for fault in self._planned if fault.kind == kind and fault.method in (method, "*"))
