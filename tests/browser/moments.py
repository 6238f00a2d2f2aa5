"""The page at the moments worth a picture: an evening from the prompt to the step that is picked up."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Browser, Page, expect

from tests.browser.someone import Someone

STEP = "Find out why vouchers over 100 are refused in staging"
# Takes a tab's picture under a name.
Shutter = Callable[[Page, str], Awaitable[None]]


async def take(browser: Browser, url: str, picture: Shutter) -> int:
    """Live the evening once and picture it in both lights; returns how many pictures."""
    tab = await browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
    someone = Someone(tab=tab)
    album = _Album(tab=tab, picture=picture)
    await someone.opens(url)
    await album.both("page-first-visit")
    await tab.get_by_role("button", name="Dismiss").click()
    await someone.said("Digest for Sydney, Mon 2 Nov").last.evaluate("one => one.scrollIntoView()")
    await album.both("page-digest")
    await someone.next_event_until(tab.get_by_text("Sunrelay asked you for your hand-off."))
    await album.both("page-happened-elsewhere")
    await tab.get_by_role("button", name="Show", exact=True).click()
    await expect(someone.button("Write hand-off")).to_be_visible()
    await album.both("page-asked")
    await _form(someone, album)
    await _morning(someone, album)
    await album.phone("page-phone-channel")
    await someone.goes_to("home")
    await expect(tab.locator("section.home")).to_contain_text("My settings")
    await album.both("page-home")
    await album.phone("page-phone-home")
    await tab.close()
    return album.taken


async def _form(someone: Someone, album: "_Album") -> None:
    await someone.button("Write hand-off").click()
    form = someone.form
    await form.get_by_label("State").select_option("At risk")
    await form.get_by_label("Where it stands").fill(
        "The new payment form is behind the flag in staging. Card payments pass, vouchers do not."
    )
    await form.get_by_label("Done today").fill("Built the voucher field\nMoved the flag to staging")
    await form.get_by_label("Next step 1").fill(STEP)
    await form.get_by_label("Step 1 is for").select_option("Whoever is awake next")
    await form.get_by_label("Team").focus()
    await album.both("page-form")
    await album.phone("page-phone-form")
    await form.get_by_role("button", name="Hand over", exact=True).click()
    await expect(form).to_have_count(0)
    await expect(someone.said("at risk, 1 step")).to_be_visible()
    await album.both("page-handed-over")


async def _morning(someone: Someone, album: "_Album") -> None:
    await someone.goes_to("public")
    await someone.becomes("Arjun")
    await someone.next_event_until(someone.said(STEP))
    await album.both("page-reaches-the-next")
    await someone.said(STEP).last.get_by_role("button", name="Pick up", exact=True).first.click()
    await expect(someone.said("picked up by Arjun Rao").last).to_be_visible()
    await someone.becomes("Mia")
    await album.both("page-picked-up")


class _Album:
    """Takes each moment in the lights and widths that are asked for."""

    def __init__(self, *, tab: Page, picture: Shutter) -> None:
        self._tab, self._picture = tab, picture
        self.taken = 0

    async def both(self, name: str) -> None:
        """Light and dark."""
        await self._take(f"{name}.light")
        await self._tab.emulate_media(color_scheme="dark")
        await self._take(f"{name}.dark")
        await self._tab.emulate_media(color_scheme="light")

    async def phone(self, name: str) -> None:
        """As wide as a phone."""
        await self._tab.set_viewport_size({"width": 375, "height": 760})
        await self.both(name)
        await self._tab.set_viewport_size({"width": 1280, "height": 800})

    async def _take(self, name: str) -> None:
        await self._picture(self._tab, name)
        self.taken += 1
