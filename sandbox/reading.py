"""A message or view in plain words, as one person reads it: names, links, buttons, times in their zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox import elements, mrkdwn, rich_text
from sandbox.message import Message
from sandbox.shapes import Json
from sandbox.user import User
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One reader. tz: None reads times in UTC."""

    workspace: Workspace
    tz: str | None

    @classmethod
    def of(cls, user: User, workspace: Workspace) -> "Reader":
        """This person, in the zone of their profile."""
        return cls(workspace=workspace, tz=user.tz)

    def user(self, user_id: str) -> str:
        """What someone is called; an unknown id stays."""
        known = self.workspace.people.all.get(user_id)
        return known.shown_name if known is not None else user_id

    def channel(self, channel_id: str) -> str:
        """What a channel is called; an unknown id stays."""
        known = self.workspace.rooms.all.get(channel_id)
        return known.name or channel_id if known is not None else channel_id

    def message(self, message: Message) -> str:
        """What the message shows: its blocks, or its text where there are none, then its files."""
        words = self.blocks(message.blocks) if message.blocks else self.text(message.text)
        return "\n".join([*([words] if words else []), *(self.file(one) for one in message.files)])

    def file(self, file: Json) -> str:
        """A file, by the title that stands above it."""
        return f"[file: {file['title']}]"

    def summary(self, message: Message) -> str:
        """What a notification or a screen reader says: the text."""
        return self.text(message.text)

    def view(self, payload: Json) -> str:
        """A modal or Home: title, blocks, buttons below."""
        head = [payload["title"]["text"]] if payload.get("title") else []
        foot = " ".join(f"[{payload[key]['text']}]" for key in ("close", "submit") if payload.get(key))
        return "\n".join([*head, self.blocks(payload["blocks"]), *([foot] if foot else [])])

    def blocks(self, blocks: Iterable[Json]) -> str:
        """Blocks one under the other."""
        return "\n".join(shown for block in blocks if (shown := self.block(block)))

    def block(self, block: Json) -> str:
        """One block."""
        match block["type"]:
            case "rich_text":
                return rich_text.plain(block, names=self, tz=self.tz)
            case "header":
                return self.object(block["text"])
            case "section":
                return self._section(block)
            case "context" | "actions":
                return " ".join(self.element(one) for one in block["elements"])
            case "divider":
                return "---"
            case "image":
                return f"[image: {block['alt_text']}]"
            case "input":
                return self._input(block)
            case "markdown":
                return str(block["text"])
            case other:
                return f"[{other}]"

    def element(self, element: Json) -> str:
        """One element: words, a button as [Button], a choice with what it holds."""
        match element["type"]:
            case "mrkdwn" | "plain_text":
                return self.object(element)
            case "button":
                return f"[{element['text']['text']}]"
            case "image":
                return f"[image: {element['alt_text']}]"
            case "file_input":
                return "[add files]"
            case _ if elements.stateful(element):
                return f"[{self.held(elements.content(elements.initial(element))) or _placeholder(element)}]"
            case other:
                return f"[{other}]"

    def held(self, content: Any) -> str:
        """What an element holds."""
        if isinstance(content, list):
            return ", ".join(self.held(one) for one in content)
        if not isinstance(content, dict):
            return "" if content is None else self.user(str(content))
        if content.get("type") == "rich_text":
            return rich_text.plain(content, names=self, tz=self.tz)
        return str(content["text"]["text"] if "text" in content else content.get("name", ""))

    def object(self, text: Json) -> str:
        """A text object: mrkdwn is resolved, plain text stands as it is."""
        return self.text(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])

    def text(self, text: str) -> str:
        """Message text."""
        return mrkdwn.plain(text, names=self, tz=self.tz)

    def _section(self, block: Json) -> str:
        lines = [self.object(block["text"])] if block.get("text") else []
        lines += [self.object(one) for one in block.get("fields") or ()]
        shown = "\n".join(lines)
        return f"{shown} {self.element(block['accessory'])}" if block.get("accessory") else shown

    def _input(self, block: Json) -> str:
        optional = " (optional)" if block.get("optional") else ""
        return f"{block['label']['text']}{optional}: {self.element(block['element'])}"


def _placeholder(element: Json) -> str:
    return str((element.get("placeholder") or {}).get("text", ""))
