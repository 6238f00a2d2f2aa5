"""What Slack would refuse in a message or a view: one readable line a problem, none when it is fine.

Our own limits come first, then slack_sdk.models, blockkit and slackblocks on each block that passed them.
A payload seen before costs its canonical JSON, 0.1 ms; a new one of 48 blocks with buttons some 15 ms.
"""

import json
from functools import lru_cache
from typing import Any, Literal

from sandbox.checks_message import all_message_problems
from sandbox.checks_payload import all_problems
from sandbox.checks_view import all_view_problems

Surface = Literal["message", "modal", "home"]


def blocks_problems(blocks: list[dict[str, Any]], *, surface: Surface = "message") -> list[str]:
    """Each fault of these blocks on that surface, with the path to it; empty when Slack would take them."""
    return _remembered(surface, blocks)


def view_problems(view: dict[str, Any]) -> list[str]:
    """Each fault of this modal or Home view as it is handed to `views.*`, its blocks included."""
    return _remembered("view", view)


def message_problems(payload: dict[str, Any]) -> list[str]:
    """Each fault of what is handed to `chat.postMessage`, `chat.update`, a response URL or an ephemeral.

    `blocks` and `metadata` may be JSON text, as form-encoded calls send them. A payload with `ts` is an
    update, whose `text` Slack refuses above 4,000 (bytes of UTF-8, as others have measured: a reply of 1,993
    characters in 4,121 bytes was msg_too_long); elsewhere 4,000 characters is what Slack advises, and ours.
    """
    return _remembered("payload", payload)


def _remembered(kind: str, value: Any) -> list[str]:
    try:
        return list(_problems(kind, json.dumps(value, sort_keys=True)))
    except RecursionError:
        return [f"{kind}: nested too deeply"]
    except (TypeError, ValueError) as unreadable:
        return [f"{kind}: not JSON: {unreadable}"]


@lru_cache(maxsize=512)
def _problems(kind: str, canonical: str) -> tuple[str, ...]:
    value = json.loads(canonical)  # a copy of our own: the libraries change what they are given
    match kind:
        case "view":
            return tuple(all_view_problems(value))
        case "payload":
            return tuple(all_message_problems(value))
        case _:
            return tuple(all_problems(value, "blocks", kind))
