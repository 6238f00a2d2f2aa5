"""`make pictures`: every message, form and Home, and the page at several moments, light and dark."""

import asyncio
import base64
import re
import sys
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page

from bot import log
from bot.demo import browser as demo
from tests.browser import album, chromium, moments
from tests.browser.conftest import START
from tests.browser.drawn import all_drawn

FOLDER = Path("docs") / "pictures"
# What is longer shows only that nothing breaks, and its beginning shows that too.
TALLEST = 1_700
STRAINED = re.compile(r"^(?!.*(form|page)).*(awkward|long|crowd|many|entities|fifty|sixty|twenty|as-much)")
TALLEST_STRAINED = 280
WIDTH = 800
# Small enough for a repository, large enough to read; what stands in the README is as it is on the screen.
SCALE, WHOLE_SIZE = 0.75, "digest.digest-a-usual-morning"
QUALITY = 45
SMALLER = Path(__file__).with_name("small.js").read_text()

# Nothing that moves is pictured on its way.
AT_REST = "document.getAnimations().forEach((one) => { try { one.finish(); } catch { one.cancel(); } })"

# A field that is reached for is scrolled to, and what is above it would not be in the picture.
AT_TOP = "document.querySelectorAll('html, .form-body').forEach((one) => one.scrollTo(0, 0))"

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
        size = tab.viewport_size
        assert size is not None, "every tab has one"
        await self._keep(tab, name, width=size["width"], height=size["height"])

    async def drawn(self, tab: Page, name: str) -> None:
        """The one thing that the gallery has drawn, with a little air around it."""
        box = await tab.locator("[data-drawn]").bounding_box()
        assert box is not None, "something is drawn"
        height = min(int(box["height"]) + 32, TALLEST_STRAINED if STRAINED.search(name) else TALLEST)
        await tab.set_viewport_size({"width": WIDTH, "height": height})
        await tab.evaluate(AT_TOP)
        scale = 1 if name.startswith(WHOLE_SIZE) else SCALE
        width = int(box["x"] + box["width"] + 16)
        await self._keep(tab, name, width=width, height=height, scale=scale)

    async def _keep(self, tab: Page, name: str, *, width: int, height: int, scale: float = 1) -> None:
        """As whichever of two is smaller: words do with few colours, a sky does not."""
        await tab.evaluate(AT_REST)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
        eye = await tab.context.new_cdp_session(tab)
        lossy = await eye.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY, "clip": clip})
        exact = await eye.send("Page.captureScreenshot", {"format": "png", "clip": clip})
        await eye.detach()
        few = await self._darkroom.evaluate(SMALLER, exact["data"])
        (self._folder / f"{name}.webp").write_bytes(bare(base64.b64decode(min(lossy["data"], few, key=len))))
        self.taken += 1


def bare(picture: bytes) -> bytes:
    """A WebP with nothing in it but the picture: every screen knows the colours it is in."""
    at = 12
    while picture[at : at + 4] not in (b"VP8 ", b"VP8L"):
        at += 8 + int.from_bytes(picture[at + 4 : at + 8], "little") + 1 & ~1
    size = int.from_bytes(picture[at + 4 : at + 8], "little") + 1 & ~1
    image = picture[at : at + 8 + size]
    return b"RIFF" + (4 + len(image)).to_bytes(4, "little") + b"WEBP" + image


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
    (FOLDER / "README.md").write_text(album.index(), encoding="utf-8")
    for left in {one.name for one in FOLDER.glob("*.webp")} - album.files():
        (FOLDER / left).unlink()
    sys.stdout.write(f"{count} pictures in {FOLDER}/\n")
