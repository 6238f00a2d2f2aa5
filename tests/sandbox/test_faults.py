"""Misbehaviour on demand: each fault does what it says, as often as asked, and ends."""

import time

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.listener import Listener
from tests.sandbox.refusals import error
from tests.sandbox.shapes import buttons


async def test_429_says_when_to_come_again(box: Sandbox, client: AsyncWebClient) -> None:
    box.faults.throttle("auth.test", retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as no:
            await client.auth_test()
        assert no.value.response.status_code == 429
        assert no.value.response.headers["Retry-After"] == "7"
        assert no.value.response["error"] == "ratelimited"
    assert (await client.auth_test())["ok"]


async def test_500_does_nothing(box: Sandbox, client: AsyncWebClient) -> None:
    box.faults.fail("chat.postMessage")
    relay = box.channel("relay").id
    with pytest.raises(SlackApiError) as no:
        await client.chat_postMessage(channel=relay, text="x")
    assert no.value.response.status_code == 500
    assert box.messages("relay") == []
    assert (await client.chat_postMessage(channel=relay, text="x"))["ok"]


async def test_a_cut_connection_does_nothing(box: Sandbox, client: AsyncWebClient) -> None:
    box.faults.reset("*")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=box.channel("relay").id, text="x")
    assert box.messages("relay") == []
    assert (await client.auth_test())["ok"]


async def test_a_delay_is_waited_out(box: Sandbox, client: AsyncWebClient) -> None:
    box.faults.delay("auth.test", 0.1)
    began = time.monotonic()
    assert (await client.auth_test())["ok"]
    assert time.monotonic() - began >= 0.1


async def test_any_error_can_be_asked_for(box: Sandbox, client: AsyncWebClient) -> None:
    box.faults.refuse("views.publish", "fatal_error", times=None)
    for _ in range(3):
        assert await error(client, "views.publish") == "fatal_error"
    box.faults.clear()
    assert await error(client, "views.publish") == "invalid_arguments"


@pytest.mark.parametrize("how", ["status", "reset", "silence"])
async def test_a_post_can_land_without_its_answer(box: Sandbox, bot: Listener, how: str) -> None:
    box.faults.lose_answer(
        "chat.postMessage", how="status" if how == "status" else "reset" if how == "reset" else "silence"
    )
    timeout = aiohttp.ClientTimeout(total=0.2)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = AsyncWebClient(token=box.bot_token, base_url=box.api_url, session=session, retry_handlers=[])
        with pytest.raises((SlackApiError, aiohttp.ClientError, TimeoutError)):
            await client.chat_postMessage(channel=box.channel("relay").id, text="landed")
    assert [one.text for one in box.messages("relay")] == ["landed"]
    await box.settled()
    assert [one["text"] for one in bot.events("message")] == ["landed"]


async def test_a_call_left_without_an_answer_does_not_count_as_under_way(box: Sandbox) -> None:
    box.faults.lose_answer("auth.test")
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {box.bot_token}"}
        timeout = aiohttp.ClientTimeout(total=0.2)
        with pytest.raises(TimeoutError):
            await session.post(f"{box.api_url}auth.test", headers=headers, timeout=timeout)
        assert box.pending == 0


async def test_ephemerals_can_be_refused_or_shown_to_nobody(box: Sandbox, client: AsyncWebClient) -> None:
    relay, mia = box.channel("relay").id, box.person("mia")
    box.faults.refuse_ephemerals()
    told = await error(client, "chat.postEphemeral", channel=relay, user=mia.id, text="x")
    assert told == "user_not_in_channel"
    box.faults.lose_ephemerals()
    assert (await client.chat_postEphemeral(channel=relay, user=mia.id, text="x"))["ok"]
    assert mia.ephemerals == []


@pytest.mark.parametrize("together", [False, True], ids=["one after the other", "together"])
@pytest.mark.parametrize("new_ids", [False, True], ids=["same id", "new ids"])
async def test_events_can_be_delivered_again(
    box: Sandbox, bot: Listener, new_ids: bool, together: bool
) -> None:
    box.faults.redeliver("event", more=2, new_ids=new_ids, together=together)
    await box.person("mia").post("relay", "hello")
    await box.settled()
    assert len(bot.events("message")) == 3
    assert len({one.payload["event_id"] for one in bot.heard}) == (3 if new_ids else 1)
    assert len({one["ts"] for one in bot.events("message")}) == 1


async def test_presses_can_be_delivered_again(box: Sandbox, bot: Listener, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=box.channel("relay").id, text="x", blocks=[buttons("yes")])
    box.faults.redeliver("interactive", more=2, together=True)
    assert (await box.person("mia").press(box.messages("relay")[0], text="Yes")).ok
    assert len(bot.acts("block_actions")) == 3


async def test_events_that_wait_for_their_next_try_are_under_way(box: Sandbox, bot: Listener) -> None:
    bot.silent.add("message")
    await box.person("mia").post("relay", "hello")
    assert box.pending == 1
    await box.settled()
    assert box.pending == 0
