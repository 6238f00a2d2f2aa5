"""A modal or Home view as it is handed to `views.open`, `views.update`, `views.push` and `views.publish`."""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.checks_oracle import view_objections
from sandbox.checks_payload import all_problems
from sandbox.checks_shape import Check, flag, many, shape, string, typed
from sandbox.checks_text import plain


def _anything(value: Any, path: str) -> Iterator[str]:
    return iter(())


_SHELL: dict[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_BUTTONS: dict[str, Check] = {"submit": plain(24), "close": plain(24)}
_FLAGS: dict[str, Check] = {"clear_on_close": flag, "notify_on_close": flag}
_SOME_BLOCKS: dict[str, Check] = {"blocks": many(_anything, 1_000_000)}  # how many is said with them
_VIEW = typed(
    {
        "modal": shape({"title": plain(24)} | _SOME_BLOCKS, _SHELL | _BUTTONS | _FLAGS),
        "home": shape(_SOME_BLOCKS, _SHELL),
    }
)


def all_view_problems(view: Any) -> Iterator[str]:
    """Every fault of the view: its own parts, its blocks, a missing submit, its size."""
    own = list(_VIEW(view, "view"))
    yield from own or view_objections(view)
    if not isinstance(view, dict):
        return
    blocks = view.get("blocks")
    if isinstance(blocks, list):
        yield from all_problems(blocks, "view.blocks", "home" if view.get("type") == "home" else "modal")
    yield from _nothing_to_send(view)
    if len(json.dumps(view, ensure_ascii=False).encode(errors="replace")) > 250_000:
        yield "view: larger than 250 kB"


def _nothing_to_send(view: dict[str, Any]) -> Iterator[str]:
    if view.get("type") == "home" or "submit" in view or not isinstance(view.get("blocks"), list):
        return
    if any(isinstance(block, dict) and block.get("type") == "input" for block in view["blocks"]):
        yield "view.submit: missing, and the view has inputs"
