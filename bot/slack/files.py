"""Files as Slack tells of them, as neutral facts."""

from collections.abc import Iterable
from typing import Final

from bot.domain.handoff import File
from bot.slack import payload

# What stands in the place of a file that is gone, or that the workspace's plan hides.
_GONE: Final = frozenset({"tombstone", "hidden_by_limit"})


def files_of(told: Iterable[payload.File]) -> tuple[File, ...]:
    """The files that are there to be read, in order."""
    return tuple(_file(one) for one in told if one.mode not in _GONE)


def _file(one: payload.File) -> File:
    return File(
        id=one.id,
        name=one.name or one.title or "File",
        media=one.mimetype,
        size=max(0, one.size),
        link=one.permalink,
    )
