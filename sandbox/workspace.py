"""The workspace: its people, its conversations, what was said in them, and what is on people's screens."""

from collections.abc import Sequence

from sandbox.app import App
from sandbox.channel import Channel
from sandbox.clock import Clock
from sandbox.files import Files
from sandbox.happenings import Happenings
from sandbox.people import People
from sandbox.rooms import Rooms
from sandbox.team import Team
from sandbox.timeline import Timeline
from sandbox.user import User
from sandbox.views import Views


class Workspace:
    """All that Slack would remember. Ids are given in order, so that two runs are the same."""

    def __init__(
        self, *, app: App, team: Team, clock: Clock, users: Sequence[User], channels: Sequence[Channel]
    ) -> None:
        self.app, self.team, self.clock = app, team, clock
        self.happenings = Happenings(app)
        self.people = People(app=app, team=team, clock=clock, happenings=self.happenings)
        self.rooms = Rooms(app=app, clock=clock, people=self.people, happenings=self.happenings)
        self.files = Files(app=app, team=team, clock=clock, rooms=self.rooms)
        self.views = Views(app=app, changed=self.happenings.changed)
        for user in users:
            self.people.enrol(user)
        for channel in channels:
            self.rooms.open_channel(channel)

    @property
    def timeline(self) -> Timeline:
        """The messages of every conversation."""
        return self.rooms.timeline
