"""A workspace in a box, and the bot's way to call it."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.listen import Http, SocketMode
from bot.slack.web import Web
from sandbox import App, Channel, Person, Sandbox, User
from tests.slack.manifest_app import INSTALLED
from tests.slack.relay import Relay

USERS = (
    User(name="lena", real_name="Lena", tz="Europe/Berlin", locale="de-DE", is_admin=True),
    User(name="maya", real_name="Maya", tz="America/New_York"),
    User(name="guest", real_name="Guest", is_restricted=True),
)
CHANNELS = (
    Channel(name="relay", members=("lena", "maya", "guest")),
    Channel(name="quiet", kind="private", members=("lena",)),
    Channel(name="elsewhere", members=("lena",), with_bot=False),
)


@pytest.fixture
def installed() -> App:
    """The app as its manifest installs it: with the scopes, events and commands it asks for, and no more."""
    return INSTALLED


@pytest.fixture
async def sandbox(installed: App) -> AsyncIterator[Sandbox]:
    async with Sandbox(app=installed, users=USERS, channels=CHANNELS, ack_timeout=1.0, retry_scale=0) as box:
        yield box


@pytest.fixture
async def web(sandbox: Sandbox) -> AsyncIterator[Web]:
    """As patient as the bot's own: a machine may be busy for a second."""
    calls = Web(api_url=sandbox.api_url, token=sandbox.bot_token)
    yield calls
    await calls.close()


@pytest.fixture
async def hasty(sandbox: Sandbox) -> AsyncIterator[Web]:
    """For an answer that is not to come."""
    calls = Web(api_url=sandbox.api_url, token=sandbox.bot_token, timeout=0.5)
    yield calls
    await calls.close()


@pytest.fixture(params=["socket", "http"])
async def relay(request: pytest.FixtureRequest, sandbox: Sandbox, web: Web) -> AsyncIterator[Relay]:
    over_socket = request.param == "socket"
    listen = (
        SocketMode(app_token=sandbox.app_token, ping=0.2)
        if over_socket
        else Http(signing_secret=sandbox.signing_secret)
    )
    relay = Relay(sandbox, web, listen)
    await relay.front.start()
    if over_socket:
        await sandbox.connected()
    else:
        assert await sandbox.deliver_to(f"http://127.0.0.1:{relay.front.port}/slack/events")
    yield relay
    await relay.front.stop()


@pytest.fixture
def lena(sandbox: Sandbox) -> Person:
    return sandbox.person("lena")
