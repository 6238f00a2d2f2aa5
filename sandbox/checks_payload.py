"""The blocks of one payload together: each by itself, ids that come twice, and the size of them all."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from sandbox.checks_block import block_problems, standing
from sandbox.checks_oracle import block_objections

MESSAGE_SIZE = 13_200
_BLOCK_SIZE = 60
_HEADER_SIZE = 100


def all_problems(blocks: Any, path: str, surface: str) -> Iterator[str]:
    """Every fault of the blocks: our own checks, the libraries where those find none, then the whole."""
    if not isinstance(blocks, list):
        yield f"{path}: not a list"
        return
    for index, block in enumerate(blocks):
        own = list(block_problems(block, f"{path}[{index}]", surface))
        yield from own or block_objections(block, f"{path}[{index}]")
    yield from _between(blocks, path, surface)
    if surface == "message":
        yield from _too_large(blocks, path)


def _too_large(blocks: list[Any], path: str) -> Iterator[str]:
    """Slack's msg_blocks_too_long, whose number it does not publish.

    Measured by others: markdown alone is refused above 13,297 characters, counted with `&`, `<` and `>` as
    entities (slackapi/bolt-js#2509: "12,000 text characters with a buffer for block containers"); headers
    count about 100 beyond their text; 50 mixed blocks with 9,597 characters passed and 45 with 11,341 were
    refused (slackapi/bolt-js#2867), which 60 a block explains. The markdown blocks of a message share 12,000.
    """
    size = sum(_BLOCK_SIZE + _size(block) for block in blocks)
    if size > MESSAGE_SIZE:
        yield f"{path}: about {size} in all, and Slack refuses above {MESSAGE_SIZE} (msg_blocks_too_long)"
    markdown = [block for block in blocks if isinstance(block, dict) and block.get("type") == "markdown"]
    if sum(len(str(block.get("text", ""))) for block in markdown) > 12_000:
        yield f"{path}: markdown blocks longer than 12000 together"


def _size(part: Any) -> int:
    if isinstance(part, list):
        return sum(map(_size, part))
    if not isinstance(part, dict):
        return 0
    own = part.get("text")
    text = own.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") if isinstance(own, str) else ""
    header = _HEADER_SIZE - _BLOCK_SIZE if part.get("type") == "header" else 0
    return header + len(text) + sum(map(_size, part.values()))


def _between(blocks: list[Any], path: str, surface: str) -> Iterator[str]:
    """What is wrong between the blocks of one payload: too many, ids that come twice, two with the focus.

    Slack wants `block_id` unique in a payload and `action_id` in its block ("Should be unique among all other
    action_ids in the containing block": it answers invalid_blocks else). In a view we want `action_id` unique
    throughout, as what is typed is found by it.
    """
    if len(blocks) > (most := 50 if surface == "message" else 100):
        yield f"{path}: more than {most}"
    yield from _twice("block_id", [(block.get("block_id"), f"{path}[{i}]") for i, block in _objects(blocks)])
    yield from _focused_twice(blocks, path)
    for group in _action_scopes(blocks, path, surface):
        yield from _twice("action_id", group)


def _objects(blocks: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((index, block) for index, block in enumerate(blocks) if isinstance(block, dict))


def _action_scopes(blocks: list[Any], path: str, surface: str) -> list[list[tuple[Any, str]]]:
    scopes = [
        [(element.get("action_id"), place) for element, place in standing(block, f"{path}[{index}]")]
        for index, block in _objects(blocks)
    ]
    return scopes if surface == "message" else [list(chain.from_iterable(scopes))]


def _focused_twice(blocks: list[Any], path: str) -> Iterator[str]:
    focused = [
        place
        for index, block in _objects(blocks)
        for element, place in standing(block, f"{path}[{index}]")
        if element.get("focus_on_load") is True
    ]
    for place in focused[1:]:
        yield f"{place}.focus_on_load: another element has it"


def _twice(key: str, found: list[tuple[Any, str]]) -> Iterator[str]:
    seen: set[str] = set()
    for value, place in found:
        if isinstance(value, str) and value in seen:
            yield f"{place}.{key}: {value!r} comes twice"
        if isinstance(value, str):
            seen.add(value)
