"""What the sandbox refuses, as Slack would, and what it lets through."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.checks import Surface, blocks_problems, message_problems, view_problems
from sandbox.checks_oracle import block_objections, view_objections

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Pick up", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": "step.pick_up", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "v", text: str = "Berlin", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def menu(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "team", "options": [option("a"), option("b")], **more}


def grouped(*options: Json) -> Json:
    return {"label": plain("Europe"), "options": list(options)}


def asked(element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": "b", "label": plain("What comes next"), "element": element, **more}


def typed_in(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "next", **more}


def rich(*spans: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(spans)}]}


def listed(**more: Any) -> Json:
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [item], **more}],
    }


def modal(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "title": plain("Hand over"), "submit": plain("Send"), "blocks": list(blocks)}
    return {key: part for key, part in (view | more).items() if part is not None}


def confirm(**more: Any) -> Json:
    parts = {"title": "Sure?", "text": "It is sent.", "confirm": "Yes", "deny": "No"}
    return {key: plain(text) for key, text in parts.items()} | more


IMAGE: Json = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A map"}
DATE: Json = {"type": "date", "timestamp": 1_790_000_000, "format": "{date_short} {time}", "fallback": "soon"}
DIVIDER: Json = {"type": "divider"}

BAD_IN_A_MESSAGE: dict[str, tuple[list[Any], str]] = {
    "51 blocks": ([DIVIDER] * 51, "blocks: more than 50"),
    "no object": (["text"], "blocks[0]: not an object"),
    "no type": ([{"text": plain("x")}], "blocks[0].type"),
    "unknown block": ([{"type": "sektion", "text": plain("x")}], "blocks[0].type"),
    "unknown property": ([section(colour="red")], "blocks[0].colour: no such"),
    "section without text or fields": ([{"type": "section"}], "blocks[0]: neither text nor fields"),
    "section text 3001 long": ([section("x" * 3001)], "blocks[0].text.text: longer than 3000"),
    "section text empty": ([section("")], "blocks[0].text.text: empty"),
    "text that is a string": ([{"type": "section", "text": "x"}], "blocks[0].text: not an object"),
    "text of unknown type": (
        [{"type": "section", "text": {"type": "md", "text": "x"}}],
        "blocks[0].text.type",
    ),
    "text that is a number": ([{"type": "section", "text": {"type": "mrkdwn", "text": 1}}], "not text"),
    "emoji flag on mrkdwn": ([{"type": "section", "text": mrkdwn("x") | {"emoji": True}}], "text.emoji"),
    "no fields": ([{"type": "section", "fields": []}], "blocks[0].fields: fewer than 1"),
    "11 fields": ([{"type": "section", "fields": [mrkdwn("x")] * 11}], "blocks[0].fields: more than 10"),
    "field 2001 long": ([{"type": "section", "fields": [mrkdwn("x" * 2001)]}], "fields[0].text: longer"),
    "header 151 long": (
        [{"type": "header", "text": plain("x" * 151)}],
        "blocks[0].text.text: longer than 150",
    ),
    "header in mrkdwn": ([{"type": "header", "text": mrkdwn("x")}], "blocks[0].text.type"),
    "header empty": ([{"type": "header", "text": plain("")}], "blocks[0].text.text: empty"),
    "context of 11": ([{"type": "context", "elements": [mrkdwn("x")] * 11}], "elements: more than 10"),
    "context without elements": ([{"type": "context", "elements": []}], "elements: fewer than 1"),
    "button in context": ([{"type": "context", "elements": [button()]}], "elements[0].type"),
    "26 buttons": ([actions(*(button(action_id=str(n)) for n in range(26)))], "elements: more than 25"),
    "actions without elements": ([actions()], "elements: fewer than 1"),
    "image as an action": ([actions(IMAGE)], "elements[0].type"),
    "text input as an action": ([actions(typed_in())], "elements[0].type"),
    "button text 76 long": ([actions(button("x" * 76))], "elements[0].text.text: longer than 75"),
    "button text in mrkdwn": ([actions(button() | {"text": mrkdwn("x")})], "elements[0].text.type"),
    "button without text": ([actions({"type": "button"})], "elements[0].text: missing"),
    "button value 2001 long": ([actions(button(value="v" * 2001))], "elements[0].value: longer than 2000"),
    "button value a number": ([actions(button(value=7))], "elements[0].value: not text"),
    "button style default": ([actions(button(style="default"))], "elements[0].style"),
    "button address 3001 long": (
        [actions(button(url="https://e.org/" + "x" * 2990))],
        "url: longer than 3000",
    ),
    "button address javascript": ([actions(button(url="javascript:alert(1)"))], "elements[0].url"),
    "date in a button": ([actions(button("<!date^1790000000^{time}|noon>"))], "reader-zone date"),
    "accessibility label 76 long": ([actions(button(accessibility_label="x" * 76))], "longer than 75"),
    "action_id 256 long": ([actions(button(action_id="x" * 256))], "action_id: longer than 255"),
    "action_id empty": ([actions(button(action_id=""))], "action_id: empty"),
    "action_id twice in a block": ([actions(button(), button("Done"))], "'step.pick_up' comes twice"),
    "block_id 256 long": ([section(block_id="x" * 256)], "block_id: longer than 255"),
    "block_id twice": ([section(block_id="a"), section(block_id="a")], "blocks[1].block_id: 'a' comes twice"),
    "confirm without deny": (
        [actions(button(confirm={key: part for key, part in confirm().items() if key != "deny"}))],
        "confirm.deny: missing",
    ),
    "confirm title 101 long": ([actions(button(confirm=confirm(title=plain("x" * 101))))], "longer than 100"),
    "confirm text 301 long": ([actions(button(confirm=confirm(text=plain("x" * 301))))], "longer than 300"),
    "confirm button 31 long": ([actions(button(confirm=confirm(confirm=plain("x" * 31))))], "longer than 30"),
    "option text 76 long": ([actions(menu(options=[option(text="x" * 76)]))], "options[0].text.text: longer"),
    "option value 151 long": (
        [actions(menu(options=[option("v" * 151)]))],
        "value: longer than 150",
    ),
    "option value empty": ([actions(menu(options=[option("")]))], "options[0].value: empty"),
    "option text in mrkdwn": ([actions(menu(options=[{"text": mrkdwn("x"), "value": "v"}]))], "text.type"),
    "date in an option": ([actions(menu(options=[option(text="<!date^1^{time}|x>")]))], "reader-zone date"),
    "option description 76 long": ([actions(menu(options=[option(description=plain("x" * 76))]))], "longer"),
    "option with an address": ([actions(menu(options=[option(url="https://e.org")]))], "options[0].url"),
    "no options": ([actions(menu(options=[]))], "options: fewer than 1"),
    "101 options": ([actions(menu(options=[option(str(n)) for n in range(101)]))], "options: more than 100"),
    "select without options": ([actions({"type": "static_select"})], "one of options and option_groups"),
    "options and groups": (
        [actions(menu(option_groups=[grouped(option())]))],
        "one of options and option_groups",
    ),
    "empty option group": (
        [actions({"type": "static_select", "option_groups": [grouped()]})],
        "option_groups[0].options: fewer than 1",
    ),
    "101 option groups": (
        [
            actions(
                {
                    "type": "static_select",
                    "option_groups": [grouped(option())] * 101,
                }
            )
        ],
        "option_groups: more than 100",
    ),
    "initial option not offered": ([actions(menu(initial_option=option("c")))], "not among the options"),
    "initial option worded otherwise": ([actions(menu(initial_option=option("a", "B")))], "not among"),
    "placeholder 151 long": (
        [actions(menu(placeholder=plain("x" * 151)))],
        "text: longer than 150",
    ),
    "overflow of one": ([actions({"type": "overflow", "options": [option()]})], "options: fewer than 2"),
    "overflow of six": ([actions({"type": "overflow", "options": [option()] * 6})], "options: more than 5"),
    "11 checkboxes": ([actions({"type": "checkboxes", "options": [option()] * 11})], "more than 10"),
    "box ticked that is not there": (
        [actions({"type": "checkboxes", "options": [option("a")], "initial_options": [option("b")]})],
        "initial_options[0]: not among",
    ),
    "more chosen than may be": (
        [
            section(
                accessory={
                    "type": "multi_static_select",
                    "options": [option("a"), option("b")],
                    "initial_options": [option("a"), option("b")],
                    "max_selected_items": 1,
                }
            )
        ],
        "more than max_selected_items",
    ),
    "image without alt_text": ([{"type": "image", "image_url": "https://e.org/a"}], "alt_text: missing"),
    "image without address": ([{"type": "image", "alt_text": "x"}], "one of image_url and slack_file"),
    "image from a file": ([IMAGE | {"image_url": "file:///etc/passwd"}], "image_url"),
    "image title in mrkdwn": ([IMAGE | {"title": mrkdwn("x")}], "blocks[0].title.type"),
    "impossible day": (
        [actions({"type": "datepicker", "initial_date": "2026-02-30"})],
        "no day of",
    ),
    "time of 24 hours": ([actions({"type": "timepicker", "initial_time": "24:00"})], "initial_time"),
    "file input in a message": ([asked({"type": "file_input"})], "no file_input in a message"),
    "number input in a message": (
        [asked({"type": "number_input", "is_decimal_allowed": False})],
        "no number_input in a message",
    ),
    "button in an input": ([asked(button())], "element.type"),
    "markdown 12001 long": ([{"type": "markdown", "text": "x" * 12_001}], "longer than 12000"),
    "markdown 12001 long together": ([{"type": "markdown", "text": "x" * 6_001}] * 2, "12000 together"),
    "13,200 in all": ([section("x" * 2_700)] * 5, "msg_blocks_too_long"),
    "13,200 once escaped": ([section("&" * 2_900)], "msg_blocks_too_long"),
    "rich text without elements": ([{"type": "rich_text", "elements": []}], "elements: fewer than 1"),
    "rich text in the open": ([{"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}], ".type"),
    "rich text empty": ([rich({"type": "text", "text": ""})], "text: empty"),
    "unknown rich element": ([rich({"type": "mention", "user_id": "U1"})], "elements[0].elements[0].type"),
    "unknown style": ([rich({"type": "text", "text": "x", "style": {"blink": True}})], "style.blink"),
    "style that is a word": ([rich({"type": "text", "text": "x", "style": "bold"})], "style: not an object"),
    "style not a flag": ([rich({"type": "text", "text": "x", "style": {"bold": 1}})], "not true or false"),
    "code style on a person": (
        [rich({"type": "user", "user_id": "U1", "style": {"code": True}})],
        "style.code",
    ),
    "person without id": ([rich({"type": "user"})], "user_id: missing"),
    "person who is a channel": ([rich({"type": "user", "user_id": "C1"})], "user_id"),
    "link without scheme": ([rich({"type": "link", "url": "example.org"})], "url"),
    "date without format": ([rich({"type": "date", "timestamp": 1})], "format: missing"),
    "date in milliseconds": ([rich(DATE | {"timestamp": 1_790_000_000_000})], "timestamp"),
    "date as text": ([rich(DATE | {"timestamp": "1790000000"})], "timestamp: not a whole number"),
    "date of no token": ([rich(DATE | {"format": "noon"})], "without a token"),
    "date of unknown token": ([rich(DATE | {"format": "{hour}"})], "{hour} is no date token"),
    "colour by name": ([rich({"type": "color", "value": "red"})], "value"),
    "broadcast to all": ([rich({"type": "broadcast", "range": "all"})], "range"),
    "list style square": ([listed(style="square")], "style"),
    "list in 9 deep": ([listed(indent=9)], "indent"),
    "list of bare text": ([listed(elements=[{"type": "text", "text": "x"}])], "elements[0].elements[0].type"),
    "person in preformatted": (
        [
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]}
                ],
            }
        ],
        "elements[0].elements[0].type",
    ),
    "date in mrkdwn without fallback": ([section("<!date^1790000000^{time}>")], "SECONDS^FORMAT|FALLBACK"),
    "table of 21 columns": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}],
        "rows[0]: more than 20",
    ),
    "video without thumbnail": (
        [{"type": "video", "alt_text": "x", "title": plain("x"), "video_url": "https://e.org/v"}],
        "thumbnail_url: missing",
    ),
}

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

BAD_MESSAGES: dict[str, tuple[Any, str]] = {
    "no object": ("text", "not an object"),
    "no text": ({"blocks": [section()]}, "text: missing"),
    "text empty": ({"text": " "}, "text: missing"),
    "text a number": ({"text": 5}, "text: missing"),
    "text 4001 long": ({"text": "x" * 4001}, "text: longer than 4000"),
    "update of 4001 bytes": ({"ts": "1.000001", "text": "ü" * 2001}, "longer than 4000 bytes"),
    "blocks no list": ({"text": "x", "blocks": {"type": "divider"}}, "blocks: not a list"),
    "blocks no JSON": ({"text": "x", "blocks": "[{]"}, "blocks: not a list"),
    "blocks wrong in JSON": ({"text": "x", "blocks": '[{"type": "sektion"}]'}, "blocks[0].type"),
    "metadata without payload": ({"text": "x", "metadata": {"event_type": "a"}}, "event_payload: missing"),
    "metadata payload a list": (
        {"text": "x", "metadata": {"event_type": "a", "event_payload": []}},
        "event_payload: not an object",
    ),
    "metadata type dotted": (
        {"text": "x", "metadata": {"event_type": "a.b", "event_payload": {}}},
        "metadata.event_type",
    ),
    "metadata with more": (
        {"text": "x", "metadata": {"event_type": "a", "event_payload": {}, "key": 1}},
        "metadata.key: no such",
    ),
    "thread a number": ({"text": "x", "thread_ts": 1.5}, "thread_ts: not text"),
    "thread no timestamp": ({"text": "x", "thread_ts": "yesterday"}, "thread_ts"),
    "broadcast without thread": (
        {"text": "x", "reply_broadcast": True},
        "reply_broadcast: without thread_ts",
    ),
    "date without fallback": ({"text": "<!date^1^{time}>"}, "FALLBACK"),
}

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

GOOD_MESSAGES: dict[str, Json] = {
    "text alone": {"channel": "C1", "text": "x" * 4000},
    "an update": {"channel": "C1", "ts": "1790000000.000100", "text": "ü" * 2000},
    "with blocks": {"text": "Hello", "blocks": [section()]},
    "with everything as JSON": {
        "text": "Hello",
        "blocks": '[{"type": "divider"}]',
        "metadata": '{"event_type": "sunrelay_prompt", "event_payload": {"key": "prompt/1"}}',
        "thread_ts": "1790000000.000100",
        "reply_broadcast": True,
    },
    "gone from a response URL": {"delete_original": True},
}


def cases(table: dict[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("payload", "words"), [pytest.param(*case, id=name) for name, case in table.items()]
    )


def fine(table: dict[str, Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("payload", [pytest.param(case, id=name) for name, case in table.items()])


@cases(BAD_IN_A_MESSAGE)
def test_blocks_that_slack_would_refuse_are_refused_and_named(payload: list[Any], words: str) -> None:
    assert any(words in line for line in blocks_problems(payload)), blocks_problems(payload)


@cases(BAD_VIEWS)
def test_a_view_that_slack_would_refuse_is_refused_and_named(payload: Any, words: str) -> None:
    assert any(words in line for line in view_problems(payload)), view_problems(payload)


@cases(BAD_MESSAGES)
def test_a_message_that_slack_would_refuse_is_refused_and_named(payload: Any, words: str) -> None:
    assert any(words in line for line in message_problems(payload)), message_problems(payload)


@fine(GOOD_IN_A_MESSAGE)
def test_blocks_that_slack_takes_are_taken(payload: list[Json]) -> None:
    assert blocks_problems(payload) == []


@fine(GOOD_VIEWS)
def test_a_view_that_slack_takes_is_taken(payload: Json) -> None:
    assert view_problems(payload) == []


@fine(GOOD_MESSAGES)
def test_a_message_that_slack_takes_is_taken(payload: Json) -> None:
    assert message_problems(payload) == []


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
    view = GOOD_VIEWS["every input"]
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


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_GOOD = [block for blocks in GOOD_IN_A_MESSAGE.values() for block in blocks]


def _mutated(value: Any, draw: Any) -> Any:
    """The value with some part of it, at any depth, replaced, dropped or made up."""
    if isinstance(value, dict) and value and draw(st.integers(0, 3)):
        key = draw(st.sampled_from(sorted(value)))
        if draw(st.integers(0, 5)) == 0:
            return {name: part for name, part in value.items() if name != key}
        return value | {key: _mutated(value[key], draw)}
    if isinstance(value, list) and value and draw(st.integers(0, 3)):
        index = draw(st.integers(0, len(value) - 1))
        return [*value[:index], _mutated(value[index], draw), *value[index + 1 :]]
    return draw(_JSON)


@given(data=st.data(), block=st.sampled_from(_GOOD), surface=st.sampled_from(["message", "modal", "home"]))
def test_a_damaged_block_is_never_an_error(data: st.DataObject, block: Json, surface: Surface) -> None:
    problems = blocks_problems([_mutated(block, data.draw)], surface=surface)
    assert all("\n" not in line for line in problems)


@given(data=st.data(), view=st.sampled_from(list(GOOD_VIEWS.values())))
def test_a_damaged_view_is_never_an_error(data: st.DataObject, view: Json) -> None:
    assert isinstance(view_problems(_mutated(view, data.draw)), list)


@given(data=st.data(), payload=st.sampled_from(list(GOOD_MESSAGES.values())))
def test_a_damaged_message_is_never_an_error(data: st.DataObject, payload: Json) -> None:
    assert isinstance(message_problems(_mutated(payload, data.draw)), list)


@given(text=st.text(min_size=1, max_size=50))
def test_whatever_a_person_types_is_taken_as_typed(text: str) -> None:
    typed = {"type": "text", "text": text}
    assert blocks_problems([rich(typed, typed), listed()]) == []
    assert view_problems(modal(asked(typed_in(initial_value=text)))) == []


@given(value=_JSON)
def test_no_json_value_is_an_error(value: Any) -> None:
    assert isinstance(blocks_problems(value), list)
    assert view_problems(value)
    assert message_problems(value)
