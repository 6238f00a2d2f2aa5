"""A change of a team's set-up: posted in its channel in words, and kept so that it can be undone."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.change import Snapshot, same, snapshot
from bot.domain.identity import ChangeId, PersonId
from bot.domain.person import Person
from bot.domain.team import Team
from bot.messages import change as messages
from bot.messages.letter import Letter
from bot.services.posting import change, post, tenant_of
from storage import changes, people, teams
from storage.changes import Change
from storage.transaction import Tx


def record(tx: Tx, before: Team, *, by: Person, now: datetime) -> ChangeId | None:
    """Keep and post how the team differs from what it was; None, and nothing is said, where it does not."""
    after = teams.many(tx, [before.id])[before.id]
    was, is_now = snapshot(before), snapshot(after)
    if same(was, is_now):
        return None
    made = changes.add(tx, before.id, by=by.id, before=was, after=is_now, now=now)
    document = messages.changed(
        change=made, name=after.name, by=by.name, lines=_lines(tx, was, is_now), locale=""
    )
    letter = Letter(key=key_of(made), tenant=tenant_of(after.where), to=after.where, document=document)
    post(tx, letter, tenant=after.tenant, now=now)
    return made


def say_undone(tx: Tx, team: Team, one: Change, *, by: Person, left: Iterable[str], now: datetime) -> None:
    """What told of the change says now that it was undone, by whom, and what stayed all the same."""
    author = people.get(tx, one.by) if one.by is not None else None
    document = messages.undone(
        name=team.name,
        changer=author.name if author else "Someone",
        by=by.name,
        lines=_lines(tx, one.before, one.after),
        left=tuple(left),
        locale="",
    )
    change(tx, key_of(one.id), team.where, document, tenant=team.tenant, now=now)


def key_of(one: ChangeId) -> str:
    """The key of the letter that tells of it."""
    return f"change/{one}"


def names(tx: Tx, *some: Snapshot) -> dict[PersonId, str]:
    """What everyone in them is called."""
    found = people.many(tx, {seat.person for one in some for seat in one.seats})
    return {person: one.name for person, one in found.items()}


def _lines(tx: Tx, before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    return messages.lines(before, after, names=names(tx, before, after))
