"""A file sent to the bot is shown again where it is read: once, to nobody else, and never whole in memory."""

import tracemalloc
from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, TenantRef, UserRef
from bot.messages.document import Document, say
from bot.messages.letter import Letter
from bot.services.platform import Outcome, Refused, Sent, Throttled, Unknown
from bot.slack.carry import trusted
from bot.slack.sender import SlackSender
from bot.slack.uploads import holds, tagged
from bot.slack.web import Web
from sandbox import File as Stored
from sandbox import Message, Person, Sandbox
from tests.slack.test_sender import EPOCH, letter, place, sent

MB = 1_000_000
SUMMARY = "Lena's *clip* for <!channel>: why the `queue` stops"


async def given(lena: Person, content: bytes | int = b"frames") -> Stored:
    """Lena has sent the bot a file."""
    file = lena.upload("clip.mp4", content)
    await lena.post(None, "", files=[file])
    return file


def showing(file: Stored, to: UserRef | Place, **more: Any) -> Letter:
    document = Document(blocks=(say(SUMMARY),), summary=SUMMARY, kind="file")
    neutral = File(id=file.id, name=file.name, media=file.mimetype, size=file.content.size)
    made = {"key": "file/1", "document": document, "file": neutral, **more}
    return Letter(tenant=TenantRef(platform="slack", id=to.tenant), to=to, **made)


async def outcome(web: Web, one: Letter, known: Mapping[str, MessageRef] | None = None) -> Outcome:
    return await SlackSender(web).send(one, known=known or {})


def files(box: Sandbox) -> list[Message]:
    return [one for one in box.messages("relay") if one.files and one.by_bot]


async def test_it_is_shown_in_the_thread_with_plain_words_above_it(
    sandbox: Sandbox, web: Web, lena: Person
) -> None:
    file = await given(lena)
    first = await sent(SlackSender(web), letter(place(sandbox), key="digest/1"))
    shown = await outcome(web, showing(file, place(sandbox), under="digest/1"), {"digest/1": first})
    assert isinstance(shown, Sent)
    (message,) = files(sandbox)
    assert (shown.message.id, message.thread_ts) == (message.ts, first.id)
    assert sandbox.read(message) == f"{SUMMARY}\n[file: clip.mp4]"
    again = sandbox.workspace.files.found(message.files[0]["id"])
    assert again.content.digest == file.content.digest
    assert again.id != file.id


async def test_it_is_shown_to_one_person_too(sandbox: Sandbox, web: Web, lena: Person) -> None:
    file, maya = await given(lena), sandbox.person("maya")
    to = UserRef(platform="slack", tenant=sandbox.app.team_id, id=maya.id)
    assert isinstance(await outcome(web, showing(file, to)), Sent)
    assert maya.dms[-1].files[0]["title"] == "clip.mp4"


async def test_a_trace_that_no_platform_has_yet_is_shown_byte_for_byte(sandbox: Sandbox, web: Web) -> None:
    trace = "KeyError: <rate> & *é* 🙂\n" * 900
    neutral = File(id="trace:1", name="trace.txt", media="text/plain", size=1, text=trace)
    document = Document(blocks=(say(SUMMARY),), summary=SUMMARY, kind="ask_file")
    to = place(sandbox)
    one = Letter(
        key="ask_file/1",
        tenant=TenantRef(platform="slack", id=to.tenant),
        to=to,
        document=document,
        file=neutral,
    )
    assert isinstance(await outcome(web, one), Sent)
    (message,) = files(sandbox)
    assert message.files[0]["title"] == "trace.txt"
    held = sandbox.workspace.files.found(message.files[0]["id"]).content
    assert b"".join(held.pieces()).decode() == trace
    assert "files.info" not in [method for method, _ in sandbox.calls][:2], "there is nothing to fetch"


async def test_an_upload_of_a_trace_that_slack_throttles_is_sent_later(sandbox: Sandbox, web: Web) -> None:
    neutral = File(id="trace:1", name="trace.txt", text="x")
    document = Document(blocks=(say(SUMMARY),), summary=SUMMARY, kind="ask_file")
    to = place(sandbox)
    one = Letter(
        key="ask_file/1",
        tenant=TenantRef(platform="slack", id=to.tenant),
        to=to,
        document=document,
        file=neutral,
    )
    sandbox.faults.fail("files.upload", status=500)
    assert not isinstance(await outcome(web, one), Sent | Refused)
    assert isinstance(await outcome(web, one), Sent)
    assert len(files(sandbox)) == 1


async def test_a_file_of_a_form_is_shown_too(sandbox: Sandbox, web: Web, lena: Person) -> None:
    file = lena.upload("clip.mp4", b"frames")
    sandbox.workspace.files.hand_over([file.id])
    assert isinstance(await outcome(web, showing(file, place(sandbox))), Sent)


async def test_fifty_megabytes_are_never_held_whole(sandbox: Sandbox, lena: Person) -> None:
    patient = Web(api_url=sandbox.api_url, token=sandbox.bot_token, timeout=5)
    file = await given(lena, 50 * MB)
    assert file.content.digest  # reckoned before, so that it costs nothing here
    tracemalloc.start()
    shown = await outcome(patient, showing(file, place(sandbox)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    await patient.close()
    assert isinstance(shown, Sent), shown
    assert most < 12 * MB
    assert files(sandbox)[0].files[0]["size"] == 50 * MB


async def test_a_larger_one_is_left_where_it_is(sandbox: Sandbox, web: Web, lena: Person) -> None:
    file = await given(lena, 50 * 1024 * 1024 + 1)
    assert await outcome(web, showing(file, place(sandbox))) == Refused(why="larger than 50 MB")
    assert "files.getUploadURLExternal" not in [method for method, _ in sandbox.calls]


async def test_a_file_that_is_gone_is_refused(sandbox: Sandbox, web: Web, lena: Person) -> None:
    unseen = lena.upload("clip.mp4", b"x")
    assert await outcome(web, showing(unseen, place(sandbox))) == Refused(why="file_not_found")


async def test_what_leads_to_the_sign_in_page_is_not_uploaded(
    sandbox: Sandbox, web: Web, lena: Person
) -> None:
    file = await given(lena)
    sandbox.faults.fail("files.download", status=302)
    assert await outcome(web, showing(file, place(sandbox))) == Refused(why="not handed out: 302")
    assert files(sandbox) == []


@pytest.mark.parametrize(
    "method", ["files.info", "files.getUploadURLExternal", "files.completeUploadExternal"]
)
async def test_too_many_calls_wait_their_turn(sandbox: Sandbox, web: Web, lena: Person, method: str) -> None:
    file = await given(lena)
    sandbox.faults.throttle(method, retry_after=7)
    assert isinstance(await outcome(web, showing(file, place(sandbox))), Throttled)
    assert files(sandbox) == []


@pytest.mark.parametrize("what", ["files.download", "files.upload"])
@pytest.mark.parametrize("how", ["status", "cut"])
async def test_bytes_that_do_not_come_through_are_sent_another_time(
    sandbox: Sandbox, web: Web, lena: Person, what: str, how: str
) -> None:
    one, sender = showing(await given(lena), place(sandbox)), SlackSender(web)
    if how == "status":
        sandbox.faults.fail(what, status=503)
    else:
        sandbox.faults.reset(what, times=None)  # the client asks for it twice by itself
    assert isinstance(await sender.send(one, known={}), Unknown | Throttled)
    sandbox.faults.clear()
    assert await sender.find(one, known={}, since=EPOCH) is None
    assert isinstance(await sender.send(one, known={}), Sent)
    assert len(files(sandbox)) == 1


@pytest.mark.parametrize("thread", [False, True], ids=["in the channel", "in a thread"])
async def test_one_whose_answer_was_lost_is_found_and_not_sent_twice(
    sandbox: Sandbox, web: Web, lena: Person, thread: bool
) -> None:
    first = await sent(SlackSender(web), letter(place(sandbox), key="digest/1"))
    known, under = {"digest/1": first}, "digest/1" if thread else ""
    other = showing(await given(lena), place(sandbox), key="file/0", under=under)
    assert isinstance(await outcome(web, other, known), Sent)
    sandbox.faults.lose_answer("files.completeUploadExternal", how="status")
    sender, one = SlackSender(web), showing(await given(lena), place(sandbox), under=under)
    assert isinstance(await sender.send(one, known=known), Unknown)
    found = await sender.find(one, known=known, since=EPOCH)
    assert isinstance(found, Sent)
    assert found.message.id == files(sandbox)[-1].ts
    assert len(files(sandbox)) == 2


async def test_one_that_is_slow_to_appear_is_waited_for(sandbox: Sandbox, web: Web, lena: Person) -> None:
    file = await given(lena)
    # The first call asks for the file itself; the second says nothing yet of where the upload is.
    sandbox.faults.share_late(times=2)
    assert isinstance(await outcome(web, showing(file, place(sandbox))), Sent)


async def test_one_that_does_not_appear_is_looked_for_and_not_sent_twice(
    sandbox: Sandbox, web: Web, lena: Person
) -> None:
    one, sender = showing(await given(lena), place(sandbox)), SlackSender(web, waits=(0.0,))
    sandbox.faults.share_late(times=None)
    assert isinstance(await sender.send(one, known={}), Unknown)
    assert isinstance(await sender.find(one, known={}, since=EPOCH), Unknown)
    sandbox.faults.clear()
    assert isinstance(await sender.find(one, known={}, since=EPOCH), Sent)
    assert len(files(sandbox)) == 1


API = "https://slack.com/api/"


@pytest.mark.parametrize(
    ("url", "api", "goes"),
    [
        ("https://files.slack.com/files-pri/T-F/a", API, True),
        ("https://slack.com/x", API, True),
        ("https://files.slack.com:443/x", API, True),
        ("http://127.0.0.1:9000/files-pri/a", "http://127.0.0.1:9000/api/", True),
        ("http://127.0.0.1:9001/files-pri/a", "http://127.0.0.1:9000/api/", False),
        ("http://files.slack.com/x", API, False),
        ("https://files.slack.com:8443/x", API, False),
        ("https://evilslack.com/x", API, False),
        ("https://files.slack.com.evil.example/x", API, False),
        ("https://evil.example/files.slack.com", API, False),
        ("https://files.slack.com@evil.example/x", API, False),
        ("https://me@files.slack.com/x", API, False),
        ("https://[bad/x", API, False),
        ("", API, False),
        ("/files-pri/a", API, False),
    ],
)
def test_the_token_goes_to_slack_alone(url: str, api: str, goes: bool) -> None:
    assert trusted(url, api) == goes


@pytest.mark.parametrize("name", ["clip.mp4", "no suffix", ".hidden", "a/b.txt", "", "x" * 300 + ".mov"])
def test_an_upload_is_known_by_its_letters_key(name: str) -> None:
    message = {"files": [{"name": tagged(name, "file/1")}]}
    assert holds(message, "file/1")
    assert not holds(message, "file/2")
    assert not holds({"files": [{"id": "F1"}]}, "file/1")
    assert "/" not in tagged(name, "file/1")
    assert len(tagged(name, "file/1")) <= 140


def test_an_upload_keeps_its_kind() -> None:
    assert tagged("clip.mp4", "file/1").endswith(".mp4")
