"""A message, and how Slack describes one in an answer or an event."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.app import App
from sandbox.shapes import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as it stands; an edit makes a new one with the same `channel` and `ts`.

    to: the only person who sees it, for an ephemeral one. by_bot: sent by the app under test.
    broadcast: a reply that is shown in the channel too. edited_ts: when it was last edited.
    """

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    metadata: Json | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    by_bot: bool = False
    subtype: str | None = None
    edited_ts: str | None = None
    to: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.to is not None

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread that another message started."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def files(self) -> tuple[Json, ...]:
        """The files that came with it."""
        return tuple(self.extra.get("files", ()))

    @property
    def buttons(self) -> tuple[Json, ...]:
        """The buttons it carries, in order."""
        return tuple(one for one in elements(self.blocks) if one.get("type") == "button")


def elements(blocks: tuple[Json, ...] | list[Json]) -> list[Json]:
    """Every interactive element of these blocks, each with the `block_id` it stands in, in order."""
    found: list[Json] = []
    for block in blocks:
        inside = [*block.get("elements", [])] if block["type"] == "actions" else []
        inside += [block[key] for key in ("accessory", "element") if isinstance(block.get(key), dict)]
        found += [{**one, "block_id": block["block_id"]} for one in inside if "action_id" in one]
    return found


def message_object(message: Message, app: App, *, with_metadata: bool = False) -> Json:
    """What history, events and payloads carry of it; `metadata` only where it was asked for."""
    told: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    told |= message.extra
    if message.by_bot:
        told |= {
            "bot_id": app.bot_id,
            "app_id": app.id,
            "team": app.team_id,
            "bot_profile": _bot_profile(app),
        }
    elif message.subtype is None:
        told |= {
            "team": app.team_id,
            "client_msg_id": f"00000000-0000-4000-9000-{message.ts.replace('.', '')[-12:]}",
        }
    for name in ("subtype", "thread_ts"):
        if getattr(message, name) is not None:
            told[name] = getattr(message, name)
    if message.blocks:
        told["blocks"] = list(message.blocks)
    if message.attachments:
        told["attachments"] = list(message.attachments)
    if message.edited_ts is not None:
        told["edited"] = {"user": message.user, "ts": message.edited_ts}
    if with_metadata and message.metadata:
        told["metadata"] = message.metadata
    return told


def _bot_profile(app: App) -> Json:
    return {
        "id": app.bot_id,
        "app_id": app.id,
        "name": app.name,
        "team_id": app.team_id,
        "deleted": False,
        "updated": 0,
        "icons": {},
    }
