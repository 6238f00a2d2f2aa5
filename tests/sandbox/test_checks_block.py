"""Blocks that the sandbox refuses as Slack would, each for the fault that its id names."""

from typing import Any

from sandbox.checks import blocks_problems
from tests.sandbox.payloads import (
    DATE,
    DIVIDER,
    IMAGE,
    actions,
    asked,
    button,
    cases,
    confirm,
    grouped,
    listed,
    menu,
    mrkdwn,
    option,
    plain,
    rich,
    section,
    typed_in,
)

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


@cases(BAD_IN_A_MESSAGE)
def test_blocks_that_slack_would_refuse_are_refused_and_named(payload: list[Any], words: str) -> None:
    assert any(words in line for line in blocks_problems(payload)), blocks_problems(payload)
