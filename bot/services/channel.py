"""Of what kind a channel is now: what belongs to a private one is for those alone who are in it."""

from datetime import datetime

from bot.domain.decision import LATE_OBJECTIONS
from bot.domain.identity import Place, PlaceKind
from bot.services import team
from bot.services.platform import Channel
from storage import places
from storage.places import Known
from storage.transaction import Tx


def kind(tx: Tx, where: Place) -> PlaceKind | None:
    """As far as is known; None for a channel that nothing has to do with."""
    return places.kind(tx, where)


def known(tx: Tx, where: Place) -> Known | None:
    """The same, and whether everyone outside was let go since it turned private."""
    return places.known(tx, where)


def is_private(tx: Tx, where: Place) -> None:
    """Something says so: from now on it is. Back to public takes a fresh answer of the platform.

    Who is outside is to be let go: `settle` does it, once the platform says who that is.
    """
    places.set_private(tx, where)


def is_unseen(tx: Tx, where: Place) -> None:
    """The platform does not say who is in it, so nobody is let go before it does."""
    places.set_unseen(tx, where)


def is_public(tx: Tx, where: Place) -> None:
    """The platform has just said so."""
    places.set_kind(tx, where, "public")


def settle(tx: Tx, found: Channel, *, now: datetime) -> None:
    """Keep of what kind the platform says that it is. From a private one, everyone outside is let go.

    found: as it was looked up a moment ago.
    """
    places.set_kind(tx, found.place, found.kind)
    if found.kind != "private":
        return
    inside = set(found.members)
    for user in places.concerned(tx, found.place, since=now - LATE_OBJECTIONS):
        if user not in inside:
            team.left_channel(tx, user, place=found.place, now=now)
