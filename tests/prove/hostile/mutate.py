"""What an enemy makes of a payload: seeded, so that what was found is found again."""

import json
import pickle
from collections.abc import Sequence
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

from tests.prove.hostile.corpus import Json, Seen

MOST_CHANGES = 4
DEEP = 3000
HUGE = 20_000

_TEXTS = (
    "", " ", "\0", "a\0b", "\ud800", "\udfff x", "\u202eabc", "²", "é" * 3000, "x" * HUGE, "<!channel>",
    "<@U1>", "<https://a|b>", "<", "`*_~", "null", "0", "-1", "9" * 30, "1e5", "1:writes", "1:open", "1:2:3",
    ":", "/", "../../etc/passwd", "'; DROP TABLE steps; --", "%s%n", "{0.__class__}", "2026-11-02",
    "2026-02-30", "9999-12-31", "0000-00-00", "25:99", "mon-sun 09:00-09:00", "\n" * 50, "٣", "1,2,,x",
    "handoff.submit", "step.pick_up:1", "UNKNOWN", "T0OTHER", "W1", "D1", "C1", "USLACKBOT", "[]", "{}",
)  # fmt: skip
_OTHERS: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**70), 10**40, 0.5, 1e308, float("nan"), float("inf"),
    [], {}, [[]], [None], {"": ""}, [{}] * 50, {"value": None}, {"text": {"text": []}},
)  # fmt: skip
# What may make a difference to who is asked for, and about what.
_IDS = (
    "id",
    "user_id",
    "team_id",
    "value",
    "action_id",
    "callback_id",
    "private_metadata",
    "channel_id",
    "ts",
)
_TOO_DEEP = (
    b"[" * DEEP,
    b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    b"payload=" + quote_from_bytes(b'{"a":' * DEEP + b"[]" + b"}" * DEEP).encode(),
)
_NOTHING = (b"", b"null", b"[]", b"1", b'"x"', b"{", b"payload=", b"payload=null", b"&", b"=", b"\0")


class Enemy:
    """Makes broken payloads out of whole ones."""

    def __init__(self, whole: Sequence[Seen], rng: Random) -> None:
        self._whole = [(one.route, pickle.dumps(one.body)) for one in whole]
        self._rng = rng
        self._values = {
            name: [
                held[name]
                for one in whole
                for held, key in places(one.body)
                if key == name and isinstance(held[name], str)
            ]
            for name in _IDS
        }

    def payload(self) -> Seen:
        """One of the whole ones, with up to four of its parts changed; now and then none."""
        route, pickled = self._rng.choice(self._whole)
        body: Json = pickle.loads(pickled)
        for _ in range(self._rng.randrange(MOST_CHANGES + 1)):
            self._changes(body)
        return Seen(route=route, body=body)

    def raw(self) -> tuple[bytes, str]:
        """A body and its content type; one in five is broken as a text, too."""
        one = self.payload()
        raw, kind = encoded(one)
        if self._rng.random() < 0.2:
            raw = self._broken(raw)
        if self._rng.random() < 0.1:
            kind = self._rng.choice(
                (
                    "",
                    "text/plain",
                    "application/json",
                    "application/json; charset=utf-16",
                    "multipart/form-data",
                )
            )
        return raw, kind

    def _changes(self, body: Json) -> None:
        there = places(body)
        if not there:
            return
        holder, key = self._rng.choice(there)
        match self._rng.randrange(8):
            case 0 | 1:
                holder[key] = self._junk()
            case 2:
                del holder[key]
            case 3 if isinstance(holder, dict):
                holder[self._rng.choice(_TEXTS)] = holder.pop(key)
            case 4:
                other, name = self._rng.choice(there)
                holder[key] = pickle.loads(pickle.dumps(other[name]))
            case 5:
                holder[key] = self._wrapped(holder[key])
            case 6 if isinstance(holder[key], str):
                holder[key] = self._retyped(holder[key])
            case _:
                self._forges(there)

    def _forges(self, there: Sequence[tuple[Any, Any]]) -> None:
        """An id of something else: somebody's, another form's, another step's."""
        ids = [(holder, key) for holder, key in there if self._values.get(key)]
        if ids:
            holder, key = self._rng.choice(ids)
            holder[key] = self._rng.choice(self._values[key])

    def _junk(self) -> Any:
        if self._rng.random() < 0.6:
            return self._rng.choice(_TEXTS)
        return pickle.loads(pickle.dumps(self._rng.choice(_OTHERS)))

    def _wrapped(self, value: Any) -> Any:
        match self._rng.randrange(4):
            case 0:
                return [value]
            case 1:
                return [value] * 30
            case 2:
                return {"value": value}
            case _:
                return nested(self._rng.choice((20, 200)))

    def _retyped(self, text: str) -> str:
        at = self._rng.randrange(len(text) + 1)
        return text[:at] + self._rng.choice((self._rng.choice(_TEXTS)[:200], "")) + text[at + 1 :]

    def _broken(self, raw: bytes) -> bytes:
        rng = self._rng
        at = rng.randrange(len(raw) + 1)
        inserted = rng.choice(
            (b"%ff", b"%00", b"\\ud800", b"NaN", b"\xef\xbb\xbf", bytes([rng.randrange(256)]))
        )
        return rng.choice(
            (
                raw[:at],
                raw + raw[at:],
                raw[:at] + inserted + raw[at:],
                raw[:at] + inserted + raw[at + 1 :],
                b'{"type": "block_actions", "type": null, "payload": 1,' + raw[1:],
                raw.replace(b"payload=", b"payload=%7B%7D&payload=", 1),
                rng.choice(_TOO_DEEP),
                rng.choice(_NOTHING),
            )
        )


def encoded(one: Seen) -> tuple[bytes, str]:
    """As Slack would send it."""
    if one.route == "json":
        return json.dumps(one.body).encode(), "application/json"
    fields = one.body if one.route == "form" else {"payload": json.dumps(one.body)}
    plain = {
        str(key): value if isinstance(value, str) else json.dumps(value) for key, value in fields.items()
    }
    return urlencode(plain, errors="replace").encode(), "application/x-www-form-urlencoded"


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in it, at any depth, as its holder and key; not below what is nested beyond reason."""
    found: list[tuple[Any, Any]] = []
    left = [value]
    while left:
        held = left.pop()
        pairs = held.items() if isinstance(held, dict) else enumerate(held)
        for key, inner in pairs:
            found.append((held, key))
            if isinstance(inner, dict | list):
                left.append(inner)
    return found


def nested(depth: int) -> Any:
    """A list in a list in a list."""
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value
