"""The arguments of a Web API call, however they came: query string, form, multipart or JSON."""

import json
from typing import Any

from aiohttp import web

from sandbox.shapes import Json, Refusal

TRUE = frozenset({"1", "true", "True", True})


class Arguments:
    """What a call was given, by name."""

    def __init__(self, given: Json, *, token: str | None, is_json: bool = False) -> None:
        self._given = given
        self.is_json = is_json
        self.token = token

    def all(self) -> Json:
        """Everything that was given."""
        return dict(self._given)

    def has(self, name: str) -> bool:
        """Whether it was given at all, be it empty."""
        return self._given.get(name) is not None

    def text(self, name: str) -> str | None:
        """A string, or None when it was not given; numbers are taken as strings, as Slack does."""
        value = self._given.get(name)
        return None if value is None else str(value)

    def required(self, name: str) -> str:
        """A string that must be given, else `invalid_arguments`."""
        value = self.text(name)
        if not value:
            raise Refusal("invalid_arguments", messages=[f"missing required field: {name}"])
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean, also spelled `1`, `0`, `true` or `false`."""
        return self._given[name] in TRUE if self.has(name) else default

    def number(self, name: str, *, default: int) -> int:
        """A whole number, also as a string, else `invalid_arguments`."""
        value = self._given.get(name)
        try:
            return default if value is None or value == "" else int(value)
        except (TypeError, ValueError):
            raise Refusal("invalid_arguments", messages=[f"must be an integer: {name}"]) from None

    def json(self, name: str) -> Any:
        """A list or an object, also as a JSON string; None when it was not given."""
        value = self._given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise Refusal("invalid_arguments", messages=[f"must be valid JSON: {name}"]) from None

    def names(self, name: str) -> list[str]:
        """A list, also as a comma-separated string."""
        value = self._given.get(name) or []
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]


async def read(request: web.Request) -> Arguments:
    """The arguments of this request. A token stands in the header or among them, but never in JSON."""
    given: Json = dict(request.query)
    body, is_json = await _body(request)
    header = request.headers.get("Authorization", "")
    token = header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else None
    if token is None:
        token = given.get("token") or (None if is_json else body.get("token"))
    given |= body
    given.pop("token", None)
    return Arguments(given, token=token, is_json=is_json)


async def _body(request: web.Request) -> tuple[Json, bool]:
    if request.method == "GET" or not request.body_exists:
        return {}, False
    match request.content_type:
        case "application/json":
            return _object(await request.text()), True
        case "application/x-www-form-urlencoded" | "multipart/form-data":
            return dict(await request.post()), False
        case "application/octet-stream":
            raise Refusal("missing_post_type")
        case _:
            raise Refusal("invalid_post_type")


def _object(body: str) -> Json:
    try:
        parsed = json.loads(body) if body else {}
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(parsed, dict):
        raise Refusal("json_not_object")
    return parsed
