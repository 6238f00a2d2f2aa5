"""What is said around setting a relay up: the card after an invitation, and who looks after it."""

from collections.abc import Sequence

from bot.domain.identity import Place, TeamId
from bot.messages.change import some_names
from bot.messages.document import Block, Bullets, Button, Buttons, Document, Heading, notice, say, words
from bot.messages.team import JOIN, SETUP, TAKE_OVER

# In front of a channel that a button is about: its kind and id follow.
IN_CHANNEL = "in"


def card(*, place: Place, channel: str, locale: str) -> Document:
    """Whoever brought the bot into a channel reads what happens next."""
    title = f"I am in #{channel}. Nothing happens yet."
    rows = (
        "You pick who takes part, their projects and regions, and see the next working day before you start.",
        "Everyone you pick is welcomed in their own working hours, and can say no with one press.",
        "From then on: a question at the end of each one's day, and a digest at each region's morning.",
    )
    blocks: tuple[Block, ...] = (
        Heading(text=title),
        say("I carry work from one end of day to the next. Being in the channel enrols nobody."),
        Bullets(items=tuple(words(row) for row in rows)),
        Buttons(
            buttons=(
                Button(
                    name=SETUP,
                    text="Set up the relay",
                    value=f"{IN_CHANNEL}:{place.kind}:{place.id}",
                    style="primary",
                ),
            )
        ),
        say("Not you? Anyone in the channel can do it with /sunrelay setup.", small=True),
    )
    return Document(blocks=blocks, summary=f"{title} Set up the relay when you like.", kind="card")


def card_running(
    *,
    team: TeamId,
    channel: str,
    name: str,
    stewards: Sequence[str],
    may_change: bool,
    member: bool,
    locale: str,
) -> Document:
    """The same where the channel has a relay already."""
    title = f"#{channel} has a relay already: {name}."
    looked_after = (
        f"It is looked after by {some_names(stewards)}." if stewards else "Nobody looks after it now."
    )
    buttons = [*_joins(team)] if not member else []
    if may_change:
        buttons.insert(0, Button(name=SETUP, text="Change the relay", value=str(team)))
    elif member and not stewards:
        buttons.insert(0, Button(name=TAKE_OVER, text="Take it over", value=str(team)))
    blocks: list[Block] = [
        Heading(text=title),
        say(f"It goes on as it was; you need not set it up again. {looked_after}"),
    ]
    blocks += [Buttons(buttons=tuple(buttons))] if buttons else []
    return Document(blocks=tuple(blocks), summary=title, kind="card")


def stewards_only(*, names: Sequence[str], locale: str) -> Document:
    """Someone who is no steward wants to change a team."""
    whom = "them" if len(names) == 1 else "one of them"
    return notice(f"This relay is looked after by {some_names(names)}. Ask {whom} to change it.")


def nobody_looks_after(
    *, team: TeamId, name: str, member: bool, names: Sequence[str], locale: str
) -> Document:
    """A relay without a steward, to somebody who wants to change it."""
    if member:
        text = f"Nobody looks after the relay of {name} any more. Take it over, and you can change it."
        button = Button(name=TAKE_OVER, text="Take it over", value=str(team), style="primary")
        blocks: tuple[Block, ...] = (say(text), Buttons(buttons=(button,)))
        return Document(blocks=blocks, summary=text, kind="notice")
    text = (
        f"Nobody looks after the relay of {name} any more. Any of its members can take it over: "
        f"{some_names(names)}. Or join it yourself."
    )
    return Document(blocks=(say(text), Buttons(buttons=_joins(team))), summary=text, kind="notice")


def members_take_over(*, locale: str) -> Document:
    """*Take it over* by somebody who is not in it."""
    return notice("Only its members can take a relay over. Join it first: /sunrelay join in its channel.")


def taken_over(*, team: TeamId, name: str, locale: str) -> Document:
    """The answer to *Take it over*."""
    text = f"You look after the relay of {name} now; its channel is told. You can change it at any time."
    button = Button(name=SETUP, text="Change the relay", value=str(team))
    return Document(blocks=(say(text), Buttons(buttons=(button,))), summary=text, kind="notice")


def orphaned(*, team: TeamId, name: str, locale: str) -> Document:
    """The channel is told that nobody looks after its relay any more. It mentions nobody."""
    text = f"Nobody looks after the relay of {name} any more."
    blocks: tuple[Block, ...] = (
        say(f"{text} It goes on as it is; to change it, any of its members can take it over."),
        Buttons(buttons=(Button(name=TAKE_OVER, text="Take it over", value=str(team)),)),
    )
    return Document(blocks=blocks, summary=text, kind="orphaned")


def adopted(*, name: str, by: str, locale: str) -> Document:
    """The same once somebody does."""
    text = f"{by} looks after the relay of {name} now."
    return Document(blocks=(say(text),), summary=text, kind="orphaned")


def not_in_channel(*, locale: str) -> Document:
    """Set-up or joining asked for from outside the channel; it may be private, so it has no name here."""
    return notice("Only people in the relay's channel can do this. Join the channel first, then try again.")


def saved(*, name: str, people: int, changed: bool, fresh: int, locale: str) -> Document:
    """The closing page of the set-up form."""
    if not changed:
        first = f"Done: the relay of {name} runs, with {people} in it. The channel is told now."
    else:
        first = (
            f"Saved: the relay of {name} has {people} in it. What changed is in the channel, if anything did."
        )
    whom = {0: "", 1: " The one who is new is welcomed in their own working hours"}.get(
        fresh, f" The {fresh} who are new are welcomed in their own working hours"
    )
    return notice(f"{first}{whom}{', before anything is asked of them.' if fresh else ''}")


def _joins(team: TeamId) -> tuple[Button, ...]:
    return (
        Button(name=JOIN, text="Join, write and receive", value=f"{team}:writes"),
        Button(name=JOIN, text="Join, receive only", value=f"{team}:receives"),
    )
