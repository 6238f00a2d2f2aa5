"""One browser for all, a tab that is watched for each test, and the demo's workspace for it to open."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from playwright.async_api import Page as Tab

from bot.demo import browser as demo
from tests.browser import chromium
from tests.browser.watched import Watched

START = date(2026, 11, 2)
PATIENCE = 15_000  # milliseconds: a busy machine is no fault of the page


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser that the machine has; where it has none, nothing here is tried, which is said loudly."""
    program = chromium.installed()
    if program is None:
        pytest.skip(f"NO CHROMIUM, SO THE PAGE WAS NOT TRIED. To try it: {chromium.INSTALL}")
    async with chromium.browser(program) as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def workspace() -> AsyncIterator[str]:
    """The address of one page for many tests, whose clock they leave alone, before its first day dawns."""
    async with demo.opened(START) as (page, _):
        yield page.url


@pytest_asyncio.fixture(loop_scope="session")
async def evening() -> AsyncIterator[str]:
    """The address of a page of one's own, at ten past five in Sydney, after a day that went round."""
    async with demo.opened(START) as (page, clockwork):
        await clockwork.fly_to(demo.opening(START))
        yield page.url


@pytest.fixture
def served(request: pytest.FixtureRequest) -> None:
    """Whatever the test's tab opens is there before the tab, and is gone after it."""
    for name in ("workspace", "evening"):
        if name in request.fixturenames:
            request.getfixturevalue(name)


@pytest_asyncio.fixture(loop_scope="session")
async def tab(browser: Browser, served: None) -> AsyncIterator[Tab]:
    """A tab that remembers nothing of others; at the end nothing may have gone wrong in it."""
    watched = Watched()
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    tab = await context.new_page()
    tab.set_default_timeout(PATIENCE)
    watched.watch(tab)
    yield tab
    await context.close()
    assert watched.wrong == []
