"""What is kept of a person goes, table by table; what others build on stays under nobody's name."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, Text, and_, delete, or_, select, type_coerce, update

from bot.domain.identity import HandoffId, PersonId, QuestionId, StepId
from bot.domain.person import Person
from storage import forgetting_decisions, forgetting_nudges, forgetting_requests, publications
from storage.notes import note_key
from storage.personal import among_many
from storage.steps import change, many, record
from storage.tables import (
    digests,
    dnd,
    evenings,
    focus,
    forms,
    grants,
    handoffs,
    held,
    installations,
    ledger_checks,
    lines,
    members,
    notes,
    nudge_channels,
    nudge_optouts,
    people,
    pings,
    questions,
    receivers,
    seen,
    shown,
    step_events,
    steps,
    team_changes,
    teams,
    timers,
)
from storage.timers import set_many
from storage.transaction import Tx

# Under which they stand in a team's log, and what stands there instead of their words.
GONE = "somebody who was forgotten"
REMOVED = "(removed: whoever wrote it was forgotten)"
_MARK = "forgotten/"

# The timer of a message that is to be said again without them; its subject is the message's key.
REDRAW = "redraw"

_THEIRS_ALONE: tuple[Table, ...] = (
    evenings,
    lines,
    held,
    pings,
    dnd,
    focus,
    grants,
    nudge_optouts,
    forms,
    members,
    receivers,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What somebody has left in a workspace.

    words: all that they wrote, but for `kept`: the steps of theirs that somebody else has picked up and not
    finished. touched: every step that they wrote, held, acted on or spoke about. keys: of messages that show
    a hand-off of theirs or such a step, and of one for each request of, to or answered by them,
    for each decision that they proposed or decide, and for what was published of or by them.
    """

    person: Person
    words: frozenset[str]
    handoffs: tuple[HandoffId, ...]
    written: tuple[StepId, ...]
    kept: frozenset[StepId]
    touched: tuple[StepId, ...]
    keys: frozenset[str]


def is_forgotten(person: Person) -> bool:
    """Whether nothing but their number is left of them."""
    return person.user.id.startswith(_MARK)


def traces(tx: Tx, person: Person) -> Traces:
    """Everything to be gone through; read before anything is changed."""
    theirs = tx.all(select(handoffs.c.id, handoffs.c.content).where(handoffs.c.author_id == person.id))
    mine = steps.c.handoff_id.in_(select(handoffs.c.id).where(handoffs.c.author_id == person.id))
    written = tx.all(select(steps).where(mine))
    kept = {row.id for row in written if _in_other_hands(row, person.id)}
    touched = _touched(tx, person.id) | {row.id for row in written}
    ids = [row.id for row in theirs]
    others = forgetting_requests.keys(tx, person.id) | forgetting_decisions.keys(tx, person.id)
    others |= publications.keys(tx, person.id)
    return Traces(
        person=person,
        words=frozenset(_words(tx, person.id, theirs, [row for row in written if row.id not in kept])),
        handoffs=tuple(HandoffId(one) for one in sorted(ids)),
        written=tuple(StepId(row.id) for row in written),
        kept=frozenset(StepId(one) for one in kept),
        touched=tuple(StepId(one) for one in sorted(touched)),
        keys=frozenset(_showing(tx, ids, touched) | others),
    )


def open_questions(tx: Tx, person: PersonId, written: Collection[StepId]) -> list[QuestionId]:
    """Those that nobody can answer any more: asked by them, or about these steps of theirs."""
    waiting = and_(questions.c.answered_at.is_(None), questions.c.withdrawn_at.is_(None))
    theirs = or_(questions.c.asker_id == person, questions.c.step_id.in_(list(written)))
    rows = tx.all(select(questions.c.id).where(waiting, theirs).order_by(questions.c.id))
    return [QuestionId(row.id) for row in rows]


def clear_words(tx: Tx, left: Traces) -> None:
    """Hand-offs, steps, questions, answers and what was said back stay, without the words."""
    person = left.person.id
    nothing = {"summary": REMOVED, "done": [], "watch": "", "links": [], "recording": "", "files": []}
    tx.run(update(handoffs).where(handoffs.c.author_id == person).values(content=nothing))
    gone = [one for one in left.written if one not in left.kept]
    tx.run(update(steps).where(steps.c.id.in_(gone)).values(text=REMOVED))
    tx.run(update(steps).where(steps.c.holder_id == person).values(read_back=None))
    tx.run(update(questions).where(questions.c.asker_id == person).values(text=REMOVED))
    answered = and_(questions.c.answerer_id == person, questions.c.answer.is_not(None))
    tx.run(update(questions).where(answered).values(answer=REMOVED))
    for row in tx.all(select(step_events).where(_held_before(person))):
        tx.run(
            update(step_events)
            .where(step_events.c.id == row.id)
            .values(before={**row.before, "read_back": ""})
        )


def drop_rows(tx: Tx, person: PersonId) -> int:
    """What is about them alone is deleted; returns how many rows that were."""
    days = tx.all(select(notes.c.day).where(notes.c.person_id == person))
    tx.run(delete(shown).where(shown.c.key.in_([note_key(person, row.day) for row in days])))
    gone = [delete(one).where(one.c.person_id == person) for one in (notes, *_THEIRS_ALONE)]
    count = sum(tx.run(one).rowcount for one in gone) + forgetting_nudges.drop(tx, person)
    forgetting_nudges.drop_conversations(tx)
    return count


def drop_timers(
    tx: Tx, person: PersonId, *, whole: Collection[str], first: Collection[str], last: Collection[str]
) -> int:
    """Nothing is due for them any more; returns how much was.

    whole, first, last: the kinds whose subject is the person, begins with them, or ends with them.
    """
    theirs = or_(
        and_(timers.c.kind.in_(list(whole)), timers.c.subject == f"{person}"),
        and_(timers.c.kind.in_(list(first)), timers.c.subject.startswith(f"{person}/")),
        and_(timers.c.kind.in_(list(last)), timers.c.subject.endswith(f"/{person}")),
    )
    return tx.run(delete(timers).where(theirs)).rowcount + _leave_many(tx, person)


def _leave_many(tx: Tx, person: PersonId) -> int:
    """What is due for many at once is due for the others alone."""
    found = tx.all(select(timers.c.id, timers.c.payload).where(among_many(person)))
    for row in found:
        left = {**row.payload, "people": [one for one in row.payload["people"] if one != person]}
        tx.run(update(timers).where(timers.c.id == row.id).values(payload=left))
    return len(found)


def loosen(tx: Tx, person: Person) -> None:
    """What they did for a team is nobody's doing, and undoing a change brings them back nowhere."""
    tx.run(update(nudge_channels).where(nudge_channels.c.by_id == person.id).values(by_id=None))
    tx.run(update(team_changes).where(team_changes.c.by_id == person.id).values(by_id=None))
    here = and_(installations.c.tenant_id == person.tenant, installations.c.by == person.user.id)
    tx.run(update(installations).where(here).values(by=""))  # null: its token comes from the settings
    ours = select(teams.c.id).where(teams.c.tenant_id == person.tenant)
    for row in tx.all(select(team_changes).where(team_changes.c.team_id.in_(ours))):
        before, after = _without(row.before, person.id), _without(row.after, person.id)
        if (before, after) != (row.before, row.after):
            one = update(team_changes).where(team_changes.c.id == row.id)
            tx.run(one.values(before=before, after=after))
    for row in tx.all(select(ledger_checks).where(ledger_checks.c.tenant_id == person.tenant)):
        left = [one for one in row.differences if one[0] != person.id]
        if left != row.differences:
            same = and_(ledger_checks.c.tenant_id == row.tenant_id, ledger_checks.c.day == row.day)
            tx.run(update(ledger_checks).where(same).values(differences=left))


def bury(tx: Tx, person: PersonId, *, now: datetime) -> None:
    """Their number stays, so that nobody else is given it and what they left keeps its place."""
    row: dict[str, Any] = {
        "external": f"{_MARK}{person}",
        "name": GONE,
        "zone": "UTC",
        "zone_source": "default",
        "zone_at": now,
        "locale": "",
        "eligible": False,
        "admin": False,
    }
    row |= dict.fromkeys(("week", "week_at", "days", "home_zone", "travel", "promise"))
    tx.run(update(people).where(people.c.id == person).values(row))


def say_again(tx: Tx, keys: Iterable[str], *, now: datetime) -> None:
    """These messages are written anew, a few at a time: the channel shows their words no more."""
    set_many(tx, REDRAW, [(key, now, {}) for key in sorted(set(keys))])


def clear_finished(tx: Tx, *, now: datetime, most: int) -> int:
    """Steps of theirs that others had picked up lose their words once they are finished, or are in nobody's
    hands again: those are withdrawn."""
    forgotten = select(people.c.id).where(people.c.external.startswith(_MARK))
    theirs = select(handoffs.c.id).where(handoffs.c.author_id.in_(forgotten))
    done = steps.c.state.in_(("done", "not_needed", "withdrawn"))
    free = and_(steps.c.state == "open", steps.c.holder_id.is_(None))
    where = and_(steps.c.handoff_id.in_(theirs), or_(done, free), steps.c.text != REMOVED)
    some = [StepId(row.id) for row in tx.all(select(steps.c.id).where(where).limit(most))]
    if some:
        _withdraw(tx, some, now=now)
        tx.run(update(steps).where(steps.c.id.in_(some)).values(text=REMOVED))
        say_again(tx, _showing(tx, (), some), now=now)
    return len(some)


def _withdraw(tx: Tx, some: Collection[StepId], *, now: datetime) -> None:
    """Those of them that are unfinished."""
    for step in (one for one in many(tx, some).values() if one.unfinished):
        record(tx, step, "withdrawn", by=None, now=now)
        change(tx, step.id, now=now, state="withdrawn")


def _in_other_hands(step: Any, person: PersonId) -> bool:
    return step.state in ("picked_up", "returned") and step.holder_id not in (None, person)


def _touched(tx: Tx, person: PersonId) -> set[int]:
    asked = or_(questions.c.asker_id == person, questions.c.answerer_id == person)
    held_or_waiting = or_(steps.c.holder_id == person, steps.c.person_id == person)
    acted = or_(step_events.c.person_id == person, _held_before(person))
    found = (
        select(steps.c.id).where(held_or_waiting),
        select(questions.c.step_id).where(asked),
        select(step_events.c.step_id).where(acted),
    )
    return {row[0] for one in found for row in tx.all(one)}


def _held_before(person: PersonId) -> Any:
    """`before` is JSON as `storage.types` writes it: its names sorted, and no spaces."""
    return type_coerce(step_events.c.before, Text).contains(f'"holder":{person},')


def _showing(tx: Tx, theirs: Collection[int], touched: Collection[int]) -> set[str]:
    keys = [
        *tx.all(select(seen.c.key).where(seen.c.handoff_id.in_(list(theirs)))),
        *tx.all(select(shown.c.key).where(shown.c.step_id.in_(list(touched)))),
    ]
    return {row.key for row in keys}


def parts(tx: Tx, keys: Iterable[str]) -> set[str]:
    """The keys of all letters that these messages take."""
    wanted = set(keys)
    found = {row.key: row.parts for row in tx.all(select(digests.c.key, digests.c.parts))}
    notes_there = tx.all(select(notes.c.person_id, notes.c.day, notes.c.parts))
    found |= {note_key(PersonId(row.person_id), row.day): row.parts for row in notes_there}
    more = {f"{key}#{number}" for key in wanted for number in range(2, found.get(key, 1) + 1)}
    return wanted | more


def _words(tx: Tx, person: PersonId, theirs: Iterable[Any], written: Iterable[Any]) -> Iterator[str]:
    for row in theirs:
        yield from _said(row.content)
    yield from (row.text for row in written)
    held_by_them = select(steps.c.read_back).where(steps.c.holder_id == person)
    kept_lines = select(lines.c.text, lines.c.file).where(lines.c.person_id == person)
    for row in tx.all(kept_lines):
        yield row.text
        yield from _said(row.file)
    yield from (row[0] for row in tx.all(held_by_them) if row[0])
    yield from (row[0] for row in tx.all(select(questions.c.text).where(questions.c.asker_id == person)))
    answers = select(questions.c.answer).where(questions.c.answerer_id == person)
    yield from (row[0] for row in tx.all(answers) if row[0])
    for value in (*forgetting_requests.said(tx, person), *forgetting_decisions.said(tx, person)):
        yield from _said(value)
    for row in tx.all(select(step_events.c.before).where(_held_before(person))):
        yield row.before.get("read_back") or ""


def _said(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    match value:
        case str():
            yield value
        case {"media": _, "id": str(number), "name": str(name), "link": str(link)}:
            yield from (number, name, link, *_said(value.get("text")))
        case Mapping():
            for one in value.values():
                yield from _said(one)
        case list():
            for one in value:
                yield from _said(one)
        case _:
            return


def _without(snapshot: dict[str, Any], person: PersonId) -> dict[str, Any]:
    return {**snapshot, "seats": [one for one in snapshot.get("seats", []) if one[0] != person]}
