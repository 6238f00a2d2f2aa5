"""Sets of rows of tokens, as a pattern of a file makes them: what two rows have in common is held once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.context.grammar import Choice, Part, Row, Wild, Words
from bot.domain.context.tokens import NUMBER


class WrongRows(ValueError):
    """A pattern with an open place other than a number."""


class _Node:
    """What may come next, and whether a row may end here."""

    __slots__ = ("ends", "next")

    def __init__(self, following: Mapping[str, "_Node"], *, ends: bool) -> None:
        self.next = following
        self.ends = ends


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows. None of them is empty."""

    _root: _Node

    def __contains__(self, row: Sequence[str]) -> bool:
        node = self._root
        for one in row:
            following = node.next.get(one)
            if following is None:
                return False
            node = following
        return node.ends

    def begins(self, row: Sequence[str]) -> int:
        """How many tokens the longest of them takes that it begins with; 0 for none."""
        return max(self._lengths(row), default=0)

    def within(self, row: Sequence[str]) -> bool:
        """Whether one of them stands anywhere in it."""
        return any(one in self._root.next and self.begins(row[at:]) for at, one in enumerate(row))

    def closes(self, row: Sequence[str]) -> bool:
        """Whether it ends with one of them."""
        return any(one in self._root.next and row[at:] in self for at, one in enumerate(row))

    @property
    def firsts(self) -> frozenset[str]:
        """The tokens that one of them begins with."""
        return frozenset(self._root.next)

    def _lengths(self, row: Sequence[str]) -> Iterator[int]:
        node: _Node | None = self._root
        for length, one in enumerate(row, start=1):
            node = node.next.get(one) if node is not None else None
            if node is None:
                return
            if node.ends:
                yield length


@dataclass(slots=True)
class Weaver:
    """Makes sets of rows. What is equal in any of them is one node; once they are made it can go."""

    _nodes: dict[tuple[bool, frozenset[tuple[str, int]]], _Node] = field(default_factory=dict)
    _unions: dict[tuple[int, int], _Node] = field(default_factory=dict)

    def rows(self, parts: Iterable[Part], *, without: frozenset[str]) -> Rows:
        """What they stand for, as it is written and without those words. Raises `WrongRows`."""
        end, found = self._node({}, ends=True), self._node({}, ends=False)
        for part in parts:
            for left_out in (frozenset[str](), without):
                found = self._either(found, self._before(part, end, left_out))
        return Rows(self._node(found.next, ends=False))

    def _before(self, part: Part, then: _Node, left_out: frozenset[str]) -> _Node:
        """Such a row, and then what is there."""
        match part:
            case Words():
                one = self._node(dict.fromkeys(part.any - left_out, then), ends=False)
                return self._either(one, then) if part.any & left_out else one
            case Row():
                for each in reversed(part.parts):
                    then = self._before(each, then, left_out)
                return then
            case Choice():
                found = then if part.maybe else self._node({}, ends=False)
                for each in part.parts:
                    found = self._either(found, self._before(each, then, left_out))
                return found
            case Wild(kind="number"):
                return self._node({NUMBER: then}, ends=False)
            case Wild():
                raise WrongRows(part.kind)

    def _either(self, one: _Node, other: _Node) -> _Node:
        if one is other:
            return one
        key = (min(id(one), id(other)), max(id(one), id(other)))
        if key not in self._unions:
            following = {**one.next, **other.next}
            both = one.next.keys() & other.next.keys()
            following.update((each, self._either(one.next[each], other.next[each])) for each in both)
            self._unions[key] = self._node(following, ends=one.ends or other.ends)
        return self._unions[key]

    def _node(self, following: Mapping[str, _Node], *, ends: bool) -> _Node:
        key = (ends, frozenset((word, id(node)) for word, node in following.items()))
        if key not in self._nodes:
            self._nodes[key] = _Node(following, ends=ends)
        return self._nodes[key]
