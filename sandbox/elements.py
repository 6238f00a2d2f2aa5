"""What each element of a view or message holds: empty, to begin with, and after a person picked something."""

from collections.abc import Iterable
from typing import Any

from sandbox.shapes import Json

TYPED = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
# Elements that hold one thing: (the key of the state, the key of the element that sets it to begin with).
SINGLE: dict[str, tuple[str, str]] = {
    **dict.fromkeys(TYPED, ("value", "initial_value")),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
# Elements that hold several.
SEVERAL: dict[str, tuple[str, str]] = {
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", ""),
}
OPTIONED = frozenset({"static_select", "radio_buttons", "multi_static_select", "checkboxes"})


class NotPossible(Exception):
    """Slack's client does not let a person do this; the words say why."""


def stateful(element: Json) -> bool:
    """Whether the element holds something (a button does not)."""
    return element["type"] in SINGLE or element["type"] in SEVERAL


def initial(element: Json) -> Json:
    """The element's state when the view is first shown."""
    kind = element["type"]
    if kind in SEVERAL:
        key, source = SEVERAL[kind]
        return {"type": kind, key: list(element.get(source, ()))}
    key, source = SINGLE[kind]
    return {"type": kind, key: element.get(source)}


def is_empty(state: Json) -> bool:
    """Whether nothing is typed or chosen."""
    return content(state) in (None, "", [])


def content(state: Json) -> Any:
    """What a state holds: the typed words, the option or options, the ids."""
    key, _ = SINGLE.get(state["type"]) or SEVERAL[state["type"]]
    return state.get(key)


def picked(element: Json, value: Any) -> Json:
    """The element's state after a person typed or chose this.

    An option is named by its value or its visible text, a person or channel by id; several as a list or
    tuple; None or nothing empties the element. NotPossible for what is not on offer.
    """
    kind = element["type"]
    if kind in SEVERAL:
        key, _ = SEVERAL[kind]
        several = [value] if isinstance(value, str | dict) else list(value or ())
        return {"type": kind, key: [_one(element, one) for one in several]}
    if kind not in SINGLE:
        raise NotPossible(f"nothing can be filled into a {kind}")
    key, _ = SINGLE[kind]
    return {"type": kind, key: None if value is None or value == "" else _one(element, value)}


def _one(element: Json, value: Any) -> Any:
    kind = element["type"]
    if kind in OPTIONED:
        return option(element, value)
    if kind == "rich_text_input" and isinstance(value, str):
        return rich_text(value)
    if kind in TYPED or kind == "datetimepicker":
        return str(value) if kind in TYPED else int(value)
    return value


def option(element: Json, wanted: str) -> Json:
    """The option with this value or visible text."""
    found = [one for one in options(element) if wanted == one["value"]]
    found += [one for one in options(element) if wanted == one["text"]["text"]]
    if not found:
        offered = ", ".join(repr(one["text"]["text"]) for one in options(element))
        raise NotPossible(f"{wanted!r} is not on offer; there are {offered}")
    return found[0]


def options(element: Json) -> list[Json]:
    """Every option on offer, of groups too."""
    grouped: Iterable[Json] = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(one for group in grouped for one in group["options"])]


def rich_text(words: str) -> Json:
    """Plain words as the rich text that Slack's editor makes of them."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [section]}
