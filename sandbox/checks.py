"""What Slack would refuse in a message or a view: one readable line a problem, none when it is fine."""

from typing import Any, Literal

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Surface = Literal["message", "modal", "home"]


def blocks_problems(blocks: list[dict[str, Any]], *, surface: Surface = "message") -> list[str]:
    """Each fault of these blocks on that surface, with the path to it; empty when Slack would take them."""
    most = 50 if surface == "message" else 100
    found = [f"blocks: more than {most}"] if len(blocks) > most else []
    for index, block in enumerate(blocks):
        try:
            parsed = Block.parse(block)
            if parsed is None:
                found.append(f"blocks[{index}]: unknown type")
            else:
                parsed.to_dict()
        except Exception as refused:
            found.append(f"blocks[{index}]: {refused}")
    return found


def view_problems(view: dict[str, Any]) -> list[str]:
    """Each fault of this modal or Home view, its blocks included."""
    try:
        View(**view).to_dict()
    except Exception as refused:
        return [f"view: {refused}"]
    return blocks_problems(view.get("blocks", []), surface="home" if view["type"] == "home" else "modal")


def message_problems(payload: dict[str, Any]) -> list[str]:
    """Each fault of what is handed to `chat.postMessage`, `chat.update` or an ephemeral answer."""
    if not payload.get("text"):
        return ["text: missing, and notifications and screen readers read nothing else"]
    return blocks_problems(payload.get("blocks") or [])
