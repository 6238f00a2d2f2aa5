"""Whoever leaves a private channel is asked no more of what stands there, and hears no more of it."""

from typing import Literal

import pytest

from bot.domain.identity import RequestId
from bot.domain.request import Request
from bot.messages.answer import Ask
from bot.services import request, request_open, team
from bot.services.platform import Channel
from bot.services.request_whom import Facts
from storage import people
from tests.services.asking import ABOUT, meets, replies, stands
from tests.services.given import Relay, at, channel, profile, told, user

EVERYONE = ("sam", "maya", "lena", "arjun")


async def asked(relay: Relay, *to: str, kind: Literal["public", "private"] = "private") -> Request:
    """By Sam, in the channel, as it is noon in New York and evening in Berlin."""
    await relay.store.transact(people.place, channel("atlas", kind=kind))
    await relay.team("sam", "maya", "lena")
    await meets(relay, "arjun")
    await relay.until(at("maya", "Mon 12:15"))
    where = Channel(
        place=channel("atlas", kind=kind), name="atlas", kind=kind, members=tuple(map(user, EVERYONE))
    )
    opening = await relay.store.transact(
        request_open.open_form, user("sam"), text="", channel=where, now=relay.now
    )
    assert isinstance(opening, Ask)
    await relay.store.transact(
        request.sent,
        user("sam"),
        token=opening.form.token,
        values={"about": ABOUT, "need": "One.", "to": tuple(user(one).id for one in to), "where": "here"},
        facts=Facts(profiles=[profile(one) for one in to], channel=where),
        now=relay.now,
    )
    await relay.delivers()
    return await stands(relay, RequestId(1))


async def leaves(relay: Relay, name: str) -> None:
    await relay.store.transact(team.left_channel, user(name), place=channel("atlas"), now=relay.now)
    await relay.delivers()


async def waits_on(relay: Relay, name: str) -> str:
    return told(await relay.store.read(request.listed, user(name), now=relay.now))


@pytest.mark.parametrize("who", ["lena", "arjun"], ids=["of the team", "of no team"])
async def test_who_has_left_neither_gets_nor_lists_nor_answers_it(relay: Relay, who: str) -> None:
    one = await asked(relay, who, "maya")
    await leaves(relay, who)
    assert "Nothing waits on you" in await waits_on(relay, who)
    assert "asked somebody else" in told(await replies(relay, who, one.id, "The first."))
    await relay.until(at("maya", "Wed 23:00"))
    reached = [each for each in await relay.posted(to=who) if each.state == "sent" and ABOUT in each.text]
    assert reached == []
    assert "Sam asks Maya" in await relay.stands("ask_here/1")


async def test_what_they_had_of_it_says_nothing_of_it_any_more(relay: Relay) -> None:
    await asked(relay, "lena", "maya")
    await relay.until(at("lena", "Tue 09:01"))
    [note] = await relay.posted("note", to="lena")
    assert ABOUT in note.text
    await leaves(relay, "lena")
    assert ABOUT not in await relay.stands(note.key)


async def test_a_private_message_of_it_is_replaced(relay: Relay) -> None:
    one = await asked(relay, "arjun", "maya")
    await relay.until(at("arjun", "Tue 09:01"))
    await relay.delivers()
    key = f"ask/{one.id}/{(await relay.person('arjun')).id}"
    assert ABOUT in await relay.stands(key)
    await leaves(relay, "arjun")
    assert "in a private channel that you have left" in await relay.stands(key)
    await replies(relay, "maya", one.id, "The second.")
    assert "The second." not in await relay.stands(key)


async def test_who_has_never_been_in_the_team_is_asked_all_the_same(relay: Relay) -> None:
    one = await asked(relay, "arjun", "maya")
    assert told(await replies(relay, "arjun", one.id, "The first.")).startswith("Answered.")


async def test_what_stands_in_a_public_channel_stays_theirs(relay: Relay) -> None:
    one = await asked(relay, "lena", "maya", kind="public")
    await leaves(relay, "lena")
    assert "Sam: answer expected by" in await waits_on(relay, "lena")
    assert told(await replies(relay, "lena", one.id, "The first.")).startswith("Answered.")
