"""Every example of what Sunrelay says, as the gallery page is handed it: Slack's blocks, and for whom."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.messages.document import Document, linked_keys
from bot.messages.examples import Example, examples
from bot.messages.examples.given import AT, BERLIN, MAYA, ZONE
from bot.messages.form import Form
from bot.messages.split import split
from bot.slack.render import message
from bot.slack.views import home_view, modal

Json = dict[str, Any]
# Where a link to another message of the bot's leads.
THERE = "https://atlas.slack.com/archives/C1/p1793636460000100"
NOW = f"{AT:%Y-%m-%dT%H:%M:%SZ}"
WHOSE: Mapping[str, Any] = {
    "now": NOW,
    "tz": ZONE,
    "users": {MAYA.id: "Maya Brooks"},
    "channels": {"C1": "atlas"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One example. file: the name of its picture, without the light and the ending."""

    file: str
    told: Json


def all_drawn() -> Iterator[Drawn]:
    """Every message, form and Home, once."""
    for one in examples():
        yield Drawn(file=file_name(one.name), told={**WHOSE, "language": one.locale, **_told(one)})


def file_name(name: str) -> str:
    """`evening.prompt-two-teams` for `evening.prompt, two teams`."""
    return re.sub(r"[^\w.]+", "-", name.lower()).strip("-")


def _told(one: Example) -> Json:
    match one.content:
        case Form():
            return {"kind": "form", "view": view(modal(one.content))}
        case Document(kind="home"):
            return {
                "kind": "home",
                "tz": BERLIN,
                "home": home_view(one.content, links=_links(one.content))["blocks"],
            }
        case Document():
            return {"kind": "message", "messages": list(_messages(one.content))}


def _links(document: Document) -> Mapping[str, str]:
    """As if every message that it links to were there."""
    return dict.fromkeys(linked_keys(document), THERE)


def view(drawn: Json) -> Json:
    """A view as a screen holds it."""
    words = {name: drawn.get(name, {}).get("text", "") for name in ("title", "submit", "close")}
    return {"id": "V1", "errors": {}, "state": {}, "blocks": drawn["blocks"], **words}


def _messages(document: Document) -> Iterator[Json]:
    for number, part in enumerate(split(document)):
        drawn = message(part, links=_links(part))
        yield {
            "ts": f"{int(AT.timestamp())}.{number:06}",
            "user": "UBOT",
            "name": "Sunrelay",
            "bot": True,
            "text": drawn.text,
            "blocks": drawn.blocks,
            "at": NOW,
            "edited": False,
            "ephemeral": False,
            "thread_ts": None,
            "replies": 0,
            "broadcast": False,
            "files": [],
            "mine": False,
        }
