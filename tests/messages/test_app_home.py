"""A home is one page: whatever there is, it fits, and what finds no room is counted."""

import json
import re

import pytest

from bot.messages.document import Buttons, Document
from bot.messages.examples import examples
from bot.slack import limits
from bot.slack.views import home_view
from tests.services.given import text_of
from tests.slack.problems import view_problems

EXAMPLES = {one.name: one.content for one in examples() if one.of.startswith("app_home.")}
HOMES = {name: one for name, one in EXAMPLES.items() if isinstance(one, Document) and one.kind == "home"}
MUCH = "app_home.home, as much as there can be"
LINKS = {f"digest/{number}/2026-11-02": "https://example.slack.com/archives/C1/p1" for number in range(30)}


@pytest.mark.parametrize("home", HOMES.values(), ids=HOMES)
def test_slack_takes_every_home_whole(home: Document) -> None:
    view = home_view(home, links=LINKS)
    assert view_problems(view) == []
    assert len(view["blocks"]) <= limits.VIEW_BLOCKS
    assert "more that is not shown" not in json.dumps(view)


def test_as_much_as_there_can_be_is_counted_to_the_last_thing() -> None:
    home = HOMES[MUCH]
    said = text_of(home)
    answers = said.count("[Answer]")
    steps = said.count("For you: ")
    more = re.search(r"And (\d+) more: /digest me", said)
    assert more is not None
    assert answers + steps + int(more[1]) == 30 + 60
    assert said.count("[Leave]") == 12
    assert "And 48 more: " in said
    shown = sum(map(int, re.findall(r"(\d+) open steps? for anyone in \d* ?Wolfe", said)))
    rest = re.search(r"And (\d+) open steps for anyone in 8 more regions", said)
    assert rest is not None
    assert shown + int(rest[1]) == sum(range(1, 21))


@pytest.mark.parametrize("home", HOMES.values(), ids=HOMES)
def test_no_two_buttons_of_a_home_say_the_same_of_the_same_thing(home: Document) -> None:
    rows = [block for block in home.blocks if isinstance(block, Buttons)]
    pressed = [(one.name, one.text, one.value) for row in rows for one in row.buttons]
    assert len(set(pressed)) == len(pressed)
