"""Everything that one person's screen shows, in one answer."""

from sandbox.channel import Channel
from sandbox.page import shown, team
from sandbox.page.clockwork import Clockwork
from sandbox.page.news import news
from sandbox.page.office import Office
from sandbox.person import Person
from sandbox.shapes import Json
from sandbox.user import User

KINDS = {"public": "public", "private": "private", "im": "direct"}

# So many messages of a conversation are drawn unless the page asks for more.
MOST_MESSAGES = 100


def screen(
    office: Office, *, who: str, where: str | None, thread_ts: str | None, most: int, version: int
) -> Json:
    """One person's screen with one conversation open: the one asked for, else their first.

    who: nobody yet is whoever is being played, else the first colleague.
    """
    person = office.person(who) if who else office.first
    open_now = office.channel(person, where) if where else office.conversations(person)[0]
    messages, earlier = shown.messages(person, open_now, most=most)
    user = person.user
    return {
        "version": version,
        **_clock(office.clockwork),
        "news": news(office, person),
        "me": {"id": user.id, "name": user.name, "real_name": user.shown_name, "tz": user.tz or "UTC"},
        "people": [_colleague(office, one) for one in office.people],
        "bot": {"id": office.box.app.bot_user, "name": office.box.app.name},
        "conversations": [_conversation(office, person, one) for one in office.conversations(person)],
        "open": _described(office, open_now) | {"members": len(open_now.members)},
        "messages": messages,
        "earlier": earlier,
        "thread": shown.thread(person, open_now, thread_ts) if thread_ts else None,
        "home": shown.home(person.home),
        "views": [shown.form(one, office.errors.get(one.id, {})) for one in person.views],
        "commands": list(office.menu.commands),
        "shortcuts": list(office.menu.shortcuts),
        "users": {one.id: one.shown_name for one in office.box.workspace.people.all.values()},
        "channels": _channel_names(office, person),
    }


def _clock(clockwork: Clockwork) -> Json:
    following = clockwork.next_event
    return {
        "now": shown.instant(clockwork.now),
        "mode": clockwork.mode,
        "busy": clockwork.busy,
        "next": {"at": shown.instant(following.at), "what": following.what} if following else None,
    }


def _colleague(office: Office, user: User) -> Json:
    person = office.box.person(user.id)
    unread = sum(office.unread.count(person, one) for one in office.conversations(person))
    return team.colleague(user, clockwork=office.clockwork, unread=unread)


def _conversation(office: Office, person: Person, channel: Channel) -> Json:
    told = {"unread": office.unread.count(person, channel), "topic": channel.topic}
    return _described(office, channel) | told


def _described(office: Office, channel: Channel) -> Json:
    name = office.box.app.name if channel.kind == "im" else channel.name
    return {"id": channel.id, "name": name, "kind": KINDS[channel.kind]}


def _channel_names(office: Office, person: Person) -> dict[str, str]:
    """Every public channel, and the private ones that they are in."""
    rooms = office.box.workspace.rooms.all.values()
    return {one.id: one.name for one in rooms if one.kind == "public" or person.id in one.members}
