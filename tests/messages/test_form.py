"""A form finds its fields by name."""

import pytest

from bot.messages.document import say
from bot.messages.form import Field, Form, FormButton, Note, TextField

SUMMARY = TextField(name="summary", label="Where it stands")
MORE = FormButton(name="more", text="Add a step")
FORM = Form(name="handoff.submit", title="Hand-off", fields=(Note(blocks=(say("A note."),)), SUMMARY, MORE))


@pytest.mark.parametrize(
    ("name", "field"),
    [("summary", SUMMARY), ("more", MORE), ("", None), ("gone", None)],
    ids=["a field", "a button", "no name", "an unknown name"],
)
def test_a_field_is_found_by_its_name(name: str, field: Field | None) -> None:
    assert FORM.named(name) == field
