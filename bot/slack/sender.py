"""Delivers letters on Slack, and looks for those of which nobody knows whether they arrived."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, UserRef
from bot.log import logger
from bot.messages.letter import Letter
from bot.services.platform import Outcome, Refused, Sent, Unknown
from bot.slack.conversations import Conversations
from bot.slack.errors import failure, unsent
from bot.slack.links import Permalinks
from bot.slack.render import EVENT_TYPE, message
from bot.slack.uploads import WAITS, Uploads, holds
from bot.slack.web import Web

Json = dict[str, Any]

# So many pages are looked through for a post; where there are more, nobody knows.
PAGES = 25

_log = logger(__name__)


class SlackSender:
    """The `Sender` of `bot.services.platform`. `waits`: see `Uploads`. `most`: pages to look through."""

    def __init__(self, web: Web, *, waits: tuple[float, ...] = WAITS, most: int = PAGES) -> None:
        self._web = web
        self._most = most
        self._conversations = Conversations(web)
        self._links = Permalinks(web)
        self._uploads = Uploads(web, waits=waits)

    async def send(self, letter: Letter, *, known: Mapping[str, MessageRef]) -> Outcome:
        """Post or edit. `known` holds the posted messages of the keys that the letter names.

        Never raises for what Slack may answer. A letter whose thread or original is not there is refused.
        """
        missing = next((key for key in (letter.under, letter.replaces) if key and key not in known), "")
        if missing:
            return _homeless(missing)
        if letter.replaces:
            return await self._edit(letter, known[letter.replaces], known)
        if letter.only is not None:
            return await self._show(letter, letter.only, known)
        return await self._post(letter, known)

    async def find(
        self, letter: Letter, *, known: Mapping[str, MessageRef], since: datetime
    ) -> Outcome | None:
        """Look for a post whose outcome was unknown: `Sent` if it is there, None if not, else why not."""
        if letter.under and letter.under not in known:
            return _homeless(letter.under)
        if letter.only is not None:
            return Refused(why="nobody can tell whether it was shown, and it is never shown twice")
        try:
            place = await self._place(letter, known)
            if letter.file and (outcome := await self._uploads.find(letter.key, place)):
                return outcome
            return await self._seen(letter.key, place, since)
        except Exception as error:
            return self._failed("find", letter, failure(error))

    async def _post(self, letter: Letter, known: Mapping[str, MessageRef]) -> Outcome:
        if letter.file is not None:
            return await self._upload(letter, letter.file, known)
        place = _in_thread(self._conversations.post_to(letter.to), letter, known)
        payload = await self._payload(letter, letter.key, known)
        thread = {"thread_ts": place.thread, "reply_broadcast": letter.broadcast} if place.thread else {}
        try:
            answer = await self._web.call(
                "chat.postMessage",
                channel=place.id,
                mrkdwn=False,
                unfurl_links=False,
                unfurl_media=False,
                **thread,
                **payload,
            )
            if isinstance(letter.to, UserRef):
                place = replace(place, id=str(answer["channel"]))
                self._conversations.learned(letter.to, place.id)
            return Sent(message=MessageRef(place=place, id=str(answer["ts"])))
        except Exception as error:
            return self._failed("post", letter, failure(error))

    async def _upload(self, letter: Letter, file: File, known: Mapping[str, MessageRef]) -> Outcome:
        try:
            place = await self._place(letter, known)
        except Exception as error:
            return self._failed("open", letter, unsent(error))
        outcome = await self._uploads.show(letter, file, place)
        return outcome if isinstance(outcome, Sent) else self._failed("upload", letter, outcome)

    async def _show(self, letter: Letter, only: UserRef, known: Mapping[str, MessageRef]) -> Outcome:
        """To one member of a channel: Slack keeps it nowhere, so that it cannot be looked for."""
        place = await self._place(letter, known)
        payload = message(letter.document, key=letter.key, links=await self._links.of(letter.document, known))
        thread = {"thread_ts": place.thread} if place.thread else {}
        try:
            answer = await self._web.call(
                "chat.postEphemeral", channel=place.id, user=only.id, **thread, **payload.payload()
            )
            return Sent(message=MessageRef(place=place, id=str(answer.get("message_ts", ""))))
        except Exception as error:
            return self._failed("show", letter, failure(error))

    async def _edit(self, letter: Letter, there: MessageRef, known: Mapping[str, MessageRef]) -> Outcome:
        # It keeps the key it was posted under, by which it is found.
        payload = await self._payload(letter, letter.replaces, known)
        try:
            await self._web.call("chat.update", channel=there.place.id, ts=there.id, **payload)
            return Sent(message=there)
        except Exception as error:
            return self._failed("edit", letter, failure(error))

    async def _place(self, letter: Letter, known: Mapping[str, MessageRef]) -> Place:
        return _in_thread(await self._conversations.place_of(letter.to), letter, known)

    async def _payload(self, letter: Letter, key: str, known: Mapping[str, MessageRef]) -> Json:
        links = await self._links.of(letter.document, known)
        drawn = message(letter.document, key=key, links=links)
        return {**drawn.payload(), "metadata": drawn.metadata}

    async def _seen(self, key: str, place: Place, since: datetime) -> Outcome | None:
        method, within = "conversations.history", {}
        if place.thread:
            method, within = "conversations.replies", {"ts": place.thread}
        pages = self._web.pages(
            method,
            most=self._most,
            channel=place.id,
            oldest=f"{max(0.0, since.timestamp()):.6f}",
            include_all_metadata=True,
            **within,
        )
        goes_on = False
        async for page in pages:
            for one in page.get("messages", ()):
                if _key_of(one) == key or holds(one, key):
                    return Sent(message=MessageRef(place=place, id=str(one["ts"])))
            goes_on = bool((page.get("response_metadata") or {}).get("next_cursor"))
        return Unknown(why="too much was said there since to look through") if goes_on else None

    def _failed(self, what: str, letter: Letter, outcome: Outcome) -> Outcome:
        _log.warning("slack.failed", what=what, key=letter.key, outcome=repr(outcome))
        return outcome


def _in_thread(place: Place, letter: Letter, known: Mapping[str, MessageRef]) -> Place:
    if not letter.under:
        return place
    parent = known[letter.under]
    return replace(place, id=parent.place.id, thread=parent.place.thread or parent.id)


def _homeless(key: str) -> Refused:
    return Refused(why=f"the message it belongs to is not there: {key}")


def _key_of(message: Json) -> str:
    metadata = message.get("metadata") or {}
    ours = metadata.get("event_type") == EVENT_TYPE
    return str((metadata.get("event_payload") or {}).get("key", "")) if ours else ""
