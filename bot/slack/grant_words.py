"""What the pages say by which a person lets the bot set their status."""

from http import HTTPStatus
from typing import Final

from bot.slack.install_words import Told

BUSY: Final = Told(
    title="Not just now",
    text="Nothing was kept. Please try again in a few minutes.",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
)
GRANTED: Final = Told(
    title="Your status follows your focus",
    text="While you are in focus, Sunrelay sets your Slack status to “In focus” and pauses your "
    "notifications. As it ends, it puts back what was there before, unless you changed that yourself "
    "meanwhile. It does nothing else with this permission: it reads your status and your pause for that "
    "alone, and never your messages. What a focus is for stays out of your status. To end it, press Stop "
    "setting my status in Sunrelay's Home or under /sunrelay focus. You can close this page.",
    status=HTTPStatus.OK,
    link=("https://app.slack.com/client", "Open Slack"),
)
ORG_WIDE: Final = Told(
    title="One workspace at a time",
    text="That was allowed for a whole organisation, where Sunrelay works in one workspace. The permission "
    "was given back. Please choose the workspace when Slack asks.",
)
NOT_ALL: Final = Told(
    title="Something was left out",
    text="Setting a status and putting the former one back takes all four permissions, and Slack gave fewer. "
    "Nothing was kept. Please try again and allow all of them.",
)
GUEST: Final = Told(
    title="For full members",
    text="Sunrelay sets the status of full members of a workspace alone. Nothing was kept, and your focus "
    "works without it.",
)


def not_installed(install_url: str) -> Told:
    """It is not in the workspace that was chosen."""
    return Told(
        title="Sunrelay is not there",
        text="Sunrelay is not installed in the workspace that you chose, so nothing was kept. Choose the one "
        "in which you use it, or have it installed first.",
        link=(install_url, "Install it"),
    )


def stale(page: str) -> Told:
    """The state is unknown, another browser's, used, or older than ten minutes."""
    return Told(
        title="That took too long",
        text="Nothing was kept: this has to be finished in the browser in which it began, within ten "
        "minutes, and once.",
        link=(page, "Begin again"),
    )


def denied(page: str, error: str) -> Told:
    """Somebody said no, or Slack did before it asked."""
    said = "You did not allow it, which is fine." if error == "access_denied" else "Slack did not allow it."
    return Told(
        title="Your status stays yours",
        text=f"{said} Nothing was kept, and your focus works without it. In some workspaces an administrator "
        "has to approve this first.",
        link=(page, "Try again"),
    )


def refused(page: str) -> Told:
    """Slack would not say what the code is worth."""
    return Told(
        title="Not done",
        text="Slack did not confirm it, and nothing was kept. If that happens again, tell whoever runs this "
        "bot.",
        status=HTTPStatus.BAD_GATEWAY,
        link=(page, "Try again"),
    )
