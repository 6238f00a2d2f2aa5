"""Small valid payloads to send."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "handoff",
        "title": plain("Hand-off"),
        "submit": plain("Send"),
        "close": plain("Cancel"),
        "blocks": list(blocks),
        **more,
    }


def input_block(name: str, element: Json, *, optional: bool = False, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name.capitalize()),
        "element": {"action_id": name, **element},
        "optional": optional,
        **more,
    }


def text_input(name: str, *, optional: bool = False, **more: Any) -> Json:
    return input_block(name, {"type": "plain_text_input", **more}, optional=optional)


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def buttons(*names: str) -> Json:
    made = [
        {"type": "button", "action_id": name, "text": plain(name.capitalize()), "value": f"{name}-value"}
        for name in names
    ]
    return {"type": "actions", "block_id": "buttons", "elements": made}
