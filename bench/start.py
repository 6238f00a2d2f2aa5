"""The bot as a process of its own: how soon it is ready, and how much memory it takes, of few and of many."""

import asyncio
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from bench import caller, desk, town
from bench.measure import Figure
from bot.clock import SystemClock
from bot.domain.identity import PersonId
from bot.services import prompt
from sandbox.box import Sandbox
from sandbox.team import Team
from storage import timers
from storage.engines import address, sqlite_writer
from storage.transaction import Tx
from storage.upgrade import upgrade
from tests.run.process import BOT, Process

FEW, MANY = 1_000, 100_000
STARTS = 5
ROOT = Path(__file__).parents[1]
STEP = 5_000
PATIENCE = timedelta(minutes=5)
SETTLED = 3.0  # seconds until what the start has begun is over
BEFORE = timedelta(seconds=5)
LOADED = 30.0  # seconds
# What is promised: seconds, how many times as long as of few, megabytes.
READY, AS_LONG, IDLE, UNDER_LOAD = 3.0, 1.2, 120.0, 200.0

# What a Python takes that has loaded the libraries, and does nothing.
_BARE = """
import aiohttp, apscheduler.schedulers.asyncio, pydantic_settings, slack_bolt.async_app, sqlalchemy, uvicorn
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""
CLOCK_AHEAD = ("-m", "tests.run.child")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A database of so many people. due_at: when the next of them are asked."""

    url: str
    folder: Path
    due_at: datetime

    def given(self, box: Sandbox, **more: str) -> dict[str, str]:
        """The environment of a bot for it, that Slack calls over HTTP."""
        slack = {"SLACK_BOT_TOKEN": box.bot_token, "SLACK_SIGNING_SECRET": box.signing_secret, "PORT": "0"}
        own = {"SLACK_API_URL": box.api_url, "DATABASE_URL": self.url, "LOG_FORMAT": "json"}
        return {**slack, **own, **more}


async def started(folder: Path) -> list[Figure]:
    """From the command until Slack is heard, of few and many in turns; then its memory, idle and at work."""
    few, many = _town(folder, FEW), _town(folder, MANY)
    took: list[float] = []
    floors: list[float] = []
    idle: list[float] = []
    alone = {"PYTHONPATH": f"{ROOT}:{_without_rich(folder)}"}
    async with Sandbox(team=Team(id=desk.BOT.tenant)) as box:
        for _ in range(STARTS):
            for there, times in ((few, floors), (many, took)):
                begun = time.perf_counter()
                async with Process("run", given=there.given(box, **alone), folder=folder, program=BOT) as bot:
                    await bot.logs("run.started", within=60)
                    times.append(time.perf_counter() - begun)
                    if there is few:
                        await asyncio.sleep(SETTLED)
                        idle.append(_megabytes(bot.pid, "VmRSS"))
                    bot.stop()
                    await bot.ended()
        loaded = await _under_load(box, many, **alone)
    bare = median(_bare() for _ in range(STARTS))
    ready, resting = median(took), median(idle)
    return [
        Figure(
            name=f"started, {MANY:,} people (floor: {FEW:,})",
            value=ready,
            unit="s",
            floor=median(floors),
            bar=READY,
            most=AS_LONG,
        ),
        Figure(name="memory, idle", value=resting, unit="MB", floor=bare, bar=IDLE),
        Figure(name=f"memory, {MANY:,} people at work", value=loaded, unit="MB", floor=bare, bar=UNDER_LOAD),
    ]


async def _under_load(box: Sandbox, many: Town, **alone: str) -> float:
    """The most it took while a fifth of them were asked in one minute, and people went on using it."""
    ahead = many.due_at - BEFORE - SystemClock().now()
    given = many.given(box, CLOCK_AHEAD=str(ahead.total_seconds()), **alone)
    async with Process("run", given=given, folder=many.folder, program=CLOCK_AHEAD) as bot:
        port = int((await bot.logs("run.started", within=60))["port"])
        until = time.perf_counter() + LOADED
        number = 0
        while time.perf_counter() < until:
            await caller.took(port, box.signing_secret, [_commanded(number + one) for one in range(200)])
            number += 200
        most = _megabytes(bot.pid, "VmHWM")
        bot.stop()
        await bot.ended()
    return most


def _without_rich(folder: Path) -> Path:
    """As the bot is installed: structlog loads rich where there is one, and only our checks bring it."""
    there = folder / "without" / "rich"
    there.mkdir(parents=True)
    (there / "__init__.py").write_text("raise ImportError", encoding="utf-8")
    return there.parent


def _commanded(number: int) -> str:
    return caller.as_form(desk.command(f"U{number % MANY + 1}", "Built the voucher field", key=f"{number}.1"))


def _town(folder: Path, count: int) -> Town:
    """All of them in teams, with their next prompts set."""
    url = f"sqlite:///{folder / f'{count}.db'}"
    upgrade(url)
    now = SystemClock().now()
    engine = sqlite_writer(address(url), PATIENCE)
    with engine.begin() as connection:
        tx = Tx(connection)
        town.fill(tx, count, town.ZONES)
        for first in range(1, count + 1, STEP):
            prompt.plan(
                tx, [PersonId(one) for one in range(first, first + STEP) if one <= count], not_before=now
            )
        due_at = timers.next_due(tx)
    engine.dispose()
    assert due_at is not None, "everyone has a prompt ahead"
    return Town(url=url, folder=folder, due_at=due_at)


def _bare() -> float:
    said = subprocess.run([sys.executable, "-c", _BARE], stdout=subprocess.PIPE, check=True).stdout
    return int(said) / 1024


def _megabytes(pid: int, what: str) -> float:
    """VmRSS: now; VmHWM: the most so far."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024
