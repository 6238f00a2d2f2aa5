"""What is typed after the command and is longer than the first field: nothing of it is lost unseen."""

import pytest

from bot.messages.answer import Ask
from bot.messages.form import Form, Note
from bot.services import request_open
from bot.services.request_text import parted
from tests.services.asking import opened, sends
from tests.services.given import Relay, at, told, user

WORDS = " ".join(f"word{number}" for number in range(300))


def notes_of(form: Form) -> str:
    return f"{[one for one in form.fields if isinstance(one, Note)]}"


@pytest.mark.parametrize("before", ["", "@maya ", "@Atlas "], ids=["alone", "to a person", "to a team"])
async def test_the_end_that_did_not_fit_stands_in_the_form_whatever_shape_it_takes(
    relay: Relay, before: str
) -> None:
    await relay.team("sam", "maya")
    await relay.until(at("maya", "Mon 12:15"))
    form = await opened(relay, "sam", f"{before}{WORDS}")
    held, rest = parted(WORDS, 2000)
    assert form.values["about"] == held
    assert rest in notes_of(form)
    again = await relay.store.transact(
        request_open.redraw,
        user("sam"),
        token=form.token,
        name="shape",
        value="stuck",
        values={"about": "Shorter."},
    )
    assert isinstance(again, Ask)
    assert again.form.values["about"] == "Shorter."
    assert rest in notes_of(again.form)


async def test_what_fits_is_told_of_nowhere(relay: Relay) -> None:
    await relay.team("sam", "maya")
    await relay.until(at("maya", "Mon 12:15"))
    form = await opened(relay, "sam", "@maya which rate?")
    assert "did not fit" not in notes_of(form)
    assert told(await sends(relay, "sam", form, "maya")).startswith("Sent.")


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("one two", "one two", ""),
        ("one two three", "one two", "three"),
        ("one\ntwothree", "one", "twothree"),
        ("onetwothree", "onetwot", "hree"),
    ],
)
def test_it_is_parted_between_words_where_there_are_any(text: str, begins: str, ends: str) -> None:
    assert parted(text, 7) == (begins, ends)
