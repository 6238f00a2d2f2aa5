"""What a person can and cannot do, as Slack's client would have it; and that two runs are the same."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import App, Channel, NotPossible, Person, Sandbox, SteppedClock, User
from tests.sandbox.conftest import CAST, CHANNELS, START
from tests.sandbox.listener import Listener
from tests.sandbox.shapes import buttons, section


async def _edit_foreign(person: Person, box: Sandbox) -> None:
    await person.edit(await box.person("mia").post("relay", "mine"), "yours")


async def _delete_foreign(person: Person, box: Sandbox) -> None:
    await person.delete(await box.person("mia").post("relay", "mine"))


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda sam, _box: sam.post("secret", "x"), "sam is not in secret"),
        (lambda sam, _box: sam.command("secret", "/handoff"), "sam is not in secret"),
        (lambda sam, _box: sam.command("relay", "handoff"), "not a valid command"),
        (lambda sam, _box: sam.post("relay", "x", thread_ts="1.000000"), "no such thread"),
        (lambda _sam, box: box.person("mia").post("old", "x"), "old is archived"),
        (lambda _sam, box: box.person("gone").post(None, "x"), "gone is deactivated"),
        (_edit_foreign, "only one's own"),
        (_delete_foreign, "only one's own"),
    ],
    ids=[
        "a channel one is not in", "a command there", "no slash", "no thread", "an archived channel",
        "no account", "another's words", "another's message",
    ],
)  # fmt: skip
async def test_what_slack_would_not_let_a_person_do_is_refused(
    box: Sandbox, act: Callable[[Person, Sandbox], Awaitable[object]], says: str
) -> None:
    with pytest.raises(NotPossible, match=says):
        await act(box.person("sam"), box)


async def test_only_registered_commands_and_shortcuts_exist() -> None:
    app = App(commands=frozenset({"/handoff"}), shortcuts=frozenset({"add"}))
    channels = [Channel(name="relay", members=("mia",))]
    async with Sandbox(app=app, users=[User(name="mia")], channels=channels) as box:
        mia = box.person("mia")
        message = await mia.post("relay", "x")
        with pytest.raises(NotPossible, match="/digest is not a valid command"):
            await mia.command("relay", "/digest")
        with pytest.raises(NotPossible, match="no shortcut"):
            await mia.shortcut(message, "ask")
        assert (await mia.command("relay", "/handoff")).trouble == "dispatch_failed"


async def test_a_file_comes_with_the_message(box: Sandbox, bot: Listener) -> None:
    mia = box.person("mia")
    clip = mia.upload("clip.mp4", 2_000)
    sent = await mia.post(None, "", files=[clip])
    await box.settled()
    (event,) = bot.events("message")
    (told,) = event["files"]
    assert (event["subtype"], event["text"], told["id"]) == ("file_share", "", clip.id)
    assert (told["name"], told["mimetype"], told["size"]) == ("clip.mp4", "video/mp4", 2_000)
    assert mia.reads(sent) == "[file: clip.mp4]"


async def test_people_and_channels_are_found_by_id_or_name(box: Sandbox) -> None:
    assert box.person("mia") is box.person("U000000001")
    assert box.channel("#relay") == box.channel("relay") == box.channel("C000000001")
    with pytest.raises(KeyError):
        box.person("nobody")
    with pytest.raises(KeyError):
        box.channel("nowhere")


async def test_waiting_ends_as_soon_as_it_holds_and_gives_up_in_time(
    box: Sandbox, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=box.channel("relay").id, text="there")
    await box.until(lambda: box.messages("relay"))
    with pytest.raises(TimeoutError):
        await box.until(lambda: False, timeout=0.01)
    with pytest.raises(TimeoutError):
        await box.person("mia").sees_form(timeout=0.01)


async def a_day() -> list[object]:
    clock = SteppedClock(START)
    async with Sandbox(clock=clock, users=CAST, channels=CHANNELS) as box:
        client = AsyncWebClient(token=box.bot_token, base_url=box.api_url)
        bot = Listener(client)
        await bot.connect(box)
        await client.chat_postMessage(
            channel=box.person("mia").id, text="well?", blocks=[section("Well?"), buttons("yes")]
        )
        clock.move_to(clock.now() + timedelta(hours=1))
        await box.person("mia").press(box.person("mia").dms[0], text="Yes")
        await box.person("lena").post("relay", "@sunrelay hello")
        await box.settled()
        await bot.close()
        return [box.log, sorted((one.type, str(one.payload.get("event"))) for one in bot.heard)]


async def test_two_runs_are_the_same() -> None:
    assert await a_day() == await a_day()


async def test_hundreds_of_calls_take_little_time(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    relay = box.channel("relay").id
    began = time.monotonic()
    for number in range(150):
        box.clock.move_to(START + timedelta(seconds=2 * number))  # type: ignore[attr-defined]
        await client.chat_postMessage(channel=relay, text=str(number), blocks=[section("x"), buttons("yes")])
        await box.settled()
    spent = time.monotonic() - began
    assert len(bot.events("message")) == 150
    assert spent < 10
    assert box.log[-1].at == datetime(2026, 11, 2, 8, 4, 58, tzinfo=UTC)
