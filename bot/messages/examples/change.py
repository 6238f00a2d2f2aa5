"""Examples of what is said of a change of a relay."""

from bot.domain.identity import ChangeId
from bot.messages import change
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD, LONG, long_name

_LINES = ("To receive only now: Mia Walker", "Digest of Berlin at 09:30 instead of 09:00")
_STAYED = ("Sam Ortiz is not in the channel any more.",)


def examples() -> tuple[Example, ...]:
    """All of them."""
    many = tuple(f"Project {long_name(number)} is called {AWKWARD}" for number in range(60))
    return (
        example(
            "", change.changed, change=ChangeId(4), name="Atlas", by="Lena Vogel", lines=_LINES, locale=""
        ),
        example("a lot", change.changed, change=ChangeId(4), name=LONG, by=AWKWARD, lines=many, locale=""),
        _undone("", "Atlas", _LINES, ()),
        _undone("not all", "Atlas", _LINES, _STAYED),
        _undone("a lot", AWKWARD, many, _STAYED),
        example("", change.undo_done, left=(), locale="en"),
        example("not all", change.undo_done, left=_STAYED, locale="en"),
        example("", change.undone_before, locale="en"),
        example("", change.not_to_undo, names=("Lena Vogel", AWKWARD), locale="en"),
        example("nobody looks after it", change.not_to_undo, names=(), locale="en"),
        example("", change.no_change, locale="en"),
    )


def _undone(variant: str, name: str, lines: tuple[str, ...], left: tuple[str, ...]) -> Example:
    return example(
        variant,
        change.undone,
        name=name,
        changer="Lena Vogel",
        by="Maya Brooks",
        lines=lines,
        left=left,
        locale="",
    )
