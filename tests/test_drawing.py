"""A chart is drawn by a process of its own, and its picture shows who works when."""

import io
import os
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PIL import Image

from bot.drawing import NotDrawn, draw, plotted
from bot.messages.chart import DayChart, Row, day_chart
from bot.picture import HEAD, INK, NAMES, NOW, PAPER, ROW, SOFT_INK, WIDTH, WORK
from tests.domain.given import LENA, utc

AT = utc("2026-11-02 09:00")
HOUR = timedelta(hours=1)
LIGHT, DARK = "#ffffff", "#1a1d21"


def row(name: str, *hours: tuple[float, float], region: str = "Berlin") -> Row:
    midnight = utc("2026-11-01 23:00")
    return Row(
        name=name,
        region=region,
        spans=tuple((midnight + start * HOUR, midnight + end * HOUR) for start, end in hours),
    )


def chart(*rows: Row, now: datetime = AT) -> DayChart:
    return day_chart(team="Atlas", rows=rows, zone=LENA, day=date(2026, 11, 2), now=now)


def luminance(colour: str) -> float:
    """As WCAG reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


async def test_a_row_is_filled_where_its_person_works_and_nowhere_else() -> None:
    some = chart(row("Lena", (9, 17.5)), row("Mia", (0, 7), (23, 24)))
    picture = Image.open(io.BytesIO(await draw(some)))
    found = picture.convert("RGB")
    assert picture.format == "PNG"
    for number, working in ((0, {11, 16}), (1, {1, 6})):
        y = round((HEAD + ROW * (number + 0.5)) * found.width / WIDTH)
        filled = {hour for hour in (1, 6, 8, 11, 16, 20) if _blue(found.getpixel((_x(found, hour + 0.5), y)))}
        assert filled == working


def _x(picture: Image.Image, hour: float) -> int:
    """Where an hour is: names stand left of it."""
    inches = NAMES + hour / 24 * (WIDTH - NAMES - 0.2)
    return round(inches * picture.width / WIDTH)


def _blue(pixel: object) -> bool:
    return pixel == tuple(int(WORK[at : at + 2], 16) for at in (1, 3, 5))


async def test_more_people_make_it_higher_and_no_wider() -> None:
    one = Image.open(io.BytesIO(await draw(chart(row("Lena", (9, 17))))))
    forty = Image.open(io.BytesIO(await draw(chart(*(row(f"P{n}", (9, 17)) for n in range(60))))))
    assert one.width == forty.width
    assert one.height < forty.height < 2200


@pytest.mark.parametrize(
    ("colour", "least"),
    [(INK, 7), (SOFT_INK, 4.5), (WORK, 3), (NOW, 4.5)],
    ids=["names", "hours", "work", "now"],
)
def test_what_it_shows_stands_out_from_its_paper(colour: str, least: float) -> None:
    assert contrast(colour, PAPER) >= least


def test_its_paper_is_neither_a_light_page_nor_a_dark_one() -> None:
    assert 1.1 < contrast(PAPER, LIGHT) < 2
    assert contrast(PAPER, DARK) > 3


@pytest.mark.parametrize(
    "name",
    ["", "$x^2$ \\frac", "李雷", "מרים", "<!channel> & 'x'", "a" * 300, "\N{GRINNING FACE}"],
    ids=ascii,
)
async def test_any_name_is_drawn(name: str) -> None:
    assert (await draw(chart(row(name, (9, 17))))).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("day", "hours", "ticks"),
    [
        (date(2026, 11, 2), 24, ["00", "03", "06", "09", "12", "15", "18", "21", "00"]),
        (date(2026, 10, 25), 25, ["00", "03", "06", "09", "12", "15", "18", "21", "00"]),
        (date(2027, 3, 28), 23, ["00", "03", "06", "09", "12", "15", "18", "21", "00"]),
    ],
    ids=["a day", "of 25 hours", "of 23 hours"],
)
def test_a_day_is_as_long_as_it_is(day: date, hours: int, ticks: list[str]) -> None:
    one = day_chart(team="Atlas", rows=[], zone=LENA, day=day, now=AT)
    plot = plotted(one)
    assert plot["hours"] == hours
    assert [words for _, words in plot["ticks"]] == ticks


async def test_a_process_that_fails_or_is_not_there_or_is_too_slow_draws_nothing() -> None:
    one = chart(row("Lena", (9, 17)))
    for command in (
        ["/no/such/program"],
        [sys.executable, "-c", "raise SystemExit(3)"],
        [sys.executable, "-c", ""],
    ):
        with pytest.raises(NotDrawn):
            await draw(one, command=command)
    with pytest.raises(NotDrawn, match="slow"):
        await draw(one, command=[sys.executable, "-c", "import time; time.sleep(30)"], patience=0.2)


async def test_it_is_given_no_secrets() -> None:
    os.environ["SUNRELAY_A_SECRET"] = "xoxb-secret"
    try:
        told = "import os, sys; sys.stdout.write(' '.join(os.environ))"
        names = (await draw(chart(), command=[sys.executable, "-c", told])).decode()
    finally:
        del os.environ["SUNRELAY_A_SECRET"]
    assert "SECRET" not in names
    assert "PATH" in names


def test_the_same_at_another_minute_is_another_picture() -> None:
    one = chart(row("Lena", (9, 17)))
    assert one == replace(one, now=AT)
    assert one != replace(one, now=AT + HOUR)
