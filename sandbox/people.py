"""The accounts of the workspace: found by id or name, added, changed, deactivated."""

from dataclasses import replace
from typing import Any

from sandbox.app import App
from sandbox.clock import Clock, seconds
from sandbox.happenings import Happenings
from sandbox.shapes import Json, Refusal
from sandbox.team import Team
from sandbox.user import User, user_object

SLACKBOT = "USLACKBOT"


class People:
    """Every account, the bot's own included."""

    def __init__(self, *, app: App, team: Team, clock: Clock, happenings: Happenings) -> None:
        self._app, self._team, self._clock, self._happenings = app, team, clock, happenings
        self._made = 0
        bot = User(
            id=app.bot_user, name=app.handle, real_name=app.name, tz=None, is_bot=True, team=team.id,
            bot_id=app.bot_id, api_app_id=app.id,
        )  # fmt: skip
        # Slack's own bot, of which users.list says, of all things, that it is none.
        slackbot = User(id=SLACKBOT, name="slackbot", real_name="Slackbot", tz=None, team=team.id)
        self.all = {slackbot.id: slackbot, bot.id: bot}

    def enrol(self, user: User) -> User:
        """Give an account its id, in order, and keep it; tells nobody."""
        self._made += 1
        team = user.team or ("T0STRANGER" if user.is_stranger else self._team.id)
        made = replace(user, id=user.id or f"U{self._made:09d}", team=team)
        self.all[made.id] = made
        return made

    def join(self, user: User) -> User:
        """Add an account to the running workspace: `team_join`."""
        made = self.enrol(user)
        self._happenings.tell({"type": "team_join", "user": self.describe(made), **self._stamp()})
        return made

    def change(self, user_id: str, **changes: Any) -> User:
        """Change a profile: `user_change`. The same again is told again, as Slack does."""
        changed = replace(self.all[user_id], **changes)
        self.all[user_id] = changed
        told = {"type": "user_change", "user": self.describe(changed), "cache_ts": seconds(self._clock.now())}
        self._happenings.tell(told | self._stamp())
        return changed

    def set_dnd(self, user_id: str, schedule: tuple[int, int] | None) -> None:
        """Set or lift the nightly do-not-disturb schedule: `dnd_updated_user`."""
        self.all[user_id] = replace(self.all[user_id], dnd=schedule)
        told = {"type": "dnd_updated_user", "user": user_id, "dnd_status": self.dnd(user_id), **self._stamp()}
        self._happenings.tell(told)

    def set_snooze(self, user_id: str, until: int) -> None:
        """Pause notifications until then; 0 ends it. Others are told the schedule, and never the snooze."""
        self.all[user_id] = replace(self.all[user_id], snooze_until=until)
        told = {"type": "dnd_updated_user", "user": user_id, "dnd_status": self.dnd(user_id), **self._stamp()}
        self._happenings.tell(told)

    def dnd(self, user_id: str) -> Json:
        """A schedule as dnd.info tells it of another person: never their snooze."""
        schedule = self.all[user_id].dnd
        start, end = schedule or (1, 1)
        return {"dnd_enabled": schedule is not None, "next_dnd_start_ts": start, "next_dnd_end_ts": end}

    def known(self, user_id: str) -> User:
        """The account with this id, else `user_not_found`."""
        if user_id not in self.all:
            raise Refusal("user_not_found")
        return self.all[user_id]

    def find(self, key: str) -> User:
        """The account with this id or handle; KeyError where there is none."""
        if key in self.all:
            return self.all[key]
        for user in self.all.values():
            if user.name == key:
                return user
        raise KeyError(f"nobody here is called {key}")

    def describe(self, user: User, *, with_locale: bool = True) -> Json:
        """The `user` object as events carry it."""
        with_email = "users:read.email" in self._app.scopes
        return user_object(user, now=self._clock.now(), with_locale=with_locale, with_email=with_email)

    def _stamp(self) -> Json:
        return {"event_ts": f"{seconds(self._clock.now())}.000000"}
