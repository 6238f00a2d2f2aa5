"""What must hold wherever the bot was killed: in what people see, and in what is left in the database."""

import json
from collections import Counter
from typing import Any

from sqlalchemy import Column, create_engine, func, select

from bot.demo.lines import told
from sandbox.box import Sandbox
from storage import tables
from storage.engines import address
from tests.run import kept


def nothing_twice(box: Sandbox) -> int:
    """Every message has a key of its own; returns how many there are."""
    seen = Counter(
        (one.metadata or {}).get("event_payload", {}).get("key", "")
        for channel in box.workspace.rooms.all
        for one in box.workspace.timeline.of(channel).values()
        if one.by_bot and told(one)[0]
    )
    assert [key for key, times in seen.items() if times > 1] == []
    return seen.total()


def everything_once(database: str, *, summaries: set[str], steps: set[str]) -> None:
    """What was submitted is there, and nothing else."""
    assert sorted(kept.summaries(database)) == sorted(summaries)
    assert sorted(kept.step_texts(database)) == sorted(steps)
    absences = [one for days in _texts(database, tables.people.c.days) for one in days.get("away", ())]
    company_days = [one for days in _texts(database, tables.tenants.c.company_days) for one in days]
    assert (len(absences), len(company_days)) == (1, 1)


def _texts(database: str, column: Column[str]) -> list[dict[str, Any]]:
    """What a column holds as JSON, of every row that holds any."""
    engine = create_engine(address(database))
    with engine.connect() as connection:
        found = [json.loads(text) for text in connection.scalars(select(column).where(column.is_not(None)))]
    engine.dispose()
    return found


def nothing_hangs(database: str) -> None:
    """Nothing is leased, dead or waits to be sent, and nobody is the sender.

    A nudge alone may be dead: nobody can tell whether it was seen, and it is never shown twice.
    """
    engine = create_engine(address(database))
    outbox, senders = tables.outbox, tables.senders
    dead = (outbox.c.state == "dead") & (outbox.c.kind != "nudge")
    hanging = outbox.c.leased_until.is_not(None) | (outbox.c.state == "waiting") | dead
    with engine.connect() as connection:
        rows = connection.execute(select(outbox.c.key, outbox.c.state, outbox.c.why).where(hanging)).all()
        leases = connection.scalar(select(func.count()).select_from(senders))
    engine.dispose()
    assert [tuple(row) for row in rows] == []
    assert leases == 0
