"""`sunrelay outbox`, `backup`, `forget` and the exports: what is asked of the bot, and answers in words."""

import asyncio
import json
import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.control import NotDone
from bot.domain.text import count_words, duration_words, shorten
from bot.handbook import Kept, write
from bot.messages.decision_file import BEGINS
from bot.reach import done, socket_of
from storage.backup import dump_command

HEAD = ("ID", "STATE", "KIND", "TO", "FAILED", "WAITS", "NEXT", "WHY")
LONGEST_WHY = 60

# So many files that are left as they are, are named; of more, how many there are.
MOST_NAMED = 20


def outbox(url: str, asked: Namespace, *, clock: Clock) -> tuple[str, bool]:
    """What is to be printed, and whether all that was asked for was done. Raises `NotDone`, `StoreError`."""
    name, values = _wanted(asked)
    found = asyncio.run(done(url, name, values, clock=clock))
    well = all(one["done"] for one in found.get("told", ()))
    if asked.json:
        return json.dumps(found, indent=2, ensure_ascii=False), well
    return (listed(found) if name == "outbox.list" else told(found["told"])), well


def backup(url: str, asked: Namespace, *, clock: Clock) -> tuple[str, bool]:
    """The same for a copy of the database."""
    to = Path(asked.to).absolute()
    if socket_of(url) is None:
        raise NotDone(f"PostgreSQL makes its own copies: {dump_command(url, to)}")
    copy = asyncio.run(done(url, "backup", {"to": str(to), "force": asked.force}, clock=clock))
    return f"{to}: {copy['size']:,} bytes, {count_words(copy['rows'], 'row')}, checked.", True


def export(url: str, asked: Namespace, *, clock: Clock) -> tuple[str, bool]:
    """All that is stored of one person, as JSON; into a new file for its owner alone where one is named."""
    found = asyncio.run(done(url, "person.export", {"person": asked.person}, clock=clock))
    text = json.dumps(found, indent=2, ensure_ascii=False)
    if asked.to is None:
        return text, True
    try:
        with open(
            os.open(asked.to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
        ) as to:
            to.write(text + "\n")
    except OSError as error:
        raise NotDone(f"{asked.to} cannot be written: {error.strerror}") from error
    return f"{asked.to}: all that is stored of them.", True


def export_decisions(url: str, asked: Namespace, *, clock: Clock) -> tuple[str, bool]:
    """A file for each decision of a workspace, and their index, into a folder."""
    values = {"workspace": asked.workspace, "private": asked.private}
    found = asyncio.run(done(url, "decisions.export", values, clock=clock))
    kept = write(asked.to, found["files"], begins=BEGINS)
    return written(asked.to, kept, found["left_out"]), True


def written(folder: Path, kept: Kept, left_out: Mapping[str, int]) -> str:
    """What was written, what was left out, and which files stay that nothing stands behind any more."""
    decisions = count_words(kept.new + kept.changed + kept.same - 1, "decision")
    says = [
        f"{folder}: {decisions} and index.md. {kept.new} new, {kept.changed} changed, {kept.same} as before."
    ]
    hidden = [count_words(many, what.removesuffix("s")) for what, many in left_out.items() if many]
    if hidden:
        says.append(f"Left out, as in private channels: {' and '.join(hidden)}; --private takes them in.")
    if kept.old:
        more = f" and {len(kept.old) - MOST_NAMED} more" if len(kept.old) > MOST_NAMED else ""
        names = f"{', '.join(kept.old[:MOST_NAMED])}{more}"
        says.append(f"Written before and no longer part of this, left for you to delete: {names}.")
    return "\n".join(says)


def forget(url: str, asked: Namespace, *, clock: Clock) -> tuple[str, bool]:
    """Forget one person; unless that is confirmed, only say what would be forgotten."""
    name = "person.forget" if asked.yes else "person.rehearse"
    found = asyncio.run(done(url, name, {"person": asked.person}, clock=clock))
    return forgotten(found, meant=asked.yes), True


def forgotten(found: Mapping[str, Any], *, meant: bool) -> str:
    """What was forgotten of whom, or would be."""
    counts = [f"{what.replace('_', ' ')} {many}" for what, many in found.items() if what != "name" and many]
    says = f"{found['name']}: {', '.join(counts) or 'nothing is left to forget'}."
    if not meant:
        return f"{says}\nNothing was forgotten yet: --yes does it, and nothing brings it back."
    if found["kept"]:
        says += "\nSteps in colleagues' hands keep their words until they are done or given back."
    return says


def listed(found: Mapping[str, Any]) -> str:
    """A line each, and how many there are in all."""
    lines = [HEAD, *(_line(one) for one in found["letters"])]
    total, shown = found["waiting"] + found["dead"], len(found["letters"])
    more = f" {total - shown} more are not listed." if total > shown else ""
    if not total:
        return "Nothing waits to be sent."
    return f"{_table(lines)}\n{found['dead']} dead, {found['waiting']} waiting.{more}"


def told(lines: Sequence[Mapping[str, Any]]) -> str:
    """What became of each that was asked for."""
    if not lines:
        return "There is nothing to do."
    return "\n".join(f"{one['id']} {'' if one['done'] else 'is left alone: '}{one['says']}." for one in lines)


def _wanted(asked: Namespace) -> tuple[str, dict[str, Any]]:
    match asked.what:
        case "retry" if asked.all_dead:
            return "outbox.retry_all", {}
        case "retry" | "drop":
            return f"outbox.{asked.what}", {"ids": asked.ids}
        case _:
            return "outbox.list", {}


def _line(one: Mapping[str, Any]) -> tuple[str, ...]:
    why = f"{one['why']}{' (may have arrived)' if one['uncertain'] else ''}".strip()
    return (
        str(one["id"]),
        one["state"],
        one["kind"],
        one["to"],
        str(one["attempts"]),
        duration_words(timedelta(seconds=one["waits"])),
        _at(one["next_at"]) if one["next_at"] else ("never" if one["state"] == "dead" else "now"),
        shorten(why, LONGEST_WHY),
    )


def _at(instant: str) -> str:
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M:%SZ}"


def _table(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
