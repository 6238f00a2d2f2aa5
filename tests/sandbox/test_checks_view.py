"""Views that the sandbox refuses, takes and survives."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.checks import view_problems
from tests.sandbox.payloads import (
    DIVIDER,
    Json,
    actions,
    asked,
    cases,
    damaged,
    fine,
    menu,
    modal,
    mrkdwn,
    plain,
    rich,
    section,
    typed_in,
)

BAD_VIEWS: dict[str, tuple[Any, str]] = {
    "no object": ([], "not an object"),
    "no type": ({"blocks": [section()]}, "view.type"),
    "no title": (modal(section(), title=None), "view.title: missing"),
    "title 25 long": (modal(section(), title=plain("x" * 25)), "view.title.text: longer than 24"),
    "title in mrkdwn": (modal(section(), title=mrkdwn("x")), "view.title.type"),
    "title empty": (modal(section(), title=plain("")), "view.title.text: empty"),
    "submit 25 long": (modal(section(), submit=plain("x" * 25)), "view.submit.text: longer than 24"),
    "close 25 long": (modal(section(), close=plain("x" * 25)), "view.close.text: longer than 24"),
    "inputs without submit": (modal(asked(typed_in()), submit=None), "view.submit: missing"),
    "no blocks": (modal(), "view.blocks: fewer than 1"),
    "101 blocks": (modal(*[DIVIDER] * 101), "view.blocks: more than 100"),
    "private_metadata 3001 long": (modal(section(), private_metadata="x" * 3001), "private_metadata: longer"),
    "private_metadata an object": (modal(section(), private_metadata={}), "private_metadata: not text"),
    "callback_id 256 long": (modal(section(), callback_id="x" * 256), "callback_id: longer than 255"),
    "external_id 256 long": (modal(section(), external_id="x" * 256), "external_id: longer than 255"),
    "submit_disabled": (modal(section(), submit_disabled=True), "view.submit_disabled: no such"),
    "an id of Slack's": (modal(section(), id="V1"), "view.id: no such"),
    "larger than 250 kB": (
        modal(
            *(asked(typed_in(action_id=str(n), initial_value="x" * 2900), block_id=str(n)) for n in range(90))
        ),
        "larger than 250 kB",
    ),
    "action_id twice": (
        modal(asked(typed_in()), asked(typed_in(), block_id="c")),
        "view.blocks[1].element.action_id: 'next' comes twice",
    ),
    "block_id twice": (modal(asked(typed_in()), asked(typed_in(action_id="n"))), "'b' comes twice"),
    "two with the focus": (
        modal(
            asked(typed_in(focus_on_load=True)),
            asked(typed_in(focus_on_load=True, action_id="n"), block_id="c"),
        ),
        "focus_on_load: another",
    ),
    "input without label": (modal({"type": "input", "element": typed_in()}), "label: missing"),
    "label in mrkdwn": (modal(asked(typed_in(), label=mrkdwn("x"))), "label.type"),
    "label 2001 long": (modal(asked(typed_in(), label=plain("x" * 2001))), "label.text: longer than 2000"),
    "date in a label": (modal(asked(typed_in(), label=plain("<!date^1^{time}|x>"))), "reader-zone date"),
    "hint 2001 long": (modal(asked(typed_in(), hint=plain("x" * 2001))), "hint.text: longer than 2000"),
    "optional a word": (modal(asked(typed_in(), optional="yes")), "optional: not true or false"),
    "typed before 3001 long": (modal(asked(typed_in(initial_value="x" * 3001))), "longer than 3000"),
    "typed before past max_length": (modal(asked(typed_in(initial_value="xxx", max_length=2))), "max_length"),
    "min_length above max_length": (modal(asked(typed_in(min_length=3, max_length=2))), "min_length: above"),
    "max_length 3001": (modal(asked(typed_in(max_length=3001))), "max_length: not within"),
    "number not decimal": (
        modal(asked({"type": "number_input", "is_decimal_allowed": False, "initial_value": "many"})),
        "initial_value: not a number",
    ),
    "zone unknown": (modal(actions({"type": "timepicker", "timezone": "Berlin"})), "timezone"),
    "file input dispatched": (
        modal(asked({"type": "file_input"}, dispatch_action=True)),
        "dispatch_action: not with file_input",
    ),
    "11 files": (modal(asked({"type": "file_input", "max_files": 11})), "max_files: not within"),
    "markdown in a modal": (modal({"type": "markdown", "text": "x"}), "no markdown in a modal"),
    "workflow in a modal": (
        modal(
            actions(
                {
                    "type": "workflow_button",
                    "text": plain("Run"),
                    "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/a"}},
                }
            )
        ),
        "no workflow_button in a modal",
    ),
    "title in Home": ({"type": "home", "title": plain("x"), "blocks": [section()]}, "view.title: no such"),
    "submit in Home": ({"type": "home", "submit": plain("x"), "blocks": [section()]}, "view.submit: no such"),
    "datetime in Home": (
        {"type": "home", "blocks": [actions({"type": "datetimepicker"})]},
        "no datetimepicker in a home",
    ),
}


GOOD_VIEWS: dict[str, Json] = {
    "modal at its limits": modal(
        section(),
        title=plain("x" * 24),
        submit=plain("x" * 24),
        close=plain("x" * 24),
        callback_id="x" * 255,
        external_id="x" * 255,
        private_metadata="x" * 3000,
        clear_on_close=True,
        notify_on_close=True,
    ),
    "modal without inputs": modal(section(), submit=None, private_metadata=""),
    "100 blocks": modal(*[DIVIDER] * 100),
    "every input": modal(
        *(
            asked(element | {"action_id": str(n)}, block_id=str(n), optional=True, hint=plain("x"))
            for n, element in enumerate(
                [
                    typed_in(multiline=True, initial_value="x" * 3000, max_length=3000, focus_on_load=True),
                    {"type": "url_text_input", "initial_value": "https://example.org/" + "x" * 200},
                    {"type": "email_text_input", "initial_value": "lena@example.org"},
                    {
                        "type": "number_input",
                        "is_decimal_allowed": False,
                        "initial_value": "3",
                        "max_value": "9",
                    },
                    {"type": "number_input", "is_decimal_allowed": True, "min_value": "0.5"},
                    {"type": "rich_text_input", "initial_value": rich({"type": "text", "text": "x"})},
                    {"type": "file_input", "filetypes": ["png"], "max_files": 10},
                    {"type": "datetimepicker"},
                    menu(),
                    {"type": "multi_users_select"},
                ]
            )
        )
    ),
    "text typed with a dispatch": modal(
        asked(
            typed_in(dispatch_action_config={"trigger_actions_on": ["on_character_entered"]}),
            dispatch_action=True,
        )
    ),
    "Home": {"type": "home", "callback_id": "home", "blocks": [section(), asked(typed_in())]},
}


@cases(BAD_VIEWS)
def test_a_view_that_slack_would_refuse_is_refused_and_named(payload: Any, words: str) -> None:
    assert any(words in line for line in view_problems(payload)), view_problems(payload)


@fine(GOOD_VIEWS)
def test_a_view_that_slack_takes_is_taken(payload: Json) -> None:
    assert view_problems(payload) == []


@given(data=st.data(), view=st.sampled_from(list(GOOD_VIEWS.values())))
def test_a_damaged_view_is_never_an_error(data: st.DataObject, view: Json) -> None:
    assert isinstance(view_problems(damaged(view, data.draw)), list)
