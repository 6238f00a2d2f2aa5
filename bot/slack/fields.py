"""Fields of a form as Slack's input blocks."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from bot.domain.text import ELLIPSIS, shorten
from bot.messages.form import Choice, ChoiceField, ChoicesField, FileField, PeopleField, TextField, Value
from bot.slack import limits
from bot.slack.spans import plain

Json = dict[str, Any]
InputField = TextField | ChoiceField | ChoicesField | PeopleField | FileField


def held(field: InputField, value: Value) -> Value:
    """What the field can show of a value: within its length, and only what is still to choose from."""
    match field:
        case TextField():
            text = value if isinstance(value, str) else "\n".join(value)
            return (text if field.multiline else " ".join(text.splitlines()))[: _most(field)]
        case ChoiceField():
            return value if isinstance(value, str) and _chosen(field.choices, (value,)) else ""
        case ChoicesField():
            return tuple(one.value for one in _chosen(field.choices, _several(value)))
        case PeopleField():
            return _several(value)[: field.most]
        case FileField():  # a view cannot be handed files
            return ()


def input_block(field: InputField, value: Value, *, block_id: str) -> Json | None:
    """The field holding that value; None for a choice with nothing to choose from, which Slack refuses."""
    if isinstance(field, ChoiceField | ChoicesField) and not field.choices:
        return None
    block: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain(shorten(field.label, limits.LABEL) or ELLIPSIS),
        "element": {"action_id": field.name, **_element(field, value)},
        "optional": not field.required,
    }
    if field.hint.strip():
        block["hint"] = plain(shorten(field.hint, limits.LABEL))
    if isinstance(field, ChoiceField) and field.redraws:
        block["dispatch_action"] = True
    return block


def _element(field: InputField, value: Value) -> Json:
    match field:
        case TextField():
            return _text(field, value)
        case ChoiceField():
            chosen = _chosen(field.choices, _several(value))
            initial: Json = {"initial_option": _option(chosen[0])} if chosen else {}
            return {"type": "static_select", **_options(field.choices), **initial}
        case ChoicesField():
            chosen = _chosen(field.choices, _several(value))
            initial = {"initial_options": [_option(one) for one in chosen]} if chosen else {}
            return {**_several_of(field), **initial}
        case PeopleField():
            people: Json = {"initial_users": list(_several(value))} if value else {}
            return {"type": "multi_users_select", "max_selected_items": field.most, **people}
        case FileField():
            return {"type": "file_input", "max_files": field.most}


def _text(field: TextField, value: Value) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "multiline": field.multiline,
        "max_length": _most(field),
    }
    if field.placeholder.strip():
        element["placeholder"] = plain(shorten(field.placeholder, limits.PLACEHOLDER))
    if value:
        element["initial_value"] = value
    return element


def _most(field: TextField) -> int:
    return min(field.max_length, limits.TEXT)


def _several_of(field: ChoicesField) -> Json:
    if len(field.choices) <= limits.CHECKBOXES:
        return {"type": "checkboxes", "options": [_option(one) for one in field.choices]}
    return {"type": "multi_static_select", **_options(field.choices)}


def _options(choices: Sequence[Choice]) -> Json:
    """The options under their headings. More than one select takes are put in groups named by their ends."""
    if len(choices) <= limits.OPTIONS and not any(one.group for one in choices):
        return {"options": [_option(one) for one in choices]}
    groups = [
        _group(name, part, parted=len(members) > limits.OPTIONS)
        for name, members in _grouped(choices)
        for part in _parts(members)
    ]
    return {"option_groups": groups[: limits.OPTION_GROUPS]}


def _grouped(choices: Sequence[Choice]) -> list[tuple[str, list[Choice]]]:
    order = list(dict.fromkeys(one.group for one in choices))
    ranked = sorted(choices, key=lambda one: order.index(one.group))
    return [(name, list(members)) for name, members in groupby(ranked, key=lambda one: one.group)]


def _parts(choices: list[Choice]) -> list[list[Choice]]:
    return [choices[start : start + limits.OPTIONS] for start in range(0, len(choices), limits.OPTIONS)]


def _group(name: str, members: Sequence[Choice], *, parted: bool) -> Json:
    ends = f"{shorten(members[0].text, 30)} – {shorten(members[-1].text, 30)}"
    label = (f"{shorten(name, 12)}: {ends}" if name else ends) if parted else name
    return {
        "label": plain(shorten(label, limits.OPTION_TEXT) or "Others"),
        "options": [_option(one) for one in members],
    }


def _option(choice: Choice) -> Json:
    return {"text": plain(shorten(choice.text, limits.OPTION_TEXT) or ELLIPSIS), "value": choice.value}


def _chosen(choices: Sequence[Choice], values: Sequence[str]) -> list[Choice]:
    wanted = set(values)
    return [one for one in choices if one.value in wanted]


def _several(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else tuple(value)
