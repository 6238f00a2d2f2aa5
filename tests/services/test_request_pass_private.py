"""Which region of a private team a request was passed on to is told to that team's members alone."""

from typing import Any

import pytest

from bot.domain.identity import RequestId, TeamId
from bot.services import request_pass
from bot.services.person_export import WITHHELD, export
from storage import people
from tests.services.asking import asks, meets, replies, withdraws
from tests.services.given import Relay, at, channel, told, user

PRIVATE, PUBLIC = "Passed on: ", "Passed on to Berlin: "
ENOUGH = "you need not answer any more."


async def passed(relay: Relay, kind: Any = "private", *, where: str = "") -> None:
    """Sam asks Maya and Arjun, who is in no team; then it goes to Lena, in the channel of Borealis."""
    await relay.store.transact(people.place, channel("borealis", kind=kind))
    await relay.team("lena", "maya", "sam", name="borealis")
    await meets(relay, "arjun")
    await relay.until(at("maya", "Mon 12:00"))
    await asks(relay, "sam", "maya", "arjun", where=where)
    await relay.until(at("maya", "Wed 13:00"))
    number: TeamId = (await relay.whole("borealis")).id
    answer = await relay.store.transact(
        request_pass.pass_on, user("sam"), RequestId(1), team=number, now=relay.now
    )
    assert told(answer).startswith("Passed on to Berlin: it stands in the channel")
    await relay.delivers()


async def reads(relay: Relay, name: str) -> str:
    return await relay.stands(f"ask/1/{(await relay.person(name)).id}")


@pytest.mark.parametrize(
    ("kind", "outside"), [("private", PRIVATE), ("public", PUBLIC)], ids=["private", "public"]
)
async def test_who_was_asked_and_is_not_in_the_team_reads_no_region_of_a_private_one(
    relay: Relay, kind: str, outside: str
) -> None:
    await passed(relay, kind)
    assert f"{PUBLIC}{ENOUGH}" in await reads(relay, "maya")
    assert f"{outside}{ENOUGH}" in await reads(relay, "arjun")
    assert told(await replies(relay, "arjun", RequestId(1), "Yes.")).startswith(f"{outside}this needs no")


async def test_another_channel_than_the_teams_says_no_region_of_a_private_one(relay: Relay) -> None:
    await passed(relay, where="here")
    assert f"{PRIVATE}nothing is left to do here." in await relay.stands("ask_here/1")


async def test_an_export_withholds_it_from_whoever_is_not_in_the_team(relay: Relay) -> None:
    await passed(relay)
    found = {
        name: (await relay.store.read(export, (await relay.person(name)).id, now=relay.now))["requests"]
        for name in ("maya", "arjun")
    }
    assert {name: one[0]["passed_to"] for name, one in found.items()} == {
        "maya": "Berlin",
        "arjun": WITHHELD,
    }


async def test_who_has_left_the_team_reads_no_region_of_it_any_more(relay: Relay) -> None:
    await passed(relay)
    for name in ("maya", "sam"):
        await relay.leaves(name, channel_name="borealis")
    assert "Berlin" not in await reads(relay, "maya")
    assert f"{PRIVATE}nothing is left" in await relay.stands("ask_receipt/1")
    assert told(await withdraws(relay, "sam", RequestId(1))).startswith("Passed on already")
