"""The form of a request in its three shapes, each with its own fields; and the form of its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.handoff import File
from bot.domain.request import MOST_ASKED, MOST_URGENT, SHAPES, Shape
from bot.domain.text import shorten
from bot.messages.document import Button, Quote, bold, say, words
from bot.messages.file import named
from bot.messages.form import (
    Choice,
    ChoiceField,
    ChoicesField,
    Field,
    FileField,
    Form,
    Note,
    PeopleField,
    TextField,
    Values,
)
from bot.messages.request import ANSWER, to_answer
from bot.messages.request_view import View
from bot.messages.request_when import HOURS, NOW, WHEN, when_fields

FORM = "request.write"
REPLY_FORM = "request.reply"
WRITE = "request.open"

SHAPE, TO, GROUP, WHERE, TEXT = "shape", "to", "group", "where", "text"
ABOUT, PROPOSAL, NEED, BY, LINKS = "about", "proposal", "need", "by", "links"
# Of what was typed after the command, the end that the first field does not hold.
REST = "rest"
ERROR, TRIED, TICKET, RECORDING = "error", "tried", "ticket", "recording"
FILES, UPLOADS = "files", "uploads"

PRIVATELY, HERE = "privately", "here"

# Instead of a region or team: a choice that was made cannot be taken back, so this is one, too.
PEOPLE = "people"

MOST_LINKS = 10
MOST_ABOUT = 2000
MOST_ERROR = 3000
MOST_ANSWERED = 3000
MOST_FILES = 5

# So much of the rest is shown, in pieces of that length.
_MOST_REST, _PIECE = 10_000, 2500

_NAMES: Mapping[Shape, str] = {
    "question": "A question",
    "stuck": "I'm stuck",
    "review": "A review",
}

_BY = TextField(
    name=BY,
    label="Needed by",
    max_length=100,
    placeholder="Thu 15:00",
    hint="Leave it empty if their promised time is soon enough. A time like Thu 15:00 is read by your clock.",
)
_LINKS = TextField(
    name=LINKS, label="Links", multiline=True, max_length=2000, hint="One a line, with https://"
)
_FIELDS: Mapping[Shape, tuple[TextField, ...]] = {
    "question": (
        TextField(
            name=ABOUT,
            label="What is the problem?",
            required=True,
            multiline=True,
            max_length=MOST_ABOUT,
            placeholder="What you want to do, what is in the way, and for whom it matters",
        ),
        TextField(
            name=PROPOSAL,
            label="What do you propose?",
            multiline=True,
            max_length=1500,
            hint="With a proposal, a yes is an answer.",
        ),
        TextField(
            name=NEED,
            label="What do you need from them?",
            required=True,
            multiline=True,
            max_length=1000,
            placeholder="A yes or no, a choice of two, the name of who knows",
        ),
        _BY,
        _LINKS,
    ),
    "stuck": (
        TextField(
            name=ABOUT,
            label="What happens?",
            required=True,
            multiline=True,
            max_length=MOST_ABOUT,
            placeholder="What you did, what you expected, and what you see instead",
        ),
        TextField(
            name=ERROR,
            label="Error or stack trace",
            multiline=True,
            max_length=MOST_ERROR,
            hint="Paste it as it is: it is shown letter for letter. If it is too long, paste the end "
            "here and add the whole as a file below.",
        ),
        TextField(
            name=TRIED,
            label="What have you tried?",
            required=True,
            multiline=True,
            max_length=1500,
            hint="So that nobody sends you where you have been.",
        ),
        TextField(name=TICKET, label="Ticket", max_length=500, placeholder="ATL-217, or its address"),
        TextField(
            name=RECORDING,
            label="Recording or screenshot",
            max_length=500,
            placeholder="https://",
            hint="Two minutes of your screen say more than a page.",
        ),
        _LINKS,
    ),
    "review": (
        TextField(
            name=ABOUT,
            label="What is to be reviewed?",
            required=True,
            multiline=True,
            max_length=MOST_ABOUT,
            placeholder="What it changes, and why",
        ),
        TextField(
            name=LINKS,
            label="Where is it?",
            required=True,
            multiline=True,
            max_length=MOST_ABOUT,
            hint="Links, one a line, with https://",
        ),
        TextField(
            name=NEED,
            label="What should they look at?",
            multiline=True,
            max_length=1000,
            placeholder="The migration; the wording is not final",
        ),
        _BY,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the form is drawn from. channel: the name of the one it may be posted in, or "".

    unknown: a name that was typed and is nobody's. groups: regions and teams that may be asked instead.
    files: those that can be sent along; which of them are, is in `values` by their place in this list.
    told: what was taken from a message, a line each. quotes: it holds words of that message.
    """

    shape: Shape
    values: Values
    token: str
    channel: str = ""
    unknown: str = ""
    groups: tuple[Choice, ...] = ()
    files: tuple[File, ...] = ()
    told: str = ""
    quotes: bool = False


def _reaches(values: Values) -> str:
    if values.get(WHEN) == NOW:
        return f"It reaches each of them at once, {MOST_URGENT} at most"
    return "It reaches each of them in their working hours"


def form(one: Drawn, *, locale: str) -> Form:
    """Who is asked, where, and the fields of its shape."""
    shape = ChoiceField(
        name=SHAPE,
        label="What is it?",
        choices=tuple(Choice(value=each, text=_NAMES[each]) for each in SHAPES),
        required=True,
        redraws=True,
    )
    to = PeopleField(
        name=TO,
        label="For",
        required=not one.groups,
        most=MOST_ASKED,
        hint=f"{_reaches(one.values)}, and whoever is first answers.",
    )
    head: tuple[Field, ...] = (shape, *_unknown(one.unknown), to, *_groups(one.groups), *_where(one.channel))
    usual: Values = {WHERE: PRIVATELY, WHEN: HOURS}
    return Form(
        name=FORM,
        title="Ask",
        fields=(
            *head,
            *_rest(one.values, quotes=one.quotes),
            *_told(one),
            *_FIELDS[one.shape],
            *_files(one),
            *when_fields(one.values),
        ),
        values={
            **usual,
            **one.values,
            GROUP: one.values.get(GROUP) or PEOPLE,
            SHAPE: one.shape,
        },
        token=one.token,
        opener=Button(name=WRITE, text="Ask", value=one.token, style="primary"),
    )


def fields_of(shape: Shape) -> tuple[str, ...]:
    """The names of a shape's own fields."""
    return tuple(one.name for one in _FIELDS[shape])


def required_of(shape: Shape) -> tuple[TextField, ...]:
    """Those of them that have to be filled in."""
    return tuple(one for one in _FIELDS[shape] if one.required)


def reply_form(one: View, *, values: Values, token: str, locale: str) -> Form:
    """The answer."""
    field = TextField(
        name=TEXT,
        label="Your answer",
        required=True,
        multiline=True,
        max_length=MOST_ANSWERED,
        hint=f"{one.asker} gets it once, and it stands under the request.",
    )
    return Form(
        name=REPLY_FORM,
        title="Answer",
        submit="Answer",
        fields=(Note(blocks=tuple(to_answer(one))), field),
        values=values,
        token=token,
        opener=Button(name=ANSWER, text="Answer", value=f"{one.request.id}", style="primary"),
    )


def _unknown(name: str) -> Sequence[Note]:
    if not name:
        return ()
    told = f"I know nobody called “{shorten(name, 60)}” here: pick them from the list below."
    return (Note(blocks=(say(told),)),)


def _rest(values: Values, *, quotes: bool) -> Sequence[Note]:
    """The end that did not fit, to be put where there is room for it."""
    rest = values.get(REST, "")
    if not rest or not isinstance(rest, str):
        return ()
    said = "What that message says" if quotes else "What you typed"
    told = f"{said} is longer than the {MOST_ABOUT:,} characters of the first field. This did not fit:"
    shown = rest[:_MOST_REST]
    pieces = [shown[start : start + _PIECE] for start in range(0, len(shown), _PIECE)]
    left = len(rest) - len(shown)
    more = (say(f"{left:,} more characters did not fit here either."),) if left else ()
    return (Note(blocks=(say(bold(told)), *(Quote(spans=words(one)) for one in pieces), *more)),)


def _told(one: Drawn) -> Sequence[Note]:
    """Of who is stuck on a message."""
    if one.shape != "stuck" or not one.told:
        return ()
    return (Note(blocks=tuple(say(line) for line in one.told.split("\n"))),)


def _groups(groups: tuple[Choice, ...]) -> Sequence[ChoiceField]:
    if not groups:
        return ()
    hint = "Always posted in the team's channel, for all there to read. Whoever is first answers."
    nobody = Choice(value=PEOPLE, text="No: for the people above", group="People")
    return (ChoiceField(name=GROUP, label="Or for a region or a team", choices=(nobody, *groups), hint=hint),)


def _files(one: Drawn) -> Sequence[Field]:
    """Of who is stuck: those that are there, and room for more."""
    if one.shape != "stuck":
        return ()
    choices = tuple(Choice(value=f"{place}", text=named(file)) for place, file in enumerate(one.files))
    there = ChoicesField(name=FILES, label="Files to send along", choices=choices)
    more = FileField(
        name=UPLOADS,
        label="Log, trace or screenshot as a file",
        most=MOST_FILES,
        hint="Shown whole in the thread of your request. Up to 10 MB each; send me larger ones first, in a "
        "message.",
    )
    return (*((there,) if choices else ()), more)


def _where(channel: str) -> Sequence[ChoiceField]:
    if not channel:
        return ()
    choices = (
        Choice(value=PRIVATELY, text="Privately, to each person picked"),
        Choice(value=HERE, text=shorten(f"In #{channel}, where others learn from it", 75)),
    )
    return (ChoiceField(name=WHERE, label="Where", choices=choices, required=True),)
