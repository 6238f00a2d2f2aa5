"""Forms as pure values: typed fields and what they hold; a platform draws form, values and errors."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.messages.document import Block, Button

# What a person filled in, by field name. Empty is "". Several choices or a list are a tuple.
Value = str | tuple[str, ...]
Values = Mapping[str, Value]
Errors = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a choice; `group` puts it under a heading. `value` is at most 150 characters."""

    value: str
    text: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField:
    """Free words. `max_length` in characters, at most 3,000."""

    name: str
    label: str
    required: bool = False
    multiline: bool = False
    max_length: int = 3000
    placeholder: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField:
    """One of several. `redraws`: choosing at once asks the handler for the form anew."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    required: bool = False
    hint: str = ""
    redraws: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesField:
    """Any number of several."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    required: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleField:
    """People of the workspace, picked; values are the platform's user ids (the `id` of a UserRef).

    most: more are neither shown nor can they be picked. Platforms surely take this many.
    """

    name: str
    label: str
    required: bool = False
    most: int = 100
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileField:
    """Files, picked or recorded, of at most 10 MB each; it cannot hold any when it is shown.

    Values are the platform's file ids; what it says of each comes along with the submission.
    """

    name: str
    label: str
    most: int = 1
    hint: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words between fields."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormButton:
    """A button inside a form that asks the handler for the form anew (add a row, remove a row)."""

    name: str
    text: str
    value: str = ""


Field = TextField | ChoiceField | ChoicesField | PeopleField | FileField | Note | FormButton


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form.

    name: the neutral name of the handler that hears it (`handoff.submit`).
    token: single use, bound to its person, made by the transaction that returned `Ask`; "" before that.
    title, submit, close: at most 24 characters each.
    values: what each field holds when it is shown.
    opener: the button that asks for this form, shown where a front cannot open it at once (a mention of the
    bot, a platform whose commands open no forms).
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    submit: str = "Send"
    close: str = "Cancel"
    token: str = ""
    values: Values = field(default_factory=dict)
    opener: Button | None = None

    def named(self, name: str) -> Field | None:
        """The field of that name, if it has one."""
        return next((one for one in self.fields if getattr(one, "name", None) == name), None)
