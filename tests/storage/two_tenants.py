"""Two workspaces alike in every id of their platform's: a row in every table each, and values to ask with."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Column, Table, insert
from sqlalchemy.sql.sqltypes import Boolean

from bot.domain.identity import MessageRef, Place, TenantRef, UserRef
from bot.domain.workday import WorkingWeek, parse_week
from bot.messages.document import Document, say
from bot.messages.letter import Letter
from storage import letters
from storage.outbox import Written
from storage.retention import Retention
from storage.tables import metadata
from storage.transaction import Tx
from storage.types import Day, Instant, Json
from storage.vault import Vault

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = date(2026, 11, 2)
VAULT = Vault(["A" * 43 + "="])


class Side:
    """One of the two. Every local id of its rows is `id`, and `mark` stands in every text of theirs."""

    def __init__(self, number: int, mark: str) -> None:
        self.id, self.mark = number, mark
        self.ref = TenantRef(platform="slack", id=f"T-{mark}")
        self.user = UserRef(platform="slack", tenant=self.ref.id, id="U1")
        self.place = Place(platform="slack", tenant=self.ref.id, kind="public", id="C1")
        self.message = MessageRef(place=self.place, id="1.1")
        self.key = f"digest/{number}/{DAY}"

    def letter(self, key: str = "") -> Letter:
        """One to its person, that says its mark."""
        document = Document(blocks=(say(self.mark),), summary=self.mark, kind="note")
        return Letter(
            key=key or self.key, tenant=self.ref, to=self.user, document=document, replaces=self.key
        )

    def shows(self, text: str) -> bool:
        """Whether something of it is in there."""
        return self.mark in text or f"{self.id}" in text


MINE, OTHERS = Side(700_001, "MINE"), Side(900_001, "OTHERS")

STATES: Mapping[str, tuple[str, ...]] = {
    "digests.kind": ("digest", "handover"),
    "evenings.state": ("asked", "answered", "quiet", "skipped"),
    "handoffs.state": ("on_track", "at_risk", "blocked"),
    "lines.kind": ("text", "link"),
    "nudges.state": ("waiting", "silent", "dry", "shown", "unseen", "added", "declined"),
    "outbox.state": ("waiting", "waiting", "sent", "dropped", "dead"),
    "outbox.act": ("post", "edit"),
    "places.kind": ("public", "private"),
    "pressed.kind": ("press", "chase"),
    "pressed.state": ("dry", "shown", "unseen", "reminded"),
    "requests.wait_of": ("default", "team", "person"),
    "decisions.state": ("open", "adopted", "objected", "unsettled", "withdrawn"),
    "decisions.turnout": ("half", "third", "all"),
    "publications.kind": ("public", "private"),
    "publications.purpose": ("note", "decision"),
    "publications.state": ("waiting", "agreed", "published", "withdrawn", "over", "unposted"),
    "consents.answer": ("agreed", "refused"),
    "votes.choice": ("approve", "object", "abstain"),
    "reset_votes.choice": ("approve", "object", "abstain"),
    "requests.shape": ("question", "stuck", "review"),
    "requests.state": ("waiting", "answered", "overdue", "withdrawn", "passed"),
    "step_events.what": ("picked_up", "done", "moved"),
    "steps.state": ("open", "picked_up", "returned", "done", "not_needed", "withdrawn"),
}
SOMETIMES = frozenset(
    {"asked_at", "answered_at", "settled_at", "carried_at", "installed_at", "ends_at", "starts_at"}
)

_SNAPSHOT = {"name": "", "policy": {}, "projects": [], "regions": [], "seats": []}


def _json(side: Side) -> Mapping[str, Any]:
    return {
        "scopes": [side.mark],
        "changed": ["title"],
        "differences": [],
        "content": {"summary": side.mark, "done": [], "watch": "", "links": [], "recording": ""},
        "items": [],
        "mentioned": [],
        "letter": letters.written(side.letter()),
    }


def _texts(side: Side) -> Mapping[str, Any]:
    locked = VAULT.lock(side.mark, owner=f"slack/{side.ref.id}")
    theirs = VAULT.lock(side.mark, owner=f"slack/{side.ref.id}/{side.user.id}")
    return {
        "tenants.external": side.ref.id,
        "people.external": side.user.id,
        "places.external": side.place.id,
        "installations.token": locked,
        "installations.refresh_token": locked,
        "grants.token": theirs,
        "grants.refresh_token": theirs,
        "tenants.company_days": None,
        "people.week": None,
        "people.days": None,
        "people.travel": None,
        "people.home_zone": None,
        "lines.file": None,
        "timers.kind": "prompt",
        "timers.subject": f"{side.id}",
        "outbox.lane": "with/U1",
        "outbox.after": None,
        "outbox.kind": "note",
        "posts.place": "C1",
        "posts.message": "1.1",
        "nudges.message": "1.1",
        "publications.message": "1.1",
        "pressed.message": "1.1",
        "steps.owner": "awake",
        "held.kind": "fate",
        "held.subject": f"{side.id}",
        "step_events.what": "picked_up",
        "regions.zone": "Europe/Berlin",
        "zone": "Europe/Berlin",
        "zone_source": "profile",
        "locale": "en",
        "part": "writes",
        "strength": "every",
        "kind": "public",
        "place_kind": "public",
        "platform": "slack",
        "key": side.key,
        "thread": None,
        "holder": side.mark,
    }


def fill(tx: Tx, side: Side, *, seed: int) -> None:
    """A row in every table there is. What may be left out is so by the seed, and states go by it."""
    for table in metadata.sorted_tables:
        tx.run(insert(table).values(row(table, side, Random(f"{table.name} {seed}"))))


def row(table: Table, side: Side, rng: Random) -> dict[str, Any]:
    """One in which every column that can say whose it is does."""
    return {column.name: _value(table, column, side, rng) for column in table.columns}


def _value(table: Table, column: Column[Any], side: Side, rng: Random) -> Any:
    there = not column.nullable or rng.random() < 0.5
    if column.foreign_keys or column.name == "id":
        return side.id if there else None
    if (states := STATES.get(f"{table.name}.{column.name}")) is not None:
        return rng.choice(states)
    match column.type:
        case Instant():
            return NOW if there and column.name in SOMETIMES else None if column.nullable else NOW
        case Day():
            return DAY
        case Boolean():
            return False
        case Json():
            snapshot = _SNAPSHOT if table.name == "team_changes" else {}
            return None if column.nullable else _json(side).get(column.name, snapshot)
        case _ if column.type.python_type is int:
            return 1
    texts = _texts(side)
    return texts.get(f"{table.name}.{column.name}", texts.get(column.name, side.mark))


def writes(tx: Tx) -> int:
    """How many rows were ever written on this connection."""
    held: Any = tx.connection.connection.dbapi_connection
    return int(held.total_changes)


def lines(tx: Tx) -> list[str]:
    """Every row there is."""
    driver: Any = tx.connection.connection.dbapi_connection  # as it stands: in no type of ours
    return [
        f"{table.name} {row}"
        for table in metadata.sorted_tables
        for row in driver.execute(f'SELECT * FROM "{table.name}"').fetchall()
    ]


class Asks:
    """Makes the values that somebody of one side would ask with, by their types and names."""

    def __init__(self, side: Side, rng: Random) -> None:
        self._side = side
        self._rng = rng
        self._known: Mapping[Any, Callable[[str], Any]] = {
            TenantRef: lambda _: side.ref,
            UserRef: lambda _: side.user,
            Place: lambda _: side.place,
            MessageRef: lambda _: side.message,
            Letter: lambda _: side.letter(rng.choice([side.key, f"new/{side.id}"])),
            Document: lambda _: side.letter().document,
            Written: lambda _: Written.of(side.letter(f"new/{side.id}")),
            Vault: lambda _: VAULT,
            Table: lambda _: metadata.tables["lines"],
            Retention: lambda _: None,
            WorkingWeek: lambda _: parse_week("mon-fri 9-17"),
            datetime: lambda _: NOW + timedelta(days=rng.choice([-400, -1, 0, 1, 400])),
            date: lambda _: DAY + timedelta(days=rng.choice([0, 0, 1])),
            timedelta: lambda _: timedelta(hours=rng.choice([4, 8, 24])),
            bool: lambda _: rng.choice([True, False]),
            str: self._text,
        }

    def value(self, hint: Any, name: str) -> Any:
        """One for a parameter of that type and name. Raises LookupError for a type nobody has told of."""
        if hint in self._known:
            return self._known[hint](name)
        if hint is int:
            return self._number(name)
        if getattr(hint, "__supertype__", None) is int:
            return self._side.id
        if get_origin(hint) is not None:
            return self._composed(hint, name)
        if is_dataclass(hint) and isinstance(hint, type):
            return self._fact(hint)
        raise LookupError(f"{name}: nobody has told how to make a {hint}")

    def _composed(self, hint: Any, name: str) -> Any:
        origin, parts = get_origin(hint), get_args(hint)
        if origin is Literal:
            return self._rng.choice(parts)
        if origin in (Union, UnionType):
            return self.value(self._rng.choice([one for one in parts if one is not NoneType]), name)
        if origin is tuple and parts[-1] is not Ellipsis:
            return tuple(self.value(one, name) for one in parts)
        if issubclass(origin, Mapping):
            return {} if parts[1] is Any else {self.value(parts[0], name): self.value(parts[1], name)}
        some = [self.value(parts[0], name)]
        return {tuple: tuple, frozenset: frozenset}.get(origin, list)(some)

    def _fact(self, kind: type) -> Any:
        hints = get_type_hints(kind)
        made: dict[str, Any] = {}
        for one in fields(kind):
            if one.default is MISSING and one.default_factory is MISSING:
                made[one.name] = self.value(hints[one.name], one.name)
        return kind(**made)

    def _number(self, name: str) -> int:
        return 100 if name in {"limit", "most"} else self._side.id if name in {"id", "ids", "event"} else 1

    def _text(self, name: str) -> str:
        return {
            "kind": "prompt",
            "subject": f"{self._side.id}",
            "subjects": f"{self._side.id}",
            "conversation": "with/U1",
            "message": "1.1",
            "token": self._side.mark,
            "zone": "Europe/Berlin",
            "holder": self._side.mark,
            "what": "picked_up",
            "strength": "every",
        }.get(name, self._side.key)


# What a function that sets any columns is given.
COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "evenings.change": {"why": MINE.mark},
    "steps.change": {"read_back": MINE.mark},
    "teams.change_region": {"name": MINE.mark},
    "teams.change_member": {"steward": True},
}
