"""The nightly look at the ledger: a clean day has no difference, and each that there is is told once."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.dayoff import Absence, OwnDays
from bot.domain.workday import parse_week
from bot.services import ledger
from bot.services.person import hours_changed
from schedules import housekeeping
from storage import days as days_shelf
from storage import evenings, people
from storage import ledger as shelf
from storage.ledger import Check
from tests.services.given import Relay, at, day


async def checked(relay: Relay, text: str = "Mon") -> Check:
    one = await relay.person("lena")
    found = await relay.store.read(shelf.get, one.tenant, day(text))
    assert found is not None, f"{text} was not looked at"
    return found


async def counted(relay: Relay, text: str = "Mon") -> tuple[int, int, int, int]:
    found = await checked(relay, text)
    return found.expected, found.prompted, found.skipped, found.answered


async def says(relay: Relay, name: str, days: OwnDays) -> None:
    one = await relay.person(name)
    await relay.store.transact(people.set_days, one.id, days)
    await relay.store.transact(hours_changed, [one.id], now=relay.now)


async def test_a_clean_day_has_no_difference(relay: Relay) -> None:
    await relay.team("lena", "maya", "arjun")
    await relay.until(at("lena", "Mon 12:00"))
    await relay.presses("lena", "nothing", "Mon")
    await relay.until(at("lena", "Wed 17:00"))
    assert await relay.store.transact(ledger.check_due, now=relay.now) == 0
    assert await counted(relay) == (3, 2, 0, 1)
    assert (await checked(relay)).differences == ()


@pytest.mark.parametrize("hour", ["Wed 15:00", "Wed 15:59"])
async def test_a_day_is_looked_at_only_once_it_is_over_everywhere(relay: Relay, hour: str) -> None:
    await relay.team("lena")
    await relay.until(at("lena", hour))
    await relay.store.transact(ledger.check_due, now=relay.now)
    one = await relay.person("lena")
    assert await relay.store.read(shelf.get, one.tenant, day("Mon")) is None


async def test_a_row_that_is_gone_is_reported_once(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Wed 17:00"))
    lena = await relay.person("lena")
    await relay.store.transact(evenings.drop, lena.id, day("Mon"))
    with capture_logs() as logged:
        assert await housekeeping.check_ledger(relay.house) == 1
        assert await housekeeping.check_ledger(relay.house) == 0
    (found,) = (await checked(relay)).differences
    assert (found.person, found.day, found.what) == (lena.id, day("Mon"), "missing")
    told = [one for one in logged if one["event"] == "ledger.difference"]
    assert [(one["person"], one["day"], one["what"]) for one in told] == [
        (lena.id, f"{day('Mon')}", "missing")
    ]


async def test_a_prompt_that_never_left_is_a_difference(relay: Relay) -> None:
    await relay.team("lena")
    await relay.until(at("lena", "Wed 17:00"), delivers=False)
    assert await relay.store.transact(ledger.check_due, now=relay.now) == 1
    assert [one.what for one in (await checked(relay)).differences] == ["not sent"]


async def test_days_off_count_as_skipped(relay: Relay) -> None:
    await relay.team("lena", "maya", "arjun")
    gone = Absence(id=1, first=day("Mon"), last=day("Mon"))
    await says(relay, "lena", OwnDays(country="DE", away=(gone,)))
    await says(relay, "maya", OwnDays(country="US", off=((day("Mon"), "St. Nobody"),)))
    one = await relay.person("lena")
    await relay.store.transact(days_shelf.set_company_days, one.tenant, {day("Tue"): "Founders"})
    await relay.until(at("lena", "Thu 17:00"))
    assert await relay.store.transact(ledger.check_due, now=relay.now) == 0
    assert await counted(relay, "Tue") == (3, 0, 3, 0)


async def test_an_outage_is_skipped_and_no_difference(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.clock.move_to(at("lena", "Wed 17:00"))
    await relay.tick()
    assert await relay.store.transact(ledger.check_due, now=relay.now) == 0
    assert await counted(relay) == (2, 0, 2, 0)


async def test_a_changed_zone_or_week_is_no_false_alarm(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("lena", "Mon 12:00"))
    await relay.moves("lena", "Pacific/Auckland")
    sam = await relay.person("sam")
    await relay.until(at("sam", "Tue 12:00"))
    await relay.store.transact(people.set_week, sam.id, parse_week("tue-sat 8-12"), now=relay.now)
    await relay.store.transact(hours_changed, [sam.id], now=relay.now)
    await relay.until(at("lena", "Wed 17:00"))
    assert await relay.store.transact(ledger.check_due, now=relay.now) == 0
    assert await counted(relay) == (1, 1, 0, 0)


async def test_who_goes_back_to_the_teams_week_in_the_evening_raises_no_false_alarm(relay: Relay) -> None:
    await relay.team("lena", "sam")
    sam = await relay.person("sam")
    for then, week in (("Mon 08:00", parse_week("mon 9-17, wed-fri 9-17")), ("Tue 20:00", None)):
        await relay.until(at("sam", then))
        await relay.store.transact(people.set_week, sam.id, week, now=relay.now)
        await relay.store.transact(hours_changed, [sam.id], now=relay.now)
    await relay.until(at("sam", "Thu 12:00"))
    assert await relay.store.transact(ledger.check_due, now=relay.now) == 0


async def test_days_that_nobody_looked_at_are_made_up_for(relay: Relay) -> None:
    await relay.team("lena")
    await relay.until(at("lena", "Wed 17:00"))
    await housekeeping.check_ledger(relay.house)
    await relay.until(at("lena", "Sun 17:00"))
    await housekeeping.check_ledger(relay.house)
    assert [await counted(relay, one) for one in ("Tue", "Wed", "Thu", "Fri")] == [(1, 1, 0, 0)] * 4


async def test_a_workspace_without_a_team_is_not_looked_at(relay: Relay) -> None:
    await housekeeping.check_ledger(relay.house)
    assert await relay.store.read(shelf.last_days) == {}


async def test_what_was_found_is_forgotten_with_the_evenings(relay: Relay) -> None:
    await relay.team("lena")
    await relay.until(at("lena", "Wed 17:00"))
    await housekeeping.check_ledger(relay.house)
    one = await relay.person("lena")
    relay.clock.move_to(relay.now + timedelta(days=390))
    await housekeeping.sweep(relay.house)
    assert await relay.store.read(shelf.get, one.tenant, day("Mon")) is not None
    relay.clock.move_to(relay.now + timedelta(days=12))
    await housekeeping.sweep(relay.house)
    assert await relay.store.read(shelf.get, one.tenant, day("Mon")) is None
