"""`sunrelay detect`: messages as JSON lines in, verdicts of the context nudge as JSON lines out."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.domain.context.reading import Reader, reader
from bot.domain.context.rules import Message, Said, judge

Row = Mapping[str, Any]


class CannotDetect(ValueError):
    """The file cannot be read; the message says why."""


class _Wrong(ValueError):
    """A line that is no message; the message says what it lacks."""


def detect(file: Path | None) -> bool:
    """Print a verdict for each line of the file, or of the standard input. Raises `CannotDetect`.

    Returns whether each of them was a message.
    """
    try:
        source = sys.stdin.buffer if file is None else file.open("rb")
    except OSError as error:
        raise CannotDetect(f"{file} cannot be read: {type(error).__name__}.") from error
    every = True
    try:
        with source:
            for verdict in verdicts(source, reader()):
                every = every and "error" not in verdict
                print(json.dumps(verdict))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever was reading has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise CannotDetect(f"{file} cannot be read: {type(error).__name__}.") from error
    return every


def verdicts(lines: Iterable[bytes], reader: Reader) -> Iterator[dict[str, object]]:
    """One for each line that is not blank: id, flag, reason and text_flag; or id and error."""
    for line in lines:
        if line.strip():
            yield _verdict(line, reader)


def _verdict(line: bytes, reader: Reader) -> dict[str, object]:
    name: str | int | None = None
    try:
        row = json.loads(line, parse_constant=_refuse)
        if not isinstance(row, dict):
            raise _Wrong("a line is an object")
        name = _name(row)
        verdict = judge(_message(row), reader=reader)
    except _Wrong as wrong:
        return {"id": name, "error": str(wrong)}
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or nested without end
        return {"id": name, "error": f"no JSON: {type(error).__name__}"}
    return {"id": name, "flag": verdict.flag, "reason": verdict.reason, "text_flag": verdict.text_flag}


def _refuse(constant: str) -> object:
    raise _Wrong(f"{constant} is no JSON")


def _name(row: Row) -> str | int | None:
    name = row.get("id")
    if name is not None and not isinstance(name, str | int):
        raise _Wrong("id is a text or a number")
    return name


def _message(row: Row) -> Message:
    surface = row.get("surface")
    if surface not in (None, "dm", "channel"):
        raise _Wrong("surface is dm or channel")
    return Message(
        text=_text(row, "text"),
        surface="dm" if surface == "dm" else "channel",
        in_thread=_thread(row),
        earlier=tuple(_said(one, own=None) for one in _list(row, "prev")),
        own_earlier=tuple(_said(one, own=True) for one in _list(row, "self_prev")),
        follow_ups=_text(row, "follow_up_all").splitlines(),
    )


def _text(row: Row, name: str) -> str:
    text = row.get(name)
    if text is None and name != "text":
        return ""
    if not isinstance(text, str):
        raise _Wrong(f"{name} is a text")
    return text


def _thread(row: Row) -> bool | None:
    within = row.get("in_thread")
    if within is not None and not isinstance(within, bool):
        raise _Wrong("in_thread is true, false or null")
    return within


def _list(row: Row, name: str) -> Sequence[object]:
    held = row.get(name)
    if held is None:
        return ()
    if not isinstance(held, list):
        raise _Wrong(f"{name} is a list")
    return held


def _said(one: object, *, own: bool | None) -> Said:
    """[seconds ago, same author?, text], or [seconds ago, text] of one's own."""
    match one:
        case [int() | float() as seconds, bool() as same, str() as text] if own is None:
            return Said(seconds, same, text)
        case [int() | float() as seconds, str() as text] if own:
            return Said(seconds, True, text)
        case _:
            raise _Wrong("prev holds [seconds, same author, text], self_prev holds [seconds, text]")
