"""The last page of the set-up form: the next working day as it would be, to be confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.region import city
from bot.messages.change import clock, some_names
from bot.messages.document import Block, Bullets, Button, Heading, Spans, When, bold, say, words
from bot.messages.form import Form, FormButton, Note
from bot.messages.setup_form import BACK
from bot.messages.team import SETUP

PREVIEW = "team.preview"

# Rows of one list: longer ones are several.
MOST_ROWS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A region's digest: at which minute of its clocks, and when next; `at` is None if nobody ever works."""

    region: str
    zone: str
    minute: int
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Somebody, or those of a region and zone. welcomed, asked: when, or when the first and the last are."""

    names: tuple[str, ...]
    region: str
    zone: str
    writes: bool
    welcomed: tuple[datetime, ...] = ()
    asked: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The next working day of everyone, for a reader in `zone`."""

    zone: str
    digests: tuple[Digest, ...]
    rows: tuple[Row, ...]


def preview_page(*, preview: Preview, name: str, editing: bool) -> Form:
    """The third page: nothing has happened yet, and sending it makes it so."""
    intro = (
        f"3 of 3: the next working day of {name} as it would go. Nothing has been changed yet, and nobody "
        "has been told."
    )
    return Form(
        name=PREVIEW,
        title="Change the relay" if editing else "Set up a relay",
        submit="Save" if editing else "Start",
        fields=(
            Note(blocks=(say(intro), *_digests(preview), *_people(preview))),
            FormButton(name=BACK, text="Back to regions"),
        ),
        opener=Button(name=SETUP, text="Set up the relay", style="primary"),
    )


def _digests(preview: Preview) -> Iterator[Block]:
    yield Heading(text="Digests, when there is something to tell")
    yield from _lists([_digest(one, preview.zone) for one in preview.digests])


def _digest(one: Digest, zone: str) -> Spans:
    if one.at is None:
        return words(bold(one.region), f": at {clock(one.minute)} there, once somebody in it works")
    there = f"{_day(one.at, one.zone)} {clock(one.minute)} in {city(one.zone)}"
    return words(bold(one.region), f": {there}", *_yours((one.at,), one.zone, zone))


def _people(preview: Preview) -> Iterator[Block]:
    yield Heading(text="People")
    yield from _lists([_row(one, preview.zone) for one in preview.rows])


def _row(one: Row, zone: str) -> Spans:
    many = len(one.names) > 1
    there = city(one.zone)
    where = one.region if there in one.region else f"{one.region}, {there}"
    who = f"{where}: {len(one.names)} people" if many else f"{one.names[0]}, {there}"
    welcomed = f"welcomed {_span(one.welcomed, one.zone)}, " if one.welcomed else ""
    names = f" ({some_names(one.names)})" if many else ""
    if not one.writes:
        return words(f"{who}: {welcomed}reads only, is asked nothing{names}")
    if not one.asked:
        return words(f"{who}: has no working hours, so is asked nothing{names}")
    asked = f"{who}: {welcomed}asked {_span(one.asked, one.zone)} there"
    return words(asked, *_yours(one.asked, one.zone, zone), names)


def _span(some: tuple[datetime, ...], zone: str) -> str:
    """`Tue 17:15`, or `Tue 17:15 to Wed 02:15`."""
    return " to ".join(f"{_day(at, zone)} {at.astimezone(ZoneInfo(zone)):%H:%M}" for at in some)


def _yours(some: tuple[datetime, ...], there: str, reader: str) -> Spans:
    """The same for the reader, where their clocks say something else."""
    if all(_wall(at, there) == _wall(at, reader) for at in some):
        return ()
    same_day = all(_date(at, there) == _date(at, reader) for at in some)
    times = [When(at=at, zone=reader, style="time" if same_day else "day_time") for at in some]
    between = words(*[part for time in times for part in (time, " to ")][:-1])
    return words(", ", *between, " yours")


def _lists(rows: list[Spans]) -> Iterator[Block]:
    for start in range(0, len(rows), MOST_ROWS):
        yield Bullets(items=tuple(rows[start : start + MOST_ROWS]))


def _day(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a}"


def _date(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
