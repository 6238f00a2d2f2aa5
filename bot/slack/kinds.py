"""What kind of conversation it is, by what a payload says of it: when in doubt, a private one."""

from collections.abc import Mapping
from typing import Final

from bot.domain.identity import PlaceKind

_TYPES: Final[Mapping[str, PlaceKind]] = {"channel": "public", "C": "public", "im": "direct"}


def kind_of(channel: str, channel_type: str) -> PlaceKind:
    """What Slack says of a channel, else what its id shows; one it says nothing of is taken for private."""
    return "direct" if channel.startswith("D") else _TYPES.get(channel_type, "private")


def kind_by_name(channel: str, name: str) -> PlaceKind:
    """Commands and buttons name the channel instead, with a stand-in for a name that is not for everyone."""
    if channel.startswith("D") or name == "directmessage":
        return "direct"
    public = name not in ("", "privategroup") and not name.startswith("mpdm-") and channel.startswith("C")
    return "public" if public else "private"
