"""A request or its answer that the platform does not take goes another way, or is told of once."""

import pytest

from bot.domain.identity import RequestId
from bot.services import request_letters
from tests.services.asking import (
    asks,
    at_noon,
    held,
    meets,
    replies,
)
from tests.services.given import Relay, at


async def test_who_takes_no_private_messages_is_named_to_whoever_asked_once(relay: Relay) -> None:
    await at_noon(relay)
    await asks(relay, "sam", "maya", "lena")
    await relay.delivers(refuses="ask/")
    [told_so] = await relay.posted("ask_unreached", to="sam")
    assert "I could not bring what you asked to Maya" in told_so.text
    assert told_so.text.endswith("[Withdraw]")
    await relay.delivers()
    assert [one.state for one in await relay.posted("ask_unreached")] == ["sent"]


async def test_an_answer_that_is_refused_waits_for_the_note_of_whoever_asked(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya")
    await relay.delivers()
    await replies(relay, "maya", one.id, "The second.")
    await relay.delivers(refuses="ask_reply/")
    assert await held(relay, "sam") == [("ask_reply", f"{one.id}")]
    assert await relay.posted("ask_unreached") == []
    await relay.until(at("sam", "Tue 09:01"))
    [note] = await relay.posted("note", to="sam")
    assert "The second." in note.text


async def test_an_answer_that_is_refused_and_no_note_can_bring_is_told_to_whoever_gave_it(
    relay: Relay,
) -> None:
    await at_noon(relay, "maya", "lena")
    await meets(relay, "sam")
    one = await asks(relay, "sam", "maya")
    await relay.delivers()
    await replies(relay, "maya", one.id, "The second.")
    await relay.delivers(refuses="ask_reply/")
    [told_so] = await relay.posted("ask_unreached", to="maya")
    assert told_so.text.startswith("I could not bring your answer to Sam")
    assert told_so.state == "sent"


async def test_where_the_channel_takes_no_message_each_has_it_privately(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", "lena", where="here")
    await relay.delivers(refuses="ask_here/")
    [letter] = await relay.posted("ask")
    assert letter.key == f"ask/{one.id}/{(await relay.person('maya')).id}"
    assert letter.state == "sent"
    assert await held(relay, "lena") == [("ask", f"{one.id}")]
    [told_so] = await relay.posted("ask_unreached", to="sam")
    assert told_so.text.startswith("I could not write in the channel where you asked.")


async def test_who_could_not_be_reached_is_named_to_whoever_asked_once_they_work(relay: Relay) -> None:
    await at_noon(relay)
    await relay.until(at("maya", "Mon 16:00"))
    await asks(relay, "lena", "maya")
    await asks(relay, "lena", "sam")
    await relay.delivers(refuses="ask/")
    assert [one.state for one in await relay.posted("ask_unreached", to="lena")] == ["waiting", "waiting"]
    await replies(relay, "maya", RequestId(1), "The second.")
    await relay.until(at("lena", "Tue 08:59"))
    await relay.delivers()
    assert "sent" not in [one.state for one in await relay.posted("ask_unreached")]
    relay.clock.move_to(at("lena", "Tue 09:01"))
    await relay.delivers()
    states = [(one.state, one.why) for one in await relay.posted("ask_unreached")]
    assert states == [("dropped", "taken back"), ("sent", None)]


@pytest.mark.parametrize("key", ["ask/1/2#2", "ask_here/1#2", "ask_reply/1#2"])
async def test_a_later_part_that_is_refused_is_told_to_nobody(relay: Relay, key: str) -> None:
    await at_noon(relay)
    await asks(relay, "sam", "maya", where="here")
    before = len(await relay.posted())
    await relay.store.transact(request_letters.refused, key, now=relay.now)
    assert len(await relay.posted()) == before
