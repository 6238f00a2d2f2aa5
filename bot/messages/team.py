"""What is said about being in a team: the set-up form, the announcement, the welcome, joining and leaving."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.identity import TeamId
from bot.domain.text import duration_words, list_words, shorten
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Document,
    Heading,
    When,
    bold,
    notice,
    say,
    words,
)
from bot.messages.form import Form, Note, PeopleField, TextField, Values

FORM = "team.submit"
SETUP = "team.setup"
JOIN = "team.join"
LEAVE = "team.leave"

# What fits into the field of the projects after the first.
MOST_PROJECTS = 3000

SLOW = "The workspace took too long to answer just now. Nothing is lost: press {button} again."


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionLine:
    """A region with who is in it, by name."""

    name: str
    digest: str
    people: tuple[str, ...]


def setup_form(*, channel: str, values: Values, editing: bool) -> Form:
    """The form of `/sunrelay setup`. Nobody is preselected: who takes part is picked."""
    note = (
        "Whoever writes is asked for a hand-off at the end of their own day. Everyone reads a digest at "
        "their region's morning. Regions follow from people's time zones. Nobody else hears from me."
    )
    return Form(
        name=FORM,
        title="Change the relay" if editing else "Set up a relay",
        submit="Save" if editing else "Start",
        fields=(
            Note(blocks=(say(note, small=True),)),
            TextField(name="name", label="Team name", required=True, max_length=80),
            _people("writes", "Write and receive hand-offs", values, hint="Members of this channel."),
            _people("receives", "Receive only", values),
            TextField(name="project", label="Project", required=True, max_length=80),
            TextField(
                name="page",
                label="Landing page",
                hint="The one address where the project's truth is kept. Every digest links it.",
            ),
            TextField(
                name="projects",
                label="More projects",
                multiline=True,
                max_length=MOST_PROJECTS,
                placeholder="Vouchers https://wiki.example.com/vouchers",
                hint="One a line: its name, then its landing page if it has one. A changed line renames its "
                "project; a line taken out leaves it, with its hand-offs.",
            ),
        ),
        values={"name": shorten(channel, 80), "project": shorten(channel, 80), **values},
        opener=Button(name=SETUP, text="Set up the relay", style="primary"),
    )


def _people(name: str, label: str, values: Values, *, hint: str = "") -> PeopleField:
    """A field that says so where it cannot show everyone."""
    field = PeopleField(name=name, label=label, hint=hint)
    there = len(values.get(name, ()))
    if there <= field.most:
        return field
    more = (
        f"The first {field.most} of {there} are shown; the others stay. Whoever finds no room here joins in "
        "the channel with /sunrelay join, and leaves with /sunrelay leave."
    )
    return replace(field, hint=f"{hint} {more}".strip())


def announced(
    *, team: TeamId, name: str, by: str, regions: Sequence[RegionLine], changed: bool, locale: str
) -> Document:
    """What the channel is told once a relay is set up or changed."""
    what = f"{by} changed the relay of {name}." if changed else f"{by} set up a relay for {name}."
    bullets = tuple(
        words(bold(one.name), f": {list_words(one.people) or 'nobody yet'}; digest at {one.digest} there")
        for one in regions
    )
    blocks: list[Block] = [
        say(
            what,
            " Whoever writes is asked for a hand-off at the end of their own day, and each region reads here "
            "at its morning what was handed over to it.",
        ),
        Bullets(items=bullets),
        say("Not in it? Join here, and leave again at any time.", small=True),
        Buttons(
            buttons=(
                Button(name=JOIN, text="Join, write and receive", value=f"{team}:writes"),
                Button(name=JOIN, text="Join, receive only", value=f"{team}:receives"),
            )
        ),
    ]
    return Document(blocks=tuple(blocks), summary=what, kind="announcement")


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
    """The first words to a new member, in their working hours, with a way out."""
    title = f"You are in the relay of {name}"
    blocks: list[Block] = [
        Heading(text=title),
        say(f"{by} added you. I have you down in {zone}, working {hours}."),
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


def stewards_only(*, names: Sequence[str], locale: str) -> Document:
    """Someone who is no steward wants to change a team."""
    return notice(f"This relay is looked after by {list_words(names)}. Ask one of them to change it.")


def no_team_here(*, locale: str) -> Document:
    """There is no relay in this channel."""
    return notice("There is no relay in this channel yet. /sunrelay setup starts one.")


def saved(*, name: str, people: int, locale: str) -> Document:
    """The closing page of the set-up form."""
    return notice(
        f"Done: the relay of {name} runs, with {people} in it. The channel is told now, and everyone new is "
        "welcomed in their own working hours, before anything is asked of them."
    )


def joined(*, name: str, region: str, prompt_at: datetime | None, zone: str, locale: str) -> Document:
    """The answer to a join button."""
    spans = words(f"You are in the relay of {name}, in its region {region}.")
    if prompt_at is not None:
        spans += words(
            " I ask you for your first hand-off: ", When(at=prompt_at, zone=zone, style="day_time"), "."
        )
    return notice(*spans, " To leave again: /sunrelay leave in the channel.")


def left(*, name: str, locale: str) -> Document:
    """The answer to leaving."""
    return notice(f"You are out of the relay of {name}. Nothing more comes for it.")


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
    """What can be asked of the bot."""
    rows = (
        ("/handoff", "write a hand-off now"),
        ("/handoff TEXT", "keep a line for tonight's"),
        ("/digest", "what waits for your region, shown to you alone"),
        ("/sunrelay setup", "start or change the relay of a channel"),
        ("/sunrelay join", "take part in a channel's relay"),
        ("/sunrelay leave", "leave a channel's relay"),
    )
    blocks: list[Block] = [
        say("I carry work round the globe. Each of these also answers to a mention of me."),
        Bullets(items=tuple(words(bold(command), f": {what}") for command, what in rows)),
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
