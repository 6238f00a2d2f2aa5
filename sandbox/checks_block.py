"""The blocks of Block Kit one by one, and where each may stand."""

from collections.abc import Iterator
from typing import Any

from sandbox.checks_element import ID, IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION, SURFACES, elements
from sandbox.checks_rich_text import RICH_TEXT
from sandbox.checks_shape import Check, flag, many, one_of, shape, string, typed
from sandbox.checks_text import address, picture, plain, words

_ID: dict[str, Check] = {"block_id": ID}


def _text_or_fields(value: Any, path: str) -> Iterator[str]:
    if "text" not in value and "fields" not in value:
        yield f"{path}: neither text nor fields"


def _no_files_dispatched(value: Any, path: str) -> Iterator[str]:
    if value["element"]["type"] == "file_input" and value.get("dispatch_action"):
        yield f"{path}.dispatch_action: not with file_input"


def _image(value: Any, path: str) -> Iterator[str]:
    own = {"title": plain(2000)} | _ID
    if isinstance(value, dict):
        yield from shape({}, own)({key: value[key] for key in own if key in value}, path)
        yield from IMAGE({key: part for key, part in value.items() if key not in own}, path)


def _in_context(value: Any, path: str) -> Iterator[str]:
    picture_or_words = (
        typed({"image": IMAGE}) if isinstance(value, dict) and value.get("type") == "image" else words(3000)
    )
    yield from picture_or_words(value, path)


_CELL = typed({"raw_text": shape({"text": string(10_000)}), "rich_text": shape({"elements": RICH_TEXT})})
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})

BLOCKS: dict[str, Check] = {
    "section": shape(
        {},
        _ID
        | {
            "text": words(3000),
            "fields": many(words(2000), 10),
            "accessory": elements(IN_SECTION),
            "expand": flag,
        },
        _text_or_fields,
    ),
    "divider": shape({}, _ID),
    "header": shape({"text": plain(150)}, _ID),
    "context": shape({"elements": many(_in_context, 10)}, _ID),
    "actions": shape({"elements": many(elements(IN_ACTIONS), 25)}, _ID),
    "image": _image,
    "input": shape(
        {"label": plain(2000), "element": elements(IN_INPUT)},
        _ID | {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
        _no_files_dispatched,
    ),
    "rich_text": shape({"elements": RICH_TEXT}, _ID),
    "markdown": shape({"text": string(12_000)}, _ID),
    "file": shape({"external_id": ID, "source": one_of("remote")}, _ID),
    "table": shape({"rows": many(many(_CELL, 20), 100)}, _ID | {"column_settings": many(_COLUMN, 20)}),
    "video": shape(
        {"alt_text": string(2000), "title": plain(200), "thumbnail_url": picture(), "video_url": picture()},
        _ID
        | {
            "author_name": string(50),
            "description": plain(200),
            "provider_name": string(50),
            "provider_icon_url": picture(),
            "title_url": address(),
        },
    ),
}

# docs.slack.dev, "Blocks", column "Surfaces"; those not named stand on all three, input blocks too.
_BLOCK_SURFACES: dict[str, tuple[str, ...]] = {
    "file": ("message",),
    "markdown": ("message",),
    "table": ("message", "home"),
}
_BLOCK = typed(BLOCKS)


def block_problems(block: Any, path: str, surface: str) -> Iterator[str]:
    """What is wrong with one block by itself on this surface."""
    found = list(_BLOCK(block, path))
    yield from found or _out_of_place(block, path, surface)


def standing(block: dict[str, Any], path: str) -> list[tuple[dict[str, Any], str]]:
    """The elements of a block that a person can act on, with their paths."""
    found = [(block.get(key), f"{path}.{key}") for key in ("accessory", "element")]
    listed = block.get("elements")
    if block.get("type") == "actions" and isinstance(listed, list):
        found += [(element, f"{path}.elements[{index}]") for index, element in enumerate(listed)]
    return [(element, place) for element, place in found if isinstance(element, dict)]


def _out_of_place(block: dict[str, Any], path: str, surface: str) -> Iterator[str]:
    if surface not in _BLOCK_SURFACES.get(block["type"], (surface,)):
        yield f"{path}: no {block['type']} in a {surface}"
    for element, place in standing(block, path):
        if surface not in SURFACES.get(element["type"], (surface,)):
            yield f"{place}: no {element['type']} in a {surface}"
