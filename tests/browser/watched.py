"""A tab that notes whatever it should not do: complain, fail, or ask anyone but this machine."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, Page, Request

HERE = {"127.0.0.1"}
INSIDE = {"data", "blob", "about"}


@dataclass(slots=True, kw_only=True)
class Watched:
    """What one tab did wrong, in words."""

    wrong: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to this tab from now on."""

        # Plain functions: playwright hangs a name of its own on the owner of a bound one.
        def said(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.wrong.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

        def asked(request: Request) -> None:
            url = urlsplit(request.url)
            if url.scheme not in INSIDE and url.hostname not in HERE:
                self.wrong.append(f"asked {request.url}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", asked)
