"""What is to be made public as somebody reads it: with the names of everyone in it."""

from bot.domain.person import Person
from bot.domain.publication import Publication
from bot.messages.publication import View
from bot.services.request_view import NOBODYS
from storage import people
from storage.transaction import Tx


def view(tx: Tx, one: Publication, reader: Person | None) -> View:
    """For one reader, or (None) for all in a channel."""
    known = people.many(tx, {one.requester, one.author, *one.answers})
    return View(
        publication=one,
        names={number: each.name for number, each in known.items()},
        zone=reader.zone if reader is not None else NOBODYS,
        reader=reader.id if reader is not None else None,
    )
