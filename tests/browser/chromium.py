"""The browser that the machine has, started without a window and without a word to anyone outside."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
INSTALL = "apt-get install chromium"
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed() -> str | None:
    """Where it is, if it is."""
    return next((found for one in NAMES if (found := shutil.which(one))), None)


@asynccontextmanager
async def browser(program: str) -> AsyncIterator[Browser]:
    """That browser, closed at the end."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=program, headless=True, args=list(QUIETLY), handle_sigint=False
        )
        try:
            yield started
        finally:
            await started.close()
