"""Parts of payloads as Slack takes them, to be spoilt one at a time, and tables of them."""

from typing import Any

import pytest
from hypothesis import strategies as st

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Pick up", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": "step.pick_up", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "v", text: str = "Berlin", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def menu(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "team", "options": [option("a"), option("b")], **more}


def grouped(*options: Json) -> Json:
    return {"label": plain("Europe"), "options": list(options)}


def asked(element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": "b", "label": plain("What comes next"), "element": element, **more}


def typed_in(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "next", **more}


def rich(*spans: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(spans)}]}


def listed(**more: Any) -> Json:
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [item], **more}],
    }


def modal(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "title": plain("Hand over"), "submit": plain("Send"), "blocks": list(blocks)}
    return {key: part for key, part in (view | more).items() if part is not None}


def confirm(**more: Any) -> Json:
    parts = {"title": "Sure?", "text": "It is sent.", "confirm": "Yes", "deny": "No"}
    return {key: plain(text) for key, text in parts.items()} | more


IMAGE: Json = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A map"}
DATE: Json = {"type": "date", "timestamp": 1_790_000_000, "format": "{date_short} {time}", "fallback": "soon"}
DIVIDER: Json = {"type": "divider"}


def cases(table: dict[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("payload", "words"), [pytest.param(*case, id=name) for name, case in table.items()]
    )


def fine(table: dict[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("payload", [pytest.param(case, id=name) for name, case in table.items()])


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def damaged(value: Any, draw: Any) -> Any:
    """The value with some part of it, at any depth, replaced, dropped or made up."""
    if isinstance(value, dict) and value and draw(st.integers(0, 3)):
        key = draw(st.sampled_from(sorted(value)))
        if draw(st.integers(0, 5)) == 0:
            return {name: part for name, part in value.items() if name != key}
        return value | {key: damaged(value[key], draw)}
    if isinstance(value, list) and value and draw(st.integers(0, 3)):
        index = draw(st.integers(0, len(value) - 1))
        return [*value[:index], damaged(value[index], draw), *value[index + 1 :]]
    return draw(JSON_VALUES)
