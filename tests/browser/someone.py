"""What someone in front of the page does: becomes people, presses, fills in, and lets time pass."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

MOST_EVENTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A stranger at the page, in one tab."""

    tab: Page

    async def opens(self, url: str) -> None:
        """Open the page and wait until it shows a screen."""
        await self.tab.goto(url)
        await expect(self.tab.locator("html[data-ready]")).to_be_attached()

    async def becomes(self, name: str) -> None:
        """Press a colleague's tile."""
        tile = self.tab.locator("#sky").get_by_role("button", name=name)
        await tile.click()
        await expect(tile).to_have_attribute("aria-pressed", "true")

    async def goes_to(self, kind: str) -> None:
        """Open a place: public (the channel), direct (the conversation with the app), home."""
        place = self.tab.locator(f"#places [data-kind={kind}]")
        await place.click()
        await expect(place).to_have_attribute("aria-current", "page")

    async def next_event_until(self, there: Locator) -> None:
        """Press Next event until this can be seen."""
        for _ in range(MOST_EVENTS):
            if await there.count():
                return
            coming = await self.tab.locator(".coming").inner_text()
            await self.tab.get_by_role("button", name="Next event").click()
            await expect(self.tab.locator(".coming")).not_to_have_text(coming)
            await self.settled()
        raise AssertionError(f"{MOST_EVENTS} events passed without it")

    async def settled(self) -> None:
        """Wait until the clock stands."""
        await expect(
            self.tab.locator("[data-clock=next].turning, [data-clock=next][aria-busy]")
        ).to_have_count(0)

    def said(self, words: str) -> Locator:
        """The messages that hold these words."""
        return self.tab.locator("#messages .message").filter(has_text=words)

    @property
    def form(self) -> Locator:
        """The open form."""
        return self.tab.locator("dialog[open]")

    def button(self, name: str) -> Locator:
        """The last button of that name in the open place."""
        return self.tab.locator("#messages").get_by_role("button", name=name, exact=True).last

    async def is_dark(self) -> bool:
        """Whether the page's ground is dark."""
        ground = "getComputedStyle(document.documentElement).backgroundColor.match(/[\\d.]+/g).map(Number)"
        red, green, blue, *_ = await self.tab.evaluate(ground)
        return bool(red + green + blue < 3 * 100)
