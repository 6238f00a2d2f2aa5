"""A day of mixed load in one process: it holds no more in the evening than in the morning."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from storage.retention import Retention
from tests.prove.conftest import Proved
from tests.prove.soak import NAMES, Day, SoakWorld, third

pytestmark = pytest.mark.prove

WARM_UP, HOURS = 24, 24

# By how much the last eight hours may lie above the first eight. In between some five hundred things were
# done: whoever kept four objects of each would be above it. Connections for calls are kept for a while, as
# many as were under way at once; Slack asks for a new one of its own every hour: one left open would be seen.
# A busy machine reads more at once, for which up to three connections of three files each come to the first;
# one file an hour left open would be sixteen.
MOST = {"kilobytes": 1024, "blocks": 2000, "files": 9, "sockets": 12, "tasks": 0, "threads": 2}

# What is forgotten, all of it, once it is past its keeping.
PASSING = ("inbox", "outbox", "evenings", "forms", "lines", "pings", "nudges", "held", "notes")
# One row for each of something that there is no more of in the evening than in the morning.
STEADY = ("tenants", "installations", "people", "places", "teams", "projects", "regions", "members", "dnd")


@pytest.mark.timeout(600)
async def test_a_day_of_everything_leaves_nothing_behind(
    database_in_memory: str, tmp_path: Path, proved: Proved
) -> None:
    async with SoakWorld(database_in_memory, tmp_path) as world:
        for name in ("Atlas", "Borealis"):
            await world.team(name, writes=NAMES)
        mia = world.person("mia")
        await world.until(mia.at("Mon 11:00"))
        await mia.commands("/sunrelay", "nudges", where="atlas")
        await mia.presses("For every message", on=mia.told[-1])
        bot, day = await world.moves_out(), Day(world)
        for _ in range(WARM_UP):
            await day.hour()
        before, weights = await bot.weighed(), []
        for _ in range(HOURS):
            await day.hour()
            weights.append(await bot.weighed())
        after = weights[-1]
        world.clock.move_to(world.clock.now() + max_kept())
        await bot.asked("tidy")
        left = (await bot.weighed()).rows
    grew = {name: third(weights, name, last=True) - third(weights, name, last=False) for name in MOST}
    assert {name: by for name, by in grew.items() if by > MOST[name]} == {}
    assert differing(before.rows, after.rows) == {}
    assert {name: left[name] for name in PASSING if left[name]} == {}
    assert left["posts"] == left["digests"], "only the messages in which hand-offs stand are still known"
    proved(
        acts=day.acts, hours=WARM_UP + HOURS, grew=grew, heard=after.rows["inbox"], left=sum(left.values())
    )


def differing(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Tables that are steady, and are not."""
    return {name: (before[name], after[name]) for name in STEADY if before[name] != after[name]}


def max_kept() -> timedelta:
    """Longer than anything is kept that is forgotten at all."""
    keep = Retention()
    return max(keep.inbox, keep.outbox, keep.evenings, keep.forms, keep.held, keep.nudges) + timedelta(days=2)
