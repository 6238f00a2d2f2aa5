"""However many decisions there are, each closes once, at its instant, whichever process comes to it first."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from bot.domain.decision import Choice, Content, NewDecision, Vote, outcome
from bot.domain.identity import DecisionId, PersonId
from bot.services import decision_close
from schedules import timetable
from storage import decisions
from storage.tables import decisions as table
from storage.tables import outbox, timers
from storage.transaction import Tx
from tests.services.given import Relay, channel

MINUTE = timedelta(minutes=1)
CONTENT = Content(title="One rate", problem="Two apply.", proposal="The API's.")
CHOICES: tuple[Choice, ...] = ("approve", "approve", "approve", "abstain", "object")

# One of so many closes at one and the same instant, the others over two days.
AT_ONCE = 20
LATEST = timedelta(seconds=60)


def proposed(tx: Tx, who: list[PersonId], *, count: int, now: datetime, rng: Random) -> None:
    """All of them at once, each with some votes."""
    for number in range(count):
        closes_at = now + (600 if number == 0 else rng.randrange(1, 2880)) * MINUTE
        new = NewDecision(
            proposer=who[0],
            content=CONTENT,
            deciders=tuple(who),
            left_out=(),
            place=channel("atlas"),
            closes_at=closes_at,
            fair_at=closes_at,
            silence_consents=rng.random() < 0.5,
        )
        one = decisions.get(tx, decisions.add(tx, new, now=now))
        assert one is not None
        for voter in who:
            if rng.random() < 0.4:
                decisions.vote(tx, one.id, voter, Vote(choice=rng.choice(CHOICES), at=now, reason="So."))
        decision_close.plan(tx, one)


async def tick(relay: Relay, rng: Random) -> None:
    """Two processes at once, of which one may be stopped anywhere on its way."""
    both = [asyncio.create_task(timetable.run_due(relay.house)) for _ in range(2)]
    if rng.random() < 0.2:
        await asyncio.sleep(rng.random() / 100)
        both[0].cancel()
    for one in both:
        with suppress(asyncio.CancelledError):
            await one


async def all_close(relay: Relay, *, count: int, seed: int) -> None:
    rng = Random(seed)
    await relay.team("lena", "maya", "sam")
    who = [(await relay.person(name)).id for name in ("lena", "maya", "sam")]
    for _ in range(count // AT_ONCE):
        await relay.store.transact(proposed, who, count=AT_ONCE, now=relay.now, rng=rng)
    while (due_at := await relay.store.read(close_due)) is not None:
        relay.clock.move_to(max(relay.now, due_at))
        await tick(relay, rng)
    rows = await relay.store.read(closed_on_time, count=count)
    for start in range(0, count, AT_ONCE):
        await relay.store.read(each_as_voted, rows[start : start + AT_ONCE])


def close_due(tx: Tx) -> datetime | None:
    """When the next one closes."""
    found = select(timers.c.due_at).where(timers.c.kind == decision_close.CLOSE)
    return tx.value(found.order_by(timers.c.due_at).limit(1))  # type: ignore[no-any-return]


def closed_on_time(tx: Tx, *, count: int) -> list[DecisionId]:
    """All of them, each closed at its instant and told once."""
    rows = tx.all(select(table.c.id, table.c.state, table.c.closes_at, table.c.closed_at))
    assert len(rows) == count
    assert [row.id for row in rows if row.state == "open"] == []
    assert max(row.closed_at - row.closes_at for row in rows) <= LATEST
    assert min(row.closed_at - row.closes_at for row in rows) >= timedelta()
    told = Counter(row.key for row in tx.all(select(outbox.c.key)) if row.key.startswith("decision_closed/"))
    assert told == Counter(f"decision_closed/{row.id}" for row in rows)
    return [DecisionId(row.id) for row in rows]


def each_as_voted(tx: Tx, ids: list[DecisionId]) -> None:
    for decision_id in ids:
        one = decisions.get(tx, decision_id)
        assert one is not None
        assert outcome(one) == one.state


async def test_each_closes_once_at_its_instant(relay: Relay) -> None:
    await all_close(relay, count=40, seed=1)


@pytest.mark.prove
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("store", "count"),
    [
        ("sqlite", 10_000),
        ("postgresql", 1_000),
        pytest.param("postgresql", 10_000, marks=pytest.mark.year),
    ],
    indirect=["store"],
)
async def test_thousands_close_once_each_at_their_instant(relay: Relay, count: int) -> None:
    await all_close(relay, count=count, seed=2)
