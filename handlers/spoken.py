"""What is said to the bot alone and only begins like a command: a sentence is a line for tonight's form."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.domain.dates import UnclearDays, spoken_days
from bot.domain.focus import names_length
from bot.domain.own_hours import own_week
from bot.domain.past_day import past_day
from bot.domain.text import valid_url
from bot.domain.wait import parse_wait
from bot.messages.answer import Answer
from bot.messages.promise import TEAM
from bot.services import line, page
from bot.services.holiday_place import read_place
from bot.services.platform import House
from handlers.event import Command

# So many words at least, the command's own among them.
A_SENTENCE = 4


async def instead(event: Command, house: House) -> Answer | None:
    """The line is kept; None where it is the command that its first word says."""
    if not is_sentence(event) or _takes(event, house.clock.now().date()):
        return None
    return await keep(event, house)


async def keep(event: Command, house: House) -> Answer:
    """All of its words, the first included."""
    words, key = f"{event.said} {event.text}", f"line/{event.key}"
    return await house.store.transact(line.keep, event.by, text=words, key=key, now=house.clock.now())


def is_sentence(event: Command) -> bool:
    """Whether it was said in words, without a slash, to the bot alone, and is long enough for a sentence."""
    alone = bool(event.said) and event.place.kind == "direct"
    return alone and len(f"{event.said} {event.text}".split()) >= A_SENTENCE


def _takes(event: Command, today: date) -> bool:
    """Whether the rest is what that command takes; `when` and `handoff` see to their own words."""
    takes = _TAKES.get(event.name)
    return takes is None or takes(event.text, today)


def _nothing(text: str, _: date) -> bool:
    return not text


def _day(text: str, today: date) -> bool:
    asks = text.startswith(("@", "<@")) or text.lower() == "week"
    return asks or past_day(text, today=today) is not None


def _asks(text: str, _: date) -> bool:
    return not text or text.lower() == "list" or text.startswith(("@", "<@"))


def _focus(text: str, _: date) -> bool:
    return not text or names_length(text)


def _lists(text: str, _: date) -> bool:
    return not text or text.lower() in ("list", "open")


def _days(text: str, today: date) -> bool:
    try:
        spoken_days(text, today=today)
    except UnclearDays:
        return False
    return True


def _page(text: str, _: date) -> bool:
    """An address, or that there is none any more; after that a project, whose name is no sentence."""
    first, *name = text.split() or [""]
    return not first or valid_url(first) or (first.lower() in page.NONE and len(name) < A_SENTENCE)


def _promise(text: str, _: date) -> bool:
    return not text or text.lower() == TEAM or parse_wait(text) is not None


def _week(text: str, _: date) -> bool:
    return _reads(own_week, text)


def _holidays(text: str, _: date) -> bool:
    return text.lower().startswith("company") or _reads(read_place, text)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


_TAKES: Mapping[str, Callable[[str, date], bool]] = {
    "ask": _asks,
    "away": _days,
    "decide": _lists,
    "digest": _nothing,
    "focus": _focus,
    "help": _nothing,
    "holidays": _holidays,
    "hours": _week,
    "join": _nothing,
    "leave": _nothing,
    "page": _page,
    "promise": _promise,
    "setup": _nothing,
    "why": _day,
}
