"""Each kind of field holds what Slack would send, and takes only what Slack's client would."""

from typing import Any

import pytest

from sandbox import NotPossible, Person, Sandbox
from tests.sandbox.listener import Listener
from tests.sandbox.shapes import input_block, modal, plain, section, text_input

ONE, TWO = ({"text": plain(name), "value": name.lower()} for name in ("One", "Two"))
OPTIONS = {"options": [ONE, TWO]}
GROUPS = {"option_groups": [{"label": plain("All"), "options": [ONE, TWO]}]}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
}


@pytest.fixture
def mia(box: Sandbox) -> Person:
    return box.person("mia")


async def show(bot: Listener, person: Person, *blocks: dict[str, Any], **more: Any) -> None:
    await person.global_shortcut("form")
    trigger = bot.acts("shortcut")[-1]["trigger_id"]
    await bot.web.views_open(trigger_id=trigger, view=modal(*blocks, **more))


@pytest.mark.parametrize(
    ("element", "value", "empty", "filled"),
    [
        ({"type": "plain_text_input"}, "x", {"value": None}, {"value": "x"}),
        ({"type": "email_text_input"}, "a@b.org", {"value": None}, {"value": "a@b.org"}),
        ({"type": "url_text_input"}, "https://x.org", {"value": None}, {"value": "https://x.org"}),
        ({"type": "number_input", "is_decimal_allowed": False}, 7, {"value": None}, {"value": "7"}),
        ({"type": "static_select", **OPTIONS}, "two", {"selected_option": None}, {"selected_option": TWO}),
        ({"type": "static_select", **GROUPS}, "Two", {"selected_option": None}, {"selected_option": TWO}),
        ({"type": "radio_buttons", **OPTIONS}, "one", {"selected_option": None}, {"selected_option": ONE}),
        ({"type": "checkboxes", **OPTIONS}, ["two"], {"selected_options": []}, {"selected_options": [TWO]}),
        (
            {"type": "multi_static_select", **OPTIONS},
            ["Two", "one"],
            {"selected_options": []},
            {"selected_options": [TWO, ONE]},
        ),
        ({"type": "users_select"}, "U000000002", {"selected_user": None}, {"selected_user": "U000000002"}),
        (
            {"type": "multi_users_select"},
            ("U000000002",),
            {"selected_users": []},
            {"selected_users": ["U000000002"]},
        ),
        (
            {"type": "conversations_select"},
            "C000000001",
            {"selected_conversation": None},
            {"selected_conversation": "C000000001"},
        ),
        (
            {"type": "multi_conversations_select"},
            ["C000000001"],
            {"selected_conversations": []},
            {"selected_conversations": ["C000000001"]},
        ),
        (
            {"type": "channels_select"},
            "C000000001",
            {"selected_channel": None},
            {"selected_channel": "C000000001"},
        ),
        (
            {"type": "multi_channels_select"},
            ["C000000001"],
            {"selected_channels": []},
            {"selected_channels": ["C000000001"]},
        ),
        ({"type": "datepicker"}, "2026-11-02", {"selected_date": None}, {"selected_date": "2026-11-02"}),
        ({"type": "timepicker"}, "17:15", {"selected_time": None}, {"selected_time": "17:15"}),
        (
            {"type": "datetimepicker"},
            1_793_606_400,
            {"selected_date_time": None},
            {"selected_date_time": 1_793_606_400},
        ),
        ({"type": "rich_text_input"}, "x", {"rich_text_value": None}, {"rich_text_value": RICH}),
    ],
    ids=lambda value: value.get("type", "") if isinstance(value, dict) else "",
)  # fmt: skip
async def test_a_field_holds_what_slack_would_send(
    bot: Listener,
    mia: Person,
    element: dict[str, Any],
    value: Any,
    empty: dict[str, Any],
    filled: dict[str, Any],
) -> None:
    await show(bot, mia, input_block("field", element))
    assert mia.form.state["field"]["field"] == {"type": element["type"], **empty}
    assert (await mia.submit()).errors == {"field": "Please complete this required field."}
    assert (await mia.submit({"Field": value})).outcome == "closed"
    sent = bot.acts("view_submission")[-1]["view"]["state"]["values"]
    assert sent == {"field": {"field": {"type": element["type"], **filled}}}


@pytest.mark.parametrize(
    ("element", "value", "says"),
    [
        ({"type": "plain_text_input", "min_length": 3}, "xy", "at least 3"),
        ({"type": "plain_text_input", "max_length": 3}, "xyzt", "at most 3"),
        ({"type": "plain_text_input"}, "x" * 3001, "at most 3000"),
        ({"type": "email_text_input"}, "nobody", "email"),
        ({"type": "url_text_input"}, "x.org", "URL"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "number"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "2.5", "range"),
    ],
    ids=lambda value: value if isinstance(value, str) else value["type"],
)
async def test_the_client_sends_nothing_it_finds_wrong(
    bot: Listener, mia: Person, element: dict[str, Any], value: str, says: str
) -> None:
    await show(bot, mia, input_block("field", element))
    sent = await mia.submit({"field": value})
    assert says in sent.errors["field"]
    assert not sent.sent
    assert bot.acts("view_submission") == []
    assert mia.form.holds("field", "field") == value


@pytest.mark.parametrize(
    ("element", "value", "says"),
    [
        ({"type": "static_select", **OPTIONS}, "three", "not on offer; there are 'One', 'Two'"),
        ({"type": "multi_static_select", "max_selected_items": 1, **OPTIONS}, ["one", "two"], "at most 1"),
        ({"type": "users_select"}, "U999999999", "nobody called"),
        ({"type": "users_select"}, "U000000004", "nobody called"),
        ({"type": "channels_select"}, "C999999999", "no channel called"),
    ],
    ids=["no such option", "too many", "unknown person", "deactivated person", "unknown channel"],
)
async def test_what_is_not_on_offer_cannot_be_chosen(
    bot: Listener, mia: Person, element: dict[str, Any], value: Any, says: str
) -> None:
    await show(bot, mia, input_block("field", element))
    with pytest.raises(NotPossible, match=says):
        await mia.fill({"field": value})


async def test_fields_are_found_by_id_or_label_and_never_guessed(bot: Listener, mia: Person) -> None:
    await show(bot, mia, text_input("one"), text_input("two"), section("x"))
    await mia.fill({"one": "by id", "Two": "by label"})
    assert (mia.form.holds("one", "one"), mia.form.holds("two", "two")) == ("by id", "by label")
    with pytest.raises(NotPossible, match=r"no field 'three'; there are one \(One\), two \(Two\)"):
        await mia.fill({"three": "x"})


async def test_a_field_that_reports_at_once_does_with_everything_filled_in(
    bot: Listener, mia: Person
) -> None:
    select = input_block("team", {"type": "static_select", **OPTIONS}, dispatch_action=True)
    await show(bot, mia, text_input("state"), select)
    await mia.fill({"state": "so far", "team": "Two"})
    (told,) = bot.acts("block_actions")
    assert told["actions"][0]["selected_option"] == TWO
    values = told["view"]["state"]["values"]
    assert values["state"]["state"]["value"] == "so far"
    assert values["team"]["team"]["selected_option"] == TWO


async def test_a_form_starts_with_what_it_was_given_and_can_be_emptied(bot: Listener, mia: Person) -> None:
    select = input_block("team", {"type": "static_select", "initial_option": ONE, **OPTIONS}, optional=True)
    await show(bot, mia, text_input("state", initial_value="as before"), select)
    assert mia.form.holds("state", "state") == "as before"
    await mia.submit({"team": None})
    sent = bot.acts("view_submission")[-1]["view"]["state"]["values"]
    assert sent["state"]["state"]["value"] == "as before"
    assert sent["team"]["team"]["selected_option"] is None


async def test_a_home_can_be_used_like_a_form(box: Sandbox, bot: Listener, mia: Person) -> None:
    button = {"type": "button", "action_id": "go", "text": plain("Go")}
    home = {"type": "home", "blocks": [section("Hello", accessory=button)]}
    await bot.web.views_publish(user_id=mia.id, view=home)
    assert mia.home is not None
    assert mia.reads(mia.home) == "Hello [Go]"
    assert (await mia.press(mia.home, text="Go")).ok
    (told,) = bot.acts("block_actions")
    assert (told["view"]["type"], told["container"]["view_id"]) == ("home", mia.home.id)
