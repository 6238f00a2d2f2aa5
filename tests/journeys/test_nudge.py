"""A message that gives nothing to act on: over Slack's own wires, since only it tells what is around it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.journeys.conftest import ways
from tests.journeys.test_all_day import remembered
from tests.support.slack.somebody import SlackPerson
from tests.support.slack.world import SlackWorld

WAIT = timedelta(minutes=2, seconds=1)
NOTE = "Say what this is about"
LANGUAGES = {
    "can we talk?": "Say what this is about",
    "können wir kurz sprechen?": "Schreib dazu, worum es geht",
    "on peut se parler ?": "Dites de quoi il s'agit",
    "¿podemos hablar?": "Di de qué se trata",
    "você pode falar agora?": "Diga do que se trata",
    "ちょっといいですか?": "用件も書いておくと",
    "在吗?": "请补充一下是什么事",
    "क्या हम बात कर सकते हैं?": "बताइए कि बात किस बारे में है",
}


@pytest.fixture(params=ways("socket", "http"))
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Slack's two, on either database; `make prove` and `make year` cross them, as all journeys."""
    front, _, kind = str(request.param).partition("-")
    name = "database_in_memory" if kind == "sqlite" else "postgres_database"
    return front, request.getfixturevalue(name)


@pytest.fixture
async def slack(way: tuple[str, str]) -> AsyncIterator[SlackWorld]:
    """Lena looks after Atlas, and has turned the help on in its channel."""
    front, database = way
    async with SlackWorld(database, over="http" if front == "http" else "socket") as world:
        await world.team("Atlas", writes=["lena", "maya"])
        lena = world.person("lena")
        await world.until(lena.at("Mon 11:00"))
        await lena.commands("/sunrelay", "nudges", where="atlas")
        await lena.presses("For every message", on=lena.told[-1])
        yield world


async def passes(slack: SlackWorld) -> None:
    await slack.until(slack.clock.now() + WAIT)


def notes(person: SlackPerson) -> list[str]:
    return [one.text for one in person.told if "Don't show again" in one.text or NOTE in one.text]


async def test_nudged_and_context_added_in_the_thread(slack: SlackWorld) -> None:
    sam, maya = slack.person("sam"), slack.person("maya")
    said = await sam.says("@maya can we talk?", where="atlas")
    assert notes(sam) == []
    await passes(slack)
    assert len(notes(sam)) == 1
    assert notes(maya) == [], "only its author sees it"
    await sam.presses("Add context", on=sam.told[-1])
    assert "can we talk?" in sam.form.values["What is it about?"]
    await sam.sends()
    assert "still gives nothing to act on" in sam.wrong
    await sam.fills({"What is it about?": "The bank answers 503 on refunds.", "By when?": "Thu 15:00 Berlin"})
    await sam.sends()
    request = sam.sees("request", where="atlas")
    assert "Maya Brooks" in request.text
    assert request.native.thread_ts == said.native.ts
    assert "The bank answers 503 on refunds." in request.text
    assert "Needed by: Thursday, November 5th, 2026, 06:00" in request.text


async def test_explained_in_time_nothing_is_shown(slack: SlackWorld) -> None:
    sam = slack.person("sam")
    await sam.says("quick question", where="atlas")
    await slack.until(slack.clock.now() + timedelta(seconds=50))
    await sam.says("does checkout still use the old voucher table, and may I drop it?", where="atlas")
    await passes(slack)
    assert notes(sam) == []


@pytest.mark.parametrize("what", ["answered", "answered in the thread", "edited", "deleted"])
async def test_what_happens_to_it_in_the_meantime_keeps_it_silent(slack: SlackWorld, what: str) -> None:
    sam, maya = slack.person("sam"), slack.person("maya")
    said = await sam.says("can we talk?", where="atlas")
    match what:
        case "answered":
            await maya.says("sure, what about?", where="atlas")
        case "answered in the thread":
            await maya.says("sure, what about?", where="atlas", under=said)
        case "edited":
            await sam.edits(said, "can we talk about the vouchers?")
        case _:
            await sam.deletes(said)
    await passes(slack)
    assert notes(sam) == []


async def test_restarted_during_the_wait_it_is_shown_once(slack: SlackWorld) -> None:
    sam = slack.person("sam")
    await sam.says("can we talk?", where="atlas")
    await slack.goes_down()
    await slack.comes_back()
    await passes(slack)
    await passes(slack)
    assert len(notes(sam)) == 1


@pytest.mark.parametrize("way", ["socket-postgresql"], indirect=True)
async def test_two_replicas_show_it_once(slack: SlackWorld) -> None:
    sam, second = slack.person("sam"), await slack.start_bot()
    try:
        for text in ("can we talk?", "??"):
            await sam.says(text, where="atlas")
        slack.clock.move_to(slack.clock.now() + WAIT)
        await asyncio.gather(*(bot.tick() for bot in (slack.bot, second, slack.bot, second)))
        await second.settled()
        await passes(slack)
        assert len(notes(sam)) == 1
    finally:
        await second.stop()


async def test_refused_it_is_sent_nowhere_else(slack: SlackWorld) -> None:
    sam = slack.person("sam")
    await sam.says("can we talk?", where="atlas")
    slack.box.faults.refuse_ephemerals()
    before = len(sam.private)
    await passes(slack)
    await passes(slack)
    assert (notes(sam), len(sam.private)) == ([], before)


async def test_an_answer_that_was_lost_is_not_asked_for_again(slack: SlackWorld) -> None:
    sam = slack.person("sam")
    await sam.says("can we talk?", where="atlas")
    slack.box.faults.lose_answer("chat.postEphemeral", how="reset")
    for _ in range(4):
        await passes(slack)
    assert len(notes(sam)) == 1


async def test_declined_for_good_and_taken_back(slack: SlackWorld) -> None:
    sam = slack.person("sam")
    await sam.says("can we talk?", where="atlas")
    await passes(slack)
    await sam.presses("Don't show again", on=sam.told[-1])
    assert "I will not show you this again" in sam.told[-1].text
    await sam.presses("Show it again", on=sam.told[-1])
    assert "I will help again" in sam.told[-1].text


@pytest.mark.parametrize("text", LANGUAGES, ids=["en", "de", "fr", "es", "pt", "ja", "zh", "hi"])
async def test_each_language_once(slack: SlackWorld, text: str) -> None:
    sam = slack.person("sam")
    await sam.says(text, where="atlas")
    await passes(slack)
    assert LANGUAGES[text] in sam.told[-1].text


async def test_nothing_that_was_written_is_kept_logged_or_reported(
    slack: SlackWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    sam, maya = slack.person("sam"), slack.person("maya")
    written = ["the zanzibar ledger closes twice", "can we talk?", "quick question", "is the okapi awake?"]
    await maya.says(written[0], where="atlas")
    await slack.until(slack.clock.now() + timedelta(minutes=30))
    slack.box.faults.refuse_ephemerals()
    await sam.says(written[1], where="atlas")
    await passes(slack)
    await maya.says(written[2], where="atlas")
    slack.box.faults.lose_answer("chat.postEphemeral", how="reset")
    await passes(slack)
    await maya.says(written[3], where="atlas")
    slack.box.faults.refuse("conversations.history", "fatal_error", times=None)
    await slack.person("nora").says(written[1], where="atlas")
    await passes(slack)
    out, err = capfd.readouterr()
    kept = await remembered(slack)
    assert "nudge" in out + err, "something was logged"
    assert [one for one in written if one in kept + out + err] == []


async def test_what_is_no_empty_message_touches_no_database_and_calls_nobody(slack: SlackWorld) -> None:
    sam = slack.person("sam")
    calls = len(slack.box.calls)
    await slack.bot.house.store.close()
    for text in (
        "The deploy of checkout is done.",
        "@maya see https://example.com",
        "500s since 14:02",
        "hi @maya, the vouchers fail",
    ):
        await sam.says(text, where="atlas")
    assert len(slack.box.calls) == calls
    assert slack.box.lost_events == []
    await slack.goes_down()
    await slack.comes_back()
