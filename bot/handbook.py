"""A folder that decisions are written into: its own files are kept current, and no other is touched."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.control import NotDone

_MOST_BYTES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How many files are new, changed, and as they were; and the names of our own that were not asked for."""

    new: int
    changed: int
    same: int
    old: tuple[str, ...]


def write(folder: Path, files: Mapping[str, str], *, begins: str) -> Kept:
    """Each file whole or not at all, the last one last; nothing where a file of a name is somebody else's.

    begins: how each of our own files begins. Raises `NotDone`.
    """
    try:
        folder.mkdir(exist_ok=True)
        ours = {one.name: _is_ours(one, begins) for one in folder.iterdir() if one.suffix == ".md"}
        foreign = sorted(name for name in files if not ours.get(name, True))
        if foreign:
            raise NotDone(
                f"{folder / foreign[0]} is there already and not of this command: move it away first"
            )
        there = {name: (folder / name).read_bytes() for name in files if name in ours}
        wanted = {name: text.encode() for name, text in files.items()}
        for name, content in wanted.items():
            if there.get(name) != content:
                _put(folder / name, content)
    except FileExistsError as error:
        raise NotDone(f"{folder} is a file: name a folder") from error
    except OSError as error:
        raise NotDone(f"{error.filename or folder} cannot be read or written: {error.strerror}") from error
    same = sum(1 for name, content in there.items() if content == wanted[name])
    old = tuple(sorted(name for name, own in ours.items() if own and name not in files))
    return Kept(new=len(wanted) - len(there), changed=len(there) - same, same=same, old=old)


def _is_ours(file: Path, begins: str) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(_MOST_BYTES).startswith(begins.encode())


def _put(to: Path, content: bytes) -> None:
    """Written beside it, then put in its place: nobody reads half of it."""
    part = to.with_name(f".{to.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
