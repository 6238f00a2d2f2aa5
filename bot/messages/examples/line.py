"""Examples of what is said of kept lines, links and files, and of files where they are shown."""

from bot.domain.handoff import File
from bot.messages import file, line
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD, DAY, ENTITIES, LINES, LONG, PAGE
from bot.messages.line import Kept

_WORDS, _LINK = "your words", "a link to that message"
CLIP = File(id="F1", name="walkthrough.mp4", media="video/mp4", size=12_400_000, link=PAGE)
_LOG = File(id="F2", name="worker.log", media="text/plain", size=3_100)
_FILM = File(id="F3", name="the whole afternoon.mov", media="video/quicktime", size=81_000_000)
_ODD = File(id="F4", name=AWKWARD, link="javascript:alert(1)")
_MANY = tuple(File(id=f"F{number}", name=f"{number} {LONG}.mov", size=60_000_000) for number in range(30))
_EVERYTHING = {"text": 12, "link": 1, "file": 3}


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_kept(), *_undone(), *_files())


def _kept() -> tuple[Example, ...]:
    kept = {
        "the first": Kept(day=DAY, what=_WORDS, words=True, ids=(1,), so_far={"text": 1}),
        "the twelfth": Kept(day=DAY, what=_WORDS, words=True, ids=(12,), so_far={"text": 12}),
        "a link": Kept(day=DAY, what=_LINK, words=True, ids=(2,), so_far={"text": 1, "link": 1}),
        "a link for few": Kept(day=DAY, what=_LINK, words=True, ids=(2,), so_far={"link": 1}, for_few=True),
        "words and files": Kept(
            day=DAY, what=_WORDS, words=True, files=(CLIP, _LOG), ids=(3, 4, 5), so_far=_EVERYTHING
        ),
        "a file too large": Kept(day=DAY, what=_WORDS, too_large=(_FILM,)),
        "one of two too large": Kept(
            day=DAY, what=_WORDS, files=(_LOG,), ids=(4,), so_far={"file": 1}, too_large=(_FILM,)
        ),
        "no room for lines": Kept(day=DAY, what=_WORDS, typed=LINES),
        "no room for a file": Kept(day=DAY, what=_WORDS, no_room=(CLIP,)),
        "awkward words": Kept(day=DAY, what=_WORDS, typed=ENTITIES, no_room=(_ODD,), too_large=(_ODD,)),
        "many long names": Kept(
            day=DAY,
            what=_WORDS,
            files=_MANY,
            ids=tuple(range(30)),
            no_room=_MANY,
            too_large=_MANY,
            so_far={"file": 30},
        ),
    }
    return tuple(example(variant, line.kept, one, locale="en") for variant, one in kept.items())


def _undone() -> tuple[Example, ...]:
    return (
        example("one", line.taken_back, count=1, locale="en"),
        example("three", line.taken_back, count=3, locale="en"),
        example("one", line.sent_already, count=1, locale="en"),
        example("three", line.sent_already, count=3, locale="en"),
        example("", line.not_kept, locale="en"),
        example("", line.no_link, locale="en"),
    )


def _files() -> tuple[Example, ...]:
    said = {"": CLIP, "an awkward name": _ODD, "a long name": _MANY[0]}
    return tuple(
        example(variant, function, author="Mia Walker", project="Checkout", file=one, locale="en")
        for variant, one in said.items()
        for function in (file.shown, file.not_shown)
    )
