"""The form: opened, filled in advance, sent once, thrice, again, by others, for one team and another."""

from dataclasses import replace

import pytest

from bot.messages.answer import Ask, Fix, Nothing, Tell
from bot.services import handoff, line
from tests.services.given import Relay, at, day, text_of, told, user

AWKWARD = "<!channel> <@U1> *b* `c` שלום 👍🏽 " + "x" * 2900


async def evening(relay: Relay, *teams: str) -> None:
    for name in teams or ("atlas",):
        await relay.team("lena", "maya", name=name)
    await relay.until(at("lena", "Mon 17:20"))


async def test_the_same_form_three_times_is_stored_once(relay: Relay) -> None:
    await evening(relay)
    form = await relay.opens("lena")
    for _ in range(3):
        answer = await relay.sends("lena", form, summary="All merged.", steps__0__what="Watch the page")
        assert answer == Nothing()
    stored = await relay.handoff(1)
    assert (stored.revision, stored.content.summary) == (1, "All merged.")
    assert list(await relay.steps()) == ["Watch the page"]
    with pytest.raises(AssertionError):
        await relay.handoff(2)


async def test_a_consumed_form_sent_again_edits(relay: Relay) -> None:
    await evening(relay)
    form = await relay.opens("lena")
    await relay.sends("lena", form, summary="All merged.")
    await relay.sends("lena", form, summary="Nearly all merged.")
    stored = await relay.handoff(1)
    assert (stored.revision, stored.content.summary) == (2, "Nearly all merged.")


async def test_what_was_typed_is_kept_as_typed(relay: Relay) -> None:
    await evening(relay)
    await relay.hands_over("lena", AWKWARD, (AWKWARD[:500], "awake"))
    stored = await relay.handoff(1)
    assert stored.content.summary == AWKWARD
    assert " ".join(AWKWARD[:500].split()) in await relay.steps()


async def test_somebody_elses_form_is_refused_with_the_words_given_back(relay: Relay) -> None:
    await evening(relay)
    form = await relay.opens("lena")
    answer = await relay.sends("maya", form, summary="Mine now.")
    assert "Mine now." in told(answer)
    assert await relay.steps() == {}


async def test_a_forged_token_is_refused_with_the_words_given_back(relay: Relay) -> None:
    await evening(relay)
    form = replace(await relay.opens("lena"), token="guessed")
    answer = await relay.sends("lena", form, summary="Out of thin air.")
    assert "Out of thin air." in told(answer)


async def test_who_left_meanwhile_has_the_words_given_back(relay: Relay) -> None:
    await evening(relay)
    form = await relay.opens("lena")
    await relay.leaves("lena")
    typed = {"summary": "Too late.", "done": "One\nTwo", "steps__1__what": "Mend it", "watch": "If so"}
    said = told(await relay.sends("lena", form, **typed))
    assert "Too late.\nOne\nTwo\nMend it\nIf so" in said


async def test_a_team_that_is_not_theirs_is_refused_in_the_form(relay: Relay) -> None:
    await evening(relay)
    strangers = await relay.team("sam", "mia", name="borealis")
    form = await relay.opens("lena")
    answer = await relay.sends("lena", form, summary="For others.", team=str(strangers))
    assert isinstance(answer, Fix)
    assert answer.values["summary"] == "For others."
    assert "team" in answer.errors


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"summary": ""}, "summary"),
        ({"summary": "x", "state": "blocked"}, "steps.0.what"),
        ({"summary": "x", "state": "nonsense"}, "state"),
        ({"summary": "x", "links": "see the thread"}, "links"),
        ({"summary": "x", "steps.0.what": "Do it", "steps.0.owner": "person:999"}, "steps.0.owner"),
        ({"summary": "x", "steps.0.what": "Do it", "steps.0.owner": "region:999"}, "steps.0.owner"),
        ({"summary": "x", "steps.0.what": "Do it", "steps.0.owner": "anyone"}, "steps.0.owner"),
    ],
    ids=["empty", "blocked without a step", "state", "link", "person", "region", "owner"],
)
async def test_what_is_wrong_comes_back_with_what_was_typed(
    relay: Relay, values: dict[str, str], field: str
) -> None:
    await evening(relay)
    form = await relay.opens("lena")
    answer = await relay.sends("lena", form, **values)
    assert isinstance(answer, Fix)
    assert field in answer.errors
    assert answer.form.token == form.token
    assert {name: answer.values[name] for name in values} == values
    assert await relay.steps() == {}
    assert await relay.sends("lena", form, summary="Mended.") == Nothing()


async def test_one_prompt_two_teams_each_in_turn(relay: Relay) -> None:
    await evening(relay, "atlas", "borealis")
    await relay.hands_over("lena", "Atlas is fine.")
    form = await relay.opens("lena")
    borealis = await relay.whole("borealis")
    assert form.values["team"] == str(borealis.id)
    await relay.sends("lena", form, summary="Borealis too.")
    assert [(await relay.handoff(one)).team for one in (1, 2)] == [1, borealis.id]
    assert await relay.evenings("lena") == [(day("Mon"), "answered", "handoff")]


async def test_the_channel_where_it_is_asked_for_picks_the_team(relay: Relay) -> None:
    await evening(relay, "atlas", "borealis")
    form = await relay.opens("lena", where="borealis")
    assert form.values["team"] == str((await relay.whole("borealis")).id)


async def test_what_they_hold_is_prefilled_and_lives_on_in_one_place(relay: Relay) -> None:
    await evening(relay)
    await relay.hands_over("lena", "Nearly.", ("Watch the page", "awake"))
    await relay.until(at("maya", "Mon 12:00"))
    step = (await relay.steps())["Watch the page"]
    await relay.acts("maya", "pick_up", step.id)
    await relay.until(at("maya", "Mon 17:20"))
    form = await relay.opens("maya")
    assert form.values["steps.0.what"] == "Watch the page"
    await relay.sends("maya", form, summary="Still watching.", steps__0__owner="awake")
    whole = await relay.whole()
    found = await relay.unfinished()
    assert [(one.text, one.handoff, one.state) for one in found] == [("Watch the page", 2, "open")]
    berlin = next(one.id for one in whole.plans if one.name == "Berlin")
    assert found[0].region == berlin
    [handover] = await relay.posted("handover")
    assert "Watch the page" not in (await relay.stands(handover.key)), "it stands in the new one alone"


async def test_a_hand_off_of_today_is_opened_to_be_edited(relay: Relay) -> None:
    await evening(relay)
    await relay.hands_over("lena", "Nearly.", ("Watch the page", "awake"))
    form = await relay.opens("lena")
    assert form.title.startswith("Edit")
    assert form.values["summary"] == "Nearly."
    assert form.values["steps.0.what"] == "Watch the page"


async def test_more_rows_keep_what_was_typed(relay: Relay) -> None:
    await evening(relay)
    form = await relay.opens("lena")
    answer = await relay.store.transact(
        handoff.redraw,
        user("lena"),
        token=form.token,
        name="handoff.add_step",
        value="2",
        values={**form.values, "summary": "Half written"},
        now=relay.now,
    )
    assert isinstance(answer, Ask)
    assert answer.form.token == form.token
    assert answer.form.values["summary"] == "Half written"
    assert answer.form.named("steps.2.what") is not None


async def test_another_team_shows_what_stands_there(relay: Relay) -> None:
    await evening(relay, "atlas", "borealis")
    await relay.hands_over("lena", "Borealis is fine.", where="borealis")
    form = await relay.opens("lena", where="atlas")
    borealis = await relay.whole("borealis")
    answer = await relay.store.transact(
        handoff.redraw,
        user("lena"),
        token=form.token,
        name="team",
        value=str(borealis.id),
        values=form.values,
        now=relay.now,
    )
    assert isinstance(answer, Ask)
    assert answer.form.values["summary"] == "Borealis is fine."


async def test_another_project_loses_nothing_of_what_was_typed_though_the_summary_is_empty(
    relay: Relay,
) -> None:
    await evening(relay, "atlas", "borealis")
    await relay.hands_over("lena", "Borealis is fine.", where="borealis")
    form = await relay.opens("lena", where="atlas")
    typed = {
        "state": "at_risk",
        "done": "Merged it all",
        "steps.0.what": "Call Ana about the cert",
        "steps.0.owner": "me",
        "watch": "If it fails, roll back",
        "links": "https://example.com/1",
    }
    answer = await relay.store.transact(
        handoff.redraw,
        user("lena"),
        token=form.token,
        name="team",
        value=str((await relay.whole("borealis")).id),
        values={**form.values, **typed},
        now=relay.now,
    )
    assert isinstance(answer, Ask)
    assert {name: answer.form.values[name] for name in typed} == typed


async def test_redrawing_somebody_elses_form_does_nothing(relay: Relay) -> None:
    await evening(relay)
    form = await relay.opens("lena")
    answer = await relay.store.transact(
        handoff.redraw, user("maya"), token=form.token, name="team", value="1", values={}, now=relay.now
    )
    assert answer == Nothing()


@pytest.mark.parametrize(
    ("name", "words"), [("maya", "receive"), ("sam", "no team")], ids=["receives only", "in no team"]
)
async def test_who_writes_for_no_team_is_told_how_to(relay: Relay, name: str, words: str) -> None:
    await relay.team("lena", receives=["maya"])
    for answer in (
        await relay.store.transact(handoff.open_form, user(name), day=None, place=None, now=relay.now),
        await relay.store.transact(line.keep, user(name), text="A line.", now=relay.now),
    ):
        assert isinstance(answer, Tell)
        assert words in text_of(answer.document)


async def test_late_at_night_it_still_belongs_to_the_last_day(relay: Relay) -> None:
    await evening(relay)
    await relay.until(at("lena", "Tue 01:00"))
    await relay.hands_over("lena", "Late, but here.")
    assert (await relay.handoff(1)).day == day("Mon")
    await relay.until(at("lena", "Tue 02:00"))
    await relay.hands_over("lena", "Early, for Tuesday.")
    assert (await relay.handoff(2)).day == day("Tue")


async def test_the_receipt_says_when_it_is_read(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "All merged.")
    key = (await relay.posted("prompt", to="lena"))[0].key
    assert "reaches New York within the hour" in await relay.stands(key)
    await relay.until(at("lena", "Mon 18:20"))
    await relay.hands_over("lena", "All merged, and deployed.")
    assert "New York has it" in await relay.stands(key)


async def test_somewhere_else_is_no_team_of_theirs(relay: Relay) -> None:
    await evening(relay)
    form = await relay.opens("lena", where="elsewhere")
    assert form.values["team"] == str((await relay.whole()).id)
