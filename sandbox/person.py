"""A person's side of Slack: what they can do, each as Slack's client would, and what they see."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox import acts_in_forms, acts_on_messages, reading
from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.outcomes import Done, Submission
from sandbox.shapes import Json
from sandbox.user import User
from sandbox.views import View
from sandbox.wires import Wires

WAIT = 5.0  # machine seconds until something expected counts as missing


class Person:
    """One person at their screen. What Slack would not let them do raises `NotPossible`.

    A conversation is named by its id, its name, `#name`, or None for the one with the bot.
    """

    def __init__(self, user_id: str, wires: Wires) -> None:
        self.id, self._wires = user_id, wires
        self.troubles: list[str] = []

    @property
    def user(self) -> User:
        """Their account as it is now."""
        return self._wires.workspace.people.all[self.id]

    @property
    def dm(self) -> str:
        """The id of their conversation with the bot."""
        return self._wires.workspace.rooms.direct(self.id).id

    def channel(self, where: str | None) -> Channel:
        """The conversation meant by this name."""
        rooms = self._wires.workspace.rooms
        return rooms.all[self.dm] if where is None else rooms.find(where)

    # What they do with messages.

    async def post(
        self, where: str | None, words: str, *, thread_ts: str | None = None, files: Sequence[Json] = ()
    ) -> Message:
        """Write a message. `@handle`, `@here`, `#channel` and addresses mean what they mean when typed."""
        return acts_on_messages.post(self, self._wires, where, words, thread_ts=thread_ts, files=files)

    async def edit(self, message: Message, words: str) -> Message:
        """Change what they wrote themselves."""
        return acts_on_messages.edit(self, self._wires, message, words)

    async def delete(self, message: Message) -> None:
        """Take back what they wrote themselves."""
        acts_on_messages.delete(self, self._wires, message)

    async def command(self, where: str | None, name: str, text: str = "") -> Done:
        """Send a slash command; an immediate answer is shown to them alone unless it says otherwise."""
        return self._noted(await acts_on_messages.command(self, self._wires, where, name=name, text=text))

    async def shortcut(self, message: Message, callback_id: str) -> Done:
        """Use a message shortcut, also where the bot is absent."""
        return self._noted(await acts_on_messages.shortcut(self, self._wires, message, callback_id))

    async def global_shortcut(self, callback_id: str) -> Done:
        """Use a global shortcut."""
        return self._noted(await acts_on_messages.global_shortcut(self, self._wires, callback_id))

    async def press(
        self, on: Message | View, *, action_id: str | None = None, text: str | None = None,
        value: str | None = None,
    ) -> Done:  # fmt: skip
        """Press the one button with this action_id, text or value, as the message or view stands now."""
        if isinstance(on, View):
            acted = acts_in_forms.press(self, self._wires, on, action_id=action_id, text=text, value=value)
        else:
            acted = acts_on_messages.press(self, self._wires, on, action_id=action_id, text=text, value=value)
        return self._noted(await acted)

    async def choose(self, on: Message | View, key: str, value: Any) -> Done:
        """Type or choose in one element; those that report at once do so."""
        if isinstance(on, View):
            return self._noted(await acts_in_forms.choose(self, self._wires, on, key=key, value=value))
        return self._noted(await acts_on_messages.choose(self, self._wires, on, key=key, value=value))

    # What they do with forms and the Home.

    async def fill(self, values: Mapping[str, Any], *, view: View | None = None) -> Done:
        """Fill in several fields, by action_id, block_id or label; stops at the first trouble."""
        form = view or self.form
        for key, value in values.items():
            done = await self.choose(form, key, value)
            if not done.ok:
                return done
        return Done()

    async def submit(
        self, values: Mapping[str, Any] | None = None, *, view: View | None = None
    ) -> Submission:
        """Fill in and send the form on top; what the client itself refuses is never sent."""
        form = view or self.form
        await self.fill(values or {}, view=form)
        submission = await acts_in_forms.submit(self, self._wires, form)
        if submission.trouble:
            self.troubles.append(submission.trouble)
        return submission

    async def close(self, *, view: View | None = None, everything: bool = False) -> None:
        """Close the form on top, or all; the app is told where it asked to be."""
        acts_in_forms.close(self, self._wires, view or self.form, everything=everything)

    async def open_home(self) -> View | None:
        """Look at the bot's Home; what is there now, which the app may replace in a moment."""
        acts_on_messages.open_home(self, self._wires, tab="home")
        return self.home

    async def open_messages_tab(self) -> None:
        """Look at the conversation with the bot."""
        acts_on_messages.open_home(self, self._wires, tab="messages")

    # What they change about themselves and where they are.

    async def change_profile(self, **changes: Any) -> User:
        """Change their profile: tz, locale, real_name, title …"""
        return self._wires.workspace.people.change(self.id, **changes)

    async def join(self, where: str) -> None:
        """Come into a channel."""
        self._wires.workspace.rooms.join(self.channel(where).id, self.id)

    async def leave(self, where: str) -> None:
        """Leave a channel."""
        self._wires.workspace.rooms.leave(self.channel(where).id, self.id)

    async def invite(self, where: str, who: str) -> None:
        """Bring someone, or the bot, into a channel."""
        user = self._wires.workspace.people.find(who)
        self._wires.workspace.rooms.join(self.channel(where).id, user.id, inviter=self.id)

    # What they see.

    @property
    def views(self) -> list[View]:
        """The forms they have open, the top one last."""
        return self._wires.workspace.views.stack(self.id)

    @property
    def view(self) -> View | None:
        """The form on top, if one is open."""
        return self.views[-1] if self.views else None

    @property
    def form(self) -> View:
        """The form on top; NotPossible when none is open."""
        return acts_in_forms.top(self, self._wires)

    @property
    def home(self) -> View | None:
        """The bot's Home as they see it, if it was ever published."""
        return self._wires.workspace.views.homes.get(self.id)

    @property
    def dms(self) -> list[Message]:
        """Their conversation with the bot, both sides, oldest first."""
        return self.messages(None)

    @property
    def ephemerals(self) -> list[Message]:
        """What only they were shown, oldest first."""
        return [one for one in self._wires.workspace.timeline.ephemerals if one.to == self.id]

    def messages(self, where: str | None) -> list[Message]:
        """The messages of a conversation they are in, replies too, oldest first."""
        channel = self.channel(where)
        acts_on_messages.refuse_outsider(self, channel)
        return list(self._wires.workspace.timeline.of(channel.id).values())

    def now(self, message: Message) -> Message:
        """That message as it stands now."""
        return acts_on_messages.current(self, self._wires, message)

    def reads(self, shown: Message | View) -> str:
        """A message or view in plain words, with times in their own zone."""
        reader = reading.Reader.of(self.user, self._wires.workspace)
        return reader.view(shown.payload) if isinstance(shown, View) else reader.message(shown)

    async def sees_form(self, title: str | None = None, *, timeout: float = WAIT) -> View:
        """Wait for a form (with this title) to be on top; TimeoutError after so many machine seconds."""

        def there() -> bool:
            return self.view is not None and title in (None, self.view.title)

        await self._wires.workspace.happenings.until(there, timeout=timeout)
        return self.form

    def _noted(self, done: Done) -> Done:
        if done.trouble:
            self.troubles.append(done.trouble)
        return done
