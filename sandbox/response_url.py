"""response_url: five uses within thirty minutes, seen by one person unless said otherwise."""

import itertools
import json
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.activity import Activity
from sandbox.api_chat import content_of
from sandbox.arguments import Arguments
from sandbox.message import Message
from sandbox.shapes import Json, Refusal
from sandbox.workspace import Workspace

USES = 5
LIFE_SECONDS = 30 * 60.0


@dataclass(slots=True, kw_only=True)
class Ticket:
    """One response_url: whose act it answers, where, and on which message."""

    user: str
    channel: str
    message: Message | None
    given: float
    uses: int = 0


class ResponseUrls:
    """Hands out response_urls and does what is posted to them. `life` in machine seconds."""

    def __init__(
        self, *, workspace: Workspace, activity: Activity, base: str, life: float = LIFE_SECONDS
    ) -> None:
        self._workspace, self._activity, self._base, self._life = workspace, activity, base, life
        self._numbers = itertools.count(1)
        self._tickets: dict[str, Ticket] = {}

    def give(self, *, user: str, channel: str, message: Message | None = None) -> str:
        """An address that answers what this person just did there."""
        name = f"{next(self._numbers):012d}"
        self._tickets[name] = Ticket(user=user, channel=channel, message=message, given=time.monotonic())
        return f"{self._base}/response/{self._workspace.team.id}/{name}"

    async def answer(self, request: web.Request) -> web.Response:
        """Do what the app posted to one of them."""
        with self._activity.one():
            ticket = self._tickets.get(request.match_info["name"])
            try:
                body = json.loads(await request.text())
            except ValueError:
                return web.Response(status=400, text="invalid_payload")
            if ticket is None or time.monotonic() - ticket.given > self._life:
                return web.json_response({"ok": False, "error": "expired_url"}, status=404)
            if ticket.uses >= USES:
                return web.json_response({"ok": False, "error": "used_url"}, status=404)
            ticket.uses += 1
            return self._done(ticket, body)

    def _done(self, ticket: Ticket, body: Any) -> web.Response:
        try:
            self.act(ticket, body if isinstance(body, dict) else {})
        except Refusal as refused:
            return web.json_response(refused.body(), status=400)
        return web.Response(text="ok")

    def say(self, *, user: str, channel: str, body: Json) -> None:
        """What a slash command's immediate answer shows: the same rules as a response_url."""
        self.act(Ticket(user=user, channel=channel, message=None, given=0), body)

    def act(self, ticket: Ticket, body: Json) -> None:
        """Delete or replace the message acted on, or say something: privately, unless `in_channel`."""
        if body.get("delete_original") in (True, "true"):
            self._delete(ticket)
            return
        content = content_of(Arguments(body, token=None), self._workspace.files)
        if body.get("replace_original") in (True, "true") and ticket.message is not None:
            self._replace(ticket.message, content)
            return
        private = body.get("response_type", "ephemeral") != "in_channel"
        self._say(ticket, content, body.get("thread_ts"), private=private)

    def _say(self, ticket: Ticket, content: dict[str, Any], thread_ts: str | None, *, private: bool) -> None:
        message = Message(
            channel=ticket.channel,
            ts="",
            user=self._workspace.app.bot_user,
            by_bot=True,
            to=ticket.user if private else None,
            thread_ts=thread_ts,
            **content,
        )
        if private:
            self._workspace.timeline.whisper(message)
        else:
            self._workspace.timeline.post(message)

    def _replace(self, message: Message, content: dict[str, Any]) -> None:
        content.setdefault("blocks", ())
        content.setdefault("text", "")
        if message.ephemeral:
            self._workspace.timeline.edit_ephemeral(message, **content)
        elif message.by_bot:
            self._workspace.timeline.edit(message, marked=not content["blocks"], **content)
        else:
            raise Refusal("cant_update_message")

    def _delete(self, ticket: Ticket) -> None:
        if ticket.message is None:
            raise Refusal("message_not_found")
        if ticket.message.ephemeral:
            self._workspace.timeline.edit_ephemeral(ticket.message, gone=True)
        elif ticket.message.by_bot:
            self._workspace.timeline.delete(ticket.message)
        else:
            raise Refusal("cant_delete_message")
