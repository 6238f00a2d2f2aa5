"""Who goes away after a decision was posted is openly left out, or replaced; who comes back decides again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.decision import Decision
from bot.domain.identity import DecisionId
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.away import value_of
from bot.services import away, decision_instead, forget, person
from storage import notes
from tests.services.deciding import ATLAS, TITLE, closes, goes_on, opened, proposes, sends, stands, votes
from tests.services.given import Relay, at, profile, told, user

LONG, SHORT = "tue - 20 nov", "tue"


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work, and San Francisco begins; in Berlin it is six."""
    await relay.team("lena", "nora", "maya", "sam", "arjun")
    await relay.until(at("maya", "Mon 12:15"))


async def is_away(relay: Relay, name: str, days: str = LONG) -> None:
    await relay.store.transact(away.said, user(name), days, now=relay.now)


async def is_back(relay: Relay, name: str) -> None:
    [absence] = (await relay.person(name)).days.away
    await relay.store.transact(away.cancel, user(name), value_of(absence), now=relay.now)


async def held(relay: Relay, name: str) -> list[str]:
    person = (await relay.person(name)).id
    found = await relay.store.read(notes.holding, [person])
    return [one.kind for one in found.get(person, [])]


async def chooses(relay: Relay, who: str, other: str, *, by: str = "sam") -> Answer:
    """Press *Choose somebody* and send the form, where it opens."""
    person = (await relay.person(who)).id
    answer = await relay.store.transact(
        decision_instead.open_form, user(by), DecisionId(1), person, now=relay.now
    )
    return await sends_form(relay, answer, other, by=by) if isinstance(answer, Ask) else answer


async def sends_form(relay: Relay, answer: Ask, other: str, *, by: str = "sam") -> Answer:
    return await relay.store.transact(
        decision_instead.chosen,
        user(by),
        token=answer.form.token,
        values={"instead": (user(other).id,)},
        profiles=[profile(other, eligible=other != "guest")],
        channel=replace(ATLAS, members=(*ATLAS.members, user("nora"), user("guest"))),
        now=relay.now,
    )


async def ids(relay: Relay, *names: str) -> tuple[int, ...]:
    return tuple(sorted([(await relay.person(name)).id for name in names]))


async def test_who_goes_away_for_more_than_three_working_days_is_openly_left_out(relay: Relay) -> None:
    before = await proposes(relay, "sam", "maya", "lena")
    await is_away(relay, "lena")
    one = await stands(relay)
    assert (one.deciders, one.left_out) == (await ids(relay, "maya"), await ids(relay, "lena"))
    assert one.closes_at == before.closes_at
    [post] = await relay.posted("decision_away")
    assert post.letter.under == "decision/1"
    assert f"{TITLE}: Lena is away for more than three working days, and no longer decides." in post.text
    assert "Lena is away for more than three working days and left out." in await relay.stands("decision/1")
    assert await held(relay, "lena") == []
    [asked] = await relay.posted("decision_instead", to="sam")
    until = "Tue 3 Nov, 09:15 (Los Angeles)"
    assert f"You can choose somebody in their place until it closes, {until}." in asked.text
    assert "[Choose somebody]" in asked.text


async def test_a_day_off_or_a_vote_that_was_given_leaves_nobody_out(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await is_away(relay, "lena", SHORT)
    await votes(relay, "maya", "approve")
    await is_away(relay, "maya")
    one = await stands(relay)
    assert one.deciders == await ids(relay, "maya", "lena")
    assert await relay.posted("decision_away") == []


async def test_who_will_be_back_with_eight_hours_before_the_close_still_decides(relay: Relay) -> None:
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "lena", "maya")
    assert isinstance(second, Ask)
    await sends(relay, "sam", second.form, close="20 nov 12:00")
    await is_away(relay, "lena", "tue - 13 nov")
    assert (await stands(relay)).left_out == ()
    await is_away(relay, "lena", "tue - 20 nov")
    assert (await stands(relay)).left_out == await ids(relay, "lena")


async def test_who_takes_the_absence_back_decides_again_and_is_asked_again(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await is_away(relay, "lena")
    await is_back(relay, "lena")
    assert (await stands(relay)).deciders == await ids(relay, "maya", "lena")
    assert await held(relay, "lena") == ["decide"]
    [key] = [one.letter.key for one in await relay.posted("decision_away")]
    assert "Lena is there after all, and decides." in await relay.stands(key)
    assert "[Choose somebody]" not in await relay.stands(
        f"decision_instead/1/{(await ids(relay, 'lena'))[0]}"
    )
    assert "left out" not in await relay.stands("decision/1")


async def test_who_has_had_a_day_for_it_is_not_left_out(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await relay.until(at("maya", "Tue 11:30"))
    await is_away(relay, "lena", "wed - 20 nov")
    assert (await stands(relay)).left_out == ()


async def test_the_close_moves_later_for_whoever_is_chosen_and_never_sooner(relay: Relay) -> None:
    before = await proposes(relay, "sam", "maya", "lena")
    await is_away(relay, "lena")
    await relay.until(at("maya", "Mon 16:15"))
    answer = told(await chooses(relay, "lena", "nora"))
    assert answer.startswith("Nora decides in place of Lena, who is away for more than three working days.")
    one = await stands(relay)
    assert one.closes_at > before.closes_at
    assert one.closes_at >= relay.now + timedelta(hours=24)
    assert one.deciders == await ids(relay, "maya", "nora")
    assert await held(relay, "nora") == ["decide"]
    assert "Nora decides in place of Lena, who is away." in await relay.stands("decision/1")
    [key] = [each.letter.key for each in await relay.posted("decision_away")]
    assert "Nora decides in place of Lena" in await relay.stands(key)
    await relay.until(before.closes_at + timedelta(minutes=1))
    assert (await stands(relay)).open
    await votes(relay, "nora", "approve")
    await closes(relay, one)
    assert (await stands(relay)).state == "adopted"


async def test_chosen_early_the_close_stays(relay: Relay) -> None:
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "lena", "maya")
    assert isinstance(second, Ask)
    await sends(relay, "sam", second.form, close="13 nov 12:00")
    before = await stands(relay)
    await is_away(relay, "lena")
    await chooses(relay, "lena", "nora")
    one = await stands(relay)
    assert (one.closes_at, len(one.deciders)) == (before.closes_at, 2)


async def test_a_replaced_one_who_comes_back_stays_replaced(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await is_away(relay, "lena")
    await chooses(relay, "lena", "nora")
    await is_back(relay, "lena")
    assert (await stands(relay)).deciders == await ids(relay, "maya", "nora")
    assert "Nobody needs to be chosen" in told(await chooses(relay, "lena", "arjun"))


async def test_who_cannot_decide_is_refused_and_the_form_stays(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await is_away(relay, "lena")
    await is_away(relay, "arjun")
    for other, why in (
        ("maya", "Maya is asked already"),
        ("lena", "Lena is asked already, or left out"),
        ("arjun", "Arjun is away for more than three working days, too"),
        ("guest", "Choose one member of this workspace"),
    ):
        answer = await chooses(relay, "lena", other)
        assert isinstance(answer, Fix), other
        assert answer.errors["instead"].startswith(why)
    assert (await stands(relay)).deciders == await ids(relay, "maya")


async def test_sent_twice_one_is_asked_and_only_the_proposer_chooses(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await is_away(relay, "lena")
    assert "Only Sam can" in told(await chooses(relay, "lena", "nora", by="maya"))
    lena = (await relay.person("lena")).id
    form = await relay.store.transact(
        decision_instead.open_form, user("sam"), DecisionId(1), lena, now=relay.now
    )
    assert isinstance(form, Ask)
    first = told(await sends_form(relay, form, "nora"))
    assert told(await sends_form(relay, form, "nora")) == first
    assert len((await stands(relay)).deciders) == 2


async def test_where_everyone_goes_on_holiday_nothing_is_adopted_by_silence(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena", silence="consent")
    await is_away(relay, "lena")
    await is_away(relay, "maya")
    assert (await stands(relay)).deciders == ()
    await closes(relay, one)
    assert (await stands(relay)).state == "unsettled"
    [outcome] = await relay.posted("decision_closed")
    assert "not adopted, as nobody is left to decide" in outcome.text


async def test_of_a_region_it_takes_all_to_be_away(relay: Relay) -> None:
    await proposes(relay, "sam", team="each:1")
    await is_away(relay, "lena")
    assert (await stands(relay)).left_out == ()
    await is_away(relay, "nora")
    one: Decision = await stands(relay)
    assert one.empty == ("Berlin",)
    [post] = await relay.posted("decision_away")
    assert "Everybody in Berlin is away for more than three working days, so Berlin is left out." in post.text
    assert await relay.posted("decision_instead") == []
    await is_back(relay, "lena")
    assert (await stands(relay)).empty == ()
    assert "Somebody in Berlin is back, so Berlin decides, too." in await relay.stands(post.letter.key)


async def test_who_is_forgotten_is_named_nowhere_in_its_thread_or_to_its_proposer(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    lena = (await relay.person("lena")).id
    await is_away(relay, "lena")
    await chooses(relay, "lena", "nora")
    keys = ("decision/1", f"decision_away/1/{lena}", f"decision_instead/1/{lena}")
    assert all(["Lena" in await relay.stands(key) for key in keys])
    await relay.store.transact(forget.forget, lena, now=relay.now)
    await relay.until(relay.now + timedelta(minutes=5))
    assert not any(["Lena" in await relay.stands(key) for key in keys])


async def test_a_leaver_who_was_away_is_named_no_more_though_it_is_adopted(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await is_away(relay, "lena")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    [post] = await relay.posted("decision_away")
    await relay.store.transact(person.profiles_changed, [profile("lena", eligible=False)], now=relay.now)
    await relay.tick()
    assert "Lena" not in await relay.stands(post.letter.key)
