"""Decisions: where they stand, who votes on them, and what they come to as their window ends."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.identity import DecisionId
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.document import Document
from bot.messages.form import Note
from bot.services import away, decision, decision_vote
from storage import notes
from storage.tables import places
from storage.transaction import Tx
from tests.services.deciding import (
    PROPOSAL,
    TITLE,
    WHY_NOT,
    closes,
    goes_on,
    objects,
    opened,
    proposes,
    sends,
    stands,
    votes,
)
from tests.services.given import Relay, at, channel, mentions, text_of, told, user


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work, and San Francisco begins; in Berlin it is six."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


def make_private(tx: Tx) -> None:
    tx.run(update(places).values(kind="private"))


async def held(relay: Relay, name: str) -> list[str]:
    person = (await relay.person(name)).id
    found = await relay.store.read(notes.holding, [person])
    return [one.kind for one in found.get(person, [])]


def wrong(answer: Answer) -> dict[str, str]:
    assert isinstance(answer, Fix), answer
    return dict(answer.errors)


async def test_it_is_posted_where_it_was_asked_with_the_earliest_fair_close(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    [post] = await relay.posted("decision", to="atlas")
    assert one.closes_at == one.fair_at == at("maya", "Tue 12:15")
    assert f"Decision: {TITLE}" in post.text
    assert PROPOSAL in post.text
    assert "Not yet: Lena and Maya" in post.text
    assert "[Approve] [Object] [Abstain] [Withdraw]" in post.text
    assert sorted(mentions(post.letter.document)) == ["Lena", "Maya"]


async def test_the_second_page_says_when_it_can_close_and_who_sets_that(relay: Relay) -> None:
    await relay.until(at("maya", "Tue 17:00"))
    said = said_on(await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena", "sam"))
    assert "Earliest fair close: Wed 4 Nov, 14:00 (Los Angeles). 24 hours after it was asked." in said
    await relay.until(at("maya", "Fri 16:00"))
    said = said_on(await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena"))
    assert "Earliest fair close: Mon 9 Nov, 12:30 (Los Angeles). Maya sets it" in said
    assert "Lena: eight hours of their own by Mon 9 Nov, 08:00 (Los Angeles)" in said


def said_on(answer: Answer) -> str:
    """What the second page says before its fields."""
    assert isinstance(answer, Ask), answer
    [note] = [one for one in answer.form.fields if isinstance(one, Note)]
    return text_of(Document(blocks=note.blocks, summary="A note", kind="notice"))


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
    assert f"{TITLE}: adopted, Maya approved and nobody objected" in outcome.text
    standing = await relay.stands("decision/1")
    assert "Adopted, Maya approved and nobody objected" in standing
    assert "[Approve]" not in standing
    assert standing.endswith("[Object]"), "late, for a week"
    assert "Did not vote: Lena" in standing
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
    assert f"{TITLE}: not adopted, Lena objected" in outcome.text
    assert WHY_NOT in outcome.text


async def test_without_a_vote_it_is_not_adopted_unless_silence_is_consent(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    two = await proposes(relay, "sam", "maya", "lena", silence="consent")
    await closes(relay, two)
    assert [(await stands(relay, each.id)).state for each in (one, two)] == ["unsettled", "adopted"]
    texts = [each.text for each in await relay.posted("decision_closed")]
    assert "not adopted, 0 of 2 voted and 1 would have had to" in texts[0]
    assert "adopted, nobody objected" in texts[1]


async def test_a_vote_can_be_changed_until_the_close_and_not_after(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await objects(relay, "maya")
    await votes(relay, "maya", "approve")
    assert (await stands(relay)).of("approve") == ((await relay.person("maya")).id,)
    relay.clock.move_to(one.closes_at)
    assert "This is over" in told(await votes(relay, "maya", "abstain")), "the clock has not closed it yet"
    await relay.tick()
    late = told(await votes(relay, "lena", "approve"))
    assert late.startswith("This is over: adopted, Maya approved")
    assert len((await stands(relay)).votes) == 1


async def test_an_objection_whose_form_is_sent_too_late_is_handed_back(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    form = await relay.store.transact(decision_vote.object_to, user("lena"), DecisionId(1), now=relay.now)
    assert isinstance(form, Ask)
    await closes(relay, one)
    late = await relay.store.transact(
        decision_vote.objected,
        user("lena"),
        token=form.form.token,
        values={"reason": WHY_NOT},
        now=relay.now,
    )
    assert WHY_NOT in told(late)
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
    assert "Sam proposes, and Atlas decide." in post.text


async def test_the_same_form_sent_twice_asks_once(relay: Relay) -> None:
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya")
    assert isinstance(second, Ask)
    first = told(await sends(relay, "sam", second.form))
    assert told(await sends(relay, "sam", second.form)) == first
    assert told(await goes_on(relay, "sam", second.form, "maya")) == first
    assert len(await relay.posted("decision")) == 1


async def test_who_is_away_for_long_is_left_out_openly(relay: Relay) -> None:
    await relay.store.transact(away.said, user("lena"), "3 nov - 13 nov", now=relay.now)
    one = await proposes(relay, "sam", "maya", "lena")
    assert (len(one.deciders), len(one.left_out)) == (1, 1)
    [post] = await relay.posted("decision")
    assert "Lena is away for more than three working days and left out." in post.text
    assert await held(relay, "lena") == []
    assert told(await votes(relay, "lena", "approve")).startswith("This is for Maya")


async def test_where_all_are_away_others_are_asked_for(relay: Relay) -> None:
    for name in ("maya", "lena"):
        await relay.store.transact(away.said, user(name), "3 nov - 13 nov", now=relay.now)
    answer = await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena")
    assert wrong(answer) == {"deciders": "None of them is at work in the coming days. Choose who can decide."}


async def test_a_zone_that_changes_during_the_vote_moves_no_close(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await relay.moves("lena", "Asia/Tokyo")
    await votes(relay, "lena", "approve")
    await relay.until(one.closes_at - timedelta(minutes=1))
    assert (await stands(relay)).open
    await closes(relay, one)
    assert (await stands(relay)).state == "adopted"


async def test_sooner_than_is_fair_needs_a_reason_which_stands_there(relay: Relay) -> None:
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena")
    assert isinstance(second, Ask)
    errors = wrong(await sends(relay, "sam", second.form, close="today 13:00"))
    assert "Maya and Lena would not have eight working hours" in errors["sooner"]
    await sends(relay, "sam", second.form, close="today 13:00", sooner="The shop is down.")
    one = await stands(relay)
    assert one.closes_at == at("sam", "Mon 13:00")
    [post] = await relay.posted("decision")
    assert "That is sooner than is fair to all" in post.text
    assert "The shop is down." in post.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [("soon", "Name a day and a time"), ("1 nov 2026 9:00", "has passed"), ("30 nov 9:00", "more than 21")],
)
async def test_a_close_that_cannot_be_is_handed_back(relay: Relay, typed: str, words: str) -> None:
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya")
    assert isinstance(second, Ask)
    assert words in wrong(await sends(relay, "sam", second.form, close=typed))["close"]
    assert await relay.posted("decision") == []


@pytest.mark.parametrize(
    ("who", "values", "where", "words"),
    [
        ((), {}, "deciders", "Choose who decides."),
        (("maya",), {"proposal": " "}, "proposal", "a yes is enough"),
        (("maya",), {"team": "team:1"}, "team", "one or the other"),
        ((), {"team": "team:9"}, "team", "no team of yours"),
        (("ines",), {}, "where", "Not all of you are in #atlas"),
    ],
    ids=["nobody", "no proposal", "people and a team", "another team", "not there"],
)
async def test_what_is_missing_is_asked_for(
    relay: Relay, who: tuple[str, ...], values: dict[str, str], where: str, words: str
) -> None:
    answer = await goes_on(relay, "sam", await opened(relay, "sam"), *who, **values)
    assert words in wrong(answer)[where]
    assert await relay.posted("decision") == []


async def test_only_who_proposed_it_takes_it_back(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    other = await relay.store.transact(decision.withdraw, user("maya"), one.id, now=relay.now)
    assert "Only Sam can withdraw this" in told(other)
    done = await relay.store.transact(decision.withdraw, user("sam"), one.id, now=relay.now)
    assert told(done).startswith("Withdrawn.")
    assert "Withdrawn by Sam" in await relay.stands("decision/1")
    await relay.until(one.closes_at + timedelta(days=1))
    assert await relay.posted("decision_closed", "note") == []


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
    assert await relay.stands("decision_closed/1") == f"{TITLE} was adopted, and was opened again since."
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
    assert f"{TITLE} closes Tue 3 Nov, 12:15 (New York). 0 of 2 voted. It waits for your vote." in mine
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    mine = told(await relay.store.read(decision.listed, user("maya"), within=()))
    assert "Nothing is open." in mine
    assert f"{TITLE}: adopted, you approved and nobody objected, Tue 3 Nov" in mine


async def test_who_leaves_a_private_channel_decides_there_no_more(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await relay.store.transact(make_private)
    await relay.leaves("lena")
    assert (await stands(relay)).deciders == ((await relay.person("maya")).id,)
    assert "Lena" not in await relay.stands("decision/1")
    within = told(await relay.store.read(decision.listed, user("lena"), within=()))
    assert one.content.title not in within
    assert TITLE in told(await relay.store.read(decision.listed, user("lena"), within=[channel("atlas")]))
