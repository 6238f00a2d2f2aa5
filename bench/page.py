"""The page in Chromium: how soon it is there, how soon a click is answered, how long a week takes."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

from playwright.async_api import Browser, Locator

from bench.measure import Figure
from bot.demo import browser as demo
from bot.demo.clockwork import DemoClockwork
from tests.browser import chromium
from tests.browser.someone import Someone

START = date(2026, 11, 2)
WEEK = timedelta(days=7)
STARTS = 5
ROUNDS = 6
PEOPLE = 5
MOST_EVENTS = 600

# What is promised, in milliseconds and seconds.
READY, ANSWERED, A_WEEK = 3_000.0, 300.0, 120.0

BARE = b"<!doctype html><title>bare</title><p data-ready>bare</p>"

# Press, and wait for a frame in which it is so; in milliseconds. told: what stands beside the clock.
PRESSED = """pressed => new Promise((done) => {
  const told = () => document.querySelector("#clock .told").textContent;
  const fields = () => document.querySelectorAll("dialog[open] input, dialog[open] select").length;
  const before = { told: told(), fields: fields() };
  const began = performance.now();
  const there = () => %s;
  const look = () => requestAnimationFrame(there() ? () => done(performance.now() - began) : look);
  pressed.click();
  look();
})"""
# What a round trip costs at least: the smallest file, and a frame.
ROUND_TRIP = """async () => {
  const began = performance.now();
  await (await fetch("/static/favicon.svg", { cache: "no-store" })).text();
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""


async def page(_: Path) -> list[Figure]:
    """What a stranger waits for. Without Chromium nothing, which is said."""
    program = chromium.installed()
    if program is None:
        print(
            f"NO CHROMIUM, SO THE PAGE WAS NOT MEASURED. To measure it: {chromium.INSTALL}", file=sys.stderr
        )
        return []
    async with chromium.browser(program) as browser:
        ready = await _ready(browser)
        async with demo.opened(START) as (served, clockwork):
            await clockwork.fly_to(demo.opening(START))
            someone = Someone(tab=await browser.new_page(viewport={"width": 1280, "height": 800}))
            await someone.opens(served.url)
            clicks, trips = await _clicks(someone)
            events, seconds = await _week(someone, clockwork)
            await someone.tab.close()
    trip, name = median(trips), f"{len(clicks)} clicks on the page"
    floor = events * trip / 1000
    return [
        ready,
        Figure(name=f"{name}, worst", value=max(clicks), unit="ms", floor=trip, bar=ANSWERED),
        Figure(name=f"{name}, p95", value=_p95(clicks), unit="ms", floor=trip, bar=ANSWERED),
        Figure(name=f"a week on it, {events} events", value=seconds, unit="s", floor=floor, bar=A_WEEK),
    ]


async def _week(someone: Someone, clockwork: DemoClockwork) -> tuple[int, float]:
    """How many events, and how many seconds until all were seen."""
    began, until, events = time.perf_counter(), clockwork.now + WEEK, 0
    while clockwork.now < until and events < MOST_EVENTS:
        await _next(someone)
        events += 1
    return events, time.perf_counter() - began


async def _ready(browser: Browser) -> Figure:
    """From the start of the program to the first screen; the floor: a server that has one bare page."""
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(STARTS):
        async with _bare() as (url, began):
            bare.append(await _loaded(browser, url, began))
        async with _program() as (url, began):
            ours.append(await _loaded(browser, url, began))
    name = "demo started until its page is ready"
    return Figure(name=name, value=median(ours), unit="ms", floor=median(bare), bar=READY)


async def _loaded(browser: Browser, url: str, began: float) -> float:
    tab = await browser.new_page()
    await tab.goto(url)
    await tab.wait_for_selector("[data-ready]", state="attached")
    took = (time.perf_counter() - began) * 1000
    await tab.close()
    return took


@asynccontextmanager
async def _program() -> AsyncIterator[tuple[str, float]]:
    """The demo as somebody starts it, its address, and when it was started."""
    began = time.perf_counter()
    command = (sys.executable, "-m", "bot", "demo", "--no-browser")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        yield next(word for word in line.split() if word.startswith("http")), began
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def _bare() -> AsyncIterator[tuple[str, float]]:
    began = time.perf_counter()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(BARE)}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode() + BARE)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", began
    finally:
        server.close()


async def _clicks(someone: Someone) -> tuple[list[float], list[float]]:
    """How long each click took until what it asks for was on the screen, and round trips among them."""
    clicks: list[float] = []
    trips: list[float] = []
    for number in range(ROUNDS):
        clicks += await _round(someone, number)
        trips += [await someone.tab.evaluate(ROUND_TRIP) for _ in range(5)]
    return clicks, trips


async def _round(someone: Someone, number: int) -> list[float]:
    """An event, places, people, the light, a thread, and a form with a choice that changes it."""
    tab = someone.tab
    took = [await _next(someone)]
    for kind in ("home", "direct", "public"):
        place = f"#places [data-kind={kind}]"
        took.append(await _click(tab.locator(place), _there(f"{place}[aria-current=page]")))
    for one in ((number + 1) % PEOPLE, number % PEOPLE):
        tile = f"#sky .tile:nth-child({one + 1})"
        took.append(await _click(tab.locator(tile), _there(f"{tile}[aria-pressed=true]")))
    light = "dark" if number % 2 else "light"
    took.append(
        await _click(tab.get_by_label("Light or dark"), _there(f"[data-theme]:not([data-theme={light}])"))
    )
    reply = tab.locator("#messages .message").last.get_by_label("Reply in thread")
    took.append(await _click(reply, _there("#thread:not([hidden])")))
    took.append(await _click(tab.get_by_label("Close the thread"), _there("#thread[hidden]")))
    return took + await _in_a_form(someone)


async def _in_a_form(someone: Someone) -> list[float]:
    """From the Home, where it can always be opened."""
    await someone.goes_to("home")
    write = someone.tab.locator(".home").get_by_role("button", name="Write hand-off", exact=True)
    took = [
        await _click(write, _there("dialog[open]")),
        await _click(someone.form.get_by_role("button", name="Add a step"), "fields() > before.fields"),
        await _click(someone.form.get_by_role("button", name="Cancel"), f"!{_there('dialog[open]')}"),
    ]
    await someone.goes_to("public")
    return took


async def _next(someone: Someone) -> float:
    """Let the next thing happen."""
    await someone.settled()
    return await _click(someone.tab.locator("[data-clock=next]:enabled"), "told() !== before.told")


async def _click(pressed: Locator, so: str) -> float:
    """Press it; returns how many milliseconds it took until it was so, an expression of the page's."""
    return float(await pressed.evaluate(PRESSED % so))


def _there(selector: str) -> str:
    return f'document.querySelector("{selector}")'


def _p95(took: Sequence[float]) -> float:
    return quantiles(took, n=20)[18]
