"""What a person's home looks up: what waits for them in all their teams, and what of it is where."""

from collections.abc import Iterable, Sequence

from sqlalchemy import and_, func, or_, select

from bot.domain.identity import PersonId, Place, QuestionId, RegionId, StepId, TeamId
from storage.tables import digests, handoffs, members, places, questions, steps, teams, tenants
from storage.transaction import Tx


def steps_of(tx: Tx, person: PersonId, within: Sequence[TeamId]) -> list[StepId]:
    """What a person holds, and what waits for them alone: returned first, then in hand, then open."""
    held = and_(steps.c.state.in_(("picked_up", "returned")), steps.c.holder_id == person)
    free = and_(steps.c.state.in_(("open", "returned")), steps.c.holder_id.is_(None))
    theirs = or_(held, and_(free, steps.c.person_id == person))
    where = and_(theirs, steps.c.team_id.in_(within))
    rows = tx.all(select(steps.c.id).where(where).order_by(steps.c.state.desc(), steps.c.id))
    return [StepId(row.id) for row in rows]


def asked_of(tx: Tx, author: PersonId, within: Sequence[TeamId]) -> list[QuestionId]:
    """The open questions about steps that a person left, the oldest first."""
    joined = questions.join(steps, steps.c.id == questions.c.step_id).join(
        handoffs, handoffs.c.id == steps.c.handoff_id
    )
    unanswered = and_(questions.c.answered_at.is_(None), questions.c.withdrawn_at.is_(None))
    theirs = and_(handoffs.c.author_id == author, handoffs.c.team_id.in_(within))
    where = and_(unanswered, theirs, steps.c.state == "returned")
    rows = tx.all(select(questions.c.id).select_from(joined).where(where).order_by(questions.c.id))
    return [QuestionId(row.id) for row in rows]


def open_in(tx: Tx, regions: Sequence[RegionId]) -> dict[RegionId, int]:
    """How many steps wait in each of these regions for anyone; regions without any are left out."""
    counted = (
        select(steps.c.region_id, func.count().label("steps"))
        .where(steps.c.state == "open", steps.c.region_id.in_(regions), steps.c.person_id.is_(None))
        .group_by(steps.c.region_id)
    )
    return {RegionId(row.region_id): row.steps for row in tx.all(counted)}


def composed(tx: Tx, keys: Iterable[str]) -> frozenset[str]:
    """Those of these digests that there are."""
    rows = tx.all(select(digests.c.key).where(digests.c.key.in_(list(keys))))
    return frozenset(row.key for row in rows)


def private_places(tx: Tx, person: PersonId) -> list[Place]:
    """The private channels whose teams a person is in."""
    joined = (
        members.join(teams, teams.c.id == members.c.team_id)
        .join(places, places.c.id == teams.c.place_id)
        .join(tenants, tenants.c.id == places.c.tenant_id)
    )
    where = and_(members.c.person_id == person, places.c.kind == "private")
    columns = (tenants.c.platform, tenants.c.external.label("tenant"), places.c.kind, places.c.external)
    rows = tx.all(select(*columns).select_from(joined).where(where).order_by(places.c.id))
    return [Place(platform=row.platform, tenant=row.tenant, kind=row.kind, id=row.external) for row in rows]
