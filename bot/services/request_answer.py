"""The answer to a request: its form, who may give it, and what follows."""

from datetime import datetime

from bot.domain.identity import RequestId, UserRef
from bot.domain.person import Person
from bot.domain.request import Request
from bot.messages import notice, request_form, request_values
from bot.messages import request_told as messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.document import Document
from bot.messages.form import Form, Values
from bot.messages.request_form import TEXT
from bot.services import request_letters, request_overdue, request_reads
from bot.services.request_view import view
from storage import forms, people, requests
from storage.transaction import Tx

KIND = "ask.reply"


def answer(tx: Tx, by: UserRef, number: RequestId, *, where: str, now: datetime) -> Answer:
    """*Answer*: the form, for those whom it is for, and for everyone in the channel where it stands.

    where: the id of the conversation in which it was pressed.
    """
    found = _answerable(tx, by, number, where=where)
    if isinstance(found, Document):
        return Tell(document=found)
    request, person = found
    subject = {"request": number, "place": where}
    token = forms.make(tx, person=person.id, kind=KIND, subject=subject, now=now)
    return Ask(form=_form(tx, request, person, values={TEXT: request.answer}, token=token))


def answered(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """Keep the answer. The first counts; whoever gave it may put it in other words."""
    typed = request_values.text(values, TEXT)
    kept, person = forms.get(tx, token), people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return Tell(document=notice.not_your_form(typed=typed, command="/ask list", locale=""))
    number = RequestId(kept.subject["request"])
    found = _answerable(tx, by, number, where=kept.subject["place"])
    if isinstance(found, Document):
        return Tell(document=messages.with_typed(found, typed=typed, locale=""))
    request, _ = found
    if not typed:
        form = _form(tx, request, person, values=values, token=token)
        return Fix(form=form, errors={TEXT: "Say what they need to know."}, values=values)
    again = request.answered_at
    if typed != request.answer or again is None:
        request_overdue.drop(tx, number)
        requests.answer(tx, number, by=person.id, text=typed, now=again or now)
        request_letters.keep_current(tx, number, now=now)
    forms.use(tx, token, now=now)
    return _told(tx, number, person, now=now)


def _told(tx: Tx, number: RequestId, person: Person, *, now: datetime) -> Answer:
    """Whoever asked hears of it once, unless they found out themselves."""
    request = requests.get(tx, number)
    assert request is not None, "it was answered in this transaction"
    asker = people.many(tx, [request.asker])[request.asker]
    if asker.id == person.id:
        return Tell(document=messages.answered_yourself(locale=person.locale))
    request_letters.send_answer(tx, request, now=now)
    reads = request_reads.answer_read(tx, request, asker, zone=person.zone, now=now)
    return Tell(document=messages.answer_noted(reads=reads, locale=person.locale))


def _answerable(tx: Tx, by: UserRef, number: RequestId, *, where: str) -> tuple[Request, Person] | Document:
    """What they may answer, or why not."""
    request, person = requests.get(tx, number), people.by_ref(tx, by)
    if request is None or person is None or request.tenant != person.tenant:
        return messages.gone(locale="")
    here = request.place is not None and request.place.id == where
    if person.id not in (request.asker, *request.to) and not here:
        asker = view(tx, request, person).asker
        return messages.not_for_you(asker=asker, locale=person.locale)
    if not request.open and (request.state == "withdrawn" or request.answerer != person.id):
        return messages.answered_already(view(tx, request, person), locale=person.locale)
    return request, person


def _form(tx: Tx, request: Request, person: Person, *, values: Values, token: str) -> Form:
    one = view(tx, request, person)
    return request_form.reply_form(one, values=values, token=token, locale=person.locale)
