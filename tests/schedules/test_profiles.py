"""Profiles are read anew: what changed while nobody told the bot of it is noticed, and what did not stays."""

from dataclasses import replace

from structlog.testing import capture_logs

from schedules.profiles import read_anew
from tests.schedules.test_dnd import Away
from tests.services.given import Relay, at, profile, user


def flies(relay: Relay, name: str, zone: str) -> None:
    """The platform knows it, and told nobody."""
    relay.directory.profiles_known[user(name)] = profile(name, zone=zone)


async def test_a_zone_that_changed_while_the_bot_was_down_moves_the_evening_and_is_asked_about(
    relay: Relay,
) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 12:00"))
    flies(relay, "lena", "Europe/Lisbon")
    assert await read_anew(relay.house) == 2
    assert (await relay.person("lena")).zone == "Europe/Lisbon"
    assert (await relay.person("lena")).travel == "asked"
    await relay.until(at("lena", "Mon 18:14"))
    assert await relay.evenings("lena") == []
    await relay.until(at("lena", "Mon 18:16"))
    assert [state for _, state, _ in await relay.evenings("lena")] == ["asked"]


async def test_read_again_nothing_more_happens(relay: Relay) -> None:
    await relay.team("lena", "maya")
    flies(relay, "lena", "Europe/Lisbon")
    for _ in range(2):
        assert await read_anew(relay.house) == 2
        assert (await relay.person("maya")).zone == "America/New_York"
    await relay.until(at("lena", "Tue 12:00"))
    assert len([one for one in await relay.posted("note", to="lena") if "Lisbon" in one.text]) == 1


async def test_who_was_deactivated_meanwhile_is_out(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.directory.profiles_known[user("maya")] = replace(profile("maya"), eligible=False)
    await read_anew(relay.house)
    assert [one.person.name for one in (await relay.whole()).members] == ["Lena"]


async def test_who_is_in_no_team_is_not_asked_about(relay: Relay) -> None:
    assert await read_anew(relay.house) == 0


async def test_without_an_answer_everything_stays(relay: Relay) -> None:
    await relay.team("lena", "maya")
    before = await relay.person("lena")
    with capture_logs() as logged:
        assert await read_anew(replace(relay.house, directory=Away())) == 0
    assert [one["event"] for one in logged] == ["profiles.unread"]
    assert await relay.person("lena") == before
