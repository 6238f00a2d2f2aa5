"""A whole evening in a browser: asked, handed over, read by the next region, picked up, seen by all."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.someone import Someone

# One event loop for all, as one browser.
pytestmark = pytest.mark.asyncio(loop_scope="session")

STEP = "Find out why vouchers over 100 are refused in staging"
WHERE = "Card payments pass, vouchers do not <b>yet</b>."


async def test_an_evening_goes_from_the_prompt_to_a_step_that_was_picked_up(tab: Page, evening: str) -> None:
    someone = Someone(tab=tab)
    await someone.opens(evening)
    await mia_hands_over(someone)
    await arjun_picks_up(someone)
    await the_page_keeps_its_place(someone)


async def mia_hands_over(someone: Someone) -> None:
    await expect(someone.tab.locator("#welcome")).to_contain_text("You are Mia. It is 17:10 in Sydney.")
    await expect(someone.tab).to_have_title("Mia · #atlas · Sunrelay workspace")
    await someone.next_event_until(someone.tab.get_by_text("17:15 Sunrelay asked you for your hand-off."))
    await someone.tab.get_by_role("button", name="Show", exact=True).click()
    await expect(someone.tab.get_by_role("button", name="Show", exact=True)).to_be_hidden()
    await someone.button("Write hand-off").click()
    form = someone.form
    await expect(form.get_by_role("heading", name="Hand-off")).to_be_visible()

    await form.get_by_role("button", name="Hand over", exact=True).click()
    stands = form.get_by_label("Where it stands")
    await expect(stands).to_have_attribute("aria-invalid", "true")
    await expect(stands).to_be_focused()

    await stands.fill(WHERE)
    await form.get_by_role("button", name="Add a step").click()
    await expect(form.get_by_label("Next step 3")).to_be_visible()
    await expect(stands).to_have_value(WHERE)
    await form.get_by_label("State").select_option("At risk")
    await form.get_by_label("Next step 1").fill(STEP)
    await form.get_by_label("Step 1 is for").select_option("Whoever is awake next")
    await form.get_by_role("button", name="Hand over", exact=True).click()
    await expect(form).to_have_count(0)
    await expect(someone.said("at risk, 1 step")).to_be_visible()


async def arjun_picks_up(someone: Someone) -> None:
    await someone.goes_to("public")
    await someone.becomes("Arjun")
    await expect(someone.tab).to_have_title("Arjun · #atlas · Sunrelay workspace")
    await someone.next_event_until(someone.said(STEP))
    handed = someone.said(STEP).last
    await expect(handed).to_contain_text(WHERE)
    await handed.get_by_role("button", name="Pick up", exact=True).first.click()
    await expect(someone.said(STEP).filter(has_text="picked up by Arjun Rao").first).to_be_visible()
    await the_next_is_asked(someone)
    await someone.becomes("Lena")
    await expect(someone.said(STEP).filter(has_text="picked up by Arjun Rao").first).to_be_visible()


async def the_next_is_asked(someone: Someone) -> None:
    """Of what only others see, the page tells whom to become."""
    await someone.becomes("Mia")
    become = someone.tab.get_by_role("button", name="Become Arjun")
    await someone.next_event_until(become)
    await become.click()
    await expect(someone.tab).to_have_title("Arjun · Sunrelay · Sunrelay workspace")
    await someone.goes_to("public")


async def the_page_keeps_its_place(someone: Someone) -> None:
    await someone.goes_to("home")
    await expect(someone.tab.locator("section.home")).to_be_visible()
    await expect(someone.tab).to_have_title("Lena · Sunrelay Home · Sunrelay workspace")
    async with someone.tab.expect_request(lambda one: "open_home" in (one.post_data or "")):
        await someone.tab.get_by_role("button", name="Next event").click()
    assert not await someone.is_dark()
    await someone.tab.get_by_role("button", name="Light or dark").click()
    assert await someone.is_dark()
    await someone.tab.reload()
    await expect(someone.tab).to_have_title("Lena · Sunrelay Home · Sunrelay workspace")
    assert await someone.is_dark()
    await someone.tab.set_viewport_size({"width": 375, "height": 720})
    for kind in ("home", "direct", "public"):
        await someone.goes_to(kind)
        assert await someone.tab.evaluate("document.documentElement.scrollWidth") <= 375
        assert await someone.tab.evaluate("document.documentElement.scrollHeight") <= 720
