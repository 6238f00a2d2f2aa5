"""What each person has not looked at yet, conversation by conversation."""

from sandbox.box import Sandbox
from sandbox.channel import Channel
from sandbox.person import Person


class Unread:
    """Remembers how far each person has read; at first, nothing."""

    def __init__(self, box: Sandbox) -> None:
        self._workspace = box.workspace
        self._seen: dict[tuple[str, str], str] = {}

    def seen(self, person: Person, channel: Channel) -> None:
        """They have read all of it up to now."""
        messages = self._workspace.timeline.of(channel.id)
        if messages:
            self._seen[person.id, channel.id] = next(reversed(messages))

    def count(self, person: Person, channel: Channel) -> int:
        """How many messages of others came since."""
        seen = self._seen.get((person.id, channel.id), "")
        count = 0
        for message in reversed(self._workspace.timeline.of(channel.id).values()):
            if message.ts <= seen:
                break
            count += message.user != person.id
        return count
