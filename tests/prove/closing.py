"""Decisions by the thousand with their votes, as they are put in, and how they must have ended."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from bot.domain.decision import Choice, Content, NewDecision, Vote
from bot.services import decision_close
from storage import decisions, people
from storage.tables import decisions as table
from storage.tables import outbox
from storage.transaction import Tx
from tests.prove.reckoning import MINUTE, Who
from tests.prove.relay import place, user

LATEST = timedelta(seconds=60)

# One of so many closes at one and the same instant, the others at any minute.
AT_ONCE = 20
# In one channel a message a second is posted, and the rest waits.
CHANNELS = 50

CONTENT = Content(title="One rate", problem="Two apply.", proposal="The API's.")
CHOICES: tuple[Choice, ...] = ("approve", "approve", "approve", "abstain", "object")


def proposed(tx: Tx, three: Sequence[Who], *, count: int, minutes: int, now: datetime, rng: Random) -> None:
    """So many, each with some votes, which close within so many minutes."""
    who = [found.id for one in three if (found := people.by_ref(tx, user(one))) is not None]
    for number in range(count):
        closes_at = now + (60 if number % AT_ONCE == 0 else rng.randrange(1, minutes)) * MINUTE
        new = NewDecision(
            proposer=who[0],
            content=CONTENT,
            deciders=tuple(who),
            left_out=(),
            place=place(f"channel{rng.randrange(CHANNELS)}"),
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


def waiting(tx: Tx) -> list[str]:
    """The outcomes that are on their way."""
    rows = tx.all(select(outbox.c.key).where(outbox.c.state == "waiting"))
    return [row.key for row in rows if row.key.startswith("decision_closed/")]


def closed_well(tx: Tx, posted: Sequence[str], *, count: int) -> Counter[str]:
    """Each within a minute of its instant, none left open, its outcome posted once. posted: the record."""
    rows = tx.all(select(table.c.id, table.c.state, table.c.closes_at, table.c.closed_at))
    assert len(rows) == count
    assert [row.id for row in rows if row.state == "open"] == []
    late = [row.closed_at - row.closes_at for row in rows]
    assert max(late) <= LATEST, max(late)
    assert min(late) >= timedelta(), min(late)
    shown = Counter(key for key in posted if key.startswith("decision_closed/"))
    assert shown == Counter(f"decision_closed/{row.id}" for row in rows)
    came_to = Counter(str(row.state) for row in rows)
    return came_to + Counter({"late by some seconds": sum(one > timedelta() for one in late)})
