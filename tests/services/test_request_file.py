"""Files of a request stand under each message that tells of it, each once, and follow that message."""

import pytest

from bot.domain.handoff import File
from bot.domain.identity import RequestId
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.form import ChoicesField, Form, Value
from bot.services import line, request, request_open
from bot.services.request_whom import Facts
from tests.services.asking import ABOUT, atlas, opened, replies, stands, withdraws
from tests.services.given import Relay, at, profile, told, user

TRACE = File(id="F1;@/#", name="trace.txt", size=21_000, link="https://x.example/f/1")
SHOT = File(id="F2", name="screen.png", size=400_000)


async def sends(
    relay: Relay, form: Form, *to: str, uploads: tuple[File, ...] = (), **values: Value
) -> Answer:
    """Sam is stuck, and puts these files into the form."""
    filled: dict[str, Value] = {"shape": "stuck", "about": ABOUT, "tried": "Twice."}
    return await relay.store.transact(
        request.sent,
        user("sam"),
        token=form.token,
        values={**filled, "to": tuple(user(one).id for one in to), **values},
        facts=Facts(
            profiles=[profile(one) for one in to], channel=atlas() if values.get("where") == "here" else None
        ),
        files=uploads,
        now=relay.now,
    )


async def stuck(relay: Relay, *to: str, files: tuple[File, ...] = (TRACE,), **values: Value) -> Form:
    """At noon in New York; in Berlin it is evening."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    form = await opened(relay, "sam", here=values.get("where") == "here")
    assert told(await sends(relay, form, *to, uploads=files, **values)).startswith("Sent.")
    return form


async def shown(relay: Relay) -> list[tuple[str, str, str]]:
    """What was put under which message, and what became of it."""
    return [(one.letter.under, one.text, one.state) for one in await relay.posted("ask_file")]


async def key_of(relay: Relay, name: str) -> str:
    return f"ask/1/{(await relay.person(name)).id}"


async def test_a_file_stands_whole_under_the_message_which_names_it(relay: Relay) -> None:
    await stuck(relay, "maya", files=(TRACE, SHOT))
    await relay.delivers()
    key = await key_of(relay, "maya")
    assert "trace.txt (21 kB) and screen.png (391 kB), in the thread" in await relay.stands(key)
    assert await shown(relay) == [
        (key, "From Sam: trace.txt (21 kB)", "sent"),
        (key, "From Sam: screen.png (391 kB)", "sent"),
    ]
    assert [one.letter.file for one in await relay.posted("ask_file")] == [TRACE, SHOT]


async def test_who_reads_it_in_a_note_finds_it_under_that_once(relay: Relay) -> None:
    await stuck(relay, "lena", "maya")
    await relay.until(at("maya", "Wed 09:05"))
    [note, _] = [one for one in await relay.posted("note", to="lena") if ABOUT in one.text]
    assert [one[0] for one in await shown(relay)] == [await key_of(relay, "maya"), note.key]
    assert len([one for one in await relay.posted("note", to="maya") if ABOUT in one.text]) == 1, "reminded"


async def test_in_a_channel_it_stands_in_the_thread(relay: Relay) -> None:
    await stuck(relay, "maya", where="here")
    await relay.delivers()
    assert await shown(relay) == [("ask_here/1", "From Sam: trace.txt (21 kB)", "sent")]


async def test_what_was_sent_to_the_bot_before_can_be_ticked(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    await relay.store.transact(line.keep, user("sam"), files=[SHOT, TRACE], now=relay.now)
    form = await opened(relay, "sam")
    assert form.named("files") is None, "a question takes none"
    again = await relay.store.transact(
        request_open.redraw, user("sam"), token=form.token, name="shape", value="stuck", values={}
    )
    assert isinstance(again, Ask)
    field = again.form.named("files")
    assert isinstance(field, ChoicesField)
    assert [one.text for one in field.choices] == ["screen.png (391 kB)", "trace.txt (21 kB)"]
    await sends(relay, form, "maya", uploads=(SHOT,), files=("1",))
    assert (await stands(relay, RequestId(1))).content.files == (TRACE, SHOT)


async def test_what_was_put_into_a_form_that_is_to_be_mended_is_listed_and_ticked(relay: Relay) -> None:
    await relay.team("maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    form = await opened(relay, "sam")
    answer = await sends(relay, form, "maya", uploads=(TRACE,), tried="")
    assert isinstance(answer, Fix)
    assert (answer.values["files"], answer.values["uploads"]) == (("0",), ())
    await sends(relay, form, "maya", files=answer.values["files"])
    assert (await stands(relay, RequestId(1))).content.files == (TRACE,)


async def test_more_files_than_are_shown_are_too_many(relay: Relay) -> None:
    await relay.team("maya", "sam")
    form = await opened(relay, "sam")
    many = tuple(File(id=f"F{number}", name="x.log") for number in range(6))
    answer = await sends(relay, form, "maya", uploads=many)
    assert isinstance(answer, Fix)
    assert answer.errors["uploads"].startswith("These are 6 files. Send at most 5 along")


async def test_a_file_that_is_refused_is_told_of_in_its_place_once(relay: Relay) -> None:
    await stuck(relay, "maya")
    await relay.delivers(refuses="ask_file/")
    assert [(one[1], one[2]) for one in await shown(relay)] == [
        ("From Sam: trace.txt (21 kB)", "dead"),
        (
            "trace.txt (21 kB) from Sam could not be shown here. Ask Sam for it, or for a link.",
            "sent",
        ),
    ]


@pytest.mark.parametrize("became", ["answered", "withdrawn"])
async def test_a_file_that_has_not_left_when_nobody_waits_any_more_never_does(
    relay: Relay, became: str
) -> None:
    await stuck(relay, "maya")
    if became == "answered":
        await replies(relay, "maya", RequestId(1), "Yes.")
    else:
        await withdraws(relay, "sam", RequestId(1))
    await relay.delivers()
    assert [one[2] for one in await shown(relay)] == ["dropped"]


async def test_where_the_channel_takes_no_message_it_follows_the_private_one(relay: Relay) -> None:
    await stuck(relay, "maya", where="here")
    await relay.delivers(refuses="ask_here/")
    assert [(one[0], one[2]) for one in await shown(relay)] == [
        ("ask_here/1", "dropped"),
        (await key_of(relay, "maya"), "sent"),
    ]


async def test_sent_again_with_another_file_that_is_shown_too(relay: Relay) -> None:
    form = await stuck(relay, "maya")
    assert told(await sends(relay, form, "maya", uploads=(TRACE, SHOT))).startswith("Changed.")
    await relay.delivers()
    assert [one[1] for one in await shown(relay)] == [
        "From Sam: trace.txt (21 kB)",
        "From Sam: screen.png (391 kB)",
    ]


async def test_sent_again_after_a_reminder_only_another_file_is_shown_where_it_first_stood(
    relay: Relay,
) -> None:
    form = await stuck(relay, "lena", "maya")
    await relay.until(at("maya", "Wed 09:05"))
    before = await shown(relay)
    assert len([one for one in await relay.posted("note", to="lena") if ABOUT in one.text]) == 2, "reminded"
    await sends(relay, form, "lena", "maya", uploads=(TRACE,), tried="Three times.")
    assert await shown(relay) == before
    await sends(relay, form, "lena", "maya", uploads=(TRACE, SHOT), tried="Three times.")
    added = [one[:2] for one in await shown(relay) if one not in before]
    under = {one[0] for one in before}
    assert sorted(added) == sorted((one, "From Sam: screen.png (391 kB)") for one in under)


async def test_asked_again_it_takes_the_same_along(relay: Relay) -> None:
    await stuck(relay, "maya")
    await withdraws(relay, "sam", RequestId(1))
    again = await relay.store.transact(request_open.open_again, user("sam"), RequestId(1), now=relay.now)
    assert isinstance(again, Ask)
    assert again.form.values["files"] == ("0",)
