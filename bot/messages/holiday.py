"""What is said of somebody's holidays: the form, the preview of days off, and what was saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.text import list_words
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Document,
    Heading,
    Span,
    bold,
    notice,
    say,
    words,
)
from bot.messages.form import Form, Note, TextField, Values

FORM = "holiday.form"
CHANGE = "holiday.change"
CONFIRM = "holiday.confirm"
UNDO = "holiday.undo"

PLACE, ALSO, OWN = "place", "also", "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """A day off to come, and what it is called."""

    day: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """Somebody's holidays in words. parts: that their country has parts with days of their own."""

    place: str
    coming: tuple[Off, ...]
    parts: str = ""


def change_button() -> Button:
    """Leads to the form."""
    return Button(name=CHANGE, text="My holidays")


def form(
    *, holidays: Holidays, guessed: bool, values: Values, token: str, wrong: str = "", locale: str
) -> Form:
    """Holidays to be changed. guessed: nobody has confirmed them, and nothing is skipped for them.

    wrong: why what was typed before it opened could not be read.
    """
    return Form(
        name=FORM,
        title="My holidays",
        submit="Save",
        fields=(
            Note(blocks=(*_wrong(wrong), *_now(holidays, guessed))),
            TextField(
                name=PLACE,
                label="Whose holidays I have",
                required=True,
                max_length=100,
                placeholder="Germany, Bayern",
                hint="A country, with a part of it after a comma if that has days of its own; or none.",
            ),
            TextField(
                name=ALSO,
                label="Further kinds of days",
                max_length=200,
                placeholder="optional, bank",
                hint="Some countries have optional, bank or religious days besides. Most people have none.",
            ),
            TextField(
                name=OWN,
                label="Days of my own",
                multiline=True,
                placeholder="off 4 may Founders' day",
                hint="One a line: “off 4 may” for a day off besides, “work 1 may” for a holiday or company "
                "day on which you work.",
            ),
        ),
        values=values,
        token=token,
        opener=change_button(),
    )


def saved(holidays: Holidays, *, token: str, locale: str) -> Document:
    """They have changed, and what follows. token: "" where there is nothing to undo."""
    blocks: list[Block] = [say("Saved. ", *_whose(holidays)), *_coming(holidays)]
    if holidays.parts:
        blocks.append(say(holidays.parts, small=True))
    undo = (Button(name=UNDO, text="Undo", value=token),) if token else ()
    blocks.append(Buttons(buttons=(*undo, change_button())))
    return Document(blocks=tuple(blocks), summary="Your holidays have changed.", kind="holiday")


def restored(holidays: Holidays, *, locale: str) -> Document:
    """They are as they were before."""
    blocks = (say("Your holidays are as they were. ", *_whose(holidays)), *_coming(holidays))
    return Document(blocks=blocks, summary="Your holidays are as they were.", kind="holiday")


def too_late(*, locale: str) -> Document:
    """Undo of holidays that have changed again since."""
    return notice("Your days off have changed again since, so I left them. /sunrelay holidays shows them.")


def gone(*, locale: str) -> Document:
    """A form that is not theirs, or no longer kept."""
    return notice("That is no longer open, and nothing has changed. /sunrelay holidays opens it again.")


def unknown(*, locale: str) -> Document:
    """The platform does not say who this is."""
    return notice("I could not find your profile in this workspace, so I keep no holidays for you.")


def asked(*, name: str, country: str, code: str) -> tuple[Block, ...]:
    """What the prompt of a day adds that is a holiday where somebody seems to live."""
    return (
        say(
            f"Today is {name} in {country}. Tell me if you have {country}'s holidays: on those I do not ask.",
            small=True,
        ),
        Buttons(
            buttons=(
                Button(name=CONFIRM, text="I have them", value=code),
                Button(name=CHANGE, text="Others, or none"),
            )
        ),
    )


def today(*, day: date, name: str, token: str, locale: str) -> Document:
    """The prompt of a day that has just become a holiday of theirs. token: of what was saved, for *Undo*."""
    text = f"Today is a holiday of yours: {name}. I will not ask about it again."
    undo = Buttons(buttons=(Button(name=UNDO, text="Undo", value=token),))
    return Document(blocks=(say(text), undo), summary=text, kind="receipt", day=day)


def asking(welcome: Document, *, country: str, code: str, coming: Sequence[Off], locale: str) -> Document:
    """A welcome that asks besides about the country that the zone speaks for. coming: its next holidays."""
    days = list_words([f"{one.day:%a} {one.day.day} {one.day:%b} {one.name}" for one in coming])
    coming_next = f": next {days}" if days else ""
    question = say(
        f"By your time zone I take it that you have the holidays of {country}{coming_next}. "
        "Until you say so I skip none."
    )
    choice = Buttons(
        buttons=(
            Button(name=CONFIRM, text="That's right", value=code),
            Button(name=CHANGE, text="Another, or none"),
        )
    )
    return replace(welcome, blocks=(*welcome.blocks, question, choice))


def not_taken(*, country: str, named: bool) -> str:
    """Why a button did not take that country, for the form that opens instead. named: they said so since."""
    if named:
        return f"You have said otherwise since you were asked about the holidays of {country}."
    return f"By your time zone you seem to be in {country} no longer. Say here whose holidays you have."


def _wrong(why: str) -> tuple[Block, ...]:
    return (say(bold("Not changed yet: "), why),) if why else ()


def _now(holidays: Holidays, guessed: bool) -> tuple[Block, ...]:
    if guessed:
        where = f"By your time zone you have those of {holidays.place}; until you say so, none is skipped."
        return (say(where), *_coming(holidays))
    return (say(*_whose(holidays)), *_coming(holidays))


def _whose(holidays: Holidays) -> tuple[str | Span, ...]:
    if holidays.place == "none":
        return ("You have ", bold("no country's holidays"), ".")
    return ("You have the holidays of ", bold(holidays.place), ": I ask nothing of you on them.")


def _coming(holidays: Holidays) -> Sequence[Block]:
    if not holidays.coming:
        return (say("No day off is near."),)
    rows = tuple(words(f"{one.day:%a} {one.day.day} {one.day:%b %Y}: {one.name}") for one in holidays.coming)
    return (Heading(text="Next days off"), Bullets(items=rows))
