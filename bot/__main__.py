"""The `sunrelay` command; `python -m bot` is the same."""

import argparse
import asyncio
import importlib
import os
import sys
import zoneinfo
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from bot import log
from bot.clock import SystemClock
from bot.settings import Role, Settings, load, problems
from storage.errors import StoreError

# Only what the command that is asked for needs is loaded: alembic and the sandbox cost a start.
MODULES = {
    "run": "bot.run",
    "demo": "bot.demo",
    "schema": "storage.schema",
    "upgrade": "storage.upgrade",
    "doctor": "bot.doctor",
    "simulate": "bot.simulate",
    "manifest": "bot.slack.manifest",
}

FAILED = 1
WRONG = 2


def main(arguments: Sequence[str] | None = None, *, environ: Mapping[str, str] = os.environ) -> int:
    """Do what is asked; returns the exit status."""
    zoneinfo.reset_tzpath(())  # the pinned tzdata decides, not the machine's older copy
    asked = _parser().parse_args(arguments)
    match asked.command:
        case "run":
            return _run(asked.role, environ)
        case "demo":
            return _demo(asked)
        case "simulate":
            return _simulate(asked)
        case "doctor":
            return _doctor(asked.role, environ)
        case "upgrade":
            return _upgrade(environ)
        case _:
            return _manifest(asked.url, check=asked.check)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sunrelay", description="A chat bot that carries work round the globe."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="run the bot against Slack")
    run.add_argument("--role", choices=("all", "web", "worker"), default="all", help="default: all")
    _add_demo(commands.add_parser("demo", help="try it in a browser with five colleagues, no account needed"))
    _add_simulate(commands.add_parser("simulate", help="print when everyone of a roster is asked"))
    doctor = commands.add_parser("doctor", help="say whether all is in order to run, and what mends it")
    doctor.add_argument("--role", choices=("all", "web", "worker"), default="all", help="default: all")
    commands.add_parser("upgrade", help="bring the database up to date")
    manifest = commands.add_parser("manifest", help="print the manifest to make the Slack app from")
    manifest.add_argument(
        "--url", default="", help="where Slack is to reach the bot over HTTP; default: Socket Mode"
    )
    manifest.add_argument("--check", action="store_true", help="say whether manifest.json is this one")
    return parser


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument(
        "--port", type=_port, default=0, metavar="N", help="where the page is served; default: any free one"
    )
    demo.add_argument("--no-browser", action="store_true", help="open no browser")
    demo.add_argument(
        "--start", type=_day, default=date(2026, 11, 2), metavar="DAY", help="default: 2026-11-02"
    )
    told = demo.add_mutually_exclusive_group()
    told.add_argument("--terminal", action="store_true", help="tell the days as a story here instead")
    told.add_argument("--headless", action="store_true", help="print the days as JSON lines instead")
    demo.add_argument("--days", type=_days, default=2, metavar="N", help="of these two, how many; default: 2")


def _port(text: str) -> int:
    if not text.isdecimal() or not int(text[:9]) < 1 << 16:
        raise argparse.ArgumentTypeError(f"“{text}” is no port: a number from 0 to 65535, 0 for a free one")
    return int(text)


def _add_simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--roster",
        type=Path,
        required=True,
        metavar="FILE",
        help="who works where and when, in YAML; the README has one",
    )
    parser.add_argument("--from", type=_day, required=True, dest="first", metavar="DAY", help="2027-01-01")
    parser.add_argument("--to", type=_day, required=True, dest="last", metavar="DAY", help="included")
    parser.add_argument("--format", choices=("text", "jsonl", "ics"), default="text", help="default: text")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date: write it as 2026-11-02") from None


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 31:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of days: from 1 to 31")
    return int(text)


def _run(role: Role, environ: Mapping[str, str]) -> int:
    settings = _settings(environ)
    if settings is None or _told(settings.lacking(role=role)):
        return WRONG
    log.configure(settings.log_level, json=settings.log_format == "json")
    try:
        if not _current(settings):
            return _failed("the database is not up to date: sunrelay upgrade brings it there")
    except StoreError as error:
        return _failed(str(error))
    why: str | None = importlib.import_module(MODULES["run"]).run(settings, role)
    return _failed(why) if why else 0


def _current(settings: Settings) -> bool:
    """Whether the tables are there; a file of our own is brought up to date, a database of many is not."""
    url = settings.database_url.get_secret_value()
    current = bool(importlib.import_module(MODULES["schema"]).is_current(url))
    if not current and not settings.postgresql:
        importlib.import_module(MODULES["upgrade"]).upgrade(url)
        return True
    return current


def _demo(asked: argparse.Namespace) -> int:
    log.configure("error")
    demo = importlib.import_module(MODULES["demo"])
    if asked.terminal or asked.headless:
        return int(demo.demo(start=asked.start, days=asked.days, headless=asked.headless))
    return int(demo.serve(start=asked.start, port=asked.port, opens_browser=not asked.no_browser))


def _simulate(asked: argparse.Namespace) -> int:
    module = importlib.import_module(MODULES["simulate"])
    try:
        module.simulate(asked.roster, first=asked.first, last=asked.last, form=asked.format)
    except module.CannotSimulate as error:
        print(error, file=sys.stderr)
        return WRONG
    return 0


def _doctor(role: Role, environ: Mapping[str, str]) -> int:
    """0 when nothing is wrong, 1 when something is, 2 for a setting that cannot be read at all."""
    settings = _settings(environ)
    if settings is None:
        return WRONG
    log.configure("error")
    module = importlib.import_module(MODULES["doctor"])
    findings = asyncio.run(module.examine(settings, role, clock=SystemClock()))
    print(module.written(findings))
    return 0 if module.well(findings) else FAILED


def _upgrade(environ: Mapping[str, str]) -> int:
    settings = _settings(environ)
    if settings is None:
        return WRONG
    try:
        importlib.import_module(MODULES["upgrade"]).upgrade(settings.database_url.get_secret_value())
    except StoreError as error:
        return _failed(str(error))
    print("The database is up to date.")
    return 0


def _manifest(url: str, *, check: bool) -> int:
    text = str(importlib.import_module(MODULES["manifest"]).manifest_text(request_url=url))
    if not check:
        print(text, end="")
        return 0
    file = Path("manifest.json")
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return 0
    print("manifest.json is not what the code asks for: sunrelay manifest > manifest.json", file=sys.stderr)
    return 1


def _settings(environ: Mapping[str, str]) -> Settings | None:
    try:
        return load(environ)
    except ValidationError as error:
        _told(problems(error))
        return None


def _failed(why: str) -> int:
    """Say in one line why it could not be done."""
    line = " ".join(why.split()).removesuffix(".")
    print(f"{line[:1].upper()}{line[1:]}.", file=sys.stderr)
    return FAILED


def _told(lines: Sequence[str]) -> bool:
    for line in lines:
        print(line, file=sys.stderr)
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
