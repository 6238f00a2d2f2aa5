"""The page without a mouse: keys for what is done often, Tab for the rest, the focus where one expects it."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.someone import Someone

# One event loop for all, as one browser.
pytestmark = pytest.mark.asyncio(loop_scope="session")

FOCUSED = "document.activeElement.closest('dialog') !== null"


async def test_an_evening_is_answered_with_the_keyboard_alone(tab: Page, evening: str) -> None:
    someone = Someone(tab=tab)
    await someone.opens(evening)
    await goes_to_what_happened(someone)
    await opens_the_form_and_leaves_it(someone)
    await tab.keyboard.press("Enter")
    await someone_tabs_to(tab, "Where it stands")
    await tab.keyboard.type("All quiet.")
    await someone_tabs_to(tab, "Next step 1")
    await tab.keyboard.press("Enter")
    await expect(someone.form).to_have_count(0)
    receipt = someone.said("on track, no steps").last
    await expect(receipt).to_be_visible()
    # Drawn anew, it has the focus a moment after it can be seen.
    await expect(
        receipt.locator(":scope:focus, :focus").or_(receipt.and_(tab.locator(":focus")))
    ).to_be_visible()


async def goes_to_what_happened(someone: Someone) -> None:
    press = someone.tab.keyboard.press
    await press("n")
    told = someone.tab.get_by_role("status")
    await expect(told).to_contain_text("17:15 Sunrelay asked you for your hand-off.")
    await press("s")
    asked = someone.said("Time to hand over").last
    await expect(asked).to_be_focused()
    await press("k")
    await press("j")
    await expect(asked).to_be_focused()


async def opens_the_form_and_leaves_it(someone: Someone) -> None:
    """Tab goes round in the form; afterwards the focus is where it was."""
    tab, press = someone.tab, someone.tab.keyboard.press
    await press("Tab")
    await expect(someone.button("Write hand-off")).to_be_focused()
    await press("Enter")
    await expect(someone.form.get_by_label("Team")).to_be_focused()
    await someone_tabs_to(tab, "Where it stands")
    await tab.keyboard.type("All quiet.")
    for _ in range(40):
        await press("Tab")
        assert await tab.evaluate(FOCUSED) or await tab.evaluate("document.activeElement === document.body")
    await press("Escape")
    await expect(someone.form).to_have_count(0)
    await expect(someone.button("Write hand-off")).to_be_focused()


async def someone_tabs_to(tab: Page, label: str) -> None:
    field = tab.get_by_label(label, exact=True)
    for _ in range(20):
        if await field.evaluate("one => one === document.activeElement"):
            return
        await tab.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {label}")


async def test_commands_are_completed_by_typing_and_the_keys_are_listed(tab: Page, workspace: str) -> None:
    someone = Someone(tab=tab)
    await someone.opens(workspace)
    await tab.keyboard.press("?")
    await expect(someone.form.get_by_text("Next event")).to_be_visible()
    await tab.keyboard.press("Escape")
    await expect(someone.form).to_have_count(0)
    await tab.keyboard.press("2")
    await expect(tab.locator("#sky .tile").nth(1)).to_have_attribute("aria-pressed", "true")

    await tab.keyboard.press("/")
    offers = tab.locator("#composer [role=option]")
    await expect(offers.filter(has_text="/handoff")).to_contain_text("a line to keep")
    await tab.keyboard.type("han")
    await tab.keyboard.press("Enter")
    writing = tab.locator("#composer textarea")
    await expect(writing).to_have_value("/handoff ")
    await tab.keyboard.type("coupons expire a day early")
    await tab.keyboard.press("Enter")
    await expect(writing).to_have_value("")
    await expect(someone.said("Only you can see this").last).to_be_visible()
