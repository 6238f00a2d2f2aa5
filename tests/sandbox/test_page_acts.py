"""What a person does on the page reaches the bot as it would from Slack's client, and comes back in words."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Message, Sandbox
from tests.sandbox.listener import Listener, Payload
from tests.sandbox.page import Browser, Json
from tests.sandbox.shapes import buttons, input_block, modal, plain, section, text_input

FINE: Json = {"ok": True, "trouble": "", "errors": {}}
OPTIONS = [{"text": plain(name.capitalize()), "value": name} for name in ("fine", "blocked")]
SELECT: Json = {"type": "static_select", "action_id": "mood", "options": OPTIONS}


@pytest.fixture
async def asked(box: Sandbox, bot: Listener, client: AsyncWebClient) -> Message:
    """A question of the bot's in the channel."""
    await client.chat_postMessage(
        channel=box.channel("relay").id,
        text="well?",
        blocks=[section("Well?"), buttons("yes", "no"), {"type": "actions", "elements": [SELECT]}],
    )
    return box.messages("relay")[-1]


async def form(box: Sandbox, *blocks: Json, **more: Any) -> str:
    """A form on mia's screen; its id."""
    return box.workspace.views.open(box.person("mia").id, modal(*blocks, **more)).id


async def test_a_message_is_written_answered_in_its_thread_changed_and_taken_back(
    browser: Browser, box: Sandbox, bot: Listener
) -> None:
    assert await browser.act("mia", "post", place="relay", text="Hello @lena") == FINE
    (first,) = box.messages("relay")
    await browser.act("lena", "post", place="relay", text="Hi", thread=first.ts)
    await browser.act("mia", "edit", place="relay", ts=first.ts, text="Good morning")
    said = [(one.text, one.is_reply, one.edited_ts is not None) for one in box.messages("relay")]
    assert said == [("Good morning", False, True), ("Hi", True, False)]
    await browser.act("lena", "delete", place="relay", ts=box.messages("relay")[1].ts)
    assert len(box.messages("relay")) == 1
    await box.settled()
    assert [one.get("subtype") for one in bot.events("message")] == [
        None, None, "message_changed", "message_deleted"
    ]  # fmt: skip
    assert browser.clockwork.told == ["acted"] * 4


async def test_a_private_message_reaches_the_bot(browser: Browser, box: Sandbox, bot: Listener) -> None:
    await browser.act("mia", "post", place="bot", text="for tonight")
    await box.settled()
    (event,) = bot.events("message")
    assert (event["channel_type"], event["text"]) == ("im", "for tonight")


async def test_a_command_is_sent_with_its_words(browser: Browser, bot: Listener) -> None:
    done = await browser.act("mia", "command", place="relay", name="/handoff", text=" a line ")
    assert done == FINE
    (command,) = bot.acts("slash_commands")
    assert (command["command"], command["text"], command["channel_name"]) == ("/handoff", "a line", "relay")


async def test_a_button_is_pressed_and_a_choice_made_in_a_message(
    browser: Browser, bot: Listener, asked: Message
) -> None:
    on = {"ts": asked.ts, "place": "relay"}
    assert await browser.act("mia", "press", action_id="yes", value="yes-value", **on) == FINE
    block = asked.blocks[2]["block_id"]
    assert await browser.act("mia", "choose", block_id=block, action_id="mood", value="blocked", **on) == FINE
    pressed, chosen = (one["actions"][0] for one in bot.acts("block_actions"))
    assert (pressed["action_id"], pressed["value"]) == ("yes", "yes-value")
    assert chosen["selected_option"]["value"] == "blocked"


async def test_a_button_of_what_only_one_person_sees_is_pressed(
    browser: Browser, box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    where = box.channel("relay").id
    shown = await client.chat_postEphemeral(
        channel=where, user=browser.id("mia"), text="?", blocks=[buttons("yes")]
    )
    ts = shown["message_ts"]
    assert await browser.act("mia", "press", place="relay", ts=ts, action_id="yes") == FINE
    refused = await browser.act("lena", "press", place="relay", ts=ts, action_id="yes")
    assert refused["trouble"] == "That message is not there any more."


async def test_a_button_in_a_form_comes_with_what_is_typed_so_far(
    browser: Browser, box: Sandbox, bot: Listener
) -> None:
    view = await form(box, text_input("state"), buttons("more"))
    typed = {"state": {"state": "half a line"}}
    assert await browser.act("mia", "press", view=view, action_id="more", values=typed) == FINE
    (pressed,) = bot.acts("block_actions")
    assert pressed["view"]["state"]["values"]["state"]["state"]["value"] == "half a line"


async def test_a_choice_in_a_form_that_tells_at_once_tells_once(
    browser: Browser, box: Sandbox, bot: Listener
) -> None:
    view = await form(box, input_block("mood", SELECT, dispatch_action=True), text_input("state"))
    chosen = {"block_id": "mood", "action_id": "mood", "value": "blocked"}
    assert await browser.act("mia", "choose", view=view, **chosen) == FINE
    values = {"mood": {"mood": "blocked"}, "state": {"state": "stuck"}}
    assert await browser.act("mia", "submit", view=view, values=values) == FINE
    assert len(bot.acts("block_actions")) == 1
    (sent,) = bot.acts("view_submission")
    held = sent["view"]["state"]["values"]
    assert held["mood"]["mood"]["selected_option"]["value"] == "blocked"
    assert held["state"]["state"]["value"] == "stuck"
    assert box.person("mia").view is None


async def test_fields_are_told_apart_by_their_blocks_where_actions_share_a_name(
    browser: Browser, box: Sandbox, bot: Listener
) -> None:
    twice = [
        input_block(name, {"type": "plain_text_input"})
        | {"element": {"type": "plain_text_input", "action_id": "x"}}
        for name in ("one", "two")
    ]
    view = await form(box, *twice)
    assert (
        await browser.act("mia", "submit", view=view, values={"one": {"x": "1"}, "two": {"x": "2"}}) == FINE
    )
    (sent,) = bot.acts("view_submission")
    values = sent["view"]["state"]["values"]
    assert [values[name]["x"]["value"] for name in ("one", "two")] == ["1", "2"]


async def test_what_is_wrong_with_a_form_is_shown_until_it_is_sent_again(
    browser: Browser, box: Sandbox, bot: Listener
) -> None:
    async def refuse(_payload: Payload) -> Payload:
        return {"response_action": "errors", "errors": {"state": "Say more."}}

    bot.on["view_submission"] = refuse
    view = await form(box, text_input("state"))
    empty = await browser.act("mia", "submit", view=view)
    assert empty == {"ok": False, "trouble": "", "errors": {"state": "Please complete this required field."}}
    answered = await browser.act("mia", "submit", view=view, values={"state": {"state": "hm"}})
    assert answered["errors"] == {"state": "Say more."}
    assert (await browser.screen("mia"))["views"][0]["errors"] == {"state": "Say more."}
    del bot.on["view_submission"]
    assert await browser.act("mia", "submit", view=view) == FINE
    assert (await browser.screen("mia"))["views"] == []


async def test_a_form_is_closed(browser: Browser, box: Sandbox, bot: Listener) -> None:
    view = await form(box, text_input("state"), notify_on_close=True)
    assert await browser.act("mia", "close", view=view) == FINE
    await box.settled()
    assert len(bot.acts("view_closed")) == 1
    again = await browser.act("mia", "close", view=view)
    assert again["trouble"] == "That form is not open any more."


async def test_the_home_is_opened_and_its_buttons_pressed(
    browser: Browser, box: Sandbox, bot: Listener
) -> None:
    async def publish(payload: Payload) -> None:
        await bot.web.views_publish(
            user_id=payload["event"]["user"], view={"type": "home", "blocks": [buttons("yes")]}
        )

    bot.on["app_home_opened"] = publish
    assert await browser.act("mia", "open_home") == FINE
    await box.until(lambda: box.person("mia").home)
    home = (await browser.screen("mia"))["home"]["id"]
    assert await browser.act("mia", "press", view=home, action_id="yes") == FINE
    assert bot.acts("block_actions")[0]["view"]["type"] == "home"


async def test_a_shortcut_of_a_message_is_used(browser: Browser, bot: Listener, asked: Message) -> None:
    assert await browser.act("mia", "shortcut", place="relay", ts=asked.ts, callback_id="add") == FINE
    (used,) = bot.acts("message_action")
    assert (used["callback_id"], used["message"]["text"]) == ("add", "well?")


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"do": "post", "in": "relay", "text": " "}, "Write something first."),
        ({"do": "post", "in": "relay", "text": "x", "thread": "1.000000"}, "There is no such thread."),
        ({"do": "command", "in": "relay", "name": "handoff"}, "Handoff is not a valid command."),
        ({"do": "press", "in": "relay", "ts": "1.000000", "action_id": "x"}, "That message is not there any"),
        ({"do": "press", "action_id": "x"}, "Name the form, or the conversation and the message."),
        ({"do": "press", "view": "V404", "action_id": "x"}, "That form is not open any more."),
        ({"do": "submit", "view": "V404"}, "That form is not open any more."),
        ({"do": "edit", "in": "relay", "ts": "1.000000", "text": "x"}, "That message is not there any"),
    ],
    ids=[
        "nothing to say", "no thread", "no command", "no message", "nowhere", "no form to press",
        "no form to send", "no message to change",
    ],
)  # fmt: skip
async def test_what_slack_would_not_let_them_do_is_said_in_words(
    browser: Browser, what: Json, says: str
) -> None:
    place = {"place": what.pop("in")} if "in" in (what := dict(what)) else {}
    told = await browser.act("mia", what.pop("do"), **place, **what)
    assert (told["ok"], told["errors"]) == (False, {})
    assert told["trouble"].startswith(says)


async def test_a_bot_that_does_not_answer_is_trouble_in_words(browser: Browser, bot: Listener) -> None:
    bot.silent.add("slash_commands")
    told = await browser.act("mia", "command", place="relay", name="/handoff")
    assert told["trouble"] == "Sunrelay did not answer in time. Try again."


async def test_a_bot_that_is_not_there_is_trouble_in_words(browser: Browser) -> None:
    told = await browser.act("mia", "command", place="relay", name="/handoff")
    assert told["trouble"] == "Sunrelay could not be reached. Try again."
