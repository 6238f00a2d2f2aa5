"""A browser with a tab that is watched, and the demo's workspace for it to open."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from playwright.async_api import Page as Tab

from bot.demo import browser as demo
from bot.demo.clockwork import DemoClockwork
from sandbox.page import Page
from tests.browser import chromium
from tests.browser.watched import Watched

START = date(2026, 11, 2)
PATIENCE = 15_000  # milliseconds: a busy machine is no fault of the page


@pytest.fixture
async def workspace() -> AsyncIterator[tuple[Page, DemoClockwork]]:
    """The demo's page, before its first day dawns anywhere."""
    async with demo.opened(START) as opened:
        yield opened


@pytest.fixture
async def evening(workspace: tuple[Page, DemoClockwork]) -> str:
    """The page's address, at ten past five in Sydney, after a day that went round the world."""
    page, clockwork = workspace
    await clockwork.fly_to(demo.opening(START))
    return page.url


@pytest.fixture
async def tab(workspace: tuple[Page, DemoClockwork]) -> AsyncIterator[Tab]:
    """A tab of a browser, closed before the workspace is; at the end nothing may have gone wrong in it."""
    program = chromium.installed()
    if program is None:
        pytest.skip(f"NO CHROMIUM, SO THE PAGE WAS NOT TRIED. To try it: {chromium.INSTALL}")
    watched = Watched()
    async with chromium.browser(program) as browser:
        tab = await browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        tab.set_default_timeout(PATIENCE)
        watched.watch(tab)
        yield tab
        await tab.close()
    assert watched.wrong == []
