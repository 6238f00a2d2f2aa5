"""Slack's JSON, and how its methods say no."""

from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """The answer `ok: false`. `messages` go into `response_metadata`, `extra` beside `error`."""

    def __init__(self, error: str, *, messages: list[str] | None = None, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.extra = extra

    def body(self) -> Json:
        """The answer as Slack words it."""
        body: Json = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["errors"] = self.messages
            body["response_metadata"] = {"messages": [f"[ERROR] {line}" for line in self.messages]}
        return body
