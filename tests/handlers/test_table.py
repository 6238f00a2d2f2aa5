"""What a front hears finds its answer; what nobody could have meant is answered kindly."""

from typing import Any

import pytest

from bot.domain.identity import MessageRef, Place
from bot.messages.answer import Answer, Ask, Fix, Nothing, Replace, Tell
from bot.messages.form import Form, Value
from bot.services.platform import Channel
from handlers import table
from handlers.event import (
    Changed,
    Command,
    Membership,
    Posted,
    Pressed,
    ProfileChanged,
    Submitted,
)
from tests.services.given import ZONES, Relay, at, channel, profile, text_of, told, user

DIRECT = Place(platform="slack", tenant="T1", kind="direct", id="D1")


async def says(relay: Relay, name: str, text: str, *, by: str = "lena", place: Place | None = None) -> Answer:
    where = place or channel("atlas")
    return await table.hear(Command(by=user(by), place=where, name=name, text=text), relay.house)


async def presses(relay: Relay, name: str, value: str, *, by: str = "lena", lasting: bool = True) -> Answer:
    there = MessageRef(place=channel("atlas"), id="1.0") if lasting else None
    pressed = Pressed(by=user(by), name=name, value=value, place=channel("atlas"), message=there)
    return await table.hear(pressed, relay.house)


async def submits(relay: Relay, form: Form, *, by: str = "lena", **values: Value) -> Answer:
    sent = Submitted(by=user(by), form=form.name, token=form.token, values={**form.values, **values})
    return await table.hear(sent, relay.house)


def in_the_channel(relay: Relay, *names: str) -> None:
    members = tuple(user(one) for one in names)
    relay.directory.channels[channel("atlas").id] = Channel(
        place=channel("atlas"), name="atlas", kind="public", members=members
    )


async def test_from_set_up_to_a_hand_off_and_a_step(relay: Relay) -> None:
    in_the_channel(relay, *ZONES)
    answer = await says(relay, "sunrelay", "setup")
    assert isinstance(answer, Ask)
    answer = await submits(relay, answer.form, name="Atlas", writes=("ULENA", "UMAYA"), receives=("USAM",))
    assert isinstance(answer, Ask)
    answer = await submits(relay, answer.form)
    assert isinstance(answer, Ask)
    assert "Atlas" in told(await submits(relay, answer.form))
    await relay.until(at("lena", "Mon 17:20"))
    answer = await presses(relay, "handoff.write", "2026-11-02")
    assert isinstance(answer, Ask)
    step_left: dict[str, Any] = {"steps.0.what": "Watch it", "steps.0.owner": "awake"}
    assert await submits(relay, answer.form, summary="All merged.", **step_left) == Nothing()
    step = (await relay.steps())["Watch it"].id
    for name in ("step.pick_up", "step.done"):
        assert await presses(relay, name, str(step), by="maya") == Nothing()
    assert (await relay.steps())["Watch it"].state == "done"
    assert await presses(relay, "step.undo", f"{step}:done", by="maya") == Nothing()
    assert await presses(relay, "step.undo", f"{step}:done", by="maya") == Nothing()
    assert (await relay.steps())["Watch it"].state == "picked_up"


async def test_a_copy_that_only_its_reader_sees_is_answered_with_the_step_as_it_stands(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "Merged.", ("Watch it", "awake"))
    step = (await relay.steps())["Watch it"].id
    answer = await presses(relay, "step.pick_up", str(step), by="maya", lasting=False)
    assert "Watch it" in told(answer)
    assert "picked up by Maya" in told(answer)
    assert "[Done]" in told(answer)
    assert "[Pick up]" not in told(answer)
    undone = await presses(relay, "step.undo", f"{step}:picked_up", by="maya", lasting=False)
    assert "[Pick up]" in told(undone)


NONSENSE = ("", "nonsense", "2026-13-45", "-1", "9" * 40, "\u0663", "1:2:3", "None")


async def test_a_button_that_carries_nonsense_is_answered_kindly(relay: Relay) -> None:
    await relay.team("lena", "maya")
    for name in table.BUTTONS:
        for value in NONSENSE:
            answer = await presses(relay, name, value)
            if isinstance(answer, Tell | Replace):
                assert text_of(answer.document)
            else:
                assert isinstance(answer, Ask | Nothing)
    assert len((await relay.whole()).members) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "/handoff"),
        ("help", "/handoff"),
        ("HELP", "/handoff"),
        ("frobnicate", "frobnicate"),
        ("digest", "Nothing waits"),
        ("handoff   First  line", "1 line"),
        ("handoff\nFirst line\nSecond line", "1 line"),
        ("Leave", "out of the relay"),
    ],
)
async def test_every_word_of_the_umbrella_answers(relay: Relay, text: str, words: str) -> None:
    await relay.team("lena", "maya")
    assert words in told(await says(relay, "sunrelay", text))


async def test_a_command_and_its_word_are_the_same(relay: Relay) -> None:
    await relay.team("lena", "maya")
    for name, text in (("handoff", ""), ("sunrelay", "handoff")):
        assert isinstance(await says(relay, name, text), Ask)


async def test_what_is_said_to_the_bot_is_a_line_once_however_often_it_is_delivered(relay: Relay) -> None:
    await relay.team("lena", "maya")
    said = Posted(by=user("lena"), message=MessageRef(place=DIRECT, id="1.0"), text="Deployed the fix")
    assert "1 line" in told(await table.hear(said, relay.house))
    assert await table.hear(said, relay.house) == Nothing()
    answer = await says(relay, "handoff", "")
    assert isinstance(answer, Ask)
    assert answer.form.values["done"] == "Deployed the fix"


@pytest.mark.parametrize(
    ("place", "text"),
    [(DIRECT, " \n"), (channel("atlas"), "Good morning")],
    ids=["an empty message", "in a channel"],
)
async def test_other_messages_are_nothing_to_the_bot(relay: Relay, place: Place, text: str) -> None:
    await relay.team("lena", "maya")
    said = Posted(by=user("lena"), message=MessageRef(place=place, id="1.0"), text=text)
    assert await table.hear(said, relay.house) == Nothing()


async def test_what_nobody_listens_to_needs_no_answer(relay: Relay) -> None:
    lena = user("lena")
    for event in (
        Pressed(by=lena, name="no.such", value=""),
        Submitted(by=lena, form="no.such", token="", values={}),
        Changed(by=lena, name="x", value="", form="no.such", token="", values={}),
        ProfileChanged(profile=profile("lena")),
        Membership(user=lena, place=channel("atlas"), change="joined"),
        Membership(user=lena, place=channel("atlas"), change="left", bot=True),
    ):
        assert await table.hear(event, relay.house) == Nothing()


async def test_joining_by_button_by_word_and_leaving_with_the_channel(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await presses(relay, "team.join", "1:receives", by="sam")
    await says(relay, "sunrelay", "join", by="mia")
    parts = {member.person.name: member.part for member in (await relay.whole()).members}
    assert parts == {"Lena": "writes", "Maya": "writes", "Sam": "receives", "Mia": "writes"}
    await table.hear(Membership(user=user("sam"), place=channel("atlas"), change="left"), relay.house)
    await presses(relay, "team.leave", str((await relay.whole()).id), by="mia")
    assert {member.person.name for member in (await relay.whole()).members} == {"Lena", "Maya"}


async def test_a_new_zone_is_heard_of(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await table.hear(ProfileChanged(profile=profile("lena", zone="Europe/London")), relay.house)
    assert await relay.prompt_at("lena") == at("lena", "Mon 18:15")


@pytest.mark.parametrize("text", ["setup", "join"])
async def test_someone_the_platform_does_not_know_takes_no_part(relay: Relay, text: str) -> None:
    await relay.team("lena", "maya")
    assert "full members" in told(await says(relay, "sunrelay", text, by="ghost")).lower()


async def test_set_up_needs_a_channel_with_the_bot_in_it(relay: Relay) -> None:
    for place in (DIRECT, channel("atlas")):
        assert "/invite" in told(await says(relay, "sunrelay", "setup", place=place))


async def test_somebody_elses_set_up_form_is_refused_with_the_words_given_back(relay: Relay) -> None:
    in_the_channel(relay, *ZONES)
    answer = await says(relay, "sunrelay", "setup")
    assert isinstance(answer, Ask)
    assert "Hijacked" in told(await submits(relay, answer.form, by="sam", name="Hijacked", writes=("USAM",)))
    with pytest.raises(AssertionError):
        await relay.whole()


async def test_who_is_not_in_the_channel_cannot_be_picked(relay: Relay) -> None:
    in_the_channel(relay, "lena")
    answer = await says(relay, "sunrelay", "setup")
    assert isinstance(answer, Ask)
    refused = await submits(relay, answer.form, writes=("ULENA", "UMAYA", "UNOBODY"))
    assert isinstance(refused, Fix)
    assert "Maya" in refused.errors["writes"]
