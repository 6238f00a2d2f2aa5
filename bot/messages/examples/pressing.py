"""Examples of what is told about pressing and asking again."""

from bot.domain.identity import PressedId
from bot.domain.pressing import Kind
from bot.messages import pressing
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, LONG, ZONE
from bot.messages.pressing import Told

_LANGUAGES = ("de", "fr", "es", "pt", "ja", "zh", "hi")


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (
        example("", pressing.told, _told(), locale="en"),
        *(example(one, pressing.told, _told(language=one), locale="en") for one in _LANGUAGES),
        example("asked again", pressing.told, _told(kind="chase"), locale="en"),
        *(
            example(f"asked again {one}", pressing.told, _told(kind="chase", language=one), locale="en")
            for one in _LANGUAGES
        ),
        example("an awkward name", pressing.told, _told(name=AWKWARD), locale="en"),
        example("a long name, no note", pressing.told, _told(name=LONG, can_remind=False), locale="en"),
        example("", pressing.reminded, name="Maya", at=AT, zone=ZONE, language="en", locale="en"),
        example("awkward", pressing.reminded, name=AWKWARD, at=AT, zone=ZONE, language="de", locale="en"),
        example("", pressing.stopped, language="en", locale="en"),
        example("", pressing.resumed, language="en", locale="en"),
        example("", pressing.gone, locale="en"),
        example("", pressing.no_link, locale="en"),
        example("", pressing.not_there, name="Maya", locale="en"),
        example("awkward", pressing.not_there, name=AWKWARD, locale="en"),
    )


def _told(*, kind: Kind = "press", name: str = "Maya", language: str = "en", can_remind: bool = True) -> Told:
    return Told(
        number=PressedId(7),
        kind=kind,
        name=name,
        zone=ZONE,
        now=AT,
        at=AT,
        reader_zone=BERLIN,
        language=language,
        can_remind=can_remind,
    )
