"""YAML as plain values, every scalar a string, with the line on which each of them stands."""

from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import ReaderError

Path = tuple[str | int, ...]


class NotYaml(ValueError):
    """It cannot be read; `line` is where."""

    def __init__(self, line: int, says: str) -> None:
        super().__init__(says)
        self.line = line


@dataclass(slots=True)
class Source:
    """What a text holds. Nothing is guessed: a day, a time and a number are the words they are written as."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Source":
        """Raises `NotYaml`, also for a field that is there twice and for references."""
        source = cls()
        try:
            node = yaml.compose(text, Loader=yaml.BaseLoader)
        except (yaml.YAMLError, RecursionError) as error:
            raise NotYaml(*_trouble(error, text)) from error
        source.value = source._read(node, (), set()) if node is not None else {}
        return source

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def _read(self, node: yaml.Node, path: Path, seen: set[int]) -> Any:
        line = node.start_mark.line + 1
        if id(node) in seen:
            raise NotYaml(line, "write it out instead of referring to another place.")
        seen.add(id(node))
        self.lines.setdefault(path, line)
        match node:
            case yaml.MappingNode():
                return self._mapping(node, path, seen)
            case yaml.SequenceNode():
                return [self._read(one, (*path, at), seen) for at, one in enumerate(node.value)]
            case _:
                return _whole(node.value, line)

    def _mapping(self, node: yaml.MappingNode, path: Path, seen: set[int]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise NotYaml(line, "a field's name is plain words.")
            name = _whole(key.value, line)
            if name in found:
                raise NotYaml(line, f"“{name}” is there twice: keep one of the two.")
            self.lines[(*path, name)] = line
            found[name] = self._read(value, (*path, name), seen)
        return found


def _trouble(error: Exception, text: str) -> tuple[int, str]:
    """The line, and what the library says of it."""
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position) + 1, "there is a character that YAML does not allow."
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "it cannot be read"
    return mark.line + 1 if mark else 1, f"this is no YAML ({what})."


def _whole(text: str, line: int) -> str:
    """With the halves of characters joined, as JSON's `\\ud83c\\udf0d` writes them."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise NotYaml(line, "there is half a character: write it whole, or take it out.") from None
