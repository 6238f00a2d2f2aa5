"""What a request's form holds, read: the content that it makes, or what to mend."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.handoff import File
from bot.domain.moment import vague_time
from bot.domain.region import city
from bot.domain.request import LEAST_REASON, SHAPES, Content, Shape
from bot.domain.spoken_time import Spoken, dated, spoken_time
from bot.domain.text import lines, shorten, valid_url
from bot.messages.form import Errors, Values
from bot.messages.request_form import (
    ABOUT,
    BY,
    ERROR,
    FILES,
    LINKS,
    MOST_FILES,
    MOST_LINKS,
    NEED,
    PROPOSAL,
    RECORDING,
    SHAPE,
    TICKET,
    TRIED,
    UPLOADS,
    fields_of,
    required_of,
)
from bot.messages.request_when import NOW, WHEN, WHY

_EMPTY = {
    ABOUT: "Say what it is about: whoever reads it knows only this.",
    NEED: "Say what would help, so that one answer is enough.",
    TRIED: "Say what you have tried, if only “nothing yet”.",
    LINKS: "Link what is to be reviewed.",
}
_NO_REASON = "Say in a sentence why it cannot wait: it is what they read first."


def shape_of(values: Values) -> Shape:
    """The shape that is chosen."""
    chosen = text(values, SHAPE)
    return next((one for one in SHAPES if one == chosen), "question")


def is_urgent(values: Values) -> bool:
    """Whether it is to reach them now, whatever time it is."""
    return values.get(WHEN) == NOW


def read(
    values: Values,
    *,
    zone: str,
    offered: Sequence[File] = (),
    uploads: Sequence[File] = (),
    now: datetime,
) -> Content | Errors:
    """What the fields of its shape say; those of another shape are left out. `zone`: the author's.

    offered: the files that the form listed; uploads: those that were put into it.
    """
    shape = shape_of(values)
    own = {name: text(values, name) for name in fields_of(shape)}
    if own.get(ERROR):  # letter for letter: how it is indented is part of it
        own[ERROR] = f"{values[ERROR]}".strip("\r\n").rstrip()
    links = lines(own.get(LINKS, ""))
    by_at = instant(own.get(BY, ""), zone=zone, now=now)
    errors = {one.name: _EMPTY[one.name] for one in required_of(shape) if not own[one.name]}
    errors |= _wrong_addresses(own.get(RECORDING, ""), links)
    if by_at is not None and by_at <= now:
        errors[BY] = "That has passed. Name a time that is to come, or leave it empty."
    urgent = text(values, WHY) if is_urgent(values) else ""
    if is_urgent(values) and len(urgent) < LEAST_REASON:
        errors[WHY] = _NO_REASON
    files = chosen_files(values, offered, uploads) if shape == "stuck" else ()
    if len(files) > MOST_FILES:
        where = FILES if offered else UPLOADS
        errors[where] = f"These are {len(files)} files. Send at most {MOST_FILES} along; link the others."
    if errors:
        return errors
    return Content(
        about=own[ABOUT],
        proposal=own.get(PROPOSAL, ""),
        need=own.get(NEED, ""),
        error=own.get(ERROR, ""),
        tried=own.get(TRIED, ""),
        by=with_place(own.get(BY, ""), zone, now=now),
        by_at=by_at,
        ticket=own.get(TICKET, ""),
        recording=own.get(RECORDING, ""),
        links=tuple(links),
        files=files,
        urgent=urgent,
    )


def chosen_files(values: Values, offered: Sequence[File], uploads: Sequence[File]) -> tuple[File, ...]:
    """The files to be sent along: those ticked and those put into the form, each once."""
    wanted = values.get(FILES, ())
    ticks = [one for place, one in enumerate(offered) if f"{place}" in wanted]
    return tuple({one.id: one for one in (*ticks, *uploads)}.values())


def ticked(files: Sequence[File], offered: Sequence[File]) -> tuple[str, ...]:
    """The value of `FILES` when these of those offered are to be sent along."""
    sent = {one.id for one in files}
    return tuple(f"{place}" for place, one in enumerate(offered) if one.id in sent)


def text(values: Values, name: str) -> str:
    """A text value, trimmed; "" if there is none."""
    value = values.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def people_in(values: Values, name: str) -> tuple[str, ...]:
    """The platform's ids of those who are picked."""
    value = values.get(name, ())
    found = value.split(",") if isinstance(value, str) else value
    return tuple(dict.fromkeys(one.strip() for one in found if one.strip()))


def instant(by: str, *, zone: str, now: datetime) -> datetime | None:
    """The instant that they name, if it is one."""
    found = spoken_time(by, now=now, zone=zone, also={}) if by else None
    return found.at if isinstance(found, Spoken) else None


def with_place(by: str, zone: str, *, now: datetime) -> str:
    """“Tomorrow” is another day elsewhere, and a day later: its date stands there, and where it was said."""
    day = dated(by, now=now, zone=zone)
    return f"{day} (in {city(zone)})" if day != by or vague_time(by, zone=zone) else by


def typed(values: Values) -> str:
    """All that was typed, to be handed back, in its order."""
    names = dict.fromkeys([*(name for shape in SHAPES for name in fields_of(shape)), WHY])
    return "\n".join(one for one in (text(values, name) for name in names) if one)


def _wrong_addresses(recording: str, links: Sequence[str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    wrong = next((one for one in links if not valid_url(one)), None)
    if wrong is not None:
        errors[LINKS] = f"Not an address: {shorten(wrong, 60)}. Start each line with https://"
    elif len(links) > MOST_LINKS:
        errors[LINKS] = f"These are {len(links)} links. Send at most {MOST_LINKS}."
    if recording and not valid_url(recording):
        errors[RECORDING] = "Paste its address; it starts with https://"
    return errors
