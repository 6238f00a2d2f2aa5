"""Somebody's name, id and words out of what was said to others: letters, forms, notes and timers."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Table, Text, and_, delete, or_, select, type_coerce, update

from bot.domain.identity import TenantId
from bot.domain.zone import zone_names
from bot.messages.letter import edit_key
from storage import decision_words
from storage.forgetting import GONE, REMOVED, Traces, parts
from storage.letters import emptied as without_words
from storage.tables import (
    decisions,
    focus,
    forms,
    grants,
    handoffs,
    held,
    inbox,
    lines,
    notes,
    nudges,
    outbox,
    people,
    places,
    posts,
    publications,
    questions,
    requests,
    reset_votes,
    steps,
    team_changes,
    teams,
    timers,
    votes,
)
from storage.transaction import Tx

# What colleagues wrote, perhaps with an id.
_TYPED = (
    focus.c.reason,
    grants.c.shown,
    handoffs.c.content,
    steps.c.text,
    steps.c.read_back,
    questions.c.text,
    questions.c.answer,
    requests.c.content,
    requests.c.answer,
    decisions.c.content,
    votes.c.reason,
    reset_votes.c.reason,
    lines.c.text,
    lines.c.file,
    publications.c.text,
    nudges.c.mentioned,
    nudges.c.link,
    team_changes.c.before,
    team_changes.c.after,
)

# What tells who added somebody, by their name. What else waits, or a note tells, has an id, a key or a zone.
_WELCOME = "welcome"

# What only a machine reads in a JSON value: kinds, keys and styles.
_MACHINE = frozenset({"is", "kind", "key", "under", "replaces", "style", "platform", "tenant", "zone"})

# So much of a longer text, by itself, is a piece of it: long ones are cut to fit a message.
_PIECE = 24

# No field of a form holds more, in characters.
_MOST_TYPED = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Letters to them that were dropped unsent, those that had been sent, and those to others emptied."""

    dropped: int
    deleted: int
    emptied: int


def erase(tx: Tx, left: Traces, *, now: datetime) -> Erased:
    """Everywhere at once. Letters to them go, with where they were posted.

    One to others that names or quotes them is emptied if it is settled, and keeps its place; one that waits
    is sent with somebody else's name and without the words.
    """
    eraser = _Eraser(left)
    done = _letters(tx, left, eraser, now=now)
    tenant = left.person.tenant
    _welcomes(tx, eraser, tenant=tenant)
    _rewrite(tx, forms.c.subject, eraser.needles, eraser.all_out_of, tenant=tenant)
    for column in _TYPED:
        _rewrite(tx, column, [eraser.user], eraser.id_out_of, tenant=tenant)
    decision_words.keep_with(tx, tenant, eraser.user)
    theirs_alone = inbox.c.key.startswith(f"{left.person.user.tenant}/", autoescape=True)
    heard = tx.all(select(inbox.c.key).where(theirs_alone, _has(inbox.c.key, [eraser.user])))
    theirs = [row.key for row in heard if eraser.names_them(row.key)]
    tx.run(delete(inbox).where(inbox.c.key.in_(theirs)))
    return done


class _Eraser:
    """Finds what is theirs in JSON values and takes it out."""

    def __init__(self, left: Traces) -> None:
        self.user, self.name = left.person.user.id, left.person.name
        self.needles = [one for one in (self.user, self.name) if one]
        lines_of_words = {one.strip() for text in left.words for one in (text, *_lines(text))}
        self._words = sorted((one for one in lines_of_words if one), key=len, reverse=True)
        self._long = [one for one in left.words if len(one) > _PIECE]
        self._id, self._name = _whole(self.user), _whole(self.name)

    def names_them(self, text: str) -> bool:
        return self._id.search(text) is not None

    def finds(self, value: Any) -> bool:
        texts = list(_texts(value))
        named = (self.names_them(one) or self._name.search(one) is not None for one in texts)
        return any(named) or any(self._unspoken(one) != one for one in texts)

    def id_out_of(self, value: Any) -> Any:
        return _mapped(value, lambda text: self._id.sub(GONE, text))

    def all_out_of(self, value: Any) -> Any:
        return _mapped(value, self._clean, mention=self._unmentioned)

    def name_out_of(self, text: str) -> str:
        return self._name.sub(GONE, self._id.sub(GONE, text))

    def _clean(self, text: str) -> str:
        if "/" in text and text in zone_names():  # a city may be called as they are
            return text
        return self.name_out_of(self._unspoken(text))

    def _unspoken(self, text: str) -> str:
        for word in self._words:
            if word in text:
                text = _whole(word).sub(REMOVED, text)
        piece = text.strip().removesuffix("…").strip()
        is_piece = len(piece) >= _PIECE and any(piece in one for one in self._long)
        return REMOVED if is_piece else text

    def _unmentioned(self, mention: Mapping[str, Any]) -> dict[str, Any] | None:
        theirs = mention.get("user", {}).get("id") == self.user
        return {"is": "Text", "text": GONE} if theirs else None


def _letters(tx: Tx, left: Traces, eraser: _Eraser, *, now: datetime) -> Erased:
    showing = parts(tx, left.keys)
    related = {*showing, *(edit_key(one) for one in showing)}
    about = or_(_has(outbox.c.letter, eraser.needles), outbox.c.key.in_(related), outbox.c.after.in_(related))
    rows = tx.all(
        select(outbox.c.id, outbox.c.key, outbox.c.state, outbox.c.letter).where(
            outbox.c.tenant_id == left.person.tenant, about
        )
    )
    theirs = [row for row in rows if _is_to(row.letter, eraser.user)]
    ids = [row.id for row in theirs]
    tx.run(delete(outbox).where(outbox.c.id.in_(ids)))
    tx.run(delete(posts).where(posts.c.key.in_([row.key for row in theirs])))
    emptied = 0
    gone = set(ids)
    for row in (one for one in rows if one.id not in gone):
        emptied += _emptied(tx, row, eraser, shows=row.key in related)
    waiting = sum(row.state == "waiting" for row in theirs)
    return Erased(dropped=waiting, deleted=len(theirs) - waiting, emptied=emptied)


def _emptied(tx: Tx, row: Row[Any], eraser: _Eraser, *, shows: bool) -> bool:
    """shows: it is known to show something of theirs."""
    if row.state == "waiting":
        cleaned = eraser.all_out_of(row.letter)
    else:
        cleaned = (
            without_words(row.letter, instead=REMOVED) if shows or eraser.finds(row.letter) else row.letter
        )
    if cleaned == row.letter:
        return False
    tx.run(update(outbox).where(outbox.c.id == row.id).values(letter=cleaned))
    return True


def _is_to(kept: dict[str, Any], user: str) -> bool:
    letter = kept.get("letter", {})
    ends = (letter.get("to"), letter.get("only"))
    return any(one and one.get("is") == "UserRef" and one.get("id") == user for one in ends)


def _welcomes(tx: Tx, eraser: _Eraser, *, tenant: TenantId) -> None:
    """Whoever they have added is welcomed by somebody else."""

    def subject(text: str) -> str:
        *team_and_time, by = text.split("/", 2)
        return "/".join((*team_and_time, eraser.name_out_of(by)))

    def items(told: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        return [
            {**one, "subject": subject(one["subject"])} if one["kind"] == _WELCOME else one for one in told
        ]

    ours = {row.id for row in tx.all(select(teams.c.id).where(teams.c.tenant_id == tenant))}
    due = select(timers.c.id, timers.c.subject, timers.c.payload).where(
        timers.c.kind == _WELCOME, _has(timers.c.payload, eraser.needles)
    )
    for row in tx.all(due):
        if int(row.subject.split("/")[0]) in ours:
            payload = {**row.payload, "by": eraser.name_out_of(row.payload["by"])}
            tx.run(update(timers).where(timers.c.id == row.id).values(payload=payload))
    is_one = held.c.kind == _WELCOME
    _rewrite(tx, held.c.subject, eraser.needles, subject, tenant=tenant, where=is_one)
    _rewrite(tx, notes.c["items"], eraser.needles, items, tenant=tenant)


def _rewrite(
    tx: Tx,
    column: Column[Any],
    needles: Sequence[str],
    cleaned: Callable[[Any], Any],
    *,
    tenant: TenantId,
    where: ColumnElement[bool] | None = None,
) -> None:
    table: Table = column.table
    keys = tuple(table.primary_key.columns)
    there = and_(_in_workspace(table, tenant), _has(column, needles))
    asked = select(*keys, column.label("value")).where(there if where is None else there & where)
    for row in tx.all(asked):
        value = cleaned(row.value)
        if value != row.value:
            same = and_(*(key == getattr(row, key.name) for key in keys))
            tx.run(update(table).where(same).values({column.name: value}))


def _in_workspace(table: Table, tenant: TenantId) -> ColumnElement[bool]:
    """Its rows that are of that workspace, by whatever they belong to."""
    if "tenant_id" in table.c:
        return table.c.tenant_id == tenant
    for name, owner in (("team_id", teams), ("place_id", places), ("person_id", people)):
        if name in table.c:
            return table.c[name].in_(select(owner.c.id).where(owner.c.tenant_id == tenant))
    of_team = select(steps.c.id).join(teams, teams.c.id == steps.c.team_id)
    return table.c.step_id.in_(of_team.where(teams.c.tenant_id == tenant))


def _has(column: Column[Any], needles: Sequence[str]) -> Any:
    """JSON spells some characters otherwise; a name that has such is looked for by its longest plain part."""
    text = type_coerce(column, Text)
    plain = [max(re.split(r'["\\\x00-\x1f]', one), key=len) for one in needles]
    return or_(*(text.contains(one, autoescape=True) for one in plain if one))


def _whole(text: str) -> re.Pattern[str]:
    """It, standing by itself: an id may begin another one."""
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)" if text else r"(?!)")


def _lines(text: str) -> list[str]:
    """Those of what was typed. What no field holds is a trace, whose lines may stand in anybody's words."""
    return text.splitlines() if len(text) <= _MOST_TYPED else []


def _texts(value: Any) -> Iterator[str]:
    """Every text but what only a machine reads."""
    match value:
        case str():
            yield value
        case Mapping():
            for name, one in value.items():
                if not _of_machines(name, one):
                    yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)
        case _:
            return


def _of_machines(name: str, value: Any) -> bool:
    """Those, and what a button stands for."""
    return name in _MACHINE or (name == "value" and isinstance(value, str))


def _mapped(
    value: Any,
    change: Callable[[str], str],
    *,
    mention: Callable[[Mapping[str, Any]], dict[str, Any] | None] = lambda _: None,
) -> Any:
    """The value with every such text changed, and each mention that `mention` says something else for."""
    match value:
        case str():
            return change(value)
        case {"is": "Mention"} if (instead := mention(value)) is not None:
            return instead
        case Mapping():
            return {
                name: one if _of_machines(name, one) else _mapped(one, change, mention=mention)
                for name, one in value.items()
            }
        case list():
            return [_mapped(one, change, mention=mention) for one in value]
        case _:
            return value
