"""A request to a region or a whole team: in its channel, waking nobody, and answered by the first."""

import pytest

from bot.domain.identity import RequestId
from bot.messages.answer import Ask
from bot.messages.form import ChoiceField
from bot.services import request_open
from bot.services.mention import pinged
from tests.services.asking import (
    ATLAS,
    asks,
    at_noon,
    meets,
    opened,
    replies,
    sends,
    stands,
    withdraws,
    wrong,
)
from tests.services.given import Relay, at, told, user


async def test_for_a_region_it_stands_in_the_teams_channel_and_wakes_nobody(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya", "lena")
    form = await opened(relay, "sam", "Berlin")
    chosen = form.values["group"]
    field = form.named("group")
    assert isinstance(field, ChoiceField)
    assert sorted((one.group, one.text) for one in field.choices) == [
        ("Atlas", "Atlas"),
        ("Atlas", "Berlin"),
        ("Atlas", "New York"),
        ("People", "No: for the people above"),
    ], "in Los Angeles there is nobody else"
    said = told(await sends(relay, "sam", form, group=chosen))
    assert "It stands in the channel for Berlin; whoever is off now reads it when their day begins." in said
    one = await stands(relay, RequestId(1))
    assert (one.label, one.to) == ("Berlin", ((await relay.person("lena")).id,))
    [post] = await relay.posted("ask_here", to="atlas")
    assert "Sam asks Berlin a question" in post.text
    assert pinged(post.letter.document) == set()
    assert await relay.posted("ask") == []
    await relay.until(at("lena", "Tue 09:01"))
    [note] = await relay.posted("note", to="lena")
    assert "Sam asks Berlin a question" in note.text


async def test_for_a_whole_team_the_promise_is_that_of_the_first_who_can_answer(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya", "lena")
    form = await opened(relay, "sam", "@Atlas which rate?")
    assert form.values["about"] == "which rate?"
    told(await sends(relay, "sam", form, group=form.values["group"]))
    one = await stands(relay, RequestId(1))
    assert set(one.to) == {(await relay.person(name)).id for name in ("maya", "lena")}
    assert one.promise is not None
    assert one.promise.at == at("maya", "Tue 12:15")
    assert one.first == (await relay.person("maya")).id
    told(await replies(relay, "lena", one.id, "The second.", where=ATLAS))
    assert "Lena answered" in await relay.stands("ask_here/1")
    await withdraws(relay, "sam", one.id)
    other = await asks(relay, "sam", group=form.values["group"])
    await withdraws(relay, "sam", other.id)
    again = await relay.store.transact(request_open.open_again, user("sam"), other.id, now=relay.now)
    assert isinstance(again, Ask)
    assert (again.form.values["to"], again.form.values["group"]) == ((), form.values["group"])


@pytest.mark.parametrize(
    ("to", "group", "words"),
    [
        (("maya",), "region:2", "You have picked people as well"),
        ((), "region:99", "no region or team of yours any more"),
        ((), "team:x", "no region or team of yours any more"),
    ],
    ids=["people too", "not there", "nonsense"],
)
async def test_a_region_is_one_of_their_own_and_asked_alone(
    relay: Relay, to: tuple[str, ...], group: str, words: str
) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam")
    assert words in wrong(await sends(relay, "sam", form, *to, group=group))["group"]


async def test_who_is_in_no_team_is_offered_none(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya")
    await meets(relay, "lena")
    assert (await opened(relay, "lena")).named("group") is None
    form = await opened(relay, "lena")
    assert wrong(await sends(relay, "lena", form, group="team:1"))["group"].startswith("That is no region")
