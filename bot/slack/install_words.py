"""What the pages of installing say."""

from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import Final

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem}}
@media(prefers-color-scheme:dark){{body{{background:#121b26;color:#e8edf3}}a{{color:#8ec1ff}}}}</style>
</head><body><h1>{title}</h1><p>{text}</p>{link}</body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One page. link: an address, and the words that lead there."""

    title: str
    text: str
    status: HTTPStatus = HTTPStatus.BAD_REQUEST
    link: tuple[str, str] | None = None

    def html(self) -> str:
        """The page. Whatever a workspace calls itself is words and nothing else."""
        url, label = self.link or ("", "")
        link = f'<p><a href="{escape(url)}">{escape(label)}</a></p>' if url else ""
        return _PAGE.format(title=escape(self.title), text=escape(self.text), link=link)


BUSY: Final = Told(
    title="Not just now",
    text="Nothing was installed. Please try again in a few minutes.",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
)
ONLY_OPENED: Final = Told(
    title="Only to be opened",
    text="This page is there to be opened in a browser.",
    status=HTTPStatus.METHOD_NOT_ALLOWED,
)
ORG_WIDE: Final = Told(
    title="One workspace at a time",
    text="Sunrelay was allowed for a whole organisation, and cannot tell its workspaces apart. The "
    "permission was given back. Please install it in each workspace that wants it.",
)


def installed(name: str, *, tenant: str) -> Told:
    """It is there, and what comes next."""
    return Told(
        title="Sunrelay is installed",
        text=f"It is now in {name or 'your workspace'}, and writes to nobody until somebody sets a relay up. "
        "Next: invite @Sunrelay to your team's channel, and type /sunrelay setup there.",
        status=HTTPStatus.OK,
        link=(f"https://app.slack.com/client/{tenant}", "Open Slack"),
    )


def stale(install_url: str) -> Told:
    """The state is unknown, another browser's, used, or older than ten minutes."""
    return Told(
        title="That took too long",
        text="Nothing was installed: installing has to be finished in the browser in which it began, within "
        "ten minutes, and once.",
        link=(install_url, "Begin again"),
    )


def denied(install_url: str, error: str) -> Told:
    """Somebody said no, or Slack did before it asked."""
    said = "You did not allow it, which is fine." if error == "access_denied" else "Slack did not allow it."
    return Told(
        title="Not installed",
        text=f"{said} Nothing was installed. In some workspaces an administrator has to approve apps first.",
        link=(install_url, "Try again"),
    )


def refused(install_url: str) -> Told:
    """Slack would not say what the code is worth."""
    return Told(
        title="Not installed",
        text="Slack did not confirm it, and nothing was installed. If that happens again, tell whoever runs "
        "this bot.",
        status=HTTPStatus.BAD_GATEWAY,
        link=(install_url, "Try again"),
    )
