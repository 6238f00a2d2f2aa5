"""One of each region decides: the first who votes does so for theirs, and anyone's objection counts."""

from typing import Any

import pytest

from bot.domain.decision import Decision
from bot.messages.answer import Ask, Fix
from bot.services import away, decision_edit
from storage import decisions, notes
from tests.services.deciding import WHY_NOT, closes, goes_on, objects, opened, proposes, stands, votes
from tests.services.given import Relay, at, told, user

EACH = "each:1"


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """Two in Berlin, where it is six, and two in New York and San Francisco."""
    await relay.team("lena", "nora", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def held(relay: Relay, name: str) -> list[str]:
    person = (await relay.person(name)).id
    found = await relay.store.read(notes.holding, [person])
    return [one.kind for one in found.get(person, [])]


async def waiting(relay: Relay, name: str) -> int:
    return await relay.store.read(decisions.waiting_on, (await relay.person(name)).id)


async def is_away(relay: Relay, name: str, days: str) -> None:
    await relay.store.transact(away.said, user(name), days, now=relay.now)


async def form_of(relay: Relay, name: str = "sam") -> Any:
    second = await goes_on(relay, name, await opened(relay, name), team=EACH)
    assert isinstance(second, Ask), second
    return second.form


async def speaks(relay: Relay, one: Decision) -> dict[str, str]:
    names = {(await relay.person(name)).id: name for name in ("lena", "nora", "maya", "sam")}
    return {region: names[who] for region, who in one.speakers.items()}


async def test_a_team_of_several_regions_offers_one_of_each(relay: Relay) -> None:
    form = await opened(relay, "sam")
    [field] = [one for one in form.fields if getattr(one, "name", "") == "team"]
    assert [(one.value, one.text) for one in field.choices][1:] == [  # type: ignore[union-attr]
        ("team:1", "Atlas"),
        (EACH, "Atlas: one of each region"),
    ]
    await relay.team("ada", "ben", name="borealis")
    form = await opened(relay, "ada")
    [field] = [one for one in form.fields if getattr(one, "name", "") == "team"]
    assert len(field.choices) == 2, "all of it are of one region"  # type: ignore[union-attr]


async def test_its_message_names_the_regions_and_waits_for_each(relay: Relay) -> None:
    one = await proposes(relay, "sam", team=EACH)
    [post] = await relay.posted("decision", to="atlas")
    assert "Sam proposes, and one of each region of Atlas decides." in post.text
    assert "Berlin (waiting)" in post.text
    assert "By then somebody of each region has had eight working hours of their own for it." in post.text
    assert f"Not voted yet: {one.asked} of {one.asked} regions" in post.text
    assert one.asked == len({*one.regions.values()}) > 1
    assert (await held(relay, "lena"), await held(relay, "nora")) == (["decide"], ["decide"])


async def test_whoever_votes_first_votes_for_their_region_and_nobody_there_is_asked_any_more(
    relay: Relay,
) -> None:
    await proposes(relay, "sam", team=EACH)
    assert told(await votes(relay, "lena", "approve")).startswith("You approved on behalf of Berlin.")
    assert (await held(relay, "lena"), await held(relay, "nora")) == ([], [])
    assert (await waiting(relay, "nora"), await waiting(relay, "maya")) == (0, 1)
    assert "Berlin (voted: Lena)" in await relay.stands("decision/1")
    refused = told(await votes(relay, "nora", "approve"))
    assert refused.startswith("Lena has already voted on behalf of Berlin, and approved.")
    assert "object" in refused
    await votes(relay, "lena", "abstain")
    assert await speaks(relay, await stands(relay)) == {"Berlin": "lena"}, "she can change it"


async def test_an_objection_of_anyone_counts_and_can_be_taken_back(relay: Relay) -> None:
    one = await proposes(relay, "sam", team=EACH)
    await votes(relay, "lena", "approve")
    assert told(await objects(relay, "nora")).startswith("You objected.")
    found = await stands(relay)
    assert (await speaks(relay, found), found.voted) == ({"Berlin": "lena"}, 1)
    assert WHY_NOT in await relay.stands("decision/1")
    back = told(await votes(relay, "nora", "approve"))
    assert "No objection of yours stands." in back
    assert len((await stands(relay)).votes) == 1
    await objects(relay, "nora")
    await closes(relay, one)
    assert (await stands(relay)).state == "objected"


async def test_half_of_the_regions_have_to_vote(relay: Relay) -> None:
    one = await proposes(relay, "sam", team=EACH)
    assert (one.asked, one.quorum) == (3, 2)
    await votes(relay, "lena", "approve")
    await closes(relay, one)
    [outcome] = await relay.posted("decision_closed")
    assert "not adopted, as only 1 of 3 regions voted, and at least 2 had to" in outcome.text


async def test_a_region_of_which_nobody_is_there_is_left_out_openly(relay: Relay) -> None:
    await is_away(relay, "lena", "tue - 20 nov")
    form = await form_of(relay)
    assert "Berlin (Nora)" in f"{form}", "one of two is there"
    await is_away(relay, "nora", "tue - 20 nov")
    form = await form_of(relay)
    assert "everybody in Berlin is away for more than three working days" in f"{form}"
    one = await proposes(relay, "sam", team=EACH)
    assert (one.empty, one.asked) == (("Berlin",), 2)
    assert "Everybody in Berlin is away for more than three working days: it is left out." in (
        await relay.stands("decision/1")
    )


async def test_an_edit_opens_with_it_and_all_of_the_team_instead_is_a_change(relay: Relay) -> None:
    one = await proposes(relay, "sam", team=EACH)
    answer = await relay.store.transact(decision_edit.open_form, user("sam"), one.id, now=relay.now)
    assert isinstance(answer, Ask)
    assert answer.form.values["team"] == EACH
    second = await goes_on(relay, "sam", answer.form, team=EACH, deciders=())
    assert isinstance(second, Ask)


async def test_the_regions_votes_stand_as_a_late_objection_opens_it_again(relay: Relay) -> None:
    one = await proposes(relay, "sam", team=EACH)
    await votes(relay, "lena", "approve")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    assert (await stands(relay)).state == "adopted"
    await objects(relay, "nora")
    again = await stands(relay)
    assert again.open
    assert await speaks(relay, again) == {"Berlin": "lena", "New York": "maya"}
    assert (await held(relay, "lena"), await held(relay, "nora")) == (["decide"], [])


async def test_people_who_are_picked_as_well_are_a_mistake(relay: Relay) -> None:
    answer = await goes_on(relay, "sam", await opened(relay, "sam"), "maya", team=EACH)
    assert isinstance(answer, Fix)
    assert answer.errors == {"team": "You have picked people as well. Choose one or the other."}
