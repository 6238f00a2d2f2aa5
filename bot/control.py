"""How commands reach a running bot: one line of JSON in, one line out, over a socket beside its database."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.log import logger
from bot.socket_file import NoSocket, bound, dialled
from storage.errors import StoreError

VERSION = 1

# Of who asks: so many at once, a line of so many bytes, said within so many seconds.
AT_ONCE = 8
LONGEST_LINE = 64 * 1024
SAY_WITHIN = 5.0

# What is being answered when the bot stops may end within this, in seconds.
GRACE = 1.0

# An answer holds all that is stored of a person, and no more than fits into memory twice.
LONGEST_ANSWER = 256 * 1024 * 1024

Values = Mapping[str, Any]
Answerer = Callable[[str, Values], Awaitable[Values]]

log = logger(__name__)


class NotDone(Exception):
    """What was asked for is refused or failed; the message says why, to a person."""


class Control:
    """Listens for whoever runs the bot. Nothing that is said there disturbs the bot itself.

    answer: does what is asked for by name; raises `NotDone` or `StoreError`.
    """

    def __init__(
        self, path: Path, answer: Answerer, *, say_within: float = SAY_WITHIN, grace: float = GRACE
    ) -> None:
        self._path = path
        self._answer = answer
        self._say_within = say_within
        self._grace = grace
        self._server: asyncio.Server | None = None
        self._inode = 0
        self._talks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen. Where that cannot be, the log says so, and the bot runs without."""
        try:
            there = bound(self._path)
        except NoSocket as error:
            log.warning("control.unavailable", why=str(error))
            return
        self._inode = self._path.stat().st_ino
        self._server = await asyncio.start_unix_server(self._heard, sock=there, limit=LONGEST_LINE)
        log.info("control.listening", at=str(self._path))

    async def stop(self) -> None:
        """Hear nothing more; what is being answered may end within a second. A second call does nothing."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        with suppress(OSError):
            if self._path.stat().st_ino == self._inode:
                self._path.unlink()
        if self._talks:
            _, late = await asyncio.wait(self._talks, timeout=self._grace)
            for one in late:
                one.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _heard(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None, "asyncio runs it as one"
        self._talks.add(task)
        try:
            answer = (
                await self._answered(reader) if len(self._talks) <= AT_ONCE else _no("too many ask at once")
            )
            writer.transport.set_write_buffer_limits(0)  # so that `drain` returns when all of it is sent
            writer.write(_line(answer))
            async with asyncio.timeout(self._say_within):
                await writer.drain()
        except (TimeoutError, OSError, asyncio.CancelledError) as error:
            log.info("control.left", why=type(error).__name__)
            writer.transport.abort()
        finally:
            self._talks.discard(task)
            writer.close()

    async def _answered(self, reader: asyncio.StreamReader) -> Values:
        try:
            async with asyncio.timeout(self._say_within):
                line = await reader.readuntil(b"\n")
            name, values = _request(line)
        except TimeoutError:
            return _no("nothing was asked in time")
        except asyncio.LimitOverrunError:
            return _no(f"what is asked must fit into one line of {LONGEST_LINE} bytes")
        except asyncio.IncompleteReadError:
            return _no("what is asked must end with the end of a line")
        except ValueError as error:
            return _no(str(error))
        return await self._done(name, values)

    async def _done(self, name: str, values: Values) -> Values:
        line = log.bind(asked=name[:40])
        try:
            found = await self._answer(name, values)
        except (NotDone, StoreError) as error:
            line.info("control.refused", why=type(error).__name__)  # its words may name a person
            return _no(str(error))
        except Exception:
            line.exception("control.failed")
            return _no("it failed; the bot's log says why")
        line.info("control.done")
        return {"v": VERSION, "ok": found}


async def ask(path: Path, name: str, values: Values, *, within: float) -> Values:
    """What the bot that listens at `path` answers, waiting so many seconds at most.

    Raises `NotDone` with its refusal, `ConnectionError` or `FileNotFoundError` when nobody listens, and
    `NoSocket` when it cannot be reached.
    """
    reader, writer = await asyncio.open_unix_connection(sock=dialled(path), limit=LONGEST_ANSWER)
    try:
        writer.write(_line({"v": VERSION, "do": name, "with": values}))
        async with asyncio.timeout(within):
            line = await reader.readuntil(b"\n")
    except TimeoutError:
        raise NotDone("the running bot did not answer in time; its log says what it does") from None
    except asyncio.IncompleteReadError:
        raise NotDone("the running bot ended before it had answered; ask again") from None
    finally:
        writer.close()
    return _understood(line)


def _request(line: bytes) -> tuple[str, Values]:
    """What is asked for, by name, and with what. Raises `ValueError`, in words."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("what is asked must be JSON") from None
    match asked:
        case {"v": 1, "do": str(name), "with": dict(values)}:
            return name, values
        case {"v": int(version)} if version != VERSION:
            raise ValueError(f"version {version} is asked for, and this bot speaks version {VERSION}")
        case _:
            raise ValueError('what is asked must be {"v": 1, "do": NAME, "with": {…}}')


def _understood(line: bytes) -> Values:
    answer = json.loads(line)
    match answer:
        case {"v": 1, "ok": dict(found)}:
            return found
        case {"v": 1, "error": str(why)}:
            raise NotDone(why)
        case _:
            raise NotDone("the running bot is of another version: start it again, then ask again")


def _no(why: str) -> Values:
    return {"v": VERSION, "error": why}


def _line(value: Values) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
