"""What is said about being in a team: the announcement, the welcome, joining and leaving."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.identity import TeamId
from bot.domain.text import duration_words, shorten
from bot.messages.change import MOST_NAMES, some_names
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Document,
    Heading,
    Spans,
    When,
    bold,
    notice,
    say,
    words,
)

SETUP = "team.setup"
JOIN = "team.join"
LEAVE = "team.leave"
TAKE_OVER = "team.take_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionLine:
    """A region with who is in it, by name."""

    name: str
    digest: str
    people: tuple[str, ...]


def announced(
    *, team: TeamId, name: str, by: str, regions: Sequence[RegionLine], stewards: Sequence[str], locale: str
) -> Document:
    """What the channel is told once a relay is set up."""
    what = f"{by} set up a relay for {name}."
    looked_after = f" It is looked after by {some_names(stewards)}." if stewards else ""
    crowded = any(_counted(one) for one in regions)
    in_it = "Everyone in it hears from me privately, too. " if crowded else ""
    blocks: list[Block] = [
        say(
            what,
            " Whoever writes is asked for a hand-off at the end of their own day, and each region reads here "
            "at its morning what was handed over to it.",
        ),
        Bullets(items=tuple(_region(one) for one in regions)),
        say(f"{in_it}Not in it? Join here, and leave again at any time.{looked_after}", small=True),
        Buttons(
            buttons=(
                Button(name=JOIN, text="Join, write and receive", value=f"{team}:writes"),
                Button(name=JOIN, text="Join, receive only", value=f"{team}:receives"),
            )
        ),
    ]
    return Document(blocks=tuple(blocks), summary=what, kind="announcement")


def _region(one: RegionLine) -> Spans:
    """Who is in it; of a crowd, how many and the first of them."""
    names = some_names(one.people) or "nobody yet"
    return words(bold(one.name), f"{_counted(one)}: {names}; digest at {one.digest} there")


def _counted(one: RegionLine) -> str:
    many = len(one.people) > MOST_NAMES
    return f", {len(one.people)} people" if many else ""


def welcome(
    *,
    team: TeamId,
    name: str,
    by: str,
    zone: str,
    hours: str,
    prompt_at: datetime | None,
    digest: str,
    locale: str,
) -> Document:
    """The first words to a new member, in their working hours, with a way out. by: "" for themselves."""
    added = f"{by} added you." if by else "You set it up."
    title = f"You are in the relay of {name}"
    blocks: list[Block] = [
        Heading(text=title),
        say(f"{added} I have you down in {zone}, working {hours}."),
    ]
    if prompt_at is not None:
        first = When(at=prompt_at, zone=zone, style="day_time")
        blocks.append(say("I ask you for your first hand-off shortly before your day ends: ", first, "."))
    quiet = "Outside your hours I stay quiet" + (", but for one reminder." if prompt_at else ".")
    blocks.append(say(f"{digest} {quiet}"))
    blocks.append(Buttons(buttons=(Button(name=LEAVE, text="Not for me", value=str(team)),)))
    return Document(blocks=tuple(blocks), summary=f"{title}.", kind="welcome")


def not_here(*, locale: str) -> Document:
    """Set-up asked for outside a channel the bot is in."""
    return notice(
        "Use this in the team's channel, with me in it: type /invite and my name there first, "
        "then /sunrelay setup."
    )


def no_team_here(*, locale: str) -> Document:
    """There is no relay in this channel."""
    return notice("There is no relay in this channel yet. /sunrelay setup starts one.")


def joined(
    *,
    name: str,
    region: str,
    prompt_at: datetime | None,
    zone: str,
    orphan: bool = False,
    team: TeamId,
    locale: str,
) -> Document:
    """The answer to a join button: what happens next. `orphan`: nobody looks after it."""
    spans = words(f"You are in the relay of {name}, in its region {region}.")
    if prompt_at is not None:
        spans += words(
            " I ask you for your first hand-off: ", When(at=prompt_at, zone=zone, style="day_time"), "."
        )
    else:
        spans += words(" I ask nothing of you; what is handed over stands in the channel at your morning.")
    spans += words(" To leave again: /sunrelay leave in the channel.")
    told = notice(*spans)
    if not orphan:
        return told
    button = Button(name=TAKE_OVER, text="Take it over", value=str(team))
    more = say("Nobody looks after this relay now. You can take it over, to change it.")
    return replace(told, blocks=(*told.blocks, more, Buttons(buttons=(button,))))


def left(*, name: str, last_steward: bool = False, locale: str) -> Document:
    """The answer to leaving."""
    done = f"You are out of the relay of {name}. Nothing more comes for it."
    if last_steward:
        done += " You were the last to look after it: its channel is told that any member can take it over."
    return notice(done)


def not_in(*, locale: str) -> Document:
    """Leaving what one is not in."""
    return notice("You are not in this relay, so there is nothing to leave.")


def not_eligible(*, locale: str) -> Document:
    """Guests, bots and people of other workspaces take no part."""
    return notice(
        "Only full members of this workspace take part in a relay. "
        "Its digests are in the channel for everyone there to read."
    )


def help_text(*, locale: str) -> Document:
    """What can be asked of the bot, and what works without asking in words."""
    commands = (
        ("/handoff", "write a hand-off now"),
        ("/handoff TEXT", "keep a line for tonight's"),
        ("/digest", "what waits for your region, shown to you alone"),
        ("/digest me", "what waits on you and what changed since you last worked, in all your teams"),
        ("/when", "who of your team is at work; /when @name, or a time as /when 3pm Berlin thu"),
        (
            "/ask @name",
            "ask people, a region or a team with the whole story, in their own hours",
        ),
        ("/ask list", "what waits on you, and what you wait for"),
        ("/decide TITLE", "propose a decision, in writing and with a working day for everyone who decides"),
        ("/decide list", "what is open, and what was decided last"),
        ("/sunrelay why", "what I asked you when, or why not; why mon, why @name, why week"),
        ("/sunrelay holidays", "whose holidays you have, and days of your own"),
        ("/sunrelay holidays company", "days off for everyone in this workspace"),
        ("/sunrelay hours", "see and change your working hours and time zone"),
        ("/sunrelay promise 48h", "how soon you answer what you are asked; /sunrelay promise shows it"),
        ("/sunrelay away 22 sep - 24 sep", "days off; /sunrelay away lists them"),
        ("/sunrelay focus 2h", "hold what I would send you; focus until 15:30, with a reason; focus end"),
        ("/sunrelay nudges", "help with messages that give nothing to act on, for this channel or yourself"),
        (
            "/sunrelay page",
            "your projects' landing pages and what was written since; page https://… sets one",
        ),
        ("/sunrelay setup", "start or change the relay of a channel"),
        ("/sunrelay join", "take part in a channel's relay; /sunrelay join receives to read only"),
        ("/sunrelay leave", "leave a channel's relay"),
    )
    without = (
        ("My Home", "your day, what waits on you, your teams and settings, with buttons for all of it"),
        ("Add to my hand-off", "in the menu of any message: keeps a link to it for tonight's"),
        ("Ask for context", "in the menu of any message: kindly asks its author what it is about"),
        ("I'm stuck on this", "in the same menu: /ask for help with the stack trace in it"),
        ("Make it a decision", "in the same menu: proposes one from a message"),
        (
            "Make it public",
            "there too: brings private words to a channel, if everyone whom it concerns agrees",
        ),
        ("A private message to me", "words, links, files and clips are kept for tonight's"),
    )
    blocks: list[Block] = [
        say(
            "I carry work round the globe. Each of these also answers to a mention of me, "
            "or as /sunrelay NAME."
        ),
        Bullets(items=tuple(words(bold(command), f": {what}") for command, what in commands)),
        say("Without a command:"),
        Bullets(items=tuple(words(bold(way), f": {what}") for way, what in without)),
    ]
    return Document(blocks=tuple(blocks), summary="What you can ask of me.", kind="notice")


def unknown(*, word: str, locale: str) -> Document:
    """A command the bot does not know."""
    return notice(f"I do not know “{shorten(word, 40)}”. /sunrelay help lists what I do.")


def clock(minute: int) -> str:
    """Minutes after midnight as a time of day."""
    return f"{minute // 60:02}:{minute % 60:02}"


def in_words(at: datetime, *, now: datetime) -> str:
    """How long it is until then: `in 11 h 20 min`."""
    return f"in {duration_words(max(timedelta(), at - now))}"
