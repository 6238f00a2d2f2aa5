"""What whoever runs the bot asks for, with a bot that runs and without one, on either database."""

import asyncio
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, update

from bot import administer
from bot.__main__ import main
from bot.admin import Desk
from bot.arguments import parser
from bot.control import NotDone, Values
from bot.domain.identity import TenantId, TenantRef, UserRef
from bot.domain.person import Profile
from bot.reach import done, reachable
from storage import installations, outbox, people
from storage.engines import address
from storage.schema import newest
from storage.sqlite import only_process
from storage.store import Store, open_store
from storage.tables import outbox as outbox_table
from storage.transaction import Tx
from tests.services.given import Clock
from tests.storage.letter import LENA, letter

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
CLOCK = Clock(NOW)
WORDS = "What does New York need to go on?"


@pytest.fixture
def url(database: str) -> Iterator[str]:
    """A database of each kind that is up to date; one letter of it waits, and one is dead."""
    change(database, "CREATE TABLE alembic_version (version_num TEXT)")
    change(database, f"INSERT INTO alembic_version VALUES ('{newest()}')")
    asyncio.run(fill(database))
    yield database
    change(database, "DROP TABLE alembic_version")


@pytest.fixture
def file_url(sqlite_database: str) -> str:
    """The same on SQLite alone, and without letters."""
    change(sqlite_database, "CREATE TABLE alembic_version (version_num TEXT)")
    change(sqlite_database, f"INSERT INTO alembic_version VALUES ('{newest()}')")
    return sqlite_database


def change(url: str, statement: str) -> None:
    engine = create_engine(address(url))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


async def fill(url: str) -> None:
    store = open_store(url)
    await store.transact(letters)
    await store.close()


def letters(tx: Tx) -> None:
    ref = TenantRef(platform="slack", id="T1")
    tenant = installations.keep(tx, ref, bot_user="U0", bot="B0", name="Acme", scopes=["chat:write"], now=NOW)
    hour_ago, until = NOW - timedelta(hours=1), NOW - timedelta(minutes=55)
    outbox.put(tx, letter("note/1", text=WORDS, kind="change"), tenant=tenant, now=hour_ago)
    outbox.lease_tenants(tx, holder="one", now=hour_ago, until=until)
    [row] = outbox.claim(tx, tenant, holder="one", now=hour_ago, until=until)
    outbox.settle(tx, row, "dead", why="given up after 12 attempts", now=hour_ago)
    morning = NOW + timedelta(hours=15)
    outbox.put(
        tx,
        letter("note/2", to=LENA, text=WORDS, kind="change"),
        tenant=tenant,
        now=hour_ago,
        not_before=morning,
    )


def asked(url: str, *arguments: str) -> tuple[str, bool]:
    found = parser().parse_args(arguments)
    command = administer.outbox if found.command == "outbox" else administer.backup
    return command(url, found, clock=CLOCK)


def test_the_outbox_is_listed_without_a_word_of_its_letters(url: str) -> None:
    says, well = asked(url, "outbox")
    assert well
    assert says.splitlines() == [
        "ID  STATE  KIND    TO               FAILED  WAITS  NEXT                  WHY",
        "1   dead   change  public channel   0       1 h    never                 given up after 12 attempts",
        "2   held   change  private message  0       1 h    2026-11-03 07:15:00Z",
        "1 dead, 1 waiting.",
    ]  # fmt: skip
    assert asked(url, "outbox", "list") == (says, True)
    assert WORDS not in asked(url, "outbox", "--json")[0]


def test_the_same_as_json(url: str) -> None:
    found = json.loads(asked(url, "outbox", "list", "--json")[0])
    assert (found["dead"], found["waiting"]) == (1, 1)
    dead, held = found["letters"]
    assert dead == {
        "id": 1, "key": "note/1", "kind": "change", "to": "public channel", "state": "dead", "attempts": 0,
        "uncertain": False, "why": "given up after 12 attempts",
        "put_at": "2026-11-02T15:15:00+00:00", "next_at": None, "waits": 3600,
    }  # fmt: skip
    assert held["next_at"] == "2026-11-03T07:15:00+00:00"


def test_a_dead_one_is_sent_again_and_one_that_waits_is_dropped(url: str) -> None:
    assert asked(url, "outbox", "retry", "1") == ("1 is sent again.", True)
    assert asked(url, "outbox", "drop", "2", "7") == (
        "2 is dropped.\n7 is left alone: there is no such letter.",
        False,
    )
    assert asked(url, "outbox")[0].splitlines()[-1] == "0 dead, 1 waiting."
    assert asked(url, "outbox", "retry", "--all-dead") == ("There is nothing to do.", True)
    assert asked(url, "outbox", "drop", "1") == ("1 is dropped.", True)
    assert asked(url, "outbox") == ("Nothing waits to be sent.", True)


def test_all_that_are_dead_are_sent_again(url: str) -> None:
    found = json.loads(asked(url, "outbox", "retry", "--all-dead", "--json")[0])
    assert found == {"told": [{"id": 1, "done": True, "says": "is sent again"}]}


async def test_many_dead_ones_are_sent_again_some_at_a_time(file_url: str) -> None:
    def died(tx: Tx) -> None:
        letters(tx)
        for number in range(250):
            outbox.put(tx, letter(f"note/9{number}", text=WORDS, kind="change"), tenant=TenantId(1), now=NOW)
        tx.run(update(outbox_table).values(state="dead"))

    store = open_store(file_url)
    await store.transact(died)
    commits: list[int] = []
    store.on_wake(lambda _: commits.append(1))
    found = await Desk(store=store, url=file_url, clock=CLOCK).do("outbox.retry_all", {})
    assert [one["done"] for one in found["told"]].count(True) == 252
    assert len(commits) == 3
    await store.close()


def with_lena(tx: Tx) -> None:
    letters(tx)
    ref = UserRef(platform="slack", tenant="T1", id="U3")
    lena = Profile(user=ref, name="Lena", zone="Europe/Berlin", locale="de", eligible=True)
    people.keep(tx, [lena], now=NOW)


async def test_a_person_is_exported_and_forgotten_only_when_that_is_confirmed(
    file_url: str, tmp_path: Path
) -> None:
    store = open_store(file_url)
    await store.transact(with_lena)
    async with reachable(file_url, store, clock=CLOCK):
        command = partial(asyncio.to_thread, administered, file_url)
        assert "Lena" in await command("export", "@Lena")
        to = tmp_path / "lena.json"
        await command("export", "U3", "--to", str(to))
        assert oct(os.stat(to).st_mode)[-3:] == "600"
        with pytest.raises(NotDone, match="cannot be written"):
            await command("export", "U3", "--to", str(to))
        assert "--yes does it" in await command("forget", "@Lena")
        assert "Lena" in await command("export", "@Lena"), "nothing was forgotten yet"
        assert (await command("forget", "@Lena", "--yes")).startswith("Lena: ")
        with pytest.raises(NotDone):
            await command("export", "@Lena")
    await store.close()


def administered(url: str, *arguments: str) -> str:
    found = parser().parse_args(arguments)
    command = {"export": administer.export, "forget": administer.forget}[found.command]
    return command(url, found, clock=CLOCK)[0]


async def test_a_running_bot_is_asked_and_woken(file_url: str) -> None:
    store = open_store(file_url)
    await store.transact(letters)
    woken: list[frozenset[str]] = []
    store.on_wake(woken.append)
    async with reachable(file_url, store, clock=CLOCK):
        several = await asyncio.gather(
            done(file_url, "outbox.retry", {"ids": [1]}, clock=CLOCK),
            done(file_url, "outbox.list", {}, clock=CLOCK),
        )
        assert several[0] == {"told": [{"id": 1, "done": True, "says": "is sent again"}]}
        with pytest.raises(NotDone, match="does not know what is asked for"):
            await done(file_url, "dance", {}, clock=CLOCK)
    assert woken == [frozenset({"outbox"})]
    await store.close()


async def test_a_bot_that_is_just_starting_is_waited_for(file_url: str) -> None:
    store = open_store(file_url)
    asking = asyncio.create_task(done(file_url, "outbox.list", {}, clock=CLOCK, pause=0.02))
    await asyncio.sleep(0.1)
    async with reachable(file_url, store, clock=CLOCK):
        assert (await asking)["waiting"] == 0
    await store.close()


async def test_whoever_has_the_file_and_does_not_listen_is_told_of(file_url: str) -> None:
    file = Path(file_url.removeprefix("sqlite:///"))
    with only_process(file), pytest.raises(NotDone, match=r"does not listen at .*sunrelay\.db\.sock"):
        await done(file_url, "outbox.list", {}, clock=CLOCK, pause=0.001)


async def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotDone, match="there is no database at"):
        await done(f"sqlite:///{tmp_path}/gone.db", "outbox.list", {}, clock=CLOCK)
    assert not [one for one in os.listdir(tmp_path) if one.endswith(".db")]


async def test_tables_of_another_version_are_left_alone(database: str) -> None:
    with pytest.raises(NotDone, match="sunrelay upgrade"):
        await done(database, "outbox.list", {}, clock=CLOCK)


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("outbox.retry", {}, "ids: Field required"),
        ("outbox.retry", {"ids": []}, "ids: "),
        ("outbox.retry", {"ids": ["1"]}, "ids.0: "),
        ("outbox.retry", {"ids": [2**70]}, "ids.0: "),
        ("outbox.drop", {"ids": [1] * 1001}, "ids: "),
        ("outbox.list", {"more": True}, "more: "),
        ("backup", {"to": "relative.db"}, "to: "),
        ("backup", {"to": "/tmp/\0.db"}, "could not be made"),
    ],
)
async def test_what_is_asked_wrongly_is_refused(
    file_url: str, name: str, values: dict[str, Any], says: str
) -> None:
    store = open_store(file_url)
    with pytest.raises(NotDone) as told:
        await Desk(store=store, url=file_url, clock=CLOCK).do(name, values)
    assert says in str(told.value)
    await store.close()


def test_a_copy_is_made_with_and_without_a_bot(file_url: str, tmp_path: Path) -> None:
    says, well = asked(file_url, "backup", str(tmp_path / "copy.db"))
    size = (tmp_path / "copy.db").stat().st_size
    assert (says, well) == (f"{tmp_path}/copy.db: {size:,} bytes, 1 row, checked.", True)
    with pytest.raises(NotDone, match="--force"):
        asked(file_url, "backup", str(tmp_path / "copy.db"))
    assert asked(file_url, "backup", "--force", str(tmp_path / "copy.db"))[1]


def test_of_postgresql_it_is_said_how_a_copy_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotDone, match="pg_dump") as told:
        asked("postgresql://bot:secret@127.0.0.1:1/sunrelay", "backup", str(tmp_path / "copy"))
    assert "secret" not in str(told.value)


async def stop_while_copying(store: Store, url: str, to: Path) -> Values:
    desk = Desk(store=store, url=url, clock=CLOCK)
    desk.close()
    return await desk.do("backup", {"to": str(to)})


async def test_a_bot_that_stops_makes_no_copy(file_url: str, tmp_path: Path) -> None:
    store = open_store(file_url)
    with pytest.raises(NotDone, match="the bot is stopping"):
        await stop_while_copying(store, file_url, tmp_path / "copy.db")
    await store.close()


@pytest.mark.parametrize(
    "arguments",
    [["outbox", "dance"], ["outbox", "retry"], ["outbox", "retry", "1", "--all-dead"], ["outbox", "drop"],
     ["outbox", "drop", "0x1"], ["outbox", "drop", "9" * 30], ["backup"]],
)  # fmt: skip
def test_a_command_that_is_spelled_wrongly_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: sunrelay" in capsys.readouterr().err


def test_the_command_says_in_one_line_what_is_in_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outbox"], environ={"DATABASE_URL": f"sqlite:///{tmp_path}/gone.db"}) == 1
    assert capsys.readouterr().err == f"There is no database at {tmp_path}/gone.db.\n"
    assert main(["outbox"], environ={"DATABASE_URL": "mysql://a"}) == 2
