"""A message that gets its context says who asks whom, for what and by when, in its author's language."""

from datetime import UTC, datetime

import pytest

from bot.messages import nudge_request as messages
from bot.messages.document import words
from bot.messages.nudge_request_words import words_of
from bot.messages.nudge_words import words_in
from tests.services.given import text_of

_AT = datetime(2026, 11, 5, 14, tzinfo=UTC)

_SAID = {
    "en": (
        "Lena asks Maya",
        "Lena asks",
        "Needs: Yes",
        "Needed by: Thu 5 Nov, 15:00 (Berlin)",
        "Answer here, in the thread.",
    ),
    "de": (
        "Lena fragt Maya",
        "Lena fragt",
        "Braucht: Yes",
        "Bis: Thu 5 Nov, 15:00 (Berlin)",
        "Antworte hier im Thread.",
    ),
    "fr": (
        "Lena demande à Maya",
        "Lena demande",
        "Besoin: Yes",
        "Pour: Thu 5 Nov, 15:00 (Berlin)",
        "Répondez ici, dans le fil.",
    ),
    "es": (
        "Lena pregunta a Maya",
        "Lena pregunta",
        "Necesita: Yes",
        "Para: Thu 5 Nov, 15:00 (Berlin)",
        "Responde aquí, en el hilo.",
    ),
    "pt": (
        "Lena pergunta a Maya",
        "Lena pergunta",
        "Precisa de: Yes",
        "Para: Thu 5 Nov, 15:00 (Berlin)",
        "Responda aqui, na conversa.",
    ),
    "ja": (
        "LenaさんからMayaさんへの依頼",
        "Lenaさんからの依頼",
        "必要なこと: Yes",
        "期限: Thu 5 Nov, 15:00 (Berlin)",
        "返信はこのスレッドに書いてください。",
    ),
    "zh": (
        "Lena 向 Maya 提出的请求",
        "Lena 的请求",
        "需要: Yes",
        "期限: Thu 5 Nov, 15:00 (Berlin)",
        "请在这个消息列中回复。",
    ),
    "hi": (
        "Lena Maya से पूछ रहे हैं",
        "Lena पूछ रहे हैं",
        "ज़रूरत: Yes",
        "कब तक: Thu 5 Nov, 15:00 (Berlin)",
        "जवाब यहीं, इसी थ्रेड में लिखिए।",
    ),
}


def _said(language: str, *, to: str) -> list[str]:
    one = messages.Request(
        author="Lena", to=words(to), about="Refunds.", need="Yes", by="x", by_at=_AT, zone="Europe/Berlin"
    )
    return text_of(messages.request(one, language=language, locale="")).split("\n")


@pytest.mark.parametrize("language", _SAID)
def test_who_asks_whom_for_what_by_when_and_where_to_answer(language: str) -> None:
    whom, alone, needs, by, here = _SAID[language]
    assert _said(language, to="Maya") == [whom, "Refunds.", needs, by, here]
    assert _said(language, to="")[0] == alone


def test_a_time_that_cannot_be_read_stays_as_it_was_typed() -> None:
    one = messages.Request(author="Lena", to=(), about="Refunds.", by="soon")
    assert "Needed by: soon" in text_of(messages.request(one, language="en", locale=""))


@pytest.mark.parametrize("language", _SAID)
def test_the_thread_has_the_same_name_as_on_the_button_that_posts_there(language: str) -> None:
    thread = {"fr": "fil", "es": "hilo", "pt": "conversa", "ja": "スレッド", "zh": "消息列", "hi": "थ्रेड"}
    word = thread.get(language, "thread")
    assert word in words_in(language).submit.lower()
    assert word in words_of(language).here.lower()
