"""Five colleagues, five days: each asked once at their own minute, each region told what it had not seen."""

import asyncio
import json
import re
import sys
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.demo import cast, played
from bot.demo.lines import Line

START = date(2026, 11, 2)
DAYS = [START + timedelta(days=number) for number in range(5)]
GOLDEN = Path(__file__).with_name("golden.jsonl")

# A hand-off as a digest names it: in full, or in a line of *Meanwhile*.
TOLD = re.compile(rf"(?P<line>• )?(?:On track|At risk|Blocked): {cast.PROJECT}, from (?P<name>\w+ \w+)")


@cache
def lines() -> tuple[Line, ...]:
    """One run for all tests of this module."""
    return tuple(asyncio.run(played(START, len(DAYS))))


@pytest.fixture(scope="module")
def day_lines() -> tuple[Line, ...]:
    return lines()


def posts(found: tuple[Line, ...], *kinds: str) -> list[Line]:
    return [one for one in found if one.kind in kinds and not one.edit]


def test_everyone_is_asked_once_each_day_at_a_quarter_past_five_on_their_own_clock(
    day_lines: tuple[Line, ...],
) -> None:
    prompts = posts(day_lines, "prompt")
    expected = {(one.name, day): time(17, 15) for one in cast.PEOPLE for day in DAYS}
    assert {(one.to, one.day): one.local.time() for one in prompts} == expected
    assert len(prompts) == len(expected)
    assert all(one.local.date() == one.day for one in prompts)


def test_a_digest_comes_at_nine_on_its_regions_clock(day_lines: tuple[Line, ...]) -> None:
    digests = posts(day_lines, "digest")
    assert digests
    assert {one.local.time() for one in digests} == {time(9)}
    assert all(one.local.date() == one.day for one in digests)


def test_a_region_is_told_of_every_hand_off_once_and_in_full_only_where_it_inherits(
    day_lines: tuple[Line, ...],
) -> None:
    sent = _sent(day_lines)
    for zone in (one.tz for one in cast.PEOPLE):
        told = [one for one in posts(day_lines, "digest", "handover") if one.zone == zone]
        known: Counter[str] = Counter()
        for message in told:
            names = [match["name"] for match in TOLD.finditer(message.text)]
            known.update(names)
            before = Counter(name for name, at in sent if at <= message.at)
            if message.kind == "digest":
                assert known == before, message.text
    in_full = [
        m for one in posts(day_lines, "digest", "handover") for m in TOLD.finditer(one.text) if not m["line"]
    ]
    assert len(in_full) <= len(sent)


def test_a_hand_over_follows_within_the_hour(day_lines: tuple[Line, ...]) -> None:
    sent = _sent(day_lines)
    for message in posts(day_lines, "handover"):
        for match in TOLD.finditer(message.text):
            latest = max(at for name, at in sent if name == match["name"] and at <= message.at)
            assert message.at - latest <= timedelta(hours=1)


@pytest.mark.prove
@pytest.mark.timeout(300)
async def test_two_runs_print_the_same_and_it_is_what_is_kept() -> None:
    printed = await _printed()
    here = await asyncio.to_thread(lines)
    assert printed == "".join(f"{one.as_json()}\n" for one in here)
    assert printed == GOLDEN.read_text(encoding="utf-8")


def test_every_line_has_its_fields_and_they_are_in_order() -> None:
    rows = [json.loads(one) for one in GOLDEN.read_text(encoding="utf-8").splitlines()]
    order = [(one["at"], one["to"], one["kind"], one["text"]) for one in rows]
    assert order == sorted(order)
    for one in rows:
        assert list(one) == ["at", "local", "to", "kind", "day", "text"]
        at = datetime.strptime(one["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        assert datetime.fromisoformat(one["local"]) == at


def _sent(found: tuple[Line, ...]) -> list[tuple[str, datetime]]:
    """Author and instant of every hand-off: the first receipt of an evening that says so."""
    names = {one.name: one.real_name for one in cast.PEOPLE}
    first: dict[tuple[str, date], datetime] = {}
    for one in found:
        if one.kind == "receipt" and one.text.startswith("Handed over"):
            first.setdefault((one.to, one.day), one.at)
    return [(names[to], at) for (to, _), at in first.items()]


async def _printed() -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "demo", "--headless", "--days", "5", "--start", f"{START}"),
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    return printed.decode()


def test_a_persons_own_zone_stands_beside_each_message(day_lines: tuple[Line, ...]) -> None:
    zones = {one.name: one.tz for one in cast.PEOPLE}
    for one in day_lines:
        if one.to in zones:
            assert one.local.utcoffset() == one.at.astimezone(ZoneInfo(zones[one.to] or "UTC")).utcoffset()
