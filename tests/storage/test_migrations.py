"""The steps lead to the tables in the code, from nothing and from a release that holds rows."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from storage import check, released
from storage.engines import address
from storage.schema import is_current, newest
from storage.store import AlreadyRunning, Unavailable, open_store
from storage.tables import metadata
from storage.trial import Server
from storage.upgrade import heads, upgrade

Fresh = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Makes empty databases, of each kind."""
    if request.param == "sqlite":
        files = (f"sqlite:///{tmp_path}/{number}.db" for number in range(100))
        return lambda: next(files)
    server: Server = request.getfixturevalue("postgres")
    return server.fresh


@pytest.fixture
def kind(fresh: Fresh) -> str:
    return address(fresh()).get_backend_name()


def change(url: str, statement: str) -> None:
    engine = create_engine(address(url))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_from_nothing_the_steps_lead_to_the_tables(empty_database: str) -> None:
    assert not is_current(empty_database)
    upgrade(empty_database)
    assert is_current(empty_database)
    assert check.differences(empty_database) == []
    upgrade(empty_database)
    assert set(released.rows(empty_database)) == {*metadata.tables, "alembic_version"}


def test_there_is_one_end_and_a_start_finds_it_by_the_names_of_the_files() -> None:
    assert heads() == [newest()]


def test_a_database_of_a_later_version_is_left_alone(empty_database: str) -> None:
    upgrade(empty_database)
    change(empty_database, "UPDATE alembic_version SET version_num = '9999'")
    assert not is_current(empty_database)
    with pytest.raises(Unavailable, match="9999"):
        upgrade(empty_database)


def test_asking_makes_no_file(tmp_path: Path) -> None:
    assert not is_current(f"sqlite:///{tmp_path}/new.db")
    assert not (tmp_path / "new.db").exists()


async def test_asking_disturbs_no_process_that_has_the_file_open(sqlite_database: str) -> None:
    store = open_store(sqlite_database)
    with pytest.raises(AlreadyRunning):
        is_current(sqlite_database)
    await store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE senders",
        "DROP INDEX ix_outbox_lane",
        "ALTER TABLE people DROP COLUMN locale",
        "ALTER TABLE people ADD COLUMN country TEXT",
        "CREATE TABLE extra (id INTEGER)",
    ],
)
def test_what_the_steps_would_lack_is_found(empty_database: str, statement: str) -> None:
    upgrade(empty_database)
    change(empty_database, statement)
    assert len(check.differences(empty_database)) == 1


def test_a_release_is_upgraded_with_its_rows(fresh: Fresh, kind: str, tmp_path: Path) -> None:
    released.write(tmp_path, "0.1.0", head=heads()[0])
    [file] = released.of_kind(tmp_path, kind)
    url = fresh()
    released.load(url, file)
    assert set(released.rows(url).values()) == {1}
    assert list(check.wrong(kind, fresh, tmp_path)) == []


def test_a_release_that_the_steps_do_not_bring_up_to_date_is_found(
    fresh: Fresh, kind: str, tmp_path: Path
) -> None:
    released.write(tmp_path, "0.1.0", head=heads()[0])
    [file] = released.of_kind(tmp_path, kind)
    file.write_text(file.read_text() + "DROP INDEX ix_outbox_lane;\n")
    [fault] = check.wrong(kind, fresh, tmp_path)
    assert fault.startswith(f"0.1.0.{kind}.sql: upgraded, it lacks ('add_index'")


async def test_two_that_upgrade_at_once_take_turns(postgres: Server) -> None:
    url = postgres.fresh()
    await asyncio.gather(*(asyncio.to_thread(upgrade, url) for _ in range(2)))
    assert check.differences(url) == []


async def test_no_upgrade_while_a_process_has_the_file_open(sqlite_database: str) -> None:
    store = open_store(sqlite_database)
    with pytest.raises(AlreadyRunning):
        upgrade(sqlite_database)
    await store.close()


def test_an_upgrade_that_leaves_rows_pointing_nowhere_is_taken_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    change(url, "CREATE TABLE parent (id INTEGER PRIMARY KEY)")
    change(url, "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id))")
    change(url, "INSERT INTO child VALUES (1, 7)")
    with pytest.raises(Unavailable, match="point nowhere"):
        upgrade(url)
    assert not is_current(url)


@pytest.mark.parametrize("ask", [upgrade, is_current])
def test_without_a_server_nothing_is_upgraded(ask: Callable[[str], object]) -> None:
    with pytest.raises(Unavailable):
        ask("postgresql://127.0.0.1:1/sunrelay")
