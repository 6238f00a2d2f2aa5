"""What Slack's client checks before it sends a form, and how it finds a field by what a person reads."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox import elements
from sandbox.elements import NotPossible
from sandbox.shapes import Json
from sandbox.views import View

MOST_TYPED = 3_000
REQUIRED = "Please complete this required field."
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
URL = re.compile(r"(?:https?|mailto|ftp)://?[^\s]+", re.IGNORECASE)


def problems(view: View) -> dict[str, str]:
    """What keeps the client from sending the form, by block_id."""
    found: dict[str, str] = {}
    for block in view.blocks:
        if block["type"] == "input":
            element = block["element"]
            state = view.state[block["block_id"]][element["action_id"]]
            problem = _problem(element, state, optional=block.get("optional", False))
            if problem:
                found[block["block_id"]] = problem
    return found


def _problem(element: Json, state: Json, *, optional: bool) -> str:
    if elements.is_empty(state):
        return "" if optional else REQUIRED
    check = CHECKS.get(element["type"])
    return check(element, elements.content(state)) if check is not None else ""


def _typed(element: Json, value: str) -> str:
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    most = element.get("max_length", MOST_TYPED)
    return f"Please enter at most {most} characters." if len(value) > most else ""


def _number(element: Json, value: str) -> str:
    whole = r"-?\d+"
    if not re.fullmatch(rf"{whole}(?:\.\d+)?" if element.get("is_decimal_allowed") else whole, value):
        return "Please enter a number."
    low, high = element.get("min_value"), element.get("max_value")
    if (low is not None and float(value) < float(low)) or (high is not None and float(value) > float(high)):
        return "Please enter a number within the range."
    return ""


def _email(_element: Json, value: str) -> str:
    return "" if EMAIL.fullmatch(value) else "Please enter a valid email address."


def _url(_element: Json, value: str) -> str:
    return "" if URL.fullmatch(value) else "Please enter a valid URL."


CHECKS: Mapping[str, Callable[[Json, str], str]] = {
    "plain_text_input": _typed,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
}


def field(view: View, key: str) -> Json:
    """The one element with this action_id, block_id or label; NotPossible for none or several."""
    holding = [one for one in view.elements() if elements.stateful(one)]
    labels = {block["block_id"]: _label(block) for block in view.blocks}
    tests: tuple[Callable[[Json], bool], ...] = (
        lambda one: one["action_id"] == key,
        lambda one: one["block_id"] == key,
        lambda one: labels[one["block_id"]] == key,
    )
    for test in tests:
        found = [one for one in holding if test(one)]
        if len(found) > 1:
            raise NotPossible(f"{key!r} names {len(found)} fields")
        if found:
            return found[0]
    raise NotPossible(f"no field {key!r}; there are {_named(holding, labels)}")


def _label(block: Json) -> str:
    shown = block.get("label") or (block.get("text") if block["type"] == "section" else None) or {}
    return str(shown.get("text", ""))


def _named(holding: list[Json], labels: Mapping[str, str]) -> str:
    return ", ".join(f"{one['action_id']} ({labels[one['block_id']]})" for one in holding)


def button(holding: list[Json], *, action_id: str | None, text: str | None, value: str | None) -> Json:
    """The one button with this action_id, text and value; NotPossible for none or several."""
    wanted: dict[str, Any] = {"action_id": action_id, "text": text, "value": value}
    asked = {name: one for name, one in wanted.items() if one is not None}
    buttons = [one for one in holding if one["type"] == "button"]
    found = [one for one in buttons if all(_shown(one, name) == value for name, value in asked.items())]
    if len(found) != 1:
        offered = ", ".join(f"[{_shown(one, 'text')}] {one['action_id']}" for one in buttons)
        raise NotPossible(f"{len(found)} buttons fit {asked}; there are {offered or 'none'}")
    return found[0]


def _shown(one: Json, name: str) -> Any:
    return one["text"]["text"] if name == "text" else one.get(name)
