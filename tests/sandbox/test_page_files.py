"""Files picked on the page: sent with a message, put into a form, shown again."""

from io import BytesIO

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.page import uploads
from tests.sandbox.listener import Listener
from tests.sandbox.page import Browser
from tests.sandbox.shapes import input_block, modal


async def test_a_file_goes_with_a_message_and_is_shown_in_it(
    browser: Browser, box: Sandbox, bot: Listener
) -> None:
    kept = await browser.sends_file("mia", "plan <1>.txt", b"the plan")
    assert kept["name"] == "plan <1>.txt"
    assert (await browser.act("mia", "post", place="bot", text="", files=[kept["id"]]))["ok"]
    await box.settled()
    (event,) = bot.events("message")
    assert (event["subtype"], event["files"][0]["id"]) == ("file_share", kept["id"])
    (seen,) = (await browser.screen("mia", "bot"))["messages"]
    (file,) = seen["files"]
    assert (file["name"], file["mimetype"], file["size"]) == ("plan <1>.txt", "text/plain", 8)
    async with browser.session.get(browser.page.url.rstrip("/") + file["url"]) as answer:
        assert await answer.read() == b"the plan"
        assert answer.headers["Content-Security-Policy"] == "sandbox"


async def test_a_file_is_put_into_a_form(browser: Browser, box: Sandbox, bot: Listener) -> None:
    view = box.workspace.views.open(
        browser.id("mia"), modal(input_block("clip", {"type": "file_input", "max_files": 1}, optional=True))
    )
    kept = await browser.sends_file("mia", "clip.mp4", b"moving", "video/mp4")
    values = {"clip": {"clip": [kept["id"]]}}
    await browser.act("mia", "choose", view=view.id, block_id="clip", action_id="clip", value=[kept["id"]])
    assert (await browser.screen("mia"))["views"][0]["state"] == values
    assert (await browser.act("mia", "submit", view=view.id, values=values))["ok"]
    (sent,) = bot.acts("view_submission")
    assert [one["id"] for one in sent["view"]["state"]["values"]["clip"]["clip"]["files"]] == [kept["id"]]


async def test_nobody_sends_anothers_file(browser: Browser) -> None:
    kept = await browser.sends_file("lena", "hers.txt", b"hers")
    told = await browser.act("mia", "post", place="relay", text="mine", files=[kept["id"]])
    assert told["trouble"] == "That is not a file of theirs."


async def test_a_page_among_the_files_is_saved_and_never_opened(browser: Browser) -> None:
    kept = await browser.sends_file("mia", "page.html", b"<script>1</script>", "text/html")
    async with browser.session.get(f"{browser.page.url}file/{kept['id']}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    async with browser.session.get(f"{browser.page.url}file/F404") as answer:
        assert (answer.status, await answer.json()) == (404, {"trouble": "There is no such file."})


@pytest.mark.parametrize(
    ("size", "status", "says"),
    [(0, 400, "big.bin is empty."), (uploads.LARGEST + 1, 413, "big.bin is larger than 64 MB.")],
    ids=["empty", "too large"],
)
async def test_an_empty_file_and_one_too_large_are_refused(
    browser: Browser, size: int, status: int, says: str
) -> None:
    form = aiohttp.FormData()
    form.add_field("file", BytesIO(bytes(size)), filename="big.bin")
    where = f"{browser.page.url}api/file?as={browser.id('mia')}"
    async with browser.session.post(where, data=form) as answer:
        assert (answer.status, await answer.json()) == (status, {"trouble": says})
