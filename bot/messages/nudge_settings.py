"""How a channel helps senders add context: how it stands, what it came to, and what one may change."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.identity import Place
from bot.domain.nudge import Channel
from bot.domain.text import count_words
from bot.messages.document import Block, Bullets, Button, Buttons, Document, bold, notice, say, words

KIND = "nudges"

SET = "nudge.set"
UNDO = "nudge.undo"
OF_TEAM = "nudge.settings"
MINE_OFF = "nudge.mine_off"
MINE_ON = "nudge.mine_on"
PRESSING_OFF = "pressing.mine_off"
PRESSING_ON = "pressing.mine_on"

OFF = "off"
_WHAT = {
    "every": "any message that asks for attention and gives nothing to act on",
    "mentions": "messages that name somebody, ask for attention and give nothing to act on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of the last 30 days. would: shown, had it not only been tried.

    pressed: notes about pressing and asking again, reminded: of those that were followed by a reminder.
    """

    shown: int = 0
    added: int = 0
    declined: int = 0
    would: int = 0
    pressed: int = 0
    reminded: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What somebody sees. place: the channel it is about, None for none; counts: None for who may not.

    channel: how it helps, None for not at all. pressing: whether they are told when they press a sleeper.
    """

    place: Place | None
    channel: Channel | None
    mine: bool
    pressing: bool = True
    counts: Counts | None = None


def settings(one: Settings, *, locale: str) -> Document:
    """How things stand in this channel and for whoever asks; the buttons are those that they may press."""
    blocks: list[Block] = [say(bold("Help with context: "), _how(one))]
    blocks.append(
        say(
            "Whoever writes “can we talk?” and adds nothing within two minutes gets a note that they alone "
            "see, at most once a week in each channel. Whoever presses somebody who is not at work for a "
            "quick answer, or asks again before a request is due, is told so privately, at most once a day. "
            "What is written is never kept.",
            small=True,
        )
    )
    if one.counts is not None and one.place is not None:
        blocks += _counts(one.counts)
        blocks.append(Buttons(buttons=_ways(one.channel, one.place)))
    mine = "You get these notes." if one.mine else "You get no such notes, in any channel."
    button = (
        Button(name=MINE_OFF, text="None for me") if one.mine else Button(name=MINE_ON, text="Show me again")
    )
    blocks += [say(mine), Buttons(buttons=(button,)), *_pressing(one)]
    return Document(blocks=tuple(blocks), summary=f"Help with context: {_how(one)}", kind="notice")


def changed(
    *, by: str, place: Place, channel: Channel | None, before: Channel | None, locale: str
) -> Document:
    """The channel is told, with the way back. It mentions nobody."""
    if channel is None:
        what = f"{by} turned off help with context in this channel."
    elif channel.dry:
        what = f"{by} is trying out help with context in this channel: it only counts, and shows nothing."
    else:
        what = f"{by} turned on help with context in this channel, for {_WHAT[channel.strength]}."
    how = "/sunrelay nudges says what that is, and lets each of you do without."
    value = f"{way(channel)} {way(before)} {_place_value(place)}"
    undo = Button(name=UNDO, text="Undo", value=value)
    return Document(
        blocks=(say(what), say(how, small=True), Buttons(buttons=(undo,))), summary=what, kind=KIND
    )


def not_yours(*, locale: str) -> Document:
    """Somebody who may not change a channel."""
    return notice(
        "Help with context is turned on and off by workspace admins and by whoever looks after a relay. "
        "For yourself you can do without it: /sunrelay nudges."
    )


def not_here(*, locale: str) -> Document:
    """The bot is not in that channel, or it is none."""
    return notice("I do not hear what is written here. Invite me to the channel, then try again.")


def unknown(*, locale: str) -> Document:
    """The platform does not say who this is."""
    return notice("I could not find your profile in this workspace. Try again in a moment.")


def way(channel: Channel | None) -> str:
    """A setting as a button's value."""
    if channel is None:
        return OFF
    return f"{channel.strength}/dry" if channel.dry else channel.strength


def channel_of(value: str) -> Channel | None:
    """The setting of a button's value. Raises ValueError for any other word."""
    if value == OFF:
        return None
    strength, _, dry = value.partition("/")
    if dry not in ("", "dry"):
        raise ValueError(value)
    match strength:
        case "every" | "mentions":
            return Channel(strength=strength, dry=bool(dry))
        case _:
            raise ValueError(value)


def counts_of(states: Mapping[str, int], pressed: Mapping[str, int]) -> Counts:
    """From how many came to each state; a note that is not answered was shown."""
    reminded = pressed.get("reminded", 0)
    added, declined = states.get("added", 0), states.get("declined", 0)
    return Counts(
        shown=states.get("shown", 0) + added + declined,
        added=added,
        declined=declined,
        would=states.get("dry", 0) + pressed.get("dry", 0),
        pressed=pressed.get("shown", 0) + reminded,
        reminded=reminded,
    )


def place_of(value: str, tenant: str, platform: str) -> Place | None:
    """The channel of a button's value; None for none."""
    kind, _, number = value.partition(" ")
    match kind:
        case "public" | "private" if number:
            return Place(platform=platform, tenant=tenant, kind=kind, id=number)
        case _:
            return None


def _place_value(place: Place) -> str:
    return f"{place.kind} {place.id}"


def _ways(now: Channel | None, place: Place) -> tuple[Button, ...]:
    """All but the one that is set; either strength can be tried out."""
    tried = Channel(strength=now.strength if now is not None else "every", dry=True)
    ways = (
        ("every", "For every message"),
        ("mentions", "Only if it names somebody"),
        (way(tried), "Try it, show nothing"),
        (OFF, "Off"),
    )
    there = _place_value(place)
    return tuple(
        Button(name=SET, text=text, value=f"{value} {there}") for value, text in ways if value != way(now)
    )


def _how(one: Settings) -> str:
    if one.place is None:
        return "each channel decides for itself; ask there with /sunrelay nudges."
    if one.channel is None:
        return "off in this channel."
    if one.channel.dry:
        return f"being tried out in this channel, for {_WHAT[one.channel.strength]}: nothing is shown."
    return f"on in this channel, for {_WHAT[one.channel.strength]}."


def _pressing(one: Settings) -> list[Block]:
    if one.pressing:
        said, button = "You are told", Button(name=PRESSING_OFF, text="Do not tell me")
    else:
        said, button = "You are not told, in any channel,", Button(name=PRESSING_ON, text="Tell me")
    return [
        say(f"{said} when you press somebody who is not at work, or ask again early."),
        Buttons(buttons=(button,)),
    ]


def _counts(counts: Counts) -> list[Block]:
    if counts == Counts():
        return [say("In the last 30 days there was no note to show.")]
    rows = [
        f"{count_words(counts.shown, 'note')} shown",
        f"context added {_times(counts.added)}",
        f"declined {_times(counts.declined)}",
    ]
    if counts.pressed:
        times = f"a reminder followed {_times(counts.reminded)}"
        rows.append(f"{count_words(counts.pressed, 'note')} about pressing or asking again; {times}")
    if counts.would:
        rows.append(f"{count_words(counts.would, 'note')} would have been shown, had it not been a trial")
    return [say("In the last 30 days, for everyone together:"), Bullets(items=tuple(map(words, rows)))]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
