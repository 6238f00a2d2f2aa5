"""Anything may come from the street: nothing of it is a traceback, and nothing but a lost store a 5xx."""

import asyncio
import hashlib
import hmac
import json
import logging
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlencode

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.messages.answer import Answer
from bot.services.platform import House
from bot.slack.directory import SlackDirectory
from bot.slack.front import Front
from bot.slack.heard import Heard
from bot.slack.listen import Http
from bot.slack.manifest import manifest
from bot.slack.web import Web
from bot.slack.workspaces import Manner, OneWorkspace
from handlers import table
from handlers.event import Event
from sandbox import App, Channel, Sandbox, User
from storage.errors import Busy
from storage.store import open_store
from tests.prove.conftest import Proved
from tests.prove.payloads import junk, payloads
from tests.slack.payloads import reader

pytestmark = pytest.mark.prove

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
READ, SENT = 4_000, 1_000
KINDS = ("application/json", "application/x-www-form-urlencoded", "text/plain", "")
TAKEN = {200, 400, 401, 413}


def _fuzz(examples: int) -> settings:
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )


@pytest.mark.timeout(300)
def test_the_reader_takes_anything(proved: Proved) -> None:
    """What it cannot read is None; it never raises, and what it reads is whole."""
    read: Counter[str] = Counter()
    one = reader()

    @_fuzz(READ)
    @given(body=payloads() | junk)
    def reads(body: object) -> None:
        heard = one.read(body)
        assert heard is None or isinstance(heard, Heard)
        read[type(heard.event).__name__ if heard else "nothing"] += 1

    with capture_logs():
        reads()
    proved(payloads=read.total(), read_as=dict(read))


@dataclass(slots=True)
class Street:
    """A front that listens, its store and workspace, and what becomes of what is sent there."""

    database: str
    failing: bool = False
    answers: Counter[int] = field(default_factory=Counter)
    port: int = 0
    _house: House | None = None

    async def serve(self, ready: asyncio.Event, over: asyncio.Event) -> None:
        """From when it is ready until it is over."""
        users = [User(name="lena", real_name="Lena", tz="Europe/Berlin")]
        installed = App.from_manifest(manifest())
        async with Sandbox(
            app=installed, users=users, channels=[Channel(name="relay")], limited=False
        ) as box:
            web = Web(api_url=box.api_url, token=box.bot_token)
            directory = SlackDirectory(web, clock=SystemClock())
            store = open_store(self.database)
            self._house = House(store=store, directory=directory, clock=SystemClock())
            there = OneWorkspace(web, Manner(clock=SystemClock(), commands=table.WORDS))
            listen = Http(signing_secret=SECRET, port=0)
            front = Front(there, hear=self._hear, listen=listen, names=directory.profiles)
            await front.start()
            self.port = front.port
            ready.set()
            try:
                await over.wait()
            finally:
                await front.stop()
                await web.close()
                await store.close()

    async def _hear(self, event: Event) -> Answer:
        if self.failing:
            raise Busy("the database is busy; nothing was done, please try again")
        assert self._house is not None, "it is serving"
        return await table.hear(event, self._house)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[bytes, str, bool]:
    """A body, its kind, and whether it is whole."""
    kind = draw(st.sampled_from(KINDS))
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=200)), kind, False
    body = draw(payloads())
    if "command" in body:
        raw = urlencode({str(key): str(value) for key, value in body.items()}, errors="replace").encode()
        kind = KINDS[1]
    elif body.get("type") in ("block_actions", "view_submission"):
        raw, kind = urlencode({"payload": json.dumps(body)}).encode(), KINDS[1]
    else:
        raw, kind = json.dumps(body).encode(), draw(st.sampled_from((KINDS[0], kind)))
    cut = draw(st.integers(0, 9)) == 0
    return (raw[: draw(st.integers(0, len(raw)))] if cut else raw), kind, not cut


def signature(body: bytes, forged: str) -> dict[str, str]:
    """Slack's, or one with something wrong about it."""
    at = str(int(SystemClock().now().timestamp()) - (400 if forged == "old" else 0))
    secret = b"another" if forged == "secret" else SECRET.encode()
    digest = hmac.new(secret, b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}
    if forged == "letters":
        headers["X-Slack-Signature"] = "v0=é²"
    if forged == "time":
        headers["X-Slack-Request-Timestamp"] = "²" * 3
    return {} if forged == "none" else headers


SELDOM = st.integers(0, 19).map(lambda number: number == 0)
FORGED = ("", "", "", "", "old", "secret", "letters", "time", "none")


@pytest.mark.timeout(300)
def test_the_door_answers_anything(
    sqlite_database: str, proved: Proved, caplog: pytest.LogCaptureFixture
) -> None:
    """Over real HTTP, the real handlers behind it: forged is 401, broken 400, 500 for a busy store."""
    street = Street(sqlite_database)
    caplog.set_level(logging.ERROR)
    with asyncio.Runner() as runner, capture_logs() as lines:
        loop, ready, over = runner.get_loop(), asyncio.Event(), asyncio.Event()
        serving = loop.create_task(street.serve(ready, over))
        loop.run_until_complete(ready.wait())
        http = runner.run(_session())

        @_fuzz(SENT)
        @given(
            what=bodies(), forged=st.sampled_from(FORGED), failing=st.integers(0, 19).map(lambda one: not one)
        )
        def knocks(what: tuple[bytes, str, bool], forged: str, failing: bool) -> None:
            body, kind, _ = what
            street.failing = failing
            status = loop.run_until_complete(_send(http, street.port, body, kind, forged))
            street.answers[status] += 1
            assert status in TAKEN or (failing and status == 500), (status, what)
            assert not forged or status == 401, (status, forged)

        try:
            knocks()
        finally:
            over.set()
            loop.run_until_complete(http.close())
            loop.run_until_complete(serving)
    assert [one for one in lines if one["log_level"] in ("error", "critical")] == []
    assert [one.getMessage() for one in caplog.records] == []
    proved(answers=dict(street.answers))


async def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession()


async def _send(http: aiohttp.ClientSession, port: int, body: bytes, kind: str, forged: str) -> int:
    headers = {"Content-Type": kind, **signature(body, forged)}
    url = f"http://127.0.0.1:{port}/slack/events"
    async with http.post(url, data=BytesIO(body), headers=headers) as answer:
        text = await answer.text()
        assert "Traceback" not in text, text
        return answer.status
