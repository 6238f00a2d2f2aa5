"""What would make a hand-off easier to act on: a fixed check with reasons, which only ever advises."""

import re
from collections.abc import Iterator

from bot.domain.english import URL, has_verb, language_of, plain
from bot.domain.handoff import Draft
from bot.domain.moment import vague_time
from bot.domain.text import shorten

MOST_HINTS = 5

_QUOTED = 40

_POINTS_AWAY = re.compile(
    r"\bsee (?:the |my |our |your |this |that |above |previous |slack )*"
    r"(?:thread|ticket|doc|docs|document|channel|chat|pr|issue|message|email|notes|wiki|spec|above)\b"
    r"(?!\s+#?\d|\s+[a-z]+-\d)"
    r"|\b(?:as|like) (?:we |i |was |already )*(?:discussed|agreed|mentioned|talked about)\b"
    r"|\b(?:per|from) (?:our|the|my|your) (?:call|chat|conversation|discussion|thread|meeting)\b",
    re.IGNORECASE,
)
_NAMES_BLOCKER = re.compile(r"\bblocked (?:by|on)\b", re.IGNORECASE)


def hints(draft: Draft, *, zone: str) -> tuple[str, ...]:
    """What to add, one sentence each, at most five; empty when nothing is missing.

    `zone` is the author's, for examples. Texts in other languages than English are not judged: there only a
    missing link is named.
    """
    language = language_of(_texts(draft))
    found = list(_blocked_without_link(draft))
    if language == "english":
        found += _without_verb(draft)
    if language != "other":
        found += [*_pointing_away(draft), *_without_zone(draft, zone)]
    return tuple(found[:MOST_HINTS])


def _linked(draft: Draft) -> bool:
    return bool(draft.content.links or draft.content.recording)


def _blocked_without_link(draft: Draft) -> Iterator[str]:
    if _linked(draft):
        return
    if draft.state == "blocked" and not any(
        URL.search(text) for text in (*_texts(draft), *draft.content.done)
    ):
        yield "It is blocked: add a link to what blocks it, such as the ticket or the pull request."
        return
    for step in draft.steps:
        if _NAMES_BLOCKER.search(step.text) and not URL.search(step.text):
            yield f"{_quote(step.text)}: add a link to what blocks it."


def _without_verb(draft: Draft) -> Iterator[str]:
    for step in draft.steps:
        if not has_verb(step.text):
            yield f"{_quote(step.text)}: start with a verb, so that it is clear what to do."


def _pointing_away(draft: Draft) -> Iterator[str]:
    if _linked(draft):
        return
    for text in _texts(draft):
        found = _POINTS_AWAY.search(text)
        if found and not URL.search(text):
            yield f"{_quote(text)}: add a link, or say in a line what “{found[0]}” refers to."


def _without_zone(draft: Draft, zone: str) -> Iterator[str]:
    for text in _texts(draft):
        vague = vague_time(plain(text), zone=zone)
        if vague is not None:
            yield f"{_quote(text)}: “{vague.text}” differs from place to place; write “{vague.instead}”, say."


def _texts(draft: Draft) -> tuple[str, ...]:
    """What tells others what to do or expect; what was done today needs no check."""
    return (draft.content.summary, *(step.text for step in draft.steps), draft.content.watch)


def _quote(text: str) -> str:
    return f"“{shorten(text, _QUOTED)}”"
