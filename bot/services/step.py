"""A step is picked up, done, given back or not needed, and each is undone; copies of a button act alike."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.identity import PersonId, QuestionId, RegionId, StepId, UserRef
from bot.domain.team import Team
from bot.messages import step as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.messages.document import Document
from bot.services import question_letters, read_back
from bot.services.acting import (
    Acting,
    act,
    colleague,
    did_last,
    found,
    may_close,
    tell_author,
    too_late,
    whole,
)
from bot.services.everywhere import keep_steps_current
from bot.services.moving import empty_out, waited
from bot.services.region import hand_over_later
from storage import people, questions, steps
from storage.transaction import Tx

# What one does oneself, and can take back.
DEEDS = ("picked_up", "done", "not_needed", "given_back", "asked", "answered")


def pick_up(tx: Tx, by: UserRef, step_id: StepId, *, now: datetime) -> Answer:
    """The first to press has it, or, where the team restates what it picks up, the first to send that line.

    Pressing again oneself changes nothing.
    """
    one = found(tx, by, step_id)
    if isinstance(one, Document):
        return Tell(document=one)
    if one.holds:
        return Nothing()
    if one.step.state != "open":
        return Tell(document=too_late(tx, one))
    if one.team.policy.read_back == "required":
        return read_back.ask(tx, one, now=now)
    act(tx, one, "picked_up", now=now, state="picked_up", holder_id=one.person.id)
    tell_author(tx, one, now=now)
    return Nothing()


def done(tx: Tx, by: UserRef, step_id: StepId, *, now: datetime) -> Answer:
    """It is done, whether it was picked up before or not; somebody else's stays theirs."""
    return _close(tx, by, step_id, "done", now=now)


def not_needed(tx: Tx, by: UserRef, step_id: StepId, *, now: datetime) -> Answer:
    """Nobody has to do it after all; somebody else's stays theirs."""
    return _close(tx, by, step_id, "not_needed", now=now)


def give_back(tx: Tx, by: UserRef, step_id: StepId, *, now: datetime) -> Answer:
    """Its holder lets go: it waits again where it waited; one for them alone, for anyone of their region.

    Pressing it again oneself changes nothing.
    """
    one = found(tx, by, step_id)
    if isinstance(one, Document):
        return Tell(document=one)
    if one.step.state == "open" and did_last(tx, one, "given_back"):
        return Nothing()
    if not one.holds:
        return Tell(document=too_late(tx, one))
    team = whole(tx, one)
    region, alone = waited(team, one.person.id, one.step.region, one.step.person)
    if alone == one.person.id:
        region, alone = _home(team, one.person.id), None
    act(
        tx,
        one,
        "given_back",
        now=now,
        state="open",
        holder_id=None,
        read_back=None,
        region_id=region,
        person_id=alone,
    )
    tell_author(tx, one, now=now)
    empty_out(tx, team, now=now)
    if region is not None and region != one.step.region:
        hand_over_later(tx, team, region, now=now)
    return Nothing()


def undo(tx: Tx, by: UserRef, step_id: StepId, *, shown: str = "", now: datetime) -> Answer:
    """Take back what oneself did last.

    shown: the state that stood beside the button; no longer true, it was taken back already.
    """
    one = found(tx, by, step_id)
    if isinstance(one, Document):
        return Tell(document=one)
    if shown and one.step.state not in (shown, "withdrawn"):
        return Nothing()
    if one.step.state == "withdrawn":
        return Tell(document=too_late(tx, one))
    event = steps.last_event(tx, one.step.id)
    if event is None or event.what not in DEEDS:
        return Tell(document=messages.nothing_to_undo(locale=one.person.locale))
    if event.person != one.person.id:
        other = people.get(tx, event.person) if event.person is not None else None
        name = other.name if other else "Someone"
        return Tell(document=messages.not_yours_to_undo(by=name, locale=one.person.locale))
    steps.forget_event(tx, event.id)
    _questions_as_they_were(tx, one, event.what, event.before, now=now)
    _put_back(tx, one, event.before, now=now)
    keep_steps_current(tx, [one.step.id], now=now)
    return Nothing()


def _close(tx: Tx, by: UserRef, step_id: StepId, what: str, *, now: datetime) -> Answer:
    """It is settled; saying so again oneself changes nothing."""
    one = found(tx, by, step_id)
    if isinstance(one, Document):
        return Tell(document=one)
    if one.step.state == what and did_last(tx, one, what):
        return Nothing()
    if not may_close(tx, one):
        return Tell(document=too_late(tx, one))
    act(tx, one, what, now=now, state=what)
    tell_author(tx, one, now=now)
    return Nothing()


def _questions_as_they_were(tx: Tx, one: Acting, what: str, was: Mapping[str, Any], *, now: datetime) -> None:
    """What was asked is taken back; what was answered, or settled without, is asked again.

    An author who has left is asked no more.
    """
    if what == "asked" and (waiting := questions.open_of(tx, one.step.id)):
        question_letters.withdraw(tx, waiting, whole(tx, one), author=one.author, by=one.person.id, now=now)
    number = was.get("question")
    again = questions.get(tx, QuestionId(number)) if number is not None else None
    if again is None:
        return
    questions.reopen(tx, again.id)
    question_letters.forget(tx, question_letters.ANSWER, again.id, again.asker)
    author = colleague(tx, one, one.author)
    if author is None:
        question_letters.withdraw(tx, again, whole(tx, one), author=one.author, by=one.person.id, now=now)
    elif what != "answered":
        question_letters.send_question(tx, again.id, author, now=now)


def _put_back(tx: Tx, one: Acting, was: Mapping[str, Any], *, now: datetime) -> None:
    """As it was, but never to wait for someone, or in someone's hands, whom the team has lost meanwhile."""
    state, holder, team = was["state"], was["holder"], whole(tx, one)
    if state == "returned" and team.member(one.author) is None:
        state = "open" if holder is None else "picked_up"
    if holder is not None and team.member(holder) is None:
        state, holder = ("open" if state == "picked_up" else state), None
    region, alone = waited(team, one.person.id, was["region"], was["person"])
    steps.change(
        tx,
        one.step.id,
        now=now,
        state=state,
        region_id=region,
        person_id=alone,
        holder_id=holder,
        read_back=(was.get("read_back") or None) if holder is not None else None,
    )
    empty_out(tx, team, now=now)


def _home(team: Team, person: PersonId) -> RegionId:
    member = team.member(person)
    assert member is not None, "only members act on steps"
    return member.region
