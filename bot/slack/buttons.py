"""Rows of buttons, in messages and in views."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from bot.domain.text import ELLIPSIS, shorten, valid_url
from bot.messages.document import Button
from bot.messages.form import FormButton
from bot.slack import limits
from bot.slack.ids import button_id, link_id


def actions(buttons: Sequence[Button], numbers: Iterator[int]) -> list[dict[str, Any]]:
    """The buttons in as few blocks as Slack takes; one that leads to no address on the web is left out."""
    drawn = [_button(one, next(numbers)) for one in buttons if not one.url or valid_url(one.url)]
    return [
        {"type": "actions", "elements": drawn[start : start + limits.ACTIONS]}
        for start in range(0, len(drawn), limits.ACTIONS)
    ]


def form_button(button: FormButton, numbers: Iterator[int]) -> list[dict[str, Any]]:
    """A button inside a form."""
    return actions((Button(name=button.name, text=button.text, value=button.value),), numbers)


def _button(button: Button, number: int) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "type": "button",
        "action_id": link_id(number) if button.url else button_id(button.name, number),
        "text": {"type": "plain_text", "text": _label(button.text), "emoji": False},
    }
    if button.value:
        drawn["value"] = button.value
    if button.url:
        drawn["url"] = button.url
    if button.style != "plain":
        drawn["style"] = button.style
    return drawn


@lru_cache(maxsize=1024)
def _label(text: str) -> str:
    """The same few stand on all buttons."""
    return shorten(text, limits.BUTTON_TEXT) or ELLIPSIS
