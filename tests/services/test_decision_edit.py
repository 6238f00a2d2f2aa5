"""A decision that stands is edited by whoever proposed it; the votes given before are reset, openly."""

from asyncio import gather
from datetime import timedelta

import pytest

from bot.domain.decision import Edit, Vote
from bot.domain.identity import DecisionId, PersonId
from bot.messages.answer import Answer, Ask, Fix
from bot.services import away, decision, decision_edit
from storage import lasting
from tests.services.deciding import (
    PROPOSAL,
    TITLE,
    WHY_NOT,
    closes,
    goes_on,
    objects,
    posts_in,
    previews,
    proposes,
    stands,
    votes,
)
from tests.services.editing import ATLAS, NEW, edited, edits, page, reaches, standing
from tests.services.given import Relay, at, mentions, told, user


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work, and San Francisco begins; in Berlin it is six."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def number(relay: Relay, name: str) -> PersonId:
    return (await relay.person(name)).id


async def test_the_form_holds_what_stands_and_says_before_what_it_resets(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena", silence="consent")
    assert "Nobody has voted yet." in standing(await page(relay))
    await votes(relay, "maya", "approve")
    form = await page(relay)
    assert "1 vote given so far is reset if you change what it says." in standing(form)
    assert form.values["title"] == TITLE
    assert form.values["proposal"] == PROPOSAL
    assert form.values["deciders"] == tuple(user(one).id for one in ("lena", "maya"))
    assert form.named("where") is None, "it stands where it stands"
    second = await goes_on(relay, "sam", form, "maya", "lena", proposal=NEW)
    assert isinstance(second, Ask)
    assert second.form.values["silence"] == "consent"
    third = await previews(relay, "sam", second.form)
    assert isinstance(third, Ask)
    text = standing(third.form)
    assert "Changed: the proposal." in text
    assert "1 vote given so far will be reset when you save this (Maya)." in text
    assert NEW in text
    assert (await stands(relay)).content.proposal == PROPOSAL, "nothing is changed before it is saved"


async def test_before_any_vote_it_is_changed_in_its_place_and_everyone_has_their_hours(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await relay.until(at("maya", "Mon 14:00"))
    assert told(await edited(relay)).startswith("Saved, and the message says that it was edited. It closes")
    after = await stands(relay)
    assert (after.content.proposal, after.asked_at) == (NEW, one.asked_at)
    assert after.closes_at == after.fair_at == at("maya", "Tue 14:00")
    text = await relay.stands("decision/1")
    assert NEW in text
    assert PROPOSAL not in text
    assert "Edited Mon 2 Nov, 19:00 (UTC)." in text
    assert "24 hours after it was edited." in text
    assert await relay.posted("decision_edited") == []
    await relay.until(at("maya", "Tue 13:59"))
    await relay.tick()
    assert (await stands(relay)).open, "it closes by the new window alone"
    await closes(relay, after)
    assert (await stands(relay)).state == "unsettled"


async def test_after_a_vote_all_are_reset_openly(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await objects(relay, "lena")
    before = (await stands(relay)).votes
    await relay.until(at("maya", "Mon 16:00"))
    assert "2 votes were reset, openly in its thread." in told(await edited(relay))
    after = await stands(relay)
    reset = Edit(at=at("maya", "Mon 16:00"), changed=("proposal",), fresh=True, reset=before)
    assert (after.votes, after.edits) == ({}, (reset,))
    [post] = await relay.posted("decision_edited")
    assert post.letter.under == "decision/1"
    assert f"{TITLE}: Sam edited the proposal" in post.text
    assert "Lena and Maya have voted on what it said before: these votes are reset." in post.text
    await relay.delivers()
    text = await relay.stands("decision/1")
    assert "2 votes given before were reset." in text
    assert "Not voted yet: 2 of 2" in text
    assert WHY_NOT not in text


async def test_whose_vote_was_reset_is_asked_again_in_their_next_note(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await objects(relay, "lena")
    await relay.until(at("maya", "Mon 16:00"))
    await edited(relay)
    after = await stands(relay)
    await relay.until(at("lena", "Tue 09:01"))
    [note] = await relay.posted("note", to="lena")
    assert "It was edited since you objected, and your vote was reset." in note.text
    assert NEW in note.text
    await relay.until(at("maya", "Tue 09:01"))
    [note] = await relay.posted("note", to="maya")
    assert "It was edited since you approved, and your vote was reset." in note.text
    await votes(relay, "maya", "approve")
    await relay.until(one.closes_at)
    await relay.tick()
    assert (await stands(relay)).open
    await closes(relay, after)
    [outcome] = await relay.posted("decision_closed")
    assert "adopted, as Maya approved and nobody objected" in outcome.text
    assert "Edited Mon 2 Nov, 21:00 (UTC). 2 votes given before were reset." in outcome.text


async def test_the_thread_mentions_those_whose_votes_it_was_and_who_work_then(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena", "sam")
    for name in ("maya", "lena", "sam"):
        await votes(relay, name, "approve")
    await edited(relay, "maya", "lena", "sam")
    [post] = await relay.posted("decision_edited")
    assert sorted(mentions(post.letter.document)) == ["Lena", "Maya"], "as it leaves, only who works"
    assert not post.letter.broadcast


async def test_a_team_that_decides_is_not_mentioned(relay: Relay) -> None:
    await proposes(relay, "sam", team="team:1")
    await votes(relay, "maya", "approve")
    form = await page(relay)
    assert form.values["team"] == "team:1"
    await reaches(relay, form)
    [post] = await relay.posted("decision_edited")
    assert mentions(post.letter.document) == []
    assert "Maya has voted on what it said before: it is reset." in post.text


async def test_a_later_close_alone_resets_no_vote(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await edited(relay, proposal=PROPOSAL, close="Thu 15:00")
    after = await stands(relay)
    assert after.closes_at == at("sam", "Thu 15:00")
    assert (after.fair_at, list(after.votes)) == (one.fair_at, [await number(relay, "maya")])
    [post] = await relay.posted("decision_edited")
    assert "Sam edited when it closes" in post.text
    assert "It closes later, and votes stand." in post.text
    await closes(relay, one)
    assert (await stands(relay)).open


async def test_a_sooner_close_needs_a_reason_and_resets_them(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    assert "sooner" in wrong(await edited(relay, proposal=PROPOSAL, close="today 15:00"))
    await edited(relay, proposal=PROPOSAL, close="today 15:00", sooner="The shop is down.")
    after = await stands(relay)
    assert (after.closes_at, after.votes) == (at("sam", "Mon 15:00"), {})
    assert "The shop is down." in await relay.stands("decision/1")


def wrong(answer: Answer) -> dict[str, str]:
    assert isinstance(answer, Fix), answer
    return dict(answer.errors)


@pytest.mark.parametrize("close", ["", "Tue 12:15 New York"], ids=["nothing typed", "the same close"])
async def test_nothing_is_saved_where_nothing_is_changed(relay: Relay, close: str) -> None:
    await proposes(relay, "sam", "maya", "lena")
    assert "Nothing is changed yet." in wrong(await edited(relay, proposal=PROPOSAL, close=close))[""]
    assert (await stands(relay)).edits == ()


async def test_who_is_added_is_asked_and_who_is_removed_no_more(relay: Relay) -> None:
    await proposes(relay, "sam", "lena")
    await edited(relay, "maya", proposal=PROPOSAL)
    assert (await stands(relay)).deciders == (await number(relay, "maya"),)
    assert told(await votes(relay, "lena", "approve")).startswith("This is for Maya to decide.")
    await relay.until(at("maya", "Tue 12:00"))
    assert await relay.posted("note", to="lena") == []
    [note] = await relay.posted("note", to="maya")
    assert TITLE in note.text


async def test_only_who_proposed_it_edits_it(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    answer = await relay.store.transact(decision_edit.open_form, user("maya"), DecisionId(1), now=relay.now)
    assert told(answer).startswith("Only Sam can edit this.")


@pytest.mark.parametrize("how", ["closed", "withdrawn", "its instant has come"])
async def test_what_is_over_is_not_edited_and_what_was_typed_comes_back(relay: Relay, how: str) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    form = await page(relay)
    if how == "withdrawn":
        await relay.store.transact(decision.withdraw, user("sam"), one.id, now=relay.now)
    elif how == "closed":
        await closes(relay, one)
    else:
        relay.clock.move_to(one.closes_at)
    second = await goes_on(relay, "sam", form, "maya", "lena", proposal=NEW)
    assert isinstance(second, Ask)
    answer = told(await previews(relay, "sam", second.form))
    assert "What it says cannot be edited any more." in answer
    assert NEW in answer
    again = await relay.store.transact(decision_edit.open_form, user("sam"), one.id, now=relay.now)
    late = "Until Tue 10 Nov, 09:15 (Los Angeles) an objection opens it again, to be edited."
    assert (late in told(again)) == (how != "withdrawn")
    assert "ropose it anew with /decide." in told(again)
    assert (await stands(relay)).content.proposal == PROPOSAL


async def test_where_nobody_is_there_any_more_nothing_is_saved_and_what_was_typed_comes_back(
    relay: Relay,
) -> None:
    await proposes(relay, "sam", "lena")
    third = await edits(relay, "lena")
    assert isinstance(third, Ask)
    await relay.store.transact(away.said, user("lena"), "3 nov - 20 nov", now=relay.now)
    answer = told(await posts_in(ATLAS, relay, "sam", third.form))
    assert answer.startswith("Nothing was saved")
    assert NEW in answer
    assert (await stands(relay)).edits == ()


async def test_a_vote_that_comes_meanwhile_is_shown_before_it_is_reset(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    third = await edits(relay)
    assert isinstance(third, Ask)
    await objects(relay, "lena")
    again = await posts_in(ATLAS, relay, "sam", third.form)
    assert isinstance(again, Fix)
    assert "Somebody has voted meanwhile." in again.errors[""]
    assert "1 vote given so far will be reset when you save this (Lena)." in standing(again.form)
    assert len((await stands(relay)).votes) == 1
    await posts_in(ATLAS, relay, "sam", again.form)
    assert (await stands(relay)).votes == {}


async def test_the_same_form_sent_twice_edits_once(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    third = await edits(relay)
    assert isinstance(third, Ask)
    first = told(await posts_in(ATLAS, relay, "sam", third.form))
    await votes(relay, "maya", "approve")
    assert told(await posts_in(ATLAS, relay, "sam", third.form)) == first
    after = await stands(relay)
    assert (len(after.edits), len(after.votes)) == (1, 1)


async def test_a_vote_and_an_edit_at_once_are_taken_one_after_the_other(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    third = await edits(relay)
    assert isinstance(third, Ask)
    read = await stands(relay)
    await gather(posts_in(ATLAS, relay, "sam", third.form), votes(relay, "lena", "approve", read=read))
    after = await stands(relay)
    assert len(after.votes) + len(after.edits) == 1, "the vote or the edit, and the other is handed back"
    assert all(edit.reset == {} for edit in after.edits), "no vote is reset that the form did not show"


async def test_a_form_that_is_sent_twice_at_once_is_answered_alike(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    third = await edits(relay)
    assert isinstance(third, Ask)
    both = await gather(*(posts_in(ATLAS, relay, "sam", third.form) for _ in range(2)))
    assert told(both[0]) == told(both[1])
    assert len((await stands(relay)).edits) == 1


async def test_of_two_edits_at_once_the_second_is_handed_back(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    one, two = await edits(relay), await edits(relay, proposal="Mine")
    assert isinstance(one, Ask)
    assert isinstance(two, Ask)
    await posts_in(ATLAS, relay, "sam", one.form)
    answer = told(await posts_in(ATLAS, relay, "sam", two.form))
    assert "edited meanwhile" in answer
    assert "Mine" in answer
    assert (await stands(relay)).content.proposal == NEW


async def test_where_somebody_has_commented_the_thread_is_told_without_a_vote(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    third = await edits(relay)
    assert isinstance(third, Ask)
    await posts_in(ATLAS, relay, "sam", third.form, commented=True)
    [post] = await relay.posted("decision_edited")
    assert "Nobody had voted yet." in post.text


async def test_one_that_was_opened_again_can_be_edited(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    await relay.until(at("lena", "Wed 10:00"))
    await objects(relay, "lena")
    await relay.until(at("sam", "Wed 09:00"))
    await edited(relay)
    after = await stands(relay)
    assert (after.votes, after.began) == ({}, "edited")
    assert len(after.edits[0].reset) == 2
    assert "24 hours after it was edited." in await relay.stands("decision/1")
    await votes(relay, "lena", "approve")
    await closes(relay, after)
    assert (await stands(relay)).state == "adopted"


async def test_its_parts_grow_and_shrink_with_what_it_says(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    long = "&" * 1990
    await edited(relay, problem=long, proposal=long, alternatives=long)
    parts = await relay.store.read(lasting.parts, "decision/1")
    assert parts > 1
    await relay.delivers()
    await edited(relay, problem="Short.", alternatives="")
    await relay.delivers()
    assert await relay.store.read(lasting.parts, "decision/1") == parts, "nothing is taken away"
    assert "see above" in await relay.stands(f"decision/1#{parts}")
    assert NEW in await relay.stands("decision/1")


async def test_a_list_says_so_and_lets_its_proposer_edit(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await edited(relay, title="One rate for all")
    own = told(await relay.store.read(decision.listed, user("sam"), within=()))
    assert "One rate for all: closes" in own
    assert "It was edited." in own
    assert "[Edit “One rate for all”]" in own
    assert "[Edit" not in told(await relay.store.read(decision.listed, user("maya"), within=()))


async def test_a_vote_after_an_edit_counts_as_any_other(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await relay.until(relay.now + timedelta(minutes=5))
    await edited(relay)
    await votes(relay, "maya", "abstain")
    after = await stands(relay)
    assert after.votes == {await number(relay, "maya"): Vote(choice="abstain", at=relay.now)}
