"""A late objection while people are away or gone: who is waited for, and what is said of it."""

import pytest

from bot.services import away, forget, person
from tests.services.deciding import closes, objects, proposes, stands, votes
from tests.services.given import Relay, at, profile, user


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work; in Berlin it is six."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def off(relay: Relay, name: str, days: str) -> None:
    await relay.store.transact(away.said, user(name), days, now=relay.now)


async def adopted(relay: Relay, *who: str) -> None:
    one = await proposes(relay, "sam", *who)
    await votes(relay, who[0], "approve")
    await closes(relay, one)


async def test_where_everyone_is_away_it_waits_for_who_is_back_first(relay: Relay) -> None:
    await adopted(relay, "lena", "maya")
    await off(relay, "lena", "4 nov - 20 nov")
    await off(relay, "maya", "4 nov - 13 nov")
    await objects(relay, "lena")
    one = await stands(relay)
    assert one.closes_at == one.fair_at == at("maya", "Mon 11:45", week=2)
    assert one.left_out == (), "Maya is waited for, and Lena has voted"
    said = await relay.stands("decision/1")
    assert "fair to all who are there: Maya has had eight working hours for it by then." in said


async def test_where_nobody_is_back_in_time_nothing_is_said_of_their_hours(relay: Relay) -> None:
    await adopted(relay, "lena")
    await off(relay, "lena", "4 nov - 18 dec")
    await objects(relay, "lena")
    text = await relay.stands("decision/1")
    assert "Closes Wed 4 Nov" in text
    assert "working hours" not in text


async def test_who_has_voted_and_is_away_is_not_said_to_have_had_their_hours(relay: Relay) -> None:
    await adopted(relay, "maya", "lena")
    await relay.until(at("lena", "Wed 10:00"))
    await off(relay, "maya", "4 nov - 20 nov")
    await objects(relay, "lena")
    text = await relay.stands("decision/1")
    told = "24 hours after it was opened again. By then everyone who is there has had eight working hours"
    assert f"fair to all who are there: {told}" in text
    assert "all who decide have had" not in text


async def test_who_was_forgotten_and_has_not_voted_decides_no_more_and_sets_no_close(relay: Relay) -> None:
    await adopted(relay, "maya", "lena")
    await relay.store.transact(forget.forget, (await relay.person("lena")).id, now=relay.now)
    await relay.until(at("maya", "Fri 12:00"))
    await objects(relay, "maya")
    one = await stands(relay)
    assert (one.asked, one.silent) == (1, ())


async def test_nor_does_who_was_deactivated(relay: Relay) -> None:
    await adopted(relay, "maya", "lena")
    gone = [profile("lena", eligible=False)]
    await relay.store.transact(person.profiles_changed, gone, now=relay.now)
    await objects(relay, "maya")
    one = await stands(relay)
    assert (one.asked, one.left_out) == (1, ())
