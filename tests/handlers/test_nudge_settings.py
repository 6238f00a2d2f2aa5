"""A channel opts in, tries it out and opts out; a person does without."""

from bot.domain.nudge import Channel
from bot.messages.answer import Nothing, Replace, Tell
from bot.services.platform import Channel as PlatformChannel
from handlers import table
from handlers.event import Pressed
from storage import nudges
from tests.handlers.nudged import EVERY, HELP, adds, asks, noted, passes, presses, sets, shown, writes
from tests.services.given import Relay, buttons, channel, text_of, told, user

THERE = f"public {HELP.id}"
OFF = f"off {THERE}"


async def test_who_looks_after_a_team_sees_counts_and_nobodys_name_or_words(helping: Relay) -> None:
    await adds(helping, await noted(helping), about="Refunds fail with 503 at the bank.")
    text = await asks(helping, "lena")
    assert "on in this channel, for any message" in text
    assert "1 note shown" in text
    assert "context added once" in text
    assert "Sam" not in text
    assert "Refunds" not in text
    others = await asks(helping, "maya")
    assert "note shown" not in others
    assert "[None for me]" in others


async def test_where_nothing_was_shown_it_counts_nothing(helping: Relay) -> None:
    text = await asks(helping, "lena")
    assert "there was no note to show" in text
    assert "0 " not in text.replace("30 days", "")


async def test_only_who_looks_after_a_team_turns_it_on_and_the_channel_is_told(helping: Relay) -> None:
    assert "turned on and off by" in told(await sets(helping, None, by="maya"))
    assert await helping.store.read(nudges.channel, HELP) == EVERY
    await sets(helping, None)
    await sets(helping, None)
    texts = [one.text for one in await helping.posted("nudges", to="help")]
    assert [text.split(".")[0] for text in texts] == [
        "Lena turned on help with context in this channel, for any message that asks for attention and gives "
        "nothing to act on",
        "Lena turned off help with context in this channel",
    ]


async def test_the_buttons_set_it_where_the_bot_is_there_to_hear(helping: Relay) -> None:
    assert "Invite me" in told(await presses(helping, "lena", "nudge.set", OFF))
    helping.directory.channels[HELP.id] = PlatformChannel(place=HELP, name="help", kind="public", members=())
    text = told(await presses(helping, "lena", "nudge.set", f"mentions/dry {THERE}"))
    assert "being tried out" in text
    assert await helping.store.read(nudges.channel, HELP) == Channel(strength="mentions", dry=True)
    assert await presses(helping, "lena", "nudge.set", f"loud {THERE}") == Nothing()


async def test_anyone_does_without_for_themselves(helping: Relay) -> None:
    await asks(helping, "sam")
    answer = await presses(helping, "sam", "nudge.mine_off", THERE)
    assert isinstance(answer, Replace)
    assert "You get no such notes" in text_of(answer.document)
    await writes(helping, "sam", "can we talk?")
    await passes(helping)
    assert await shown(helping) == []


async def test_either_strength_can_be_tried_out(helping: Relay) -> None:
    helping.directory.channels[HELP.id] = PlatformChannel(place=HELP, name="help", kind="public", members=())
    for press, tries in (("every", "every/dry"), ("mentions", "mentions/dry"), ("off", "every/dry")):
        answer = await presses(helping, "lena", "nudge.set", f"{press} {THERE}")
        assert isinstance(answer, Tell)
        offered = {one.text: one.value for one in buttons(answer.document)}
        assert offered["Try it, show nothing"] == f"{tries} {THERE}"


async def test_from_the_home_a_teams_channel_is_set_too(helping: Relay) -> None:
    team, there = await helping.whole(), channel("atlas")
    helping.directory.channels[there.id] = PlatformChannel(
        place=there, name="atlas", kind="public", members=()
    )
    opened = Pressed(by=user("lena"), name="nudge.settings", value=f"{team.id}", home=True)
    answer = await table.hear(opened, helping.house)
    assert isinstance(answer, Tell)
    assert "off in this channel" in told(answer)
    (helps, *_) = buttons(answer.document)
    pressed = Pressed(by=user("lena"), name=helps.name, value=helps.value, home=True)
    assert "on in this channel" in told(await table.hear(pressed, helping.house))
    assert await helping.store.read(nudges.channel, there) == EVERY


async def test_undo_takes_back_what_it_stands_under_and_nothing_that_was_set_since(helping: Relay) -> None:
    helping.directory.channels[HELP.id] = PlatformChannel(place=HELP, name="help", kind="public", members=())
    (first,) = await helping.posted("nudges", to="help")
    undo = buttons(first.letter.document)[0]
    await presses(helping, "lena", "nudge.set", f"mentions {THERE}")
    await presses(helping, "lena", undo.name, undo.value)
    assert await helping.store.read(nudges.channel, HELP) == Channel(strength="mentions")
    undo = buttons((await helping.posted("nudges", to="help"))[-1].letter.document)[0]
    for _ in range(2):
        await presses(helping, "lena", undo.name, undo.value)
        assert await helping.store.read(nudges.channel, HELP) == EVERY
