"""The form that is opened with a trace out of a message: what it holds, what it says, and what is kept."""

import pytest

from bot.domain.handoff import File
from bot.messages.answer import Ask
from bot.messages.document import plain_text
from bot.messages.form import ChoicesField, Form, Note
from bot.messages.request_trace import Picked
from bot.services import request_open, request_trace
from bot.services.forget import forget
from tests.services.asking import asks, meets, newest, sends, stands, withdraws
from tests.services.given import Relay, at, told, user
from tests.services.test_forget import dump

LINK = "https://x.example/p1"
LONG = (
    "Traceback:\n"
    + "  in <module>\n" * 750
    + "  in the umbra\n"
    + "  in <module>\n" * 750
    + "KeyError: <rate>"
)
SHOT = File(id="F2", name="screen.png", size=400_000)


async def picks(relay: Relay, picked: Picked) -> Form:
    await meets(relay, "sam", "maya")
    answer = await relay.store.transact(
        request_trace.open_form, user("sam"), picked, channel=None, now=relay.now
    )
    assert isinstance(answer, Ask), answer
    return answer.form


async def redrawn(relay: Relay, form: Form, shape: str) -> Form:
    answer = await relay.store.transact(
        request_open.redraw,
        user("sam"),
        token=form.token,
        name="shape",
        value=shape,
        values={"about": "It stops.", "error": form.values["error"]},
    )
    assert isinstance(answer, Ask)
    return answer.form


def notes(form: Form) -> str:
    """What it says between its fields."""
    spans = [
        getattr(block, "spans", ()) for one in form.fields if isinstance(one, Note) for block in one.blocks
    ]
    return "\n".join(map(plain_text, spans))


@pytest.mark.parametrize(
    ("picked", "about", "error"),
    [
        (Picked(own=True, text="It stops."), "It stops.", ""),
        (Picked(own=True, text="a\n  b"), "", "a\n  b"),
        (Picked(own=True, text="It stops.\n```\n  a\n```\nSo?"), "It stops.\nSo?", "  a"),
        (Picked(own=False, text="It stops.\n```\n  a\n```"), "", "  a"),
        (Picked(own=False, text="KeyError: x"), "", "KeyError: x"),
        (Picked(own=True, text="It\nstops.", files=(SHOT,)), "It\nstops.", ""),
        (Picked(own=True, text="It\nstops.", unread=(SHOT,)), "It\nstops.", ""),
        (Picked(own=False, text="It stops.", files=(SHOT,), said="KeyError"), "", "KeyError"),
        (Picked(own=False, kept_out=True, link=LINK), "", ""),
        (Picked(own=False), "", ""),
    ],
    ids=[
        "a line of one's own",
        "lines",
        "fenced",
        "a colleague's fenced",
        "a colleague's line",
        "with a file",
        "with a file that cannot be had",
        "a colleague's file",
        "kept out",
        "nothing",
    ],
)
async def test_it_holds_what_was_said_and_what_went_wrong(
    relay: Relay, picked: Picked, about: str, error: str
) -> None:
    form = await picks(relay, picked)
    values = form.values
    assert (values["shape"], values["about"], values["error"]) == ("stuck", about, error)
    assert values["links"] == picked.link


@pytest.mark.parametrize("more", [0, 1], ids=["it fits", "one character more"])
async def test_what_does_not_fit_its_field_goes_along_as_a_file(relay: Relay, more: int) -> None:
    trace = "\n" + "x" * (2999 + more)
    form = await picks(relay, Picked(text=f"```\n{trace}\n```"))
    assert (form.named("files") is not None) is bool(more)
    assert (len(form.values["error"]) < 1300) is bool(more)
    assert ("The trace (3,001 characters) goes along whole, as trace.txt" in notes(form)) is bool(more)


async def test_it_goes_with_the_request_and_comes_back_with_ask_again(relay: Relay) -> None:
    form = await picks(relay, Picked(own=True, text=LONG, link=LINK, files=(SHOT,), said="x"))
    assert form.values["error"] == "x", "words beside a file are no trace"
    form = await picks(relay, Picked(own=True, text=f"```{LONG}```", link=LINK, files=(SHOT,)))
    assert "1 file of that message goes along whole" in notes(form)
    assert told(await sends(relay, "sam", form, "maya", tried="Twice.")).startswith("Sent.")
    asked = await relay.store.read(newest)
    assert asked is not None
    assert [one.text for one in asked.content.files] == [LONG, ""]
    assert asked.content.links == (LINK,)
    await relay.delivers()
    assert [one.letter.file.text for one in await relay.posted("ask_file") if one.letter.file] == [LONG, ""]
    await withdraws(relay, "sam", asked.id)
    again = await relay.store.transact(request_open.open_again, user("sam"), asked.id, now=relay.now)
    assert isinstance(again, Ask)
    assert (again.form.values["files"], again.form.values["links"]) == (("0", "1"), LINK)
    await sends(relay, "sam", again.form, "maya", tried="Thrice.")
    anew = await relay.store.read(newest)
    assert anew is not None
    assert anew.content.files == asked.content.files
    assert (await stands(relay, asked.id)).state == "withdrawn"


@pytest.mark.parametrize("own", [True, False], ids=["one's own", "a colleague's"])
async def test_an_open_form_keeps_nothing_of_what_fits_into_it(relay: Relay, own: bool) -> None:
    form = await picks(relay, Picked(own=own, text="The umber gate\n```KeyError: quartz```"))
    assert form.values["error"] == "KeyError: quartz"
    for text in (await relay.store.read(dump)).values():
        assert "umber" not in text
        assert "quartz" not in text


async def test_another_shape_and_back_loses_nothing(relay: Relay) -> None:
    form = await picks(relay, Picked(own=True, text=f"```{LONG}```"))
    assert "trace.txt" not in notes(await redrawn(relay, form, "review"))
    again = await redrawn(relay, form, "stuck")
    assert "goes along whole, as trace.txt" in notes(again)
    field = again.named("files")
    assert isinstance(field, ChoicesField)
    assert [one.text for one in field.choices] == ["trace.txt (21 kB)"]
    assert again.values["error"] == form.values["error"]
    assert again.values["files"] == ("0",)


async def test_words_longer_than_the_first_field_are_shown_below_in_every_shape_and_called_the_messages(
    relay: Relay,
) -> None:
    form = await picks(relay, Picked(own=True, text="It stops. " * 300 + "```\nKeyError\n```"))
    assert "What that message says is longer than the 2,000 characters" in notes(form)
    for shape in ("review", "stuck"):
        assert "What that message says is longer" in notes(await redrawn(relay, form, shape))


async def test_of_a_long_trace_and_five_files_as_many_are_ticked_as_go_along(relay: Relay) -> None:
    files = tuple(File(id=f"F{one}", name=f"{one}.log") for one in range(1, 6))
    form = await picks(relay, Picked(own=True, text=f"```{LONG}```", files=files))
    assert form.values["files"] == ("0", "1", "2", "3", "4")
    assert "1 more is listed under “Files to send along” and not ticked" in notes(form)
    assert "4 files of that message go along whole" in notes(form)
    answer = await sends(relay, "sam", form, "maya", about="It stops.", tried="Twice.")
    assert told(answer).startswith("Sent.")


@pytest.mark.parametrize("text", ["It stops.\n```\nKeyError\n```", f"```{LONG}```"], ids=["short", "long"])
async def test_opened_later_by_its_button_it_says_that_the_words_are_gone(relay: Relay, text: str) -> None:
    form = await picks(relay, Picked(own=True, text=text))
    answer = await relay.store.transact(request_open.resume, user("sam"), token=form.token, now=relay.now)
    assert isinstance(answer, Ask)
    assert "use “I'm stuck on this” on it once more" in notes(answer.form)
    assert "stand below" not in notes(answer.form)
    assert ("still goes along" in notes(answer.form)) is ("files" in answer.form.values and len(text) > 3000)
    await redrawn(relay, form, "stuck")
    kept = await relay.store.transact(request_open.resume, user("sam"), token=form.token, now=relay.now)
    assert isinstance(kept, Ask)
    assert kept.form.values["about"] == "It stops."
    assert "once more" not in notes(kept.form), "it holds what was typed"


async def test_what_was_left_out_says_how_to_bring_it(relay: Relay) -> None:
    form = await picks(relay, Picked(unread=(SHOT,), link=LINK))
    assert "I cannot fetch screen.png (391 kB) from where that message stands. Download it" in notes(form)
    form = await picks(relay, Picked(kept_out=True, link=LINK))
    assert "I took no word of it: only its link" in notes(form)
    assert "paste the trace yourself" in notes(form)


async def test_once_it_is_sent_the_next_form_holds_nothing_of_it(relay: Relay) -> None:
    form = await picks(relay, Picked(own=True, text=f"```{LONG}```"))
    await sends(relay, "sam", form, "maya", about="It stops.", tried="Twice.")
    answer = await relay.store.transact(request_open.resume, user("sam"), token=form.token, now=relay.now)
    assert isinstance(answer, Ask)
    assert "trace.txt" not in notes(answer.form)
    assert "error" not in answer.form.values


async def test_whoever_is_forgotten_has_left_nothing_of_it_sent_or_not(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    form = await picks(relay, Picked(own=True, text=f"```{LONG}```"))
    await picks(relay, Picked(own=True, text=f"```{LONG}```"))
    await sends(relay, "sam", form, "maya", "lena", about="It stops.", tried="Twice.")
    await relay.delivers()
    form = await picks(relay, Picked(own=True, text=f"```{LONG}```"))
    await sends(relay, "sam", form, "maya", about="It stops again.", tried="Twice.")
    asked = await asks(relay, "lena", "maya", about="Why is there an in <module> in it?")
    before = await relay.store.read(dump)
    assert {name for name, text in before.items() if "in the umbra" in text} == {
        "forms",
        "outbox",
        "requests",
    }
    await relay.store.transact(forget, (await relay.person("sam")).id, now=relay.now)
    after = await relay.store.read(dump)
    assert [name for name, text in after.items() if "KeyError: <rate>" in text or "umbra" in text] == []
    assert (await stands(relay, asked.id)).content.about == "Why is there an in <module> in it?"
    lena_asks = [one.text for one in await relay.posted("ask") if "Why is there" in one.text]
    assert any("in <module>" in one for one in lena_asks), "a line of it is anybody's"
