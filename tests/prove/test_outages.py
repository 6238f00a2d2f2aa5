"""Away for long: what people hand in meanwhile is handed back to them, and afterwards there is no storm."""

import resource
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.outcomes import Submission
from storage.store import open_store
from tests.run import kept
from tests.run.office import LABEL, WORDS, Office
from tests.support.slack.world import SlackWorld

pytestmark = pytest.mark.prove

MINUTE = timedelta(minutes=1)
DROPS = 4  # each takes some seconds of the machine's until it is noticed
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
FULL = (4096, resource.RLIM_INFINITY)  # bytes of any file: nothing can be added to one


async def handed_back(world: SlackWorld, database: str) -> None:
    """Ten minutes without the database: what Lena then sends comes back to her, whole."""
    lena = world.person("lena")
    with kept.held(database):
        for _ in range(2):
            world.clock.move_to(world.clock.now() + 5 * MINUTE)
            await world.bot.tick()
        await lena.sends()
        assert "Nothing is lost: press" in lena.wrong
        assert lena.form.values[LABEL] == WORDS


@pytest.mark.timeout(300)
async def test_database_away_for_ten_minutes_and_then_slack_for_ninety(database: str) -> None:
    async with SlackWorld(database, over="socket", opened=open_store) as world:
        await world.team("Atlas", writes=["lena", "maya"])
        lena = world.person("lena")
        await world.until(lena.at("Mon 17:10"))
        await lena.opens("/handoff")
        await lena.fills({LABEL: WORDS})
        await handed_back(world, database)
        assert kept.summaries(database) == []
        world.box.faults.reset("*", times=None)
        await world.until(lena.at("Mon 18:50"))
        assert world.reached() == []
        world.box.faults.clear()
        await world.until(lena.at("Mon 19:00"))
        assert world.reached() == [("lena", "prompt")]
        await lena.sends()
        assert kept.summaries(database) == [WORDS]
        await world.until(lena.at("Mon 21:00"))
        assert [kind for to, kind in world.reached() if to == "lena"] == ["prompt"]
        assert [one.kind for one in lena.private] == ["receipt"]


@pytest.mark.timeout(300)
async def test_both_away_at_once_and_slack_for_nearly_two_hours(database: str) -> None:
    async with SlackWorld(database, over="socket", opened=open_store) as world:
        await world.team("Atlas", writes=["lena", "maya"])
        lena = world.person("lena")
        await world.until(lena.at("Mon 17:14"))
        await lena.opens("/handoff")
        await lena.fills({LABEL: WORDS})
        world.box.faults.reset("*", times=None)
        await handed_back(world, database)
        await lena.sends()
        assert kept.summaries(database) == [WORDS]
        await world.until(lena.at("Mon 19:05"))
        assert world.reached() == []
        world.box.faults.clear()
        await world.until(lena.at("Mon 21:00"))
        assert [one.kind for one in lena.private] == ["receipt"]
        assert [kind for to, kind in world.reached() if to == "lena"] == ["receipt"]


@pytest.mark.timeout(120)
async def test_a_connection_that_drops_again_and_again_loses_nothing(sqlite_database: str) -> None:
    async with SlackWorld(sqlite_database, over="socket", opened=open_store) as world:
        await world.team("Atlas", writes=["lena", "maya"])
        lena = world.person("lena")
        await world.until(lena.at("Mon 16:40"))
        for number in range(DROPS):
            world.box.drop_sockets()
            await lena.writes(f"Row {number}.")
            await world.box.connected()
            await world.until(world.clock.now() + MINUTE)
        await world.until(lena.at("Mon 17:15"))
        assert kept.lines(sqlite_database) == [f"Row {number}." for number in range(DROPS)]
        assert world.count("prompt", to="lena") == 1


@pytest.mark.timeout(120)
async def test_while_the_disk_is_full_a_form_is_handed_back_and_taken_once_there_is_room(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, f"sqlite:///{tmp_path}/sunrelay.db", over="socket")
    async with office, office.bot() as bot:
        await office.reaches(bot)
        await office.set_up()
        await office.writes()
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, FULL)
        refused: Submission = await office.lena.submit()
        assert refused.outcome == "errors", refused
        assert kept.summaries(office.database) == []
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, UNLIMITED)
        assert (await office.lena.submit()).outcome == "cleared"
        await office.receipt_came()
        bot.stop()
        assert await bot.ended() == 0
    assert kept.summaries(office.database) == [WORDS]
    assert len(office.receipts) == 1
