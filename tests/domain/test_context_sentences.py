"""Sentences in eight languages that ask and give nothing to act on, and near misses that are left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.context.reading import LANGUAGES, reader
from bot.domain.context.rules import Message, judge


def _sections() -> Iterator[tuple[str, str]]:
    file = Path(__file__).with_name("context_sentences.txt")
    section = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif section and line:
            yield section, line


SENTENCES = list(_sections())


def flagged(text: str) -> bool:
    return judge(Message(text=text, surface="dm"), reader=reader()).flag


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_it_in_many_ways(language: str) -> None:
    asked = [text for section, text in SENTENCES if section == language]
    assert len(asked) > 80
    assert [text for text in asked if not flagged(text)] == []


def test_what_says_anything_else_is_left_alone() -> None:
    said = [text for section, text in SENTENCES if section == "silent"]
    assert len(said) > 150
    assert [text for text in said if flagged(text)] == []


@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [
        ("hey Dana, got a sec?", "you_free", "en"),
        ("hola Ana, can we talk?", "call_request", "en"),
        ("Moin! can you help me", "help", "en"),
        ("namaste sir, quick question", "ask_to_ask", "en"),
        ("hi, 在吗", "you_there", "zh"),
        ("\uff28\uff45\uff4c\uff4c\uff4f\uff1f", "greeting", "en"),
        ("HALLO!!!", "greeting", "de"),
        ("can anyone hepl me", "help", "en"),
        ("quik question", "ask_to_ask", "en"),
        ("sombody pleeease help meee", "help", "en"),
        ("Helllooooo :wave: 👋🏽", "greeting", "en"),
        ("<@U04KD92JQ|dana> <@U04KD92JR> you there?", "you_there", "en"),
        ("<@U04KD92JQ>", "bare_mention", ""),
        ("@dana ping", "bare_ping", "en"),
        ("<@U04KD92JQ> ??", "chaser", ""),
        ("<!here> anyone around?", "anyone_there", "en"),
        ("Does anyone know Terraform?", "topic_only", "en"),
    ],
)  # fmt: skip
def test_a_reading_names_the_phrase_and_its_language(text: str, kind: str, language: str) -> None:
    reading = reader().read(text)
    assert reading is not None
    assert (reading.kind, reading.language, reading.poor) == (kind, language, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        ":wave:",
        "👋",
        "!ping",
        "/ping",
        "> can we talk?",
        "`hello`",
        '"can we talk?"',
        "hello #general",
        "hi https://example.com",
        "hi <https://example.com|there>",
        "<#C024BE91L|general> hello",
        "*hello",
        "can we talk? 4471",
        "привет",
        "hi " * 200,
        "can we talk " + "?" * 500,
    ],
)
def test_signs_of_anything_more_keep_silent(text: str) -> None:
    reading = reader().read(text)
    assert reading is None or not reading.poor
