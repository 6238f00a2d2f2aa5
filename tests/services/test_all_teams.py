"""One form for all teams of an evening: those that have none yet, and what every team's form can show."""

import pytest

from bot.messages.answer import Fix, Nothing
from bot.messages.form import Value
from storage import teams
from tests.services.given import Relay, at, day
from tests.services.redrawn import redrawn


async def evening(relay: Relay, *teams: str) -> None:
    for name in teams or ("atlas",):
        await relay.team("lena", "maya", name=name)
    await relay.until(at("lena", "Mon 17:20"))


async def test_all_at_once(relay: Relay) -> None:
    await evening(relay, "atlas", "borealis")
    form = await relay.opens("lena")
    await relay.sends("lena", form, summary="All is fine.", team="all")
    assert [(await relay.handoff(one)).content.summary for one in (1, 2)] == ["All is fine."] * 2
    assert await relay.evenings("lena") == [(day("Mon"), "answered", "handoff")]


async def test_all_at_once_leaves_alone_what_was_handed_over_before(relay: Relay) -> None:
    await evening(relay, "atlas", "borealis", "cygnus")
    await relay.hands_over("lena", "Atlas is its own story.")
    form = await relay.opens("lena")
    for summary in ("The rest is fine.", "The rest is done."):
        assert await relay.sends("lena", form, summary=summary, team="all") == Nothing()
    stored = [(await relay.handoff(one)).content.summary for one in (1, 2, 3)]
    assert stored == ["Atlas is its own story.", "The rest is done.", "The rest is done."]
    with pytest.raises(AssertionError):
        await relay.handoff(4)


async def test_all_at_once_with_none_left_says_what_to_do(relay: Relay) -> None:
    await evening(relay, "atlas", "borealis")
    late = await relay.opens("lena")
    for where in ("atlas", "borealis"):
        await relay.hands_over("lena", "Told.", where=where)
    answer = await relay.sends("lena", late, summary="Once more.", team="all")
    assert isinstance(answer, Fix)
    assert "Choose one to edit" in answer.errors["team"]
    assert [(await relay.handoff(one)).content.summary for one in (1, 2)] == ["Told."] * 2


async def test_all_at_once_goes_to_the_project_written_about_last(relay: Relay) -> None:
    await evening(relay, "atlas", "borealis")
    atlas = await relay.whole()
    maps = await relay.store.transact(teams.add_project, atlas.id, name="Maps", page="")
    await relay.sends("lena", await relay.opens("lena", where="atlas"), summary="Maps.", project=str(maps))
    await relay.until(at("lena", "Tue 17:20"))
    form = await relay.opens("lena")
    for summary in ("All is fine.", "All is done."):
        await relay.sends("lena", form, summary=summary, team="all")
    again = await relay.handoff(2)
    assert (again.project, again.content.summary) == (maps, "All is done.")


@pytest.mark.parametrize("typed", ["Typed.", ""], ids=["typed", "as it stands"])
async def test_who_all_teams_do_not_share_becomes_whoever_is_awake(relay: Relay, typed: str) -> None:
    await evening(relay, "atlas", "borealis")
    maya = f"person:{(await relay.person('maya')).id}"
    region = f"region:{(await relay.whole()).regions[0].id}"
    if not typed:
        await relay.hands_over("lena", "Stands.", ("Call", maya), ("Look", region), ("Rest", "me"))
    form = await relay.opens("lena", where="atlas")
    rows: dict[str, Value] = {"summary": typed}
    for row, (what, owner) in enumerate([("Call", maya), ("Look", region), ("Rest", "me")]):
        rows |= {f"steps.{row}.what": what, f"steps.{row}.owner": owner}
    form = await redrawn(relay, form, "team", "all", **rows)
    assert [form.values[f"steps.{row}.owner"] for row in range(3)] == ["awake", "awake", "me"]


async def test_in_another_team_so_does_who_is_not_of_it(relay: Relay) -> None:
    await evening(relay, "atlas", "borealis")
    form = await relay.opens("lena", where="atlas")
    maya = f"person:{(await relay.person('maya')).id}"
    rows: dict[str, Value] = {"steps.0.what": "Call", "steps.0.owner": maya, "steps.1.owner": "me"}
    borealis = await relay.whole("borealis")
    form = await redrawn(relay, form, "team", str(borealis.id), summary="Typed.", **rows)
    assert [form.values[f"steps.{row}.owner"] for row in range(2)] == ["awake", "me"]
