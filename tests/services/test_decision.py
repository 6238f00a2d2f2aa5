"""Decisions: where they stand, who votes on them, and what they come to as their window ends."""

from datetime import timedelta

import pytest

from bot.messages.answer import Ask
from bot.services import away, decision
from storage import notes
from tests.services.deciding import (
    PROPOSAL,
    TITLE,
    WHY_NOT,
    closes,
    leaves_channel,
    make_private,
    objects,
    presses_object,
    proposes,
    sends_reason,
    stands,
    votes,
)
from tests.services.given import Relay, at, channel, mentions, told, user


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work, and San Francisco begins; in Berlin it is six."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def held(relay: Relay, name: str) -> list[str]:
    person = (await relay.person(name)).id
    found = await relay.store.read(notes.holding, [person])
    return [one.kind for one in found.get(person, [])]


async def test_it_is_posted_where_it_was_asked_with_the_earliest_fair_close(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    [post] = await relay.posted("decision", to="atlas")
    assert one.closes_at == one.fair_at == at("maya", "Tue 12:15")
    assert f"Decision: {TITLE}" in post.text
    assert PROPOSAL in post.text
    assert "Not voted yet: 2 of 2" in post.text
    assert "[Approve] [Object] [Abstain] [Edit] [Withdraw]" in post.text
    assert sorted(mentions(post.letter.document)) == ["Lena", "Maya"]


async def test_who_has_not_voted_is_reminded_once_in_their_morning_note(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    assert (await held(relay, "lena"), await held(relay, "maya")) == (["decide"], ["decide"])
    await votes(relay, "maya", "approve")
    assert await held(relay, "maya") == []
    await relay.until(at("lena", "Tue 09:01"))
    [note] = await relay.posted("note", to="lena")
    assert f"Sam asks you to decide: {TITLE}" in note.text
    assert "[Approve] [Object] [Abstain]" in note.text
    await relay.until(at("sam", "Wed 12:00"))
    assert [one.kind for one in await relay.posted("note", to="lena")] == ["note"]
    assert await relay.posted("note", to="maya") == []
    assert await relay.posted("decide") == []


async def test_adopted_by_itself_where_half_have_voted_and_nobody_objects(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    assert told(await votes(relay, "maya", "approve")).startswith("You approved. You can change that")
    await closes(relay, one)
    assert (await stands(relay)).state == "adopted"
    [outcome] = await relay.posted("decision_closed")
    assert outcome.letter.under == "decision/1"
    assert f"{TITLE}: adopted, as Maya approved and nobody objected" in outcome.text
    standing = await relay.stands("decision/1")
    assert "Adopted, as Maya approved and nobody objected" in standing
    assert "[Approve]" not in standing
    assert "\n[Object]\n" in standing, "late, for a week"
    assert "Did not vote: 1 of 2" in standing, "counted, not named"
    await relay.until(one.closes_at + timedelta(days=3))
    assert len(await relay.posted("decision_closed")) == 1


async def test_one_objection_is_enough_and_its_reason_stands(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    assert told(await objects(relay, "lena")).startswith("You objected.")
    assert f"Lena: {WHY_NOT}" in await relay.stands("decision/1")
    await closes(relay, one)
    assert (await stands(relay)).state == "objected"
    [outcome] = await relay.posted("decision_closed")
    assert f"{TITLE}: not adopted, as Lena objected" in outcome.text
    assert WHY_NOT in outcome.text


async def test_without_a_vote_it_is_not_adopted_unless_silence_is_consent(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    two = await proposes(relay, "sam", "maya", "lena", silence="consent")
    await closes(relay, two)
    assert [(await stands(relay, each.id)).state for each in (one, two)] == ["unsettled", "adopted"]
    texts = [each.text for each in await relay.posted("decision_closed")]
    assert "not adopted, as none of 2 voted, and at least 1 had to" in texts[0]
    assert "adopted, as nobody objected" in texts[1]


async def test_a_vote_can_be_changed_until_the_close_and_not_after(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await objects(relay, "maya")
    await votes(relay, "maya", "approve")
    assert (await stands(relay)).of("approve") == ((await relay.person("maya")).id,)
    relay.clock.move_to(one.closes_at)
    assert "This is over" in told(await votes(relay, "maya", "abstain")), "the clock has not closed it yet"
    await relay.tick()
    late = told(await votes(relay, "lena", "approve"))
    assert late.startswith("This is over: adopted, as Maya approved")
    assert len((await stands(relay)).votes) == 1


async def test_an_objection_whose_form_is_sent_too_late_is_handed_back(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    form = await presses_object(relay, "lena")
    assert isinstance(form, Ask)
    await closes(relay, one)
    assert WHY_NOT in told(await sends_reason(relay, "lena", form.form))
    assert (await stands(relay)).votes == {}


async def test_only_who_decides_votes(relay: Relay) -> None:
    await proposes(relay, "sam", "maya")
    assert told(await votes(relay, "lena", "approve")).startswith("This is for Maya to decide.")
    assert told(await objects(relay, "sam")).startswith("This is for Maya to decide.")
    assert (await stands(relay)).votes == {}


async def test_a_team_decides_in_its_own_channel_and_nobody_there_is_mentioned(relay: Relay) -> None:
    one = await proposes(relay, "sam", team="team:1")
    [post] = await relay.posted("decision")
    assert len(one.deciders) == 3
    assert (one.label, mentions(post.letter.document)) == ("Atlas", [])
    assert "Sam proposes, and Atlas decides." in post.text


async def test_a_zone_that_changes_during_the_vote_moves_no_close(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await relay.moves("lena", "Asia/Tokyo")
    await votes(relay, "lena", "approve")
    await relay.until(one.closes_at - timedelta(minutes=1))
    assert (await stands(relay)).open
    await closes(relay, one)
    assert (await stands(relay)).state == "adopted"


async def test_only_who_proposed_it_takes_it_back(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    other = await relay.store.transact(decision.withdraw, user("maya"), one.id, now=relay.now)
    assert "Only Sam can withdraw this" in told(other)
    done = await relay.store.transact(decision.withdraw, user("sam"), one.id, now=relay.now)
    assert told(done).startswith("Withdrawn.")
    assert "Withdrawn by Sam" in await relay.stands("decision/1")
    await relay.until(one.closes_at + timedelta(days=1))
    assert await relay.posted("decision_closed", "note") == []


async def test_after_the_instant_of_its_close_nobody_takes_it_back_however_late_the_clock(
    relay: Relay,
) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    relay.clock.move_to(one.closes_at + timedelta(minutes=20))
    answer = await relay.store.transact(decision.withdraw, user("sam"), one.id, now=relay.now)
    assert "This is over: adopted, as Maya approved" in told(answer)
    await relay.tick()
    assert (await stands(relay)).state == "adopted"
    assert len(await relay.posted("decision_closed")) == 1


async def test_where_the_channel_takes_no_message_it_is_taken_back_and_told(relay: Relay) -> None:
    await proposes(relay, "sam", "maya")
    await relay.delivers(refuses="decision/")
    assert (await stands(relay)).state == "withdrawn"
    [told_so] = await relay.posted("decision_unposted", to="sam")
    assert told_so.text.startswith(f"I could not post “{TITLE}”")


async def test_a_late_objection_opens_it_again_once_and_everyone_hears_of_it(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    await relay.until(at("lena", "Wed 10:00"))
    assert "it is open again until Thu 5 Nov, 10:00" in told(await objects(relay, "lena"))
    [again] = await relay.posted("decision_reopened")
    assert f"{TITLE}: open again, Lena objects" in again.text
    assert WHY_NOT in again.text
    superseded = f"{TITLE} was adopted, and has been opened again since.\nThe proposal and the votes"
    assert await relay.stands("decision_closed/1") == superseded
    assert "[Approve]" in await relay.stands("decision/1")
    await relay.until(at("maya", "Wed 09:01"))
    [note] = await relay.posted("note", to="maya")
    assert "You approved." in note.text
    assert WHY_NOT in note.text
    await votes(relay, "lena", "approve")
    await closes(relay, await stands(relay))
    assert [each.key for each in await relay.posted("decision_closed")] == [
        "decision_closed/1",
        "decision_closed/1/again",
    ]
    assert (await stands(relay)).state == "adopted"
    assert "This is over" in told(await objects(relay, "maya")), "once is enough"


async def test_who_confirms_their_vote_after_that_is_asked_no_more(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    await relay.until(at("lena", "Wed 10:00"))
    await objects(relay, "lena")
    await votes(relay, "maya", "approve")
    assert not (await stands(relay)).waits_for((await relay.person("maya")).id)
    assert await held(relay, "maya") == []


async def test_after_a_week_and_without_adoption_nothing_is_opened_again(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    two = await proposes(relay, "sam", "maya", "lena", silence="consent")
    await closes(relay, two)
    assert "This is over: not adopted" in told(await objects(relay, "lena", number=one.id))
    relay.clock.move_to(two.closes_at + timedelta(days=7, minutes=1))
    assert "This is over: adopted" in told(await objects(relay, "lena", number=two.id))
    assert await relay.posted("decision_reopened") == []


async def test_who_was_left_out_may_object_late(relay: Relay) -> None:
    await relay.store.transact(away.said, user("lena"), "3 nov - 6 nov", now=relay.now)
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    await relay.until(at("lena", "Mon 09:30", week=1))
    assert "it is open again" in told(await objects(relay, "lena"))
    again = await stands(relay)
    assert (len(again.deciders), again.left_out) == (2, ())


async def test_the_list_has_what_is_open_and_what_was_closed(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    mine = told(await relay.store.read(decision.listed, user("maya"), within=()))
    told_of = "Proposed by Sam. 0 of 2 voted. It waits for your vote."
    assert f"{TITLE}: closes Tue 3 Nov, 12:15 (New York). {told_of}" in mine
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    mine = told(await relay.store.read(decision.listed, user("maya"), within=()))
    assert "Nothing is open." in mine
    assert f"{TITLE}: adopted, as you approved and nobody objected, Tue 3 Nov" in mine


async def test_who_leaves_a_private_channel_decides_there_no_more(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await relay.store.transact(make_private)
    await leaves_channel(relay, "lena")
    assert (await stands(relay)).deciders == ((await relay.person("maya")).id,)
    assert "Lena" not in await relay.stands("decision/1")
    within = told(await relay.store.read(decision.listed, user("lena"), within=()))
    assert one.content.title not in within
    assert TITLE in told(await relay.store.read(decision.listed, user("lena"), within=[channel("atlas")]))
