"""Installings that have begun in a browser: each serves once, within ten minutes."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, insert, select

from storage.tables import installing
from storage.transaction import Tx

LASTS = timedelta(minutes=10)

# Anyone may open the page: so many at once are kept, and no more.
MOST = 10_000


def begin(tx: Tx, state: str, *, now: datetime, most: int = MOST) -> bool:
    """Remember what the browser was given; False, and nothing is kept, while too many are under way."""
    tx.run(delete(installing).where(installing.c.begun_at <= now - LASTS))
    if tx.value(select(func.count()).select_from(installing)) >= most:
        return False
    tx.run(insert(installing).values(state=_hashed(state), begun_at=now))
    return True


def finish(tx: Tx, state: str, *, now: datetime) -> bool:
    """Whether it was begun within ten minutes and not finished before; from now on it is."""
    mine = installing.c.state == _hashed(state)
    begun: datetime | None = tx.value(select(installing.c.begun_at).where(mine))
    gone = tx.run(delete(installing).where(mine)).rowcount == 1
    return gone and begun is not None and now - begun < LASTS


def _hashed(state: str) -> str:
    return sha256(state.encode()).hexdigest()
