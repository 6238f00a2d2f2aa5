"""Whoever decides an edited decision stays, unless its author says otherwise; asked is only who is new."""

from dataclasses import replace

import pytest

from bot.domain.decision import MOST_DECIDERS
from bot.domain.identity import TeamId
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.form import ChoiceField
from bot.services import decision_draft
from storage import decisions, people, teams
from tests.services.deciding import (
    ATLAS,
    PROPOSAL,
    goes_on,
    goes_on_in,
    leaves_channel,
    posts_in,
    previews,
    proposes,
    stands,
    votes,
)
from tests.services.editing import NEW, edited, page, reaches, standing
from tests.services.given import Relay, at, profile, user


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def test_whoever_left_the_team_keeps_who_decides_and_their_votes(relay: Relay) -> None:
    before = await proposes(relay, "sam", team="team:1")
    await votes(relay, "maya", "approve")
    await relay.leaves("sam")
    form = await page(relay)
    assert (form.values["team"], form.values.get("deciders")) == ("standing", None)
    choice = form.named("team")
    assert isinstance(choice, ChoiceField)
    assert "As it is: Atlas" in [one.text for one in choice.choices]
    await saves(relay, await goes_on(relay, "sam", form), close="Thu 15:00")
    after = await stands(relay)
    assert (after.deciders, after.label, len(after.votes)) == (before.deciders, "Atlas", 1)
    assert after.closes_at == at("sam", "Thu 15:00")
    await reaches(relay, await page(relay))
    after = await stands(relay)
    assert (after.deciders, after.label) == (before.deciders, "Atlas")
    assert after.edits[-1].changed == ("proposal",)


async def test_whoever_left_the_team_keeps_the_regions_that_decide(relay: Relay) -> None:
    before = await proposes(relay, "sam", team="each:1")
    assert len({*before.regions.values()}) > 1
    await relay.leaves("sam")
    form = await page(relay)
    assert form.values["team"] == "standing"
    await reaches(relay, form)
    after = await stands(relay)
    assert (after.regions, after.deciders) == (before.regions, before.deciders)


async def test_more_than_can_be_picked_stay_as_they_are(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    many = [profile(f"kim{number}") for number in range(MOST_DECIDERS + 1)]
    known = await relay.store.transact(people.keep, many, now=relay.now)
    ids = tuple(sorted(one.id for one in known))
    await relay.store.transact(decisions.change, replace(await stands(relay), deciders=ids))
    form = await page(relay)
    assert form.values["team"] == "standing"
    await reaches(relay, form)
    after = await stands(relay)
    assert (after.deciders, after.content.proposal) == (ids, NEW)


async def test_another_name_of_its_team_resets_no_vote(relay: Relay) -> None:
    await proposes(relay, "sam", team="team:1")
    await votes(relay, "maya", "approve")
    await relay.store.transact(teams.rename, TeamId(1), "Borealis")
    await saves(relay, await goes_on(relay, "sam", await page(relay)), close="Thu 15:00")
    after = await stands(relay)
    assert (len(after.votes), after.label) == (1, "Borealis")
    assert after.edits[-1].changed == ("close",)


async def test_who_decides_already_may_have_left_the_public_channel(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await leaves_channel(relay, "lena")
    await leaves_channel(relay, "sam")
    there = replace(ATLAS, members=(user("maya"),))
    form = await page(relay)
    second = await goes_on_in(there, relay, "sam", form, "maya", "lena", proposal=NEW)
    third = await previews(relay, "sam", asked(second).form)
    await posts_in(there, relay, "sam", asked(third).form)
    assert (await stands(relay)).content.proposal == NEW


async def test_who_is_new_has_to_be_in_its_channel(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    answer = await goes_on(relay, "sam", await page(relay), "maya", "ines")
    assert isinstance(answer, Fix)
    assert "Ines is not in #atlas." in answer.errors["deciders"]
    assert set(answer.errors) == {"deciders"}
    gone = await relay.store.transact(
        decision_draft.proposed,
        user("sam"),
        token=answer.form.token,
        values={**answer.values, "deciders": (user("maya").id,)},
        profiles=[profile("maya")],
        channel=None,
        now=relay.now,
    )
    assert isinstance(gone, Fix)
    assert "I am not in that channel." in gone.errors["deciders"]


@pytest.mark.parametrize("later", [False, True], ids=["another text", "a later close"])
async def test_the_last_page_says_who_hears_of_an_edit(relay: Relay, later: bool) -> None:
    """In Berlin it is six in the evening: Lena finds it in her note."""
    await proposes(relay, "sam", "maya", "lena", "sam")
    for name in ("maya", "lena", "sam"):
        await votes(relay, name, "approve")
    values = {"proposal": PROPOSAL} if later else {"proposal": NEW}
    second = await goes_on(relay, "sam", await page(relay), "maya", "sam", "lena", **values)
    third = await previews(relay, "sam", asked(second).form, close="Thu 15:00" if later else "")
    text = standing(asked(third).form)
    assert ("as their votes are reset and they work now: Maya." in text) is not later
    assert (
        "hears of it once: in their next morning note, or, if they are in no team, in a message." in text
    ) is not later
    assert "Nobody is mentioned by the message itself" in text


async def test_the_thread_of_a_teams_decision_mentions_nobody_and_the_last_page_says_so(relay: Relay) -> None:
    await proposes(relay, "sam", team="team:1")
    await votes(relay, "maya", "approve")
    second = await goes_on(relay, "sam", await page(relay), proposal=NEW)
    third = await previews(relay, "sam", asked(second).form)
    assert "Mentioned" not in standing(asked(third).form)


async def test_a_vote_of_somebody_who_decides_no_more_is_mentioned_too(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    second = await goes_on(relay, "sam", await page(relay), "lena", proposal=NEW)
    third = await previews(relay, "sam", asked(second).form)
    assert "as their votes are reset and they work now: Maya." in standing(asked(third).form)
    await edited(relay, "lena")


async def saves(relay: Relay, second: Answer, **values: str) -> None:
    third = await previews(relay, "sam", asked(second).form, **values)
    await posts_in(ATLAS, relay, "sam", asked(third).form)


def asked(answer: Answer) -> Ask:
    assert isinstance(answer, Ask), answer
    return answer
