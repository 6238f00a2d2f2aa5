"""An edit of a decision that stands: its form is opened filled in, and saving it resets votes openly."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.decision import Decision
from bot.domain.identity import DecisionId, MessageRef, UserRef
from bot.domain.person import Person
from bot.messages import decision_edited as messages
from bot.messages import decision_told as told
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.decision import POSTED
from bot.messages.decision_form import (
    ALTERNATIVES,
    CONSENT,
    DECIDERS,
    EACH,
    NOTHING,
    PEOPLE,
    PROBLEM,
    PROPOSAL,
    SILENCE,
    SOONER,
    STANDING,
    TEAM,
    TITLE,
)
from bot.messages.document import Document
from bot.services import decision_close, decision_letters, decision_pages, decision_whom, decision_written
from bot.services.decision_subject import KIND, Subject, opened, plain, typed_in, votes_seen
from bot.services.decision_view import view
from storage import decision_edits, decisions, forms, people, posts, teams
from storage.transaction import Tx

_OTHER_VOTES = "Somebody has voted meanwhile. This is what saving resets now: save again if that is right."


def open_form(tx: Tx, by: UserRef, number: DecisionId, *, now: datetime) -> Answer:
    """*Edit*, for whoever proposed it, while it is open: the first page as it stands."""
    person = people.by_ref(tx, by)
    found = _editable(tx, person, number, now=now)
    if isinstance(found, Document) or person is None:
        return Tell(document=found if isinstance(found, Document) else told.gone(locale=""))
    subject = _begun(tx, person, found)
    token = forms.make(tx, person=person.id, kind=KIND, subject=subject.as_json(), now=now)
    return Ask(form=decision_pages.first(tx, person, subject, token=token))


def message_of(tx: Tx, by: UserRef, token: str) -> MessageRef | None:
    """Where the decision stands that an open form edits."""
    begun = opened(tx, by, token)
    if begun is None or begun[1].editing is None:
        return None
    key = f"{POSTED}/{begun[1].editing}"
    return posts.get_many(tx, [key]).get(key)


def preview(tx: Tx, person: Person, subject: Subject, *, token: str, now: datetime) -> Answer:
    """The second page was sent: what the edit comes to, with the votes that it resets."""
    found = _still(tx, person, subject, now=now)
    if not isinstance(found, Decision):
        return found
    after = decision_written.edited(tx, person, subject, found, now=now)
    if not isinstance(after, Decision):
        form = decision_pages.second(tx, person, subject, token=token, now=now)
        return Fix(form=form, errors=after, values=plain(subject.window))
    return Ask(form=decision_pages.third(tx, person, subject, after, token=token, now=now))


def save(tx: Tx, person: Person, subject: Subject, *, token: str, commented: bool, now: datetime) -> Answer:
    """The preview was sent. Where it no longer says what saving resets, it is shown again.

    commented: whether anyone has said something under it: then the thread hears of it, too.
    """
    before = _still(tx, person, subject, now=now)
    kept = forms.get(tx, token)  # anew: sent twice at once, the second has waited for the first
    if kept is not None and kept.used_at is not None and subject.editing is not None:
        return saved(tx, person, DecisionId(subject.editing))
    if not isinstance(before, Decision):
        return before
    after = decision_written.edited(tx, person, subject, before, now=now)
    if not isinstance(after, Decision):
        form = decision_pages.second(tx, person, subject, token=token, now=now)
        return Fix(form=form, errors=after, values=plain(subject.window))
    if votes_seen(before) != subject.seen:
        form = decision_pages.third(tx, person, subject, after, token=token, now=now)
        return Fix(form=form, errors={"": _OTHER_VOTES}, values={})
    _keep(tx, before, after, commented=commented, now=now)
    forms.change_subject(tx, token, replace(subject, decision=after.id).as_json())
    forms.use(tx, token, now=now)
    return saved(tx, person, after.id)


def saved(tx: Tx, person: Person, number: DecisionId) -> Answer:
    """What the form turns into, however often it is sent."""
    decision = decisions.get(tx, number)
    if decision is None:
        return Tell(document=told.gone(locale=person.locale))
    return Tell(document=messages.saved(view(tx, decision, person), locale=person.locale))


def _keep(tx: Tx, before: Decision, after: Decision, *, commented: bool, now: datetime) -> None:
    edit = after.edits[-1]
    decision_edits.add(tx, after.id, edit.changed, fresh=edit.fresh, now=now)
    decisions.change(tx, after)
    kept = decisions.get(tx, after.id)
    assert kept is not None, "it was edited a moment ago"
    decision_close.plan(tx, kept)
    decision_letters.post_edited(tx, before, kept, openly=bool(before.votes) or commented, now=now)


def _still(tx: Tx, person: Person, subject: Subject, *, now: datetime) -> Decision | Answer:
    """What is edited, if it can be, and as it was when the form was opened; else all that was typed."""
    assert subject.editing is not None, "it edits one"
    found = _editable(tx, person, DecisionId(subject.editing), now=now)
    if isinstance(found, Decision) and len(found.edits) != subject.edits:
        found = messages.meanwhile(locale=person.locale)
    if isinstance(found, Decision):
        return found
    typed = typed_in({**plain(subject.typed), **plain(subject.window)})
    return Tell(document=told.with_typed(found, typed=typed, locale=person.locale))


def _editable(tx: Tx, person: Person | None, number: DecisionId, *, now: datetime) -> Decision | Document:
    """Nobody else changes it until this is over. One whose instant has come is closed first."""
    decision = decisions.claim(tx, number)
    if decision is None or person is None or decision.tenant != person.tenant:
        return told.gone(locale="")
    if decision.proposer != person.id:
        return messages.not_yours_to_edit(view(tx, decision, person), locale=person.locale)
    if decision.open and decision.closes_at <= now:
        decision = decision_close.settle(tx, decision, now=now)
        decision_close.drop(tx, number)
    if not decision.open:
        return messages.over(view(tx, decision, person), now=now, locale=person.locale)
    return decision


def _silence(decision: Decision) -> str:
    if decision.silence_consents:
        return CONSENT
    return NOTHING if decision.turnout == "half" else decision.turnout


def _begun(tx: Tx, person: Person, decision: Decision) -> Subject:
    """Its form as it stands, in the channel where it stands."""
    content = decision.content
    typed: dict[str, Any] = {
        TITLE: content.title,
        PROBLEM: content.problem,
        PROPOSAL: content.proposal,
        ALTERNATIVES: content.alternatives,
    }
    subject = Subject(
        typed=typed,
        place={"kind": decision.place.kind, "id": decision.place.id},
        window={SOONER: content.sooner, SILENCE: _silence(decision)},
        editing=decision.id,
        edits=len(decision.edits),
    )
    team = teams.at(tx, decision.place) if decision.label else None
    choices = {one.value for one in decision_whom.teams_of(tx, person, subject)}
    chosen = f"{EACH if decision.regions else 'team:'}{team.id}" if team is not None else ""
    if chosen in choices:
        return replace(subject, typed={**typed, TEAM: chosen})
    if STANDING in choices:
        return replace(subject, typed={**typed, TEAM: STANDING})
    asked = (*decision.deciders, *decision.left_out)
    known = people.many(tx, asked)
    ids = [known[one].user.id for one in asked if known[one].eligible]
    return replace(subject, typed={**typed, TEAM: PEOPLE, DECIDERS: ids})
