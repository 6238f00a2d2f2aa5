"""The log: one line a happening, with a stable `action` and ids; no token and nobody's words are in it.

`logger(__name__).info("outbox.sent", row=7)`: what is said first is the action, and tests assert on that.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO
from urllib.parse import quote

import structlog
from pydantic import SecretStr
from structlog.typing import EventDict, Processor, WrappedLogger

# Tokens of every kind Slack hands out, its reply addresses, tickets to a socket, and the password of a
# database's address, up to the last @ of it.
_SECRETS = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|(?<=hooks\.slack\.com/)[\w/.-]+"
    r"|(?<=ticket=)[^\s&'\")]+|(?<=://)[^\s/@:]*:\S+(?=@)"
)
# Those that look like nothing in particular: named by `hide`.
_HIDDEN: set[str] = set()
_LEAST_HIDDEN = 4  # characters: a shorter one would black out half of every line, and guards nothing
_REDACTED = "[secret]"

# At INFO and DEBUG these write whole payloads and statements, people's words included.
_TALKATIVE = (
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "aiohttp",
    "asyncio",
    "apscheduler",
    "alembic",
    "uvicorn",
)


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a module."""
    found: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return found


def hide(secrets: Iterable[str]) -> None:
    """Black these out too, wherever they stand from now on, as they are and as an address spells them."""
    for one in secrets:
        _HIDDEN.update(text for text in (one, quote(one, safe="")) if len(text) >= _LEAST_HIDDEN)


def without_secrets(text: str) -> str:
    """Words that may be shown to anyone."""
    text = _SECRETS.sub(_REDACTED, text)
    for one in sorted(_HIDDEN, key=len, reverse=True):
        text = text.replace(one, _REDACTED)
    return text


def configure(level: str = "info", *, json: bool = False, stream: TextIO | None = None) -> None:
    """Send every line, ours and the libraries', to one stream; a second call replaces the first."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_words,
                _redacted,
                structlog.processors.JSONRenderer(default=str, ensure_ascii=False) if json else _text,
            ],
            foreign_pre_chain=_shared(),
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _named_action,
    ]


def _named_action(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    line.setdefault("action", line.pop("event", ""))
    return line


def _without_words(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Where it went wrong and what kind of error it was, without what it says.

    A database's error quotes the row, which is what people wrote.
    """
    raised = line.pop("exc_info", None)
    error = sys.exc_info()[1] if raised is True else raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        line["exception"] = "\n".join(_told(error))
    return line


def _told(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _told(cause)
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip() or "  (nowhere)"
    yield type(error).__name__


def _redacted(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    return {key: _cleaned(value) for key, value in line.items()}


def _cleaned(value: object) -> object:
    match value:
        case SecretStr():
            return _REDACTED
        case str():
            return without_secrets(value)
        case Mapping():
            return {key: _cleaned(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_cleaned(one) for one in value]
        case bool() | int() | float() | None:
            return value
        case _:
            return without_secrets(str(value))


_ONE_LINE = structlog.processors.LogfmtRenderer(key_order=["at", "level", "action"], drop_missing=True)


def _text(log: WrappedLogger, method: str, line: EventDict) -> str:
    """One line for people; only a traceback takes more."""
    where = line.pop("exception", None)
    words = {key: _flat(value) for key, value in line.items()}
    return _ONE_LINE(log, method, words) + (f"\n{where}" if where else "")


def _flat(value: object) -> object:
    return value.replace("\n", "\\n").replace("\r", "\\r") if isinstance(value, str) else value
