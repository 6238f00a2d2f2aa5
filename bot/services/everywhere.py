"""Wherever steps stand, they are kept current: in digests, hand-overs, notes, questions and answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.identity import DecisionId, PublicationId, RequestId, StepId
from bot.messages import publication
from bot.services import (
    current,
    decision_letters,
    note,
    publication_letters,
    question_letters,
    request_letters,
)
from storage import steps
from storage.transaction import Tx

A_WEEK = timedelta(days=7)


def keep_steps_current(tx: Tx, ids: Iterable[StepId], *, now: datetime) -> None:
    """These steps changed: the messages that show them are rewritten."""
    for key in steps.showing(tx, ids):
        keep_current(tx, key, now=now)


def show_moved(tx: Tx, ids: Iterable[StepId], *, now: datetime) -> None:
    """These steps wait elsewhere now. A week's messages say so; one that has gone round longer stands in all
    of them, and nobody looks for it in the oldest."""
    for key in steps.showing(tx, ids, since=now - A_WEEK):
        keep_current(tx, key, now=now)


def keep_current(tx: Tx, key: str, *, now: datetime) -> None:
    """The message of that key, whatever it is, is rewritten; one that is known no longer stays as it is."""
    match key.partition("/")[0]:
        case "note":
            note.rewrite(tx, key, now=now)
        case question_letters.QUESTION | question_letters.ANSWER:
            question_letters.rewrite(tx, key, now=now)
        case kind if kind in request_letters.KINDS:
            request_letters.keep_current(tx, RequestId(int(key.split("/")[1])), now=now)
        case kind if kind in decision_letters.KINDS:
            decision_letters.say_again(tx, DecisionId(int(key.split("/")[1])), now=now)
        case publication.PUBLISHED:
            publication_letters.remove(tx, PublicationId(int(key.split("/")[1])), now=now)
        case _:
            current.rewrite(tx, key, now=now)
