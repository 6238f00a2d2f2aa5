"""Who may ask the page for what: this machine alone, the page itself, in words that it understands."""

import asyncio
import json
import socket
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox, SteppedClock
from sandbox.page import Page
from tests.sandbox.page import Browser, NotedClockwork

JSON = {"Content-Type": "application/json"}


async def test_the_page_and_its_files_are_served_fresh_and_load_nothing_from_elsewhere(
    browser: Browser,
) -> None:
    async with browser.session.get(browser.page.url) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    kinds = {"main.js": "javascript", "favicon.svg": "image/svg+xml"}
    for name, kind in kinds.items():
        async with browser.session.get(f"{browser.page.url}static/{name}") as answer:
            assert kind in answer.headers["Content-Type"]
            assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "body", "headers", "status", "says"),
    [
        ("api/act", "{", JSON, 400, "That is no JSON"),
        ("api/act", b"\xff", JSON, 400, "That is no JSON"),
        ("api/act", "[" * 100_000, JSON, 400, "That is no JSON"),
        ("api/act", "[]", JSON, 400, "Send one JSON object"),
        ("api/act", "{}", {"Content-Type": "text/plain"}, 415, "Send JSON"),
        ("api/act", "{}", JSON, 400, "Unable to extract tag"),
        ("api/act", {"do": "dance"}, JSON, 400, "Input tag 'dance'"),
        ("api/act", {"do": "seen", "as": "U000000001"}, JSON, 400, "seen.in: Field required"),
        ("api/act", {"do": "seen", "as": 1, "in": "C000000001"}, JSON, 400, "seen.as: Input should be"),
        ("api/act", {"do": "seen", "as": "U1", "in": "C1", "x": 1}, JSON, 400, "seen.x: Extra inputs"),
        ("api/act", {"do": "seen", "as": "U404", "in": "C000000001"}, JSON, 404, "Nobody here"),
        ("api/act", {"do": "seen", "as": "U000000003", "in": "C000000002"}, JSON, 404, "Sam Ortiz is in no"),
        ("api/act", '{"do": "open_home", "as": "\\ud800"}', JSON, 400, "That is no JSON"),
        ("api/act", " " * 600_000, JSON, 413, "Request Entity Too Large"),
        ("api/clock", {"do": "rewind"}, JSON, 400, "do: Input should be 'pause', 'step' or 'run'"),
        ("api/play", {"as": "U404"}, JSON, 404, "Nobody here"),
        ("api/play", {}, JSON, 400, "as: Field required"),
        ("api/file?as=U404", b"", {}, 404, "Nobody here"),
        ("api/file?as=U000000001", "{}", JSON, 415, "Send the file as a form"),
        ("api/screen", "{}", JSON, 405, "Method Not Allowed"),
        ("api/nothing", "{}", JSON, 404, "Not Found"),
    ],
    ids=[
        "half", "no UTF-8", "deep", "a list", "as text", "nothing", "an unknown act", "a missing part",
        "a wrong type", "a part too many", "nobody", "another's channel", "half a letter", "too much",
        "back in time", "playing nobody", "playing nothing", "a file of nobody's", "no file",
        "a wrong method", "no such address",
    ],
)  # fmt: skip
async def test_what_cannot_be_understood_is_refused_in_words(
    browser: Browser, path: str, body: Any, headers: dict[str, str], status: int, says: str
) -> None:
    sent = body if isinstance(body, str | bytes) else json.dumps(body)
    async with browser.session.post(f"{browser.page.url}{path}", data=sent, headers=headers) as answer:
        assert answer.status == status
        assert (await answer.json())["trouble"].startswith(says)


@pytest.mark.parametrize("path", ["static/../server.py", "static/%2e%2e/server.py", "static/nothing.js"])
async def test_nothing_but_the_pages_own_files_is_served(browser: Browser, path: str) -> None:
    port = int(browser.page.url.split(":")[2].strip("/"))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
    assert (await reader.readline()).split()[1] in (b"403", b"404")
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 200),
    ],
    ids=["another host", "one that looks like it", "another origin", "an unknown origin", "no browser"],
)
async def test_another_site_can_neither_read_nor_act(
    browser: Browser, headers: dict[str, str], status: int
) -> None:
    where = f"{browser.page.url}api/clock"
    async with browser.session.post(where, json={"do": "pause"}, headers=headers) as answer:
        assert answer.status == status
    assert browser.clockwork.told == ([] if status == 403 else ["pause"])


async def test_another_host_reads_nothing(browser: Browser) -> None:
    async with browser.session.get(browser.page.url, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403


async def test_the_page_itself_may_act(browser: Browser) -> None:
    origin = {"Origin": browser.page.url.rstrip("/")}
    where = f"{browser.page.url}api/clock"
    async with browser.session.post(where, json={"do": "step"}, headers=origin) as answer:
        assert await answer.json() == {"ok": True}


async def test_it_listens_on_this_machine_alone(browser: Browser) -> None:
    assert browser.page.url.startswith("http://127.0.0.1:")


async def test_a_port_that_is_taken_is_an_error_and_the_next_start_is_free(
    box: Sandbox, clock: SteppedClock
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        page = Page(box, NotedClockwork(clock=clock), port)
        with pytest.raises(OSError, match="address already in use"):
            await page.start()
    await page.start()
    assert page.url == f"http://127.0.0.1:{port}/"
    await page.stop()


async def test_the_clock_is_stepped_run_and_paused_from_the_page(browser: Browser) -> None:
    for do in ("step", "run", "pause"):
        assert await browser.post("/api/clock", {"do": do}) == (200, {"ok": True})
    assert browser.clockwork.told == ["step", "run", "pause"]
    assert (await browser.screen("mia"))["now"] == "2026-11-02T09:00:00Z"


async def test_somebody_is_played_and_nobody_again(browser: Browser) -> None:
    assert (await browser.post("/api/play", {"as": browser.id("lena")}))[0] == 200
    people = (await browser.screen("mia"))["people"]
    assert [one["name"] for one in people if one["played"]] == ["lena"]
    await browser.post("/api/play", {"as": None})
    assert browser.clockwork.told == [f"playing {browser.id('lena')}", "playing None"]


async def test_every_change_is_told_to_an_open_page_and_close_ones_as_one(browser: Browser) -> None:
    async with browser.session.get(f"{browser.page.url}api/live") as feed:
        assert feed.content_type == "text/event-stream"
        version = await browser.hears(feed)
        assert version == (await browser.screen("mia"))["version"]
        for number in range(50):
            await browser.box.person("mia").post("relay", f"{number}")
        told = [await browser.hears(feed)]
        while told[-1] < version + 50:
            told.append(await browser.hears(feed))
        assert told == sorted(told)
        assert len(told) < 5
        await browser.post("/api/clock", {"do": "step"})
        assert await browser.hears(feed) > told[-1]


async def test_an_open_page_does_not_keep_the_server_from_ending(box: Sandbox, clock: SteppedClock) -> None:
    page = Page(box, NotedClockwork(clock=clock))
    await page.start()
    async with aiohttp.ClientSession() as session, session.get(f"{page.url}api/live") as feed:
        await feed.content.readline()
        async with asyncio.timeout(0.5):
            await page.stop()
