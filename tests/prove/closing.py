"""Decisions by the thousand with their votes, as they are put in, and how they must have ended."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import create_engine, select

from bench.town import TEAM_SIZE
from bot.domain.decision import Choice, Content, Decision, NewDecision, Vote, outcome
from bot.domain.identity import DecisionId, PersonId, Place
from bot.services import decision_close, decision_letters
from storage import decisions
from storage.engines import address
from storage.tables import decisions as table
from storage.tables import outbox, timers
from storage.transaction import Tx

SECOND = timedelta(seconds=1)
LATEST = timedelta(seconds=60)

# One of so many stands in its channel, and its outcome is posted under it: Slack's pace for all of them would
# take hours. Of each of the others the row and the one letter of its outcome are looked at.
POSTED = 20
# By their clock. Those that are posted close first: what a killed process had on its way comes later.
BEGINS, ENDS = 40, 400

CONTENT = Content(title="One rate", problem="Two apply.", proposal="The API's.")
CHOICES: tuple[Choice, ...] = ("approve", "approve", "approve", "abstain", "object")


def proposed(tx: Tx, people: int, *, count: int, now: datetime, rng: Random) -> None:
    """All of them, each with some votes, to be closed within minutes."""
    for number in range(count):
        channel = rng.randrange(people // TEAM_SIZE)
        who = [PersonId(channel * TEAM_SIZE + one) for one in rng.sample(range(1, TEAM_SIZE + 1), 3)]
        is_posted = number % POSTED == 0
        last = BEGINS + 120 if is_posted else ENDS
        closes_at = now + rng.randrange(BEGINS, last) * SECOND
        new = NewDecision(
            proposer=who[0],
            content=CONTENT,
            deciders=tuple(who),
            left_out=(),
            place=Place(platform="slack", tenant="T1", kind="public", id=f"C{channel + 1}"),
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
        if is_posted:
            decision_letters.deliver(tx, one, now=now)


def left(database: str) -> tuple[int, int]:
    """How many have not closed, and how many letters about any wait to be sent."""
    engine = create_engine(address(database))
    with engine.connect() as connection:
        tx = Tx(connection)
        closing = len(tx.all(select(timers.c.subject).where(timers.c.kind == decision_close.CLOSE)))
        waiting = len(tx.all(select(outbox.c.key).where(outbox.c.state == "waiting")))
    engine.dispose()
    return closing, waiting


def closed_well(database: str, posted: Mapping[str, int], *, count: int) -> Counter[str]:
    """Each within a minute of its instant, none left open, its outcome told once. posted: by the platform."""
    engine = create_engine(address(database))
    with engine.connect() as connection:
        tx = Tx(connection)
        rows = tx.all(
            select(table.c.id, table.c.state, table.c.closes_at, table.c.closed_at).order_by(table.c.id)
        )
        told = Counter(row.key for row in tx.all(select(outbox.c.key)) if _is_outcome(row.key))
        wrong = [row for row in rows[::POSTED] if outcome(_decision(tx, row.id)) != row.state]
    engine.dispose()
    assert len(rows) == count
    assert [row.id for row in rows if row.state == "open"] == []
    late = [row.closed_at - row.closes_at for row in rows]
    assert max(late) <= LATEST, max(late)
    assert min(late) >= timedelta(), min(late)
    assert wrong == []
    assert told == Counter(f"decision_closed/{row.id}" for row in rows)
    shown = Counter({key: times for key, times in posted.items() if _is_outcome(key)})
    assert shown == Counter(f"decision_closed/{row.id}" for row in rows[::POSTED])
    seconds = max(late).total_seconds()
    return Counter(
        {**Counter(row.state for row in rows), "posted": len(shown), "seconds late": round(seconds)}
    )


def _is_outcome(key: str) -> bool:
    return key.startswith("decision_closed/")


def _decision(tx: Tx, number: int) -> Decision:
    one = decisions.get(tx, DecisionId(number))
    assert one is not None
    return one
