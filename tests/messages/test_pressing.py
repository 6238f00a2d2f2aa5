"""The note about pressing and asking again, in the words of each language."""

from dataclasses import fields
from datetime import datetime
from string import Formatter

import pytest

from bot.domain.identity import PressedId
from bot.domain.pressing import Kind
from bot.messages import pressing
from bot.messages.document import Document, Paragraph, When
from bot.messages.pressing import Told
from bot.messages.pressing_words import PressingWords, pressing_words
from tests.domain.given import utc

LANGUAGES = ("en", "de", "fr", "es", "pt", "ja", "zh", "hi")
NOW, BACK_AT = utc("2026-11-02 16:21"), utc("2026-11-02 22:00")
HOLES = {
    "pressed": {"name", "clock", "when"},
    "chased": {"name", "about", "when"},
    "reminded": {"name", "when"},
    "not_there": {"name"},
}
# Whose time an instant is in.
YOURS = {
    "en": "your time",
    "de": "deiner Zeit",
    "fr": "(votre heure)",
    "es": "(tu hora local)",
    "pt": "(no seu horário)",
    "ja": "あなたの現地時間",
    "zh": "你的当地时间",
    "hi": "आपके समय के अनुसार",
}


def told(language: str, kind: Kind = "press", *, at: datetime = BACK_AT) -> Document:
    one = Told(
        number=PressedId(7),
        kind=kind,
        name="Mia",
        zone="Australia/Sydney",
        now=NOW,
        at=at,
        reader_zone="America/New_York",
        language=language,
        about="Which rate applies to vouchers, and " + "who may change it, " * 20,
    )
    return pressing.told(one, locale="en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_all_that_is_to_be_said(language: str) -> None:
    said = pressing_words(language, locale="")
    for field in fields(PressingWords):
        text = getattr(said, field.name)
        holes = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert holes == HOLES.get(field.name, set()), field.name
        assert text


@pytest.mark.parametrize("kind", ["press", "chase"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_instant_is_said_to_be_in_the_readers_time_and_joined_in_the_language(
    language: str, kind: Kind
) -> None:
    document = told(language, kind)
    paragraph = document.blocks[0]
    assert isinstance(paragraph, Paragraph)
    styles = [span.style for span in paragraph.spans if isinstance(span, When)]
    assert styles == ["day", "time"], "the platform's own joining word is English"
    assert YOURS[language] in document.summary
    assert f"Mon 2 Nov{pressing_words(language, locale='').at}17:00" in document.summary


def test_asking_again_names_what_was_asked_shortened() -> None:
    summary = told("en", "chase").summary
    assert summary.startswith("Your request to Mia, “Which rate applies to vouchers, and who may change it, ")
    assert "…”, is not due yet: expect an answer by Mon 2 Nov at 17:00 (New York) your time." in summary
    assert len(summary) < 250


def test_both_clocks_are_told_apart() -> None:
    assert told("en").summary == (
        "It is 03:21 for Mia, who is back Mon 2 Nov at 17:00 (New York) your time. Your message waits until "
        "then. Only you see this."
    )


@pytest.mark.parametrize("language", ["es", "pt"])
def test_one_o_clock_needs_no_plural(language: str) -> None:
    assert "Mia: 03:21;" in told(language).summary


def test_a_refusal_is_in_the_language_of_the_note() -> None:
    assert "/ask" in pressing.not_there(name="Mia", language="de", locale="en").summary
    assert (
        "Ich kann Mia daran nicht erinnern"
        in pressing.not_there(name="Mia", language="de", locale="").summary
    )
    assert "Link zu deiner Nachricht" in pressing.no_link(language="de", locale="en").summary
    assert "gibt es nicht mehr" in pressing.gone(locale="de-DE").summary
