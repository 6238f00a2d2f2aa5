"""Blocks that Slack takes and the sandbox therefore must, and what becomes of them when damaged."""

from hypothesis import given
from hypothesis import strategies as st

from sandbox.checks import Surface, blocks_problems, view_problems
from tests.sandbox.payloads import (
    DATE,
    DIVIDER,
    IMAGE,
    Json,
    actions,
    asked,
    button,
    confirm,
    damaged,
    fine,
    grouped,
    listed,
    menu,
    modal,
    mrkdwn,
    option,
    plain,
    rich,
    section,
    typed_in,
)

GOOD_IN_A_MESSAGE: dict[str, list[Json]] = {
    "none": [],
    "50 blocks": [DIVIDER] * 50,
    "section at its limits": [section("x" * 3000, block_id="x" * 255)],
    "ten fields of 2,000 together under the size": [{"type": "section", "fields": [mrkdwn("x" * 1000)] * 10}],
    "plain section with emoji": [{"type": "section", "text": plain(":wave:") | {"emoji": True}}],
    "verbatim": [{"type": "section", "text": mrkdwn("x") | {"verbatim": True}, "expand": True}],
    "header of 150": [{"type": "header", "text": plain("x" * 150)}],
    "context of words and images": [{"type": "context", "elements": [mrkdwn("x"), plain("y"), IMAGE]}],
    "every button": [
        actions(
            button("x" * 75, value="v" * 2000, style="primary"),
            button(action_id="b", style="danger", confirm=confirm(style="danger")),
            button(action_id="c", url="https://example.org", accessibility_label="Open"),
        )
    ],
    "one action_id in two blocks": [actions(button()), section(accessory=button())],
    "menus": [
        actions(
            menu(initial_option=option("a"), placeholder=plain("x" * 150)),
            {
                "type": "static_select",
                "option_groups": [grouped(option("v" * 150))],
                "initial_option": option("v" * 150),
            },
            {"type": "users_select", "initial_user": "U1"},
            {"type": "conversations_select", "filter": {"include": ["im"]}, "response_url_enabled": True},
            {"type": "channels_select", "initial_channel": "C1"},
            {"type": "external_select", "min_query_length": 0},
            {"type": "multi_users_select", "initial_users": ["U1", "U2"], "max_selected_items": 2},
            {"type": "multi_external_select"},
            {"type": "multi_conversations_select", "default_to_current_conversation": True},
            {"type": "multi_channels_select"},
        )
    ],
    "several by groups": [
        section(
            accessory={
                "type": "multi_static_select",
                "option_groups": [grouped(option("a"), option("b"))],
                "initial_options": [option("a")],
            }
        )
    ],
    "overflow": [
        section(accessory={"type": "overflow", "options": [option(url="https://e.org"), option("b")]})
    ],
    "boxes in mrkdwn": [
        actions(
            {
                "type": "checkboxes",
                "options": [{"text": mrkdwn("*x*"), "value": "a", "description": mrkdwn("_y_")}],
                "initial_options": [{"text": mrkdwn("*x*"), "value": "a", "description": mrkdwn("_y_")}],
            },
            {"type": "radio_buttons", "options": [option("a")], "initial_option": option("a")},
        )
    ],
    "pickers": [
        actions(
            {"type": "datepicker", "initial_date": "2026-11-02", "placeholder": plain("Day")},
            {"type": "timepicker", "initial_time": "17:15", "timezone": "Europe/Berlin"},
            {"type": "datetimepicker", "initial_date_time": 1_790_000_000},
        )
    ],
    "input in a message": [asked(typed_in(), dispatch_action=True)],
    "image": [IMAGE | {"alt_text": "x" * 2000, "title": plain("Map"), "block_id": "i"}],
    "image Slack keeps": [{"type": "image", "slack_file": {"id": "F0123456789"}, "alt_text": "x"}],
    "markdown": [{"type": "markdown", "text": "x" * 12_000}],
    "remote file": [{"type": "file", "external_id": "a", "source": "remote"}],
    "table": [
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "x"}, rich({"type": "text", "text": "y"})]],
            "column_settings": [{"align": "right", "is_wrapped": True}],
        }
    ],
    "video": [
        {
            "type": "video",
            "alt_text": "x",
            "title": plain("x"),
            "title_url": "https://example.org",
            "thumbnail_url": "https://example.org/t.png",
            "video_url": "https://example.org/v",
            "description": plain("y"),
            "author_name": "Mia",
        }
    ],
    "workflow": [
        actions(
            {
                "type": "workflow_button",
                "text": plain("Run"),
                "action_id": "w",
                "workflow": {
                    "trigger": {
                        "url": "https://slack.com/shortcuts/Ft1/a",
                        "customizable_input_parameters": [{"name": "a", "value": "b"}],
                    }
                },
            }
        )
    ],
    "every rich element": [
        rich(
            {"type": "text", "text": "x", "style": {"bold": True, "code": True, "underline": True}},
            {"type": "link", "url": "https://example.org", "text": "there", "style": {"italic": True}},
            {"type": "user", "user_id": "U0MIA", "style": {"bold": True}},
            {"type": "channel", "channel_id": "C1"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "emoji", "name": "wave", "unicode": "1f44b"},
            {"type": "broadcast", "range": "here"},
            {"type": "color", "value": "#F405B3"},
            {"type": "team", "team_id": "T1"},
            DATE | {"style": {"bold": True}, "url": "https://example.org"},
        )
    ],
    "lists, quotes and code": [
        listed(indent=8, border=1, offset=2, style="ordered"),
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_quote", "elements": [DATE, {"type": "text", "text": "x"}], "border": 1},
                {
                    "type": "rich_text_preformatted",
                    "elements": [{"type": "text", "text": "x"}],
                    "language": "python",
                },
                {"type": "rich_text_section", "elements": []},
            ],
        },
    ],
    "date in mrkdwn": [section("<!date^1790000000^{date_short_pretty} {time}^https://e.org/|17:15 UTC>")],
    "what a person typed": [
        rich({"type": "text", "text": "<!channel> <@U1> *x* `y` \u202eright to left\u0000 & é 👋"}),
        {"type": "header", "text": plain("<!channel> <@U1> *x* `y` &")},
    ],
}


@fine(GOOD_IN_A_MESSAGE)
def test_blocks_that_slack_takes_are_taken(payload: list[Json]) -> None:
    assert blocks_problems(payload) == []


_GOOD = [block for blocks in GOOD_IN_A_MESSAGE.values() for block in blocks]


@given(data=st.data(), block=st.sampled_from(_GOOD), surface=st.sampled_from(["message", "modal", "home"]))
def test_a_damaged_block_is_never_an_error(data: st.DataObject, block: Json, surface: Surface) -> None:
    problems = blocks_problems([damaged(block, data.draw)], surface=surface)
    assert all("\n" not in line for line in problems)


@given(text=st.text(min_size=1, max_size=50))
def test_whatever_a_person_types_is_taken_as_typed(text: str) -> None:
    typed = {"type": "text", "text": text}
    assert blocks_problems([rich(typed, typed), listed()]) == []
    assert view_problems(modal(asked(typed_in(initial_value=text)))) == []
