"""A picture in an answer, from the command that asks for it to the page that shows it."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.someone import Someone

# One event loop for all, as one browser.
pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS = re.compile("Sydney: Mia Walker 09:00 to 17:30. .* Berlin: Lena Vogel 19:00 to 24:00.")
LOADED = "one => one.complete && one.naturalWidth > one.naturalHeight && one.naturalHeight > 0"


async def test_who_asks_for_their_team_sees_its_day(tab: Page, evening: str) -> None:
    someone = Someone(tab=tab)
    await someone.opens(evening)
    await someone.goes_to("public")
    writing = tab.locator("#composer textarea")
    await writing.fill("/when")
    await writing.press("Enter")
    await expect(someone.said("at work").last).to_contain_text("Most of you at work")
    picture = tab.locator("#messages figure img").last
    await expect(picture).to_have_attribute("alt", WORDS)
    await picture.scroll_into_view_if_needed()
    assert await picture.evaluate(LOADED)
