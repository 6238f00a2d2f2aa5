"""Forms become views that Slack takes; what a person typed stays, and what a redraw sets is set."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.messages.document import Button, Document, Heading, When, say
from bot.messages.form import (
    Choice,
    ChoiceField,
    ChoicesField,
    Field,
    Form,
    FormButton,
    Note,
    PeopleField,
    TextField,
    Value,
)
from bot.slack import limits
from bot.slack.ids import ViewNote, view_note
from bot.slack.shown import Shown, ShownField
from bot.slack.views import errors_response, home_view, modal, noticed, page
from tests.slack.awkward import AWKWARD
from tests.slack.problems import view_problems

Json = dict[str, Any]

TEAMS = (Choice(value="1", text="Web"), Choice(value="2", text="Data"))


def choices(count: int, group: str = "") -> tuple[Choice, ...]:
    return tuple(Choice(value=f"{group}{n}", text=f"Person {n}", group=group) for n in range(count))


EVERY: tuple[Field, ...] = (
    ChoiceField(name="team", label="Team", choices=TEAMS, required=True, redraws=True),
    TextField(name="summary", label="Where it stands", required=True, multiline=True, placeholder="?"),
    TextField(name="recording", label="Recording", hint="An address", max_length=200),
    ChoicesField(name="tags", label="Tags", choices=choices(3)),
    ChoicesField(name="many", label="Many", choices=choices(40)),
    PeopleField(name="people", label="People", most=12),
    Note(blocks=(Heading(text="Steps"), say("at ", When(at=datetime(2026, 1, 1, tzinfo=UTC), zone="UTC")))),
    FormButton(name="handoff.add_step", text="Add a step", value="2"),
    FormButton(name="handoff.add_step", text="Add two steps", value="3"),
)


def form(*fields: Field, **values: Value) -> Form:
    return Form(
        name="handoff.submit",
        title="Hand-off",
        fields=fields or EVERY,
        token="t1",
        values=values,
        opener=Button(name="handoff.write", text="Write"),
    )


def inputs(view: Json) -> dict[str, Json]:
    return {block["element"]["action_id"]: block for block in view["blocks"] if block["type"] == "input"}


def shown(view: Json, **changed: Value) -> Shown:
    """The view as it stands when these were changed by hand: the rest holds what it was given."""
    note = view_note(view["private_metadata"])
    assert note is not None
    fields = {}
    for name, block in inputs(view).items():
        fields[name] = ShownField(block_id=block["block_id"], value=changed.get(name, _initial(block)))
    return Shown(draw=note.draw, title=view["title"]["text"], fields=fields)


def _initial(block: Json) -> Value:
    element = block["element"]
    if option := element.get("initial_option"):
        return str(option["value"])
    if element["type"] in ("checkboxes", "multi_static_select"):
        return tuple(one["value"] for one in element.get("initial_options", ()))
    return tuple(element.get("initial_users", ())) or str(element.get("initial_value", ""))


@pytest.mark.parametrize("field", EVERY, ids=lambda field: type(field).__name__)
def test_slack_takes_every_kind_of_field(field: Field) -> None:
    assert view_problems(modal(form(field))) == []


def test_slack_takes_them_all_filled_in() -> None:
    view = modal(
        form(team="2", summary="a\nb", recording="r", tags=("0", "2"), many=("39",), people=("U1", "U2"))
    )
    assert view_problems(view) == []
    assert {name: _initial(block) for name, block in inputs(view).items()} == {
        "team": "2",
        "summary": "a\nb",
        "recording": "r",
        "tags": ("0", "2"),
        "many": ("39",),
        "people": ("U1", "U2"),
    }


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_words_stand_in_fields_and_choices_as_typed(text: str) -> None:
    field = ChoiceField(name="team", label=text, choices=(Choice(value="1", text=text, group=text),))
    view = modal(form(TextField(name="summary", label=text, hint=text, multiline=True), field, summary=text))
    assert inputs(view)["summary"]["element"]["initial_value"] == text
    assert view_problems(view) == []


def test_a_value_longer_than_its_field_is_cut_rather_than_refused() -> None:
    view = modal(form(TextField(name="a", label="A", max_length=10), a="line one\nline two"))
    assert inputs(view)["a"]["element"]["initial_value"] == "line one l"
    assert view_problems(view) == []


@pytest.mark.parametrize(
    ("offered", "groups"),
    [
        (choices(100), [0]),
        (choices(101), [100, 1]),
        (choices(250), [100, 100, 50]),
        ((*choices(2, "By time"), *choices(150, "A person")), [2, 100, 50]),
        ((*choices(2), *choices(2, "A person")), [2, 2]),
    ],
    ids=["100", "101", "250", "grouped", "half grouped"],
)
def test_more_choices_than_a_select_takes_are_put_in_groups(
    offered: tuple[Choice, ...], groups: list[int]
) -> None:
    view = modal(form(ChoiceField(name="a", label="A", choices=offered), a=offered[-1].value))
    element = inputs(view)["a"]["element"]
    assert view_problems(view) == []
    assert [len(one["options"]) for one in element.get("option_groups", [{"options": []}])] == groups
    assert element["initial_option"]["value"] == offered[-1].value


def test_a_choice_that_is_gone_is_not_preselected() -> None:
    view = modal(form(ChoiceField(name="team", label="Team", choices=TEAMS), team="9"))
    assert "initial_option" not in inputs(view)["team"]["element"]


def test_a_choice_with_nothing_to_choose_says_so() -> None:
    view = modal(form(ChoiceField(name="team", label="Team", choices=())))
    assert view_problems(view) == []
    assert inputs(view) == {}
    assert "nothing to choose" in json.dumps(view)


def test_a_view_carries_its_form_and_token() -> None:
    view = modal(form())
    assert view["callback_id"] == "handoff.submit"
    assert view_note(view["private_metadata"]) == ViewNote(form="handoff.submit", token="t1", draw=0)


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"form":1}', "[" * 9999, '{"draw":"x"}'])
def test_what_a_foreign_view_carries_is_nothing(text: str) -> None:
    assert view_note(text) is None


def test_long_titles_and_buttons_are_shortened() -> None:
    view = modal(replace(form(), title="x" * 40, submit="y" * 40, close="z" * 40))
    assert view_problems(view) == []
    assert {len(view[part]["text"]) for part in ("title", "submit", "close")} == {limits.TITLE}


def test_a_redraw_keeps_the_ids_of_what_it_does_not_set() -> None:
    first = modal(form(team="1", summary=""))
    second = modal(form(team="1", summary="typed"), shown=shown(first, summary="typed"))
    assert inputs(second)["summary"]["block_id"] == inputs(first)["summary"]["block_id"]
    assert inputs(second)["team"]["block_id"] == inputs(first)["team"]["block_id"]


def test_a_redraw_gives_new_ids_to_what_it_sets() -> None:
    first = modal(form(team="1", summary="of Web"))
    there = shown(first, team="2", summary="of Web")
    second = modal(form(team="2", summary="of Data"), shown=there)
    assert inputs(second)["team"]["block_id"] == inputs(first)["team"]["block_id"]
    assert inputs(second)["summary"]["block_id"] != inputs(first)["summary"]["block_id"]
    assert inputs(second)["summary"]["element"]["initial_value"] == "of Data"


def test_an_id_is_never_used_for_a_second_value() -> None:
    seen: set[str] = set()
    view = modal(form(summary="0"))
    for number in range(1, 6):
        seen.add(inputs(view)["summary"]["block_id"])
        view = modal(form(summary=str(number)), shown=shown(view))
        assert inputs(view)["summary"]["block_id"] not in seen


def test_a_field_that_comes_back_starts_afresh() -> None:
    summary, project = EVERY[1], TextField(name="project", label="Project")
    first = modal(form(summary, project, project="a"))
    without = modal(form(summary), shown=shown(first))
    back = modal(form(summary, project, project="b"), shown=shown(without))
    assert inputs(back)["project"]["block_id"] != inputs(first)["project"]["block_id"]


def test_errors_of_shown_fields_are_marked_in_place() -> None:
    view = modal(form())
    there = shown(view)
    assert errors_response(form(), {"summary": "Say it."}, shown=there) == {
        "response_action": "errors",
        "errors": {inputs(view)["summary"]["block_id"]: "Say it."},
    }


@pytest.mark.parametrize("errors", [{"": "Too late."}, {"gone": "x"}, {"summary": "a", "": "b"}, {}], ids=str)
def test_other_errors_need_a_redraw(errors: dict[str, str]) -> None:
    assert errors_response(form(), errors, shown=shown(modal(form()))) is None


def test_a_form_with_other_fields_than_those_shown_needs_a_redraw() -> None:
    more = form(*EVERY, TextField(name="more", label="More"))
    assert errors_response(more, {"summary": "a"}, shown=shown(modal(form()))) is None


def test_a_redraw_says_at_its_top_what_is_wrong() -> None:
    view = modal(form(), errors={"": "That team is gone.", "summary": "Say it."}, values={"summary": "x"})
    top = json.dumps(view["blocks"][:2])
    assert "That team is gone." in top
    assert "Where it stands: " in top
    assert inputs(view)["summary"]["element"]["initial_value"] == "x"
    assert view_problems(view) == []


def test_a_page_is_read_and_closed() -> None:
    document = Document(blocks=(say("Reaches New York soon."),), summary="Sent", kind="notice")
    view = page(document, title="Hand-off")
    assert view_problems(view) == []
    assert "submit" not in view


def test_an_empty_page_says_its_summary() -> None:
    view = page(Document(blocks=(), summary="Sent", kind="notice"), title="")
    assert view_problems(view) == []
    assert "Sent" in json.dumps(view)


def test_a_home_is_a_home() -> None:
    view = home_view(Document(blocks=(Heading(text="You"),), summary="You", kind="home"))
    assert view_problems(view) == []
    assert view["type"] == "home"


def test_a_notice_is_put_on_top_once() -> None:
    reported = {**modal(form()), "id": "V1", "hash": "h", "state": {"values": {}}, "bot_id": "B1"}
    once = noticed(reported, "Press again.")
    twice = noticed(once, "Press once more.")
    assert view_problems(twice) == []
    assert len(twice["blocks"]) == len(reported["blocks"]) + 1
    assert "Press once more." in json.dumps(twice["blocks"][0])
    assert [one["block_id"] for one in inputs(twice).values()] == [
        one["block_id"] for one in inputs(reported).values()
    ]
