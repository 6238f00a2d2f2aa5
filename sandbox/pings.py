"""Whom a message would notify by what it says."""

from collections.abc import Iterator
from typing import Any

from sandbox.mentions import BROADCAST, GROUP, MENTION
from sandbox.message import Message
from sandbox.shapes import Json


def pings(message: Message | Json) -> set[str]:
    """User ids, `@here`, `@channel`, `@everyone` and `@S…` (groups) that the message would notify.

    What Slack reads as markup counts: the text (also when it is only the fallback), mrkdwn objects,
    attachments, rich text mentions. Plain text objects and escaped words do not.
    """
    if isinstance(message, Message):
        parts: list[Any] = [message.text, *message.blocks, *message.attachments]
    else:
        parts = [message.get("text", ""), *(message.get("blocks") or ()), *(message.get("attachments") or ())]
    return {one for part in parts for one in _found(part)}


def _found(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield from _in_text(part)
    elif isinstance(part, list):
        for one in part:
            yield from _found(one)
    elif isinstance(part, dict):
        yield from _in_object(part)


def _in_object(part: Json) -> Iterator[str]:
    match part.get("type"):
        case "plain_text" | "text" | "link":
            return
        case "user":
            yield part["user_id"]
        case "broadcast":
            yield f"@{part['range']}"
        case "usergroup":
            yield f"@{part['usergroup_id']}"
        case "markdown":
            yield from _in_text(part["text"])
        case _:
            for key, one in part.items():
                if not isinstance(one, str) or key in ("text", "fallback", "pretext", "title"):
                    yield from _found(one)


def _in_text(text: str) -> Iterator[str]:
    yield from MENTION.findall(text)
    yield from (f"@{name}" for name in BROADCAST.findall(text))
    yield from (f"@{name}" for name in GROUP.findall(text))
