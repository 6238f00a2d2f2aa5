"""What is said of somebody's own hours: the form, the preview of what follows, and what was saved."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.region import city
from bot.domain.text import shorten
from bot.messages.document import (
    Block,
    Button,
    Buttons,
    Document,
    Span,
    bold,
    notice,
    say,
)
from bot.messages.form import Form, Note, TextField, Values

FORM = "week.form"
CHANGE = "week.change"
UNDO = "week.undo"

WEEK, ZONE = "week", "zone"

EXAMPLE = "mon-thu 9-17:30, fri 9-13"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One evening to come: when they are asked, or why not."""

    day: date
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours as they would be. coming: the next evenings; writes: for a team that asks for hand-offs."""

    week: str
    own: bool
    zone: str
    by_hand: bool
    writes: bool
    coming: tuple[Coming, ...] = ()


def change_button() -> Button:
    """Leads to the form."""
    return Button(name=CHANGE, text="Change my hours")


def form(
    *, week: str, zone: str, team_week: str, values: Values, token: str, wrong: str = "", locale: str
) -> Form:
    """Hours to be changed. week, zone: as they are now, in words with where they come from.

    wrong: why what was typed before it opened could not be read.
    """
    return Form(
        name=FORM,
        title="My working hours",
        submit="Preview",
        fields=(
            Note(blocks=(*_wrong(wrong), say("Now: ", bold(week), ". ", bold(zone), "."))),
            TextField(
                name=WEEK,
                label="My week",
                multiline=True,
                placeholder=EXAMPLE,
                hint=f"As “{EXAMPLE}”, “mon-fri 9-12, 19-22” or “none”. An end before the start is on the "
                f"next day. Left empty, you go by your team's: {shorten(team_week, 1000)}.",
            ),
            TextField(
                name=ZONE,
                label="Time zone, by hand",
                max_length=100,
                placeholder="Berlin",
                hint="A city or a zone. Left empty, I follow your profile.",
            ),
        ),
        values=values,
        token=token,
        opener=change_button(),
    )


def saved(hours: Hours, *, token: str, locale: str) -> Document:
    """They have changed, and what happens next."""
    blocks: list[Block] = [say("Saved. ", *said_of(hours)), say(_next(hours))]
    blocks.append(Buttons(buttons=(Button(name=UNDO, text="Undo", value=token),)))
    return Document(blocks=tuple(blocks), summary="Your working hours have changed.", kind="week")


def restored(hours: Hours, *, locale: str) -> Document:
    """They are as they were before."""
    blocks = (say("Your hours are as they were. ", *said_of(hours)), say(_next(hours)))
    return Document(blocks=blocks, summary="Your working hours are as they were.", kind="week")


def too_late(*, locale: str) -> Document:
    """Undo of hours that have changed again since."""
    return notice("Your hours have changed again since, so I left them. /sunrelay hours shows them.")


def gone(*, locale: str) -> Document:
    """A form that is not theirs, or no longer kept."""
    return notice("That form is no longer open, and nothing has changed. Open it again with /sunrelay hours.")


def unknown(*, locale: str) -> Document:
    """The platform does not say who this is."""
    return notice("I could not find your profile in this workspace, so I keep no hours for you.")


def _wrong(why: str) -> tuple[Block, ...]:
    return (say(bold("Not changed yet: "), why),) if why else ()


def said_of(hours: Hours) -> tuple[str | Span, ...]:
    """Week and zone, each with where it comes from."""
    whose = "your own" if hours.own else "your team's"
    source = "set by hand" if hours.by_hand else "as your profile says"
    return ("Your week: ", bold(hours.week), f", {whose}. Your zone: ", bold(hours.zone), f", {source}.")


def clock_of(one: Coming, zone: str) -> str:
    """On the wall there; of another date than the working day's, with that."""
    there = one.at.astimezone(ZoneInfo(zone))
    other = "" if there.date() == one.day else f"{there:%a} "
    return f"{other}{there:%H:%M} {city(zone)} time"


def _next(hours: Hours) -> str:
    asked = next((one for one in hours.coming if one.reason is None), None)
    if not hours.writes:
        return "You are asked for no hand-offs. Outside these hours I keep quiet."
    if asked is None:
        return "No working day is near, so nothing is asked of you."
    day = f"{asked.day:%a} {asked.day.day} {asked.day:%b}"
    return f"You are asked next on {day} at {clock_of(asked, hours.zone)}."
