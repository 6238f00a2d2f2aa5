"""What one person sees of the workspace: conversations, what only they were shown, open forms, the Home."""

from sandbox.channel import Channel
from sandbox.elements import NotPossible
from sandbox.message import Message
from sandbox.reading import Reader
from sandbox.shapes import Refusal
from sandbox.user import User
from sandbox.views import View
from sandbox.wires import Wires

WAIT = 5.0  # machine seconds until something expected counts as missing


class Screen:
    """One person's screen. What Slack would not show or let them do raises `NotPossible`.

    A conversation is named by its id, its name, `#name`, or None for the one with the bot.
    """

    def __init__(self, user_id: str, wires: Wires) -> None:
        self.id, self.wires = user_id, wires
        self.troubles: list[str] = []

    @property
    def user(self) -> User:
        """Their account as it is now."""
        return self.wires.workspace.people.all[self.id]

    @property
    def dm(self) -> str:
        """The id of their conversation with the bot."""
        return self.wires.workspace.rooms.direct(self.id).id

    @property
    def views(self) -> list[View]:
        """The forms they have open, the top one last."""
        return self.wires.workspace.views.stack(self.id)

    @property
    def view(self) -> View | None:
        """The form on top, if one is open."""
        return self.views[-1] if self.views else None

    @property
    def form(self) -> View:
        """The form on top; NotPossible when none is open."""
        if self.view is None:
            raise NotPossible(f"{self.user.name} has no form open")
        return self.view

    @property
    def home(self) -> View | None:
        """The bot's Home as they see it, if it was ever published."""
        return self.wires.workspace.views.homes.get(self.id)

    @property
    def dms(self) -> list[Message]:
        """Their conversation with the bot, both sides, oldest first."""
        return self.messages(None)

    @property
    def ephemerals(self) -> list[Message]:
        """What only they were shown, oldest first."""
        return [one for one in self.wires.workspace.timeline.ephemerals if one.to == self.id]

    def channel(self, where: str | None) -> Channel:
        """The conversation meant by this name, if they are in it."""
        rooms = self.wires.workspace.rooms
        channel = rooms.all[self.dm] if where is None else rooms.find(where)
        self.refuse_outsider(channel)
        return channel

    def messages(self, where: str | None) -> list[Message]:
        """The messages of a conversation they are in, replies too, oldest first."""
        return list(self.wires.workspace.timeline.of(self.channel(where).id).values())

    def now(self, message: Message) -> Message:
        """That message as they see it now; NotPossible when it is gone or not theirs to see."""
        if message.to is not None:
            seen = [one for one in self.ephemerals if (one.channel, one.ts) == (message.channel, message.ts)]
            if not seen:
                raise NotPossible("that message is not there (any more)")
            return seen[0]
        self.refuse_outsider(self.wires.workspace.rooms.all[message.channel])
        try:
            return self.wires.workspace.timeline.found(message.channel, message.ts)
        except Refusal:
            raise NotPossible("that message is not there any more") from None

    def reads(self, shown: Message | View) -> str:
        """A message or view in plain words, with times in their own zone."""
        reader = Reader.of(self.user, self.wires.workspace)
        return reader.view(shown.payload) if isinstance(shown, View) else reader.message(shown)

    async def sees_form(self, title: str | None = None, *, timeout: float = WAIT) -> View:
        """Wait for a form (with this title) to be on top; TimeoutError after so many machine seconds."""

        def there() -> bool:
            return self.view is not None and title in (None, self.view.title)

        await self.wires.workspace.happenings.until(there, timeout=timeout)
        return self.form

    def refuse_outsider(self, channel: Channel) -> None:
        """NotPossible for who is not in the channel or has no account any more."""
        if self.user.deleted:
            raise NotPossible(f"{self.user.name} is deactivated")
        if self.id not in channel.members:
            raise NotPossible(f"{self.user.name} is not in {channel.name or channel.id}")

    def refuse_hidden(self, view: View) -> None:
        """NotPossible for a form that is not on top, and for another's Home."""
        if not any(one is view for one in (self.home, self.view)):
            raise NotPossible(f"{view.title or 'that view'} is not on {self.user.name}'s screen")
