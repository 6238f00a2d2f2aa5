"""Examples of what is told about pressing and asking again."""

from datetime import UTC, datetime

from bot.domain.identity import PressedId
from bot.domain.pressing import Kind
from bot.messages import pressing
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, LONG, PEOPLE, ZONE
from bot.messages.pressing import Told

_LANGUAGES = ("de", "fr", "es", "pt", "ja", "zh", "hi")
# It is 03:21 on Tuesday for her, as somebody in New York writes to her on Monday morning.
_MIA, _SYDNEY = PEOPLE[0], "Australia/Sydney"
_BACK_AT, _DUE_AT = datetime(2026, 11, 2, 22, tzinfo=UTC), datetime(2026, 11, 3, 22, tzinfo=UTC)
_ASKED = "Which of the two voucher limits holds in staging, and who may change it?"


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (
        example("", pressing.told, _told(), locale="en"),
        *(example(one, pressing.told, _told(language=one), locale=one) for one in _LANGUAGES),
        example("asked again", pressing.told, _told(kind="chase"), locale="en"),
        *(
            example(f"asked again {one}", pressing.told, _told(kind="chase", language=one), locale=one)
            for one in _LANGUAGES
        ),
        example("an awkward name", pressing.told, _told(name=AWKWARD), locale="en"),
        example("a long name, no note", pressing.told, _told(name=LONG, can_remind=False), locale="en"),
        example("", pressing.reminded, name=_MIA, at=_BACK_AT, zone=ZONE, language="en", locale="en"),
        example(
            "awkward", pressing.reminded, name=AWKWARD, at=_BACK_AT, zone=ZONE, language="de", locale="de"
        ),
        example("", pressing.stopped, language="en", locale="en"),
        example("", pressing.resumed, language="en", locale="en"),
        example("", pressing.gone, locale="en"),
        example("de", pressing.gone, locale="de"),
        example("", pressing.no_link, language="en", locale="en"),
        example("de", pressing.no_link, language="de", locale="de"),
        example("", pressing.not_there, name=_MIA, language="en", locale="en"),
        example("de", pressing.not_there, name=_MIA, language="de", locale="de"),
        example("awkward", pressing.not_there, name=AWKWARD, language="en", locale="en"),
    )


def _told(*, kind: Kind = "press", name: str = _MIA, language: str = "en", can_remind: bool = True) -> Told:
    return Told(
        number=PressedId(7),
        kind=kind,
        name=name,
        zone=_SYDNEY,
        now=AT,
        at=_BACK_AT if kind == "press" else _DUE_AT,
        reader_zone=ZONE,
        language=language,
        about=_ASKED if kind == "chase" else "",
        can_remind=can_remind,
    )
