"""The command as whoever installs the bot meets it: its help, its settings, its other commands."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.slack.manifest import manifest_text
from storage.schema import is_current
from storage.store import open_store
from storage.trial import Server
from tests.run.process import BOT, ROOT, Process

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1-a", "SLACK_APP_TOKEN": "xapp-1-a"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1-a", "SLACK_SIGNING_SECRET": "0123456789abcdef", "PORT": "0"}


async def done(
    *arguments: str, folder: Path, given: Mapping[str, str] | None = None, program: tuple[str, ...] = BOT
) -> tuple[int, list[str]]:
    """The exit status, and every line."""
    async with Process(*arguments, given=given or {}, folder=folder, program=program) as process:
        return await process.ended(), process.said


def test_who_lacks_a_token_is_told_on_which_page_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with chdir(tmp_path):
        main(["run"], environ={})
    bot, app = capsys.readouterr().err.splitlines()
    assert "OAuth & Permissions" in bot
    assert "connections:write" in app
    assert "Basic Information" in app


@pytest.mark.parametrize(
    ("role", "given", "says"),
    [
        ("all", {}, ["SLACK_BOT_TOKEN is not set", "SLACK_APP_TOKEN is not set"]),
        ("all", {"SLACK_BOT_TOKEN": "xoxb-1-a"}, ["SLACK_APP_TOKEN is not set"]),
        ("all", {**HTTP, "PORT": ""}, ["PORT is not set"]),
        ("all", {**HTTP, "PORT": "high"}, ["PORT must be a whole number"]),
        (
            "all",
            {"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_APP_TOKEN": "a", "DATABASE_URL": "mysql://a"},
            ["SLACK_BOT_TOKEN is no", "SLACK_APP_TOKEN is no", "DATABASE_URL is no"],
        ),
        ("all", {**SOCKET, "SLACK_API_URL": "http://slack.com/api"}, ["SLACK_API_URL would send"]),
        ("web", SOCKET, ["DATABASE_URL must name a PostgreSQL database for --role web"]),
        ("worker", SOCKET, ["DATABASE_URL must name a PostgreSQL database for --role worker"]),
    ],
    ids=[
        "nothing",
        "no way to listen",
        "no port",
        "no such port",
        "all wrong",
        "in the open",
        "web",
        "worker",
    ],
)
def test_a_setting_that_is_missing_or_wrong_stops_the_start_with_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], role: str, given: dict[str, str], says: list[str]
) -> None:
    with chdir(tmp_path):
        assert main(["run", "--role", role], environ=given) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.startswith(start) for line, start in zip(lines, says, strict=True)] == [True] * len(says)
    assert os.listdir(tmp_path) == [], "nothing was begun"


async def test_settings_are_read_from_a_file_where_the_environment_is_silent(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=high\n")
    status, lines = await done("run", folder=tmp_path, given=SOCKET)
    assert (status, len(lines)) == (2, 1)
    assert lines[0].startswith("PORT must be")


async def test_the_command_and_the_module_are_the_same(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("sunrelay")
    by_name, by_module = await asyncio.gather(
        done("manifest", folder=tmp_path, program=(str(command),)), done("manifest", folder=tmp_path)
    )
    assert by_name == by_module == (0, manifest_text().splitlines())


async def test_the_manifest_is_checked_against_the_file(tmp_path: Path) -> None:
    assert await done("manifest", "--check", folder=ROOT) == (0, [])
    (tmp_path / "manifest.json").write_text("{}")
    status, [line] = await done("manifest", "--check", folder=tmp_path)
    assert (status, line) == (
        1,
        "manifest.json is not what the code asks for: sunrelay manifest > manifest.json",
    )


async def test_a_file_is_upgraded_and_then_nothing_is_left_to_do(tmp_path: Path) -> None:
    for _ in range(2):
        assert await done("upgrade", folder=tmp_path) == (0, ["The database is up to date."])
    assert is_current(f"sqlite:///{tmp_path}/sunrelay.db")


async def test_a_shared_database_is_upgraded(tmp_path: Path, postgres: Server) -> None:
    given = {"DATABASE_URL": postgres.fresh()}
    assert await done("upgrade", folder=tmp_path, given=given) == (0, ["The database is up to date."])
    assert is_current(given["DATABASE_URL"])


async def test_a_database_that_cannot_be_upgraded_is_told_in_one_line(
    tmp_path: Path, sqlite_database: str
) -> None:
    store = open_store(sqlite_database)
    in_use, nowhere = await asyncio.gather(
        done("upgrade", folder=tmp_path, given={"DATABASE_URL": sqlite_database}),
        done("upgrade", folder=tmp_path, given={"DATABASE_URL": "postgresql://127.0.0.1:1/sunrelay"}),
    )
    await store.close()
    assert in_use == (1, [f"Another process is using {tmp_path}/sunrelay.db; stop it first."])
    status, [line] = nowhere
    assert (status, line.partition(":")[0]) == (1, "The database could not be brought up to date")


async def test_a_start_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    asked = (
        "import sys, bot.__main__, bot.run, storage.schema;"
        "print([one for one in sys.modules if one in ("
        "'alembic', 'sandbox', 'blockkit', 'bot.demo', 'cryptography')])"
    )
    assert await done(asked, folder=tmp_path, program=("-c",)) == (0, ["[]"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            [],
            ["run the bot against Slack", "bring the database up to date", "try it in a browser"],
        ),
        (["run"], ["--role {all,web,worker}"]),
        (["demo"], ["--port N", "--no-browser", "--terminal", "--headless", "--days N", "--start DAY"]),
        (["upgrade"], ["usage: sunrelay upgrade"]),
        (["outbox"], ["list", "retry", "drop", "--json"]),
        (["backup"], ["TO", "--force", "while the bot runs"]),
        (["manifest"], ["--check"]),
        (["detect"], ["JSON lines", "FILE"]),
    ],
    ids=["sunrelay", "run", "demo", "upgrade", "outbox", "backup", "manifest", "detect"],
)
def test_help_says_what_there_is(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert [one for one in says if one not in told] == []


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["dance"], ["run", "--role", "both"], ["demo", "--days", "0"], ["demo", "--start", "x"],
        ["demo", "--port", "65536"], ["demo", "--port", "x"], ["demo", "--terminal", "--headless"],
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: sunrelay" in capsys.readouterr().err


def test_a_manifest_for_many_workspaces_needs_the_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--many"]) == 1
    assert "--many needs --url" in capsys.readouterr().err
    assert main(["manifest", "--many", "--url", "https://bot.example/slack/events"]) == 0
    assert "user" in json.loads(capsys.readouterr().out)["oauth_config"]["scopes"]


def test_a_manifest_for_http_names_the_address_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--url", "https://bot.example/slack/events"]) == 0
    printed = json.loads(capsys.readouterr().out)
    settings = printed["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == "https://bot.example/slack/events"
    assert {one["url"] for one in printed["features"]["slash_commands"]} == {
        "https://bot.example/slack/events"
    }
