"""Files: private to where they were shared, fetched and uploaded as Slack has it, and shown by the app."""

import hashlib
import json
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import App, Person, Sandbox, User
from tests.sandbox.listener import Listener
from tests.sandbox.refusals import refusal_of

MB = 1_000_000


@pytest.fixture
def mia(box: Sandbox) -> Person:
    return box.person("mia")


async def fetched(box: Sandbox, url: str, token: str | None) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, await answer.read()


async def uploaded(client: AsyncWebClient, content: bytes, *, name: str = "clip.mp4") -> str:
    """Announce and send a file; its id."""
    told = await client.files_getUploadURLExternal(filename=name, length=len(content))
    async with aiohttp.ClientSession() as session, session.post(told["upload_url"], data=content) as answer:
        assert answer.status == 200, await answer.text()
    return str(told["file_id"])


async def completed(client: AsyncWebClient, file_id: str, **more: str) -> object:
    """Make a file of what was sent, and show it."""
    arguments = {"files": [{"id": file_id}], **more}
    return await client.api_call("files.completeUploadExternal", json=arguments)


async def test_a_file_that_was_only_picked_is_nobodys_business(mia: Person, client: AsyncWebClient) -> None:
    file = mia.upload("clip.mp4", b"x")
    assert await refusal_of(client.files_info(file=file.id)) == "file_not_found"


@pytest.mark.parametrize(("where", "kind"), [(None, "private"), ("relay", "public"), ("secret", "private")])
async def test_a_file_is_had_where_it_was_shared(
    mia: Person, client: AsyncWebClient, where: str | None, kind: str
) -> None:
    file = mia.upload("clip.mp4", b"x")
    said = await mia.post(where, "see", files=[file])
    told = (await client.files_info(file=file.id))["file"]
    assert told["shares"][kind][said.channel][0]["ts"] == said.ts


async def test_a_file_that_was_shared_where_the_app_is_not_is_not_had(
    mia: Person, client: AsyncWebClient
) -> None:
    file = mia.upload("clip.mp4", b"x")
    await mia.post("elsewhere", "see", files=[file])
    assert await refusal_of(client.files_info(file=file.id)) == "file_not_found"


async def test_it_is_fetched_with_the_bots_token_alone(
    box: Sandbox, mia: Person, client: AsyncWebClient
) -> None:
    file = mia.upload("notes.txt", b"what I tried")
    await mia.post(None, "", files=[file])
    told = (await client.files_info(file=file.id))["file"]
    for url in (told["url_private"], told["url_private_download"]):
        assert await fetched(box, url, box.bot_token) == (200, b"what I tried")
    for token in (None, "xoxb-made-up", box.app_token):
        status, page = await fetched(box, told["url_private"], token)
        assert (status, b"Sign in" in page) == (200, True)


async def test_without_the_scope_there_is_only_the_sign_in_page() -> None:
    app = App(scopes=frozenset({"chat:write", "im:history"}))
    async with Sandbox(app=app, users=[User(name="mia")]) as box:
        mia = box.person("mia")
        file = mia.upload("notes.txt", b"x")
        await mia.post(None, "", files=[file])
        url = f"{box.url}/files-pri/{box.app.team_id}-{file.id}/notes.txt"
        assert b"Sign in" in (await fetched(box, url, box.bot_token))[1]


async def test_a_large_file_is_made_up_and_the_same_each_time(box: Sandbox, mia: Person) -> None:
    file = mia.upload("clip.mp4", 3 * MB + 7)
    await mia.post(None, "", files=[file])
    url = f"{box.url}/files-pri/{box.app.team_id}-{file.id}/clip.mp4"
    status, content = await fetched(box, url, box.bot_token)
    assert (status, len(content)) == (200, 3 * MB + 7)
    assert hashlib.sha256(content).hexdigest() == file.content.digest


async def test_what_the_app_uploads_is_shown_in_a_thread_and_echoed(
    box: Sandbox, bot: Listener, mia: Person, client: AsyncWebClient
) -> None:
    first = await mia.post("relay", "the hand-off")
    file_id = await uploaded(client, b"x")
    told = await client.files_completeUploadExternal(
        files=[{"id": file_id, "title": "The clip"}],
        channel_id=first.channel,
        thread_ts=first.ts,
        blocks=json.dumps([{"type": "section", "text": {"type": "plain_text", "text": "From Mia"}}]),
    )
    assert told["files"] == [{"id": file_id, "title": "The clip"}]
    shown = mia.messages("relay")[-1]
    assert (shown.by_bot, shown.thread_ts) == (True, first.ts)
    assert mia.reads(shown) == "From Mia\n[file: The clip]"
    await box.settled()
    echo = bot.events("message")[-1]
    assert (echo["subtype"], echo["bot_id"], echo["files"][0]["id"]) == ("file_share", "B000000001", file_id)
    share = (await client.files_info(file=file_id))["file"]["shares"]["public"][first.channel][0]
    assert (share["ts"], share["thread_ts"]) == (shown.ts, first.ts)


async def test_a_comment_takes_the_place_of_blocks(mia: Person, client: AsyncWebClient) -> None:
    said = {"initial_comment": "*Look*", "blocks": json.dumps([{"type": "divider"}])}
    await completed(client, await uploaded(client, b"x"), channel_id=mia.dm, **said)
    assert mia.reads(mia.dms[-1]) == "*Look*\n[file: clip.mp4]"


async def test_where_it_was_shown_may_be_known_later(box: Sandbox, client: AsyncWebClient) -> None:
    channel = box.channel("relay").id
    file_id = await uploaded(client, b"x")
    await client.files_completeUploadExternal(files=[{"id": file_id}], channel_id=channel)
    box.faults.share_late(times=1)
    assert (await client.files_info(file=file_id))["file"]["shares"] == {}
    assert channel in (await client.files_info(file=file_id))["file"]["shares"]["public"]


async def test_without_a_channel_it_stays_private(client: AsyncWebClient) -> None:
    file_id = await uploaded(client, b"x")
    await client.files_completeUploadExternal(files=[{"id": file_id}])
    assert (await client.files_info(file=file_id))["file"]["shares"] == {}


Call = Callable[[Sandbox, AsyncWebClient], Awaitable[object]]


async def _not_sent(box: Sandbox, client: AsyncWebClient) -> object:
    told = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    return await client.files_completeUploadExternal(files=[{"id": told["file_id"]}])


async def _twice(box: Sandbox, client: AsyncWebClient) -> object:
    file_id = await uploaded(client, b"x")
    await completed(client, file_id)
    return await completed(client, file_id)


async def _to(channel: str, box: Sandbox, client: AsyncWebClient, **more: str) -> object:
    return await completed(client, await uploaded(client, b"x"), channel_id=box.channel(channel).id, **more)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda _box, client: client.files_getUploadURLExternal(filename="a", length=0), "missing_argument"),
        (
            lambda _box, client: client.files_getUploadURLExternal(filename="a", length=1_000 * MB + 1),
            "file_upload_size_restricted",
        ),
        (_not_sent, "file_not_found"),
        (_twice, "file_not_found"),
        (lambda box, client: _to("elsewhere", box, client), "not_in_channel"),
        (lambda box, client: _to("hidden", box, client), "channel_not_found"),
        (lambda box, client: _to("relay", box, client, thread_ts="1.000001"), "thread_not_found"),
        (lambda _box, client: client.files_completeUploadExternal(files=[]), "invalid_arguments"),
    ],
    ids=["empty", "giant", "not sent", "twice", "absent", "unseen", "no thread", "no files"],
)
async def test_an_upload_that_slack_would_not_take_is_refused(
    box: Sandbox, client: AsyncWebClient, call: Call, says: str
) -> None:
    assert await refusal_of(call(box, client)) == says


async def test_as_many_bytes_must_come_as_were_announced(client: AsyncWebClient) -> None:
    told = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    async with aiohttp.ClientSession() as session:
        for content, status in ((b"four", 400), (b"two", 200), (b"two", 404)):
            async with session.post(told["upload_url"], data=content) as answer:
                assert answer.status == status


async def test_the_bytes_may_come_as_a_form(client: AsyncWebClient) -> None:
    told = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    form = aiohttp.FormData()
    form.add_field("filename", b"two", filename="a.txt")
    async with aiohttp.ClientSession() as session, session.post(told["upload_url"], data=form) as answer:
        assert (answer.status, await answer.text()) == (200, "OK - 3")


async def test_fetching_and_sending_go_wrong_on_demand(
    box: Sandbox, mia: Person, client: AsyncWebClient
) -> None:
    file = mia.upload("a.txt", b"x")
    await mia.post(None, "", files=[file])
    box.faults.fail("files.download", status=503)
    url = f"{box.url}/files-pri/{box.app.team_id}-{file.id}/a.txt"
    assert (await fetched(box, url, box.bot_token))[0] == 503
    box.faults.fail("files.upload", status=500)
    with pytest.raises(AssertionError):
        await uploaded(client, b"x")
    box.faults.throttle("files.info", retry_after=7)
    with pytest.raises(SlackApiError) as throttled:
        await client.files_info(file=file.id)
    assert throttled.value.response.status_code == 429


def image(file_id: str) -> list[dict[str, object]]:
    return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "A day."}]


async def shown(client: AsyncWebClient, box: Sandbox, file_id: str) -> object:
    channel = box.channel("relay").id
    return await client.chat_postMessage(channel=channel, text="A day.", blocks=image(file_id))


async def test_a_block_shows_a_picture_of_the_apps_once_it_was_looked_at(
    box: Sandbox, client: AsyncWebClient
) -> None:
    file_id = await uploaded(client, b"x", name="day.png")
    assert await refusal_of(shown(client, box, file_id)) == "invalid_blocks"
    await completed(client, file_id)
    assert await refusal_of(shown(client, box, file_id)) == "invalid_blocks"
    box.faults.share_late()
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == ""
    assert await refusal_of(shown(client, box, file_id)) == "invalid_blocks"
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == "image/png"
    await shown(client, box, file_id)


async def test_a_block_shows_no_other_file(box: Sandbox, mia: Person, client: AsyncWebClient) -> None:
    clip = await uploaded(client, b"x")
    await completed(client, clip)
    await client.files_info(file=clip)
    picked = mia.upload("day.png", b"x")
    for file_id in (clip, picked.id, "F999999999", "nonsense"):
        assert await refusal_of(shown(client, box, file_id)) == "invalid_blocks"
