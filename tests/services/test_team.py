"""Set up, joined, left: who takes part and where, and what they are told, once and in their hours."""

import pytest

from bot.domain.team import Policy
from bot.domain.workday import parse_week
from bot.messages.answer import Nothing
from bot.services import person, team
from bot.services.project import ProjectPlan
from bot.services.team import Plan
from tests.services.given import ZONES, Relay, at, buttons, channel, day, profile, told, user


async def homes(relay: Relay, name: str = "atlas") -> dict[str, str]:
    """Everyone's region by name."""
    whole = await relay.whole(name)
    names = {one.id: one.name for one in whole.plans}
    return {member.person.name: names[member.region] for member in whole.members}


async def test_regions_follow_from_the_members_days(relay: Relay) -> None:
    await relay.team(*ZONES)
    assert await homes(relay) == {
        "Mia": "Sydney",
        "Arjun": "Kolkata",
        "Lena": "Berlin",
        "Maya": "New York",
        "Sam": "Los Angeles",
    }


async def test_neighbours_share_the_region_that_was_proposed_whoever_is_first(relay: Relay) -> None:
    plan = Plan(
        place=channel("atlas"),
        name="Atlas",
        projects=(ProjectPlan(name="Atlas"),),
        writes=(
            profile("paul", zone="Europe/Paris"),
            profile("lena"),
            profile("bert"),
            profile("tove", zone="Europe/Helsinki"),
        ),
        receives=(),
    )
    await relay.store.transact(team.set_up, plan, by=user("paul"), now=relay.now)
    assert set((await homes(relay)).values()) == {"Berlin"}
    assert len((await relay.whole()).plans) == 1


async def test_who_joins_is_put_where_days_start_alike_or_in_a_region_of_their_own(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "Berlin" in told(await relay.joins("tom"))
    assert "Sydney" in told(await relay.joins("mia"))
    assert (await homes(relay))["Tom"] == "Berlin"
    assert "channel" in told(await relay.joins("sam", channel_name="elsewhere"))


async def test_a_guest_does_not_join(relay: Relay) -> None:
    await relay.team("lena", "maya")
    guest = profile("tom", eligible=False)
    answer = await relay.store.transact(
        team.join, guest, place=channel("atlas"), part="writes", now=relay.now
    )
    assert "full members" in told(answer).lower()
    assert "Tom" not in await homes(relay)


async def test_welcomed_once_in_working_hours_before_the_first_prompt(relay: Relay) -> None:
    await relay.team("lena", "sam", by="sam", welcome=True)
    await relay.until(at("lena", "Mon 08:59"))
    assert await relay.posted(to="lena") == []
    await relay.until(at("lena", "Tue 17:00"))
    kinds = [(one.kind, one.state) for one in await relay.posted(to="lena")]
    assert kinds == [("welcome", "sent"), ("prompt", "sent"), ("reminder", "sent")]
    welcome = (await relay.posted("welcome", to="lena"))[0]
    assert "Sam added you" in welcome.text
    assert "Berlin" in welcome.text
    assert next(button.text for button in buttons(welcome.letter.document)) == "Not for me"


async def test_whoever_set_it_up_is_not_told_that_a_colleague_added_them(relay: Relay) -> None:
    await relay.team("lena", "sam", by="sam", welcome=True)
    await relay.until(at("sam", "Mon 12:00"))
    [welcome] = await relay.posted("welcome", to="sam")
    assert "You set it up." in welcome.text
    assert "added you" not in welcome.text


async def test_a_welcome_noticed_after_hours_waits_and_so_does_the_first_prompt(relay: Relay) -> None:
    await relay.team("lena", "sam", by="sam", welcome=True)
    relay.clock.move_to(at("lena", "Mon 18:30"))
    await relay.tick()
    assert await relay.posted(to="lena") == []
    assert await relay.evenings("lena") == [(day("Mon"), "skipped", "not welcomed")]
    await relay.until(at("lena", "Tue 17:15"))
    assert [one.kind for one in await relay.posted(to="lena")] == ["welcome", "prompt"]


async def test_a_welcome_that_could_not_leave_waits_for_working_hours(relay: Relay) -> None:
    await relay.team("lena", "sam", by="sam", welcome=True)
    await relay.until(at("lena", "Mon 09:00"), delivers=False)
    relay.clock.move_to(at("lena", "Mon 22:00"))
    await relay.delivers()
    assert [one.state for one in await relay.posted("welcome", to="lena")] == ["waiting"]
    relay.clock.move_to(at("lena", "Tue 09:00"))
    await relay.delivers()
    assert [one.state for one in await relay.posted("welcome", to="lena")] == ["sent"]


async def test_added_again_after_leaving_they_are_welcomed_again(relay: Relay) -> None:
    await relay.team("lena", "sam", by="sam", welcome=True)
    await relay.until(at("lena", "Mon 10:00"))
    await relay.leaves("lena")
    await relay.until(at("lena", "Tue 10:00"))
    await relay.team("lena", "sam", by="sam", welcome=True)
    await relay.until(at("lena", "Tue 11:00"))
    assert [one.kind for one in await relay.posted(to="lena")] == ["welcome", "welcome"]


async def test_the_channel_is_told_once_however_often_the_same_is_saved(relay: Relay) -> None:
    for minute in (0, 1, 2):
        relay.clock.move_to(at("lena", f"Mon 10:0{minute}"))
        await relay.team("lena", "maya", welcome=True)
    assert [one.kind for one in await relay.posted(to="atlas")] == ["announcement"]
    await relay.team("lena", "maya", "sam", welcome=True)
    assert [one.kind for one in await relay.posted(to="atlas")] == ["announcement", "change"]
    assert [button.name for button in buttons((await relay.posted(to="atlas"))[0].letter.document)] == [
        "team.join",
        "team.join",
    ]


async def test_who_is_no_longer_picked_is_out(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.team("lena", "maya")
    assert set(await homes(relay)) == {"Lena", "Maya"}
    assert await relay.prompt_at("sam") is None


async def test_writing_again_after_receiving_only(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Mon 12:00"))
    await relay.joins("maya", part="receives")
    assert await relay.prompt_at("maya") is None
    await relay.joins("maya", part="writes")
    assert await relay.prompt_at("maya") == at("maya", "Mon 17:15")


async def test_leaving_the_channel_leaves_the_team_and_only_that(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis")
    for who in ("lena", "arjun"):
        answer = await relay.store.transact(
            team.left_channel, user(who), place=channel("atlas"), now=relay.now
        )
        assert answer == Nothing()
    assert "Lena" not in await homes(relay)
    assert "Lena" in await homes(relay, "borealis")
    assert await relay.prompt_at("lena") == at("lena", "Mon 17:15")


async def test_leaving_what_one_is_not_in(relay: Relay) -> None:
    await relay.team("lena", "maya")
    assert "nothing to leave" in told(await relay.leaves("sam"))
    assert "no relay" in told(await relay.leaves("lena", channel_name="elsewhere")).lower()


async def test_deactivated_they_are_out_of_every_team(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis")
    gone = profile("lena", eligible=False)
    await relay.store.transact(person.profiles_changed, [gone], now=relay.now)
    assert "Lena" not in {*await homes(relay), *await homes(relay, "borealis")}
    assert await relay.prompt_at("lena") is None


async def test_someone_unmet_stays_unmet(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.store.transact(person.profiles_changed, [profile("sam")], now=relay.now)
    with pytest.raises(AssertionError):
        await relay.person("sam")


async def test_a_region_follows_its_members_zone(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.moves("lena", "Europe/London")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.")
    await relay.until(at("lena", "Tue 12:00"))
    [digest] = await relay.posted("digest", to="atlas")
    [plan] = [one for one in (await relay.whole()).plans if one.name == "Berlin"]
    assert plan.zone == "Europe/London"
    assert (await relay.handoff(1)).carried_at == at("lena", "Tue 10:00")
    assert digest.key.endswith(f"{day('Tue')}")


async def test_a_week_without_hours_breaks_nothing(relay: Relay) -> None:
    await relay.team("lena", "maya", welcome=True, policy=Policy(week=parse_week("none")))
    await relay.until(at("lena", "Fri 12:00"))
    assert await relay.prompt_at("lena") is None
    assert [one.kind for one in await relay.posted(to="atlas")] == ["announcement"]
