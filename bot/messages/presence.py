"""What is said of the status that the bot sets while somebody is in focus: offered, set, given up."""

from dataclasses import dataclass
from typing import Final, Literal

from bot.messages.document import Button, Document, Span, Text, notice

GRANT: Final = "presence.grant"
STOP: Final = "presence.stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How it stands for the reader. page: where they grant it.

    none: it is not offered. offered: they may grant it. granted: they did. lost: they did, and it was taken
    back since, which they are told now.
    """

    state: Literal["none", "offered", "granted", "lost"] = "none"
    page: str = ""


NONE: Final = Setting()


def buttons(one: Setting) -> tuple[Button, ...]:
    """The one to grant it, or to stop it; none where it is not offered."""
    if one.state == "granted":
        return (Button(name=STOP, text="Stop setting my status"),)
    return (Button(name=GRANT, text="Set my status too", url=one.page),) if one.page else ()


def aside(one: Setting) -> tuple[str | Span, ...]:
    """What is said of it beside a focus."""
    if one.state == "granted":
        return (Text(text=" Your status says that you are in focus, and notifications pause until then."),)
    return lost(one)


def lost(one: Setting) -> tuple[str | Span, ...]:
    """That it was taken back, which is no trouble."""
    if one.state != "lost":
        return ()
    return (
        Text(
            text=" I can no longer set your status: the permission was taken back. Everything else works as "
            "ever; Set my status too gives it again."
        ),
    )


def stopped(*, locale: str) -> Document:
    """They do not want it any more."""
    return notice(
        "I no longer set your status. If I have set it for a focus, I put back what was there before, and "
        "then I erase the permission."
    )


def never(*, locale: str) -> Document:
    """There was nothing to stop."""
    return notice("I do not set your status, so nothing has changed.")
