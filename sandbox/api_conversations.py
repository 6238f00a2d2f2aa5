"""conversations.open, info, list and members."""

from sandbox.arguments import Arguments
from sandbox.channel import Channel, channel_object
from sandbox.desk import Desk, page
from sandbox.people import SLACKBOT
from sandbox.shapes import Json, Refusal

KIND_OF_TYPE = {"public_channel": "public", "private_channel": "private", "im": "im"}
TYPES = {*KIND_OF_TYPE, "mpim"}


def opened(desk: Desk, call: Arguments) -> Json:
    """conversations.open: the bot's conversation with one person, the same each time."""
    if call.text("channel"):
        channel = desk.channel(call.required("channel"))
        return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
    asked = call.names("users")
    if not asked:
        raise Refusal("users_list_not_supplied")
    if len(asked) > 1:
        desk.need("mpim:write")
        raise Refusal("not_enough_users")
    channel, existed = _direct(desk, asked[0])
    whole = call.flag("return_im")
    told = (
        channel_object(channel, team=desk.app.team_id, bot=desk.app.bot_user) if whole else {"id": channel.id}
    )
    return {"channel": told} | ({"no_op": True, "already_open": True} if existed else {})


def _direct(desk: Desk, user_id: str) -> tuple[Channel, bool]:
    desk.need("im:write")
    refuse_unreachable(desk, user_id)
    known = len(desk.workspace.rooms.all)
    channel = desk.workspace.rooms.direct(user_id)
    return channel, len(desk.workspace.rooms.all) == known


def refuse_unreachable(desk: Desk, user_id: str) -> None:
    """Refuse whom a bot cannot write to: nobody, other bots, deactivated accounts."""
    user = desk.workspace.people.known(user_id)
    if user.is_bot or user.id == SLACKBOT:
        raise Refusal("cannot_dm_bot")
    if user.deleted:
        raise Refusal("user_disabled")


def info(desk: Desk, call: Arguments) -> Json:
    """conversations.info."""
    channel = desk.channel(call.required("channel"), "read")
    count = call.flag("include_num_members")
    return {"channel": channel_object(channel, team=desk.app.team_id, bot=desk.app.bot_user, count=count)}


def listed(desk: Desk, call: Arguments) -> Json:
    """conversations.list: public channels, and what the bot is in."""
    channels, after = page(of_types(desk, call), call, default=100, most=1000)
    told = [
        channel_object(one, team=desk.app.team_id, bot=desk.app.bot_user, count=one.kind != "im")
        for one in channels
    ]
    return {"channels": told, "response_metadata": after}


def of_types(desk: Desk, call: Arguments) -> list[Channel]:
    """The conversations of the asked-for `types` that the bot can see; each type takes its scope."""
    types = call.names("types") or ["public_channel"]
    if not set(types) <= TYPES:
        raise Refusal("invalid_types")
    kinds = {KIND_OF_TYPE[one] for one in types if one in KIND_OF_TYPE}
    for one in desk.workspace.rooms.all.values():
        if one.kind in kinds:
            desk.need(f"{one.scope}:read")
    bot, without_archived = desk.app.bot_user, call.flag("exclude_archived")
    return [
        one
        for one in desk.workspace.rooms.all.values()
        if one.kind in kinds
        and (one.kind == "public" or bot in one.members)
        and not (without_archived and one.archived)
    ]


def members(desk: Desk, call: Arguments) -> Json:
    """conversations.members: the ids of those in it, the bot's own too."""
    channel = desk.channel(call.required("channel"), "read")
    found, after = page(channel.members, call, default=100, most=1000)
    return {"members": found, "response_metadata": after}
