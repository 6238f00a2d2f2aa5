"""What the tables hold by or about one person, as plain JSON values: rows by their columns' names."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, and_, false, or_, select, type_coerce

from bot.domain.identity import PersonId, TeamId
from bot.domain.person import Person
from storage.tables import (
    deciders,
    decision_edits,
    decisions,
    handoffs,
    members,
    metadata,
    nudges,
    outbox,
    people,
    places,
    questions,
    receivers,
    requests,
    reset_votes,
    step_events,
    steps,
    team_changes,
    teams,
    timers,
    votes,
)
from storage.transaction import Tx

Rows = list[dict[str, Any]]


def columns_of(table: Table) -> tuple[Column[Any], ...]:
    """Those that name a person by number."""
    return tuple(
        column for column in table.columns if any(key.column is people.c.id for key in column.foreign_keys)
    )


# Every table with such a column, and those that name people in another way.
TABLES = tuple(
    one
    for one in metadata.sorted_tables
    if one is people or columns_of(one) or one.name in ("timers", "outbox", "ledger_checks")
)


def rows(tx: Tx, table: Table, person: Person) -> Rows:
    """What one table holds of them, in the order of its key."""
    theirs = or_(false(), *(column == person.id for column in columns_of(table)))
    more = _MORE.get(table.name)
    where = or_(theirs, more(person)) if more is not None else theirs
    found = tx.all(select(table).where(where).order_by(*table.primary_key.columns))
    return [{name: plain(value) for name, value in row._mapping.items()} for row in found]


def closed(tx: Tx, person: PersonId) -> dict[TeamId, bool]:
    """Every team of their workspace by whether it is closed to them: private, and they are not in it."""
    mine = {row.team_id for row in tx.all(select(members.c.team_id).where(members.c.person_id == person))}
    home = select(people.c.tenant_id).where(people.c.id == person).scalar_subquery()
    joined = select(teams.c.id, places.c.kind).join(places, places.c.id == teams.c.place_id)
    there = joined.where(teams.c.tenant_id == home)
    return {TeamId(row.id): row.kind != "public" and row.id not in mine for row in tx.all(there)}


def closed_places(tx: Tx, person: PersonId) -> set[int]:
    """The private channels that a request or decision has to do with, and that they are in no team of."""
    mine = select(teams.c.place_id).join(members).where(members.c.person_id == person)
    home = select(people.c.tenant_id).where(people.c.id == person).scalar_subquery()
    there = and_(places.c.tenant_id == home, places.c.kind == "private", places.c.id.not_in(mine))
    columns = (requests.c.place_id, requests.c.passed_place_id, decisions.c.place_id)
    used = or_(*(places.c.id.in_(select(one)) for one in columns))
    return {row.id for row in tx.all(select(places.c.id).where(there, used))}


def of_steps(tx: Tx, person: PersonId) -> dict[int, tuple[TeamId, PersonId]]:
    """The team and the author of each step that they wrote, held, acted on or spoke about."""
    joined = select(steps.c.id, steps.c.team_id, handoffs.c.author_id).join(handoffs)
    found = tx.all(joined.where(steps.c.id.in_(_steps_of(person))))
    return {row.id: (TeamId(row.team_id), PersonId(row.author_id)) for row in found}


def plain(value: Any) -> Any:
    """A value as JSON holds it: instants in UTC, days in ISO form."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case _:
            return value


def parsed(text: str | None) -> Any:
    """What a column of text keeps as JSON."""
    return json.loads(text) if text else None


def _steps_of(person: PersonId) -> Any:
    asked = or_(questions.c.asker_id == person, questions.c.answerer_id == person)
    theirs = select(handoffs.c.id).where(handoffs.c.author_id == person)
    mine = or_(steps.c.person_id == person, steps.c.holder_id == person, steps.c.handoff_id.in_(theirs))
    acted = or_(step_events.c.person_id == person, _was(person))
    return (
        select(steps.c.id)
        .where(mine)
        .union(select(questions.c.step_id).where(asked), select(step_events.c.step_id).where(acted))
    )


def _was(person: PersonId) -> ColumnElement[bool]:
    """JSON as `storage.types` writes it: names sorted, no spaces."""
    before = type_coerce(step_events.c.before, Text)
    return or_(before.contains(f'"holder":{person},'), before.contains(f'"person":{person},'))


def _their_steps(person: PersonId) -> Any:
    theirs = select(handoffs.c.id).where(handoffs.c.author_id == person)
    return select(steps.c.id).where(steps.c.handoff_id.in_(theirs))


def _due(person: Person) -> ColumnElement[bool]:
    subject, number = timers.c.subject, person.id
    alone = timers.c.kind.in_(("prompt", "note", "away")) & (subject == f"{number}")
    of_day = timers.c.kind.in_(("reminder", "snooze")) & subject.startswith(f"{number}/")
    welcome = (timers.c.kind == "welcome") & subject.endswith(f"/{number}")
    return or_(alone, of_day, welcome, among_many(person.id))


def among_many(person: PersonId) -> ColumnElement[bool]:
    """Timers for many at once of whom they are one."""
    people = type_coerce(timers.c.payload, Text)
    ends = (("[", ","), (",", ","), (",", "]"), ("[", "]"))
    return (timers.c.kind == "reminders") & or_(*(people.contains(f"{a}{person}{z}") for a, z in ends))


# What is theirs besides what a column of numbers says.
_MORE: Mapping[str, Callable[[Person], ColumnElement[bool]]] = {
    "people": lambda one: people.c.id == one.id,
    "steps": lambda one: steps.c.id.in_(_steps_of(one.id)),
    "step_events": lambda one: or_(_was(one.id), step_events.c.step_id.in_(_their_steps(one.id))),
    "questions": lambda one: questions.c.step_id.in_(_their_steps(one.id)),
    "requests": lambda one: requests.c.id.in_(
        select(receivers.c.request_id).where(receivers.c.person_id == one.id)
    ),
    "decisions": lambda one: decisions.c.id.in_(
        select(deciders.c.decision_id)
        .where(deciders.c.person_id == one.id)
        .union(
            select(votes.c.decision_id).where(votes.c.person_id == one.id),
            select(decision_edits.c.decision_id).join(reset_votes).where(reset_votes.c.person_id == one.id),
        )
    ),
    "nudges": lambda one: and_(
        nudges.c.place_id.in_(select(places.c.id).where(places.c.tenant_id == one.tenant)),
        type_coerce(nudges.c.mentioned, Text).contains(f'"{one.user.id}"', autoescape=True),
    ),
    "team_changes": lambda one: or_(
        type_coerce(team_changes.c.before, Text).contains(f"[{one.id},"),
        type_coerce(team_changes.c.after, Text).contains(f"[{one.id},"),
    ),
    "ledger_checks": lambda one: type_coerce(metadata.tables["ledger_checks"].c.differences, Text).contains(
        f"[{one.id},"
    ),
    "timers": _due,
    "outbox": lambda one: and_(
        outbox.c.tenant_id == one.tenant,
        type_coerce(outbox.c.letter, Text).contains(f'"{one.user.id}"', autoescape=True),
    ),
}
