"""`python -m bot.picture`: a day's chart as JSON on standard input, drawn as a PNG on standard output.

A process of its own: the plotting library takes half a second and 60 MB, and nobody else pays for them.
"""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

Chart = Mapping[str, Any]

# Read on a light page and on a dark one: it brings its own paper, neither white nor black.
PAPER: Final = "#e8ebf0"
INK: Final = "#1c2733"
SOFT_INK: Final = "#4a5765"
WORK: Final = "#2f6fab"
LINE: Final = "#c3cad4"
NOW: Final = "#b3361e"

# Inches and points. As wide as a chat shows a picture; a row is as high as its name needs.
WIDTH: Final = 5.4
ROW: Final = 0.24
HEAD: Final = 0.58
FOOT: Final = 0.3
NAMES: Final = 1.9
DOTS_PER_INCH: Final = 200
POINTS: Final = 9

# What has letters that the library's own font lacks, where the machine has one of them.
FAMILIES: Final = (
    "DejaVu Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Hiragino Sans",
    "Noto Sans Devanagari",
)


def drawn(chart: Chart) -> bytes:
    """The picture.

    chart: `hours` that the day has; `ticks` as (hour, words); `now` in hours; `rows` of `name`, `group` and
    `spans` as (from, until) in hours; `title`; `now_words`.
    """
    rows = chart["rows"]
    height = HEAD + ROW * max(1, len(rows)) + FOOT
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor=PAPER)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes(
        (NAMES / WIDTH, FOOT / height, (WIDTH - NAMES - 0.2) / WIDTH, (height - HEAD - FOOT) / height)
    )
    axes.set_facecolor(PAPER)
    axes.set_xlim(0, chart["hours"])
    axes.set_ylim(max(1, len(rows)) - 0.5, -0.5)
    axes.set_axis_off()
    pen = _Pen(axes)
    pen.hours(chart["ticks"], len(rows))
    for number, row in enumerate(rows):
        pen.row(number, row, first=number == 0 or rows[number - 1]["group"] != row["group"])
    pen.now(chart["now"], chart["now_words"], len(rows))
    title, _, rest = chart["title"].partition("; ")
    heads = ((title, 0.15, INK, "bold"), (rest, 0.3, SOFT_INK, "normal"))
    for words, inches, color, weight in heads:
        place = (0.1 / WIDTH, 1 - inches / height)
        figure.text(*place, words, size=POINTS, weight=weight, color=color, va="center", parse_math=False)
    out = io.BytesIO()
    canvas.print_png(out)  # type: ignore[no-untyped-call]  # the library has types for most of it
    return out.getvalue()


class _Pen:
    """Draws on one pair of axes, whose rows are numbered from the top."""

    def __init__(self, axes: Any) -> None:
        self._axes = axes
        there = set(font_manager.get_font_names())
        self._family: list[str] = [one for one in FAMILIES if one in there]

    def hours(self, ticks: Sequence[tuple[float, str]], rows: int) -> None:
        for hour, words in ticks:
            self._axes.plot([hour, hour], [-0.5, rows - 0.5], color=LINE, linewidth=0.7, zorder=1)
            self._text(hour, -0.62, words, color=SOFT_INK, ha="center", va="bottom")

    def row(self, number: int, row: Chart, *, first: bool) -> None:
        if first and number:
            self._axes.plot(
                [0, self._axes.get_xlim()[1]], [number - 0.5] * 2, color=SOFT_INK, linewidth=0.6, zorder=1
            )
        spans = [(start, end - start) for start, end in row["spans"]]
        self._axes.broken_barh(spans, (number - 0.33, 0.66), facecolors=WORK, zorder=2)
        self._text(-0.25, number, row["name"], color=INK, ha="right", va="center")

    def now(self, hour: float, words: str, rows: int) -> None:
        self._axes.plot([hour, hour], [-0.5, rows - 0.5], color=NOW, linewidth=1.8, zorder=3)
        self._text(hour, rows - 0.35, words, color=NOW, ha="center", va="top", weight="bold")

    def _text(self, x: float, y: float, words: str, **style: Any) -> None:
        self._axes.text(
            x, y, words, size=POINTS, family=self._family, clip_on=False, parse_math=False, **style
        )


def main() -> None:
    """Draw what is asked for, once."""
    sys.stdout.buffer.write(drawn(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
