"""A step is said back: whoever picks it up restates it in a line, before they have it or once they do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.identity import StepId, UserRef
from bot.messages import step as messages
from bot.messages.answer import Answer, Ask, Fix, Nothing, Tell
from bot.messages.document import Document
from bot.messages.form import Form, Value, Values
from bot.messages.handoff_values import text
from bot.services.acting import Acting, act, found, tell_author, too_late
from bot.services.everywhere import keep_steps_current
from storage import forms, people, steps
from storage.transaction import Tx

KIND = "read_back"


def ask(tx: Tx, one: Acting, *, now: datetime) -> Answer:
    """The form; with its sending they pick the step up."""
    return _ask(tx, one, takes=True, now=now)


def say_back(tx: Tx, by: UserRef, step_id: StepId, *, now: datetime) -> Answer:
    """*Say it back*: the form, for the one who holds the step."""
    one = found(tx, by, step_id)
    if isinstance(one, Document):
        return Tell(document=one)
    return _ask(tx, one, takes=False, now=now) if one.holds else Tell(document=too_late(tx, one))


def sent(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """Keep the line, and give the step to who sends it first; sent again, the new words take its place.

    Whoever is not first gets their words back, and hears who was.
    """
    typed = text(values, messages.WORDS)
    kept = forms.get(tx, token)
    person = people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return Tell(document=messages.with_typed(messages.not_open_for_you(locale=""), typed=typed))
    one = found(tx, by, StepId(kept.subject["step"]), person=person)
    if isinstance(one, Document):
        return Tell(document=messages.with_typed(one, typed=typed))
    takes = bool(kept.subject["takes"])
    if not typed:
        drawn = replace(_drawn(tx, one, takes=takes, values=values), token=token)
        return Fix(form=drawn, errors={messages.WORDS: "Say it in a line of your own."}, values=values)
    if one.holds:
        steps.change(tx, one.step.id, now=one.step.changed_at, read_back=typed)
        keep_steps_current(tx, [one.step.id], now=now)
    elif takes and one.step.state == "open" and kept.used_at is None:
        holder = one.person.id
        act(tx, one, "picked_up", now=now, state="picked_up", holder_id=holder, read_back=typed)
        tell_author(tx, one, now=now)
    else:
        return Tell(document=messages.with_typed(too_late(tx, one), typed=typed))
    forms.use(tx, token, now=now)
    return Nothing()


def _ask(tx: Tx, one: Acting, *, takes: bool, now: datetime) -> Answer:
    subject: Mapping[str, object] = {"step": one.step.id, "takes": takes}
    token = forms.make(tx, person=one.person.id, kind=KIND, subject=subject, now=now)
    values: dict[str, Value] = {messages.WORDS: one.step.read_back}
    return Ask(form=replace(_drawn(tx, one, takes=takes, values=values), token=token))


def _drawn(tx: Tx, one: Acting, *, takes: bool, values: Values) -> Form:
    author = people.get(tx, one.author)
    return messages.read_back_form(
        one.step,
        author=author.name if author else "a colleague",
        takes=takes,
        values=values,
        locale=one.person.locale,
    )
