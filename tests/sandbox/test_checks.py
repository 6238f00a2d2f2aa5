"""How problems are told: with their path, from all three libraries, once, and never as an error."""

import time
from typing import Any

import pytest
from hypothesis import given

from sandbox.checks import Surface, blocks_problems, message_problems, view_problems
from sandbox.checks_oracle import block_objections, view_objections
from tests.sandbox.payloads import (
    DIVIDER,
    JSON_VALUES,
    Json,
    actions,
    asked,
    button,
    listed,
    menu,
    modal,
    mrkdwn,
    plain,
    section,
    typed_in,
)


def test_every_fault_has_a_line_of_its_own_with_its_path() -> None:
    blocks = [section(), actions(button("x" * 76, value="")), {"type": "header", "text": mrkdwn("x")}]
    assert [line.split(":")[0] for line in blocks_problems(blocks)] == [
        "blocks[1].elements[0].text.text",
        "blocks[1].elements[0].value",
        "blocks[2].text.type",
    ]


@pytest.mark.parametrize("library", ["slack_sdk", "blockkit", "slackblocks"])
@pytest.mark.parametrize(
    "block",
    [
        pytest.param(section("x" * 3001), id="long section"),
        pytest.param({"type": "header", "text": plain("x" * 151)}, id="long header"),
        pytest.param(actions(button("x" * 76)), id="long button"),
        pytest.param(actions(button(value="v" * 2001)), id="long value"),
        pytest.param(section(block_id="x" * 256), id="long id"),
        pytest.param({"type": "context", "elements": [mrkdwn("x")] * 11}, id="long context"),
    ],
)
def test_each_library_is_really_asked_for_its_opinion(block: Json, library: str) -> None:
    assert any(line.startswith(f"b: {library}: ") for line in block_objections(block, "b"))


@pytest.mark.parametrize("library", ["slack_sdk", "blockkit", "slackblocks"])
def test_each_library_is_asked_about_the_view_itself(library: str) -> None:
    long = modal(section(), title=plain("x" * 25))
    assert any(line.startswith(f"view: {library}: ") for line in view_objections(long))


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_as_many_blocks_as_the_surface_takes_and_not_one_more(surface: Surface, most: int) -> None:
    assert blocks_problems([DIVIDER] * most, surface=surface) == []
    assert blocks_problems([DIVIDER] * (most + 1), surface=surface) == [f"blocks: more than {most}"]


def test_checking_changes_nothing_in_the_payload() -> None:
    view = modal(asked(typed_in()), actions(menu(), button()), listed())
    before = repr(view)
    view_problems(view)
    assert repr(view) == before


def test_a_payload_seen_before_is_not_rebuilt() -> None:
    blocks = [section(f"row {n}", accessory=button()) for n in range(48)]
    started = time.perf_counter()
    first = blocks_problems(blocks)
    between = time.perf_counter()
    first.append("mine")
    assert blocks_problems([dict(reversed(block.items())) for block in blocks]) == []
    assert time.perf_counter() - between < (between - started) / 2


def test_what_is_no_json_is_a_problem_and_not_an_error() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert message_problems({"text": "x", "blocks": deep}) == ["payload: nested too deeply"]
    assert view_problems({"type": object()})[0].startswith("view: not JSON")


@given(value=JSON_VALUES)
def test_no_json_value_is_an_error(value: Any) -> None:
    assert isinstance(blocks_problems(value), list)
    assert view_problems(value)
    assert message_problems(value)
