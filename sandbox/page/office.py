"""What the page's server works with, and how an id in a request becomes a person or a conversation."""

from dataclasses import dataclass, field

from sandbox.box import Sandbox
from sandbox.channel import Channel
from sandbox.page.clockwork import Clockwork
from sandbox.page.menu import Menu
from sandbox.page.refused import Refused
from sandbox.page.unread import Unread
from sandbox.people import SLACKBOT
from sandbox.person import Person
from sandbox.user import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the page's server knows. errors: what was wrong with the forms on the screens, by view id."""

    box: Sandbox
    clockwork: Clockwork
    menu: Menu
    unread: Unread
    errors: dict[str, dict[str, str]] = field(default_factory=dict)

    def person(self, user_id: str) -> Person:
        """The colleague with this id, else 404."""
        if user_id not in {one.id for one in self.people}:
            raise Refused(f"Nobody here has the id {user_id!r}.", status=404)
        return self.box.person(user_id)

    @property
    def first(self) -> Person:
        """Whose screen is shown to someone who has just come: whoever is being played, else the first."""
        played = (one for one in self.people if not self.clockwork.played_by_itself(one.id))
        return self.box.person(next(played, self.people[0]).id)

    def channel(self, person: Person, channel_id: str) -> Channel:
        """The conversation with this id, if they are in it, else 404."""
        found = self.box.workspace.rooms.all.get(channel_id)
        if found is None or person.id not in found.members:
            raise Refused(f"{person.user.shown_name} is in no conversation {channel_id!r}.", status=404)
        return found

    def conversations(self, person: Person) -> list[Channel]:
        """Where they can read and write: channels first, the conversation with the bot last."""
        direct = self.box.workspace.rooms.direct(person.id)
        rooms = self.box.workspace.rooms.all.values()
        joined = [one for one in rooms if one.kind != "im" and person.id in one.members and not one.archived]
        return [*joined, direct]

    @property
    def people(self) -> list[User]:
        """The colleagues: everyone with an account who is no bot."""
        people = self.box.workspace.people.all.values()
        return [one for one in people if not (one.is_bot or one.deleted or one.id == SLACKBOT)]
