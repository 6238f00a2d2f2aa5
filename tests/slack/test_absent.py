"""What is answered where it cannot be told whether the bot is installed: nothing that was written is lost."""

from typing import Any

import pytest

from bot.messages.document import say
from bot.messages.form import Form, Note
from bot.slack.absent import LATER, absent
from bot.slack.views import modal
from tests.slack.relay import form

PAGE = Form(name="decision.preview", title="As it is posted", fields=(Note(blocks=(say("Two queues"),)),))


def sent(one: Form) -> Any:
    view = {**modal(one), "id": "V1", "hash": "1.a", "state": {"values": {}}}
    return absent({"type": "view_submission", "view": view}, install_url="", passing=True)


def test_a_page_without_fields_stays_open_and_says_so_at_its_top() -> None:
    answer = sent(PAGE)
    before = modal(PAGE)
    assert answer["response_action"] == "update"
    first, *rest = answer["view"]["blocks"]
    assert LATER in f"{first}"
    assert rest == before["blocks"]
    kept = {"callback_id", "private_metadata", "submit", "title"}
    assert {name: answer["view"].get(name) for name in kept} == {name: before.get(name) for name in kept}
    assert "id" not in answer["view"]
    assert "hash" not in answer["view"]


def test_sent_twice_it_says_so_once() -> None:
    view = sent(PAGE)["view"]
    again = absent({"type": "view_submission", "view": view}, install_url="", passing=True)
    assert isinstance(again, dict)
    assert f"{again}".count(LATER) == 1


def test_a_form_with_fields_is_marked_at_the_first() -> None:
    answer = sent(form())
    assert answer["response_action"] == "errors"
    assert list(answer["errors"].values()) == [LATER]


@pytest.mark.parametrize("view", [None, "x", {}, {"blocks": None}])
def test_what_is_no_view_is_acknowledged(view: object) -> None:
    assert absent({"type": "view_submission", "view": view}, install_url="", passing=True) == ""
