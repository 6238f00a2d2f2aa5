"""Conversations on the page: writing, threads, changing one's own words, and files."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.someone import Someone

# One event loop for all, as one browser.
pytestmark = pytest.mark.asyncio(loop_scope="session")

AWKWARD = "<img src=x onerror=alert(1)> *strong* `code` <!channel> & so on"


async def test_what_is_typed_stays_text_and_can_be_changed_and_answered(tab: Page, workspace: str) -> None:
    someone = Someone(tab=tab)
    await someone.opens(workspace)
    writing = tab.locator("#composer textarea")
    await writing.fill(AWKWARD)
    await writing.press("Enter")
    mine = someone.said("onerror").last
    await expect(mine).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(mine.locator("img")).to_have_count(0)

    await mine.hover()
    await mine.get_by_role("button", name="More with this message").click()
    await expect(tab.get_by_role("menuitem", name="Add to my hand-off")).to_be_visible()
    await tab.get_by_role("menuitem", name="Edit message").click()
    await writing.fill("Vouchers fail over 100.")
    await writing.press("Enter")
    changed = someone.said("Vouchers fail over 100.")
    await expect(changed).to_contain_text("(edited)")

    await changed.hover()
    await changed.get_by_role("button", name="Reply in thread").click()
    reply = tab.get_by_role("combobox", name="Reply in the thread")
    await expect(reply).to_be_focused()
    await reply.fill("I will look.")
    await reply.press("Enter")
    await expect(tab.locator("#thread .message").last).to_contain_text("I will look.")
    await expect(changed.get_by_role("button", name="1 reply")).to_be_visible()
    await tab.get_by_role("button", name="Close the thread").click()
    await expect(tab.locator("#thread")).to_be_hidden()
    await expect(changed).to_be_focused()


async def test_a_file_goes_along_with_a_message(tab: Page, workspace: str, tmp_path: Path) -> None:
    someone = Someone(tab=tab)
    trace = tmp_path / "trace.txt"
    trace.write_text("Refused: limit 100\n")
    await someone.opens(workspace)
    await tab.locator("#composer input[type=file]").set_input_files(trace)
    await expect(tab.locator("#composer .files")).to_contain_text("trace.txt")
    await tab.locator("#composer textarea").press("Enter")
    await expect(tab.locator("#messages .message .files").last).to_contain_text("trace.txt")
