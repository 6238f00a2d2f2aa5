"""A box with a small cast, and clients of the real SDK that talk to it."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Channel, Sandbox, SteppedClock, User
from sandbox.page import Page
from tests.sandbox.listener import Listener
from tests.sandbox.page import MENU, Browser, NotedClockwork

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)

CAST: Sequence[User] = (
    User(name="mia", real_name="Mia Chen", tz="Australia/Sydney", is_admin=True),
    User(name="lena", real_name="Lena Vogel", tz="Europe/Berlin", locale="de-DE"),
    User(name="sam", real_name="Sam Ortiz", tz="America/Los_Angeles"),
    User(name="gone", real_name="Gone Girl", deleted=True),
)
CHANNELS: Sequence[Channel] = (
    Channel(name="relay", members=("mia", "lena", "sam")),
    Channel(name="secret", kind="private", members=("mia", "lena")),
    Channel(name="elsewhere", members=("mia", "lena"), with_bot=False),
    Channel(name="hidden", kind="private", members=("mia",), with_bot=False),
    Channel(name="old", members=("mia",), archived=True),
)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(START)


@pytest.fixture
async def box(clock: SteppedClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(
        clock=clock, users=CAST, channels=CHANNELS, ack_timeout=0.3, retry_scale=0.0005
    ) as running:
        yield running


@pytest.fixture
async def client(box: Sandbox) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=box.bot_token, base_url=box.api_url, session=session, retry_handlers=[])


@pytest.fixture
async def bot(box: Sandbox, client: AsyncWebClient) -> AsyncIterator[Listener]:
    """A bot over Socket Mode that acknowledges everything and remembers it."""
    listener = Listener(client)
    await listener.connect(box)
    yield listener
    await listener.close()


@pytest.fixture
async def browser(box: Sandbox, clock: SteppedClock) -> AsyncIterator[Browser]:
    """A browser with the box's page open."""
    clockwork = NotedClockwork(clock=clock)
    page = Page(box, clockwork, menu=MENU)
    await page.start()
    async with aiohttp.ClientSession() as session:
        yield Browser(page=page, box=box, clockwork=clockwork, session=session)
    await page.stop()
