"""Blocks as Slack keeps them: ids filled in where the app gave none, faulty ones refused."""

import json
from copy import deepcopy
from typing import Any

from sandbox import checks
from sandbox.checks_text import RAW_DATE
from sandbox.shapes import Json, Refusal

VIEW_BYTES = 250_000


def blocks_of(blocks: Any) -> tuple[Json, ...]:
    """The blocks of a message with their ids, else `invalid_blocks` with what is wrong."""
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        raise Refusal("invalid_blocks_format")
    problems = _faults(checks.blocks_problems(blocks, surface="message"))
    if problems:
        raise Refusal("invalid_blocks", messages=problems)
    return tuple(named({"blocks": blocks})["blocks"])


def view_of(view: Any, kind: str) -> Json:
    """A view that Slack would take, else `invalid_arguments` or `view_too_large`."""
    if not isinstance(view, dict) or not isinstance(view.get("blocks"), list):
        raise Refusal("invalid_arguments", messages=["must provide a view with blocks [json-pointer:/view]"])
    if view.get("type") != kind:
        raise Refusal("invalid_arguments", messages=[f"must be a {kind} [json-pointer:/view/type]"])
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise Refusal("view_too_large")
    problems = _faults(checks.view_problems(view))
    if problems:
        raise Refusal("invalid_arguments", messages=problems)
    return view


def _faults(problems: list[str]) -> list[str]:
    """Slack takes what someone typed that looks like a date, and shows it as it is."""
    return [one for one in problems if not one.endswith(RAW_DATE)]


def named(payload: Json) -> Json:
    """A copy whose blocks and elements all have ids, as Slack's answers do."""
    copied = deepcopy(payload)
    taken = {block.get("block_id") for block in copied["blocks"]}
    for number, block in enumerate(copied["blocks"]):
        if not block.get("block_id"):
            block["block_id"] = _free(f"b{number:02d}", taken)
        inside = [*(block.get("elements") or ()), block.get("accessory"), block.get("element")]
        for index, element in enumerate(inside):
            if isinstance(element, dict) and _takes_action(block, element) and not element.get("action_id"):
                element["action_id"] = f"a{number:02d}{index:02d}"
    return copied


def _takes_action(block: Json, element: Json) -> bool:
    return block["type"] in ("actions", "section", "input") and element.get("type") != "image"


def _free(wanted: str, taken: set[Any]) -> str:
    while wanted in taken:
        wanted += "x"
    taken.add(wanted)
    return wanted
