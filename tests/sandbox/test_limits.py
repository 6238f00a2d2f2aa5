"""Rate limits go by the sandbox's clock, per method and per channel."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox, SteppedClock


async def retry_after(client: AsyncWebClient, channel: str) -> int:
    try:
        await client.chat_postMessage(channel=channel, text="x")
    except SlackApiError as no:
        return int(no.response.headers["Retry-After"])
    return 0


async def test_a_channel_takes_a_short_burst_and_then_one_a_second(
    box: Sandbox, client: AsyncWebClient, clock: SteppedClock
) -> None:
    relay, secret = box.channel("relay").id, box.channel("secret").id
    assert [await retry_after(client, relay) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    assert await retry_after(client, secret) == 0
    clock.move_to(clock.now() + timedelta(seconds=1))
    assert [await retry_after(client, relay) for _ in range(2)] == [0, 1]
    assert len(box.messages("relay")) == 6


async def test_a_method_takes_what_its_tier_promises_in_any_minute(
    box: Sandbox, client: AsyncWebClient, clock: SteppedClock
) -> None:
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.users_list()
    assert (await client.users_info(user=box.person("mia").id))["ok"]
    assert box.throttled == ["users.list"]
    clock.move_to(clock.now() + timedelta(seconds=59))
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.users_list()
    clock.move_to(clock.now() + timedelta(seconds=1))
    assert (await client.users_list())["ok"]


async def test_limits_can_be_lifted(clock: SteppedClock) -> None:
    async with Sandbox(clock=clock, limited=False) as box:
        client = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        for _ in range(30):
            await client.users_list()
