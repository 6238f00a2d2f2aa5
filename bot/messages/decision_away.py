"""Somebody who decides goes away after it was posted: told openly, and somebody may be picked instead."""

from bot.domain.identity import PersonId
from bot.domain.text import shorten
from bot.messages.decision import POSTED
from bot.messages.decision_words import View
from bot.messages.document import Block, Button, Buttons, Document, PostLink, When, bold, notice, say
from bot.messages.form import Form, Note, PeopleField, Values

# Under it, and to whoever proposed it.
AWAY, INSTEAD = "decision_away", "decision_instead"

CHOOSE = "decision.choose"
INSTEAD_FORM = "decision.instead"
WHO = "instead"


def told(one: View, who: PersonId, *, locale: str) -> Document:
    """Openly, under it: that they no longer decide, who does instead, or that they are back."""
    head = f"{one.title}: {away_words(one, who)}"
    blocks: list[Block] = [say(bold(head))]
    if one.decision.open:
        at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
        blocks.append(say(bold("Closes "), at, "."))
    return Document(blocks=tuple(blocks), summary=shorten(head, 500), kind=AWAY)


def asks(one: View, who: PersonId, *, locale: str) -> Document:
    """To whoever proposed it: they can choose somebody."""
    told = f"{one.title}: {away_words(one, who)}"
    blocks: list[Block] = [say(told)]
    if one.decision.open and may_choose(one, who):
        at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
        blocks += [
            say(
                "You can choose somebody in their place until it closes, ",
                at,
                ". Otherwise the others decide it.",
            ),
            Buttons(buttons=(choose(one, who),)),
        ]
    blocks.append(
        say(PostLink(key=f"{POSTED}/{one.decision.id}", text="The proposal and the votes"), small=True)
    )
    return Document(blocks=tuple(blocks), summary=shorten(told, 500), kind=INSTEAD)


def may_choose(one: View, who: PersonId) -> bool:
    """Whether nobody decides in their place yet."""
    return who in one.decision.away and one.decision.replaced(who) is None


def choose(one: View, who: PersonId) -> Button:
    """Opens the form; its value is the decision and who is away."""
    return Button(name=CHOOSE, text="Choose somebody", value=f"{one.decision.id}/{who}", style="primary")


def form(one: View, who: PersonId, *, values: Values, token: str, locale: str) -> Form:
    """Who decides in their place."""
    at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
    about = say(bold(one.title), f": {away_words(one, who)} It closes ", at, ".")
    field = PeopleField(
        name=WHO,
        label="Who decides in their place?",
        required=True,
        most=1,
        hint="They get 24 hours and eight of their own working hours: it closes later if it has to.",
    )
    return Form(
        name=INSTEAD_FORM,
        title="Choose somebody",
        submit="Ask them",
        fields=(Note(blocks=(about,)), field),
        values=values,
        token=token,
        opener=choose(one, who),
    )


def chosen(one: View, who: PersonId, *, locale: str) -> Document:
    """What the form turns into."""
    at = When(at=one.decision.closes_at, zone=one.zone, style="day_time")
    other = one.decision.replaced(who)
    asked = one.names.get(other, "somebody") if other is not None else "nobody"
    return notice(f"{away_words(one, who)} The thread says so, and {asked} is asked. It closes ", at, ".")


def needless(one: View, who: PersonId, *, locale: str) -> Document:
    """Nobody is to be chosen any more."""
    return notice(
        f"{away_words(one, who)} Nobody needs to be chosen. Edit in its message changes who decides."
    )


def away_words(one: View, who: PersonId) -> str:
    """How it stands with somebody who went away, in a sentence."""
    decision, name = one.decision, one.names.get(who, "Somebody who left")
    region = decision.regions.get(who)
    if region is not None:
        if region in decision.seats:
            return f"Somebody in {region} is back, so {region} decides, too."
        return f"Everybody in {region} is away for more than three working days, so {region} is left out."
    if (other := decision.replaced(who)) is not None:
        instead = one.names.get(other, "Somebody")
        return f"{instead} decides in place of {name}, who is away for more than three working days."
    if who in decision.deciders:
        return f"{name} is there after all, and decides."
    if who in decision.left_out:
        return f"{name} is away for more than three working days, and no longer decides."
    return f"{name} no longer decides."
