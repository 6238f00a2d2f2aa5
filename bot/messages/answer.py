"""What follows from what a person did: the one value that services and handlers return to a front."""

from dataclasses import dataclass

from bot.messages.chart import DayChart
from bot.messages.document import Document
from bot.messages.form import Errors, Form, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Nothing to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """Say something to the person who acted: only to them, or (`private=False`) where they acted.

    picture: goes with it where the platform can show one; it says nothing that the document does not.
    """

    document: Document
    private: bool = True
    picture: DayChart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Open a form, or redraw the one that is open."""

    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Show the form again with what the person typed and what to mend, by field name.

    An error under the name "" belongs to the form as a whole.
    """

    form: Form
    errors: Errors
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace:
    """Put this in the place of the message that was acted on."""

    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Show this as the person's home."""

    document: Document


Answer = Nothing | Tell | Ask | Fix | Replace | Home
