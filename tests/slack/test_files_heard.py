"""Files that people send, and put into forms, are told of by their facts."""

from typing import Any

import pytest

from bot.domain.handoff import File
from bot.messages.form import FileField, Form, TextField
from bot.slack.ids import ViewNote
from bot.slack.shown import Shown, ShownField
from bot.slack.views import modal
from handlers.event import Command, Posted, Submitted
from tests.slack.payloads import Json, posted, reader, submitted

CLIP = File(id="F1", name="clip.mp4", media="video/mp4", size=2_048, link="https://a.slack.com/files/U/F1/c")
SENT: Json = {
    "id": "F1",
    "name": "clip.mp4",
    "title": "My clip",
    "mimetype": "video/mp4",
    "filetype": "mp4",
    "size": 2_048,
    "mode": "hosted",
    "permalink": "https://a.slack.com/files/U/F1/c",
}


def heard(body: Json) -> Any:
    found = reader().read(body)
    assert found is not None
    return found.event


def to_the_bot(text: str, *files: Json) -> Json:
    return posted(text, channel="D1", channel_type="im", subtype="file_share", files=list(files))


def test_a_file_comes_with_the_message_and_needs_no_words() -> None:
    found = heard(to_the_bot("", SENT))
    assert isinstance(found, Posted)
    assert (found.text, found.files) == ("", (CLIP,))


def test_a_message_without_files_has_none() -> None:
    assert heard(posted("a", files=None)).files == ()


def test_what_is_sent_to_the_bot_with_a_file_is_no_command() -> None:
    assert isinstance(heard(to_the_bot("handoff notes", SENT)), Posted)
    assert isinstance(heard(to_the_bot("handoff notes")), Command)


@pytest.mark.parametrize(
    ("told", "file"),
    [
        ({"id": "F1", "file_access": "check_file_info"}, File(id="F1", name="File")),
        ({"id": "F1", "name": None, "title": "Plan", "size": None}, File(id="F1", name="Plan")),
    ],
    ids=["from another workspace", "with holes"],
)
def test_a_file_that_slack_says_little_of_is_one_all_the_same(told: Json, file: File) -> None:
    assert heard(to_the_bot("", told)).files == (file,)


@pytest.mark.parametrize("mode", ["tombstone", "hidden_by_limit"])
def test_a_file_that_is_gone_is_none(mode: str) -> None:
    assert heard(to_the_bot("", {**SENT, "mode": mode})).files == ()


def test_a_form_holds_the_ids_and_the_facts_beside_them() -> None:
    state = {
        "recording:0": {"recording": {"type": "file_input", "files": [SENT, {**SENT, "id": "F2"}]}},
        "more:0": {"more": {"type": "file_input", "files": []}},
    }
    found = heard(submitted(state))
    assert isinstance(found, Submitted)
    assert found.values == {"recording": ("F1", "F2"), "more": ()}
    assert [one.id for one in found.files["recording"]] == ["F1", "F2"]
    assert "more" not in found.files


FIELDS = (TextField(name="summary", label="Where it stands"), FileField(name="recording", label="Recording"))


def test_files_that_were_put_in_stay_when_the_form_is_drawn_again() -> None:
    held = ShownField(block_id="recording:0", value=("F1",), files=(CLIP,))
    there = Shown(draw=2, fields={"recording": held})
    drawn = modal(Form(name="f", title="Form", fields=FIELDS), shown=there)
    block = next(one for one in drawn["blocks"] if one["element"]["type"] == "file_input")
    assert block["block_id"] == "recording:0"
    assert ViewNote(form="f", token="", draw=3).text() == drawn["private_metadata"]


def test_a_file_field_says_how_many_it_takes() -> None:
    field = FileField(
        name="recording", label="Recording", most=3, hint="A clip of two minutes", required=True
    )
    (block,) = modal(Form(name="f", title="Form", fields=(field,)))["blocks"]
    assert block["element"] == {"type": "file_input", "action_id": "recording", "max_files": 3}
    assert (block["hint"]["text"], block["optional"]) == ("A clip of two minutes", False)
