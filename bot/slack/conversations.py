"""Where a letter goes: a channel as it is, a person's private conversation once it was opened."""

from bot.domain.identity import Place, UserRef
from bot.slack.spans import PLATFORM
from bot.slack.web import Web

_MOST = 50_000


class Conversations:
    """Remembers the private conversations it opened: their ids never change."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._open: dict[UserRef, str] = {}

    async def place_of(self, to: UserRef | Place) -> Place:
        """The place of a letter. Raises what the call raises; nothing was posted then."""
        if isinstance(to, Place):
            return to
        if to not in self._open:
            answer = await self._web.call("conversations.open", users=to.id)
            if len(self._open) >= _MOST:
                self._open.clear()
            self._open[to] = str(answer["channel"]["id"])
        return Place(platform=PLATFORM, tenant=to.tenant, kind="direct", id=self._open[to])
