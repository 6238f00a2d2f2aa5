"""What the page shows of one person's screen."""

from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox, SteppedClock
from tests.sandbox.conftest import START
from tests.sandbox.page import Browser, Json
from tests.sandbox.shapes import modal, plain, section, text_input


def words(screen: Json) -> list[str]:
    return [one["text"] for one in screen["messages"]]


async def test_a_screen_shows_whose_it_is_where_they_are_and_when_it_is(browser: Browser) -> None:
    screen = await browser.screen("mia")
    assert screen["me"] == {
        "id": browser.id("mia"), "name": "mia", "real_name": "Mia Chen", "tz": "Australia/Sydney"
    }  # fmt: skip
    assert (screen["now"], screen["mode"], screen["busy"]) == ("2026-11-02T08:00:00Z", "paused", False)
    assert screen["next"] == {"at": "2026-11-02T09:00:00Z", "what": "An hour passes"}
    assert screen["open"]["name"] == "relay"
    assert screen["bot"]["name"] == "Sunrelay"


async def test_everyone_has_the_conversations_they_are_in_and_the_one_with_the_bot(browser: Browser) -> None:
    found = {
        who: [(one["name"], one["kind"]) for one in (await browser.screen(who))["conversations"]]
        for who in ("mia", "sam")
    }
    assert found == {
        "mia": [
            ("relay", "public"), ("secret", "private"), ("elsewhere", "public"), ("hidden", "private"),
            ("Sunrelay", "direct"),
        ],
        "sam": [("relay", "public"), ("Sunrelay", "direct")],
    }  # fmt: skip


async def test_the_strip_shows_everyones_local_time_night_and_work(browser: Browser) -> None:
    people = (await browser.screen("lena"))["people"]
    kept = ("name", "city", "offset", "local", "day", "night", "working", "hours")
    assert [tuple(one[key] for key in kept) for one in people] == [
        ("mia", "Sydney", 660, "19:00", "Mon 2 Nov", False, False, "mon-fri 09:00-17:00"),
        ("lena", "Berlin", 60, "09:00", "Mon 2 Nov", False, False, "mon-fri 09:00-17:00"),
        ("sam", "Los Angeles", -480, "00:00", "Mon 2 Nov", True, False, "mon-fri 09:00-17:00"),
    ]


async def test_a_message_says_who_wrote_it_when_and_whether_it_is_ones_own(browser: Browser) -> None:
    await browser.box.person("lena").post("relay", "Hello @mia")
    (seen,) = (await browser.screen("mia", "relay"))["messages"]
    assert (seen["name"], seen["mine"], seen["bot"], seen["edited"]) == ("Lena Vogel", False, False, False)
    assert seen["at"] == "2026-11-02T08:00:00Z"
    assert seen["text"] == f"Hello <@{browser.id('mia')}>"
    screen = await browser.screen("lena", "relay")
    assert screen["messages"][0]["mine"]
    assert screen["users"][browser.id("mia")] == "Mia Chen"


async def test_replies_stand_in_their_thread_and_a_broadcast_one_in_the_channel_too(
    browser: Browser, client: AsyncWebClient
) -> None:
    lena = browser.box.person("lena")
    first = await lena.post("relay", "first")
    await lena.post("relay", "below", thread_ts=first.ts)
    where = browser.box.channel("relay").id
    await client.chat_postMessage(channel=where, text="for all", thread_ts=first.ts, reply_broadcast=True)
    screen = await browser.screen("mia", "relay", thread=first.ts)
    assert [(one["text"], one["replies"], one["broadcast"]) for one in screen["messages"]] == [
        ("first", 2, False),
        ("for all", 0, True),
    ]
    assert words(screen["thread"]) == ["first", "below", "for all"]
    assert (await browser.screen("mia", "relay", thread="1.000000"))["thread"] is None


async def test_what_only_one_person_is_shown_stands_among_their_messages_alone(
    browser: Browser, client: AsyncWebClient
) -> None:
    where = browser.box.channel("relay").id
    await browser.box.person("lena").post("relay", "before")
    await client.chat_postEphemeral(channel=where, user=browser.id("mia"), text="for your eyes")
    await browser.box.person("lena").post("relay", "after")
    mias = await browser.screen("mia", "relay")
    assert words(mias) == ["before", "for your eyes", "after"]
    assert [one["ephemeral"] for one in mias["messages"]] == [False, True, False]
    assert words(await browser.screen("lena", "relay")) == ["before", "after"]


async def test_unread_counts_what_others_wrote_since_one_has_looked(browser: Browser) -> None:
    lena = browser.box.person("lena")
    await lena.post("relay", "one")
    await browser.box.person("mia").post("relay", "my own")
    await lena.post("relay", "two")
    await lena.post("secret", "three")

    async def unread() -> tuple[dict[str, int], int]:
        screen = await browser.screen("mia")
        counts = {one["name"]: one["unread"] for one in screen["conversations"] if one["unread"]}
        return counts, next(one["unread"] for one in screen["people"] if one["name"] == "mia")

    assert await unread() == ({"relay": 2, "secret": 1}, 3)
    await browser.act("mia", "seen", place="relay")
    assert await unread() == ({"secret": 1}, 1)
    await lena.delete(browser.box.messages("secret")[0])
    await lena.post("relay", "four")
    assert await unread() == ({"relay": 1}, 1)
    assert "acted" not in browser.clockwork.told


async def test_the_name_of_a_private_channel_is_told_to_its_members_alone(browser: Browser) -> None:
    secret = browser.box.channel("secret").id
    assert secret in (await browser.screen("lena"))["channels"]
    assert secret not in (await browser.screen("sam"))["channels"]


async def test_commands_and_message_shortcuts_are_those_of_the_manifest(browser: Browser) -> None:
    screen = await browser.screen("mia")
    assert screen["commands"] == [
        {"name": "/handoff", "usage": "[a line]", "description": "Write what you leave"}
    ]
    assert screen["shortcuts"] == [{"callback_id": "add", "name": "Add to my hand-off"}]


async def test_the_home_and_open_forms_are_shown_with_what_they_hold(
    browser: Browser, client: AsyncWebClient
) -> None:
    mia = browser.box.person("mia")
    assert (await browser.screen("mia"))["home"] is None
    await client.views_publish(user_id=mia.id, view={"type": "home", "blocks": [section("My day")]})
    options = [{"text": plain(name), "value": name} for name in ("fine", "blocked")]
    select = {"type": "static_select", "action_id": "a", "options": options, "initial_option": options[0]}
    browser.box.workspace.views.open(
        mia.id,
        modal(
            text_input("state", initial_value="so far"),
            {**section("Mood"), "block_id": "b", "accessory": select},
        ),
    )
    screen = await browser.screen("mia")
    assert screen["home"]["blocks"][0]["text"]["text"] == "My day"
    (form,) = screen["views"]
    assert (form["title"], form["submit"], form["close"]) == ("Hand-off", "Send", "Cancel")
    assert form["state"] == {"state": {"state": "so far"}, "b": {"a": "fine"}}
    assert form["errors"] == {}
    assert (await browser.screen("lena"))["views"] == []


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ({"as": "U404"}, 404, "Nobody here"),
        ({"as": "USLACKBOT"}, 404, "Nobody here"),
        ({"as": "U000000004"}, 404, "Nobody here"),
        ({"as": "U000000003", "in": "C000000002"}, 404, "Sam Ortiz is in no conversation"),
        ({"as": "U000000003", "in": "D404"}, 404, "Sam Ortiz is in no conversation"),
        ({"as": "U000000003", "most": "0"}, 400, "most: a number from 1 to 1000"),
        ({"as": "U000000003", "most": "²"}, 400, "most: a number from 1 to 1000"),
    ],
    ids=[
        "an unknown person", "a bot", "one without an account", "another's channel", "no channel",
        "no messages", "no number",
    ],
)  # fmt: skip
async def test_what_is_not_there_is_refused_in_words(
    browser: Browser, query: dict[str, str], status: int, says: str
) -> None:
    async with browser.session.get(f"{browser.page.url}api/screen", params=query) as answer:
        assert answer.status == status
        assert (await answer.json())["trouble"].startswith(says)


async def test_who_has_just_come_sees_the_screen_of_whoever_is_played(browser: Browser) -> None:
    for who in ("U000000003", "U000000001"):
        async with browser.session.post(f"{browser.page.url}api/play", json={"as": who}) as answer:
            assert answer.status == 200
        async with browser.session.get(f"{browser.page.url}api/screen") as answer:
            assert (await answer.json())["me"]["id"] == who


async def test_a_busy_channel_is_shown_newest_last_and_the_rest_when_asked_for(
    browser: Browser, box: Sandbox, clock: SteppedClock
) -> None:
    lena = box.person("lena")
    for number in range(1_000):
        clock.move_to(START + timedelta(seconds=number))
        await lena.post("relay", f"number {number}: @mia and @sam, see https://example.com/{number}")
    screen = await browser.screen("mia", "relay")
    assert (len(screen["messages"]), screen["earlier"]) == (100, 900)
    assert words(screen)[-1].startswith("number 999")
    more = await browser.screen("mia", "relay", most="1000")
    assert (len(more["messages"]), more["earlier"]) == (1000, 0)
