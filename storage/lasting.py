"""Where requests and decisions stand, in as many letters as they take, for as long as they are kept."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Text, and_, cast, delete, or_, select

from bot.domain.decision import Decision
from bot.domain.identity import PersonId
from bot.messages import decision as of_decisions
from bot.messages import request as of_requests
from bot.messages.decision import WAITS
from bot.messages.decision_away import AWAY, INSTEAD
from bot.messages.decision_edited import EDITED
from bot.messages.split import first_key, part_key
from storage.tables import notes, outbox, people, posts
from storage.transaction import Tx

# All of them are kept current, so where they were posted is kept for as long as they are.
DECISIONS: Final = (
    of_decisions.POSTED,
    of_decisions.CLOSED,
    of_decisions.REOPENED,
    EDITED,
    AWAY,
    INSTEAD,
    WAITS,
)
REQUESTS: Final = (of_requests.ASKED, of_requests.POSTED, of_requests.RECEIPT, of_requests.REPLY)
PREFIXES: Final = tuple(f"{kind}/" for kind in (*DECISIONS, *REQUESTS))

# So many parts are looked for at once.
_SOME: Final = 8


def parts(tx: Tx, key: str) -> int:
    """In how many letters it stands or will stand, however long ago they were sent; 0: nowhere."""
    found = 0
    while True:
        keys = [part_key(key, found + one) for one in range(1, _SOME + 1)]
        coming = and_(outbox.c.key.in_(keys), outbox.c.state.in_(("waiting", "sent")))
        there = {row.key for row in tx.all(select(posts.c.key).where(posts.c.key.in_(keys)))}
        there |= {row.key for row in tx.all(select(outbox.c.key).where(coming))}
        found += len(there)
        if len(there) < _SOME:
            return found


def told(tx: Tx, one: Decision) -> set[PersonId]:
    """Everyone who was ever told of a decision by themselves, also who decides no more."""
    return about(tx, one, WAITS) | _noted(tx, one)


def about(tx: Tx, one: Decision, kind: str) -> set[PersonId]:
    """Everyone who stands in the keys of what was told of a decision in messages of that kind."""
    mine = f"{kind}/{one.id}/"
    rows = [
        row.key
        for table in (posts, outbox)
        for row in tx.all(select(table.c.key).where(table.c.key.startswith(mine, autoescape=True)))
    ]
    return {PersonId(int(first_key(key).split("/")[2])) for key in rows}


def forget(tx: Tx, kinds: Collection[str], ids: Collection[int]) -> None:
    """These are kept no more: nobody asks where they stood. kinds: what is told of them."""
    rows = tx.all(select(posts.c.key).where(_of(kinds)))
    keys = [row.key for row in rows if int(first_key(row.key).split("/")[1]) in ids]
    tx.run(delete(posts).where(posts.c.key.in_(keys)))


def _noted(tx: Tx, one: Decision) -> set[PersonId]:
    """Whose morning notes tell of it."""
    since = and_(people.c.tenant_id == one.tenant, notes.c.composed_at >= one.asked_at)
    where = and_(since, cast(notes.c["items"], Text).contains(f'"{WAITS}"'))
    rows = tx.all(select(notes.c.person_id, notes.c["items"]).join(people).where(where))
    item = {"kind": WAITS, "subject": f"{one.id}"}
    return {PersonId(row.person_id) for row in rows if item in row._mapping["items"]}


def _of(kinds: Collection[str]) -> ColumnElement[bool]:
    return or_(*(posts.c.key.startswith(f"{one}/", autoescape=True) for one in kinds))
