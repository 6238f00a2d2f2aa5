"""Forms: opened by a trigger, filled in, checked by the client, sent, answered."""

from collections.abc import Mapping
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import NotPossible, Sandbox
from tests.sandbox.listener import Listener, Payload
from tests.sandbox.refusals import error
from tests.sandbox.shapes import modal, plain, text_input


async def opened(box: Sandbox, bot: Listener, view: Payload) -> None:
    async def open_it(payload: Payload) -> None:
        await bot.web.views_open(trigger_id=payload["trigger_id"], view=view)

    bot.on["slash_commands"] = open_it
    done = await box.person("mia").command("relay", "/handoff")
    assert done.ok


async def test_a_command_opens_a_form_for_the_one_who_sent_it(box: Sandbox, bot: Listener) -> None:
    await opened(box, bot, modal(text_input("state")))
    mia = box.person("mia")
    assert mia.form.title == "Hand-off"
    assert mia.reads(mia.form) == "Hand-off\nState: []\n[Cancel] [Send]"
    assert box.person("lena").view is None
    (command,) = bot.acts("slash_commands")
    assert command["channel_name"] == "relay"
    assert command["user_id"] == mia.id


async def test_a_trigger_works_once_and_not_after_three_seconds(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    view = modal(text_input("state"))
    await opened(box, bot, view)
    (command,) = bot.acts("slash_commands")
    with pytest.raises(SlackApiError) as again:
        await client.views_open(trigger_id=command["trigger_id"], view=view)
    assert again.value.response["error"] == "exchanged_trigger_id"
    with pytest.raises(SlackApiError) as unknown:
        await client.views_open(trigger_id="123.456.abc", view=view)
    assert unknown.value.response["error"] == "invalid_trigger_id"


async def test_what_is_required_is_asked_for_by_the_client_and_nothing_is_sent(
    box: Sandbox, bot: Listener
) -> None:
    await opened(box, bot, modal(text_input("state")))
    sent = await box.person("mia").submit()
    assert sent.outcome == "errors"
    assert not sent.sent
    assert sent.errors == {"state": "Please complete this required field."}
    assert bot.acts("view_submission") == []


async def test_a_form_is_sent_with_everything_that_is_filled_in(box: Sandbox, bot: Listener) -> None:
    await opened(box, bot, modal(text_input("state"), text_input("done", optional=True)))
    sent = await box.person("mia").submit({"State": "on <track> & `well`"})
    assert sent.outcome == "closed"
    assert box.person("mia").view is None
    (submission,) = bot.acts("view_submission")
    assert submission["view"]["state"]["values"] == {
        "state": {"state": {"type": "plain_text_input", "value": "on <track> & `well`"}},
        "done": {"done": {"type": "plain_text_input", "value": None}},
    }


async def test_errors_of_the_app_keep_the_form_open_with_what_was_typed(box: Sandbox, bot: Listener) -> None:
    async def refuse(_payload: Payload) -> Payload:
        return {"response_action": "errors", "errors": {"state": "Say more."}}

    bot.on["view_submission"] = refuse
    await opened(box, bot, modal(text_input("state")))
    mia = box.person("mia")
    sent = await mia.submit({"state": "fine"})
    assert (sent.outcome, sent.errors) == ("errors", {"state": "Say more."})
    assert mia.form.holds("state", "state") == "fine"


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "Say more."}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "explode"},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "push", "view": {"type": "home", "blocks": []}},
    ],
    ids=["no such block", "no errors", "no such action", "no title", "a home"],
)
async def test_an_answer_that_slack_cannot_use_fails_and_the_form_stays(
    box: Sandbox, bot: Listener, answer: Mapping[str, Any]
) -> None:
    async def reply(_payload: Payload) -> Payload:
        return dict(answer)

    bot.on["view_submission"] = reply
    await opened(box, bot, modal(text_input("state")))
    sent = await box.person("mia").submit({"state": "fine"})
    assert sent.outcome == "failed"
    assert sent.trouble.startswith("invalid_arguments")
    assert box.person("mia").form.holds("state", "state") == "fine"


async def test_a_submission_nobody_acknowledges_fails_and_the_form_stays(box: Sandbox, bot: Listener) -> None:
    bot.silent.add("view_submission")
    await opened(box, bot, modal(text_input("state")))
    mia = box.person("mia")
    sent = await mia.submit({"state": "fine"})
    assert (sent.outcome, sent.trouble) == ("failed", "operation_timeout")
    assert mia.form.holds("state", "state") == "fine"
    assert mia.troubles == ["operation_timeout"]


async def test_an_updated_form_keeps_its_id_and_what_was_typed_under_the_same_ids(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    await opened(box, bot, modal(text_input("state"), text_input("done", optional=True)))
    mia = box.person("mia")
    await mia.fill({"state": "kept", "done": "lost"})
    view = mia.form
    before = view.hash
    redrawn = modal(text_input("state"), text_input("finished", optional=True))
    answer = await client.views_update(view_id=view.id, hash=before, view=redrawn)
    assert answer["view"]["id"] == view.id
    assert answer["view"]["hash"] != before
    assert view.state["state"]["state"]["value"] == "kept"
    assert view.state["finished"]["finished"]["value"] is None
    with pytest.raises(SlackApiError) as conflict:
        await client.views_update(view_id=view.id, hash=before, view=redrawn)
    assert conflict.value.response["error"] == "hash_conflict"


async def test_update_push_and_clear_are_shown(box: Sandbox, bot: Listener) -> None:
    answers: list[Payload] = [
        {"response_action": "update", "view": modal(text_input("second"))},
        {"response_action": "push", "view": modal(text_input("third"))},
        {"response_action": "clear"},
    ]

    async def reply(_payload: Payload) -> Payload:
        return answers.pop(0)

    bot.on["view_submission"] = reply
    await opened(box, bot, modal(text_input("first")))
    mia = box.person("mia")
    first = mia.form
    assert (await mia.submit({"first": "a"})).outcome == "updated"
    assert mia.form is first
    assert (await mia.submit({"second": "b"})).outcome == "pushed"
    assert len(mia.views) == 2
    assert (await mia.submit({"third": "c"})).outcome == "cleared"
    assert mia.views == []


async def test_a_stack_has_three_forms_at_most(box: Sandbox, bot: Listener) -> None:
    async def push(_payload: Payload) -> Payload:
        return {"response_action": "push", "view": modal(text_input("more", optional=True))}

    bot.on["view_submission"] = push
    await opened(box, bot, modal(text_input("first", optional=True)))
    mia = box.person("mia")
    assert [(await mia.submit()).outcome for _ in range(3)] == ["pushed", "pushed", "failed"]
    assert mia.troubles[0].startswith("push_limit_reached")
    assert [view.previous for view in mia.views] == [None, mia.views[0].id, mia.views[1].id]
    await mia.close(everything=True)
    assert mia.views == []


async def test_two_open_forms_cannot_share_an_external_id(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    await opened(box, bot, modal(text_input("state"), external_id="one"))
    await box.person("sam").global_shortcut("write")
    trigger = bot.acts("shortcut")[-1]["trigger_id"]
    view = modal(text_input("state"), external_id="one")
    assert await error(client, "views.open", trigger_id=trigger, view=view) == "duplicate_external_id"
    found = await client.views_update(external_id="one", view=view)
    assert found["view"]["id"] == box.person("mia").form.id


@pytest.mark.parametrize(
    ("view", "says"),
    [
        ("x", "invalid_arguments"),
        ({"type": "modal"}, "invalid_arguments"),
        ({"type": "home", "blocks": []}, "invalid_arguments"),
        (modal(text_input("state"), submit=None), "invalid_arguments"),
        (modal(text_input("state"), title=plain("x" * 25)), "invalid_arguments"),
        (modal(text_input("state"), text_input("state")), "invalid_arguments"),
        (modal(text_input("state"), private_metadata="x" * 3001), "invalid_arguments"),
        (modal(text_input("state"), private_metadata="x" * 250_001), "view_too_large"),
    ],
    ids=[
        "no object",
        "no blocks",
        "a home",
        "no submit",
        "long title",
        "double ids",
        "long metadata",
        "large",
    ],
)
async def test_a_form_slack_would_refuse_is_refused(
    box: Sandbox, bot: Listener, client: AsyncWebClient, view: Any, says: str
) -> None:
    await box.person("mia").global_shortcut("write")
    trigger = bot.acts("shortcut")[-1]["trigger_id"]
    assert await error(client, "views.open", trigger_id=trigger, view=view) == says
    assert (await client.views_open(trigger_id=trigger, view=modal(text_input("state"))))["ok"]


async def test_a_form_that_is_closed_cannot_be_updated(
    box: Sandbox, bot: Listener, client: AsyncWebClient
) -> None:
    view = modal(text_input("state"))
    await opened(box, bot, view)
    mia = box.person("mia")
    view_id = mia.form.id
    await mia.close()
    assert await error(client, "views.update", view_id=view_id, view=view) == "not_found"


async def test_a_closed_form_is_told_only_where_that_was_asked_for(box: Sandbox, bot: Listener) -> None:
    await opened(box, bot, modal(text_input("state")))
    await box.person("mia").close()
    await box.settled()
    assert bot.acts("view_closed") == []
    await opened(box, bot, modal(text_input("state"), notify_on_close=True))
    await box.person("mia").close()
    await box.settled()
    (closed,) = bot.acts("view_closed")
    assert closed["is_cleared"] is False


async def test_a_button_in_a_form_carries_what_is_filled_in_so_far(box: Sandbox, bot: Listener) -> None:
    button = {"type": "button", "action_id": "add", "text": plain("Add a row"), "value": "1"}
    await opened(
        box, bot, modal(text_input("state"), {"type": "actions", "block_id": "more", "elements": [button]})
    )
    mia = box.person("mia")
    await mia.fill({"state": "so far"})
    assert (await mia.press(mia.form, text="Add a row")).ok
    (pressed,) = bot.acts("block_actions")
    assert pressed["view"]["state"]["values"]["state"]["state"]["value"] == "so far"
    assert pressed["view"]["hash"] == mia.form.hash
    assert pressed["container"] == {"type": "view", "view_id": mia.form.id}
    assert pressed["actions"][0]["value"] == "1"
    assert "response_url" not in pressed


async def test_a_form_that_is_not_on_screen_cannot_be_used(box: Sandbox, bot: Listener) -> None:
    await opened(box, bot, modal(text_input("state")))
    mia = box.person("mia")
    view = mia.form
    await mia.close()
    with pytest.raises(NotPossible, match="not on mia's screen"):
        await mia.submit({"state": "late"}, view=view)
    with pytest.raises(NotPossible, match="no form open"):
        await mia.submit()
