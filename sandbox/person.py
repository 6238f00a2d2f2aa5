"""A person's side of Slack: what they can do, each as Slack's client would, and what they see."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox import acts_in_forms, acts_on_messages
from sandbox.elements import NotPossible
from sandbox.file import Content, File
from sandbox.files import LARGEST
from sandbox.message import Message
from sandbox.outcomes import Done, Submission
from sandbox.screen import Screen
from sandbox.user import User
from sandbox.views import View


class Person(Screen):
    """One person at their screen. What Slack would not let them do raises `NotPossible`."""

    # What they do with messages.

    async def post(
        self, where: str | None, words: str, *, thread_ts: str | None = None, files: Sequence[File | str] = ()
    ) -> Message:
        """Write a message. `@handle`, `@here`, `#channel` and addresses mean what they mean when typed.

        files: what they uploaded, or its ids; then there need be no words.
        """
        return acts_on_messages.post(self, where, words, thread_ts=thread_ts, files=files)

    def upload(self, name: str, content: bytes | int, *, media: str = "") -> File:
        """Pick a file, to be sent or put into a form. content: its bytes, or as many made-up ones.

        media: what kind it is, otherwise told by its name. Nobody else sees it before it is sent.
        """
        held = Content(content) if isinstance(content, bytes) else Content(size=content, seed=name)
        if not 0 < held.size <= LARGEST:
            raise NotPossible("a file is neither empty nor larger than 1 GB")
        return self.wires.workspace.files.keep(self.id, name, held, media=media)

    async def edit(self, message: Message, words: str) -> Message:
        """Change what they wrote themselves."""
        return acts_on_messages.edit(self, message, words)

    async def delete(self, message: Message) -> None:
        """Take back what they wrote themselves."""
        acts_on_messages.delete(self, message)

    async def command(self, where: str | None, name: str, text: str = "") -> Done:
        """Send a slash command; an immediate answer is shown to them alone unless it says otherwise."""
        return self._noted(await acts_on_messages.command(self, where, name=name, text=text))

    async def shortcut(self, message: Message, callback_id: str) -> Done:
        """Use a message shortcut, also where the bot is absent."""
        return self._noted(await acts_on_messages.shortcut(self, message, callback_id))

    async def global_shortcut(self, callback_id: str) -> Done:
        """Use a global shortcut."""
        return self._noted(await acts_on_messages.global_shortcut(self, callback_id))

    async def press(
        self, on: Message | View, *, action_id: str | None = None, text: str | None = None,
        value: str | None = None,
    ) -> Done:  # fmt: skip
        """Press the one button with this action_id, text or value, as the message or view stands now."""
        if isinstance(on, View):
            acted = acts_in_forms.press(self, on, action_id=action_id, text=text, value=value)
        else:
            acted = acts_on_messages.press(self, on, action_id=action_id, text=text, value=value)
        return self._noted(await acted)

    async def choose(self, on: Message | View, key: str, value: Any) -> Done:
        """Type or choose in one element; those that report at once do so."""
        if isinstance(on, View):
            return self._noted(await acts_in_forms.choose(self, on, key=key, value=value))
        return self._noted(await acts_on_messages.choose(self, on, key=key, value=value))

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
        submission = await acts_in_forms.submit(self, form)
        if submission.trouble:
            self.troubles.append(submission.trouble)
        return submission

    async def close(self, *, view: View | None = None, everything: bool = False) -> None:
        """Close the form on top, or all; the app is told where it asked to be."""
        acts_in_forms.close(self, view or self.form, everything=everything)

    async def open_home(self) -> View | None:
        """Look at the bot's Home; what is there now, which the app may replace in a moment."""
        acts_on_messages.open_home(self, tab="home")
        return self.home

    async def open_messages_tab(self) -> None:
        """Look at the conversation with the bot."""
        acts_on_messages.open_home(self, tab="messages")

    # What they change about themselves and where they are.

    async def change_profile(self, **changes: Any) -> User:
        """Change their profile: tz, locale, real_name, title …"""
        return self.wires.workspace.people.change(self.id, **changes)

    async def join(self, where: str) -> None:
        """Come into a channel."""
        rooms = self.wires.workspace.rooms
        rooms.join(rooms.find(where).id, self.id)

    async def leave(self, where: str) -> None:
        """Leave a channel."""
        self.wires.workspace.rooms.leave(self.channel(where).id, self.id)

    async def invite(self, where: str, who: str) -> None:
        """Bring someone, or the bot, into a channel."""
        user = self.wires.workspace.people.find(who)
        self.wires.workspace.rooms.join(self.channel(where).id, user.id, inviter=self.id)

    def _noted(self, done: Done) -> Done:
        if done.trouble:
            self.troubles.append(done.trouble)
        return done
