"""Files in forms: what Slack's client lets in, and what the app is handed with the form."""

from collections.abc import Callable, Sequence
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import App, File, NotPossible, Person, Sandbox, User
from tests.sandbox.listener import Listener
from tests.sandbox.refusals import refusal_of
from tests.sandbox.shapes import input_block, modal

MB = 1_000_000


@pytest.fixture
def mia(box: Sandbox) -> Person:
    return box.person("mia")


async def opens_form(bot: Listener, mia: Person, **element: Any) -> None:
    """A form that takes files is in front of Mia."""

    async def answer(payload: dict[str, Any]) -> None:
        view = modal(input_block("clip", {"type": "file_input", **element}))
        await bot.web.views_open(trigger_id=payload["trigger_id"], view=view)

    bot.on["slash_commands"] = answer
    await mia.command("relay", "/handoff")
    await mia.sees_form()


async def test_a_form_that_is_sent_hands_its_files_over(
    bot: Listener, mia: Person, client: AsyncWebClient
) -> None:
    await opens_form(bot, mia)
    file = mia.upload("clip.mp4", 5 * MB)
    await mia.fill({"clip": file})
    assert await refusal_of(client.files_info(file=file.id)) == "file_not_found"
    assert (await mia.submit()).outcome == "closed"
    state = bot.acts("view_submission")[-1]["view"]["state"]["values"]["clip"]["clip"]
    assert state["type"] == "file_input"
    (held,) = state["files"]
    assert (held["id"], held["name"], held["size"]) == (file.id, "clip.mp4", 5 * MB)
    told = (await client.files_info(file=file.id))["file"]
    assert (told["permalink"], told["shares"]) == (held["permalink"], {})


async def test_an_empty_field_is_an_empty_list_and_asked_for(bot: Listener, mia: Person) -> None:
    await opens_form(bot, mia)
    assert mia.form.state["clip"]["clip"] == {"type": "file_input", "files": []}
    assert (await mia.submit()).errors == {"clip": "Please complete this required field."}
    assert "Clip: [add files]" in mia.reads(mia.form)


async def test_files_may_be_named_by_their_ids_and_taken_out_again(bot: Listener, mia: Person) -> None:
    await opens_form(bot, mia, max_files=2)
    files = [mia.upload("a.mp4", 1).id, mia.upload("b.mp4", 2).id]
    await mia.fill({"Clip": files})
    assert [one["id"] for one in mia.form.holds("clip", "clip")] == files
    await mia.fill({"Clip": []})
    assert mia.form.holds("clip", "clip") == []


Pick = Callable[[Person, Person], Sequence[File | str]]


@pytest.mark.parametrize(
    ("element", "pick", "says"),
    [
        ({}, lambda mia, _lena: [mia.upload("a.mp4", 10 * MB + 1)], "larger than 10 MB"),
        ({"max_files": 1}, lambda mia, _lena: [mia.upload("a.mp4", 1), mia.upload("b.mp4", 1)], "at most 1"),
        ({"filetypes": ["pdf"]}, lambda mia, _lena: [mia.upload("a.mp4", 1)], "none of these kinds"),
        ({}, lambda _mia, lena: [lena.upload("a.mp4", 1)], "not a file of theirs"),
        ({}, lambda _mia, _lena: ["F999"], "not a file of theirs"),
    ],
    ids=["too large", "too many", "another kind", "another's", "no file"],
)
async def test_a_form_takes_only_what_slack_lets_in(
    box: Sandbox, bot: Listener, mia: Person, element: dict[str, Any], pick: Pick, says: str
) -> None:
    await opens_form(bot, mia, **element)
    with pytest.raises(NotPossible, match=says):
        await mia.fill({"clip": pick(mia, box.person("lena"))})


async def test_another_persons_file_cannot_be_sent(box: Sandbox, mia: Person) -> None:
    file = mia.upload("clip.mp4", b"x")
    with pytest.raises(NotPossible, match="not a file of theirs"):
        await box.person("lena").post("relay", "", files=[file])


@pytest.mark.parametrize("content", [b"", 0, 1_000 * MB + 1], ids=["empty", "none", "giant"])
def test_there_is_no_empty_and_no_giant_file(mia: Person, content: bytes | int) -> None:
    with pytest.raises(NotPossible, match="neither empty"):
        mia.upload("clip.mp4", content)


async def test_a_form_for_files_needs_the_scope() -> None:
    app = App(scopes=frozenset({"commands"}))
    async with Sandbox(app=app, users=[User(name="mia")]) as box, aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=box.bot_token, base_url=box.api_url, session=session, retry_handlers=[])
        view = modal(input_block("clip", {"type": "file_input"}))
        assert await refusal_of(client.views_open(trigger_id="x", view=view)) == "missing_scope"
