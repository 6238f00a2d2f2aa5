"""A request that adds context to a message: its form, and posting it in that message's thread."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.domain.context.reading import reader
from bot.domain.identity import NudgeId, UserRef
from bot.domain.nudge import Nudge
from bot.domain.person import Person
from bot.domain.text import lines, shorten, valid_url
from bot.messages import nudge as nudge_messages
from bot.messages import nudge_asked as asked_messages
from bot.messages import nudge_request as messages
from bot.messages.answer import Answer, Ask, Fix, Nothing, Tell
from bot.messages.document import Mention, Spans, words
from bot.messages.form import Errors, Form, Values
from bot.messages.letter import Letter
from bot.messages.nudge_request import ABOUT, BY, LINKS, NEED, Request
from bot.messages.nudge_words import NudgeWords, words_in
from bot.messages.request_values import instant, with_place
from bot.services.nudge import theirs
from bot.services.posting import letter_to, post, tenant_of
from storage import forms, nudges, people
from storage.transaction import Tx

KIND = "request"

# The language whose words for a time are known.
ENGLISH = "en"


def open_form(tx: Tx, by: UserRef, nudge: NudgeId, *, typed: str, now: datetime) -> Answer:
    """*Add context*: the form, holding what they have written so far."""
    found = theirs(tx, by, nudge)
    if found is None:
        return Tell(document=nudge_messages.gone(locale=""))
    one, person = found
    if one.state == "added":
        return Tell(document=nudge_messages.stands(language=one.language, locale=person.locale))
    token = forms.make(tx, person=person.id, kind=KIND, subject={"nudge": one.id}, now=now)
    return Ask(form=_form(one, person, {ABOUT: typed[: messages.MOST_ABOUT]}, token))


def sent(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """The form was sent: posted in the thread, or what to mend. Sent again, it is posted once."""
    opened = forms.get(tx, token)
    found = theirs(tx, by, NudgeId(opened.subject["nudge"])) if opened and opened.kind == KIND else None
    if opened is None or found is None or opened.person != found[1].id:
        return Tell(document=nudge_messages.gone(locale=""))
    one, person = found
    if opened.used_at is not None:
        return Nothing()
    if one.state == "added":
        return Tell(document=nudge_messages.stands(language=one.language, locale=person.locale))
    typed = {name: f"{values.get(name, '')}".strip() for name in (ABOUT, NEED, BY, LINKS)}
    errors = _errors(typed, words_in(one.language, locale=person.locale))
    if errors:
        return Fix(form=_form(one, person, typed, token), errors=errors, values=typed)
    forms.use(tx, token, now=now)
    nudges.change(tx, one.id, "added", now=now)
    post(tx, _letter(tx, one, person, typed, token=token, now=now), tenant=person.tenant, now=now)
    return Nothing()


def _errors(typed: dict[str, str], said: NudgeWords) -> Errors:
    errors: dict[str, str] = {}
    reading = reader().read(typed[ABOUT])
    if not typed[ABOUT] or (reading is not None and reading.poor and not typed[NEED]):
        errors[ABOUT] = said.still_empty
    wrong = next((one for one in lines(typed[LINKS]) if not valid_url(one)), None)
    if wrong is not None:
        errors[LINKS] = said.no_link.format(link=shorten(wrong, 60))
    return errors


def _letter(
    tx: Tx, one: Nudge, person: Person, typed: dict[str, str], *, token: str, now: datetime
) -> Letter:
    english = words_in(one.language, locale=person.locale) is words_in(ENGLISH)
    by_at = instant(typed[BY], zone=person.zone, now=now)
    request = Request(
        author=person.name,
        to=_to(tx, one),
        about=typed[ABOUT],
        need=typed[NEED],
        by=with_place(typed[BY], person.zone, now=now) if english else typed[BY],
        by_at=by_at if by_at is not None and by_at > now else None,
        zone=person.zone,
        links=tuple(lines(typed[LINKS])),
    )
    key = sha256(token.encode()).hexdigest()[:20]
    asker = people.get(tx, one.asked_by) if one.asked_by is not None else None
    if one.absent and asker is not None:
        document = asked_messages.added(request, link=one.link, language=one.language, locale=person.locale)
        return letter_to(asker, document, key=f"{asked_messages.ADDED}/{key}")
    return Letter(
        key=f"{KIND}/{key}",
        tenant=tenant_of(one.place),
        to=replace(one.place, thread=one.thread),
        document=messages.request(request, language=one.language, locale=person.locale),
    )


def _to(tx: Tx, one: Nudge) -> Spans:
    """Those whom the message names; the bot knows the names of those it has met."""
    known = people.by_refs(tx, one.mentioned)
    spans: list[str | Mention] = []
    for number, user in enumerate(one.mentioned):
        person = known.get(user)
        spans += [", " if number else "", Mention(user=user, name=person.name if person else user.id)]
    return words(*spans)


def _form(one: Nudge, person: Person, values: Values, token: str) -> Form:
    return messages.form(
        nudge=one.id, values=values, token=token, language=one.language, locale=person.locale
    )
