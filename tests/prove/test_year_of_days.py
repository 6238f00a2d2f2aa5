"""Two hundred people in sixty zones, through timers, claims and outbox of two replicas that go wrong."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import holidays
import pytest
from sqlalchemy import Row, select, update

from bot.domain.dayoff import Absence, OwnDays
from bot.domain.identity import TenantId
from bot.domain.team import Policy
from bot.services.project import ProjectPlan
from bot.services.team import Plan, set_up
from sandbox.clock import SteppedClock
from storage import days as days_shelf
from storage import people
from storage.tables import evenings
from storage.tables import people as people_table
from storage.transaction import Tx
from tests.prove import checks, relay
from tests.prove.conftest import Proved
from tests.prove.platform import Platform
from tests.prove.reckoning import DAY, HOUR, LATE, MINUTE, NIGHT, OFFICE, SPLIT, SUNDAY_WEEK, Hours, Who
from tests.prove.reckoning import work_days as written_days
from tests.prove.relay import Bot, Relay

pytestmark = pytest.mark.prove

LEAD = 30 * MINUTE
LATEST = 2 * HOUR
OUTAGE = 3 * HOUR
SKEW = 90
SKEWED = timedelta(seconds=2 * SKEW + 15)
SEASON, YEAR = 70 * DAY, 364 * DAY
NEVER_YET = datetime.min.replace(tzinfo=UTC)
COUNT = 200
COMPANY = {date(2027, 1, 29): "Founders", date(2027, 7, 2): "Summer"}
WEEKS = (OFFICE, OFFICE, SUNDAY_WEEK, LATE, NIGHT, SPLIT)
COUNTRIES = ("", "DE-BE", "US-NY", "IN-KA", "JP", "AU-NSW", "BR-SP", "GB-ENG", "EG", "CH-ZH")
ZONES = (
    "Pacific/Apia", "Pacific/Chatham", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Tehran",
    "Asia/Beirut", "Africa/Cairo", "Antarctica/Troll", "Africa/Casablanca", "America/Nuuk",
    "America/St_Johns", "America/Santiago", "Pacific/Kiritimati", "Pacific/Auckland", "Pacific/Fiji",
    "Pacific/Norfolk", "Pacific/Guadalcanal", "Australia/Sydney", "Australia/Adelaide", "Australia/Darwin",
    "Australia/Eucla", "Australia/Perth", "Asia/Tokyo", "Asia/Shanghai", "Asia/Manila",
    "Asia/Bangkok", "Asia/Yangon", "Asia/Dhaka", "Asia/Kolkata", "Asia/Karachi",
    "Asia/Kabul", "Asia/Dubai", "Asia/Riyadh", "Asia/Jerusalem", "Asia/Gaza",
    "Europe/Moscow", "Europe/Athens", "Europe/Chisinau", "Europe/Berlin", "Europe/Zurich",
    "Europe/London", "Europe/Dublin", "Atlantic/Azores", "Atlantic/Cape_Verde", "Africa/Lagos",
    "Africa/Nairobi", "Africa/Johannesburg", "America/Noronha", "America/Sao_Paulo", "America/Asuncion",
    "America/Halifax", "America/New_York", "America/Havana", "America/Chicago", "America/Denver",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "Pacific/Marquesas", "Pacific/Easter",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """One of them, with what they have said of their days."""

    who: Who
    country: str
    away: tuple[tuple[date, date], ...]

    def off(self, day: date) -> str | None:
        """Why they do not work then: reckoned here, from the library alone."""
        if day in COMPANY:
            return "company day"
        if any(first <= day <= last for first, last in self.away):
            return "away"
        name = _library(self.country, day) if self.country else None
        return f"holiday: {name}" if name else None


class Drifting:
    """A machine's clock, which is wrong by other seconds after every restart."""

    def __init__(self, true: SteppedClock, by: int) -> None:
        self.true, self.by = true, timedelta(seconds=by)

    def now(self) -> datetime:
        return self.true.now() + self.by


@dataclass(slots=True)
class Machines:
    """Every day or so a replica vanishes in the middle of a tick; once a month all do, for hours."""

    relay: Relay
    clocks: Sequence[Drifting]
    rng: Random
    restarts: int = 0
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    _next_at: datetime = NEVER_YET

    def strikes(self, at: datetime) -> None:
        """An outage of everything from then on."""
        self.down.append((at, at + OUTAGE))
        self.relay.plan(at, self._down)
        self.relay.plan(at + OUTAGE, self._up)

    async def shakes(self) -> None:
        """Called before each step of the clock."""
        now = self.relay.clock.now()
        number = self.rng.randrange(len(self.relay.bots))
        if self.relay.down or now < self._next_at or not self.relay.bots[number].timer_is_due:
            return
        await self._vanishes(number)
        await self._comes_back(number)
        self._next_at = now + self.rng.randint(6, 36) * HOUR

    async def _down(self) -> None:
        self.relay.down = True
        for number in range(len(self.relay.bots)):
            await self._vanishes(number)

    async def _up(self) -> None:
        for number in range(len(self.relay.bots)):
            await self._comes_back(number)
        self.relay.down = False

    async def _vanishes(self, number: int) -> None:
        ticking = asyncio.create_task(self.relay.bots[number].tick())
        await asyncio.sleep(self.rng.choice((0, 0.001, 0.003, 0.01)))
        await self.relay.bots[number].vanishes(ticking)

    async def _comes_back(self, number: int) -> None:
        alone = len(self.clocks) == 1
        by = 0 if alone else self.rng.choice((-SKEW, -1, 0, 0, 1, SKEW))
        self.clocks[number].by = timedelta(seconds=by)
        await self.relay.bots[number].comes_back(alone=alone)
        self.restarts += 1


@pytest.mark.timeout(1200)
async def test_a_season_of_two_replicas_on_postgresql(postgres_database: str, proved: Proved) -> None:
    """Whose clocks are up to three minutes apart, through the spring's clock changes."""
    await _prove(postgres_database, date(2027, 2, 28), SEASON, (SKEW, -SKEW), proved)


@pytest.mark.year
@pytest.mark.timeout(7200)
async def test_a_year_of_two_replicas_on_postgresql(postgres_database: str, proved: Proved) -> None:
    """The same through every clock change of 2027, Ramadan and all holidays of a year."""
    await _prove(postgres_database, date(2027, 1, 3), YEAR, (SKEW, -SKEW), proved)


async def _prove(database: str, first: date, span: timedelta, skews: Sequence[int], proved: Proved) -> None:
    """0 twice, 0 missed; what an outage made late is skipped and says so; days off are skipped by name."""
    rng = Random(60)
    everyone = [_someone(number, first, rng) for number in range(COUNT)]
    began_at = datetime.combine(first, time(9), UTC)
    clock = SteppedClock(began_at)
    platform = Platform(clock, Random(61))
    clocks = [Drifting(clock, by) for by in skews]
    poll = timedelta(seconds=5) if len(skews) > 1 else timedelta()
    bots = [Bot(database, one, platform, Random(62), poll=poll) for one in clocks]
    whole = Relay(clock=clock, platform=platform, bots=bots, rng=rng)
    machines = Machines(relay=whole, clocks=clocks, rng=rng)
    async with whole:
        await bots[0].house.store.transact(_arranged, everyone, now=began_at)
        for month in range(max(1, span.days // 30)):
            machines.strikes(began_at + (30 * month + 9) * DAY + rng.randint(0, 1440) * MINUTE)
        await whole.run_until(began_at + span, between=machines.shakes)
        rows = await bots[0].house.store.read(_ledger)
    became = _judged(everyone, platform, rows, machines.down, began_at + 2 * DAY, began_at + span - DAY)
    assert became["skipped, late"], became
    proved(
        steps_of_the_clock=whole.steps,
        restarts=machines.restarts,
        outages=len(machines.down),
        busy=sum(bot.failures for bot in bots),
        posts_none_twice=checks.no_post_twice(platform),
        person_days=dict(became),
    )


def _judged(
    everyone: Sequence[Someone],
    platform: Platform,
    rows: dict[tuple[str, date], Row[Any]],
    down: Sequence[tuple[datetime, datetime]],
    began_at: datetime,
    end: datetime,
) -> Counter[str]:
    """What became of every person-day; the ledger has these and no others."""
    prompts = {(one.person, one.day): one for one in platform.all() if one.kind == "prompt"}
    became: Counter[str] = Counter()
    expected: set[tuple[str, date]] = set()
    for one in everyone:
        for day in written_days(one.who, began_at.date() - 4 * DAY, end.date() + 2 * DAY):
            due_at = day.ends_at - LEAD
            if not began_at <= due_at < end:
                continue
            key = one.who.handle, day.day
            expected.add(key)
            became[_fate(one, day.day, due_at, rows[key], prompts.get(key), down)] += 1
    assert {key for key, row in rows.items() if began_at <= row.due_at < end} == expected
    assert len(prompts) <= len(rows)
    return became


def _fate(
    one: Someone,
    day: date,
    due_at: datetime,
    row: Row[Any],
    prompt: Any,
    down: Sequence[tuple[datetime, datetime]],
) -> str:
    """Asked in time, or skipped for the one reason there is."""
    where = (one.who, day, row)
    assert row.due_at == due_at, where
    reason = one.off(day)
    if reason is None and prompt is not None:
        assert -SKEWED <= prompt.at - due_at <= LATEST + SKEWED, where
        assert row.state in ("asked", "quiet"), where
        return "asked" if prompt.at - due_at <= SKEWED else "asked late"
    assert prompt is None, where
    assert row.state == "skipped", where
    if row.why == "late":
        assert any(start - SKEWED <= due_at <= end - LATEST + SKEWED for start, end in down), where
        return "skipped, late"
    assert row.why == reason, where
    return f"skipped, {row.why.partition(':')[0]}"


def _someone(number: int, first_day: date, rng: Random) -> Someone:
    hours: Hours = rng.choice(WEEKS)
    starts = [first_day + rng.randint(3, 360) * DAY for _ in range(rng.randint(1, 4))]
    return Someone(
        who=Who(f"P{number:03}", ZONES[number % len(ZONES)], hours),
        country=rng.choice(COUNTRIES),
        away=tuple((first, first + rng.randint(0, 14) * DAY) for first in starts),
    )


def _library(where: str, day: date) -> str | None:
    country, _, part = where.partition("-")
    key = where, day.year
    if key not in _CALENDARS:
        kind = getattr(holidays, country)
        language = "en_US" if "en_US" in kind.supported_languages else None
        _CALENDARS[key] = dict(
            holidays.country_holidays(country, subdiv=part or None, years=day.year, language=language).items()
        )
    return _CALENDARS[key].get(day)


_CALENDARS: dict[tuple[str, int], dict[date, str]] = {}


def _arranged(tx: Tx, everyone: Sequence[Someone], *, now: datetime) -> None:
    """A team a zone; everyone has told their week and days, and been welcomed."""
    relay.installed(tx, alone=True, now=now)
    for one in everyone:
        (person,) = people.keep(tx, [relay.profile(one.who)], now=now)
        tx.run(update(people_table).where(people_table.c.id == person.id).values(week=one.who.hours.words))
        away = tuple(
            Absence(id=number, first=first, last=last) for number, (first, last) in enumerate(one.away)
        )
        people.set_days(tx, person.id, OwnDays(country=one.country, away=away))
        days_shelf.set_company_days(tx, TenantId(person.tenant), COMPANY)
    for zone in ZONES:
        members = [one.who for one in everyone if one.who.zone == zone]
        plan = Plan(
            place=relay.place(zone),
            name=zone,
            projects=(ProjectPlan(name="Checkout", page=""),),
            writes=tuple(relay.profile(one) for one in members),
            receives=(),
            policy=Policy(lead=LEAD),
        )
        set_up(tx, plan, by=relay.user(members[0]), welcome=False, now=now)


def _ledger(tx: Tx) -> dict[tuple[str, date], Row[Any]]:
    names = {row.id: row.external for row in tx.all(select(people_table.c.id, people_table.c.external))}
    return {(names[row.person_id], row.day): row for row in tx.all(select(evenings))}
