"""What was heard already: platforms deliver one happening several times, also under new ids."""

from datetime import datetime

from storage.tables import inbox
from storage.transaction import Tx
from storage.upsert import unless_there

_HEAR = unless_there(inbox)


def first_time(tx: Tx, key: str, *, now: datetime) -> bool:
    """True once for each key, which says what happened (channel and ts, view, form token), for seven days."""
    return tx.write(_HEAR[tx.dialect], key=key, heard_at=now) == 1
