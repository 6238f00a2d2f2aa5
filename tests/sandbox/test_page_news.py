"""What has just happened, as one person's screen tells it: what they can open, else whom to become."""

from datetime import timedelta

import pytest

from sandbox.page import Happened
from tests.sandbox.conftest import START
from tests.sandbox.page import Browser, Json

AT = START + timedelta(minutes=15)


def happened(browser: Browser, where: str, what: str, *, who: str = "", you: str = "") -> Happened:
    """Where: a channel, or the handle of whoever was written to alone."""
    names = {channel.name for channel in browser.box.workspace.rooms.all.values()}
    channel = browser.box.channel(where).id if where in names else browser.box.person(where).dm
    mentioned = browser.id(who) if who else ""
    return Happened(at=AT, what=what, channel=channel, ts="1.000000", who=mentioned, you=you)


async def told(browser: Browser, who: str) -> Json:
    news: Json = (await browser.screen(who))["news"]
    return news


async def test_before_anything_has_happened_there_is_no_news(browser: Browser) -> None:
    assert await told(browser, "mia") is None


async def test_whom_it_reached_is_told_so_and_where_to_see_it(browser: Browser) -> None:
    asked = happened(browser, "mia", "Mia was asked", who="mia", you="Sunrelay asked you")
    browser.clockwork.lately = [asked]
    assert await told(browser, "mia") == {
        "at": "2026-11-02T08:15:00Z",
        "what": "Sunrelay asked you",
        "in": browser.box.person("mia").dm,
        "ts": "1.000000",
        "thread": "",
        "as": browser.id("mia"),
    }


@pytest.mark.parametrize("reader", ["lena", "sam"])
async def test_whoever_cannot_see_it_is_told_whom_to_become(browser: Browser, reader: str) -> None:
    browser.clockwork.lately = [
        happened(browser, "mia", "Mia was asked", who="mia", you="Sunrelay asked you")
    ]
    news = await told(browser, reader)
    assert (news["what"], news["as"]) == ("Mia was asked", browser.id("mia"))


async def test_what_came_to_one_alone_goes_before_what_all_can_see(browser: Browser) -> None:
    browser.clockwork.lately = [
        happened(browser, "relay", "Berlin has its digest"),
        happened(browser, "lena", "Lena has a note", who="lena", you="Sunrelay wrote your note"),
    ]
    found = {who: await told(browser, who) for who in ("mia", "lena")}
    assert {who: one["what"] for who, one in found.items()} == {
        "mia": "Berlin has its digest",
        "lena": "Sunrelay wrote your note",
    }
    assert {who: one["as"] for who, one in found.items()} == {who: browser.id(who) for who in found}


async def test_of_a_private_channel_others_are_told_who_is_in_it(browser: Browser) -> None:
    browser.clockwork.lately = [happened(browser, "secret", "Berlin has its digest")]
    assert (await told(browser, "sam"))["as"] == browser.id("mia")
    assert (await told(browser, "lena"))["as"] == browser.id("lena")
