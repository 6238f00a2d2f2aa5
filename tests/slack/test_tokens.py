"""A kept token is renewed in time, by one process alone, and never lost for a moment's trouble."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identity import TenantRef
from bot.slack.errors import NoToken
from bot.slack.oauth import Credentials
from bot.slack.tokens import EARLY, TURN, Kept, KeptTokens
from bot.slack.workspaces import Manner, ManyWorkspaces
from sandbox import SteppedClock
from storage import installations
from storage.installations import Arrival, Tokens
from storage.store import Store, open_store
from storage.vault import Vault

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
ENDS = NOW + timedelta(hours=12)
ACME = TenantRef(platform="slack", id="T1")
VAULT = Vault(["A" * 43 + "="])


@dataclass
class Slacks:
    """What Slack does: a refresh token serves once."""

    clock: SteppedClock
    spent: list[str] = field(default_factory=list)
    away: bool = False
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    answers: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.answers.set()

    async def __call__(self, refresh: str, /) -> Tokens:
        if self.away:
            raise TimeoutError
        assert refresh not in self.spent, "it serves once"
        self.spent.append(refresh)
        self.asked.set()
        await self.answers.wait()
        await asyncio.sleep(0)
        number = len(self.spent) + 1
        return Tokens(
            token=f"token {number}",
            refresh=f"refresh {number}",
            expires_at=self.clock.now() + timedelta(hours=12),
        )


@pytest.fixture
async def store(sqlite_database: str) -> Store:
    store = open_store(sqlite_database)
    await install(store, Tokens(token="token 1", refresh="refresh 1", expires_at=ENDS), now=NOW)
    return store


async def install(store: Store, tokens: Tokens, *, now: datetime) -> None:
    arrival = Arrival(ref=ACME, bot_user="U0", bot="B0", name="", scopes=(), by="U1", tokens=tokens)
    await store.transact(installations.install, arrival, vault=VAULT, now=now)


def keeper(store: Store, slacks: Slacks) -> KeptTokens[TenantRef]:
    """One process's."""
    return KeptTokens(
        ACME, Kept(store=store, vault=VAULT), shelf=installations, clock=slacks.clock, renews=slacks
    )


async def test_a_token_is_renewed_two_hours_before_its_end_and_once_by_all(store: Store) -> None:
    slacks = Slacks(SteppedClock(NOW))
    processes = [keeper(store, slacks) for _ in range(3)]
    assert await processes[0].token() == "token 1"
    slacks.clock.move_to(ENDS - EARLY)
    given = await asyncio.gather(*(one.token() for one in processes for _ in range(4)))
    assert slacks.spent == ["refresh 1"]
    assert set(given) <= {"token 1", "token 2"}, "the old one holds for two hours yet"
    slacks.clock.move_to(ENDS - EARLY + TURN)
    assert {await one.token() for one in processes} == {"token 2"}
    assert slacks.spent == ["refresh 1"]
    await store.close()


async def test_while_slack_is_away_the_old_one_serves_and_it_is_asked_again_a_minute_later(
    store: Store,
) -> None:
    slacks = Slacks(SteppedClock(ENDS - EARLY), away=True)
    one = keeper(store, slacks)
    assert await one.token() == "token 1"
    slacks.away = False
    assert await one.token() == "token 1"
    slacks.clock.move_to(ENDS - EARLY + TURN)
    assert await one.token() == "token 2"
    await store.close()


async def test_one_that_is_refused_is_read_anew_and_given_up_where_none_is_kept(store: Store) -> None:
    slacks = Slacks(SteppedClock(NOW))
    one = keeper(store, slacks)
    assert await one.instead_of(await one.token()) is None
    await store.transact(installations.renew, ACME, Tokens(token="another", since=NOW), vault=VAULT)
    assert await one.instead_of("token 1") == "another"
    tenant = await store.read(installations.tenant, ACME)
    assert tenant is not None
    await store.transact(installations.leave, tenant, now=NOW)
    assert await one.instead_of("another") is None
    with pytest.raises(NoToken):
        await keeper(store, slacks).token()
    await store.close()


async def test_who_waits_no_more_leaves_an_exchange_to_its_end_before_connections_close(store: Store) -> None:
    slacks = Slacks(SteppedClock(ENDS - EARLY))
    slacks.answers.clear()
    kept = Kept(store=store, vault=VAULT)
    app = Credentials(client_id="1.2", client_secret="s" * 16, public_url="https://bot.example.com")
    manner = Manner(clock=slacks.clock, commands=())
    workspaces = ManyWorkspaces(app, manner, kept, api_url="http://127.0.0.1:1/api/")
    asked = asyncio.create_task(
        KeptTokens(ACME, kept, shelf=installations, clock=slacks.clock, renews=slacks).token()
    )
    await slacks.asked.wait()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    closes = asyncio.create_task(workspaces.close())
    await asyncio.sleep(0.01)
    assert not closes.done()
    slacks.answers.set()
    await closes
    found = await store.read(installations.tokens, ACME, vault=VAULT)
    assert found is not None
    assert (found.token, slacks.spent) == ("token 2", ["refresh 1"])
    await store.close()


async def test_what_is_installed_anew_while_a_token_is_exchanged_takes_its_place(store: Store) -> None:
    slacks = Slacks(SteppedClock(ENDS - EARLY))
    slacks.answers.clear()
    one = keeper(store, slacks)
    asked = asyncio.create_task(one.token())
    await slacks.asked.wait()
    await install(store, Tokens(token="anew"), now=slacks.clock.now())
    slacks.answers.set()
    assert await asked == "anew"
    assert await one.token() == "anew"
    assert await keeper(store, slacks).token() == "anew"
    await store.close()


async def test_what_could_not_be_kept_gives_way_to_what_was_installed_anew(
    store: Store, sqlite_database: str
) -> None:
    slacks = Slacks(SteppedClock(ENDS - EARLY))
    slacks.answers.clear()
    one = keeper(store.patient(timedelta(milliseconds=50)), slacks)
    asked = asyncio.create_task(one.token())
    await slacks.asked.wait()
    with closing(sqlite3.connect(sqlite_database.removeprefix("sqlite:///"))) as another:
        another.execute("BEGIN IMMEDIATE")
        slacks.answers.set()
        assert await asked == "token 2"
    await install(store, Tokens(token="anew"), now=slacks.clock.now())
    assert await one.instead_of("token 2") == "anew"
    assert await one.token() == "anew"
    await store.close()
