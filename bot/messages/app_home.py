"""A person's home: their day, what waits on them, their teams and how the bot has them down."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.identity import Place, TeamId
from bot.domain.team import Part
from bot.domain.text import count_words, list_words
from bot.messages.away import days_off_button
from bot.messages.company_day import change_button as company_days_button
from bot.messages.day import DIGEST, HELP, Day, my_day
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    ChannelLink,
    Divider,
    Document,
    Facts,
    Heading,
    Link,
    Span,
    Spans,
    bold,
    notice,
    say,
    words,
)
from bot.messages.focus import begin_buttons, end_button
from bot.messages.form import Form, Note
from bot.messages.holiday import change_button as holidays_button
from bot.messages.nudge_settings import OF_TEAM as NUDGES
from bot.messages.presence import NONE, Setting
from bot.messages.presence import buttons as status_buttons
from bot.messages.promise import change_button as promise_button
from bot.messages.team import SETUP, TAKE_OVER
from bot.messages.waiting import Waiting, asking, waiting_blocks
from bot.messages.week import change_button

PART = "home.part"
LEAVE = "home.leave"

# A view takes 100 blocks, a team two of them; the rest is counted in words.
MOST_TEAMS = 12
MOST_PAGES = 5
MOST_NAMED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTeam:
    """A team that the reader is in. awake: how many of the `others` work now.

    change: they may change it. stewards: who looks after it; with none, they may take it over.
    """

    team: TeamId
    where: Place
    name: str
    part: Part
    region: str
    digest: str
    awake: int
    others: int
    stewards: tuple[str, ...]
    pages: tuple[tuple[str, str], ...] = ()
    change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the bot has the reader down, each in words. focus: () where they are in none. status: set then."""

    zone: str
    week: str
    holidays: str
    days_off: str
    promise: str
    language: str
    focus: Spans = ()
    status: Setting = NONE


def home(
    *,
    day: Day,
    waiting: Waiting,
    teams: Sequence[MyTeam],
    settings: Settings,
    hidden: int = 0,
    locale: str,
) -> Document:
    """The home of a member. hidden: teams in private channels that cannot be looked into now."""
    blocks: list[Block] = [
        *my_day(day),
        Divider(),
        *waiting_blocks(waiting),
        Divider(),
        *_teams(teams, hidden),
        Divider(),
        *_settings(settings),
    ]
    return _document(blocks)


def in_no_team(*, settings: Settings, eligible: bool, locale: str) -> Document:
    """The home of somebody who is in no team: what this is, and how to begin."""
    blocks: list[Block] = [
        Heading(text="Work that moves on while you sleep"),
        say(
            "At the end of your day I ask what the next region needs to carry on. In the morning you find "
            "what others left for you. Outside your hours I stay quiet."
        ),
    ]
    if eligible:
        blocks += [
            say(bold("You are in no team yet"), ", so nothing is asked of you and nothing waits. To begin:"),
            Bullets(
                items=(
                    words(
                        bold("Join a relay"),
                        ": in your team's channel, press Join under what I posted there, "
                        "or type /sunrelay join.",
                    ),
                    words(
                        bold("Start one"),
                        ": invite me to your team's channel with /invite, and I send you what is needed "
                        "to set it up; /sunrelay setup there does the same. You pick who takes part; "
                        "nobody else hears from me.",
                    ),
                )
            ),
        ]
    else:
        blocks.append(
            say(
                "Only full members of this workspace take part in a relay. "
                "Its digests are in the channel for everyone there to read."
            )
        )
    row = (_help(), *asking().buttons) if eligible else (_help(),)
    blocks += [Buttons(buttons=row), Divider(), *_settings(settings)]
    return _document(blocks)


def unknown(*, locale: str) -> Document:
    """The home of somebody whom the platform does not know, or not as a person of this workspace."""
    return _short(
        "I could not find your profile in this workspace, so there is nothing of yours to show here. "
        "Teams post their digests in their channels, where everyone there reads them."
    )


def out_of_reach(*, locale: str) -> Document:
    """The home while the platform does not answer."""
    return _short(
        "Your profile could not be looked up just now. Nothing is lost: please open this page again in a "
        "minute. Meanwhile /handoff and /digest work as ever."
    )


def leave_form(*, team: TeamId, name: str, holds: int, last: bool, token: str, locale: str) -> Form:
    """The question before a team is left. holds: steps in their hands. last: nobody else looks after it."""
    held = "The step that you hold goes" if holds == 1 else f"The {holds} steps that you hold go"
    back = f"{held} back to where others can pick up. " if holds else ""
    alone = "You are the last to look after it: any member can take it over then. " if last else ""
    text = (
        f"Leave the relay of {name}? {back}{alone}I ask you for no more hand-offs for it, and what you left "
        "stays with the team. You can join again at any time, in its channel."
    )
    return Form(
        name=LEAVE,
        title="Leave a relay",
        submit="Leave",
        close="Stay",
        token=token,
        fields=(Note(blocks=(say(text),)),),
        opener=Button(name=LEAVE, text="Leave", value=str(team)),
    )


def not_asked(*, locale: str) -> Document:
    """The question before leaving is no longer open, or was somebody else's."""
    return notice("That was open too long, so nothing has changed. In my Home, Leave asks once more.")


def _teams(teams: Sequence[MyTeam], hidden: int) -> list[Block]:
    blocks: list[Block] = [Heading(text="My teams")]
    for one in teams[:MOST_TEAMS]:
        blocks += [say(*_team(one)), _team_buttons(one)]
    rest = [one.name for one in teams[MOST_TEAMS:]]
    if rest:
        named = list_words([*rest[:MOST_NAMED], *_counted(rest, MOST_NAMED)])
        blocks.append(
            say(
                bold(f"And {len(rest)} more"),
                f": {named}. In their channels, /sunrelay setup, join and leave do what buttons here do.",
            )
        )
    if hidden:
        those = "1 team is" if hidden == 1 else f"{hidden} teams are"
        blocks.append(
            say(
                f"{those} not shown: I could not see just now that you are in the private channel. "
                "Open this page again in a minute.",
                small=True,
            )
        )
    return blocks


def _team(one: MyTeam) -> list[str | Span]:
    part = "you write and receive hand-offs" if one.part == "writes" else "you receive hand-offs"
    spans: list[str | Span] = [
        bold(one.name),
        " (",
        ChannelLink(place=one.where, text="its channel"),
        f"): {part}, in its region {one.region}, whose digest comes at {one.digest} there. {_awake(one)}",
    ]
    if one.stewards:
        spans.append(f" Looked after by {list_words([*one.stewards[:3], *_counted(one.stewards, 3)])}.")
    else:
        spans.append(" Nobody looks after it: any member may take it over.")
    return spans + _pages(one)


def _awake(one: MyTeam) -> str:
    if not one.others:
        return "You are alone in it so far."
    verb = "is" if one.awake == 1 else "are"
    return f"{one.awake or 'None'} of {count_words(one.others, 'other')} {verb} at work now."


def _pages(one: MyTeam) -> list[str | Span]:
    spans: list[str | Span] = []
    for number, (name, page) in enumerate(one.pages[:MOST_PAGES]):
        spans += [", " if number else " Landing pages: " if len(one.pages) > 1 else " Landing page: "]
        spans.append(Link(url=page, text=name))
    if spans:
        spans.append("".join(f" and {more}" for more in _counted(one.pages, MOST_PAGES)) + ".")
    return spans


def _team_buttons(one: MyTeam) -> Buttons:
    value = str(one.team)
    other = ("receives", "Receive only") if one.part == "writes" else ("writes", "Write too")
    change = (Button(name=SETUP, text="Change the relay", value=value),) if one.change else ()
    take = () if one.stewards or change else (Button(name=TAKE_OVER, text="Take it over", value=value),)
    return Buttons(
        buttons=(
            Button(name=DIGEST, text="Digest now", value=value),
            Button(name=PART, text=other[1], value=f"{value}:{other[0]}"),
            *change,
            *take,
            Button(name=NUDGES, text="Help with context", value=value),
            Button(name=LEAVE, text="Leave", value=value),
        )
    )


def _settings(settings: Settings) -> list[Block]:
    return [
        Heading(text="My settings"),
        Facts(
            pairs=(
                ("Time zone", words(settings.zone)),
                ("Working week", words(settings.week)),
                ("Holidays", words(settings.holidays)),
                ("Days off", words(settings.days_off)),
                ("Focus", _focus(settings.focus)),
                ("Answers to requests", words(settings.promise)),
                ("Language", words(settings.language)),
            )
        ),
        say("Name and language come from your profile. Change them there, and I follow.", small=True),
        Buttons(
            buttons=(
                change_button(),
                holidays_button(),
                days_off_button(),
                promise_button(),
                company_days_button(),
            )
        ),
        Buttons(buttons=(*_focus_buttons(settings.focus), *status_buttons(settings.status))),
    ]


def _focus(until: Spans) -> Spans:
    return words(*until, "; what I would send you unasked waits for that") if until else words("none")


def _focus_buttons(until: Spans) -> tuple[Button, ...]:
    return (end_button(),) if until else begin_buttons()


def _counted(some: Sequence[object], shown: int) -> list[str]:
    return [f"{len(some) - shown} more"] if len(some) > shown else []


def _help() -> Button:
    return Button(name=HELP, text="Help")


def _short(text: str) -> Document:
    return Document(blocks=(say(text),), summary=text, kind="home")


def _document(blocks: Sequence[Block]) -> Document:
    return Document(blocks=tuple(blocks), summary="Your day, what waits on you, and your teams.", kind="home")
