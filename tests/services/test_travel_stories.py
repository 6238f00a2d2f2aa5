"""Travel stories: flights both ways over the date line, at every hour; reckoned by plain wall clocks.

No work date is asked about twice, none in flight is left out, and every date has its row in the ledger.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, delete

from bot.domain.evening import Evening
from bot.domain.identity import PersonId
from bot.domain.team import Policy
from bot.domain.week import NAMES, parse_week
from bot.services import evening_due, prompt, team
from bot.services.plan import Plan
from bot.services.project import ProjectPlan
from storage import evenings, people, pings, timers
from storage.store import Store
from storage.tables import metadata
from storage.transaction import Tx
from tests.services.given import Relay, channel, profile, user
from tests.services.test_week import AtOnce

HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
LEAD = timedelta(minutes=15)

# West of the date line, and east of it, from one end to the other; and the middle of the map.
EARLY = ("Pacific/Kiritimati", "Pacific/Apia", "Pacific/Auckland", "Pacific/Tongatapu", "Asia/Tokyo")
LATE = ("Pacific/Pago_Pago", "Pacific/Honolulu", "America/Los_Angeles", "America/Anchorage", "Pacific/Niue")
BETWEEN = ("Europe/London", "Asia/Kolkata", "America/New_York", "Australia/Sydney", "Asia/Dubai")
ROUTES = ("over it eastward", "over it westward", "there and back", "on and on", "round the world")

# Start and end of a working day in hours; after 24 on the next day.
HOURS = ((9, 17.5), (6, 14), (22, 30), (14, 22.25), (9, 12), (0, 8), (18, 26), (10, 15), (4, 23), (23, 24))
WEEKDAYS = ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6), (6, 0, 1, 2, 3), (1, 3, 5))

# Mondays of weeks in which none of these zones changes its clocks.
MONDAYS = (date(2026, 11, 9), date(2027, 1, 18), date(2026, 6, 15))
DAYS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """From then on they are there."""

    at: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Someone's week, where they set out, and when they fly where."""

    name: str
    weekdays: tuple[int, ...]
    hours: tuple[float, float]
    monday: date
    home: str
    flights: tuple[Flight, ...]

    @property
    def week(self) -> str:
        start, end = (_clock(one) for one in self.hours)
        return ", ".join(f"{NAMES[one]} {start}-{end}" for one in self.weekdays)

    def works(self, day: date) -> bool:
        return day.weekday() in self.weekdays

    def starts_at(self, zone: str, day: date) -> datetime:
        return _instant(zone, day, self.hours[0])

    def due_at(self, zone: str, day: date) -> datetime:
        return _instant(zone, day, self.hours[1]) - LEAD

    def zone_at(self, at: datetime) -> str:
        """Where they are then; at the minute of a flight, there already."""
        return next((one.zone for one in reversed(self.flights) if one.at <= at), self.home)

    def changes(self) -> Iterator[tuple[str, Flight]]:
        """Each flight, and the zone it left."""
        before = self.home
        for flight in self.flights:
            yield before, flight
            before = flight.zone

    def in_flight(self, day: date) -> Iterator[tuple[str, Flight]]:
        """The flights, and the zones they left, with that day begun and not asked about yet."""
        since: datetime | None = None
        begun = False
        for zone, flight in self.changes():
            ahead = self.due_at(zone, day) > (since or flight.at)
            begun = begun or (ahead and self.starts_at(zone, day) <= flight.at)
            if begun and flight.at < self.due_at(zone, day):
                yield zone, flight
            since = flight.at

    def jumped(self, day: date) -> bool:
        """Whether a flight left before that day began, and landed after its evening."""
        return any(
            flight.at < self.starts_at(zone, day) and self.due_at(flight.zone, day) < flight.at
            for zone, flight in self.changes()
        )


def stories() -> Iterator[Story]:
    """Five a hour of the day, by the clock of where the first flight leaves."""
    for hour in range(24):
        for route in ROUTES:
            yield _story(hour, route, Random(f"{hour} {route}"))  # the same in every run


def _story(hour: int, route: str, chance: Random) -> Story:
    early, late, other = chance.sample(EARLY, 2), chance.sample(LATE, 2), chance.sample(BETWEEN, 2)
    zones = {
        "over it eastward": [early[0], late[0]],
        "over it westward": [late[0], early[0]],
        "there and back": [late[0], early[0], late[0]],
        "on and on": [late[0], early[0], early[1], other[0]],
        "round the world": [other[0], late[0], early[0], other[1]],
    }[route]
    monday = chance.choice(MONDAYS)
    first = monday + timedelta(days=chance.randrange(2, 6))
    at = _instant(zones[0], first, hour + chance.randrange(60) / 60)
    flights = []
    for zone in zones[1:]:
        flights.append(Flight(at=at, zone=zone))
        at += chance.randrange(1, 60) * HOUR + timedelta(minutes=chance.randrange(60))
    return Story(
        name=f"{hour:02} {route}",
        weekdays=chance.choice(WEEKDAYS),
        hours=chance.choice(HOURS),
        monday=monday,
        home=zones[0],
        flights=tuple(flights),
    )


def _instant(zone: str, day: date, hours: float) -> datetime:
    """By the wall clock alone: no clock is changed in these weeks."""
    wall = datetime.combine(day, time()) + timedelta(hours=hours)
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _clock(hours: float) -> str:
    minutes = round(hours * 60) % (24 * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


STORIES = tuple(stories())


@pytest.fixture(scope="module")
def tx() -> Iterator[Tx]:
    """One database for all of them, emptied before each."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        yield Tx(connection)
    engine.dispose()


def test_there_are_a_hundred_and_more_at_every_hour_and_in_both_directions() -> None:
    assert len(STORIES) >= 100
    leaving = {(one.flights[0].at.astimezone(ZoneInfo(one.home)).hour, one.name[3:]) for one in STORIES}
    assert leaving == {(hour, route) for hour in range(24) for route in ROUTES}
    back = [one for one in STORIES if any(one.jumped(day) for day in _days(one))]
    again = [one for one in STORIES if any(list(one.in_flight(day)) for day in _days(one))]
    assert len(back) >= 10, "some flights jump a whole day"
    assert len(again) >= 30, "some leave in the middle of one"


@pytest.mark.parametrize("story", STORIES, ids=[one.name for one in STORIES])
async def test_every_work_date_is_asked_about_once_wherever_they_are(tx: Tx, story: Story) -> None:
    for table in reversed(metadata.sorted_tables):
        tx.run(delete(table))
    _hold_together(story, await _played(tx, story))


@pytest.mark.parametrize("story", STORIES[::11], ids=[one.name for one in STORIES[::11]])
async def test_with_notes_and_reminders_it_is_the_same(tx: Tx, story: Story) -> None:
    """Through timers, budget and outbox, nobody answering anything."""
    for table in reversed(metadata.sorted_tables):
        tx.run(delete(table))
    relay, person = _sets_out(tx, story)
    for flight in story.flights:
        await relay.until(flight.at - timedelta(seconds=1))
        relay.clock.move_to(flight.at)
        await relay.moves("tove", flight.zone)
    await relay.until(_instant(story.home, story.monday, 0) + DAYS * ONE_DAY - timedelta(seconds=1))
    found = evenings.since(tx, person, story.monday)
    asked = [replace(one, state="asked" if one.state == "quiet" else one.state, why=None) for one in found]
    _hold_together(
        story, [one if one.state == "skipped" else other for one, other in zip(found, asked, strict=True)]
    )
    prompts = [one for one in await relay.posted("prompt", to="tove") if one.state == "sent"]
    days = Counter(day for one in prompts if (day := one.letter.document.day) and day >= story.monday)
    assert days == {one.day: 1 for one in found if one.state != "skipped"}
    had = pings.of_days(tx, [(person, day) for day in _days(story)])
    assert max(map(len, had.values())) <= 3, "no day has more of them"


def _hold_together(story: Story, found: Sequence[Evening]) -> None:
    end = _instant(story.flights[-1].zone, _days(story)[-1], 0)
    assert [one.day for one in found] == sorted({one.day for one in found}), "no date twice"
    asked = {one.day: one.asked_at for one in found if one.state == "asked"}
    skipped = {one.day: one.why for one in found if one.state == "skipped"}
    days = [one for one in _days(story) if story.works(one) and one < found[-1].day]
    assert [one.day for one in found[:-1]] == days, "every working date has its row, and no other has one"
    assert story.due_at(story.flights[-1].zone, found[-1].day) > end - 7 * ONE_DAY
    for day, at in asked.items():
        assert at is not None
        on_time = at == story.due_at(story.zone_at(at), day)
        assert on_time or _by_the_clock_that_was_left(story, day, at), f"{day} at {at}"
    assert set(skipped.values()) <= {prompt.HOURS_CHANGED}
    for day in skipped:
        assert story.jumped(day), f"{day} was there to be worked"
        assert not list(story.in_flight(day)), f"{day} had begun"


def _sets_out(tx: Tx, story: Story) -> tuple[Relay, PersonId]:
    """A relay with the traveller alone in it, on the Monday at home."""
    start = _instant(story.home, story.monday, 0)
    relay = Relay(cast(Store, AtOnce(tx.connection)), start)
    policy = Policy(week=parse_week(story.week))
    there = (profile("tove", zone=story.home),)
    plan = Plan(
        place=channel("atlas"),
        name="Atlas",
        projects=(ProjectPlan(name="Atlas"),),
        writes=there,
        receives=(),
        policy=policy,
    )
    team.set_up(tx, plan, by=user("tove"), welcome=False, now=start)
    person = people.by_ref(tx, user("tove"))
    assert person is not None
    return relay, person.id


async def _played(tx: Tx, story: Story) -> list[Evening]:
    """Two weeks and a half of somebody's evenings, each asked about as it falls due; nothing else goes on."""
    relay, person = _sets_out(tx, story)
    for flight in story.flights:
        _asks_until(tx, person, flight.at)
        relay.clock.move_to(flight.at)
        await relay.moves("tove", flight.zone)
    _asks_until(tx, person, _instant(story.home, story.monday, 0) + DAYS * ONE_DAY)
    return evenings.since(tx, person, story.monday)


def _asks_until(tx: Tx, person: PersonId, then: datetime) -> None:
    while (timer := timers.get(tx, prompt.PROMPT, str(person))) is not None and timer.due_at < then:
        evening_due.ask_due(tx, [timer], now=timer.due_at)


def _by_the_clock_that_was_left(story: Story, day: date, at: datetime) -> bool:
    """Then, or before that with a day that follows; in flight by more than one, by one of them."""
    following = {story.due_at(story.zone_at(at), day + step * ONE_DAY) for step in range(1, 8)}
    return any(
        flight.at <= at
        and (at == story.due_at(zone, day) or (at < story.due_at(zone, day) and at in following))
        for zone, flight in story.in_flight(day)
    )


def _days(story: Story) -> Sequence[date]:
    return [story.monday + timedelta(days=one) for one in range(DAYS)]
