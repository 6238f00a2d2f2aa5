"""Mentions in Slack's message text: whom `<@U…>` names, and how typed words become that text."""

import re
from collections.abc import Mapping

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
BROADCAST = re.compile(r"<!(here|channel|everyone)(?:\|[^<>]*)?>")
GROUP = re.compile(r"<!subteam\^([A-Z0-9]+)(?:\|[^<>]*)?>")


def mentioned(text: str) -> set[str]:
    """The ids of the users that this text mentions."""
    return set(MENTION.findall(text))


def escaped(text: str) -> str:
    """Typed words as Slack stores them: the three characters that mean something are entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Stored words as they were typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def handles(users: Mapping[str, str]) -> re.Pattern[str] | None:
    """Finds `@handle` of any of these, the longest first; None where there are none."""
    names = sorted((re.escape(name) for name in users if name), key=len, reverse=True)
    return re.compile(rf"(?<![\w@])@({'|'.join(names)})(?![\w-])") if names else None
