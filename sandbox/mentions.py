"""Mentions in Slack's message text: whom `<@U…>` names, and how typed words become that text."""

import re

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
