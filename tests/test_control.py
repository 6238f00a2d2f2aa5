"""The socket beside the database: what is asked properly is answered, and nothing else disturbs anyone."""

import asyncio
import json
import socket
import stat
import time
from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.control import AT_ONCE, LONGEST_LINE, Control, NotDone, Values, ask
from bot.socket_file import LONGEST, NoSocket, bound, dialled

SAY_WITHIN = 0.15
GRACE = 0.2
ASKED = b'{"v": 1, "do": "echo", "with": {"a": "\xc3\xa4"}}\n'


@pytest.fixture(autouse=True)
def lines() -> Iterator[list[MutableMapping[str, Any]]]:
    """What is logged."""
    with capture_logs() as lines:
        yield lines


async def answer(name: str, values: Values) -> Values:
    match name:
        case "echo":
            return values
        case "much":
            return {"a": "x" * values["bytes"]}
        case "sleep":
            await asyncio.sleep(values["for"])
            return {}
        case "break":
            raise LookupError("Mia's words")
        case _:
            raise NotDone("that is refused")


@asynccontextmanager
async def listening(path: Path) -> AsyncIterator[Control]:
    control = Control(path, answer, say_within=SAY_WITHIN, grace=GRACE)
    await control.start()
    try:
        yield control
    finally:
        await control.stop()


async def dribble(writer: asyncio.StreamWriter) -> None:
    """A byte now and then, and never the end of the line."""
    for _ in range(250):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


def mode(path: Path) -> str:
    """Of what is there: the kind of file, and who may what."""
    return stat.filemode(path.lstat().st_mode) if path.exists() else "gone"


async def echoes(path: Path) -> bool:
    return await ask(path, "echo", {"a": "ä"}, within=2) == {"a": "ä"}


async def says(path: Path, *parts: bytes, ends: bool = False) -> str:
    """What it says to whoever sends these bytes, one after another, and perhaps then nothing more."""
    reader, writer = await asyncio.open_unix_connection(sock=dialled(path))
    for part in parts:
        writer.write(part)
        await writer.drain()
    if ends:
        writer.write_eof()
    async with asyncio.timeout(5):
        line = await reader.readline()
    writer.close()
    return str(json.loads(line).get("error"))


@pytest.fixture
def notes(path: Path) -> Path:
    """A file that has nothing to do with the bot, where its socket would be."""
    path.write_text("Somebody's notes.")
    return path


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """A path that is too long for an address."""
    folder = tmp_path / ("x" * 100) / ("y" * 100)
    folder.mkdir(parents=True)
    return folder / "sunrelay.db.sock"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sunrelay.db.sock"


async def test_what_is_asked_is_answered_and_refused_in_words(path: Path) -> None:
    async with listening(path):
        assert await echoes(path)
        with pytest.raises(NotDone, match="that is refused"):
            await ask(path, "dance", {}, within=2)


@pytest.mark.parametrize("size", [100_000, 250_000, 1_000_000])
async def test_a_long_answer_arrives_whole(path: Path, size: int) -> None:
    async with listening(path):
        found = await ask(path, "much", {"bytes": size}, within=5)
        assert len(found["a"]) == size


async def test_two_are_answered_at_once(path: Path) -> None:
    async with listening(path):
        begun = time.monotonic()
        await asyncio.gather(*(ask(path, "sleep", {"for": 0.2}, within=2) for _ in range(2)))
        assert time.monotonic() - begun < 0.35


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ([b"x" * (LONGEST_LINE + 2) + b"\n"], f"must fit into one line of {LONGEST_LINE} bytes"),
        ([b"hello\n"], "must be JSON"),
        ([b"\xff\xfe\n"], "must be JSON"),
        ([b"[" * 60_000 + b"\n"], "must be JSON"),
        ([b"\n"], "must be JSON"),
        ([b"[1]\n"], 'must be {"v": 1'),
        ([b'{"v": 1, "do": 7, "with": {}}\n'], 'must be {"v": 1'),
        ([b'{"v": 1, "do": "echo", "with": [1]}\n'], 'must be {"v": 1'),
        ([b'{"v": 2, "do": "echo"}\n'], "version 2 is asked for"),
        ([b'{"v": 1,'], "nothing was asked in time"),
        ([], "nothing was asked in time"),
    ],
    ids=[
        "too long", "no JSON", "no text", "nested", "empty", "a list", "no name", "no values",
        "another version", "half", "nothing",
    ],
)  # fmt: skip
async def test_what_is_asked_wrongly_is_refused_and_the_next_is_answered(
    path: Path, parts: list[bytes], error: str
) -> None:
    async with listening(path):
        assert error in await says(path, *parts)
        assert await echoes(path)


async def test_half_a_line_and_then_the_end_is_refused_at_once(path: Path) -> None:
    async with listening(path):
        assert "end of a line" in await says(path, ASKED[:20], ends=True)


async def test_a_line_that_never_ends_is_cut_off_in_time(path: Path) -> None:
    async with listening(path):
        _, writer = await asyncio.open_unix_connection(sock=dialled(path))
        begun = time.monotonic()
        with pytest.raises(ConnectionError):
            await dribble(writer)
        assert time.monotonic() - begun < 1
        assert await echoes(path)


async def test_who_does_not_listen_to_the_answer_keeps_nobody(path: Path) -> None:
    async with listening(path):
        deaf = dialled(path)
        deaf.setblocking(True)
        deaf.sendall(b'{"v": 1, "do": "echo", "with": {"a": "' + b"x" * 60_000 + b'"}}\n')
        gone = dialled(path)
        gone.close()
        assert await echoes(path)
        deaf.close()


async def test_too_many_at_once_are_sent_away(path: Path) -> None:
    async with listening(path):
        many = [dialled(path) for _ in range(AT_ONCE)]
        await asyncio.sleep(0.05)
        with pytest.raises(NotDone, match="too many ask at once"):
            await ask(path, "echo", {}, within=2)
        for one in many:
            one.close()
        await asyncio.sleep(0.05)
        assert await echoes(path)


async def test_what_breaks_is_told_without_its_words_and_logged(
    path: Path, lines: list[MutableMapping[str, Any]]
) -> None:
    async with listening(path):
        with pytest.raises(NotDone) as told:
            await ask(path, "break", {}, within=2)
        assert str(told.value) == "it failed; the bot's log says why"
        assert [one["asked"] for one in lines if one["event"] == "control.failed"] == ["break"]
        assert await echoes(path)


async def test_the_socket_is_for_its_owner_and_goes_with_the_bot(path: Path) -> None:
    async with listening(path) as control:
        assert mode(path) == "srw-------"
        await control.stop()
        assert mode(path) == "gone"
    with pytest.raises(FileNotFoundError):
        await ask(path, "echo", {}, within=1)


async def test_what_a_killed_bot_left_is_replaced(path: Path) -> None:
    bound(path).close()
    with pytest.raises(ConnectionRefusedError):
        await ask(path, "echo", {}, within=1)
    async with listening(path):
        assert await echoes(path)


async def test_what_is_no_socket_is_left_alone_and_the_bot_goes_on_without(
    notes: Path, lines: list[MutableMapping[str, Any]]
) -> None:
    async with listening(notes):
        pass
    assert mode(notes).startswith("-"), "it is still a file"
    assert [one["event"] for one in lines] == ["control.unavailable"]


async def test_a_path_that_is_too_long_is_reached_by_way_of_its_folder(deep: Path) -> None:
    assert len(str(deep)) > LONGEST
    async with listening(deep) as control:
        assert await echoes(deep)
        assert mode(deep) == "srw-------"
        await control.stop()
        assert mode(deep) == "gone"


async def test_a_name_that_is_too_long_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 120}.sock"
    with pytest.raises(NoSocket, match="give the database a shorter name"):
        bound(path)
    with pytest.raises(NoSocket, match="give the database a shorter name"):
        await ask(path, "echo", {}, within=1)


async def test_what_is_being_answered_as_it_stops_ends_or_is_cut_off(path: Path) -> None:
    async with listening(path) as control:
        short = asyncio.create_task(ask(path, "sleep", {"for": 0.15}, within=5))
        long = asyncio.create_task(ask(path, "sleep", {"for": 30}, within=5))
        await asyncio.sleep(0.05)
        begun = time.monotonic()
        await control.stop()
        assert time.monotonic() - begun < 1
        assert await short == {}
        with pytest.raises(NotDone, match="ended before it had answered"):
            await long


async def test_a_bot_that_does_not_answer_is_not_waited_for_without_end(path: Path) -> None:
    async with listening(path):
        with pytest.raises(NotDone, match="did not answer in time"):
            await ask(path, "sleep", {"for": 30}, within=0.1)


async def test_a_bot_of_another_version_is_told_apart(path: Path) -> None:
    async def other(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b'{"v": 2, "yes": {}}\n')
        writer.close()

    there = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    there.bind(str(path))
    server = await asyncio.start_unix_server(other, sock=there)
    with pytest.raises(NotDone, match="another version"):
        await ask(path, "echo", {}, within=1)
    server.close()
