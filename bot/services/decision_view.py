"""A decision as somebody reads it: with the names of everyone in it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.decision import Decision
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.messages.decision_words import View
from bot.services.request_view import NOBODYS
from storage import pages, people
from storage.transaction import Tx


def view(tx: Tx, decision: Decision, reader: Person | None) -> View:
    """For one reader, or (None) for all in a channel; with the landing pages of where it stands."""
    [found] = views(tx, [decision], reader)
    return replace(found, projects=pages.of_channel(tx, decision.place))


def views(tx: Tx, some: Sequence[Decision], reader: Person | None) -> list[View]:
    """The same for several, in one statement."""
    known = people.many(tx, {person for one in some for person in _named(one)})
    return [
        View(
            decision=one,
            names={person: each.name for person, each in known.items()},
            zone=reader.zone if reader is not None else NOBODYS,
            reader=reader.id if reader is not None else None,
        )
        for one in some
    ]


def _named(one: Decision) -> set[PersonId]:
    reset = {who for edit in one.edits for who in edit.reset}
    maybe = {who for who in (one.set_by, one.reopened_by) if who is not None}
    return {one.proposer, *one.deciders, *one.left_out, *one.votes, *reset, *maybe}
