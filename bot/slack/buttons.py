"""Rows of buttons, in messages and in views."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from bot.domain.text import ELLIPSIS, shorten, valid_url
from bot.messages.document import Button
from bot.messages.form import FormButton
from bot.slack import limits
from bot.slack.ids import button_id, link_id
from bot.slack.spans import plain


def actions(buttons: Sequence[Button], numbers: Iterator[int]) -> list[dict[str, Any]]:
    """The buttons in as few blocks as Slack takes; one that leads to no address on the web is left out."""
    drawn: list[dict[str, Any]] = []
    for button in buttons:
        if button.url and not valid_url(button.url):
            continue
        number = next(numbers)
        one = {
            "type": "button",
            "action_id": link_id(number) if button.url else button_id(button.name, number),
            "text": _label(button.text),
        }
        if button.value:
            one["value"] = button.value
        if button.url:
            one["url"] = button.url
        if button.style != "plain":
            one["style"] = button.style
        drawn.append(one)
    if len(drawn) <= limits.ACTIONS:
        return [{"type": "actions", "elements": drawn}] if drawn else []
    return [
        {"type": "actions", "elements": drawn[start : start + limits.ACTIONS]}
        for start in range(0, len(drawn), limits.ACTIONS)
    ]


def form_button(button: FormButton, numbers: Iterator[int]) -> list[dict[str, Any]]:
    """A button inside a form."""
    return actions((Button(name=button.name, text=button.text, value=button.value),), numbers)


@lru_cache(maxsize=1024)
def _label(text: str) -> dict[str, Any]:
    """The same few stand on all buttons, which share them: nobody changes what is drawn."""
    return plain(shorten(text, limits.BUTTON_TEXT) or ELLIPSIS)
