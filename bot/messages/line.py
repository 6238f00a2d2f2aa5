"""What is said of what people keep during the day for tonight's form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.handoff import File
from bot.domain.text import count_words, list_words
from bot.messages.document import Block, Button, Buttons, Document, Quote, notice, say, words
from bot.messages.file import MOST_SIZE, named, size_words

UNDO = "line.undo"

# What kept things are called when they are counted, in this order.
_NOUNS = {"text": "line", "link": "link", "file": "file"}
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of something that was to be kept.

    words: whether what was written was kept, as `what` names it; files: those that were. ids: to undo it.
    so_far: how many of each kind wait for that form by now. typed, no_room: words and files that the form has
    no room for. for_few: only those who take part where it was said can follow the link.
    """

    day: date
    what: str
    words: bool = False
    files: tuple[File, ...] = ()
    ids: tuple[int, ...] = ()
    so_far: Mapping[str, int] = field(default_factory=dict)
    typed: str = ""
    no_room: tuple[File, ...] = ()
    too_large: tuple[File, ...] = ()
    for_few: bool = False


def kept(one: Kept, *, locale: str) -> Document:
    """What was kept and what was not, and what to do about the latter."""
    texts = [text for text in (_is_kept(one), _for_few(one), _no_room(one), _too_large(one)) if text]
    blocks: list[Block] = [say(text) for text in texts]
    if one.typed:
        blocks += [say("What you wrote:"), Quote(spans=words(one.typed))]
    if one.ids:
        value = ",".join(str(each) for each in one.ids)
        blocks.append(Buttons(buttons=(Button(name=UNDO, text="Undo", value=value),)))
    return Document(blocks=tuple(blocks), summary=" ".join(texts), kind="notice")


def taken_back(*, count: int, locale: str) -> Document:
    """*Undo* was pressed in time, or once more."""
    it = "It is" if count == 1 else "They are"
    again = "it" if count == 1 else "them"
    return notice(
        f"Taken back. {it} not kept any more; a form that you have open already still shows {again}, "
        f"so take {again} out there too."
    )


def sent_already(*, count: int, locale: str) -> Document:
    """*Undo* was pressed after the form was sent."""
    lead = "That has" if count == 1 else "Those have"
    return notice(
        f"{lead} gone out with your hand-off by now, so there is nothing to undo here. "
        "To change what it says, press Edit in its receipt."
    )


def not_kept(*, locale: str) -> Document:
    """*Undo* for what is unknown, or past keeping."""
    return notice("That is not among what is kept for you. /handoff opens the form with what is.")


def no_link(*, locale: str) -> Document:
    """A message that no link leads to."""
    return notice(
        "Not kept: no link leads to that message from outside its conversation. "
        "To have it in tonight's form all the same, say it in your own words: /handoff TEXT keeps them."
    )


def _is_kept(one: Kept) -> str:
    if not one.ids:
        return ""
    what = [*([one.what] if one.words else []), *map(named, one.files)]
    only = "it until you send it" if sum(one.so_far.values()) == 1 else "them until you send them"
    return (
        f"Kept for your hand-off of {one.day:%a} {one.day.day} {one.day:%b}: {_named_all(what)}; "
        f"{counted(one.so_far)} so far. Only you see {only}; /handoff opens the form with everything."
    )


def counted(so_far: Mapping[str, int]) -> str:
    """`2 lines, 1 link and 1 file`."""
    return list_words([count_words(so_far[kind], noun) for kind, noun in _NOUNS.items() if so_far.get(kind)])


def _named_all(what: Sequence[str]) -> str:
    more = [f"{len(what) - _MOST_NAMED} more"] if len(what) > _MOST_NAMED else []
    return list_words([*what[:_MOST_NAMED], *more])


def _for_few(one: Kept) -> str:
    if not one.for_few:
        return ""
    return "Only those who are in that conversation can follow the link: say in the form what others need."


def _no_room(one: Kept) -> str:
    what = [*(["what you wrote"] if one.typed else []), *map(named, one.no_room)]
    if not what:
        return ""
    return (
        f"Not kept: {_named_all(what)}. Tonight's form has no room for more; /handoff opens it, to send what "
        "is there first."
    )


def _too_large(one: Kept) -> str:
    files = [named(each) for each in one.too_large]
    if not files:
        return ""
    it = "it" if len(files) == 1 else "them"
    return (
        f"Not kept: {_named_all(files)}. I can show others files of up to "
        f"{size_words(MOST_SIZE)}. Put {it} where your team can open {it}, and send me the link."
    )
