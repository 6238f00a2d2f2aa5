"""`make pictures`: every message, form and Home, and the page at several moments, light and dark."""

import asyncio
import base64
import sys
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, FloatRect, Page

from bot import log
from bot.demo import browser as demo
from tests.browser import chromium, moments
from tests.browser.conftest import START
from tests.browser.drawn import all_drawn

FOLDER = Path("docs") / "pictures"
# What is longer shows only that nothing breaks, and its beginning shows that too.
TALLEST = 1_600
WIDTH = 800
SMALLER = Path(__file__).with_name("small.js").read_text()

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


async def take(folder: Path, only: str = "") -> int:
    """Write into this folder, which is there, the pictures whose name holds `only`; returns how many."""
    program = chromium.installed()
    if program is None:
        raise SystemExit(f"No pictures without Chromium. To install it: {chromium.INSTALL}")
    async with demo.opened(START) as (page, clockwork), chromium.browser(program) as browser:
        camera = Camera(folder=folder, darkroom=await browser.new_page())
        for scheme in SCHEMES:
            await _examples(browser, page.url, scheme, camera, only)
        if not only or only.startswith("page"):
            await clockwork.fly_to(demo.opening(START))
            await moments.take(browser, page.url, camera.whole)
    return camera.taken


class Camera:
    """Writes pictures as small files. darkroom: a tab to work on them in."""

    def __init__(self, *, folder: Path, darkroom: Page) -> None:
        self._folder, self._darkroom = folder, darkroom
        self.taken = 0

    async def whole(self, tab: Page, name: str) -> None:
        """All that the tab shows."""
        await self._keep(name, await tab.screenshot(animations="disabled"))

    async def drawn(self, tab: Page, name: str) -> None:
        """The one thing that the gallery has drawn, with a little air around it."""
        box = await tab.locator("[data-drawn]").bounding_box()
        assert box is not None, "something is drawn"
        height = min(int(box["height"]) + 32, TALLEST)
        await tab.set_viewport_size({"width": WIDTH, "height": height})
        clip = FloatRect(x=0, y=0, width=box["x"] + box["width"] + 16, height=height)
        await self._keep(name, await tab.screenshot(clip=clip))

    async def _keep(self, name: str, picture: bytes) -> None:
        small = await self._darkroom.evaluate(SMALLER, base64.b64encode(picture).decode())
        (self._folder / f"{name}.png").write_bytes(base64.b64decode(small))
        self.taken += 1


async def _examples(browser: Browser, url: str, scheme: Scheme, camera: Camera, only: str) -> None:
    tab = await browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme=scheme)
    await tab.goto(f"{url}static/gallery.html")
    await tab.wait_for_selector("html[data-ready]", state="attached")
    for one in all_drawn():
        if only in one.file:
            await tab.evaluate("told => window.drawOne(told)", one.told)
            await camera.drawn(tab, f"{one.file}.{scheme}")
    await tab.close()


if __name__ == "__main__":
    log.configure("error")
    FOLDER.mkdir(parents=True, exist_ok=True)
    count = asyncio.run(take(FOLDER, *sys.argv[1:2]))
    sys.stdout.write(f"{count} pictures in {FOLDER}/\n")
