"""A digest tells what is open in its channel and what was decided since the last, and is kept current."""

from typing import Any

import pytest
from sqlalchemy import event

from bot.domain.identity import DecisionId, StepId
from bot.messages.answer import Ask
from bot.services import decision
from bot.services.decision_letters import gone
from bot.services.forget import forget
from storage import digest_decisions
from storage.forgetting import REMOVED
from storage.transaction import Tx
from tests.services.deciding import TITLE, closes, goes_on, objects, opened, proposes, sends, stands, votes
from tests.services.given import Posted, Relay, at, channel, told, user

OPEN = f"{TITLE}: Sam asks Maya to decide, closes "
ADOPTED = f"{TITLE}: adopted"
FIRST = DecisionId(1)


async def at_noon(relay: Relay) -> None:
    """New York is at work, Berlin is not any more."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def berlins(relay: Relay, day: str) -> Posted:
    """Berlin's digest of that day, which has something to say: San Francisco left it something."""
    before = {"Tue": "Mon", "Wed": "Tue", "Thu": "Wed"}[day]
    await relay.until(at("sam", f"{before} 17:20"))
    await relay.hands_over("sam", f"Left on {before}.", ("Watch the error rate", "awake"))
    await relay.until(at("lena", f"{day} 09:00"))
    found = [one for one in await relay.posted("digest", to="atlas") if "for Berlin" in one.text]
    assert f"Left on {before}." in found[-1].text
    return found[-1]


async def withdraws(relay: Relay, number: DecisionId) -> None:
    await relay.store.transact(decision.withdraw, user("sam"), number, now=relay.now)


async def test_what_is_open_stands_in_it_linked_and_then_with_what_came_of_it(relay: Relay) -> None:
    await at_noon(relay)
    one = await proposes(relay, "sam", "maya")
    tuesday = await berlins(relay, "Tue")
    assert "Decisions" in tuesday.text
    assert OPEN in tuesday.text
    assert f"key='decision/{one.id}'" in repr(tuesday.letter.document)
    await relay.until(at("maya", "Tue 10:00"))
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    said = await relay.stands(tuesday.key)
    assert ADOPTED in said
    assert OPEN not in said


async def test_what_was_decided_is_told_once_to_each_region(relay: Relay) -> None:
    await at_noon(relay)
    one = await proposes(relay, "sam", "maya")
    await berlins(relay, "Tue")
    await relay.until(at("maya", "Tue 10:00"))
    await objects(relay, "maya")
    await closes(relay, one)
    assert f"{TITLE}: not adopted, as somebody objected" in (await berlins(relay, "Wed")).text
    assert "Decisions" not in (await berlins(relay, "Thu")).text


async def test_decisions_alone_make_no_digest(relay: Relay) -> None:
    await at_noon(relay)
    one = await proposes(relay, "sam", "maya")
    await closes(relay, one)
    await relay.until(at("maya", "Thu 12:00"))
    assert await relay.posted("digest", "handover") == []


async def test_said_again_it_tells_of_the_same_ones(relay: Relay) -> None:
    await at_noon(relay)
    one = await proposes(relay, "sam", "maya")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    wednesday = await berlins(relay, "Wed")
    assert ADOPTED in wednesday.text
    await proposes(relay, "sam", "maya", title="Proposed later")
    await berlins(relay, "Thu")
    await relay.acts("lena", "pick_up", StepId(1))
    said = await relay.stands(wednesday.key)
    assert "picked up by Lena" in said
    assert ADOPTED in said
    assert "Proposed later" not in said


async def test_of_more_than_ten_the_rest_is_counted_and_what_is_decided_comes_first(relay: Relay) -> None:
    await at_noon(relay)
    for number in range(11):
        await proposes(relay, "sam", "maya", title=f"Number {number}.")
    await proposes(relay, "sam", "maya")
    tuesday = await berlins(relay, "Tue")
    rows = [f"Number {number}.: Sam asks Maya to decide, closes" for number in range(11)]
    assert [row in tuesday.text for row in rows] == [True] * 10 + [False]
    assert "and 2 more: /decide list" in tuesday.text
    await closes(relay, await stands(relay, 12))
    await proposes(relay, "sam", "maya", title="Proposed later")
    wednesday = (await berlins(relay, "Wed")).text
    assert wednesday.count("not adopted, as not enough agreed") == 10
    assert "Proposed later" not in wednesday
    assert "and 3 more: /decide list" in wednesday


async def test_what_was_taken_back_before_is_not_told_and_after_it_stands_so(relay: Relay) -> None:
    await at_noon(relay)
    one, two = [await proposes(relay, "sam", "maya", title=title) for title in ("First one", "Second one")]
    await withdraws(relay, one.id)
    tuesday = await berlins(relay, "Tue")
    assert "First one" not in tuesday.text
    assert "Second one: Sam asks Maya to decide, closes" in tuesday.text
    await withdraws(relay, two.id)
    assert "Second one: withdrawn" in await relay.stands(tuesday.key)
    assert "Decisions" not in (await berlins(relay, "Wed")).text


async def test_what_stands_in_another_channel_is_not_told(relay: Relay) -> None:
    await at_noon(relay)
    await proposes(relay, "sam", "maya")
    since = at("lena", "Mon 09:00")
    assert [
        one.id for one in await relay.store.read(digest_decisions.new, channel("atlas"), since=since)
    ] == [FIRST]
    assert await relay.store.read(digest_decisions.new, channel("borealis"), since=since) == []


async def test_whoever_asks_for_it_sees_them_too(relay: Relay) -> None:
    await at_noon(relay)
    await proposes(relay, "sam", "maya")
    assert "Nothing waits for Berlin right now." in told(await relay.asks_digest("lena"))
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Left on Monday.", ("Watch the error rate", "awake"))
    assert OPEN in told(await relay.asks_digest("lena"))
    assert await relay.store.read(digest_decisions.telling, FIRST) == []


async def test_a_refused_digest_has_told_of_nothing(relay: Relay) -> None:
    await at_noon(relay)
    await proposes(relay, "sam", "maya")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Left on Monday.", ("Watch the error rate", "awake"))
    await relay.until(at("lena", "Tue 08:59"))
    relay.clock.move_to(at("lena", "Tue 09:00"))
    await relay.tick(delivers=False)
    [key] = await relay.store.read(digest_decisions.telling, FIRST)
    await relay.delivers(refuses=key)
    assert await relay.store.read(digest_decisions.telling, FIRST) == []


async def test_whoever_is_forgotten_is_quoted_in_none(relay: Relay) -> None:
    await at_noon(relay)
    await proposes(relay, "sam", "maya")
    tuesday = await berlins(relay, "Tue")
    assert OPEN in tuesday.text
    await relay.store.transact(forget, (await relay.person("sam")).id, now=relay.now)
    await relay.until(at("lena", "Tue 09:30"))
    said = await relay.stands(tuesday.key)
    assert TITLE not in said
    assert f"{REMOVED}: withdrawn" in said


async def test_it_says_who_asks_whom_as_things_are(relay: Relay) -> None:
    await at_noon(relay)
    await proposes(relay, "sam", "sam", "maya", "lena")
    tuesday = await berlins(relay, "Tue")
    assert f"{TITLE}: Sam asks Lena and Maya to decide, closes " in tuesday.text
    await relay.store.transact(gone, (await relay.person("maya")).id, now=relay.now)
    await relay.until(at("lena", "Tue 09:30"))
    assert f"{TITLE}: Sam asks Lena to decide, closes " in await relay.stands(tuesday.key)


@pytest.mark.parametrize(
    ("whom", "told"), [("team:1", "Atlas"), ("each:1", "one of each region of Atlas")], ids=["all", "regions"]
)
async def test_a_team_is_named_and_not_its_members(relay: Relay, whom: str, told: str) -> None:
    await at_noon(relay)
    second = await goes_on(relay, "sam", await opened(relay, "sam"), team=whom)
    assert isinstance(second, Ask)
    await sends(relay, "sam", second.form)
    assert f"{TITLE}: Sam asks {told} to decide, closes " in (await berlins(relay, "Tue")).text


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_however_many_it_costs_one_statement_more(relay: Relay) -> None:
    await at_noon(relay)
    some = ("sam", "maya", "lena")
    none = await relay.store.read(_statements)
    await proposes(relay, "sam", *some)
    one = await relay.store.read(_statements)
    for number in range(9):
        await proposes(relay, "sam", *some, title=f"Number {number}.")
    assert await relay.store.read(_statements) == one == none + 1


def _statements(tx: Tx) -> int:
    ran: list[str] = []

    def counts(*happened: Any) -> None:
        ran.append(happened[2])

    event.listen(tx.connection, "before_cursor_execute", counts)
    digest_decisions.new(tx, channel("atlas"), since=at("lena", "Mon 09:00"))
    event.remove(tx.connection, "before_cursor_execute", counts)
    return len(ran)
