"""Everyone is asked once a working day, at their own end of it, and reminded once."""

from datetime import timedelta

import pytest

from bot.domain.team import Policy
from bot.domain.workday import parse_week
from tests.services.given import ZONES, Relay, at, day, told


async def test_each_is_asked_at_the_end_of_their_own_day(relay: Relay) -> None:
    await relay.team(*ZONES)
    asked = {}
    for name in ZONES:
        asked[name] = await relay.prompt_at(name)
    assert asked == {name: at(name, "Mon 17:15") for name in ZONES}
    await relay.until(at("sam", "Tue 17:15"))
    for name in ZONES:
        found = [one.key for one in await relay.posted("prompt", to=name)]
        number = (await relay.person(name)).id
        assert found == [f"prompt/{number}/{day(one)}" for one in ("Mon", "Tue")]


async def test_the_longest_lead_of_a_persons_teams_counts_and_one_prompt_names_both(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis", policy=Policy(lead=timedelta(minutes=40)))
    assert await relay.prompt_at("lena") == at("lena", "Mon 16:50")
    await relay.until(at("lena", "Mon 17:20"))
    [prompt] = await relay.posted("prompt", to="lena")
    assert "Atlas and Borealis" in prompt.text


async def test_who_only_receives_is_never_asked(relay: Relay) -> None:
    await relay.team("lena", receives=["maya"])
    await relay.until(at("maya", "Tue 18:30"))
    assert await relay.posted(to="maya") == []
    assert await relay.evenings("maya") == []


async def test_reminded_once_and_quiet_then(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:59"))
    assert await relay.posted("reminder") == []
    await relay.until(at("lena", "Mon 18:00"))
    evening = await relay.evening("lena", "Mon")
    assert evening is not None
    assert (evening.state, evening.reminded_at) == ("quiet", at("lena", "Mon 18:00"))
    await relay.until(at("lena", "Tue 17:00"))
    assert [one.kind for one in await relay.posted(to="lena")] == ["prompt", "reminder"]


@pytest.mark.parametrize(
    ("back", "kinds", "state"),
    [
        ("Mon 19:15", ["prompt"], ("asked", None)),
        ("Mon 19:16", [], ("skipped", "late")),
        ("Wed 12:00", [], ("skipped", "late")),
    ],
    ids=["two hours late", "a minute later", "two days later"],
)
async def test_a_late_prompt_is_sent_for_two_hours_and_then_skipped(
    relay: Relay, back: str, kinds: list[str], state: tuple[str, str | None]
) -> None:
    await relay.team("lena", "maya")
    relay.clock.move_to(at("lena", back))
    await relay.tick()
    assert [one.kind for one in await relay.posted(to="lena")] == kinds
    evening = await relay.evening("lena", "Mon")
    assert evening is not None
    assert (evening.state, evening.why) == state


async def test_after_an_outage_every_evening_is_in_the_ledger_and_nothing_storms(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.clock.move_to(at("lena", "Thu 09:30"))
    await relay.tick()
    assert await relay.evenings("lena") == [
        (day("Mon"), "skipped", "late"),
        (day("Tue"), "skipped", "late"),
        (day("Wed"), "skipped", "late"),
    ]
    assert await relay.posted() == []
    assert await relay.prompt_at("lena") == at("lena", "Thu 17:15")


async def test_a_prompt_that_came_late_is_not_followed_by_its_reminder_at_once(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.clock.move_to(at("lena", "Mon 18:30"))
    await relay.until(at("lena", "Mon 18:59"))
    (prompt,) = await relay.posted(to="lena")
    assert (prompt.kind, "Your day ended at 17:30" in prompt.text) == ("prompt", True)
    await relay.until(at("lena", "Mon 19:00"))
    assert [one.kind for one in await relay.posted(to="lena")] == ["prompt", "reminder"]


async def test_a_prompt_that_the_platform_kept_out_is_not_followed_by_its_reminder_at_once(
    relay: Relay,
) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 19:10"), delivers=False)
    assert [one.kind for one in await relay.posted(to="lena")] == ["prompt"]
    await relay.delivers()
    await relay.until(at("lena", "Mon 19:39"))
    assert [one.kind for one in await relay.posted(to="lena")] == ["prompt"]
    await relay.until(at("lena", "Mon 19:40"))
    assert [one.kind for one in await relay.posted(to="lena")] == ["prompt", "reminder"]


async def test_a_reminder_that_is_too_late_is_left_out_and_the_ledger_says_so(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:15"))
    relay.clock.move_to(at("lena", "Mon 20:01"))
    await relay.tick()
    assert [one.kind for one in await relay.posted(to="lena")] == ["prompt"]
    evening = await relay.evening("lena", "Mon")
    assert evening is not None
    assert (evening.state, evening.why, evening.reminded_at) == ("quiet", "late", None)


async def test_a_prompt_due_but_not_yet_asked_survives_a_change_of_plans(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.clock.move_to(at("lena", "Mon 17:16"))
    await relay.joins("sam")
    await relay.moves("lena", "Europe/Paris")
    await relay.tick()
    assert [one.kind for one in await relay.posted(to="lena")] == ["prompt"]


async def test_asked_once_where_a_second_team_is_joined_mid_evening(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("maya", "sam", name="borealis")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.joins("lena", channel_name="borealis")
    await relay.until(at("lena", "Tue 17:00"))
    assert [one.kind for one in await relay.posted("prompt", to="lena")] == ["prompt"]
    await relay.until(at("lena", "Tue 17:15"))
    assert "Borealis" in (await relay.posted("prompt", to="lena"))[-1].text


async def test_who_leaves_while_asked_is_not_reminded(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.leaves("lena")
    await relay.until(at("lena", "Wed 12:00"))
    assert [one.kind for one in await relay.posted(to="lena")] == ["prompt"]
    assert await relay.evenings("lena") == [(day("Mon"), "skipped", "left")]
    assert "closed" in told(await relay.presses("lena", "nothing", "Mon"))


async def test_leaving_the_team_that_was_missing_answers_the_evening(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "All merged.", where="atlas")
    assert (await relay.evenings("lena"))[-1] == (day("Mon"), "asked", None)
    await relay.leaves("lena", channel_name="borealis")
    assert (await relay.evenings("lena"))[-1] == (day("Mon"), "answered", "handoff")


@pytest.mark.parametrize(
    ("before", "after", "moved", "asked"),
    [
        ("maya", "lena", "Mon 12:00", [("maya", "Mon 17:15"), ("lena", "Tue 17:15")]),
        ("maya", "lena", "Mon 10:00", [("lena", "Mon 17:15"), ("lena", "Tue 17:15")]),
        ("maya", "lena", "Mon 17:20", [("maya", "Mon 17:15"), ("lena", "Tue 17:15")]),
        ("lena", "maya", "Mon 17:20", [("lena", "Mon 17:15"), ("maya", "Tue 17:15")]),
        ("lena", "maya", "Mon 16:00", [("maya", "Mon 17:15"), ("maya", "Tue 17:15")]),
        ("maya", "mia", "Mon 16:30", [("maya", "Mon 17:15"), ("mia", "Tue 17:15")]),
        ("mia", "sam", "Tue 08:00", [("mia", "Mon 17:15"), ("sam", "Tue 17:15")]),
    ],
    ids=[
        "east, where that evening has passed",
        "east, where it has not",
        "east once asked",
        "west once asked",
        "west before",
        "east over the date line with the day in flight",
        "west over the date line",
    ],
)
async def test_a_changed_zone_neither_asks_twice_nor_skips_a_day_in_flight(
    relay: Relay, before: str, after: str, moved: str, asked: list[tuple[str, str]]
) -> None:
    await relay.team(before, "arjun")
    await relay.until(at(before, moved))
    await relay.moves(before, ZONES[after])
    await relay.until(at(after, "Wed 12:00"))
    number = (await relay.person(before)).id
    prompts = [one.key for one in await relay.posted("prompt", to=before)]
    assert prompts == [f"prompt/{number}/{day(text.split()[0])}" for _, text in asked]
    for name, text in asked:
        evening = await relay.evening(before, text.split()[0])
        assert evening is not None
        assert evening.asked_at == at(name, text)


async def test_who_moved_with_the_day_in_flight_still_answers_for_it(relay: Relay) -> None:
    await relay.team("maya", "arjun")
    await relay.until(at("maya", "Mon 16:30"))
    await relay.moves("maya", ZONES["mia"])
    await relay.until(at("maya", "Mon 17:20"))
    await relay.hands_over("maya", "Written at the gate.", day="Mon")
    assert (await relay.handoff(1)).day == day("Mon")
    assert await relay.evenings("maya") == [(day("Mon"), "answered", "handoff")]


async def test_a_night_shift_is_asked_about_the_day_it_began(relay: Relay) -> None:
    await relay.team("lena", "maya", policy=Policy(week=parse_week("mon-fri 22-6")))
    await relay.until(at("lena", "Tue 06:00"))
    assert await relay.evenings("lena") == [(day("Mon"), "asked", None)]
    assert (await relay.evening("lena", "Mon")).asked_at == at("lena", "Tue 05:45")  # type: ignore[union-attr]
