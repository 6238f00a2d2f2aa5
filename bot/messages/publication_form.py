"""The form that makes something from a private conversation public, once everyone has agreed."""

from dataclasses import dataclass

from bot.domain.publication import MOST_OTHERS, Purpose
from bot.messages.document import Button, bold, say
from bot.messages.form import Choice, ChoiceField, Form, Note, PeopleField, TextField, Values

FORM = "publication.ask"
WRITE = "publication.open"

TEXT, OTHERS, WHERE = "text", "others", "where"

MOST_TEXT = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What it is drawn from. author: whoever is quoted, "" for the reader; places: where it may stand."""

    purpose: Purpose
    author: str
    values: Values
    token: str
    places: tuple[Choice, ...]


def form(one: Drawn, *, locale: str) -> Form:
    """What is quoted, who else is there, and where it is to be read."""
    title = "Make it public" if one.purpose == "note" else "Make it a decision"
    text = TextField(
        name=TEXT,
        label="What is quoted?",
        required=True,
        multiline=True,
        max_length=MOST_TEXT,
        hint="Shorten it to what others need. Whoever is asked sees exactly these words.",
    )
    people = PeopleField(
        name=OTHERS,
        label="Who else is in this conversation?",
        most=MOST_OTHERS,
        hint="Whoever you name is asked, and has to agree.",
    )
    where = ChoiceField(name=WHERE, label="Where is it to be read?", choices=one.places, required=True)
    first = {WHERE: one.places[0].value} if one.places else {}
    return Form(
        name=FORM,
        title=title,
        submit="Send",
        fields=(_note(one), text, people, where),
        values={**first, **{name: each for name, each in one.values.items() if each}},
        token=one.token,
        opener=Button(name=WRITE, text=title, value=one.token, style="primary"),
    )


def _note(one: Drawn) -> Note:
    said = (bold(one.author), " said this") if one.author else ("You said this",)
    asked = (
        f"{one.author} is asked, and so is everyone you name below; they have seven days."
        if one.author
        else "Your own words need nobody's consent, but everyone you name below is asked, and has seven days."
    )
    what = "posted" if one.purpose == "note" else "proposed"
    told = (
        f" in a private conversation. {asked} Only if all agree is anything {what}. I cannot see who else is "
        "there, so name everyone whom it concerns."
    )
    return Note(blocks=(say(*said, told),))
