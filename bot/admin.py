"""What whoever runs the bot can have done to what it remembers: one table, name → plain function."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.clock import Clock
from bot.control import NotDone, Values
from bot.services import decision_export, unsent
from bot.services.forget import forget
from bot.services.person_export import export
from storage import namesakes, workspaces
from storage.backup import CannotBackUp, back_up
from storage.store import Store
from storage.transaction import Tx

MOST_AT_ONCE = 1000

# Whoever runs the bot waits longer than Slack does.
PATIENCE = timedelta(minutes=2)


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Nothing(_Asked):
    """Nothing has to be said."""


class _Letters(_Asked):
    ids: list[Annotated[int, Field(ge=1, lt=2**63)]] = Field(min_length=1, max_length=MOST_AT_ONCE)


class _Person(_Asked):
    """Whoever is meant, by id or name."""

    person: str = Field(min_length=1, max_length=400)


class _Decisions(_Asked):
    """Those of one workspace, by its id; it may be left out where there is but one."""

    workspace: str | None = Field(default=None, min_length=1, max_length=400)
    private: bool = False


class _To(_Asked):
    """A file, by its whole path: the bot runs in another folder than whoever asks."""

    to: str = Field(pattern="^/", max_length=4096)
    force: bool = False


@dataclass(frozen=True, slots=True)
class _Action:
    """takes: what must be said. does: what is done in one transaction, and what is answered."""

    takes: type[_Asked]
    does: Callable[[Tx, Any, datetime], Values]
    writes: bool = True


class Desk:
    """Does what is asked for by name. One an open store; `url` is the database's address."""

    def __init__(self, *, store: Store, url: str, clock: Clock) -> None:
        self._store = store.patient(PATIENCE)
        self._url = url
        self._clock = clock
        self._closed = threading.Event()

    async def do(self, name: str, values: Values) -> Values:
        """Plain JSON values that say what was done. Raises `NotDone`, or `StoreError`."""
        if name == "backup":
            return await self._back_up(_read(_To, values))
        if name == "outbox.retry_all":
            return await self._retry_all(_read(_Nothing, values))
        action = ACTIONS.get(name)
        if action is None:
            raise NotDone("this version of the bot does not know what is asked for")
        asked, now = _read(action.takes, values), self._clock.now()
        run = self._store.transact if action.writes else self._store.read
        try:
            return await run(action.does, asked, now)
        except _Rehearsed as rehearsed:
            return rehearsed.values
        except (namesakes.NotOnePerson, workspaces.NotOneWorkspace) as error:
            raise NotDone(str(error)) from error

    def close(self) -> None:
        """A copy that is being made is given up."""
        self._closed.set()

    async def _retry_all(self, _: _Nothing) -> Values:
        """Some at a time, so that the bot has its turn between; should one fail, those before stay done."""
        told: list[unsent.Told] = []
        dead = await self._store.read(unsent.all_dead)
        for start in range(0, len(dead), unsent.AT_ONCE):
            some = dead[start : start + unsent.AT_ONCE]
            told += await self._store.transact(unsent.retry, some, now=self._clock.now())
        return _told(told)

    async def _back_up(self, asked: _To) -> Values:
        to, stopped = Path(asked.to), self._closed.is_set
        try:
            return asdict(await asyncio.to_thread(back_up, self._url, to, force=asked.force, stopped=stopped))
        except CannotBackUp as error:
            raise NotDone(str(error)) from error


def _read(kind: type[Any], values: Values) -> Any:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise NotDone(f"what is asked cannot be read: {wrong}") from None


def _list(tx: Tx, _: _Nothing, now: datetime) -> Values:
    found = unsent.listed(tx, now=now)
    lines = [
        {
            **asdict(one),
            "put_at": one.put_at.isoformat(),
            "next_at": one.next_at.isoformat() if one.next_at else None,
            "waits": round((now - one.put_at).total_seconds()),
        }
        for one in found.lines
    ]
    return {"letters": lines, "waiting": found.waiting, "dead": found.dead}


def _told(told: list[unsent.Told]) -> Values:
    return {"told": [asdict(one) for one in told]}


def _retry(tx: Tx, asked: _Letters, now: datetime) -> Values:
    return _told(unsent.retry(tx, asked.ids, now=now))


def _drop(tx: Tx, asked: _Letters, now: datetime) -> Values:
    return _told(unsent.drop(tx, asked.ids, now=now))


class _Rehearsed(Exception):
    """What would have been done; that it is raised undoes it."""

    def __init__(self, values: Values) -> None:
        super().__init__()
        self.values = values


def _export(tx: Tx, asked: _Person, now: datetime) -> Values:
    return export(tx, namesakes.find(tx, asked.person).id, now=now)


def _export_decisions(tx: Tx, asked: _Decisions, _: datetime) -> Values:
    return decision_export.export(tx, workspaces.find(tx, asked.workspace), private=asked.private)


def _forget(tx: Tx, asked: _Person, now: datetime) -> Values:
    person = namesakes.find(tx, asked.person)
    return {"name": person.name, **asdict(forget(tx, person.id, now=now))}


def _rehearse(tx: Tx, asked: _Person, now: datetime) -> Values:
    raise _Rehearsed(_forget(tx, asked, now))


ACTIONS: Mapping[str, _Action] = {
    "outbox.list": _Action(_Nothing, _list, writes=False),
    "outbox.retry": _Action(_Letters, _retry),
    "outbox.drop": _Action(_Letters, _drop),
    "decisions.export": _Action(_Decisions, _export_decisions, writes=False),
    "person.export": _Action(_Person, _export, writes=False),
    "person.forget": _Action(_Person, _forget),
    "person.rehearse": _Action(_Person, _rehearse),
}
