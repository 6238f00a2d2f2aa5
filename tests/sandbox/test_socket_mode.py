"""Socket Mode: greeted, one socket a payload, acknowledged or delivered again, asked to reconnect."""

from collections import Counter

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.listener import Listener
from tests.sandbox.shapes import modal, text_input


async def address(box: Sandbox) -> str:
    client = AsyncWebClient(base_url=box.api_url)
    return str((await client.apps_connections_open(app_token=box.app_token))["url"])


async def test_a_connection_is_greeted_and_its_address_works_once(box: Sandbox) -> None:
    url = await address(box)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as ws:
            hello = await ws.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
            assert hello["connection_info"] == {"app_id": box.app.id}
            assert hello["debug_info"]["host"]
        for used in (url, url.replace("ticket=", "ticket=made-up-")):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(used)


async def test_each_payload_goes_to_exactly_one_socket_in_turn(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    await bot.connect(box)
    await bot.connect(box)
    mia = box.person("mia")
    for number in range(6):
        await mia.post("relay", str(number))
    await box.settled()
    assert sorted(one["text"] for one in bot.events("message")) == list("012345")
    assert sorted(Counter(box.sockets.delivered).values()) == [2, 2, 2]


async def test_the_eleventh_connection_is_sent_away(box: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        opened = [await session.ws_connect(await address(box)) for _ in range(10)]
        assert [(await ws.receive_json())["num_connections"] for ws in opened] == list(range(1, 11))
        extra = await session.ws_connect(await address(box))
        told = await extra.receive_json()
        assert (told["type"], told["reason"]) == ("disconnect", "too_many_websockets")
        assert (await extra.receive()).type == aiohttp.WSMsgType.CLOSE
        for ws in opened:
            await ws.close()


async def test_an_event_nobody_acknowledges_comes_again_with_the_same_id(box: Sandbox, bot: Listener) -> None:
    bot.silent.add("message")
    await box.person("mia").post("relay", "hello?")
    await box.settled()
    assert [one.retry_attempt for one in bot.heard] == [0, 1, 2, 3]
    assert {one.payload["event_id"] for one in bot.heard} == {"Ev000000001"}
    assert len({one.envelope_id for one in bot.heard}) == 4
    assert [one.retry_reason for one in bot.heard[1:]] == ["timeout"] * 3
    assert [one["event_id"] for one in box.lost_events] == ["Ev000000001"]


async def test_acknowledging_a_later_try_ends_it(box: Sandbox, bot: Listener) -> None:
    bot.silent.add("message")
    await box.person("mia").post("relay", "hello?")
    await box.until(lambda: len(box.sockets.delivered) == 2)
    bot.silent.clear()
    await box.settled()
    assert box.lost_events == []
    assert len(bot.heard) in (2, 3)


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_client_that_is_asked_to_come_again_does(box: Sandbox, bot: Listener, reason: str) -> None:
    first = box.sockets.sockets[0].number
    await box.refresh_sockets("warning" if reason == "warning" else "refresh_requested")
    await box.until(lambda: any(one.number != first for one in box.sockets.sockets))
    await box.person("mia").post("relay", "still there?")
    await box.settled()
    assert [one["text"] for one in bot.events("message")] == ["still there?"]
    assert box.sockets.delivered[-1] != first


async def test_what_was_under_way_on_a_dropped_socket_comes_again(box: Sandbox, bot: Listener) -> None:
    async def cut(payload: dict[str, object]) -> None:
        bot.on.clear()
        bot.silent.add("message")
        box.drop_sockets()

    bot.on["message"] = cut
    await box.person("mia").post("relay", "cut me off")
    await box.until(lambda: box.sockets.delivered and not box.sockets.sockets)
    bot.silent.clear()
    await box.settled()
    assert [one.payload["event_id"] for one in bot.heard] == ["Ev000000001"] * 2
    assert bot.heard[1].retry_reason == "connection_failed"


async def test_nonsense_on_a_socket_is_ignored(box: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await address(box)) as ws:
        await ws.receive_json()
        for text in ("{", "[]", '{"envelope_id": "made up"}'):
            await ws.send_str(text)
        await box.person("mia").post("relay", "fine")
        envelope = await ws.receive_json()
        await ws.send_json({"envelope_id": envelope["envelope_id"]})
        await box.settled()
    assert box.lost_events == []


async def test_bolt_listens_and_answers_over_it(box: Sandbox, client: AsyncWebClient) -> None:
    app = AsyncApp(client=client, process_before_response=True)

    @app.command("/handoff")
    async def command(ack, body, client) -> None:  # type: ignore[no-untyped-def]
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("state")))

    @app.view("handoff")
    async def submitted(ack, view) -> None:  # type: ignore[no-untyped-def]
        typed = view["state"]["values"]["state"]["state"]["value"]
        errors = {"state": "Longer, please."}
        await (ack(response_action="errors", errors=errors) if len(typed) < 5 else ack())

    @app.event("message")
    async def heard(event, say) -> None:  # type: ignore[no-untyped-def]
        await say(f"You said {event['text']}")

    handler = AsyncSocketModeHandler(app, box.app_token, ping_interval=0.1)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await box.connected()
    mia = box.person("mia")
    assert (await mia.command("relay", "/handoff")).ok
    await mia.sees_form()
    assert (await mia.submit({"state": "ok"})).errors == {"state": "Longer, please."}
    assert (await mia.submit({"state": "all is well"})).outcome == "closed"
    await mia.post(None, "hello")
    await box.until(lambda: len(mia.dms) == 2)
    assert mia.dms[-1].text == "You said hello"
    await box.settled()
    await handler.close_async()  # type: ignore[no-untyped-call]
