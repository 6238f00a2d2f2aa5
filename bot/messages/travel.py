"""What is said of a changed zone: the question whether it is a move, and the region that would suit."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.region import city
from bot.domain.text import shorten
from bot.domain.travel import Outcome
from bot.messages.document import Block, Button, Buttons, Document, Paragraph, bold, notice, plain_text, say

MOVED = "travel.moved"
VISIT = "travel.visit"
KEEP = "travel.keep"
UNDO = "travel.undo"

MOVE = "region.move"
STAY = "region.stay"
BACK = "region.back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A changed zone: where somebody lived, where they are, and what they have said of it.

    country: by its name, whose holidays they keep though they live in another now; "" for none.
    """

    home: str
    zone: str
    outcome: Outcome
    country: str = ""

    @property
    def value(self) -> str:
        """What its buttons carry."""
        return f"{self.home} {self.zone}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A region that suits somebody's days better than theirs. `value`: what its buttons carry.

    new: it is made once they press. emptied: nobody is left in theirs.
    """

    team: str
    here: str
    there: str
    value: str
    new: bool = False
    emptied: bool = False

    @property
    def goes_on(self) -> str:
        """What becomes of the work in a region that nobody is in any more."""
        if not self.emptied:
            return ""
        return f" Nobody is in {self.here} now: what waited there goes to the region that is awake next."


def trip_blocks(one: Trip) -> list[Block]:
    """The question, or what was decided, as a section of the morning note."""
    lines = [say(bold(_title(one))), *_lines(one)]
    return [*lines, *_buttons(one)]


def trip(one: Trip, *, locale: str) -> Document:
    """The same by itself: what is answered to who presses a button that is out of date."""
    blocks = trip_blocks(one)
    return Document(blocks=tuple(blocks), summary=summary(one), kind="notice")


def summary(one: Trip) -> str:
    """What a notification says of it."""
    return " ".join(plain_text(line.spans) for line in _lines(one))


def closed(*, locale: str) -> Document:
    """A button of a question that says nothing any more."""
    return notice("This question is settled. Your zone and your hours are in my Home, and can be set there.")


def offered(one: Offer, *, locale: str) -> Document:
    """The region that would suit, as a question: nothing happens without a press."""
    new = ", a new region" if one.new else ""
    what = (
        f"Your days in {one.team} start when those of {one.there} do{new}; you are in its region {one.here}. "
        "Your region decides which digest is yours, and who takes over from you."
    )
    row = Buttons(
        buttons=(
            Button(name=MOVE, text=f"Move to {shorten(one.there, 40)}", value=one.value, style="primary"),
            Button(name=STAY, text=f"Stay in {shorten(one.here, 40)}", value=one.value),
        )
    )
    return _offer(f"Move to {one.there}?", [say(what), row], what)


def region_changed(one: Offer, *, locale: str) -> Document:
    """The offer once it was taken."""
    what = (
        f"You are in {one.there} now, in the relay of {one.team}. "
        f"Its digests are yours from the next one on.{one.goes_on}"
    )
    return _offer("", [say(what), _undo(one)], what)


def region_kept(one: Offer, *, locale: str) -> Document:
    """The offer once it was turned down."""
    what = f"You stay in {one.here}, in the relay of {one.team}."
    return _offer("", [say(what), _undo(one)], what)


def announced(one: Offer, *, name: str, back: bool = False, locale: str) -> Document:
    """The channel is told where somebody belongs now, or that they went back. It mentions nobody."""
    what = f"{name} belongs to {one.there} now, and no longer to {one.here}.{one.goes_on}"
    if back:
        what = f"{name} belongs to {one.here} after all."
    return Document(blocks=(say(what),), summary=what, kind="region")


def no_offer(*, locale: str) -> Document:
    """A button of an offer of a relay that they are not in any more."""
    return notice("You are not in this relay any more, so there is no region to choose.")


def _title(one: Trip) -> str:
    return "A new time zone" if one.outcome == "asked" else "Your time zone"


def _lines(one: Trip) -> Sequence[Paragraph]:
    here, home = city(one.zone), city(one.home)
    match one.outcome:
        case "asked":
            return [
                say(f"Your profile says {here} now; you were in {home}. Have you moved, or is it a visit?"),
                say(
                    "Until you say, I go by the clock there, and your regions and holidays stay as they are.",
                    small=True,
                ),
            ]
        case "moved":
            holidays = (
                f" Your holidays stay those of {one.country}: change them under My holidays, in my Home."
            )
            return [say(f"You live in {here} now.{holidays if one.country else ''}")]
        case "visit":
            return [
                say(
                    f"You are visiting {here}: I go by the clock there, and your regions and holidays stay "
                    f"those of {home}. I ask nothing when you are back."
                )
            ]
        case "kept":
            return [say(f"You keep the hours of {home}, whatever your profile says.")]
        case "back":
            return [say(f"You are back in {home}.")]


def _buttons(one: Trip) -> list[Block]:
    if one.outcome == "asked":
        keep = f"Keep {city(one.home)} hours"
        moved = Button(name=MOVED, text="I've moved", value=one.value)
        visit = Button(name=VISIT, text="Just visiting", value=one.value)
        return [Buttons(buttons=(moved, visit, Button(name=KEEP, text=keep, value=one.value)))]
    if one.outcome == "back":
        return []
    return [Buttons(buttons=(Button(name=UNDO, text="Undo", value=one.value),))]


def _undo(one: Offer) -> Buttons:
    return Buttons(buttons=(Button(name=BACK, text="Undo", value=one.value),))


def _offer(title: str, blocks: Sequence[Block], summary: str) -> Document:
    lead: list[Block] = [say(bold(title))] if title else []
    return Document(blocks=(*lead, *blocks), summary=summary, kind="offer")
