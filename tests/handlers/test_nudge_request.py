"""A note is answered: context is added, declined, or never asked for again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.identity import MessageRef, Place
from bot.messages.answer import Ask, Fix, Nothing, Replace, Tell
from bot.services.platform import Channel as PlatformChannel
from handlers import table
from handlers.event import Shortcut, Submitted
from tests.handlers.nudged import HELP, adds, context_asked, noted, passes, presses, shown, writes
from tests.services.given import Relay, buttons, told, user


async def test_context_is_added_in_the_thread_and_names_who_was_named(helping: Relay) -> None:
    value = await noted(helping)
    answer = await adds(
        helping,
        value,
        about="The bank answers 503 on refunds.",
        need="Switch them off?",
        by="Thu 15:00 Berlin",
    )
    assert answer == Nothing()
    (posted,) = await helping.posted("request", to="help")
    assert isinstance(posted.letter.to, Place)
    assert posted.letter.to.thread is not None
    assert "Sam asks Maya" in posted.text
    assert "The bank answers 503 on refunds." in posted.text
    assert "Needs: Switch them off?" in posted.text
    assert "Needed by: Thu 5 Nov, 06:00 (Los Angeles)" in posted.text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Thu 15:00", "Thu 5 Nov, 15:00 (Los Angeles)"),
        ("tomorrow", "Tue 3 Nov (in Los Angeles)"),
        ("next Friday", "next Friday (in Los Angeles)"),
        ("when you can", "when you can"),
        ("1 Nov 2026 15:00", "1 Nov 2026 15:00 (in Los Angeles)"),
    ],
    ids=["by their clock", "a day", "one of two days", "no time", "gone by"],
)
async def test_a_time_is_read_by_the_clock_of_who_typed_it(helping: Relay, typed: str, shown: str) -> None:
    await adds(helping, await noted(helping), about="The bank answers 503 on refunds.", by=typed)
    (posted,) = await helping.posted("request", to="help")
    assert f"Needed by: {shown}\n" in posted.text


async def test_the_form_holds_what_they_wrote_and_asks_for_more(helping: Relay) -> None:
    value = await noted(helping)
    asked = await presses(helping, "sam", "nudge.add", value)
    assert isinstance(asked, Ask)
    assert asked.form.values["about"] == "@maya can we talk?"
    answer = await adds(helping, value)
    assert isinstance(answer, Fix)
    assert "still gives nothing to act on" in answer.errors["about"]
    assert answer.values["about"] == "@maya can we talk?"


async def test_an_address_that_is_none_is_named(helping: Relay) -> None:
    answer = await adds(helping, await noted(helping), about="Refunds fail with 503.", links="see wiki")
    assert isinstance(answer, Fix)
    assert "“see wiki” is no address" in answer.errors["links"]


async def test_not_this_time_keeps_it_away_for_four_weeks(helping: Relay) -> None:
    value = await noted(helping)
    for _ in range(2):
        answer = await presses(helping, "sam", "nudge.not_now", value)
        assert isinstance(answer, Replace)
    for days, count in ((8, 1), (21, 2)):
        helping.clock.move_to(helping.now + timedelta(days=days))
        await writes(helping, "sam", "can we talk?")
        await passes(helping)
        assert len(await shown(helping)) == count


async def test_declined_by_three_a_phrase_is_left_alone_in_that_channel(helping: Relay) -> None:
    for name in ("sam", "mia", "arjun"):
        await writes(helping, name, "can we talk?")
        await passes(helping)
        (*_, newest) = await helping.posted("nudge", to="help")
        await presses(helping, name, "nudge.not_now", buttons(newest.letter.document)[0].value)
    await writes(helping, "maya", "can we talk?")
    await passes(helping)
    assert len(await shown(helping)) == 3
    await writes(helping, "maya", "quick question")
    await passes(helping)
    assert len(await shown(helping)) == 4


async def test_dont_show_again_is_for_every_channel_until_taken_back(helping: Relay) -> None:
    value = await noted(helping)
    answer = await presses(helping, "sam", "nudge.never", value)
    assert isinstance(answer, Replace)
    helping.clock.move_to(helping.now + timedelta(days=60))
    await writes(helping, "sam", "can we talk?")
    await passes(helping)
    assert len(await shown(helping)) == 1
    await presses(helping, "sam", "nudge.again", "en")
    await writes(helping, "sam", "can we talk?")
    await passes(helping)
    assert len(await shown(helping)) == 2


async def test_somebody_elses_buttons_do_nothing(helping: Relay) -> None:
    value = await noted(helping)
    for button in ("nudge.add", "nudge.not_now", "nudge.never"):
        assert isinstance(await presses(helping, "mia", button, value), Tell)
        assert isinstance(await presses(helping, "sam", button, "x"), Tell)


async def test_added_once_a_second_form_of_it_adds_nothing(helping: Relay) -> None:
    value = await noted(helping)
    forms = [await presses(helping, "sam", "nudge.add", value) for _ in range(2)]
    for number, asked in enumerate(forms):
        assert isinstance(asked, Ask)
        values = {"about": f"Refunds fail with 503, try {number}."}
        event = Submitted(by=user("sam"), form=asked.form.name, token=asked.form.token, values=values)
        answer = await table.hear(event, helping.house)
        assert answer == Nothing() if not number else "in the thread" in told(answer)
    assert "in the thread of your message" in told(await presses(helping, "sam", "nudge.add", value))
    assert len(await helping.posted("request", to="help")) == 1


async def test_of_a_reply_in_a_thread_the_request_goes_to_that_thread(helping: Relay) -> None:
    helping.directory.channels[HELP.id] = PlatformChannel(place=HELP, name="help", kind="public", members=())
    event = Shortcut(
        by=user("maya"),
        name="context.ask",
        message=MessageRef(place=replace(HELP, thread="1.000100"), id="2.000200"),
        author=user("lena"),
    )
    await table.hear(event, helping.house)
    await passes(helping)
    asked = await presses(helping, "lena", "nudge.add", await context_asked(helping, "lena"))
    assert isinstance(asked, Ask)
    values = {"about": "Refunds fail with 503."}
    await table.hear(
        Submitted(by=user("lena"), form=asked.form.name, token=asked.form.token, values=values), helping.house
    )
    (posted,) = await helping.posted("request", to="help")
    assert posted.letter.to == replace(HELP, thread="1.000100")
