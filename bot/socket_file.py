"""The Unix socket beside a database file: how long its path may be, bound for its owner alone, dialled."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What an address of a Unix socket holds, in bytes: 108 with the zero at its end, 104 elsewhere than on Linux.
LONGEST = 107 if sys.platform == "linux" else 103

_OPEN_FILES = Path("/proc/self/fd")
_CONNECT_WITHIN = 2.0  # seconds


class NoSocket(Exception):
    """It cannot be there, and why."""


def beside(file: Path) -> Path:
    """Where the socket of that database stands."""
    return file.with_name(f"{file.name}.sock")


def bound(path: Path) -> socket.socket:
    """Listening at `path`, for the same user's processes alone.

    Whoever calls this holds the database, so a socket that stands there is one that a killed process left,
    and is replaced. Raises `NoSocket`.
    """
    with _address(path) as address:
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            _clear(path)
            made.bind(address)
            path.chmod(0o600)  # nobody can connect before it listens
            made.listen()
        except OSError as error:
            made.close()
            raise NoSocket(f"{path} cannot be listened on: {error.strerror}") from error
    return made


def dialled(path: Path) -> socket.socket:
    """Connected to whoever listens at `path`.

    Raises `ConnectionRefusedError` or `FileNotFoundError` where nobody does, `NoSocket` for another reason.
    """
    with _address(path) as address:
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        made.settimeout(_CONNECT_WITHIN)
        try:
            made.connect(address)
        except OSError as error:
            made.close()
            if isinstance(error, ConnectionRefusedError | FileNotFoundError):
                raise
            raise NoSocket(f"{path} cannot be reached: {error.strerror or 'it does not answer'}") from error
    made.setblocking(False)
    return made


def _clear(path: Path) -> None:
    """Make room where a socket stands; anything else is not ours to remove, and stays in the way."""
    if path.is_socket():
        path.unlink()


@contextmanager
def _address(path: Path) -> Iterator[str]:
    """The path as it fits into an address; where it is too long, by way of its folder, held open."""
    if len(os.fsencode(path)) <= LONGEST:
        yield str(path)
        return
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise NoSocket(f"{path.parent} cannot be opened: {error.strerror}") from error
    try:
        short = _OPEN_FILES / str(folder) / path.name
        if not _OPEN_FILES.is_dir() or len(os.fsencode(short)) > LONGEST:
            raise NoSocket(
                f"the path {path} has {len(os.fsencode(path))} bytes, and {LONGEST} is the most that a "
                "socket may have: give the database a shorter name"
            )
        yield str(short)
    finally:
        os.close(folder)
