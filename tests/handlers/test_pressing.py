"""A message that presses a sleeper, or asks again within a promise: who is told what, and what follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.identity import Place, PressedId
from bot.domain.nudge import Channel
from bot.domain.pressing import LATE
from bot.messages.answer import Answer, Ask, Replace, Tell
from bot.services import focus, request
from bot.services.forget import forget
from bot.services.platform import Channel as PlatformChannel
from handlers import table
from handlers.event import Converted, Membership
from storage import notes, nudges, posts, pressing
from tests.handlers.nudged import HELP, asks, presses, sets, writes
from tests.services import asking
from tests.services.given import Relay, at, buttons, channel, text_of, told, user

# Lena writes in her Monday morning; it is 05:00 for Maya in New York.
PRESSES = "@maya can you merge the voucher branch asap?"


async def pressed(relay: Relay, where: str = "help") -> list[str]:
    return [one.text for one in await relay.posted("pressing", to=where)]


async def value_of(relay: Relay) -> str:
    """The value of the last note's buttons."""
    *_, one = await relay.posted("pressing", to="help")
    return buttons(one.letter.document)[0].value


async def reminds(relay: Relay, name: str = "lena") -> Answer:
    return await presses(relay, name, "pressing.remind", await value_of(relay))


async def note_of(relay: Relay, name: str) -> str:
    """Words and links."""
    return "\n".join(f"{one.text} {one.letter.document}" for one in await relay.posted("note", to=name))


async def test_who_presses_a_sleeper_alone_is_told_when_they_are_back(helping: Relay) -> None:
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    (one,) = await helping.posted("pressing", to="help")
    assert one.letter.only == user("lena")
    assert "It is 04:00 for Maya, who is back Mon 2 Nov at 15:00 (Berlin) your time. Your message" in one.text
    assert "[Remind them in their morning] [Ask as urgent] [No such notes for me]" in one.text


@pytest.mark.parametrize(
    ("text", "named", "moment"),
    [
        ("@maya could you look at the voucher branch?", ["maya"], "Mon 10:00"),
        ("@maya prod is down, can you help asap?", ["maya"], "Mon 10:00"),
        ("@maya @mia can you merge it asap?", ["maya", "mia"], "Mon 10:00"),
        ("can somebody merge it asap?", [], "Mon 10:00"),
        (PRESSES, ["maya"], "Mon 16:00"),
        ("@nora can you merge it asap?", ["nora"], "Mon 10:00"),
    ],
    ids=["no pressing", "an incident", "two", "nobody", "she works", "no hours are known"],
)
async def test_anything_else_tells_nobody(helping: Relay, text: str, named: list[str], moment: str) -> None:
    await asking.meets(helping, "nora")
    await helping.until(at("lena", moment))
    await writes(helping, "lena", text, mentions=named)
    assert await pressed(helping) == []


async def test_a_focus_is_no_sleep(helping: Relay) -> None:
    await helping.until(at("maya", "Mon 10:00"))
    await helping.store.transact(focus.begin, user("maya"), 120, now=helping.now)
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert await pressed(helping) == []


async def test_in_a_thread_it_is_shown_in_that_thread(helping: Relay) -> None:
    where = replace(HELP, thread="7.7")
    await writes(helping, "lena", PRESSES, where=where, mentions=["maya"])
    (one,) = await helping.posted("pressing", to="help")
    assert isinstance(one.letter.to, Place)
    assert one.letter.to.thread == "7.7"


async def test_once_a_day_for_that_person(helping: Relay) -> None:
    for day in ("Mon 10:00", "Mon 11:00", "Tue 10:00"):
        await helping.until(at("lena", day))
        await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert len(await pressed(helping)) == 2


async def test_heard_again_it_is_told_once(helping: Relay) -> None:
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert len(await pressed(helping)) == 1


async def test_what_has_had_its_note_has_no_other_when_it_comes_again(helping: Relay) -> None:
    """Are you there is as empty as hello."""
    for _ in range(2):
        await writes(helping, "lena", "@maya are you there?", mentions=["maya"])
    await helping.until(at("lena", "Mon 10:30"))
    assert len(await pressed(helping)) == 1
    assert await helping.posted("nudge", to="help") == []


async def test_a_channel_that_only_tries_it_takes_nobodys_note_elsewhere(helping: Relay) -> None:
    await sets(helping, Channel(strength="every", dry=True))
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    await sets(helping, Channel(strength="every"))
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert len(await pressed(helping)) == 1


async def test_a_group_that_is_called_with_one_person_makes_several(helping: Relay) -> None:
    await writes(helping, "lena", "@oncall @maya can you help asap?", mentions=["maya"])
    assert await pressed(helping) == []


async def test_a_channel_that_did_not_opt_in_tells_nothing(helping: Relay) -> None:
    await sets(helping, None)
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert await pressed(helping) == []


async def test_tried_out_it_is_counted_and_not_shown(helping: Relay) -> None:
    await sets(helping, Channel(strength="every", dry=True))
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert await pressed(helping) == []
    assert "1 note would have been shown, had it not been a trial" in await asks(helping, "lena")


async def test_the_link_joins_their_morning_note_once(helping: Relay) -> None:
    message = await writes(helping, "lena", PRESSES, mentions=["maya"])
    for _ in range(2):
        answer = await reminds(helping)
        assert isinstance(answer, Replace)
        assert "finds a link to your message in their morning note, Mon 2 Nov at 15:00" in text_of(
            answer.document
        )
    await helping.until(at("maya", "Mon 09:30"))
    note = await note_of(helping, "maya")
    assert note.count(message) == 1
    assert "Lena wrote to you" in note
    assert "voucher" not in note
    await helping.until(at("maya", "Tue 09:30"))
    assert (await note_of(helping, "maya")).count(message) == 1


async def test_what_is_urgent_opens_the_form_for_them_under_that_message(helping: Relay) -> None:
    there = (user("lena"), user("maya"))
    helping.directory.channels[HELP.id] = PlatformChannel(
        place=HELP, name="help", kind="public", members=there
    )
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    value = await value_of(helping)
    answer = await presses(helping, "lena", "pressing.urgent", value)
    assert isinstance(answer, Ask)
    assert (answer.form.values["to"], answer.form.values["when"]) == ((user("maya").id,), "now")
    assert {"where", "why"} <= {getattr(one, "name", "") for one in answer.form.fields}
    place = await helping.store.read(request.place_of, user("lena"), answer.form.token)
    message = await helping.store.read(pressing.get, PressedId(int(value)))
    assert place is not None
    assert message is not None
    assert (place.id, place.thread) == (HELP.id, message.message)
    assert "voucher" not in f"{answer.form.values}", "of its text nothing is kept"
    for who, number in (("sam", value), ("lena", "loud")):
        assert "not there any more" in told(await presses(helping, who, "pressing.urgent", number))


async def test_nobody_else_can_press_its_buttons(helping: Relay) -> None:
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert "not there any more" in told(await reminds(helping, "sam"))
    assert "not there any more" in told(
        await presses(helping, "sam", "pressing.never", await value_of(helping))
    )
    assert "not there any more" in told(await presses(helping, "lena", "pressing.remind", "loud"))


async def test_without_a_link_nothing_waits(helping: Relay) -> None:
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    helping.directory.links_unreachable = True
    assert "Press again in a moment" in told(await reminds(helping))
    await helping.until(at("maya", "Mon 09:30"))
    assert "wrote to you" not in await note_of(helping, "maya")


@pytest.mark.parametrize("leaves", [False, True], ids=["never in it", "left since"])
async def test_a_private_channels_link_reaches_its_members_alone(helping: Relay, leaves: bool) -> None:
    where = channel("few", kind="private")
    await opts_in(helping, where)
    members = (user("lena"), user("maya")) if leaves else (user("lena"),)
    helping.directory.channels[where.id] = PlatformChannel(
        place=where, name="few", kind="private", members=members
    )
    await writes(helping, "lena", PRESSES, where=where, mentions=["maya"])
    (one,) = await helping.posted("pressing", to="few")
    value = buttons(one.letter.document)[0].value
    answer = await presses(helping, "lena", "pressing.remind", value)
    assert isinstance(answer, Replace if leaves else Tell)
    if leaves:
        await table.hear(Membership(user=user("maya"), place=where, change="left"), helping.house)
    await helping.until(at("maya", "Mon 09:30"))
    assert "wrote to you" not in await note_of(helping, "maya")


async def test_a_link_to_what_was_public_reaches_nobody_outside_once_it_is_private(helping: Relay) -> None:
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert isinstance(await reminds(helping), Replace)
    where = replace(HELP, kind="private")
    helping.directory.channels[where.id] = PlatformChannel(
        place=where, name="help", kind="private", members=(user("lena"),)
    )
    await table.hear(Converted(place=where), helping.house)
    await helping.until(at("maya", "Mon 09:30"))
    assert "wrote to you" not in await note_of(helping, "maya")


async def test_who_wants_none_gets_none_until_they_do(helping: Relay) -> None:
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    stopped = await presses(helping, "lena", "pressing.never", await value_of(helping))
    assert isinstance(stopped, Replace)
    assert "[Tell me again]" in text_of(stopped.document)
    await helping.until(at("lena", "Tue 10:00"))
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert len(await pressed(helping)) == 1
    await presses(helping, "lena", "pressing.again", "en")
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert len(await pressed(helping)) == 2


async def test_refused_it_is_sent_nowhere_else(helping: Relay) -> None:
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    await helping.delivers(refuses="pressing")
    assert [one.key for one in await helping.posted(to="lena")] == []
    assert "there was no note to show" in await asks(helping, "lena")


async def test_later_than_ten_minutes_it_is_not_shown(helping: Relay) -> None:
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    helping.clock.move_to(helping.now + LATE + timedelta(seconds=1))
    await helping.delivers()
    assert "there was no note to show" in await asks(helping, "lena")


async def test_who_looks_after_a_team_sees_how_many_and_nobodys_name(helping: Relay) -> None:
    await writes(helping, "sam", PRESSES, mentions=["maya"])
    await helping.delivers()
    await reminds(helping, "sam")
    text = await asks(helping, "lena")
    assert "1 note about pressing or asking again; a reminder followed once" in text
    assert "Sam" not in text
    assert "Maya" not in text


async def test_in_the_settings_it_has_a_switch_of_its_own(helping: Relay) -> None:
    off = await presses(helping, "lena", "pressing.mine_off", f"public {HELP.id}")
    assert isinstance(off, Replace)
    assert "[None for me]\nYou are not told, in any channel," in text_of(off.document)
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert await pressed(helping) == []
    on = await presses(helping, "lena", "pressing.mine_on", f"public {HELP.id}")
    assert isinstance(on, Replace)
    await writes(helping, "lena", PRESSES, mentions=["maya"])
    assert len(await pressed(helping)) == 1


async def test_who_is_forgotten_reminds_nobody(helping: Relay) -> None:
    await writes(helping, "sam", PRESSES, mentions=["maya"])
    await helping.delivers()
    await reminds(helping, "sam")
    await helping.store.transact(forget, (await helping.person("sam")).id, now=helping.now)
    maya = await helping.person("maya")
    assert await helping.store.read(notes.holding, [maya.id]) == {}


async def test_asked_again_within_the_promise_it_says_until_when(helping: Relay) -> None:
    await asking.asks(helping, "lena", "maya")
    await helping.until(at("maya", "Mon 10:00"))
    await writes(helping, "lena", "@maya any update?", mentions=["maya"])
    (text,) = await pressed(helping)
    assert f"Your request to Maya, “{asking.ABOUT}”, is not due yet" in text
    assert "expect an answer by Tue 3 Nov at 15:00 (Berlin) your time" in text


async def test_in_the_thread_of_the_request_nobody_needs_a_name(helping: Relay) -> None:
    await opts_in(helping, channel("atlas"))
    request = await asking.asks(helping, "lena", "maya", where="here")
    await helping.delivers()
    posted = (await helping.store.read(posts.get_many, [f"ask_here/{request.id}"])).popitem()[1]
    where = replace(posted.place, thread=posted.id)
    await writes(helping, "lena", "??", where=replace(where, thread="9.9"))
    assert await pressed(helping, "atlas") == []
    await writes(helping, "lena", "??", where=where)
    assert len(await pressed(helping, "atlas")) == 1


async def test_once_it_is_answered_nobody_is_reminded_of_it(helping: Relay) -> None:
    request = await asking.asks(helping, "lena", "maya")
    await helping.until(at("maya", "Mon 10:00"))
    await writes(helping, "lena", "@maya any update?", mentions=["maya"])
    await helping.delivers()
    await reminds(helping)
    await asking.replies(helping, "maya", request.id, "The first.")
    await helping.until(at("maya", "Tue 09:30"))
    assert "wrote to you" not in await note_of(helping, "maya")


@pytest.mark.parametrize(
    "how", ["overdue", "withdrawn", "of somebody else", "to somebody else", "no request"]
)
async def test_asked_again_otherwise_it_says_nothing(helping: Relay, how: str) -> None:
    if how != "no request":
        who, to = {"of somebody else": ("sam", "maya"), "to somebody else": ("lena", "mia")}.get(
            how, ("lena", "maya")
        )
        await asking.meets(helping, "mia", "sam")
        request = await asking.asks(helping, who, to)
        if how == "withdrawn":
            await asking.withdraws(helping, "lena", request.id)
    await helping.until(at("maya", "Wed 10:00" if how == "overdue" else "Mon 10:00"))
    await writes(helping, "lena", "@maya any update?", mentions=["maya"])
    assert await pressed(helping) == []


async def test_asking_again_is_told_once_a_day_and_request(helping: Relay) -> None:
    await asking.asks(helping, "lena", "maya")
    for moment in ("Mon 11:00", "Mon 12:00", "Tue 11:00"):
        await helping.until(at("lena", moment))
        await writes(helping, "lena", "@maya bump", mentions=["maya"])
    assert len(await pressed(helping)) == 2


async def test_told_of_it_nobody_is_asked_for_context_too(helping: Relay) -> None:
    await writes(helping, "lena", "@maya are you there?", mentions=["maya"])
    await helping.until(helping.now + timedelta(minutes=3))
    assert len(await pressed(helping)) == 1
    assert await helping.posted("nudge", to="help") == []


async def opts_in(relay: Relay, where: Place) -> None:
    lena = await relay.person("lena")
    every = Channel(strength="every")
    await relay.store.transact(nudges.set_channel, where, every, by=lena.id, now=relay.now)
