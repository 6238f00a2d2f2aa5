"""A command said to the bot in words: to a mention of it in a channel, or in its own conversation."""

import re
from collections.abc import Collection

from bot.slack.words import plain_words


def command_in(text: str, *, bot: str, commands: Collection[str], direct: bool) -> tuple[str, str] | None:
    """The command's name and the words after it; None where no command is said to the bot."""
    said = re.match(rf"\s*<@{re.escape(bot)}(?:\|[^>]*)?>[\s:,]*", text)
    if said is None and not direct:
        return None
    first, _, rest = text[said.end() if said else 0 :].strip().partition(" ")
    head, _, below = first.partition("\n")
    name = head.removeprefix("/").lower()
    if name not in commands:
        return None
    return name, plain_words(f"{below} {rest}" if below else rest).strip()
