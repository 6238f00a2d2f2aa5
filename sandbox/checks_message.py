"""What is handed to `chat.postMessage`, `chat.update`, `chat.postEphemeral` or a response URL."""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.checks_payload import all_problems
from sandbox.checks_shape import shape, string
from sandbox.checks_text import mrkdwn_dates

_UPDATE_BYTES = 4000
_CHARACTERS = 4000
_TS = string(20, pattern=r"\d{1,10}\.\d{6}")


def all_message_problems(payload: Any) -> Iterator[str]:
    """Every fault of the message; one that only deletes its original needs no text."""
    if not isinstance(payload, dict):
        yield "payload: not an object"
        return
    if payload.get("delete_original") is not True:
        yield from _text(payload)
    if "blocks" in payload:
        yield from all_problems(_decoded(payload["blocks"]), "blocks", "message")
    if "metadata" in payload:
        yield from _METADATA(_decoded(payload["metadata"]), "metadata")
    yield from _thread(payload)


def _text(payload: dict[str, Any]) -> Iterator[str]:
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "text: missing, and notifications and screen readers read nothing else"
        return
    if len(text) > _CHARACTERS:
        yield f"text: longer than {_CHARACTERS}"
    elif "ts" in payload and len(text.encode(errors="replace")) > _UPDATE_BYTES:
        yield f"text: longer than {_UPDATE_BYTES} bytes in an update (msg_too_long)"
    yield from mrkdwn_dates(text, "text")


def _thread(payload: dict[str, Any]) -> Iterator[str]:
    if "thread_ts" in payload:
        yield from _TS(payload["thread_ts"], "thread_ts")
    broadcast = payload.get("reply_broadcast")
    if broadcast in (True, "true", "1") and "thread_ts" not in payload:
        yield "reply_broadcast: without thread_ts"


def _decoded(value: Any) -> Any:
    """The value itself, or what its JSON text says: form-encoded calls send text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _object(value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: not an object"


_METADATA = shape({"event_type": string(255, pattern=r"[A-Za-z0-9_]+"), "event_payload": _object})
