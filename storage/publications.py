"""What is to be made public, and who consents; the words only as long as they are needed."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, insert, or_, select, update

from bot.domain.identity import PersonId, Place, PublicationId, TenantId
from bot.domain.publication import WINDOW, Publication, State, Wanted
from bot.messages.publication import PUBLISHED
from storage import people
from storage.letters import emptied
from storage.tables import consents, outbox, places, posts, publications, tenants
from storage.transaction import Tx

# What stands instead of the words in a letter whose message says something else by now.
EMPTIED = "(no longer needed)"

_OPEN = publications.c.state.in_(("waiting", "agreed"))


def add(
    tx: Tx,
    wanted: Wanted,
    *,
    tenant: TenantId,
    text: str,
    asked: Iterable[PersonId],
    now: datetime,
) -> PublicationId:
    """Keep what is asked for until everyone of `asked` has agreed."""
    row = {
        "tenant_id": tenant,
        "requester_id": wanted.requester,
        "author_id": wanted.author,
        "purpose": wanted.purpose,
        "text": text,
        "source_id": people.place(tx, wanted.source),
        "message": wanted.message,
        "place_id": people.place(tx, wanted.place),
        "channel": wanted.where,
        "kind": wanted.place.kind,
        "state": "waiting",
        "asked_at": now,
        "closes_at": now + WINDOW,
    }
    number = int(tx.value(insert(publications).values(row).returning(publications.c.id)))
    rows = [{"publication_id": number, "person_id": one} for one in sorted(set(asked))]
    if rows:
        tx.run(insert(consents), rows)
    return PublicationId(number)


def get(tx: Tx, number: PublicationId) -> Publication | None:
    """One of them."""
    columns = (
        publications,
        places.c.external,
        tenants.c.platform,
        tenants.c.external.label("tenant"),
    )
    row = tx.one(
        select(*columns)
        .join(places, places.c.id == publications.c.place_id)
        .join(tenants, tenants.c.id == publications.c.tenant_id)
        .where(publications.c.id == number)
    )
    if row is None:
        return None
    said = tx.all(select(consents).where(consents.c.publication_id == number))
    return _fact(row, said)


def claim(tx: Tx, number: PublicationId) -> Publication | None:
    """One of them, which nobody else changes until this is over: of two answers at once, both are seen."""
    tx.run(update(publications).where(publications.c.id == number).values(state=publications.c.state))
    return get(tx, number)


def asked_lately(tx: Tx, requester: PersonId, source: Place, message: str, *, now: datetime) -> bool:
    """Whether they have asked about that message in the last days, whatever has come of it but no post."""
    same = and_(
        publications.c.requester_id == requester,
        publications.c.message == message,
        publications.c.asked_at > now - WINDOW,
        publications.c.state != "unposted",
        places.c.external == source.id,
    )
    joined = publications.join(places, places.c.id == publications.c.source_id)
    return tx.value(select(publications.c.id).select_from(joined).where(same).limit(1)) is not None


def agree(tx: Tx, number: PublicationId, person: PersonId, *, now: datetime) -> None:
    """They agree."""
    _answer(tx, number, person, "agreed", now=now)


def refuse(tx: Tx, number: PublicationId, person: PersonId, *, now: datetime) -> None:
    """They do not: the words are needed no more."""
    _answer(tx, number, person, "refused", now=now)
    tx.run(update(publications).where(publications.c.id == number).values(text=None))


def ready(tx: Tx, number: PublicationId, *, until: datetime) -> None:
    """All have agreed, and a decision may be proposed until then."""
    values = {"state": "agreed", "closes_at": until}
    tx.run(update(publications).where(publications.c.id == number).values(values))


def end(tx: Tx, number: PublicationId, state: State) -> None:
    """It is over: neither the words nor who said what is kept."""
    values = {"state": state, "text": None}
    tx.run(update(publications).where(publications.c.id == number).values(values))
    tx.run(delete(consents).where(consents.c.publication_id == number))


def empty_letters(tx: Tx, keys: Collection[str]) -> None:
    """The letters of these keys keep their place, without the words."""
    for row in tx.all(select(outbox.c.id, outbox.c.letter).where(outbox.c.key.in_(list(keys)))):
        tx.run(
            update(outbox).where(outbox.c.id == row.id).values(letter=emptied(row.letter, instead=EMPTIED))
        )


def open_with(tx: Tx, person: PersonId) -> list[PublicationId]:
    """The open ones that they ask for, have written, or are asked about."""
    mine = select(consents.c.publication_id).where(consents.c.person_id == person)
    theirs = or_(
        publications.c.requester_id == person,
        publications.c.author_id == person,
        publications.c.id.in_(mine),
    )
    rows = tx.all(select(publications.c.id).where(_OPEN, theirs).order_by(publications.c.id))
    return [PublicationId(row.id) for row in rows]


def keys(tx: Tx, person: PersonId) -> set[str]:
    """Of every post that quotes them, or was asked for by them."""
    theirs = or_(publications.c.requester_id == person, publications.c.author_id == person)
    where = and_(theirs, publications.c.state == "published", publications.c.purpose == "note")
    return {f"{PUBLISHED}/{row.id}" for row in tx.all(select(publications.c.id).where(where))}


def forget(tx: Tx, before: datetime, *, published: bool, most: int) -> int:
    """Delete what was asked for before then and is over; of what stands in a channel, where it stands, too.

    published: only that, or only all else. Returns how many.
    """
    stands = publications.c.state == "published"
    old = and_(publications.c.asked_at < before, ~_OPEN, stands if published else ~stands)
    ids = [row.id for row in tx.all(select(publications.c.id).where(old).limit(most))]
    if ids:
        tx.run(delete(posts).where(posts.c.key.in_([f"{PUBLISHED}/{one}" for one in ids])))
        tx.run(delete(publications).where(publications.c.id.in_(ids)))
    return len(ids)


def _answer(tx: Tx, number: PublicationId, person: PersonId, answer: str, *, now: datetime) -> None:
    theirs = and_(consents.c.publication_id == number, consents.c.person_id == person)
    tx.run(update(consents).where(theirs).values(answer=answer, answered_at=now))


def _fact(row: Row[Any], said: Iterable[Row[Any]]) -> Publication:
    return Publication(
        id=PublicationId(row.id),
        tenant=TenantId(row.tenant_id),
        requester=PersonId(row.requester_id),
        author=PersonId(row.author_id),
        purpose=row.purpose,
        text=row.text or "",
        place=Place(platform=row.platform, tenant=row.tenant, kind=row.kind, id=row.external),
        where=row.channel,
        state=row.state,
        asked_at=row.asked_at,
        closes_at=row.closes_at,
        answers={PersonId(one.person_id): one.answer or "" for one in said},
    )
