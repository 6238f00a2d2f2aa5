"""The page without a mouse: keys for what is done often, Tab for the rest, the focus where one expects it."""

from playwright.async_api import Page, expect

from bot.demo.clockwork import DemoClockwork
from sandbox.page import Page as Server
from tests.browser.someone import Someone

FOCUSED = "document.activeElement.closest('dialog') !== null"


async def test_an_evening_is_answered_with_the_keyboard_alone(tab: Page, evening: str) -> None:
    someone = Someone(tab=tab)
    await someone.opens(evening)
    press = tab.keyboard.press
    await press("m")
    await expect(tab.locator("#places [data-kind=direct]")).to_have_attribute("aria-current", "page")
    await press("n")
    asked = someone.said("Time to hand over").last
    await expect(asked).to_be_visible()
    await press("k")
    await expect(asked).to_be_focused()
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

    await press("Enter")
    await someone_tabs_to(tab, "Where it stands")
    await tab.keyboard.type("All quiet.")
    await someone_tabs_to(tab, "Next step 1")
    await press("Enter")
    await expect(someone.form).to_have_count(0)
    receipt = someone.said("on track, no steps").last
    await expect(receipt).to_be_visible()
    assert await receipt.evaluate("one => one.contains(document.activeElement)")


async def someone_tabs_to(tab: Page, label: str) -> None:
    field = tab.get_by_label(label, exact=True)
    for _ in range(20):
        if await field.evaluate("one => one === document.activeElement"):
            return
        await tab.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {label}")


async def test_commands_are_completed_by_typing_and_the_keys_are_listed(
    tab: Page, workspace: tuple[Server, DemoClockwork]
) -> None:
    someone = Someone(tab=tab)
    await someone.opens(workspace[0].url)
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
    await tab.keyboard.type("vouchers fail over 100")
    await tab.keyboard.press("Enter")
    await expect(writing).to_have_value("")
    await expect(someone.said("Only you can see this").last).to_be_visible()
