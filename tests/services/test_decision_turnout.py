"""How many have to vote is a team's policy, preselected where it decides, and each decision's own."""

import pytest

from bot.domain.team import Policy
from bot.domain.turnout import Rule
from bot.messages.answer import Ask
from bot.services import decision_edit
from tests.services.deciding import closes, goes_on, opened, proposes, stands, votes
from tests.services.given import Relay, at, user


async def relayed(relay: Relay, decides: Rule) -> None:
    await relay.team("lena", "maya", "sam", policy=Policy(decides=decides))
    await relay.until(at("maya", "Mon 12:15"))


@pytest.mark.parametrize(
    ("decides", "chosen", "said"),
    [
        ("half", "nothing", "at least 2 of 3 vote"),
        ("third", "third", "Adopted if somebody approves and nobody objects."),
        ("all", "all", "somebody approves and all 3 vote"),
        ("consent", "consent", "Adopted unless somebody objects"),
    ],
)
async def test_a_teams_policy_is_preselected_and_stands_in_the_message(
    relay: Relay, decides: Rule, chosen: str, said: str
) -> None:
    await relayed(relay, decides)
    second = await goes_on(relay, "sam", await opened(relay, "sam"), team="team:1")
    assert isinstance(second, Ask)
    assert second.form.values["silence"] == chosen
    await proposes(relay, "sam", team="team:1")
    assert said in await relay.stands("decision/1")


async def test_people_decide_by_the_default_whatever_their_team_has(relay: Relay) -> None:
    await relayed(relay, "all")
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena")
    assert isinstance(second, Ask)
    assert second.form.values["silence"] == "nothing"


async def test_where_all_have_to_vote_one_who_does_not_is_too_few(relay: Relay) -> None:
    await relayed(relay, "all")
    one = await proposes(relay, "sam", team="team:1")
    other = await proposes(relay, "sam", team="team:1", silence="third")
    for number in (one.id, other.id):
        await votes(relay, "maya", "approve", number)
    await votes(relay, "lena", "approve", one.id)
    await closes(relay, other)
    assert [(await stands(relay, each.id)).state for each in (one, other)] == ["unsettled", "adopted"]


async def test_an_edit_opens_with_what_the_decision_has(relay: Relay) -> None:
    await relayed(relay, "half")
    one = await proposes(relay, "sam", "maya", "lena", silence="all")
    answer = await relay.store.transact(decision_edit.open_form, user("sam"), one.id, now=relay.now)
    assert isinstance(answer, Ask)
    second = await goes_on(relay, "sam", answer.form, "maya", "lena")
    assert isinstance(second, Ask)
    assert second.form.values["silence"] == "all"
