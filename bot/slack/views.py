"""Forms and pages as Slack's views.

A redrawn field keeps its ids while it holds what the form asks for, and gets new ones for another value.
"""

# Slack keeps what a person typed in a field for as long as its ids stay, and takes a new value from us only
# under new ones: the field's name with the number of the drawing, never used in this view before. So what is
# typed while a redraw is under way survives in every field that the redraw does not set.

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Final

from bot.domain.text import shorten
from bot.messages.document import Block, Document, Paragraph, bold, say
from bot.messages.form import Errors, Field, Form, FormButton, Note, Value, Values
from bot.slack import limits
from bot.slack.buttons import form_button
from bot.slack.fields import held, input_block
from bot.slack.ids import ViewNote, field_block_id
from bot.slack.render import NO_LINKS, blocks
from bot.slack.shown import Shown
from bot.slack.spans import plain

Json = dict[str, Any]

NEW: Final = Shown(draw=-1)
_NOTICE = "notice"
_CUT: Final = say("This is as much as fits on one page: there is more that is not shown here.", small=True)


def modal(
    form: Form, *, values: Values | None = None, errors: Errors | None = None, shown: Shown = NEW
) -> Json:
    """The form holding `values` (its own, unless given), to open or, given what is shown, to redraw.

    errors: listed at the top, since Slack marks fields only in its answer to a submission.
    """
    draw = shown.draw + 1
    drawing = _Drawing(values={**form.values, **(values or {})}, shown=shown, draw=draw)
    body = blocks(_errors(form, errors or {}), numbers=drawing.numbers) + drawing.fields(form.fields)
    view: Json = {
        "type": "modal",
        "callback_id": form.name,
        "title": plain(shorten(form.title, limits.TITLE)),
        "close": plain(shorten(form.close, limits.TITLE)),
        "private_metadata": ViewNote(form=form.name, token=form.token, draw=draw).text(),
        "blocks": _fitting(body),
    }
    if form.submit or any(block["type"] == "input" for block in body):
        view["submit"] = plain(shorten(form.submit or "Send", limits.TITLE))
    return view


def errors_response(form: Form, errors: Errors, *, shown: Shown) -> Json | None:
    """Marks the fields in the form that stands there; None where only a redraw can say what is wrong."""
    fields = {one.name for one in form.fields if not isinstance(one, Note | FormButton)}
    if not errors or not errors.keys() <= shown.fields.keys() or fields != shown.fields.keys():
        return None
    marked = {shown.fields[name].block_id: text or "Please check this." for name, text in errors.items()}
    return {"response_action": "errors", "errors": marked}


def page(document: Document, *, title: str, links: Mapping[str, str] = NO_LINKS) -> Json:
    """A page to read and close: what a form turns into once it was sent."""
    return {
        "type": "modal",
        "title": plain(shorten(title, limits.TITLE) or "Sunrelay"),
        "close": plain("Close"),
        "blocks": _page_blocks(document, links),
    }


def home_view(document: Document, *, links: Mapping[str, str] = NO_LINKS) -> Json:
    """The person's home. `links`: addresses of the bot's messages by key."""
    return {"type": "home", "blocks": _page_blocks(document, links)}


def noticed(view: Mapping[str, Any], text: str) -> Json:
    """A view that Slack reported, with a line put at its top; what was typed in it stays."""
    kept = {name: view[name] for name in _PARTS if view.get(name)}
    old = [one for one in view.get("blocks", ()) if one.get("block_id") != _NOTICE]
    notice = [{**one, "block_id": _NOTICE} for one in blocks((say(bold(text)),))]
    return {**kept, "blocks": [*notice, *old][: limits.VIEW_BLOCKS]}


_PARTS = ("type", "callback_id", "title", "submit", "close", "private_metadata")


class _Drawing:
    """One drawing of one form: what it is to hold, and what stands there."""

    __slots__ = ("_draw", "_shown", "_values", "numbers")

    def __init__(self, *, values: Values, shown: Shown, draw: int) -> None:
        self._values, self._shown, self._draw = values, shown, draw
        self.numbers: Iterator[int] = count()

    def fields(self, fields: Sequence[Field]) -> list[Json]:
        drawn: list[Json] = []
        for one in fields:
            drawn.extend(self._field(one))
        return drawn

    def _field(self, field: Field) -> list[Json]:
        match field:
            case Note():
                return blocks(field.blocks, numbers=self.numbers)
            case FormButton():
                return form_button(field, self.numbers)
            case _:
                value = held(field, self._values.get(field.name, ""))
                block = input_block(field, value, block_id=self._block_id(field.name, value))
                return [block] if block else blocks((_nothing_to_choose(field.label),))

    def _block_id(self, name: str, value: Value) -> str:
        there = self._shown.fields.get(name)
        if there is not None and (there.files or (there.value or "") == (value or "")):
            return there.block_id  # files stay where they are: they cannot be put in again
        return field_block_id(name, self._draw)


def _nothing_to_choose(label: str) -> Paragraph:
    return say(f"{label}: there is nothing to choose from yet.", small=True)


def _errors(form: Form, errors: Errors) -> tuple[Block, ...]:
    return tuple(_error(form, name, text) for name, text in errors.items())


def _error(form: Form, name: str, text: str) -> Block:
    label = getattr(form.named(name), "label", "") if name else ""
    return say(bold(f"{label}: "), text) if label else say(bold(text))


def _page_blocks(document: Document, links: Mapping[str, str]) -> list[Json]:
    """A view cannot be empty."""
    return _fitting(
        blocks(document.blocks, links=links) or blocks((say(document.summary or "Nothing here yet."),))
    )


def _fitting(drawn: list[Json]) -> list[Json]:
    """As many blocks as a view takes; the last one says so where there are more."""
    if len(drawn) <= limits.VIEW_BLOCKS:
        return drawn
    return [*drawn[: limits.VIEW_BLOCKS - 1], *blocks((_CUT,))]
