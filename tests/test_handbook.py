"""A folder that decisions are written into: what is put there, what is left alone, and what is told of it."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from bot import administer
from bot.__main__ import main
from bot.arguments import parser
from bot.control import NotDone
from bot.domain.decision import Content, NewDecision
from bot.domain.identity import Place, TenantRef
from bot.handbook import Kept, write
from bot.reach import reachable
from storage import decisions, installations, people
from storage.engines import address
from storage.schema import newest
from storage.store import Store, open_store
from storage.tables import places
from storage.transaction import Tx
from tests.services.given import Clock, at, profile

BEGINS = "---\nsunrelay: "
ONE, TWO = f"{BEGINS}decision 1\n", f"{BEGINS}decision 2\n"
NOW = at("maya", "Mon 12:15")
CLOCK = Clock(NOW)
NAME = "2026-11-02-one-rate-1.md"


def test_only_what_changed_is_written_again(tmp_path: Path) -> None:
    assert write(tmp_path / "new", {"1.md": ONE, "2.md": TWO}, begins=BEGINS) == Kept(
        new=2, changed=0, same=0, old=()
    )
    before = os.stat(tmp_path / "new" / "1.md")
    files = {"1.md": ONE, "2.md": f"{TWO}more"}
    assert write(tmp_path / "new", files, begins=BEGINS) == Kept(new=0, changed=1, same=1, old=())
    assert os.stat(tmp_path / "new" / "1.md").st_ino == before.st_ino
    assert (tmp_path / "new" / "2.md").read_text() == f"{TWO}more"
    assert sorted(os.listdir(tmp_path / "new")) == ["1.md", "2.md"]


def test_our_own_that_are_gone_stay_and_are_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# The handbook")
    write(tmp_path, {"1.md": ONE, "2.md": TWO}, begins=BEGINS)
    assert write(tmp_path, {"2.md": TWO}, begins=BEGINS).old == ("1.md",)
    assert sorted(os.listdir(tmp_path)) == ["1.md", "2.md", "README.md"]


def test_nothing_is_written_over_somebody_elses_file(tmp_path: Path) -> None:
    (tmp_path / "2.md").write_text("# The handbook")
    with pytest.raises(NotDone, match=r"2\.md is there already"):
        write(tmp_path, {"1.md": ONE, "2.md": TWO}, begins=BEGINS)
    assert os.listdir(tmp_path) == ["2.md"]
    assert (tmp_path / "2.md").read_text() == "# The handbook"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text(ONE)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.md").symlink_to(elsewhere)
    with pytest.raises(NotDone, match="is there already"):
        write(tmp_path / "in", {"1.md": TWO}, begins=BEGINS)
    assert elsewhere.read_text() == ONE


@pytest.mark.parametrize(
    ("where", "says"),
    [("file", "file is a file: name a folder"), ("gone/folder", "cannot be read or written: No such file")],
    ids=["a file", "in a folder that is not there"],
)
def test_a_folder_that_cannot_be_is_told_of(tmp_path: Path, where: str, says: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotDone, match=says):
        write(tmp_path / where, {"1.md": ONE}, begins=BEGINS)


def test_a_file_that_cannot_be_put_leaves_nothing_half_written(tmp_path: Path) -> None:
    long = "x" * 240
    with pytest.raises(NotDone, match="cannot be read or written: File name too long"):
        write(tmp_path, {f"{long}.md": ONE}, begins=BEGINS)
    assert os.listdir(tmp_path) == []


@pytest.fixture
def url(sqlite_database: str) -> str:
    """A database that is up to date, of one workspace with one decision."""
    engine = create_engine(address(sqlite_database))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{newest()}')")
    engine.dispose()
    asyncio.run(changed(sqlite_database, decided, "T1"))
    return sqlite_database


async def changed(url: str, does: Callable[[Tx, str], None], workspace: str) -> None:
    store = open_store(url)
    await store.transact(does, workspace)
    await store.close()


def installed(tx: Tx, workspace: str) -> None:
    ref = TenantRef(platform="slack", id=workspace)
    installations.keep(tx, ref, bot_user="U0", bot="B0", name="Acme", scopes=[], now=NOW)


def decided(tx: Tx, workspace: str) -> None:
    installed(tx, workspace)
    [sam, maya] = people.keep(tx, [profile("sam"), profile("maya")], now=NOW)
    place = Place(platform="slack", tenant=workspace, kind="public", id="C1")
    new = NewDecision(
        proposer=sam.id,
        content=Content(title="One rate", problem="Two apply.", proposal="Use one."),
        deciders=(maya.id,),
        left_out=(),
        place=place,
        closes_at=at("maya", "Tue 12:15"),
        fair_at=at("maya", "Tue 12:15"),
    )
    decisions.add(tx, new, now=NOW)


def make_private(tx: Tx) -> None:
    tx.run(update(places).values(kind="private"))


def asked(url: str, *arguments: str) -> str:
    found = parser().parse_args(["export-decisions", *arguments])
    return administer.export_decisions(url, found, clock=CLOCK)[0]


def test_without_a_bot_it_is_done_at_once_and_again_changes_nothing(url: str, tmp_path: Path) -> None:
    to = tmp_path / "handbook"
    assert asked(url, f"{to}") == f"{to}: 1 decision and index.md. 2 new, 0 changed, 0 as before."
    assert asked(url, f"{to}") == f"{to}: 1 decision and index.md. 0 new, 0 changed, 2 as before."
    assert sorted(os.listdir(to)) == [NAME, "index.md"]


async def test_a_bot_that_runs_says_what_is_private_and_the_files_stay(url: str, tmp_path: Path) -> None:
    to = tmp_path / "handbook"
    store: Store = open_store(url)
    async with reachable(url, store, clock=CLOCK):
        await asyncio.to_thread(asked, url, f"{to}")
        await store.transact(make_private)
        assert await asyncio.to_thread(asked, url, f"{to}") == (
            f"{to}: 0 decisions and index.md. 0 new, 1 changed, 0 as before.\n"
            "Left out, as in private channels: 1 decision; --private takes them in.\n"
            f"Written before and no longer part of this, left for you to delete: {NAME}."
        )
        says = await asyncio.to_thread(asked, url, f"{to}", "--private")
        assert says == f"{to}: 1 decision and index.md. 0 new, 1 changed, 1 as before."
    await store.close()


def test_it_is_spelled_as_the_readme_has_it(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "handbook"
    assert main(["export-decisions", f"{to}"], environ={"DATABASE_URL": url}) == 0
    assert capsys.readouterr().out == f"{to}: 1 decision and index.md. 2 new, 0 changed, 0 as before.\n"
    (to / "index.md").write_text("# Ours")
    assert main(["export-decisions", f"{to}"], environ={"DATABASE_URL": url}) == 1
    assert capsys.readouterr().err == (
        f"{to}/index.md is there already and not of this command: move it away first.\n"
    )


def test_of_several_workspaces_one_has_to_be_named(url: str, tmp_path: Path) -> None:
    asyncio.run(changed(url, installed, "T2"))
    with pytest.raises(NotDone, match=r"name one by --workspace: T1 \(Acme\), T2 \(Acme\)"):
        asked(url, f"{tmp_path}")
    with pytest.raises(NotDone, match="there is no workspace “T3”"):
        asked(url, f"{tmp_path}", "--workspace", "T3")
    assert "0 decisions" in asked(url, f"{tmp_path}", "--workspace", "T2")
    assert "1 decision and" in asked(url, f"{tmp_path}", "--workspace", "T1")
