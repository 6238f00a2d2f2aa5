"""Messages of the bot: where they may go, what they may hold, whose may be changed."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox, SteppedClock
from tests.sandbox.refusals import error, refused
from tests.sandbox.shapes import buttons, section


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("relay", None),
        ("secret", None),
        ("elsewhere", "not_in_channel"),
        ("hidden", "channel_not_found"),
        ("old", "is_archived"),
        ("C999999999", "channel_not_found"),
        ("#relay", "channel_not_found"),
        ("mia", None),
        ("gone", "user_disabled"),
        ("sunrelay", "cannot_dm_bot"),
        ("U999999999", "user_not_found"),
    ],
)
async def test_it_can_write_only_where_it_is_a_member_and_to_people(
    box: Sandbox, client: AsyncWebClient, channel: str, says: str | None
) -> None:
    names = {one.name: one.id for one in box.workspace.rooms.all.values()}
    names |= {one.name: one.id for one in box.workspace.people.all.values()}
    target = names.get(channel, channel)
    if says is None:
        answer = await client.chat_postMessage(channel=target, text="hello")
        assert answer["message"]["bot_id"] == box.app.bot_id
    else:
        assert await error(client, "chat.postMessage", channel=target, text="hello") == says


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "no_text"),
        ({"text": ""}, "no_text"),
        ({"text": "x", "blocks": "[]x"}, "invalid_arguments"),
        ({"text": "x", "blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [{"type": "made_up"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("x")] * 51}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("x", block_id="a"), section("y", block_id="a")]}, "invalid_blocks"),
        ({"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
    ],
    ids=[
        "nothing", "no words", "no JSON", "no list", "unknown block", "long section", "51 blocks",
        "double ids", "no payload", "no event type", "no thread",
    ],
)  # fmt: skip
async def test_what_slack_would_refuse_is_refused(
    box: Sandbox, client: AsyncWebClient, given: dict[str, Any], says: str
) -> None:
    told = await refused(client, "chat.postMessage", channel=box.channel("relay").id, **given)
    assert told["error"] == says
    if says == "invalid_blocks":
        assert told["response_metadata"]["messages"]


async def test_a_text_that_is_too_long_is_cut(box: Sandbox, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=box.channel("relay").id, text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000
    told = await error(client, "chat.update", channel=answer["channel"], ts=answer["ts"], text="x" * 4_001)
    assert told == "msg_too_long"


async def test_time_stamps_follow_the_clock_and_are_unique(
    box: Sandbox, client: AsyncWebClient, clock: SteppedClock
) -> None:
    relay = box.channel("relay").id
    first, second = [(await client.chat_postMessage(channel=relay, text="x"))["ts"] for _ in range(2)]
    assert (first, second) == ("1793606400.000000", "1793606400.000001")
    clock.move_to(clock.now() + timedelta(minutes=1))
    assert (await client.chat_postMessage(channel=relay, text="x"))["ts"] == "1793606460.000000"


async def test_only_own_messages_can_be_changed_or_deleted(box: Sandbox, client: AsyncWebClient) -> None:
    relay = box.channel("relay").id
    foreign = await box.person("mia").post("relay", "mine")
    assert await error(client, "chat.update", channel=relay, ts=foreign.ts, text="x") == "cant_update_message"
    assert await error(client, "chat.delete", channel=relay, ts=foreign.ts) == "cant_delete_message"
    assert await error(client, "chat.update", channel=relay, ts="1.000000", text="x") == "message_not_found"


async def test_only_a_new_message_can_be_addressed_to_a_person(box: Sandbox, client: AsyncWebClient) -> None:
    mia = box.person("mia").id
    ts = (await client.chat_postMessage(channel=mia, text="x"))["ts"]
    assert await error(client, "chat.update", channel=mia, ts=ts, text="y") == "channel_not_found"
    assert await error(client, "chat.delete", channel=mia, ts=ts) == "channel_not_found"
    assert await error(client, "conversations.history", channel=mia) == "channel_not_found"


async def test_an_update_keeps_blocks_only_when_no_text_takes_their_place(
    box: Sandbox, client: AsyncWebClient
) -> None:
    relay = box.channel("relay").id
    metadata = {"event_type": "prompt", "event_payload": {"day": "2026-11-02"}}
    posted = await client.chat_postMessage(
        channel=relay, text="one", blocks=[section("one"), buttons("go")], metadata=metadata
    )
    ts = posted["ts"]
    changed = await client.chat_update(channel=relay, ts=ts, text="two", blocks=[section("two")])
    assert changed["message"]["metadata"] == metadata
    assert "edited" not in changed["message"]
    (now,) = box.messages("relay")
    assert (now.text, now.buttons) == ("two", ())
    await client.chat_update(channel=relay, ts=ts, text="three", metadata={})
    (now,) = box.messages("relay")
    assert (now.blocks, now.metadata) == ((), None)
    assert now.edited_ts is not None


async def test_a_reply_goes_to_the_first_message_of_a_thread(box: Sandbox, client: AsyncWebClient) -> None:
    relay = box.channel("relay").id
    first = await box.person("mia").post("relay", "who has the keys?")
    reply = await client.chat_postMessage(channel=relay, text="Sam", thread_ts=first.ts, reply_broadcast=True)
    assert reply["message"]["thread_ts"] == first.ts
    told = await error(client, "chat.postMessage", channel=relay, text="x", thread_ts=reply["ts"])
    assert told == "thread_not_found"
    assert box.messages("relay")[0].thread_ts == first.ts


async def test_an_ephemeral_is_seen_by_one_member_and_kept_nowhere(
    box: Sandbox, client: AsyncWebClient
) -> None:
    relay, mia, lena = box.channel("relay").id, box.person("mia"), box.person("lena")
    answer = await client.chat_postEphemeral(channel=relay, user=mia.id, text="psst")
    assert [one.text for one in mia.ephemerals] == ["psst"]
    assert lena.ephemerals == []
    assert box.messages("relay") == []
    assert (await client.conversations_history(channel=relay))["messages"] == []
    told = await error(client, "chat.update", channel=relay, ts=answer["message_ts"], text="x")
    assert told == "message_not_found"
    secret = box.channel("secret").id
    told = await error(client, "chat.postEphemeral", channel=secret, user=box.person("sam").id, text="x")
    assert told == "user_not_in_channel"


async def test_a_permalink_names_the_message_and_its_thread(box: Sandbox, client: AsyncWebClient) -> None:
    relay = box.channel("relay").id
    first = await box.person("mia").post("relay", "first")
    reply = await client.chat_postMessage(channel=relay, text="second", thread_ts=first.ts)
    link = await client.chat_getPermalink(channel=relay, message_ts=first.ts)
    assert link["permalink"] == f"https://relay-works.slack.com/archives/{relay}/p1793606400000000"
    link = await client.chat_getPermalink(channel=relay, message_ts=reply["ts"])
    assert link["permalink"].endswith(f"?thread_ts={first.ts}&cid={relay}")
    told = await error(client, "chat.getPermalink", channel=relay, message_ts="1.000000")
    assert told == "message_not_found"


async def test_a_deleted_first_message_leaves_a_tombstone(box: Sandbox, client: AsyncWebClient) -> None:
    relay = box.channel("relay").id
    posted = await client.chat_postMessage(channel=relay, text="first")
    await box.person("mia").post("relay", "a reply", thread_ts=posted["ts"])
    await client.chat_delete(channel=relay, ts=posted["ts"])
    assert [one.subtype for one in box.messages("relay")] == ["tombstone", None]
    assert await error(client, "chat.delete", channel=relay, ts=posted["ts"]) == "message_not_found"


async def test_the_log_holds_what_reached_whom_in_order(box: Sandbox, client: AsyncWebClient) -> None:
    relay, mia = box.channel("relay").id, box.person("mia")
    posted = await client.chat_postMessage(channel=mia.id, text="to you")
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="to you, again")
    await client.chat_postEphemeral(channel=relay, user=mia.id, text="only you")
    await client.chat_postMessage(channel=relay, text="to all")
    await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert [(one.act, one.user, one.message.text) for one in box.log] == [
        ("post", mia.id, "to you"),
        ("edit", mia.id, "to you, again"),
        ("ephemeral", mia.id, "only you"),
        ("post", None, "to all"),
        ("delete", mia.id, "to you, again"),
    ]
    assert {one.at for one in box.log} == {box.clock.now()}
