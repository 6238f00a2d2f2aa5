"""A vote is for what was read: one for words that were edited since is not counted, and nothing is lost."""

import pytest

from bot.domain.decision import Decision
from bot.messages import decision as messages
from bot.messages.answer import Ask, Tell
from handlers import table
from handlers.event import Pressed
from tests.services.deciding import (
    PROPOSAL,
    WHY_NOT,
    closes,
    objects,
    presses_object,
    proposes,
    sends_reason,
    stands,
    votes,
)
from tests.services.editing import NEW, edited
from tests.services.given import Relay, at, buttons, told, user


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


@pytest.fixture
async def read(relay: Relay) -> Decision:
    """Maya has it open as it was; then it is edited."""
    one = await proposes(relay, "sam", "maya", "lena")
    await edited(relay)
    return one


async def test_a_vote_on_what_it_said_before_is_not_counted(relay: Relay, read: Decision) -> None:
    answer = await votes(relay, "maya", "approve", read=read)
    assert "your vote was not counted" in told(answer)
    assert NEW in told(answer), "what it says now"
    assert (await stands(relay)).votes == {}
    await relay.until(at("maya", "Tue 09:01"))
    [note] = await relay.posted("note", to="maya")
    assert NEW in note.text, "it still waits for her"


async def test_the_answer_has_buttons_whose_votes_count(relay: Relay, read: Decision) -> None:
    answer = await votes(relay, "maya", "approve", read=read)
    assert isinstance(answer, Tell)
    [approve] = [one for one in buttons(answer.document) if one.name == messages.APPROVE]
    await table.hear(press(approve.name, approve.value), relay.house)
    assert len((await stands(relay)).of("approve")) == 1


@pytest.mark.parametrize("pressed", [True, False], ids=["the button", "the form"])
async def test_an_objection_to_what_it_said_before_is_handed_back(relay: Relay, pressed: bool) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    form = await presses_object(relay, "maya")
    assert isinstance(form, Ask)
    await edited(relay)
    if pressed:
        answer = await objects(relay, "maya", read=one)
    else:
        answer = await sends_reason(relay, "maya", form.form)
        assert WHY_NOT in told(answer), "nothing typed is lost"
    assert NEW in told(answer)
    assert (await stands(relay)).votes == {}


async def test_a_late_objection_to_other_words_opens_nothing(relay: Relay, read: Decision) -> None:
    await votes(relay, "lena", "approve")
    await closes(relay, await stands(relay))
    assert "your vote was not counted" in told(await objects(relay, "maya", read=read))
    assert (await stands(relay)).state == "adopted"
    await objects(relay, "maya")
    assert (await stands(relay)).open


async def test_after_a_later_close_alone_what_was_read_still_stands(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await edited(relay, proposal=PROPOSAL, close="Thu 15:00")
    await votes(relay, "maya", "approve", read=one)
    assert len((await stands(relay)).votes) == 1


@pytest.mark.parametrize("value", ["1", "1:0"], ids=["without an edition", "of the first"])
async def test_a_button_that_names_no_edition_is_of_what_it_said_first(relay: Relay, value: str) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await table.hear(press(messages.APPROVE, value), relay.house)
    assert len((await stands(relay)).votes) == 1
    await edited(relay)
    answer = await table.hear(press(messages.APPROVE, value), relay.house)
    assert "your vote was not counted" in told(answer)
    for wrong in ("1:x", "x:1", ":"):
        assert "no longer there" in told(await table.hear(press(messages.ABSTAIN, wrong), relay.house))


def press(name: str, value: str) -> Pressed:
    return Pressed(by=user("maya"), name=name, value=value)
