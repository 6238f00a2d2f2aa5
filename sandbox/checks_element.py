"""The elements of Block Kit: buttons, menus, pickers and inputs, and where each may stand."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from sandbox.checks_rich_text import RICH_TEXT
from sandbox.checks_shape import Check, flag, many, one_of, shape, string, typed, whole
from sandbox.checks_text import SECONDS, address, picture, plain, words_without_dates

ID = string(255)
_FILE = string(255, pattern=r"F[A-Z0-9]{8,}")
_ACTION: dict[str, Check] = {"action_id": ID}
_FOCUS: dict[str, Check] = _ACTION | {"focus_on_load": flag}
_PLACED: dict[str, Check] = _FOCUS | {"placeholder": plain(150)}

_CONFIRM = shape(
    {"title": plain(100), "text": plain(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
_ASKED: dict[str, Check] = {"confirm": _CONFIRM}
_DISPATCH: dict[str, Check] = {
    "dispatch_action_config": shape(
        {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)}
    )
}

# The value is 150 here: a button takes 2,000, which is how long values slip in.
_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
_OPTION_WITH_ADDRESS = shape(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": address()}
)
_OPTION_IN_MRKDWN = shape(
    {"text": words_without_dates(75), "value": string(150)}, {"description": words_without_dates(75)}
)
_GROUPS = many(shape({"label": plain(75), "options": many(_OPTION, 100)}), 100)


def _either(one: str, other: str) -> Check:
    def check(value: Any, path: str) -> Iterator[str]:
        if (one in value) == (other in value):
            yield f"{path}: one of {one} and {other}, and not both"

    return check


def _chosen(value: Any, path: str) -> Iterator[str]:
    """What is chosen at first is, to the letter, among the options."""
    offered = list(value.get("options", ()))
    for group in value.get("option_groups", ()):
        offered.extend(group["options"])
    if "initial_option" in value and value["initial_option"] not in offered:
        yield f"{path}.initial_option: not among the options"
    for index, option in enumerate(value.get("initial_options", ())):
        if option not in offered:
            yield f"{path}.initial_options[{index}]: not among the options"


def _not_too_many_chosen(value: Any, path: str) -> Iterator[str]:
    most = value.get("max_selected_items", 100)
    for key, chosen in value.items():
        if key.startswith("initial_") and len(chosen) > most:
            yield f"{path}.{key}: more than max_selected_items"


def _length_in_order(value: Any, path: str) -> Iterator[str]:
    most = value.get("max_length", 3000)
    if value.get("min_length", 0) > most:
        yield f"{path}.min_length: above max_length"
    if len(value.get("initial_value", "")) > most:
        yield f"{path}.initial_value: longer than max_length"


def _numbers(value: Any, path: str) -> Iterator[str]:
    read: dict[str, float] = {}
    for key in ("min_value", "initial_value", "max_value"):
        try:
            read[key] = float(value[key]) if key in value else read.get("min_value", float("-inf"))
        except ValueError:
            yield f"{path}.{key}: not a number"
            return
    if "max_value" in value and read["max_value"] < max(read["min_value"], read["initial_value"]):
        yield f"{path}.max_value: below min_value or initial_value"
    if read["initial_value"] < read["min_value"]:
        yield f"{path}.initial_value: below min_value"


def _day(value: Any, path: str) -> Iterator[str]:
    found = list(string(10, pattern=r"\d{4}-\d\d-\d\d")(value, path))
    if not found:
        try:
            date.fromisoformat(value)
        except ValueError:
            found = [f"{path}: no day of the calendar"]
    yield from found


def _zone(value: Any, path: str) -> Iterator[str]:
    if not (isinstance(value, str) and value in available_timezones()):
        yield f"{path}: not a zone of the tz database"


def _menu(name: str, extra: dict[str, Check]) -> dict[str, Check]:
    """A menu over people, channels or conversations, which Slack fills: one choice, or several."""
    several = many(ID, 100)
    return {
        f"{name}_select": shape({}, _PLACED | _ASKED | {f"initial_{name[:-1]}": ID} | extra),
        f"multi_{name}_select": shape(
            {},
            _PLACED | _ASKED | {f"initial_{name}": several, "max_selected_items": whole(1)} | extra,
            _not_too_many_chosen,
        ),
    }


_FILTER: dict[str, Check] = {
    "filter": shape(
        {},
        {
            "include": many(one_of("im", "mpim", "private", "public"), 4),
            "exclude_external_shared_channels": flag,
            "exclude_bot_users": flag,
        },
        lambda value, path: iter(() if value else (f"{path}: empty",)),
    ),
    "default_to_current_conversation": flag,
}
_SELECT: dict[str, Check] = _PLACED | _ASKED | {"options": many(_OPTION, 100), "option_groups": _GROUPS}
_SEVERAL: dict[str, Check] = {"initial_options": many(_OPTION, 100), "max_selected_items": whole(1)}
_FETCHED: dict[str, Check] = _PLACED | _ASKED | {"min_query_length": whole(0)}
_IN_A_LINE: dict[str, Check] = _PLACED | _DISPATCH | {"initial_value": string(3000)}


def _boxes(initial: dict[str, Check]) -> Check:
    return shape({"options": many(_OPTION_IN_MRKDWN, 10)}, _FOCUS | _ASKED | initial, _chosen)


_PARAMETER = shape({"name": string(), "value": string()})
_TRIGGER = shape({"url": address()}, {"customizable_input_parameters": many(_PARAMETER, 100)})
IMAGE = shape(
    {"alt_text": string(2000)},
    {
        "image_url": picture(),
        "slack_file": shape({}, {"id": _FILE, "url": picture()}, _either("id", "url")),
    },
    _either("image_url", "slack_file"),
)
_BUTTON: dict[str, Check] = (
    _ACTION | _ASKED | {"style": one_of("primary", "danger"), "accessibility_label": string(75)}
)

ELEMENTS: dict[str, Check] = {
    "button": shape({"text": plain(75)}, _BUTTON | {"url": address(), "value": string(2000)}),
    "workflow_button": shape({"text": plain(75), "workflow": shape({"trigger": _TRIGGER})}, _BUTTON),
    "image": IMAGE,
    "overflow": shape({"options": many(_OPTION_WITH_ADDRESS, 5, least=2)}, _ACTION | _ASKED),
    "checkboxes": _boxes({"initial_options": many(_OPTION_IN_MRKDWN, 10)}),
    "radio_buttons": _boxes({"initial_option": _OPTION_IN_MRKDWN}),
    "static_select": shape(
        {}, _SELECT | {"initial_option": _OPTION}, _either("options", "option_groups"), _chosen
    ),
    "multi_static_select": shape(
        {}, _SELECT | _SEVERAL, _either("options", "option_groups"), _chosen, _not_too_many_chosen
    ),
    "external_select": shape({}, _FETCHED | {"initial_option": _OPTION}),
    "multi_external_select": shape({}, _FETCHED | _SEVERAL, _not_too_many_chosen),
    **_menu("users", {}),
    **_menu("channels", {"response_url_enabled": flag}),
    **_menu("conversations", _FILTER | {"response_url_enabled": flag}),
    "datepicker": shape({}, _PLACED | _ASKED | {"initial_date": _day}),
    "timepicker": shape(
        {},
        _PLACED | _ASKED | {"initial_time": string(5, pattern=r"([01]\d|2[0-3]):[0-5]\d"), "timezone": _zone},
    ),
    "datetimepicker": shape({}, _FOCUS | _ASKED | {"initial_date_time": SECONDS}),
    "plain_text_input": shape(
        {},
        _IN_A_LINE | {"multiline": flag, "min_length": whole(0, 3000), "max_length": whole(1, 3000)},
        _length_in_order,
    ),
    "email_text_input": shape({}, _IN_A_LINE),
    "url_text_input": shape({}, _IN_A_LINE),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        _IN_A_LINE | {"min_value": string(255), "max_value": string(255)},
        _numbers,
    ),
    "rich_text_input": shape(
        {},
        _PLACED | _DISPATCH | {"initial_value": typed({"rich_text": shape({"elements": RICH_TEXT})})},
    ),
    "file_input": shape({}, _ACTION | {"filetypes": many(string(20), 100), "max_files": whole(1, 10)}),
}

_MENUS = [kind for kind in ELEMENTS if kind.endswith("_select")]
_PICKED = ["checkboxes", "radio_buttons", "datepicker", "timepicker", *_MENUS]
IN_SECTION = ["button", "workflow_button", "image", "overflow", *_PICKED]
IN_ACTIONS = ["button", "workflow_button", "overflow", "datetimepicker", *_PICKED]
IN_INPUT = ["datetimepicker", *_PICKED, *(kind for kind in ELEMENTS if kind.endswith("_input"))]

# docs.slack.dev, "Block elements", column "Surfaces"; those not named stand on all three.
SURFACES: dict[str, tuple[str, ...]] = {
    "datetimepicker": ("message", "modal"),
    "email_text_input": ("modal",),
    "file_input": ("modal",),
    "number_input": ("modal",),
    "rich_text_input": ("modal", "home"),
    "url_text_input": ("modal",),
    "workflow_button": ("message",),
}


def elements(kinds: list[str]) -> Check:
    """One of these elements."""
    return typed({kind: ELEMENTS[kind] for kind in kinds})
