"""What a platform shows of somebody in focus: what is set, and what is put back once it is over."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

# Without until when, which each platform shows to whoever reads it in their own time; and without what the
# focus is for, which was told for colleagues who ask, and not for everyone's eyes.
TEXT: Final = "In focus"
EMOJI: Final = ":headphones:"

# Platforms reckon quiet in whole minutes, and their clocks are not ours.
_ABOUT: Final = timedelta(minutes=2)
_CLOCKS: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A line beside somebody's name. until: when it goes by itself; None: never."""

    text: str = ""
    emoji: str = ""
    until: datetime | None = None

    @property
    def says(self) -> tuple[str, str]:
        """What is read, whenever it goes."""
        return self.text, self.emoji

    def left(self, now: datetime) -> "Status":
        """What is there of it by then."""
        return NOTHING if self.until is not None and self.until <= now else self


NOTHING: Final = Status()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the platform shows of them now. quiet_until: until when it keeps what is for them; None: it does
    not."""

    status: Status
    quiet_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the bot has set, and what stood there before.

    until: when the status goes. quiet: until when the bot had it keep quiet; None: that was left alone.
    done: it was set; else it may be, or not yet.
    """

    until: datetime
    before: Status
    quiet: datetime | None
    quiet_before: datetime | None
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the platform is to show. status: None leaves it. quiet: until when, or from now on not."""

    status: Status | None = None
    quiet: datetime | Literal["leave", "end"] = "leave"


def begun(seen: Seen, until: datetime, *, now: datetime) -> tuple[Shown, Orders]:
    """A focus begins that ends then. Who keeps quiet for longer already is left to do so."""
    before = NOTHING if seen.status.says == (TEXT, EMOJI) else seen.status.left(now)
    quiet = until if _shorter(seen.quiet_until, until) else None
    shown = Shown(until=until, before=before, quiet=quiet, quiet_before=seen.quiet_until)
    return shown, Orders(status=_ours(until), quiet=quiet or "leave")


def changed(shown: Shown, seen: Seen, until: datetime, *, now: datetime) -> tuple[Shown, Orders]:
    """It ends at another time, or the same is set again. What they have changed by hand is left alone."""
    unset = not shown.done and seen.status.says == shown.before.left(now).says
    status = _ours(until) if unset or _is_ours(shown, seen, now) else None
    quiet = _quiet_for(shown, seen, until, now)
    after = replace(shown, until=until, quiet=quiet, done=False)
    return after, Orders(status=status, quiet=quiet or "leave")


def over(shown: Shown, seen: Seen, *, now: datetime) -> Orders:
    """It has ended: what stood there before is put back, where what stands there is the bot's."""
    back = shown.before.left(now)
    same = back.says == seen.status.says
    status = back if _is_ours(shown, seen, now) and not same else None
    if shown.quiet is None or not _near(seen.quiet_until, shown.quiet):
        return Orders(status=status)
    earlier = shown.quiet_before
    return Orders(status=status, quiet=earlier if earlier is not None and earlier > now else "end")


def _ours(until: datetime) -> Status:
    return Status(text=TEXT, emoji=EMOJI, until=until)


def _is_ours(shown: Shown, seen: Seen, now: datetime) -> bool:
    """It is what the bot has set, or that has just gone by itself."""
    gone = seen.status.left(now).says == NOTHING.says and shown.until <= now + _CLOCKS
    return gone or seen.status.says == (TEXT, EMOJI)


def _quiet_for(shown: Shown, seen: Seen, until: datetime, now: datetime) -> datetime | None:
    """Until when quiet is kept for a focus with that end; None where it is theirs."""
    was = shown.quiet
    if was is None:
        return until if seen.quiet_until is not None and _shorter(seen.quiet_until, until) else None
    unset = not shown.done and _same(seen.quiet_until, shown.quiet_before, now)
    ended = seen.quiet_until is None and was <= now + _CLOCKS
    return until if unset or ended or _near(seen.quiet_until, was) else None


def _shorter(quiet: datetime | None, until: datetime) -> bool:
    return quiet is None or quiet < until


def _same(one: datetime | None, other: datetime | None, now: datetime) -> bool:
    """other: as it was, which may have passed."""
    return one is None if other is None or other <= now else _near(one, other)


def _near(one: datetime | None, other: datetime) -> bool:
    return one is not None and abs(one - other) < _ABOUT
