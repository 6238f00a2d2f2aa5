"""users.info, users.list, users.conversations and dnd.teamInfo."""

from sandbox.api_conversations import of_types
from sandbox.arguments import Arguments
from sandbox.channel import channel_object
from sandbox.desk import Desk, page
from sandbox.shapes import Json, Refusal

MOST_PEOPLE = 50  # of one dnd.teamInfo


def info(desk: Desk, call: Arguments) -> Json:
    """users.info: one account; its locale only when asked for."""
    user = desk.workspace.people.known(call.required("user"))
    return {"user": desk.workspace.people.describe(user, with_locale=call.flag("include_locale"))}


def listed(desk: Desk, call: Arguments) -> Json:
    """users.list: every account, deactivated ones and bots too."""
    people = desk.workspace.people
    users, after = page(list(people.all.values()), call, default=200, most=1000)
    with_locale = call.flag("include_locale")
    members = [people.describe(user, with_locale=with_locale) for user in users]
    return {"members": members, "cache_ts": 0, "response_metadata": after}


def conversations(desk: Desk, call: Arguments) -> Json:
    """users.conversations: those the bot is in."""
    if call.text("user") not in (None, desk.app.bot_user):
        raise Refusal("method_not_supported_for_channel_type")
    mine = [one for one in of_types(desk, call) if desk.app.bot_user in one.members]
    channels, after = page(mine, call, default=100, most=1000)
    told = [channel_object(one, team=desk.app.team_id, bot=desk.app.bot_user) for one in channels]
    return {"channels": told, "response_metadata": after}


def dnd_team(desk: Desk, call: Arguments) -> Json:
    """dnd.teamInfo: the schedules of at most 50 people; unknown ones are left out."""
    asked = call.names("users")
    if not asked:
        raise Refusal("no_users_provided")
    if len(asked) > MOST_PEOPLE:
        raise Refusal("too_many_users")
    people = desk.workspace.people
    return {"users": {user_id: people.dnd(user_id) for user_id in asked if user_id in people.all}}
