"""How much of what was kept during the day a hand-off form has room for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.handoff import File
from bot.domain.text import lines as lines_in
from bot.messages import handoff_values as held
from storage.lines import Kind, Line, NewLine


@dataclass(slots=True, kw_only=True)
class Room:
    """What a form holds, as kept lines are put into it."""

    done: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)

    def take(self, new: NewLine) -> bool:
        """Put it in; False, and nothing is put, where there is no room. What is there already stays."""
        match new:
            case NewLine(kind="text", text=text) if fits([*self.done, text]):
                self.done.append(text)
            case NewLine(kind="link", text=text) if not self._has(new) and links_fit([*self.links, text]):
                self.links.append(text)
            case NewLine(file=File() as file) if not self._has(new) and len(self.files) < held.MOST_FILES:
                self.files.append(file)
            case _:
                return self._has(new)
        return True

    def _has(self, new: NewLine) -> bool:
        if new.file is not None:
            return new.file.id in {one.id for one in self.files}
        return new.kind == "link" and new.text in self.links


def gather(room: Room, kept: Sequence[Line]) -> tuple[int, ...]:
    """Put into a form what was kept and fits; returns the ids of what it shows.

    From the first of a kind that does not fit on, that kind waits for the next form.
    """
    shown: list[int] = []
    full: set[Kind] = set()
    for line in kept:
        if line.kind not in full and room.take(line):
            shown.append(line.id)
        else:
            full.add(line.kind)
    return tuple(shown)


def fits(done: Sequence[str]) -> bool:
    """Whether "Done today" holds all of that; one kept text may be of several lines."""
    text = "\n".join(done)
    return len(text) <= held.MOST_DONE and len(lines_in(text)) <= held.MOST_LINES


def links_fit(links: Sequence[str]) -> bool:
    """Whether "Links" holds all of that."""
    return len("\n".join(links)) <= held.MOST_LINKS
