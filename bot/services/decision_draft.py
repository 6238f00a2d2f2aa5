"""A decision that is being written: its form is opened, and its two pages are sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.decision import Content, Decision, NewDecision
from bot.domain.identity import DecisionId, Place, UserRef
from bot.domain.person import Person, Profile
from bot.messages import decision_form as forms_of
from bot.messages import decision_told as told
from bot.messages import notice
from bot.messages import when as when_messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.decision_form import CONSENT, MOST_TITLE, PROBLEM, SILENCE, TITLE, Drawn
from bot.messages.form import Errors, Form, Values
from bot.messages.request_values import text
from bot.services import decision_close, decision_letters, decision_still, decision_whom, decision_window
from bot.services.decision_subject import KIND, Decided, Subject, opened, plain, typed_in
from bot.services.decision_view import view
from bot.services.decision_whom import Whom
from bot.services.platform import Channel
from bot.services.request_text import parted
from storage import decisions, forms, people
from storage.transaction import Tx

COMMAND = "/decide"


def open_form(tx: Tx, by: UserRef, *, title: str, channel: Channel | None, now: datetime) -> Answer:
    """`/decide`: the first page, the title filled in. channel: where it was asked, if the bot is there."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=when_messages.not_met(locale=""))
    head, rest = parted(title.strip(), MOST_TITLE)
    subject = Subject.of(channel, typed={TITLE: head, PROBLEM: rest})
    if not decision_whom.places(tx, person, subject):
        return Tell(document=told.nowhere(locale=person.locale))
    token = forms.make(tx, person=person.id, kind=KIND, subject=subject.as_json(), now=now)
    return Ask(form=_first(tx, person, subject, token=token))


def resume(tx: Tx, by: UserRef, *, token: str, now: datetime) -> Answer:
    """*Propose*, where no command can open a form: the one that was begun, or once it is sent a new one."""
    begun = opened(tx, by, token)
    if begun is None:
        return _lost("")
    person, subject = begun
    if subject.decision is not None:
        subject = replace(subject, typed={}, decided=None, decision=None)
        token = forms.make(tx, person=person.id, kind=KIND, subject=subject.as_json(), now=now)
    return Ask(form=_first(tx, person, subject, token=token))


def decided_place(tx: Tx, by: UserRef, token: str) -> Place | None:
    """The channel that an open form, whose first page was sent, is to be posted in."""
    begun = opened(tx, by, token)
    decided = begun[1].decided if begun is not None else None
    return decided.at(by) if decided is not None else None


def place_of(tx: Tx, by: UserRef, token: str, values: Values) -> Place | None:
    """The channel that an open form is to be posted in, with these values."""
    begun = opened(tx, by, token)
    return decision_whom.place(tx, *begun, values) if begun is not None else None


def proposed(
    tx: Tx,
    by: UserRef,
    *,
    token: str,
    values: Values,
    profiles: Sequence[Profile],
    channel: Channel | None,
    now: datetime,
) -> Answer:
    """The first page: on to the second, or what to mend.

    profiles: of those who are picked. channel: where it is to be posted, as it is now.
    """
    begun = opened(tx, by, token)
    if begun is None:
        return _lost(typed_in(values))
    person, subject = begun
    if subject.decision is not None:
        return _posted(tx, person, DecisionId(subject.decision))
    subject = replace(subject, typed=dict(values), decided=None)
    whom = decision_whom.whom(tx, person, subject, profiles=profiles, channel=channel)
    errors = {**decision_whom.empty(values), **(whom if not isinstance(whom, Whom) else {})}
    if errors or not isinstance(whom, Whom):
        forms.change_subject(tx, token, subject.as_json())
        return Fix(form=_first(tx, person, subject, token=token), errors=errors, values=values)
    ids = [*whom.members, *(one.id for one in people.keep(tx, whom.profiles, now=now))]
    decided = Decided.of(ids, place=whom.place, label=whom.label, where=whom.where)
    found = decision_window.reckoned(tx, replace(subject, decided=decided), now=now)
    if found is None:
        forms.change_subject(tx, token, subject.as_json())
        errors = {whom.field: "None of them is at work in the coming days. Choose who can decide."}
        return Fix(form=_first(tx, person, subject, token=token), errors=errors, values=values)
    subject = replace(subject, decided=decided)
    return Ask(form=_second(tx, person, subject, {}, token=token, now=now))


def sent(
    tx: Tx, by: UserRef, *, token: str, values: Values, channel: Channel | None, now: datetime
) -> Answer:
    """The second page: keep it and post it. Sent again, it is the same decision.

    channel: where it is to be posted, as it is now. Where it cannot be, all that was typed comes back.
    """
    begun = opened(tx, by, token)
    if begun is None or begun[1].decided is None:
        return _lost(typed_in(values))
    person, subject = begun
    if subject.decision is not None:
        return _posted(tx, person, DecisionId(subject.decision))
    refusal = decision_still.refusal(person, subject, channel)
    subject = decision_still.as_it_is(tx, subject, channel)
    if refusal is None and decision_window.reckoned(tx, subject, now=now) is None:
        refusal = told.nobody_there(locale=person.locale)
    if refusal is not None:
        typed = typed_in({**plain(subject.typed), **values})
        return Tell(document=told.with_typed(refusal, typed=typed, locale=person.locale))
    kept = _kept(tx, person, subject, values, now=now)
    if not isinstance(kept, Decision):
        form = _second(tx, person, subject, values, token=token, now=now)
        return Fix(form=form, errors=kept, values=values)
    forms.change_subject(tx, token, replace(subject, decision=kept.id).as_json())
    forms.use(tx, token, now=now)
    decision_letters.deliver(tx, kept, now=now)
    decision_close.plan(tx, kept)
    return _posted(tx, person, kept.id)


def _kept(tx: Tx, person: Person, subject: Subject, values: Values, *, now: datetime) -> Decision | Errors:
    found = decision_window.reckoned(tx, subject, now=now)
    assert subject.decided is not None, "the first page was sent"
    assert found is not None, "somebody is there"
    window, names = found
    shown = subject.decided.shown_close
    close = decision_window.close_of(values, window, names, zone=person.zone, shown=shown)
    if not isinstance(close, tuple):
        return close
    closes_at, sooner = close
    first = plain(subject.typed)
    new = NewDecision(
        proposer=person.id,
        content=Content(
            title=text(first, TITLE),
            problem=text(first, PROBLEM),
            proposal=text(first, forms_of.PROPOSAL),
            alternatives=text(first, forms_of.ALTERNATIVES),
            sooner=sooner,
        ),
        deciders=tuple(window.there),
        left_out=window.away,
        place=subject.decided.at(person.user),
        closes_at=closes_at,
        fair_at=window.closes_at,
        set_by=window.set_by,
        label=subject.decided.label,
        silence_consents=values.get(SILENCE) == CONSENT,
    )
    decision = decisions.get(tx, decisions.add(tx, new, now=now))
    assert decision is not None, "it was kept a moment ago"
    return decision


def _posted(tx: Tx, person: Person, number: DecisionId) -> Answer:
    decision = decisions.get(tx, number)
    if decision is None:
        return Tell(document=told.gone(locale=person.locale))
    return Tell(document=told.sent(view(tx, decision, person), locale=person.locale))


def _first(tx: Tx, person: Person, subject: Subject, *, token: str) -> Form:
    drawn = Drawn(
        values=plain(subject.typed),
        token=token,
        teams=decision_whom.teams_of(tx, person),
        places=decision_whom.places(tx, person, subject),
    )
    return forms_of.form(drawn, locale=person.locale)


def _second(tx: Tx, person: Person, subject: Subject, values: Values, *, token: str, now: datetime) -> Form:
    """It keeps what it shows: to type that close is to choose it."""
    reckoned = decision_window.shown(tx, person, subject, now=now)
    assert subject.decided is not None, "the first page was sent"
    decided = replace(subject.decided, shown=reckoned.closes_at.isoformat())
    forms.change_subject(tx, token, replace(subject, decided=decided).as_json())
    return forms_of.window_form(reckoned, values=values, token=token, locale=person.locale)


def _lost(typed: str) -> Answer:
    return Tell(document=notice.not_your_form(typed=typed, command=COMMAND, locale=""))
