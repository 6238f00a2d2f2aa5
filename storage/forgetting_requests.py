"""Somebody's words out of the requests that they made and answered; the requests themselves stay."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, exists, or_, select, update

from bot.domain.identity import PersonId, RequestId
from bot.messages.request import RECEIPT
from storage.tables import receivers, requests
from storage.transaction import Tx


def open_requests(tx: Tx, person: PersonId) -> list[RequestId]:
    """Those that nobody waits for, or nobody can answer any more: asked by them, or of them alone."""
    others = exists().where(receivers.c.request_id == requests.c.id, receivers.c.person_id != person)
    of_them = exists().where(receivers.c.request_id == requests.c.id, receivers.c.person_id == person)
    theirs = or_(requests.c.asker_id == person, and_(of_them, ~others))
    waiting = requests.c.state.in_(("waiting", "overdue"))
    rows = tx.all(select(requests.c.id).where(waiting, theirs).order_by(requests.c.id))
    return [RequestId(row.id) for row in rows]


def clear(tx: Tx, person: PersonId, *, instead: str) -> None:
    """What they asked and answered keeps its place, without the words."""
    tx.run(update(requests).where(requests.c.asker_id == person).values(content={"about": instead}))
    answered = and_(requests.c.answerer_id == person, requests.c.answer.is_not(None))
    tx.run(update(requests).where(answered).values(answer=instead))


def said(tx: Tx, person: PersonId) -> Iterator[Any]:
    """All that they wrote: what they asked, and their answers."""
    asked = select(requests.c.content).where(requests.c.asker_id == person)
    yield from (row.content for row in tx.all(asked))
    replies = select(requests.c.answer).where(requests.c.answerer_id == person)
    yield from (row.answer for row in tx.all(replies) if row.answer)


def keys(tx: Tx, person: PersonId) -> set[str]:
    """Of one message for each request of, to or answered by them."""
    asked = select(receivers.c.request_id).where(receivers.c.person_id == person)
    mine = or_(requests.c.asker_id == person, requests.c.answerer_id == person, requests.c.id.in_(asked))
    return {f"{RECEIPT}/{row.id}" for row in tx.all(select(requests.c.id).where(mine))}
