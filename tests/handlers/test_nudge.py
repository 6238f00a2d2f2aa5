"""A message that gives nothing to act on: what is waited for, and who is shown what."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.identity import Place
from bot.domain.nudge import WAIT, Channel
from bot.services.platform import Spoken
from storage import nudges
from tests.handlers.nudged import HELP, SECOND, passes, said, sets, shown, writes
from tests.services.given import Relay, at, channel, user


async def test_after_two_minutes_its_author_alone_sees_a_note(helping: Relay) -> None:
    await writes(helping, "sam", "can we talk?")
    await passes(helping, WAIT - SECOND)
    assert await shown(helping) == []
    await passes(helping, 2 * SECOND)
    ((only, text),) = await shown(helping)
    assert only == user("sam")
    assert "Say what this is about" in text
    assert "[Add context] [Not this time] [Don't show again]" in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("können wir kurz sprechen?", "worum es geht"),
        ("¿podemos hablar?", "de qué se trata"),
        ("quick question", "what this is about"),
    ],
)
async def test_it_is_told_in_the_language_of_the_message(helping: Relay, text: str, says: str) -> None:
    await writes(helping, "sam", text)
    await passes(helping)
    ((_, told_text),) = await shown(helping)
    assert says in told_text


@pytest.mark.parametrize(
    "around",
    [
        {"after": [("sam", "the deploy of checkout fails with exit code 3, log attached")]},
        {"after": [("maya", "hi")]},
        {"gone": True},
        {"edited": True},
        {"answered": True},
        {"before": [("sam", "the deploy of checkout fails with exit code 3")]},
        {"before": [("maya", "hello @sam")], "text": "hi"},
    ],
    ids=["explained", "answered", "deleted", "edited", "reacted to", "said before", "greets back"],
)
async def test_what_came_meanwhile_keeps_it_silent(helping: Relay, around: dict[str, object]) -> None:
    text = str(around.get("text", "can we talk?"))

    def some(name: str, ago: float) -> list[Spoken]:
        pairs = around.get(name, [])
        assert isinstance(pairs, list)
        return [said(helping, by, words, ago=ago) for by, words in pairs]

    there = said(
        helping, "sam", text, edited=bool(around.get("edited")), answered=bool(around.get("answered"))
    )
    await writes(
        helping,
        "sam",
        text,
        before=some("before", 60),
        after=some("after", -30),
        there=there,
        gone=bool(around.get("gone")),
    )
    await passes(helping)
    assert await shown(helping) == []


async def test_a_bot_and_who_only_joins_have_answered_nothing(helping: Relay) -> None:
    since = [said(helping, "", "the build is green", ago=-30), said(helping, "mia", "", ago=-40, joined=True)]
    await writes(helping, "sam", "can we talk?", after=since)
    await passes(helping)
    assert len(await shown(helping)) == 1


async def test_an_empty_follow_up_does_not_help(helping: Relay) -> None:
    await writes(helping, "sam", "can we talk?", after=[said(helping, "sam", "??", ago=-60)])
    await passes(helping)
    assert len(await shown(helping)) == 1


@pytest.mark.parametrize("where", [channel("atlas"), replace(HELP, thread="1.0")])
async def test_elsewhere_and_in_threads_nothing_happens(helping: Relay, where: Place) -> None:
    await writes(helping, "sam", "can we talk?", where=where)
    await passes(helping)
    assert await shown(helping) == []


async def test_heard_twice_it_is_shown_once(helping: Relay) -> None:
    await writes(helping, "sam", "can we talk?")
    await writes(helping, "sam", "can we talk?")
    await passes(helping)
    assert len(await shown(helping)) == 1


async def test_once_a_week_and_channel(helping: Relay) -> None:
    for days, count in ((0, 1), (6, 1), (2, 2)):
        helping.clock.move_to(helping.now + timedelta(days=days))
        await writes(helping, "sam", "can we talk?")
        await passes(helping)
        assert len(await shown(helping)) == count


async def test_in_a_channel_for_names_only_those_that_name_somebody(helping: Relay) -> None:
    await sets(helping, Channel(strength="mentions"))
    await writes(helping, "sam", "can we talk?")
    await passes(helping)
    assert await shown(helping) == []
    await writes(helping, "sam", "@maya can we talk?", mentions=["maya"])
    await passes(helping)
    assert len(await shown(helping)) == 1


async def test_tried_out_it_only_counts(helping: Relay) -> None:
    await sets(helping, Channel(strength="every", dry=True))
    await writes(helping, "sam", "can we talk?")
    await passes(helping)
    assert await shown(helping) == []
    counted = await helping.store.read(nudges.counts, HELP, since=at("lena", "Mon 00:00"))
    assert counted == {"dry": 1}


async def test_turned_off_during_the_wait_nothing_is_shown(helping: Relay) -> None:
    await writes(helping, "sam", "can we talk?")
    await sets(helping, None)
    await passes(helping)
    assert await shown(helping) == []


async def test_one_that_cannot_be_shown_is_shown_nowhere_else(helping: Relay) -> None:
    await writes(helping, "sam", "can we talk?")
    helping.clock.move_to(helping.now + WAIT)
    await helping.tick(delivers=False)
    await helping.delivers(refuses="nudge/")
    counted = await helping.store.read(nudges.counts, HELP, since=at("lena", "Mon 00:00"))
    assert counted == {"unseen": 1}
    assert await helping.posted("request") == []


async def test_after_an_outage_of_ten_minutes_it_is_too_late(helping: Relay) -> None:
    await writes(helping, "sam", "can we talk?")
    helping.clock.move_to(helping.now + timedelta(minutes=11))
    await helping.tick()
    assert await shown(helping) == []
