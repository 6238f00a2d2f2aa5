"""Examples of what is said of a changed zone, and of the region that is offered for it."""

from dataclasses import replace
from typing import get_args

from bot.domain.travel import Outcome
from bot.messages import travel
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD, BERLIN, LONG
from bot.messages.travel import Offer, Trip

_TRIP = Trip(home=BERLIN, zone="Asia/Tokyo", outcome="asked")
_OFFER = Offer(team="Atlas", here="Berlin", there="Tokyo", value="1/2/0/1793635200", new=True)
_LONG = replace(_OFFER, team=AWKWARD, here=LONG, there=AWKWARD, new=False)


def examples() -> tuple[Example, ...]:
    """All of them."""
    outcomes = (
        example(one, travel.trip, replace(_TRIP, outcome=one), locale="en") for one in get_args(Outcome)
    )
    holidays = replace(_TRIP, outcome="moved", country="Germany")
    return (
        *outcomes,
        example("moved, with holidays", travel.trip, holidays, locale="en"),
        example("", travel.closed, locale="en"),
        *_offers(),
    )


def _offers() -> tuple[Example, ...]:
    taken = replace(_OFFER, new=False)
    emptied = replace(taken, emptied=True)
    return (
        example("a new region", travel.offered, _OFFER, locale="en"),
        example("one that is there", travel.offered, taken, locale="en"),
        example("awkward names", travel.offered, _LONG, locale="en"),
        example("", travel.region_changed, taken, locale="en"),
        example("nobody left", travel.region_changed, emptied, locale="en"),
        example("awkward names", travel.region_changed, _LONG, locale="en"),
        example("", travel.region_kept, _OFFER, locale="en"),
        example("", travel.announced, taken, name="Lena Vogel", locale=""),
        example("nobody left", travel.announced, emptied, name="Lena Vogel", locale=""),
        example("undone", travel.announced, taken, name="Lena Vogel", back=True, locale=""),
        example("awkward names", travel.announced, _LONG, name=AWKWARD, locale=""),
        example("", travel.no_offer, locale="en"),
    )
