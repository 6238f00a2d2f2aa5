"""Which channels help senders add context, who wants none of it, and what became of each nudge."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, select, update

from bot.domain.identity import MessageRef, NudgeId, PersonId, Place, UserRef
from bot.domain.nudge import ASKED, Channel, Nudge, State
from storage import people
from storage.tables import nudge_channels, nudge_optouts, nudges, places, tenants
from storage.tables import people as people_table
from storage.transaction import Tx
from storage.upsert import or_replace, unless_there

_SET = or_replace(nudge_channels, "place_id")
_BEGIN = unless_there(nudges)
_OPT_OUT = unless_there(nudge_optouts)


def channel(tx: Tx, where: Place) -> Channel | None:
    """How that channel helps its senders; None: not at all, which is the default."""
    row = tx.one(
        select(nudge_channels.c.strength, nudge_channels.c.dry)
        .join(places, places.c.id == nudge_channels.c.place_id)
        .join(tenants, tenants.c.id == places.c.tenant_id)
        .where(
            tenants.c.platform == where.platform,
            tenants.c.external == where.tenant,
            places.c.external == where.id,
        )
    )
    return Channel(strength=row.strength, dry=row.dry) if row else None


def set_channel(tx: Tx, where: Place, wanted: Channel | None, *, by: PersonId, now: datetime) -> None:
    """Let it help its senders so, or (None) not any more."""
    place = people.place(tx, where)
    if wanted is None:
        tx.run(delete(nudge_channels).where(nudge_channels.c.place_id == place))
        return
    row = {
        "place_id": place,
        "strength": wanted.strength,
        "dry": wanted.dry,
        "by_id": by,
        "since_at": now,
    }
    tx.run(_SET[tx.dialect], row)


def opted_out(tx: Tx, person: PersonId) -> bool:
    """Whether they want no nudges."""
    found = tx.value(select(nudge_optouts.c.person_id).where(nudge_optouts.c.person_id == person))
    return found is not None


def opt_out(tx: Tx, person: PersonId, *, now: datetime) -> None:
    """They want none; said again it changes nothing."""
    tx.run(_OPT_OUT[tx.dialect], {"person_id": person, "since_at": now})


def opt_in(tx: Tx, person: PersonId) -> None:
    """They want them again."""
    tx.run(delete(nudge_optouts).where(nudge_optouts.c.person_id == person))


def begin(
    tx: Tx,
    where: Place,
    person: PersonId,
    *,
    message: str,
    reason: str,
    language: str,
    mentioned: Sequence[UserRef],
    now: datetime,
) -> NudgeId | None:
    """Keep that a message is looked at; None where it is already, since it was delivered before."""
    row = {
        "place_id": people.place(tx, where),
        "person_id": person,
        "message": message,
        "reason": reason,
        "language": language,
        "mentioned": [one.id for one in mentioned],
        "state": "waiting",
        "heard_at": now,
    }
    return _begun(tx, row)


def ask(
    tx: Tx,
    message: MessageRef,
    person: PersonId,
    *,
    by: PersonId,
    asker: UserRef,
    link: str,
    absent: bool,
    now: datetime,
) -> NudgeId | None:
    """A colleague asks a message's author for context; None where it was asked for already."""
    row = {
        "place_id": people.place(tx, message.place),
        "person_id": person,
        "message": message.id,
        "reason": ASKED,
        "language": "",
        "mentioned": [asker.id],
        "state": "shown",
        "asked_by_id": by,
        "link": link,
        "thread": message.place.thread,
        "absent": absent,
        "heard_at": now,
    }
    return _begun(tx, row)


def about(tx: Tx, message: MessageRef) -> Nudge | None:
    """The one about that message."""
    same = and_(
        tenants.c.platform == message.place.platform,
        tenants.c.external == message.place.tenant,
        places.c.external == message.place.id,
        nudges.c.message == message.id,
    )
    row = tx.one(_everything().where(same))
    return _fact(row) if row else None


def get(tx: Tx, nudge: NudgeId) -> Nudge | None:
    """One of them."""
    return many(tx, [nudge]).get(nudge)


def many(tx: Tx, ids: Iterable[NudgeId]) -> dict[NudgeId, Nudge]:
    """Several, by id."""
    rows = tx.all(_everything().where(nudges.c.id.in_(list(ids))))
    return {one.id: one for one in map(_fact, rows)}


def change(tx: Tx, nudge: NudgeId, state: State, *, why: str = "", now: datetime) -> None:
    """What became of it."""
    answered = {"answered_at": now} if state in ("added", "declined") else {}
    tx.run(update(nudges).where(nudges.c.id == nudge).values(state=state, why=why or None, **answered))


def of_person(tx: Tx, person: PersonId, where: Place, *, since: datetime) -> list[Nudge]:
    """Theirs in a channel, those aside that a colleague has asked for."""
    mine = and_(
        nudges.c.person_id == person,
        places.c.external == where.id,
        nudges.c.asked_by_id.is_(None),
        nudges.c.heard_at >= since,
    )
    return [_fact(row) for row in tx.all(_everything().where(mine))]


def alike(tx: Tx, where: Place, reason: str, *, since: datetime) -> list[Nudge]:
    """Those of one kind of phrase in a channel."""
    same = and_(
        places.c.external == where.id,
        tenants.c.external == where.tenant,
        nudges.c.reason == reason,
        nudges.c.heard_at >= since,
    )
    return [_fact(row) for row in tx.all(_everything().where(same))]


def counts(tx: Tx, where: Place, *, since: datetime) -> Counter[str]:
    """How many of a channel came to each state."""
    place = people.place(tx, where)
    there = and_(nudges.c.place_id == place, nudges.c.heard_at >= since)
    rows = tx.all(select(nudges.c.state, func.count().label("number")).where(there).group_by(nudges.c.state))
    return Counter({row.state: row.number for row in rows})


def _begun(tx: Tx, row: dict[str, Any]) -> NudgeId | None:
    if tx.run(_BEGIN[tx.dialect], row).rowcount == 0:
        return None
    same = and_(nudges.c.place_id == row["place_id"], nudges.c.message == row["message"])
    return NudgeId(int(tx.value(select(nudges.c.id).where(same))))


def _everything() -> Select[Any]:
    columns = (
        nudges,
        places.c.external.label("place"),
        places.c.kind.label("place_kind"),
        tenants.c.platform,
        tenants.c.external.label("tenant"),
        people_table.c.external.label("author"),
    )
    return (
        select(*columns)
        .join(places, places.c.id == nudges.c.place_id)
        .join(tenants, tenants.c.id == places.c.tenant_id)
        .join(people_table, people_table.c.id == nudges.c.person_id)
    )


def _fact(row: Row[Any]) -> Nudge:
    def user(number: str) -> UserRef:
        return UserRef(platform=row.platform, tenant=row.tenant, id=number)

    where = Place(platform=row.platform, tenant=row.tenant, kind=row.place_kind, id=row.place)
    return Nudge(
        id=NudgeId(row.id),
        place=where,
        person=PersonId(row.person_id),
        author=user(row.author),
        message=row.message,
        reason=row.reason,
        language=row.language,
        mentioned=tuple(user(one) for one in row.mentioned),
        state=row.state,
        heard_at=row.heard_at,
        asked_by=PersonId(row.asked_by_id) if row.asked_by_id is not None else None,
        link=row.link or "",
        thread=row.thread or row.message,
        absent=row.absent,
    )
