"""Blocks as the page draws them: every example without a complaint, words as words, times for the reader."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.drawn import WHOSE, all_drawn

# One event loop for all, as one browser.
pytestmark = pytest.mark.asyncio(loop_scope="session")

# Mon 2 Nov 2026, 16:21 in London, is 21:51 in Bengaluru, and already Tuesday in Sydney.
AT = 1793636460


def said(*parts: dict[str, Any]) -> dict[str, Any]:
    one = {"ts": "1.0", "user": "U1", "name": "Mia", "bot": True, "at": WHOSE["now"], "files": [], "text": ""}
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}
    return {**WHOSE, "kind": "message", "messages": [{**one, "blocks": [block]}]}


async def gallery(tab: Page, workspace: str) -> None:
    await tab.goto(f"{workspace}static/gallery.html")
    await expect(tab.locator("html[data-ready]")).to_be_attached()


# The names of those that are not drawn whole.
NOT_DRAWN = """all => all.filter(({ told }) => {
  window.drawOne(told);
  const drawn = document.querySelector("[data-drawn]");
  return drawn.querySelector(".unknown") !== null || drawn.textContent.trim().length < 4;
}).map(({ file }) => file)"""


@pytest.mark.prove
async def test_every_example_is_drawn(tab: Page, workspace: str) -> None:
    await gallery(tab, workspace)
    everything = [{"file": one.file, "told": one.told} for one in all_drawn()]
    assert len(everything) > 50
    assert await tab.evaluate(NOT_DRAWN, everything) == []


async def test_what_the_page_cannot_draw_it_says(tab: Page, workspace: str) -> None:
    await gallery(tab, workspace)
    told = said()
    told["messages"][0]["blocks"] = [{"type": "hologram"}]
    await tab.evaluate("told => window.drawOne(told)", told)
    await expect(tab.locator(".unknown")).to_contain_text("hologram")


async def test_words_stay_words(tab: Page, workspace: str) -> None:
    await gallery(tab, workspace)
    words = "<b>bold</b> *strong* <!channel> <@UMAYA> <img src=x onerror=alert(1)>"
    links = {"type": "link", "url": "javascript:alert(1)", "text": "press"}
    await tab.evaluate("told => window.drawOne(told)", said({"type": "text", "text": words}, links))
    drawn = tab.locator("#card .rich")
    await expect(drawn).to_have_text(f"{words}press")
    await expect(drawn.locator("b, strong, img, a, .mention")).to_have_count(0)


SHOWN = (
    ("America/New_York", "{time}", "11:21"),
    ("Asia/Kolkata", "{time}", "21:51"),
    ("Australia/Sydney", "{date_short} {time}", "Nov 3, 2026 03:21"),
    ("America/New_York", "{date_long}", "Monday, November 2nd, 2026"),
    ("America/New_York", "{date_short_pretty} at {time}", "today at 11:21"),
    ("Australia/Sydney", "{day_divider_pretty}", "today"),
    ("America/New_York", "{ago}", "2 hours ago"),
    ("America/New_York", "{unheard}", "{unheard}"),
)


async def test_an_instant_is_shown_in_the_zone_of_who_reads_it(tab: Page, workspace: str) -> None:
    await gallery(tab, workspace)
    for tz, form, shown in SHOWN:
        date = {"type": "date", "timestamp": AT, "format": form, "fallback": "then"}
        told = {**said({"type": "text", "text": "by "}, date), "tz": tz, "now": "2026-11-02T18:21:00Z"}
        await tab.evaluate("told => window.drawOne(told)", told)
        await expect(tab.locator("#card .rich")).to_have_text(f"by {shown}")
