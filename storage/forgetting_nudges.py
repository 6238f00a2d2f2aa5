"""The nudges of whom is forgotten, and what they were told about pressing and asking again."""

from typing import Any

from sqlalchemy import delete, exists, select, update

from bot.domain.identity import PersonId
from storage.tables import (
    held,
    nudge_channels,
    nudges,
    places,
    pressed,
    pressed_optouts,
    publications,
    teams,
    timers,
)
from storage.transaction import Tx


def drop(tx: Tx, person: PersonId) -> int:
    """Delete theirs, and the links of theirs that wait for notes; returns how many rows that were.

    Nudges that they asked colleagues for stay, over, and so does that a colleague pressed them: SQLite would
    give their numbers to new ones.
    """
    began = [f"{row.id}" for row in tx.all(select(nudges.c.id).where(nudges.c.person_id == person))]
    tx.run(delete(timers).where(timers.c.kind == "nudge", timers.c.subject.in_(began)))
    over: dict[str, Any] = {"state": "silent", "why": "forgotten", "link": None, "mentioned": []}
    tx.run(update(nudges).where(nudges.c.asked_by_id == person).values(over))
    wrote = [f"{row.id}" for row in tx.all(select(pressed.c.id).where(pressed.c.person_id == person))]
    tx.run(update(pressed).where(pressed.c.of_id == person).values(state="unseen", link=None))
    gone = (
        delete(nudges).where(nudges.c.person_id == person),
        delete(held).where(held.c.kind == "reminded", held.c.subject.in_(wrote)),
        delete(pressed).where(pressed.c.person_id == person),
        delete(pressed_optouts).where(pressed_optouts.c.person_id == person),
    )
    return sum(tx.run(one).rowcount for one in gone)


def drop_conversations(tx: Tx) -> None:
    """A private conversation is known by what was said in it alone."""
    about = (
        exists().where(nudges.c.place_id == places.c.id)
        | exists().where(pressed.c.place_id == places.c.id)
        | exists().where(publications.c.source_id == places.c.id)
    )
    helped = exists().where(nudge_channels.c.place_id == places.c.id)
    of_team = exists().where(teams.c.place_id == places.c.id)
    tx.run(delete(places).where(places.c.kind == "direct", ~about, ~helped, ~of_team))
