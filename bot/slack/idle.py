"""Most of what a busy channel says is nothing to the bot: seen before its payload is read in full."""

from collections.abc import Callable, Mapping
from typing import Any

# Of the words of a message, and whether it stands in a thread.
Concerns = Callable[[str, bool], bool]


def everything(text: str, in_thread: bool) -> bool:
    """For a bot that hears all that is said."""
    return True


def is_idle(event: Mapping[str, Any], *, bot: str, concerns: Concerns) -> bool:
    """Whether nothing may follow from a message event. What is said to the bot, or malformed, is for others.

    bot: its user id; concerns: whether anything may follow from words that are said in a channel.
    """
    text, channel = event.get("text"), event.get("channel")
    if concerns is everything or not isinstance(text, str) or not isinstance(channel, str):
        return False
    if channel.startswith("D") or event.get("channel_type") == "im" or bot in text:
        return False
    return bool(event.get("files")) or not concerns(text, bool(event.get("thread_ts")))
