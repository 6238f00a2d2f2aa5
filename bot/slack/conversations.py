"""Where a letter goes: a channel as it is, a person's private conversation by its id or by theirs."""

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
            self.learned(to, str(answer["channel"]["id"]))
        return _direct(to, self._open[to])

    def post_to(self, to: UserRef | Place) -> Place:
        """The same for a post alone, which takes a person's own id, too: nothing has to be opened first."""
        return to if isinstance(to, Place) else _direct(to, self._open.get(to, to.id))

    def learned(self, user: UserRef, conversation: str) -> None:
        """A post to a person says where it was put."""
        if len(self._open) >= _MOST:
            self._open.clear()
        self._open[user] = conversation


def _direct(user: UserRef, conversation: str) -> Place:
    return Place(platform=PLATFORM, tenant=user.tenant, kind="direct", id=conversation)
