"""The `sunrelay` command; `python -m bot` is the same."""

import argparse
import asyncio
import gc
import importlib
import os
import sys
import zoneinfo
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from bot import log
from bot.arguments import parser
from bot.clock import SystemClock
from bot.control import NotDone
from bot.settings import Role, Settings, load, problems
from storage.errors import AlreadyRunning, StoreError

# Only what the command that is asked for needs is loaded: alembic and the sandbox cost a start.
MODULES = {
    "run": "bot.run",
    "demo": "bot.demo",
    "schema": "storage.schema",
    "upgrade": "storage.upgrade",
    "doctor": "bot.doctor",
    "simulate": "bot.simulate",
    "detect": "bot.detect",
    "manifest": "bot.slack.manifest",
    "administer": "bot.administer",
}

# Next to nothing that is loaded is garbage: Python looks for it after so many new objects, not after 700.
LOADING = 50_000

FAILED = 1
WRONG = 2


def main(arguments: Sequence[str] | None = None, *, environ: Mapping[str, str] = os.environ) -> int:
    """Do what is asked; returns the exit status."""
    zoneinfo.reset_tzpath(())  # the pinned tzdata decides, not the machine's older copy
    asked = parser().parse_args(arguments)
    match asked.command:
        case "run":
            return _run(asked.role, environ)
        case "demo":
            return _demo(asked)
        case "simulate":
            return _simulate(asked)
        case "detect":
            return _detect(asked.file)
        case "doctor":
            return _doctor(asked.role, environ)
        case "upgrade":
            return _upgrade(environ)
        case "outbox" | "backup" | "export" | "export-decisions" | "forget":
            return _administer(asked, environ)
        case _:
            return _manifest(asked.url, many=asked.many, check=asked.check)


def _run(role: Role, environ: Mapping[str, str]) -> int:
    gc.set_threshold(LOADING)
    settings = _settings(environ)
    if settings is None or _told(settings.lacking(role=role)):
        return WRONG
    log.configure(settings.log_level, json=settings.log_format == "json")
    try:
        if not _current(settings):
            return _failed("the database is not up to date: sunrelay upgrade brings it there")
    except AlreadyRunning as error:
        return _failed(f"{error}. What `sunrelay outbox` or `sunrelay backup` asks reaches the running one")
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
    gc.set_threshold(LOADING)
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


def _detect(file: Path | None) -> int:
    """0 when every line was a message, 1 when one was not, 2 when there is nothing to read."""
    module = importlib.import_module(MODULES["detect"])
    try:
        return 0 if module.detect(file) else FAILED
    except module.CannotDetect as error:
        print(error, file=sys.stderr)
        return WRONG


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


def _administer(asked: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """0 when all was done, 1 when something was not, 2 for a setting that cannot be read."""
    settings = _settings(environ)
    if settings is None:
        return WRONG
    log.configure("error")
    module = importlib.import_module(MODULES["administer"])
    url = settings.database_url.get_secret_value()
    try:
        says, well = getattr(module, asked.command.replace("-", "_"))(url, asked, clock=SystemClock())
    except (StoreError, NotDone) as error:
        return _failed(str(error))
    print(says)
    return 0 if well else FAILED


def _manifest(url: str, *, many: bool, check: bool) -> int:
    if many and not url:
        return _failed("--many needs --url: where Slack is to reach the bot over HTTP")
    text = str(importlib.import_module(MODULES["manifest"]).manifest_text(request_url=url, many=many))
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
