"""A request as somebody reads it: with the names and zones of everyone in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.request import Request
from bot.messages.request_view import Onward, View
from bot.services.request_onward import way
from storage import pages, people, teams
from storage.transaction import Tx

# A channel has no clock: where its platform cannot show a time in each reader's own zone, it is told in this.
NOBODYS = "UTC"


def view(tx: Tx, request: Request, reader: Person | None) -> View:
    """For one reader, or (None) for all in its channel, with the landing pages of the team there."""
    [found] = views(tx, [request], reader)
    if reader is not None or request.place is None:
        return found
    return replace(found, projects=pages.of_channel(tx, request.place))


def views(tx: Tx, some: Sequence[Request], reader: Person | None) -> list[View]:
    """The same for several, in one statement."""
    known = people.many(tx, {person for one in some for person in _named(one)})
    return [
        View(
            request=one,
            names={person: each.name for person, each in known.items()},
            zones={person: each.zone for person, each in known.items()},
            zone=reader.zone if reader is not None else NOBODYS,
            reader=reader.id if reader is not None else None,
            onward=_onward(tx, one, reader),
            passed_to=one.passed_to if _tells_region(tx, one, reader) else "",
        )
        for one in some
    ]


def _onward(tx: Tx, one: Request, reader: Person | None) -> Onward | None:
    """For whoever asked, once they were offered to pass it on."""
    if one.offered_at is None or not one.open or reader is None or reader.id != one.asker:
        return None
    found = way(tx, one)
    return Onward(team=found.team.id, name=found.team.name) if found is not None else None


def _tells_region(tx: Tx, one: Request, reader: Person | None) -> bool:
    """A private team's regions are told to its members and in its channel alone."""
    place = one.passed_place
    if place is None or place.kind == "public":
        return True
    if reader is None:
        return one.place is not None and one.place.id == place.id
    team = teams.at(tx, place)
    return team is not None and team.member(reader.id) is not None


def _named(one: Request) -> Iterable[PersonId]:
    maybe = (one.first, one.answerer)
    return (one.asker, *one.to, *(person for person in maybe if person is not None))
