"""No token and no password is printed, logged or shown, whatever goes wrong."""

import io
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, chdir
from pathlib import Path

import pytest
from aiohttp import web

from bot import log
from bot.__main__ import main
from bot.app import App, Way, way_of
from bot.clock import SystemClock
from bot.doctor import examine, written
from bot.settings import load
from bot.slack.errors import NotConnected
from bot.slack.listen import SocketMode
from bot.slack.web import Web
from storage.errors import StoreError
from storage.store import open_store
from storage.upgrade import upgrade
from tests.run.process import BOT, Process

BOT_TOKEN = "xoxb-1-2-HUSHbot"
APP_TOKEN = "xapp-1-A1-HUSHapp"
SIGNING = "HUSH0123456789abcdef"
PASSWORD = "p@ss/HUSH:word"
DATABASE = "postgresql://bot:p%40ss%2FHUSH%3Aword@127.0.0.1:1/sunrelay"
TOKENS = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": SIGNING}


@pytest.fixture
def stream() -> io.StringIO:
    written_to = io.StringIO()
    log.configure("debug", json=False, stream=written_to)
    return written_to


async def _refuses(_: web.Request) -> web.Response:
    return web.json_response({"ok": False, "error": "invalid_auth"})


async def _echoes(request: web.Request) -> web.Response:
    """As a proxy does that shows what it was sent."""
    return web.Response(status=502, text=f"{dict(request.headers)} {await request.text()}")


async def _hangs_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


TROUBLE = {"refused": _refuses, "echoed": _echoes, "cut off": _hangs_up}


@asynccontextmanager
async def slack(trouble: str) -> AsyncIterator[str]:
    """A server that is none of Slack's; its address."""
    server = web.Application()
    server.router.add_route("*", "/{rest:.*}", TROUBLE[trouble])
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_a_start_that_slack_does_not_let_happen(
    trouble: str, stream: io.StringIO, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = f"sqlite:///{tmp_path}/sunrelay.db"
    upgrade(database)
    async with slack(trouble) as url:
        settings = load({**TOKENS, "SLACK_API_URL": url, "DATABASE_URL": database}, env_file=None)
        found = written(await examine(settings, "all", clock=SystemClock()))
        app = App(store=open_store(database), clock=SystemClock(), way=way_of(settings, "all"))
        try:
            with pytest.raises(NotConnected) as raised:
                await app.start()
        finally:
            await app.stop()
        log.logger("bot.run").error("run.failed", exc_info=raised.value, why=raised.value)
    said = capsys.readouterr()
    assert "NotConnected" in stream.getvalue()
    assert "HUSH" not in "\n".join((stream.getvalue(), said.out, said.err, found, str(raised.value)))


@pytest.mark.parametrize("database", [DATABASE, "postgresql://bot:p@ss/HUSH:word@127.0.0.1:1/sunrelay"])
@pytest.mark.parametrize("command", ["run", "upgrade", "doctor"])
def test_a_database_that_does_not_answer(
    command: str, database: str, tmp_path: Path, stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second spells its password as it is, which makes another address of it."""
    given = {**TOKENS, "DATABASE_URL": database, "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    with chdir(tmp_path):
        assert main([command], environ=given) == 1
    said = capsys.readouterr()
    assert said.out or said.err
    assert "HUSH" not in stream.getvalue() + said.out + said.err


def test_no_traceback_of_the_database_shows_its_password() -> None:
    for act in (open_store, upgrade):
        with pytest.raises(StoreError) as raised:
            act(DATABASE.replace("postgresql", "postgresql+psycopg"))
        assert "HUSH" not in "".join(traceback.format_exception(raised.value)) + repr(raised.value)


async def test_nothing_that_holds_a_token_shows_it() -> None:
    settings = load({**TOKENS, "DATABASE_URL": DATABASE}, env_file=None)
    over_http = load({**TOKENS, "SLACK_APP_TOKEN": "", "PORT": "1"}, env_file=None)
    client = Web(api_url="http://127.0.0.1:1/api/", token=BOT_TOKEN)
    ways: list[Way] = [way_of(settings, "all"), way_of(over_http, "all"), way_of(settings, "worker")]
    shown = [f"{one!r} {one}" for one in (*ways, *(way.listen for way in ways), settings, client)]
    await client.close()
    assert isinstance(ways[0].listen, SocketMode)
    assert ways[0].listen.app_token == APP_TOKEN
    assert "HUSH" not in "".join(shown)


@pytest.mark.parametrize(
    "line",
    [
        f"signed with {SIGNING}.",
        f"password {PASSWORD} refused",
        "p%40ss%2FHUSH%3Aword",
        "postgresql://bot:an@other/HUSH@db/x",
        "wss://wss-primary.slack.com/link/?ticket=HUSH-1&app_id=2",
    ],
)
def test_what_looks_like_nothing_is_hidden_by_name(line: str, stream: io.StringIO) -> None:
    log.hide(load({**TOKENS, "DATABASE_URL": DATABASE}, env_file=None).secrets)
    log.logger("bot").info("started", value=line)
    assert "[secret]" in stream.getvalue()
    assert "HUSH" not in stream.getvalue()


def test_the_client_secret_and_each_key_are_hidden_by_name(stream: io.StringIO) -> None:
    keys = [f"HUSH{letter * 39}=" for letter in "AB"]
    given = {"SLACK_CLIENT_SECRET": "HUSH0123456789client", "ENCRYPTION_KEYS": ", ".join(keys)}
    log.hide(load(given, env_file=None).secrets)
    for one in (given["SLACK_CLIENT_SECRET"], *keys):
        log.logger("bot").info("started", value=f"with {one} alone")
    assert stream.getvalue().count("[secret]") == 3
    assert "HUSH" not in stream.getvalue()


def test_a_short_secret_does_not_black_out_the_log(stream: io.StringIO) -> None:
    log.hide(["a", ""])
    log.logger("bot").info("started", value="a plain line")
    assert "a plain line" in stream.getvalue()


@pytest.mark.prove
async def test_a_process_that_cannot_start_says_none(tmp_path: Path) -> None:
    given = {
        **TOKENS,
        "DATABASE_URL": f"sqlite:///{tmp_path}/a.db",
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
    }
    async with Process("run", given=given, folder=tmp_path, program=BOT) as process:
        assert await process.ended() == 1
        assert process.said
        assert "HUSH" not in "\n".join(process.said)
