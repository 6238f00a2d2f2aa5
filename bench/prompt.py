"""When someone is next asked: reckoned with warm caches, as the tick does it; and whole years of rosters."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from statistics import median

from bench.measure import PAIRS, Figure
from bot.domain.dayoff import Absence, DaysOff
from bot.domain.workday import Calendar, next_prompt, parse_week
from storage.holidays import Holidays

ZONES = (
    "Africa/Cairo", "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata",
    "Asia/Tokyo", "Australia/Sydney", "Europe/Berlin", "Europe/London",
)  # fmt: skip
WEEKS = ("mon-fri 9-17:30", "sun-thu 22-6", "mon-fri 9-12, 19-22", "tue-sat 8-16")
HOLIDAYS = ("EG", "US-CA", "US-NY", "BR-SP", "IN-KA", "JP", "AU-NSW", "DE-BE", "GB-ENG")
NOW = datetime(2026, 11, 4, 12, tzinfo=UTC)
LEAD = timedelta(minutes=15)
ROUNDS = 200
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31", "--format", "jsonl")

# What writing that many evenings costs with nothing reckoned: one zone, the same day again and again.
WRITING = """
import json, sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
at, there = datetime(2026, 11, 4, 12, tzinfo=UTC), ZoneInfo("Europe/Berlin")
for number in range(int(sys.argv[1])):
    print(json.dumps({"person": number, "at": at.isoformat(), "local": at.astimezone(there).isoformat()}))
"""


async def next_asked(_: Path) -> Figure:
    """One person's next prompt, over nine zones and four weeks; the floor: as many additions of a lead."""
    calendars = [Calendar(zone=zone, week=parse_week(week)) for zone, week in product(ZONES, WEEKS)]

    def reckon() -> None:
        for calendar in calendars:
            next_prompt(calendar, after_day=date(2026, 11, 4), lead=LEAD, not_before=NOW)

    def add() -> None:
        for _ in calendars:
            NOW + LEAD

    reckon()
    values, floors = zip(*((_each(reckon), _each(add)) for _ in range(PAIRS)), strict=True)
    per = len(calendars) * ROUNDS / 1_000_000
    return Figure(name="next prompt, warm", value=median(values) / per, unit="µs", floor=median(floors) / per)


async def simulated(folder: Path) -> list[Figure]:
    """A year of nine people and of a thousand, from start to end; the floor: writing as many lines."""
    figures = []
    for count in (9, 1_000):
        roster = _roster(folder / f"{count}.yaml", count)
        took, room = _run(["-m", "bot", "simulate", "--roster", str(roster), *YEAR])
        least, bare = _run(["-c", WRITING, str(count * 261)])
        name = f"simulate a year of {count:,}"
        figures.append(Figure(name=name, value=took, unit="s", floor=least))
        figures.append(Figure(name=f"{name}, memory", value=room, unit="MB", floor=bare))
    return figures


async def next_asked_with_days_off(_: Path) -> Figure:
    """The same of people with their country's holidays, days of their own and absences, as they are stored.

    The day that would be next is one of their own days off.
    """
    away = tuple(
        Absence(id=number, first=date(2026, month, 5), last=date(2026, month, 9))
        for number, month in enumerate((3, 7, 12))
    )
    calendars = [
        Calendar(
            zone=zone,
            week=parse_week(week),
            days_off=DaysOff(
                company=frozenset({date(2026, 12, 24)}),
                away=away,
                off=((date(2026, 11, 5), "Moving"),),
                holidays=Holidays(where=where),
            ),
        )
        for (zone, where), week in product(zip(ZONES, HOLIDAYS, strict=True), WEEKS)
    ]

    def reckon() -> None:
        for calendar in calendars:
            next_prompt(calendar, after_day=date(2026, 11, 4), lead=LEAD, not_before=NOW)

    def add() -> None:
        for _ in calendars:
            NOW + LEAD

    reckon()
    values, floors = zip(*((_each(reckon), _each(add)) for _ in range(PAIRS)), strict=True)
    per = len(calendars) * ROUNDS / 1_000_000
    name = "next prompt, warm, with days off"
    return Figure(name=name, value=median(values) / per, unit="µs", floor=median(floors) / per)


def _each(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    for _ in range(ROUNDS):
        work()
    return time.perf_counter() - begun


def _roster(file: Path, count: int) -> Path:
    """JSON is YAML."""
    weeks = [{days: hours} for days, _, hours in (week.partition(" ") for week in WEEKS)]
    people = [
        {
            "name": f"p{number}",
            "zone": ZONES[number % len(ZONES)],
            "holidays": HOLIDAYS[number % len(ZONES)],
            "week": weeks[number % len(weeks)],
            "away": [{"from": "2026-07-06", "to": "2026-07-17"}],
        }
        for number in range(count)
    ]
    file.write_text(json.dumps({"people": people}), encoding="utf-8")
    return file


# A child begins with the size of whoever made it: a small process makes it, and says what it took.
_SMALL = """
import json, os, subprocess, sys, time
begun = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), time.perf_counter() - begun, used.ru_maxrss / 1024]))
"""


def _run(arguments: list[str]) -> tuple[float, float]:
    """Seconds and megabytes of a Python of its own."""
    asked = [sys.executable, "-c", _SMALL, sys.executable, *arguments]
    said = subprocess.run(asked, stdout=subprocess.PIPE, check=True).stdout
    status, seconds, megabytes = json.loads(said)
    assert status == 0, arguments
    return float(seconds), float(megabytes)
