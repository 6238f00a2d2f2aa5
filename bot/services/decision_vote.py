"""A vote: who may give it, until when, and what follows; an objection has a reason."""

from datetime import datetime

from bot.domain.decision import Choice, Decision, Vote
from bot.domain.identity import DecisionId, UserRef
from bot.domain.person import Person
from bot.messages import decision_edited, decision_form, notice
from bot.messages import decision_told as messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.decision import WAITS
from bot.messages.decision_form import REASON
from bot.messages.document import Document
from bot.messages.form import Form, Values
from bot.messages.request_values import text
from bot.services import decision_late, decision_letters
from bot.services.decision_view import view
from storage import decisions, forms, notes, people
from storage.notes import Item
from storage.transaction import Tx

KIND = "decide.object"


def vote(tx: Tx, by: UserRef, number: DecisionId, choice: Choice, *, edition: int, now: datetime) -> Answer:
    """*Approve* or *Abstain*. It counts at once, and takes the place of what they said before.

    edition: of the decision, that they have read.
    """
    found = _votable(tx, by, number, edition=edition, now=now)
    if isinstance(found, Document):
        return Tell(document=found)
    decision, person = found
    if decision.spoken_for(person.id):
        return _besides(tx, decision, person, now=now)
    return _said(tx, decision, person, Vote(choice=choice, at=now), now=now)


def _besides(tx: Tx, decision: Decision, person: Person, *, now: datetime) -> Answer:
    """Somebody else votes for their region: they can object, and take that back."""
    if person.id in decision.votes:
        decisions.take_back(tx, decision.id, person.id)
        decision_letters.show_vote(tx, decision.id, [person.id], now=now)
    return Tell(document=messages.region_voted(view(tx, decision, person), locale=person.locale))


def object_to(tx: Tx, by: UserRef, number: DecisionId, *, edition: int, now: datetime) -> Answer:
    """*Object*: the form for the reason. edition: as in `vote`."""
    found = _votable(tx, by, number, edition=edition, objects=True, now=now)
    if isinstance(found, Document):
        return Tell(document=found)
    decision, person = found
    before = decision.votes.get(person.id)
    subject = {"decision": number, "edition": edition}
    token = forms.make(tx, person=person.id, kind=KIND, subject=subject, now=now)
    return Ask(
        form=_form(tx, decision, person, {REASON: before.reason if before is not None else ""}, token=token)
    )


def objected(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """The reason was sent. Whatever is in the way, it comes back."""
    typed = text(values, REASON)
    kept, person = forms.get(tx, token), people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return Tell(document=notice.not_your_form(typed=typed, command="/decide list", locale=""))
    number, edition = DecisionId(kept.subject["decision"]), kept.subject.get("edition", 0)
    found = _votable(tx, by, number, edition=edition, objects=True, now=now)
    if isinstance(found, Document):
        return Tell(document=messages.with_typed(found, typed=typed, locale=""))
    decision, _ = found
    if not typed:
        form = _form(tx, decision, person, values, token=token)
        return Fix(form=form, errors={REASON: "Say why, so that the proposal can be mended."}, values=values)
    forms.use(tx, token, now=now)
    objection = Vote(choice="object", at=now, reason=typed)
    if decision.open:
        return _said(tx, decision, person, objection, now=now)
    decision_late.reopen(tx, decision, person, objection, now=now)
    again = decisions.get(tx, decision.id)
    assert again is not None, "it was opened a moment ago"
    return Tell(document=messages.opened_again(view(tx, again, person), locale=person.locale))


def _votable(
    tx: Tx, by: UserRef, number: DecisionId, *, edition: int, objects: bool = False, now: datetime
) -> tuple[Decision, Person] | Document:
    """What they may vote on, or why not. A decision whose instant has come is over, settled or not.

    edition: what they have read of it; nothing counts for another. objects: it is an objection, which for a
    while may come late.
    """
    decision, person = decisions.claim(tx, number), people.by_ref(tx, by)
    if decision is None or person is None or decision.tenant != person.tenant:
        return messages.gone(locale="")
    one = view(tx, decision, person)
    late = objects and decision.may_object_late(person.id, now=now)
    if not late and (not decision.open or decision.closes_at <= now):
        return messages.closed_already(one, locale=person.locale)
    if not late and person.id not in decision.deciders:
        return messages.not_deciding(one, locale=person.locale)
    if edition != decision.edition:
        return decision_edited.other_words(one, locale=person.locale)
    return decision, person


def _said(tx: Tx, decision: Decision, person: Person, said: Vote, *, now: datetime) -> Answer:
    before = decision.votes.get(person.id)
    same = before is not None and (before.choice, before.reason) == (said.choice, said.reason)
    if not same or decision.waits_for(person.id):
        decisions.vote(tx, decision.id, person.id, decision.given(person.id, said))
        region = decision.regions.get(person.id)
        all_of_it = [one for one, name in decision.regions.items() if name == region]
        for one in (served := sorted({person.id, *all_of_it})):
            notes.let_go(tx, one, [Item(kind=WAITS, subject=f"{decision.id}")])
        decision_letters.show_vote(tx, decision.id, served, now=now)
    voted = decisions.get(tx, decision.id)
    assert voted is not None, "somebody has just voted on it"
    return Tell(document=messages.voted(view(tx, voted, person), locale=person.locale))


def _form(tx: Tx, decision: Decision, person: Person, values: Values, *, token: str) -> Form:
    one = view(tx, decision, person)
    return decision_form.object_form(one, values=values, token=token, locale=person.locale)
