"""What an open form of a decision comes to as it is: a new decision, or an edit of one; or what to mend."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain.decision import Content, Decision, Edit, NewDecision, changed_parts
from bot.domain.identity import DecisionId, PersonId
from bot.domain.person import Person
from bot.domain.turnout import TURNOUTS, Turnout
from bot.domain.window import Window
from bot.messages.decision_form import ALTERNATIVES, CONSENT, PROBLEM, PROPOSAL, SILENCE, SOONER, TITLE
from bot.messages.form import Errors, Values
from bot.messages.request_values import text
from bot.services import decision_window
from bot.services.decision_subject import Decided, Subject, plain
from bot.services.decision_window import Names
from storage import people
from storage.transaction import Tx

_SAME = "Nothing is changed yet. Go back to change what it says or who decides, or type another close."


def written(tx: Tx, person: Person, subject: Subject, *, now: datetime) -> NewDecision | Errors:
    """A new one, its window reckoned from now."""
    decided, window, names = _reckoned(tx, subject, now=now)
    close = _close(person, subject, window, names)
    if not isinstance(close, tuple):
        return close
    return NewDecision(
        proposer=person.id,
        content=_content(subject, sooner=close[1]),
        deciders=_members(window.there, decided, names),
        left_out=_members(window.away, decided, names),
        regions=decided.region_of,
        place=decided.at(person.user),
        closes_at=close[0],
        fair_at=window.closes_at,
        set_by=window.set_by,
        label=decided.label,
        silence_consents=plain(subject.window).get(SILENCE) == CONSENT,
        turnout=_turnout(plain(subject.window)),
    )


def unkept(new: NewDecision, person: Person, *, now: datetime) -> Decision:
    """A new one as it would stand; it has no number yet."""
    return Decision(
        id=DecisionId(0),
        tenant=person.tenant,
        proposer=new.proposer,
        content=new.content,
        deciders=new.deciders,
        left_out=new.left_out,
        place=new.place,
        state="open",
        asked_at=now,
        closes_at=new.closes_at,
        fair_at=new.fair_at,
        set_by=new.set_by,
        label=new.label,
        silence_consents=new.silence_consents,
        turnout=new.turnout,
        regions=new.regions,
    )


def edited(tx: Tx, person: Person, subject: Subject, before: Decision, *, now: datetime) -> Decision | Errors:
    """The same decision as it would stand. The last of its edits is this one, whose votes are reset.

    With another text or others who decide everyone has their hours anew. A later close alone resets nothing.
    """
    decided, window, names = _reckoned(tx, subject, now=now)
    values = plain(subject.window)
    after = replace(
        before,
        content=_content(subject, sooner=""),
        deciders=_members(window.there, decided, names),
        left_out=_members(window.away, decided, names),
        regions=decided.region_of,
        away={},
        joined={},
        label=decided.label,
        silence_consents=values.get(SILENCE) == CONSENT,
        turnout=_turnout(values),
    )
    typed = decision_window.typed_close(values, window, zone=person.zone, stands=before.closes_at)
    if typed is not None and not isinstance(typed, datetime):
        return typed
    changed = changed_parts(before, after, there=_there(tx, before))
    if not changed:
        stands = before.closes_at.replace(second=0, microsecond=0)
        if typed is None or typed == stands:
            return {"": _SAME}
        if typed > stands:
            named = replace(before, label=after.label)
            return _later(named, typed, why=text(values, SOONER), now=now)
    close = _close(person, subject, window, names, stands=before.closes_at)
    if not isinstance(close, tuple):
        return close
    edit = Edit(at=now, changed=changed or ("close",), fresh=True, reset=before.votes)
    return replace(
        after,
        content=replace(after.content, sooner=close[1]),
        closes_at=close[0],
        fair_at=window.closes_at,
        set_by=window.set_by,
        votes={},
        edits=(*before.edits, edit),
    )


def _later(before: Decision, closes_at: datetime, *, why: str, now: datetime) -> Decision:
    """Only the close moves: whoever has voted has voted on what it says."""
    sooner = (why or before.content.sooner) if closes_at < before.fair_at else ""
    return replace(
        before,
        content=replace(before.content, sooner=sooner),
        closes_at=closes_at,
        edits=(*before.edits, Edit(at=now, changed=("close",), fresh=False)),
    )


def _turnout(values: Values) -> Turnout:
    """How many have to vote, where silence is no consent."""
    return next((one for one in TURNOUTS if one == values.get(SILENCE)), "half")


def _members(some: Collection[PersonId], decided: Decided, names: Names) -> tuple[PersonId, ...]:
    """These; where one of each region decides, all of theirs, of those who are still known by name."""
    found = decision_window.of_regions(some, decided.region_of)
    return tuple(one for one in found if one in names and one in decided.ids)


def _reckoned(tx: Tx, subject: Subject, *, now: datetime) -> tuple[Decided, Window[PersonId], Names]:
    found = decision_window.reckoned(tx, subject, now=now)
    assert subject.decided is not None, "the first page was sent"
    assert found is not None, "somebody is there"
    return subject.decided, *found


def _close(
    person: Person,
    subject: Subject,
    window: Window[PersonId],
    names: Names,
    *,
    stands: datetime | None = None,
) -> tuple[datetime, str] | Errors:
    shown = subject.decided.shown_close if subject.decided is not None else None
    values = plain(subject.window)
    return decision_window.close_of(values, window, names, zone=person.zone, shown=shown, stands=stands)


def _content(subject: Subject, *, sooner: str) -> Content:
    first = plain(subject.typed)
    return Content(
        title=text(first, TITLE),
        problem=text(first, PROBLEM),
        proposal=text(first, PROPOSAL),
        alternatives=text(first, ALTERNATIVES),
        sooner=sooner,
    )


def _there(tx: Tx, before: Decision) -> Collection[PersonId]:
    """Who was asked, without whoever has left the workspace since."""
    asked = people.many(tx, [*before.deciders, *before.left_out])
    return [one.id for one in asked.values() if one.eligible]
