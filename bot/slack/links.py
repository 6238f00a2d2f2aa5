"""Addresses of messages of the bot's own, asked for once."""

from collections.abc import Mapping

from bot.domain.identity import MessageRef
from bot.log import logger
from bot.messages.document import Document, linked_keys
from bot.slack.errors import failure
from bot.slack.web import Web

_MOST = 10_000


def permalink(message: MessageRef, *, domain: str) -> str:
    """The address of any message of that workspace, made without asking; "" without its domain."""
    if not domain:
        return ""
    at = f"https://{domain}.slack.com/archives/{message.place.id}/p{message.id.replace('.', '')}"
    thread = message.place.thread
    return f"{at}?thread_ts={thread}&cid={message.place.id}" if thread else at


_log = logger(__name__)


class Permalinks:
    """Remembers what it asked for: a message's address never changes."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._known: dict[MessageRef, str] = {}

    async def of(self, document: Document, known: Mapping[str, MessageRef]) -> dict[str, str]:
        """The addresses of the messages that a document links to, by key.

        Without one that cannot be had: its link is plain words then, and the document still goes out.
        """
        found = {key: await self._address(known[key]) for key in linked_keys(document) if key in known}
        return {key: address for key, address in found.items() if address}

    async def _address(self, message: MessageRef) -> str:
        if message not in self._known:
            try:
                answer = await self._web.call(
                    "chat.getPermalink", channel=message.place.id, message_ts=message.id
                )
            except Exception as error:
                _log.warning("slack.no_permalink", why=str(failure(error)))
                return ""
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[message] = str(answer.get("permalink", ""))
        return self._known[message]
