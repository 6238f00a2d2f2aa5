"""What is said of a workspace's own days off: the form, what was saved, and what every channel is told."""

from collections.abc import Sequence
from datetime import date

from bot.domain.company_day import MOST_TEXT, Difference
from bot.messages.change import some_names
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Document,
    Heading,
    Text,
    bold,
    notice,
    say,
    words,
)
from bot.messages.form import Form, Note, TextField, Values
from bot.messages.holiday import Off
from bot.messages.holiday import change_button as holidays_button

FORM = "company_day.form"
CHANGE = "company_day.change"
UNDO = "company_day.undo"

DAYS = "days"

# Rows of one message; of more, the rest are counted.
MOST_ROWS = 12

_WHAT_FOR = "A company day is off for everyone in this workspace: nobody is asked for a hand-off on it."


def change_button() -> Button:
    """Leads to the form."""
    return Button(name=CHANGE, text="Company days")


def form(*, values: Values, token: str, wrong: str = "", locale: str) -> Form:
    """The days to be changed. wrong: why what was typed before it opened could not be read."""
    unread = (say(bold("Not changed yet: "), wrong),) if wrong else ()
    does = say(
        "Nobody is asked on a company day; who works on it says so under ",
        bold("My holidays"),
        ". What you change is told in the channel of every relay.",
    )
    return Form(
        name=FORM,
        title="Company days",
        submit="Save",
        fields=(
            Note(blocks=(*unread, does)),
            TextField(
                name=DAYS,
                label="Days off for everyone",
                multiline=True,
                max_length=MOST_TEXT,
                placeholder="24 dec Christmas Eve",
                hint="One a line: a day, then its name if it has one. On a day whose line you delete, people "
                "work again. Days that are over are not shown, and stay.",
            ),
        ),
        values=values,
        token=token,
        opener=change_button(),
    )


def today(*, day: date, name: str, locale: str) -> Document:
    """The prompt of a day that has just become off for everyone."""
    what = f": {name}" if name else ""
    text = f"Today is a company day{what}. I will not ask about it again."
    works = say("If you work all the same, say so here:", small=True)
    blocks = (say(text), works, Buttons(buttons=(holidays_button(),)))
    return Document(blocks=blocks, summary=text, kind="receipt", day=day)


def saved(made: Difference, *, coming: Sequence[Off], token: str, locale: str) -> Document:
    """The days have changed, and every channel is told."""
    undo = Button(name=UNDO, text="Undo", value=token)
    blocks = (
        say("Saved. The channel of every relay is told."),
        *_rows(lines(made)),
        *_coming(coming),
        Buttons(buttons=(undo, change_button())),
    )
    return Document(blocks=blocks, summary="The company days have changed.", kind="notice")


def same(*, coming: Sequence[Off], locale: str) -> Document:
    """The form was sent with what was set already."""
    blocks = (say("The company days are as they were: nothing was different."), *_coming(coming))
    buttons = Buttons(buttons=(change_button(),))
    return Document(blocks=(*blocks, buttons), summary="The company days are as they were.", kind="notice")


def changed(made: Difference, *, by: str, token: str, locale: str) -> Document:
    """A channel is told what somebody changed. It mentions nobody."""
    what, rows = f"{by} changed the company days.", lines(made)
    blocks = (
        say(what),
        *_rows(rows),
        Buttons(buttons=(Button(name=UNDO, text="Undo", value=token),)),
        say(
            f"{_WHAT_FOR} Who works on it says so in /sunrelay holidays. "
            "Undo is for workspace admins and for whoever looks after a relay.",
            small=True,
        ),
    )
    return Document(blocks=blocks, summary=f"{what} {'; '.join(rows[:3])}", kind="company")


def undone(made: Difference, *, changer: str, by: str, locale: str) -> Document:
    """The same once it was undone: what had been changed."""
    whose = "their own change of" if by == changer else f"what {changer} had changed in"
    what = f"{by} undid {whose} the company days."
    rows = tuple((Text(text=line, strike=True),) for line in lines(made))
    return Document(blocks=(say(what), Bullets(items=rows)), summary=what, kind="company")


def undo_done(*, coming: Sequence[Off], locale: str) -> Document:
    """The answer to *Undo*."""
    what = "Undone: the company days are as they were before."
    blocks = (say(f"{what} The channels' messages say so."), *_coming(coming))
    return Document(blocks=blocks, summary=what, kind="notice")


def undone_before(*, locale: str) -> Document:
    """*Undo* of what was undone already."""
    return notice("This was undone already. /sunrelay holidays company changes the company days again.")


def too_late(*, locale: str) -> Document:
    """*Undo* of days that have changed again since."""
    return notice(
        "The company days have changed again since, so I left them. "
        "/sunrelay holidays company shows and changes them."
    )


def gone(*, locale: str) -> Document:
    """A form or a change that is not theirs, or no longer kept."""
    return notice(
        "That is no longer open, and nothing has changed. /sunrelay holidays company opens it again."
    )


def unknown(*, locale: str) -> Document:
    """The platform does not say who this is."""
    return notice("I could not find your profile in this workspace, so I cannot show you its company days.")


def not_yours(*, names: Sequence[str], coming: Sequence[Off], locale: str) -> Document:
    """Somebody who may not change them sees what is coming. names: some of those who may."""
    return _told(("Company days are set", "One of them can change these."), names, coming)


def not_to_undo(*, names: Sequence[str], coming: Sequence[Off], locale: str) -> Document:
    """*Undo* pressed by somebody who may not. names: some of those who may."""
    return _told(("Nothing was undone: company days are set", "Ask one of them."), names, coming)


def lines(made: Difference) -> tuple[str, ...]:
    """What differs, a row each; of many, the rest are counted."""
    rows = [
        *(f"Off now: {_day(Off(day=day, name=name))}" for day, name in made.added.items()),
        *(f"Not off any more: {_day(Off(day=day, name=name))}" for day, name in made.removed.items()),
        *(f"Another name: {_day(Off(day=day, name=name))}" for day, name in made.renamed.items()),
    ]
    return _cut(rows)


def _told(says: tuple[str, str], names: Sequence[str], coming: Sequence[Off]) -> Document:
    set_by, then = says
    who = f" (of yours: {some_names(names)})" if names else ""
    what = f"{set_by} by workspace admins and by whoever looks after a relay{who}. {then}"
    blocks: list[Block] = [say(what), *_coming(coming)]
    return Document(blocks=tuple(blocks), summary=what, kind="notice")


def _coming(coming: Sequence[Off]) -> tuple[Block, ...]:
    if not coming:
        return (say("No company day is set."),)
    return (Heading(text="Company days"), *_rows(_cut([_day(one) for one in coming])))


def _rows(rows: Sequence[str]) -> tuple[Block, ...]:
    return (Bullets(items=tuple(words(row) for row in rows)),)


def _cut(rows: Sequence[str]) -> tuple[str, ...]:
    if len(rows) <= MOST_ROWS:
        return tuple(rows)
    return (*rows[: MOST_ROWS - 1], f"and {len(rows) - MOST_ROWS + 1} more")


def _day(one: Off) -> str:
    date_words = f"{one.day:%a} {one.day.day} {one.day:%b %Y}"
    return f"{date_words}: {one.name}" if one.name else date_words
