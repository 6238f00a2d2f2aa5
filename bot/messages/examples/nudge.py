"""Examples of the help with context: the note in every language, the request, and a channel's settings."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.identity import NudgeId, Place
from bot.domain.nudge import Channel
from bot.messages import nudge, nudge_asked, nudge_request, nudge_settings
from bot.messages.document import Mention, words
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD, BERLIN, LONG, LONG_PAGE, LONG_TEXT, MAYA, PAGE, ZONE
from bot.messages.nudge_request import Request
from bot.messages.nudge_settings import Counts, Settings

_ONE = NudgeId(7)
_LANGUAGES = ("de", "fr", "es", "pt", "ja", "zh", "hi")
_MAYA = words(Mention(user=MAYA, name="Maya Brooks"))

_USUAL = Request(
    author="Lena Vogel",
    to=_MAYA,
    about="The bank has answered refunds with 503 since 14:02, and I cannot tell whether we retry.",
    need="Whether to switch refunds off overnight",
    by="Thu 15:00",
    by_at=datetime(2026, 11, 5, 14, tzinfo=UTC),
    zone=BERLIN,
    links=(PAGE,),
)
_GERMAN = replace(
    _USUAL,
    about="Die Bank antwortet auf Erstattungen seit 14:02 mit 503. Ich weiß nicht, ob wir es neu versuchen.",
    need="Ob wir Erstattungen über Nacht abschalten",
)
_LONGEST = Request(
    author=LONG,
    to=(),
    about=(LONG_TEXT * 3)[:3000],
    need=AWKWARD,
    by=AWKWARD,
    links=(LONG_PAGE,) * 4,
)
# Lena begins to work.
_MORNING = datetime(2026, 11, 3, 8, tzinfo=UTC)
_HELP = Place(platform="slack", tenant="T1", kind="public", id="C000000007")
_EVERY = Channel(strength="every")


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_notes(), *_requests(), *_asked(), *_settings())


def _notes() -> tuple[Example, ...]:
    return (
        example("", nudge.nudge, nudge=_ONE, language="en", locale="en"),
        *(example(one, nudge.nudge, nudge=_ONE, language=one, locale="en") for one in _LANGUAGES),
        example("", nudge.left, language="en", locale="en"),
        example("", nudge.stopped, language="de", locale="en"),
        example("", nudge.resumed, language="ja", locale="en"),
        example("", nudge.stands, language="en", locale="en"),
        example("", nudge.gone, locale="en"),
    )


def _requests() -> tuple[Example, ...]:
    typed = {"about": "can we talk?"}
    return (
        example("", nudge_request.form, nudge=_ONE, values=typed, token="t", language="en", locale="en"),
        *(
            example(one, nudge_request.form, nudge=_ONE, values=typed, token="t", language=one, locale="en")
            for one in _LANGUAGES
        ),
        example("", nudge_request.request, _USUAL, language="en", locale="en"),
        example("German", nudge_request.request, _GERMAN, language="de", locale="de"),
        example("long words to nobody", nudge_request.request, _LONGEST, language="en", locale="en"),
    )


def _asked() -> tuple[Example, ...]:
    return (
        example("", nudge_asked.asked, nudge=_ONE, asker="Maya Brooks", link=PAGE, locale="en"),
        *(
            example(one, nudge_asked.asked, nudge=_ONE, asker=AWKWARD, link=PAGE, locale=one)
            for one in _LANGUAGES
        ),
        example("", nudge_asked.added, _USUAL, link=PAGE, language="en", locale="en"),
        example("long words", nudge_asked.added, _LONGEST, link="", language="de", locale="en"),
        example(
            "",
            nudge_asked.on_its_way,
            name="Lena Vogel",
            reads_at=_MORNING,
            zone=ZONE,
            here=True,
            locale="en",
        ),
        example(
            "now", nudge_asked.on_its_way, name=AWKWARD, reads_at=None, zone=ZONE, here=False, locale="en"
        ),
        example("", nudge_asked.asked_before, name="Lena Vogel", locale="en"),
        example("", nudge_asked.your_own, locale="en"),
        example("", nudge_asked.nobody, locale="en"),
    )


def _settings() -> tuple[Example, ...]:
    may = Counts(shown=12, added=5, declined=1, would=3, pressed=4, reminded=2)
    off = Settings(place=_HELP, channel=None, mine=True)
    on = Settings(place=_HELP, channel=_EVERY, mine=False, pressing=False, counts=may)
    trying = Settings(
        place=_HELP, channel=Channel(strength="mentions", dry=True), mine=True, counts=Counts(would=1)
    )
    private = Settings(place=None, channel=None, mine=True)
    return (
        example("", nudge_settings.settings, off, locale="en"),
        example("on", nudge_settings.settings, on, locale="en"),
        example("tried out", nudge_settings.settings, trying, locale="en"),
        example("in private", nudge_settings.settings, private, locale="en"),
        _changed("", "Lena Vogel", _EVERY, None),
        _changed("trying", AWKWARD, trying.channel, _EVERY),
        _changed("off", LONG, None, _EVERY),
        example("", nudge_settings.not_yours, locale="en"),
        example("", nudge_settings.not_here, locale="en"),
        example("", nudge_settings.unknown, locale="en"),
    )


def _changed(variant: str, by: str, channel: Channel | None, before: Channel | None) -> Example:
    return example(
        variant,
        nudge_settings.changed,
        by=by,
        place=_HELP,
        channel=channel,
        before=before,
        locale="en",
    )
