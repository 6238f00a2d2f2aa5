"""A kept token: renewed before it ends, by one process alone, and read anew if refused."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Generic, Protocol, TypeVar

from bot.clock import Clock
from bot.domain.identity import TenantRef, UserRef
from bot.log import logger
from bot.slack.errors import NoToken, failure
from storage.errors import StoreError
from storage.installations import Tokens
from storage.store import Store
from storage.transaction import Tx
from storage.vault import Vault

# A token lasts twelve hours: two before its end it is exchanged for the next, as Slack's own libraries do.
EARLY: Final = timedelta(hours=2)
# Nobody else tries while one process does, nor right after it has failed.
TURN: Final = timedelta(minutes=1)

_log = logger(__name__)

Owner = TypeVar("Owner", bound=TenantRef | UserRef)
Asks = TypeVar("Asks", bound=TenantRef | UserRef, contravariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where tokens are kept, and what locks them. under_way: the exchanges, which nobody cuts short."""

    store: Store
    vault: Vault
    under_way: set[asyncio.Task[str]] = field(default_factory=set, compare=False, repr=False)

    async def rest(self) -> None:
        """Wait until what was exchanged is kept."""
        while self.under_way:
            await asyncio.wait(self.under_way)


class Renews(Protocol):
    """Exchanges a refresh token, which serves once."""

    async def __call__(self, refresh: str, /) -> Tokens: ...


class Shelf(Protocol[Asks]):
    """Where tokens of one kind of owner are kept: `storage.installations`, `storage.grants`."""

    def tokens(self, tx: Tx, owner: Asks, /, *, vault: Vault) -> Tokens | None: ...

    def begin_renewal(self, tx: Tx, owner: Asks, /, *, now: datetime, until: datetime) -> bool: ...

    def renew(self, tx: Tx, owner: Asks, renewed: Tokens, /, *, vault: Vault) -> bool: ...


class KeptTokens(Generic[Owner]):
    """The `Keeper` of the token of one workspace or person.

    Its methods raise `NoToken`, `Sealed` and `StoreError`.
    """

    def __init__(self, ref: Owner, kept: Kept, *, shelf: Shelf[Owner], clock: Clock, renews: Renews) -> None:
        self._shelf = shelf
        self._ref = ref
        self._store = kept.store
        self._vault = kept.vault
        self._under_way = kept.under_way
        self._clock = clock
        self._renews = renews
        self._held: Tokens | None = None
        self._unsaved = False
        self._turn = asyncio.Lock()
        self._task: asyncio.Task[str] | None = None

    async def token(self) -> str:
        """The one that holds now, renewed where its end is near; who waits no more leaves that to its end."""
        held = self._held
        if held is not None and not self._unsaved and not self._ends(held):
            return held.token
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._current())
            self._under_way.add(self._task)
            self._task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(self._task)

    async def instead_of(self, token: str) -> str | None:
        """What another process or a new installing has put in its place; None where it is the same still."""
        async with self._turn:
            with suppress(NoToken):
                held = self._held if self._unsaved else None
                found = await (self._save(held) if held is not None else self._read())
                return found.token if found.token != token else None
        return None

    async def _current(self) -> str:
        async with self._turn:
            held = self._held or await self._read()
            if self._unsaved:
                held = await self._save(held)
            elif self._ends(held):
                held = await self._renewed(held)
            return held.token

    def _ends(self, held: Tokens) -> bool:
        ends_at = held.expires_at
        return held.refresh is not None and ends_at is not None and self._clock.now() >= ends_at - EARLY

    async def _read(self) -> Tokens:
        found = await self._store.read(self._shelf.tokens, self._ref, vault=self._vault)
        self._held, self._unsaved = found, False
        if found is None:
            raise NoToken(f"no token is kept for {self._ref.id}")
        return found

    async def _renewed(self, held: Tokens) -> Tokens:
        """The next one. Whoever is late, or cannot have it now, goes on with the one that still holds."""
        now = self._clock.now()
        mine = await self._store.transact(self._shelf.begin_renewal, self._ref, now=now, until=now + TURN)
        held = await self._read()  # as nobody else changes it now
        if not mine or not self._ends(held) or held.refresh is None:
            return held
        try:
            renewed = await self._renews(held.refresh)
        except Exception as error:
            _log.warning("workspace.not_renewed", tenant=self._ref.id, why=repr(failure(error)))
            return held
        held = await self._save(replace(renewed, since=held.since))
        _log.info("workspace.renewed", tenant=self._ref.id)
        return held

    async def _save(self, held: Tokens) -> Tokens:
        """What it was exchanged for is gone: kept in memory until it can be stored.

        Where it was installed anew meanwhile, or removed, it is forgotten for what is kept there now.
        """
        self._held, self._unsaved = held, True
        try:
            if await self._store.transact(self._shelf.renew, self._ref, held, vault=self._vault):
                self._unsaved = False
                return held
        except StoreError:
            return held
        self._held, self._unsaved = None, False
        return await self._read()
