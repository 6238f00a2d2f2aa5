"""response_url and immediate answers: private by default, five uses, thirty minutes."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox import Message, Sandbox
from sandbox.activity import Activity
from sandbox.response_url import ResponseUrls
from tests.sandbox.listener import Listener, Payload
from tests.sandbox.shapes import buttons


async def pressed(box: Sandbox, bot: Listener, message: Message) -> AsyncWebhookClient:
    await box.person("mia").press(message, text="Yes")
    return AsyncWebhookClient(bot.acts("block_actions")[-1]["response_url"])


async def question(box: Sandbox, client: AsyncWebClient, channel: str = "relay") -> Message:
    await client.chat_postMessage(channel=box.channel(channel).id, text="well?", blocks=[buttons("yes")])
    return box.messages(channel)[-1]


async def test_it_answers_the_one_who_acted_unless_told_otherwise(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    url = await pressed(box, bot, await question(box, client))
    assert (await url.send(text="for you")).body == "ok"
    assert [one.text for one in box.person("mia").ephemerals] == ["for you"]
    assert box.person("lena").ephemerals == []
    await url.send(text="for all", response_type="in_channel")
    assert box.messages("relay")[-1].text == "for all"


async def test_it_works_five_times(box: Sandbox, bot: Listener, client: AsyncWebClient) -> None:
    url = await pressed(box, bot, await question(box, client))
    for number in range(5):
        assert (await url.send(text=str(number))).status_code == 200
    sixth = await url.send(text="six")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
    assert len(box.person("mia").ephemerals) == 5


async def test_it_works_for_thirty_minutes(box: Sandbox) -> None:
    urls = ResponseUrls(workspace=box.workspace, activity=Activity(), base="http://box", life=0.0)
    mia = box.person("mia")
    given = urls.give(user=mia.id, channel=box.channel("relay").id)
    server = aiohttp.web.Application()
    server.router.add_post("/response/{team}/{name}", urls.answer)
    runner = aiohttp.web.AppRunner(server)
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}{given.removeprefix('http://box')}"
    late = await AsyncWebhookClient(address).send(text="late")
    await runner.cleanup()
    assert (late.status_code, "expired_url" in late.body) == (404, True)
    assert mia.ephemerals == []


async def test_it_replaces_and_deletes_the_message_acted_on(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    message = await question(box, client)
    url = await pressed(box, bot, message)
    await url.send(text="answered", replace_original=True)
    (now,) = box.messages("relay")
    assert (now.ts, now.text, now.blocks) == (message.ts, "answered", ())
    await url.send(delete_original=True)
    assert box.messages("relay") == []


async def test_it_replaces_and_deletes_what_only_one_person_sees(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    mia = box.person("mia")
    await client.chat_postEphemeral(
        channel=box.channel("relay").id, user=mia.id, text="well?", blocks=[buttons("yes")]
    )
    url = await pressed(box, bot, mia.ephemerals[-1])
    await url.send(text="answered", replace_original=True)
    assert [(one.text, one.blocks) for one in mia.ephemerals] == [("answered", ())]
    await url.send(delete_original=True)
    assert mia.ephemerals == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "no_text"),
        ({"text": "x", "blocks": [{"type": "made_up"}]}, "invalid_blocks"),
        ({"text": "x", "thread_ts": "1.000000", "response_type": "in_channel"}, "thread_not_found"),
    ],
    ids=["nothing", "a faulty block", "no thread"],
)
async def test_a_faulty_answer_is_refused(
    box: Sandbox, bot: Listener, client: AsyncWebClient, body: dict[str, Any], says: str
) -> None:
    url = await pressed(box, bot, await question(box, client))
    answer = await url.send_dict(body)
    assert (answer.status_code, says in answer.body) == (400, True)


@pytest.mark.parametrize(
    ("answer", "seen", "said"),
    [
        ({"text": "for you"}, ["for you"], []),
        ({"text": "for all", "response_type": "in_channel"}, [], ["for all"]),
        (None, [], []),
    ],
    ids=["private by default", "in the channel", "nothing"],
)
async def test_the_immediate_answer_of_a_command_is_private_by_default(
    box: Sandbox, bot: Listener, answer: Payload | None, seen: list[str], said: list[str]
) -> None:
    async def reply(_payload: Payload) -> Payload | None:
        return answer

    bot.on["slash_commands"] = reply
    mia = box.person("mia")
    assert (await mia.command("relay", "/digest", "me & <you>")).ok
    assert bot.acts("slash_commands")[0]["text"] == "me &amp; &lt;you&gt;"
    assert [one.text for one in mia.ephemerals] == seen
    assert [one.text for one in box.messages("relay")] == said


async def test_a_command_works_where_the_bot_is_absent_and_answers_by_its_url(
    box: Sandbox, bot: Listener
) -> None:
    mia = box.person("mia")
    assert (await mia.command("elsewhere", "/when", "@lena")).ok
    await AsyncWebhookClient(bot.acts("slash_commands")[0]["response_url"]).send(text="at nine")
    assert [(one.text, one.channel) for one in mia.ephemerals] == [("at nine", box.channel("elsewhere").id)]


async def test_a_command_nobody_acknowledges_shows_trouble(box: Sandbox, bot: Listener) -> None:
    bot.silent.add("slash_commands")
    assert (await box.person("mia").command("relay", "/digest")).trouble == "operation_timeout"
