"""What the app is told of what happens in the workspace."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import App, Channel, Sandbox, User
from sandbox.app import EVENT_SCOPES
from tests.sandbox.listener import Listener
from tests.sandbox.refusals import error


async def test_an_event_comes_in_slacks_envelope(box: Sandbox, bot: Listener) -> None:
    await box.person("mia").post("relay", "hello")
    await box.settled()
    (request,) = bot.heard
    assert request.accepts_response_payload is False
    assert request.retry_attempt == 0
    envelope = request.payload
    assert (envelope["type"], envelope["team_id"]) == ("event_callback", box.workspace.team.id)
    assert envelope["event_time"] == 1_793_606_400
    assert envelope["event_id"] == "Ev000000001"
    assert envelope["authorizations"][0]["user_id"] == box.bot_user_id


async def test_only_channels_the_bot_is_in_and_its_conversations_are_heard(
    box: Sandbox, bot: Listener
) -> None:
    mia = box.person("mia")
    for where in ("relay", "secret", "elsewhere", "hidden", None):
        await mia.post(where, f"in {where}")
    await box.settled()
    heard = [(one["text"], one["channel_type"]) for one in bot.events("message")]
    assert heard == [("in relay", "channel"), ("in secret", "group"), ("in None", "im")]


async def test_the_bots_own_posts_come_back(box: Sandbox, bot: Listener, client: AsyncWebClient) -> None:
    metadata = {"event_type": "digest", "event_payload": {"key": "digest/1"}}
    posted = await client.chat_postMessage(channel=box.channel("relay").id, text="mine", metadata=metadata)
    await box.settled()
    (echo,) = bot.events("message")
    assert (echo["ts"], echo["user"], echo["bot_id"]) == (posted["ts"], box.bot_user_id, box.app.bot_id)
    assert echo["app_id"] == box.app.id
    assert "metadata" not in echo


async def test_edits_and_deletions_come_as_subtypes(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    mia = box.person("mia")
    message = await mia.post("relay", "helo")
    edited = await mia.edit(message, "hello")
    await mia.delete(edited)
    await box.settled()
    posted, changed, deleted = bot.events("message")
    assert posted["text"] == "helo"
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "hello")
    assert changed["message"]["edited"]["user"] == mia.id
    assert changed["previous_message"]["text"] == "helo"
    assert changed["ts"] != message.ts
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)
    assert deleted["previous_message"]["text"] == "hello"


async def test_a_reply_says_whose_thread_it_is_in(box: Sandbox, bot: Listener) -> None:
    first = await box.person("mia").post("relay", "first")
    await box.person("lena").post("relay", "second", thread_ts=first.ts)
    await box.settled()
    reply = bot.events("message")[-1]
    assert (reply["thread_ts"], reply["parent_user_id"]) == (first.ts, box.person("mia").id)


async def test_a_mention_of_the_bot_comes_twice_in_channels_and_once_in_private(
    box: Sandbox, bot: Listener
) -> None:
    mia = box.person("mia")
    await mia.post("relay", "@sunrelay setup <now> & here")
    await mia.post("elsewhere", "@sunrelay setup")
    await mia.post(None, "@sunrelay setup")
    await box.settled()
    (mention,) = bot.events("app_mention")
    assert mention["text"] == f"<@{box.bot_user_id}> setup &lt;now&gt; &amp; here"
    assert mention["channel"] == box.channel("relay").id
    assert len(bot.events("message")) == 2


async def test_members_who_come_and_go_are_told_with_who_invited_them(box: Sandbox, bot: Listener) -> None:
    relay, mia, sam = box.channel("relay").id, box.person("mia"), box.person("sam")
    await sam.leave("relay")
    await mia.invite("relay", "sam")
    box.invite("elsewhere", "sunrelay", by="mia")
    box.remove("secret", "sunrelay")
    await box.settled()
    left, bot_left = bot.events("member_left_channel")
    joined, bot_joined = bot.events("member_joined_channel")
    assert (left["user"], left["channel"], left["channel_type"]) == (sam.id, relay, "C")
    assert (joined["user"], joined["inviter"]) == (sam.id, mia.id)
    assert (bot_joined["user"], bot_joined["inviter"]) == (box.bot_user_id, mia.id)
    assert (bot_left["user"], bot_left["channel_type"]) == (box.bot_user_id, "G")
    assert bot.events("group_left")[0]["channel"] == box.channel("secret").id
    subtypes = {one.get("subtype") for one in bot.events("message")}
    assert subtypes == {"channel_leave", "channel_join", "group_leave"}
    await mia.post("secret", "are we alone?")
    await box.settled()
    assert "are we alone?" not in [one.get("text") for one in bot.events("message")]


async def test_nothing_happens_twice_to_a_member(box: Sandbox, bot: Listener) -> None:
    box.invite("relay", "mia")
    box.remove("elsewhere", "sam")
    await box.settled()
    assert bot.heard == []


async def test_profiles_and_newcomers_are_told_with_zone_and_locale(box: Sandbox, bot: Listener) -> None:
    mia = box.person("mia")
    await mia.change_profile(tz="America/New_York")
    ana = box.add_user(User(name="ana", real_name="Ana Lima", tz="America/Sao_Paulo", locale="pt-BR"))
    box.change_user("sam", deleted=True)
    await box.settled()
    moved, left = bot.events("user_change")
    assert (moved["user"]["id"], moved["user"]["tz"]) == (mia.id, "America/New_York")
    assert left["user"]["deleted"]
    (joined,) = bot.events("team_join")
    assert (joined["user"]["id"], joined["user"]["tz"]) == (ana.id, "America/Sao_Paulo")
    assert joined["user"]["locale"] == "pt-BR"


async def test_channels_that_change_are_told(box: Sandbox, bot: Listener) -> None:
    box.rename("relay", "handover")
    box.rename("secret", "very-secret")
    box.rename("elsewhere", "nowhere")
    box.archive("handover", by="mia")
    await box.settled()
    assert [one["channel"]["name"] for one in bot.events("channel_rename")] == ["handover"]
    assert [one["channel"]["name"] for one in bot.events("group_rename")] == ["very-secret"]
    (archived,) = bot.events("channel_archive")
    assert (archived["channel"], archived["user"]) == (box.channel("handover").id, box.person("mia").id)


async def test_a_channel_that_is_made_private_says_so_in_it_and_keeps_its_id(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    relay, elsewhere = box.channel("relay").id, box.channel("elsewhere").id
    for channel in ("relay", "elsewhere"):
        box.convert(channel, "private", by="mia")
    box.convert("secret", "public", by="mia")
    await box.settled()
    private, public = bot.events("message")
    assert (private["subtype"], private["channel"]) == ("channel_convert_to_private", relay)
    assert (private["channel_type"], private["user"]) == ("group", box.person("mia").id)
    assert (public["subtype"], public["channel_type"]) == ("channel_convert_to_public", "channel")
    assert (await client.conversations_info(channel=relay))["channel"]["is_private"]
    assert await error(client, "conversations.info", channel=elsewhere) == "channel_not_found"


async def test_opening_the_home_is_told_with_the_home_that_is_there(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    mia = box.person("mia")
    assert await mia.open_home() is None
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await client.views_publish(user_id=mia.id, view=view)
    await client.views_publish(user_id=mia.id, view=view, hash=first["view"]["hash"])
    with pytest.raises(Exception, match="hash_conflict"):
        await client.views_publish(user_id=mia.id, view=view, hash=first["view"]["hash"])
    home = await mia.open_home()
    assert home is not None
    await mia.open_messages_tab()
    await box.settled()
    without, with_view, messages = bot.events("app_home_opened")
    assert "view" not in without
    assert with_view["view"]["id"] == home.id == first["view"]["id"]
    assert (messages["tab"], messages["channel"]) == ("messages", mia.dm)


async def test_uninstalling_and_schedules_are_told(box: Sandbox, bot: Listener) -> None:
    box.set_dnd("mia", (1_793_600_000, 1_793_640_000))
    box.uninstall()
    await box.settled()
    (changed,) = bot.events("dnd_updated_user")
    assert changed["dnd_status"]["next_dnd_start_ts"] == 1_793_600_000
    assert len(bot.events("app_uninstalled")) == len(bot.events("tokens_revoked")) == 1


@pytest.mark.parametrize("event", sorted({"message.channels", "app_mention", "user_change"}))
async def test_what_is_not_subscribed_to_is_not_sent(event: str) -> None:
    app = App(events=frozenset(EVENT_SCOPES) - {event})
    channels = [Channel(name="relay", members=("mia",))]
    async with Sandbox(app=app, users=[User(name="mia")], channels=channels) as box:
        bot = Listener(AsyncWebClient(token=box.bot_token, base_url=box.api_url))
        await bot.connect(box)
        await box.person("mia").post("relay", "@sunrelay hello")
        await box.person("mia").change_profile(tz="Asia/Tokyo")
        await box.settled()
        heard = {one.payload["event"]["type"] for one in bot.heard}
        await bot.close()
    assert heard == {"message", "app_mention", "user_change"} - {event.partition(".")[0]}
