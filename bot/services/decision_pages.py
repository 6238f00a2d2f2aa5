"""The three pages of a decision's form, drawn from what is kept with it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.decision import Decision
from bot.domain.identity import UserRef
from bot.domain.person import Person
from bot.messages import decision_form, decision_preview, decision_window
from bot.messages.decision_form import Drawn, Lost
from bot.messages.decision_preview import Preview
from bot.messages.document import Document, Paragraph, Spans
from bot.messages.form import Form
from bot.services import decision_letters, decision_whom, hours
from bot.services import decision_window as windows
from bot.services.decision_subject import Subject, plain, votes_seen
from bot.services.decision_view import view
from bot.services.mention import named_plainly
from storage import forms, people
from storage.transaction import Tx


def first(tx: Tx, person: Person, subject: Subject, *, token: str) -> Form:
    """What is proposed, and who decides."""
    before = decision_whom.standing(tx, subject)
    drawn = Drawn(
        values=plain(subject.typed),
        token=token,
        lost=_lost(subject),
        teams=decision_whom.teams_of(tx, person, subject),
        places=decision_whom.places(tx, person, subject) if before is None else (),
        editing=before is not None,
        voted=len(before.votes) if before is not None else 0,
    )
    return decision_form.form(drawn, locale=person.locale)


def _lost(subject: Subject) -> Lost:
    """The words that it quotes stand in it as it is opened by the shortcut, and not by a button later."""
    if not subject.quotes or subject.typed:
        return ""
    return "picked" if subject.publication is None else "agreed"


def second(tx: Tx, person: Person, subject: Subject, *, token: str, now: datetime) -> Form:
    """Until when. It keeps what it shows: to type that close is to choose it."""
    before = decision_whom.standing(tx, subject)
    closes_now = before.closes_at if before is not None else None
    reckoned = windows.shown(tx, person, subject, closes_now=closes_now, now=now)
    assert subject.decided is not None, "the first page was sent"
    decided = replace(subject.decided, shown=reckoned.closes_at.isoformat())
    forms.change_subject(tx, token, replace(subject, decided=decided).as_json())
    values = plain(subject.window)
    return decision_window.window_form(reckoned, values=values, token=token, locale=person.locale)


def third(tx: Tx, person: Person, subject: Subject, one: Decision, *, token: str, now: datetime) -> Form:
    """`one` as it would stand. It keeps which votes it says are reset."""
    before = decision_whom.standing(tx, subject)
    seen = votes_seen(before) if before is not None else ""
    forms.change_subject(tx, token, replace(subject, seen=seen).as_json())
    heard = one.edits[-1].reset if before is not None else one.deciders
    known = people.many(tx, {*one.deciders, *heard})
    others = [each for each in known.values() if each.id != one.proposer]
    at_hand = hours.reachable_of(tx, others, now=now)
    sleepers = [each.user for each in others if each.id not in at_hand]
    preview = Preview(
        view=replace(view(tx, one, None), zone=person.zone),
        where=subject.decided.where if subject.decided is not None else "",
        to=_plainly(decision_letters.to_whom(tx, one), sleepers),
        working=[each.name for each in others if each.id in at_hand and each.id in heard],
        later=[each.name for each in others if each.id not in at_hand],
        editing=before is not None,
    )
    return decision_preview.preview_form(preview, token=token, locale=person.locale)


def _plainly(spans: Spans, sleepers: list[UserRef]) -> Spans:
    """As its message will have them: who does not work now is named."""
    document = named_plainly(Document(blocks=(Paragraph(spans=spans),), summary="-", kind="notice"), sleepers)
    [block] = document.blocks
    assert isinstance(block, Paragraph), "it was one"
    return block.spans
