"""What a changed zone leads to: it is a move, a visit, or they keep their hours; regions are offered."""

from datetime import datetime

from bot.domain.identity import PersonId, UserRef
from bot.domain.person import Person
from bot.domain.team import Member, Team
from bot.domain.travel import same_clock
from bot.domain.zone import zone_names
from bot.messages import travel as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.services import home, note, offer
from bot.services.person import hours_changed
from bot.services.trip import trip_of
from storage import people, teams
from storage.transaction import Tx


def moved(tx: Tx, by: UserRef, trip: str, *, now: datetime) -> Answer:
    """*I've moved*: a region is offered where theirs suits no longer. A second time changes nothing.

    trip: where they lived and where they are, as the button says it.
    """
    person, settled = _asked(tx, by, trip, now=now)
    if person is None:
        return settled
    home_zone = person.home_zone
    people.set_travel(tx, person.id, home_zone=None, travel=None)
    offer_region(tx, person.id, came_from=home_zone, now=now)
    return _shown(tx, person.id, trip, now=now)


def visiting(tx: Tx, by: UserRef, trip: str, *, now: datetime) -> Answer:
    """*Just visiting*: regions and holidays stay, and nothing is asked of who comes back."""
    person, settled = _asked(tx, by, trip, now=now)
    if person is None:
        return settled
    people.set_travel(tx, person.id, home_zone=person.home_zone, travel="visit")
    return _shown(tx, person.id, trip, now=now)


def keep_hours(tx: Tx, by: UserRef, trip: str, *, now: datetime) -> Answer:
    """*Keep Berlin hours*: their zone is the one they lived in, by hand, whatever the profile says."""
    person, settled = _asked(tx, by, trip, now=now)
    if person is None:
        return settled
    assert person.home_zone is not None, "it is asked of who lived elsewhere"
    people.set_zone(tx, person.id, person.home_zone, "hand", now=now)
    people.set_travel(tx, person.id, home_zone=None, travel=None)
    hours_changed(tx, [person.id], now=now)
    return _shown(tx, person.id, trip, now=now)


def undo(tx: Tx, by: UserRef, trip: str, *, profile_zone: str, now: datetime) -> Answer:
    """*Undo* of any of the three: it is asked again. A second time changes nothing.

    profile_zone: what the profile says now, which the zone follows again; "" where that is not known.
    """
    person = people.by_ref(tx, by)
    lived, _, there = trip.partition(" ")
    if person is None or not {lived, there} <= zone_names():
        return Tell(document=messages.closed(locale=""))
    found = trip_of(person, lived, now=now)
    if found is not None and found.outcome in ("asked", "back"):
        return Nothing()
    if found is None or (person.zone != there and found.outcome != "kept"):
        return Tell(document=messages.closed(locale=person.locale))
    if found.outcome == "kept":
        there = profile_zone if profile_zone in zone_names() else there
        people.set_zone(tx, person.id, there, "profile", now=now)
        hours_changed(tx, [person.id], now=now)
    if same_clock(lived, there, now=now):
        people.set_travel(tx, person.id, home_zone=None, travel=None)
    else:
        people.set_travel(tx, person.id, home_zone=lived, travel="asked")
    return _shown(tx, person.id, trip, now=now)


def offer_region(tx: Tx, person: PersonId, *, came_from: str | None = None, now: datetime) -> None:
    """Offer somebody whose zone or week has changed the region that suits their days, in each of their teams.

    Nobody is offered anything where theirs still does, or before they have said whether it is a visit.
    Nothing happens without a press. came_from: where they lived: a region of theirs alone suits wherever
    they go, but does not move without them.
    """
    someone = people.get(tx, person)
    if someone is None:
        return
    if someone.travel is not None and someone.zone_source != "hand":
        return
    if someone.home_zone is not None:  # a zone set by hand has answered the question
        people.set_travel(tx, person, home_zone=None, travel=None)
    for team in teams.of_people(tx, [person]).get(person, []):
        member = team.member(person)
        if member is not None and not _suits(team, member, came_from, now=now):
            offer.put(tx, team, member, now=now)


def _suits(team: Team, member: Member, came_from: str | None, *, now: datetime) -> bool:
    if len(team.region(member.region).members) > 1:
        return home.suits(team, member, now=now)
    return came_from is None or same_clock(came_from, member.person.zone, now=now)


def _asked(tx: Tx, by: UserRef, trip: str, *, now: datetime) -> tuple[Person | None, Answer]:
    """Who is asked just that; else what to answer: what was decided stands, what is out of date is said."""
    person = people.by_ref(tx, by)
    lived, _, there = trip.partition(" ")
    if person is None:
        return None, Tell(document=messages.closed(locale=""))
    found = trip_of(person, lived, now=now)
    if found is None:
        return None, Tell(document=messages.closed(locale=person.locale))
    if found.outcome == "asked" and person.zone == there:
        return person, Nothing()
    if found.outcome != "asked" and (found.outcome == "kept" or person.zone == there):
        return None, Nothing()
    return None, Tell(document=messages.trip(found, locale=person.locale))


def _shown(tx: Tx, person: PersonId, trip: str, *, now: datetime) -> Answer:
    """The note that asked says what was decided; asked elsewhere, the answer does."""
    if note.show_trip(tx, person, now=now):
        return Nothing()
    someone = people.get(tx, person)
    found = trip_of(someone, trip.partition(" ")[0], now=now) if someone else None
    if someone is None or found is None:
        return Tell(document=messages.closed(locale=""))
    return Tell(document=messages.trip(found, locale=someone.locale))
