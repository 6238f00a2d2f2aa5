"""Buttons and choices in messages: what the app is told, and what no longer can be pressed."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Message, NotPossible, Sandbox
from sandbox.shapes import Refusal
from sandbox.triggers import Triggers
from tests.sandbox.listener import Listener, Payload
from tests.sandbox.shapes import buttons, modal, plain, section, text_input


async def asked(box: Sandbox, client: AsyncWebClient, *blocks: dict[str, Any]) -> Message:
    await client.chat_postMessage(
        channel=box.channel("relay").id,
        text="well?",
        blocks=list(blocks) or [section("Well?"), buttons("yes", "no")],
        metadata={"event_type": "question", "event_payload": {"id": 7}},
    )
    return box.messages("relay")[-1]


async def test_a_press_carries_the_message_and_a_way_to_answer(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    mia, message = box.person("mia"), await asked(box, client)
    assert (await mia.press(message, text="Yes")).ok
    (pressed,) = bot.acts("block_actions")
    assert pressed["user"]["id"] == mia.id
    assert pressed["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": False,
    }
    assert pressed["message"]["text"] == "well?"
    assert "metadata" not in pressed["message"]
    assert pressed["channel"] == {"id": message.channel, "name": "relay"}
    (action,) = pressed["actions"]
    assert (action["action_id"], action["value"], action["block_id"]) == ("yes", "yes-value", "buttons")
    assert pressed["response_url"].startswith(box.url)


async def test_a_press_opens_a_form_with_its_trigger(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    async def open_it(payload: Payload) -> None:
        await client.views_open(trigger_id=payload["trigger_id"], view=modal(text_input("why")))

    bot.on["block_actions"] = open_it
    await box.person("mia").press(await asked(box, client), action_id="no")
    assert (await box.person("mia").sees_form("Hand-off")).callback_id == "handoff"


async def test_only_what_stands_there_now_can_be_pressed(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    mia, message = box.person("mia"), await asked(box, client)
    await client.chat_update(
        channel=message.channel, ts=message.ts, text="done", blocks=[section("Done"), buttons("undo")]
    )
    with pytest.raises(NotPossible, match=r"there are \[Undo\]"):
        await mia.press(message, text="Yes")
    assert (await mia.press(message, text="Undo")).ok
    await client.chat_delete(channel=message.channel, ts=message.ts)
    with pytest.raises(NotPossible, match="not there any more"):
        await mia.press(message, text="Undo")
    assert len(bot.acts("block_actions")) == 1


async def test_who_is_not_in_the_channel_sees_no_button(box: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=box.channel("secret").id, text="x", blocks=[buttons("yes")])
    with pytest.raises(NotPossible, match="sam is not in secret"):
        await box.person("sam").press(box.messages("secret")[-1], text="Yes")


async def test_a_button_in_an_ephemeral_message_comes_without_the_message(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    mia = box.person("mia")
    await client.chat_postEphemeral(
        channel=box.channel("relay").id, user=mia.id, text="x", blocks=[buttons("yes")]
    )
    await mia.press(mia.ephemerals[-1], text="Yes")
    (pressed,) = bot.acts("block_actions")
    assert pressed["container"]["is_ephemeral"] is True
    assert "message" not in pressed


async def test_a_choice_in_a_message_is_told_with_the_state(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    select = {
        "type": "static_select",
        "action_id": "pick",
        "placeholder": plain("Pick"),
        "options": [{"text": plain("One"), "value": "1"}, {"text": plain("Two"), "value": "2"}],
    }
    message = await asked(box, client, {"type": "actions", "block_id": "b", "elements": [select]})
    await box.person("mia").choose(message, "pick", "Two")
    (chosen,) = bot.acts("block_actions")
    assert chosen["actions"][0]["selected_option"]["value"] == "2"
    assert chosen["state"]["values"]["b"]["pick"]["selected_option"]["value"] == "2"
    with pytest.raises(NotPossible, match="not on offer"):
        await box.person("mia").choose(message, "pick", "Three")


async def test_a_press_nobody_acknowledges_shows_trouble(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    bot.silent.add("block_actions")
    mia = box.person("mia")
    done = await mia.press(await asked(box, client), text="Yes")
    assert (done.ok, done.trouble) == (False, "operation_timeout")
    assert mia.troubles == ["operation_timeout"]
    assert len(bot.acts("block_actions")) == 1


async def test_a_press_without_any_connection_fails_at_once(box: Sandbox, client: AsyncWebClient) -> None:
    done = await box.person("mia").press(await asked(box, client), text="Yes")
    assert done.trouble == "dispatch_failed"


def test_a_late_trigger_is_worth_nothing() -> None:
    triggers = Triggers(life=0.0)
    trigger = triggers.give("U1")
    with pytest.raises(Refusal, match="expired_trigger_id"):
        triggers.spend(trigger)


async def test_message_shortcuts_work_where_the_bot_is_absent(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    mia = box.person("mia")
    message = await box.person("lena").post("elsewhere", "quick question")
    assert (await mia.shortcut(message, "ask_for_context")).ok
    (used,) = bot.acts("message_action")
    assert (used["callback_id"], used["message"]["text"]) == ("ask_for_context", "quick question")
    assert used["channel"]["id"] == box.channel("elsewhere").id
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.chat_postMessage(channel=used["channel"]["id"], text="x")


async def test_a_global_shortcut_knows_no_channel(box: Sandbox, bot: Listener) -> None:
    assert (await box.person("mia").global_shortcut("write")).ok
    (used,) = bot.acts("shortcut")
    assert "channel" not in used
    assert used["trigger_id"]
