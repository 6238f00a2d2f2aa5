"""Conversations, their history and their people, as far as a bot can see them."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.refusals import error

SAID = ("one", "two", "three", "four")


async def test_the_conversation_with_a_person_is_the_same_each_time(
    box: Sandbox, client: AsyncWebClient
) -> None:
    mia = box.person("mia").id
    first = await client.conversations_open(users=mia)
    again = await client.conversations_open(users=[mia])
    assert first["channel"]["id"] == again["channel"]["id"] == "D000000001"
    assert again["already_open"]
    assert box.person("mia").dm == "D000000001"


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("gone", "user_disabled"),
        ("sunrelay", "cannot_dm_bot"),
        ("slackbot", "cannot_dm_bot"),
        ("U999999999", "user_not_found"),
    ],
)
async def test_a_conversation_is_opened_with_people_alone(
    box: Sandbox, client: AsyncWebClient, key: str, says: str
) -> None:
    known = {user.name: user.id for user in box.workspace.people.all.values()}
    assert await error(client, "conversations.open", users=known.get(key, key)) == says


async def test_nobody_to_open_a_conversation_with_is_refused(client: AsyncWebClient) -> None:
    assert await error(client, "conversations.open") == "users_list_not_supplied"


async def test_channels_are_listed_as_far_as_the_bot_sees_them(box: Sandbox, client: AsyncWebClient) -> None:
    public = await client.conversations_list()
    assert [one["name"] for one in public["channels"]] == ["relay", "elsewhere", "old"]
    both = await client.conversations_list(types="public_channel,private_channel", exclude_archived=True)
    assert [one["name"] for one in both["channels"]] == ["relay", "secret", "elsewhere"]
    mine = await client.users_conversations(types="public_channel,private_channel")
    assert [one["name"] for one in mine["channels"]] == ["relay", "secret", "old"]
    assert await error(client, "conversations.list", types="made_up") == "invalid_types"


async def test_a_channel_is_described_with_its_members(box: Sandbox, client: AsyncWebClient) -> None:
    secret = box.channel("secret")
    told = (await client.conversations_info(channel=secret.id, include_num_members=True))["channel"]
    assert (told["name"], told["is_private"], told["is_member"], told["num_members"]) == (
        "secret",
        True,
        True,
        3,
    )
    members = await client.conversations_members(channel=secret.id)
    assert members["members"] == [box.person("mia").id, box.person("lena").id, box.bot_user_id]
    assert await error(client, "conversations.info", channel=box.channel("hidden").id) == "channel_not_found"


async def test_history_is_newest_first_and_cut_by_time(box: Sandbox, client: AsyncWebClient) -> None:
    relay, mia = box.channel("relay").id, box.person("mia")
    one, two, three, four = [await mia.post("relay", words) for words in SAID]
    said = await client.conversations_history(channel=relay)
    assert [message["text"] for message in said["messages"]] == ["four", "three", "two", "one"]
    between = await client.conversations_history(channel=relay, oldest=one.ts, latest=four.ts)
    assert [message["ts"] for message in between["messages"]] == [three.ts, two.ts]
    with_ends = await client.conversations_history(
        channel=relay, oldest=one.ts, latest=two.ts, inclusive=True
    )
    assert [message["ts"] for message in with_ends["messages"]] == [two.ts, one.ts]
    first = await client.conversations_history(channel=relay, limit=2)
    assert first["has_more"]
    assert len(first["messages"]) == 1


async def test_metadata_is_told_only_when_it_is_asked_for(box: Sandbox, client: AsyncWebClient) -> None:
    relay = box.channel("relay").id
    metadata = {"event_type": "digest", "event_payload": {"key": "digest/1", "size": 3}}
    await client.chat_postMessage(channel=relay, text="x", metadata=metadata)
    without = await client.conversations_history(channel=relay)
    assert "metadata" not in without["messages"][0]
    told = await client.conversations_history(channel=relay, include_all_metadata=True)
    assert told["messages"][0]["metadata"] == metadata


async def test_replies_stand_in_their_thread_and_not_in_history(box: Sandbox, client: AsyncWebClient) -> None:
    relay, mia = box.channel("relay").id, box.person("mia")
    first = await mia.post("relay", "first")
    await mia.post("relay", "inside", thread_ts=first.ts)
    await client.chat_postMessage(channel=relay, text="shown", thread_ts=first.ts, reply_broadcast=True)
    history = (await client.conversations_history(channel=relay))["messages"]
    assert [one["text"] for one in history] == ["shown", "first"]
    assert (history[0]["subtype"], history[1]["reply_count"]) == ("thread_broadcast", 2)
    thread = await client.conversations_replies(channel=relay, ts=first.ts)
    assert [one["text"] for one in thread["messages"]] == ["first", "inside", "shown"]
    assert await error(client, "conversations.replies", channel=relay, ts="1.000000") == "thread_not_found"


async def test_history_is_read_only_by_members(box: Sandbox, client: AsyncWebClient) -> None:
    told = await error(client, "conversations.history", channel=box.channel("elsewhere").id)
    assert told == "not_in_channel"


async def test_people_have_zones_and_their_locale_only_on_request(
    box: Sandbox, client: AsyncWebClient
) -> None:
    sam = box.person("sam").id
    told = (await client.users_info(user=sam))["user"]
    assert (told["tz"], told["tz_offset"]) == ("America/Los_Angeles", -8 * 3600)
    assert "locale" not in told
    assert (await client.users_info(user=sam, include_locale=True))["user"]["locale"] == "en-US"
    gone = (await client.users_info(user=box.workspace.people.find("gone").id))["user"]
    assert gone["deleted"]
    assert "tz" not in gone
    assert await error(client, "users.info", user="U999999999") == "user_not_found"


async def test_the_schedule_of_others_is_told_fifty_at_a_time(box: Sandbox, client: AsyncWebClient) -> None:
    mia = box.person("mia").id
    box.set_dnd("mia", (1_793_600_000, 1_793_640_000))
    told = await client.dnd_info(user=mia)
    assert (told["dnd_enabled"], told["next_dnd_start_ts"]) == (True, 1_793_600_000)
    assert "snooze_enabled" not in told.data
    team = await client.dnd_teamInfo(users=[mia, box.person("sam").id, "U999999999"])
    assert list(team["users"]) == [mia, box.person("sam").id]
    assert await error(client, "dnd.teamInfo", users=",".join(["U1"] * 51)) == "too_many_users"
    assert await error(client, "dnd.teamInfo", users="") == "no_users_provided"
