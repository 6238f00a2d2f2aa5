"""A decision that is being written: its form is opened, and its three pages are sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.decision import NewDecision
from bot.domain.identity import DecisionId, Place, UserRef
from bot.domain.person import Person, Profile
from bot.domain.publication import Publication, Quote
from bot.messages import decision_edited, notice, publication_told
from bot.messages import decision_told as told
from bot.messages import when as when_messages
from bot.messages.answer import Answer, Ask, Fix, Nothing, Tell
from bot.messages.decision_form import MOST_TEXT, MOST_TITLE, PROBLEM, TITLE
from bot.messages.decision_window import WINDOW_FORM
from bot.messages.document import Document
from bot.messages.form import Values
from bot.services import (
    decision_close,
    decision_edit,
    decision_letters,
    decision_pages,
    decision_still,
    decision_whom,
    decision_window,
    decision_written,
    publication_close,
)
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
    return Ask(form=decision_pages.first(tx, person, subject, token=token))


def open_said(tx: Tx, by: UserRef, *, quote: Quote, channel: Channel | None, now: datetime) -> Answer:
    """*Make it a decision*: the first page with what was said in a public channel, wherever it is posted."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=when_messages.not_met(locale=""))
    return open_quoting(tx, person, quote=quote, channel=channel, now=now)


def open_quoting(tx: Tx, person: Person, *, quote: Quote, channel: Channel | None, now: datetime) -> Answer:
    """The first page with somebody's words in it, which are kept only once it is sent."""
    return _open_quoting(tx, person, Subject.of(channel, typed={}), quote, now=now)


def open_consented(tx: Tx, person: Person, one: Publication, *, author: str, now: datetime) -> Answer:
    """The same with words from a private conversation, for the one channel that all have agreed to."""
    return _open_quoting(tx, person, Subject.quoting(one), Quote(author=author, words=one.text), now=now)


def resume(tx: Tx, by: UserRef, *, token: str, now: datetime) -> Answer:
    """*Propose*, where no command can open a form: the one that was begun, or once it is sent a new one."""
    begun = opened(tx, by, token)
    if begun is None:
        return _lost("")
    person, subject = begun
    if subject.decision is not None and subject.editing is not None:
        return decision_edit.open_form(tx, by, DecisionId(subject.editing), now=now)
    if subject.decision is None and publication_close.lost(tx, subject.publication, now=now):
        return _taken_back(person, {})
    if subject.decision is not None:
        subject = replace(
            subject, typed={}, window={}, decided=None, decision=None, publication=None, quotes=False
        )
        token = forms.make(tx, person=person.id, kind=KIND, subject=subject.as_json(), now=now)
    return Ask(form=decision_pages.first(tx, person, subject, token=token))


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
        return _done(tx, person, subject)
    if publication_close.lost(tx, subject.publication, now=now):
        return _taken_back(person, values)
    subject = replace(subject, typed=dict(values), decided=None)
    whom = decision_whom.whom(tx, person, subject, profiles=profiles, channel=channel)
    errors = {**decision_whom.empty(values), **(whom if not isinstance(whom, Whom) else {})}
    if not errors and isinstance(whom, Whom):
        ids = [*whom.members, *(one.id for one in people.keep(tx, whom.profiles, now=now))]
        decided = Decided.of(ids, place=whom.place, label=whom.label, where=whom.where, regions=whom.regions)
        there = replace(subject, decided=decided)
        if decision_window.reckoned(tx, there, now=now) is not None:
            return Ask(form=decision_pages.second(tx, person, there, token=token, now=now))
        errors = {whom.field: "None of them is at work in the coming days. Choose who can decide."}
    forms.change_subject(tx, token, subject.as_json())
    form = decision_pages.first(tx, person, subject, token=token)
    return Fix(form=form, errors=errors, values=values)


def windowed(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """The second page: on to the preview, or what to mend."""
    begun = opened(tx, by, token)
    if begun is None or begun[1].decided is None:
        return _lost(typed_in(values))
    person, subject = begun
    if subject.decision is not None:
        return _done(tx, person, subject)
    if publication_close.lost(tx, subject.publication, now=now):
        return _taken_back(person, {**plain(subject.typed), **values})
    subject = replace(subject, window=dict(values))
    forms.change_subject(tx, token, subject.as_json())
    if decision_window.reckoned(tx, subject, now=now) is None:
        return _refused(person, subject, told.nobody_there(locale=person.locale))
    if subject.editing is not None:
        return decision_edit.preview(tx, person, subject, token=token, now=now)
    new = decision_written.written(tx, person, subject, now=now)
    if not isinstance(new, NewDecision):
        form = decision_pages.second(tx, person, subject, token=token, now=now)
        return Fix(form=form, errors=new, values=values)
    one = decision_written.unkept(new, person, now=now)
    return Ask(form=decision_pages.third(tx, person, subject, one, token=token, now=now))


def back(tx: Tx, by: UserRef, *, form: str, token: str, values: Values, now: datetime) -> Answer:
    """*Back*: the page before, as it was filled in; what was typed on this one is kept for later."""
    begun = opened(tx, by, token)
    if begun is None or begun[1].decision is not None:
        return Nothing()
    person, subject = begun
    if publication_close.lost(tx, subject.publication, now=now):
        return _taken_back(person, {})
    if form == WINDOW_FORM:
        subject = replace(subject, window=dict(values))
        forms.change_subject(tx, token, subject.as_json())
    elif subject.decided is not None and decision_window.reckoned(tx, subject, now=now) is not None:
        return Ask(form=decision_pages.second(tx, person, subject, token=token, now=now))
    return Ask(form=decision_pages.first(tx, person, subject, token=token))


def sent(
    tx: Tx, by: UserRef, *, token: str, channel: Channel | None, commented: bool = False, now: datetime
) -> Answer:
    """The preview: keep it and post it, or save the edit. Sent again, it is the same decision.

    channel: where it is to be posted, as it is now. Where it cannot be, all that was typed comes back.
    commented: of one that is edited, whether anyone has said something under it.
    """
    begun = opened(tx, by, token)
    if begun is None or begun[1].decided is None:
        return _lost("")
    person, subject = begun
    if subject.decision is not None:
        return _done(tx, person, subject)
    refusal = decision_still.refusal(person, subject, channel)
    subject = decision_still.as_it_is(tx, subject, channel)
    if refusal is None and decision_window.reckoned(tx, subject, now=now) is None:
        refusal = told.nobody_there(locale=person.locale)
    quoted = publication_close.of_decision(tx, subject.publication, now=now)
    if quoted is not None:
        refusal = decision_still.refusal_quoting(person, quoted.where, channel) or refusal
    if quoted is not None and publication_close.turned_public(quoted, channel):
        publication_close.end(tx, quoted, "over", now=now)
        quoted = None
    if subject.publication is not None and quoted is None:
        refusal = publication_told.no_longer_agreed(locale=person.locale)
    if refusal is not None:
        return _refused(person, subject, refusal)
    if subject.editing is not None:
        return decision_edit.save(tx, person, subject, token=token, commented=commented, now=now)
    return _posted(tx, person, subject, quoted, token=token, now=now)


def _posted(
    tx: Tx, person: Person, subject: Subject, quoted: Publication | None, *, token: str, now: datetime
) -> Answer:
    """quoted: private words that all have agreed to, which this publishes."""
    new = decision_written.written(tx, person, subject, now=now)
    if not isinstance(new, NewDecision):
        form = decision_pages.second(tx, person, subject, token=token, now=now)
        return Fix(form=form, errors=new, values=plain(subject.window))
    kept = decisions.get(tx, decisions.add(tx, new, now=now))
    assert kept is not None, "it was kept a moment ago"
    subject = replace(subject, decision=kept.id)
    forms.change_subject(tx, token, subject.as_json())
    forms.use(tx, token, now=now)
    decision_letters.deliver(tx, kept, now=now)
    decision_close.plan(tx, kept)
    if quoted is not None:
        publication_close.end(tx, quoted, "published", now=now)
    return _done(tx, person, subject)


def _open_quoting(tx: Tx, person: Person, subject: Subject, quote: Quote, *, now: datetime) -> Answer:
    if not decision_whom.places(tx, person, subject):
        return Tell(document=told.nowhere(locale=person.locale))
    subject = replace(subject, quotes=True)
    token = forms.make(tx, person=person.id, kind=KIND, subject=subject.as_json(), now=now)
    drawn = replace(subject, typed={PROBLEM: quote.as_text(MOST_TEXT)})
    return Ask(form=decision_pages.first(tx, person, drawn, token=token))


def _done(tx: Tx, person: Person, subject: Subject) -> Answer:
    assert subject.decision is not None, "it was sent"
    if subject.editing is not None:
        return decision_edit.saved(tx, person, DecisionId(subject.editing))
    decision = decisions.get(tx, DecisionId(subject.decision))
    if decision is None:
        return Tell(document=told.gone(locale=person.locale))
    return Tell(document=told.sent(view(tx, decision, person), locale=person.locale))


def _refused(person: Person, subject: Subject, refusal: Document) -> Answer:
    typed = typed_in({**plain(subject.typed), **plain(subject.window)})
    if subject.editing is not None:
        refusal = decision_edited.not_saved(locale=person.locale)
    return Tell(document=told.with_typed(refusal, typed=typed, locale=person.locale))


def _taken_back(person: Person, values: Values) -> Answer:
    """values: what is being sent, handed back and not kept."""
    refusal = publication_told.no_longer_agreed(locale=person.locale)
    return Tell(document=told.with_typed(refusal, typed=typed_in(values), locale=person.locale))


def _lost(typed: str) -> Answer:
    return Tell(document=notice.not_your_form(typed=typed, command=COMMAND, locale=""))
