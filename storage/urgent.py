"""Requests that were marked urgent: how many, and when they came outside somebody's hours."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, func, select

from bot.domain.identity import PersonId
from storage.tables import receivers, requests
from storage.transaction import Tx


def counted(tx: Tx, ids: Collection[PersonId], *, since: datetime) -> tuple[int, int]:
    """How many came to some of these people since, and how many of them outside the hours of one of those."""
    there = and_(receivers.c.person_id.in_(list(ids)), requests.c.urgent, requests.c.asked_at >= since)
    joined = receivers.join(requests, requests.c.id == receivers.c.request_id)
    counting = select(func.count(receivers.c.request_id.distinct())).select_from(joined).where(there)
    return int(tx.value(counting)), int(tx.value(counting.where(receivers.c.off_hours)))


def off_hours(tx: Tx, person: PersonId, *, since: datetime, until: datetime) -> list[datetime]:
    """When one came to this person outside their hours, the first of all first. until: no more of that."""
    joined = receivers.join(requests, requests.c.id == receivers.c.request_id)
    then = and_(requests.c.asked_at >= since, requests.c.asked_at < until)
    asked = select(requests.c.asked_at).select_from(joined)
    theirs = and_(receivers.c.person_id == person, receivers.c.off_hours)
    return [row.asked_at for row in tx.all(asked.where(theirs, then).order_by(requests.c.asked_at))]
