"""How neutral names travel in Slack's ids, which must be unique within a message or a view.

A button's `action_id` is `NAME:NUMBER`, numbered through its message. A field's `action_id` is its name; its
`block_id` is `NAME:DRAW`, the drawing of its view in which it last took a value from us (see `views.py`).
"""

import json
from dataclasses import dataclass

_MARK = ":"
_LINK = "link"


def button_id(name: str, number: int) -> str:
    """The `action_id` of a button that does `name`."""
    return f"{name}{_MARK}{number}"


def link_id(number: int) -> str:
    """The `action_id` of a button that only opens a page. Slack reports it, and nothing follows."""
    return button_id(_LINK, number)


def name_of(action_id: str) -> str:
    """The neutral name behind an `action_id`; "" for one that asks for nothing."""
    name = action_id.partition(_MARK)[0]
    return "" if name == _LINK else name


def field_block_id(name: str, draw: int) -> str:
    """The `block_id` of a field that took its value from us in that drawing."""
    return f"{name}{_MARK}{draw}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewNote:
    """What a view carries unseen: the form's name and token, and how often it has been drawn."""

    form: str
    token: str
    draw: int = 0

    def text(self) -> str:
        """As `private_metadata`."""
        return json.dumps({"form": self.form, "token": self.token, "draw": self.draw}, separators=(",", ":"))


def view_note(text: str) -> ViewNote | None:
    """What a view of ours carries; None for any other."""
    try:
        held = json.loads(text)
        return ViewNote(form=str(held["form"]), token=str(held["token"]), draw=int(held["draw"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
