"""A language's file of phrases: what it may hold, and how a mistake in it is told."""

import pytest

from bot.domain.context.grammar import LISTS, WrongPhrases, parse
from bot.domain.context.reading import KINDS, LANGUAGES, Reader, grammar

NEEDED = "\n".join(f"{name} = {'tow | row' if name == 'alone' else f'x{name}'}" for name in LISTS) + "\n"


def reads(phrases: str, text: str) -> str | None:
    made = parse(NEEDED + phrases, language="en", kinds=frozenset(KINDS))
    reading = Reader([made]).read(text)
    return reading.kind if reading else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_file_that_can_be_read(language: str) -> None:
    made = grammar(language)
    assert made.language == language
    kinds = {kind for kind, _ in made.phrases}
    assert {"greeting", "you_there", "you_free", "call_request", "ask_to_ask", "help", "urgent"} <= kinds


@pytest.mark.parametrize(
    ("phrases", "text", "kind"),
    [
        ("help: tow | row the boat", "row the boat", "help"),
        ("help: tow | row the boat", "row the", None),
        ("help: tow [the] (boat | ship)", "tow ship", "help"),
        ("help: tow [the] (boat | ship)", "tow the", None),
        ("help: tow\n  | row", "row", "help"),
        ("craft = boat | big ship\nhelp: tow <craft>", "tow big ship", "help"),
        ("help: tow <name>", "tow Titanic", "help"),
        ("help: tow <name>", "tow tow", None),
        ("help: tow <Name>", "tow titanic", None),
        ("help: tow <number> boats", "tow 12 boats", "help"),
        ("help: tow with <topic>", "tow with rope and anchor", "help"),
        ("help: tow with <topic>", "tow with rope, and anchor", None),
        ("help: tow with <topic>", "tow with a b c d e f g", None),
        ("help: tow with <topic>", "tow with xspecific", None),
        ("help: tow <@>", "tow <@U0000000A>", "help"),
        ("help: tow <@>", "tow", None),
        ("help: tow ?", "tow?", "help"),
        ("help: tow ?", "tow", None),
        ("help: tow", "xfillers tow, xfillers!", "help"),
        ("help: tow\nurgent: row", "tow. row!", "urgent"),
        ("help: tow\nharmless: row", "row tow", "harmless"),
        ("help: tow\nharmless: row", "tow row", "help"),
        ("help: m'aider", "m’aider", "help"),
        ("help: 帮我", "帮我", "help"),
        ("help: haul", "haul", None),
        ("help: haul", "haul?", "help"),
        ("help: haul", "haul <@U0000000A>", "help"),
        ("help: tow <,> row", "tow, row", "help"),
        ("help: tow <,> row", "tow row", None),
        ("help: tow  # this is not read", "tow", "help"),
    ],
)
def test_what_phrases_mean(phrases: str, text: str, kind: str | None) -> None:
    assert reads(phrases, text) == kind


@pytest.mark.parametrize(
    ("phrases", "says"),
    [
        ("help tow", "en, line 8: neither"),
        ("hlep: tow", "en, line 8: “hlep” is no kind of phrase"),
        ("small = tow", "en, line 8: “small” is there already"),
        ("help: tow\nurgent: (row", "en, line 9: “(” is not closed"),
        ("help: row)", "en, line 8: “)” closes nothing"),
        ("help: [row", "en, line 8: “[” is not closed"),
        ("help: row | ", "en, line 8: nothing stands"),
        ("help: ()", "en, line 8: nothing stands"),
        ("help: tow <craft>", "en, line 8: <craft> is not there yet"),
        ("help: tow < craft", "en, line 8: “<” stands alone"),
        ("help: tow & row", "en, line 8: “tow & row” holds a sign that is no word"),
    ],
)
def test_a_mistake_is_told_with_its_line(phrases: str, says: str) -> None:
    with pytest.raises(WrongPhrases) as wrong:
        reads(phrases, "tow")
    assert str(wrong.value).startswith(says)


@pytest.mark.parametrize("name", ["fillers", "alone", "greets", "welcomes"])
def test_a_list_of_single_words_refuses_two(name: str) -> None:
    with pytest.raises(WrongPhrases, match=f"en, line 2: “{name}” are single words"):
        parse(f"# words\n{name} = if | you please", language="en", kinds=frozenset(KINDS))


def test_a_file_that_begins_set_in_or_lacks_a_list_is_refused() -> None:
    with pytest.raises(WrongPhrases, match="en, line 1: set in"):
        parse("  | tow", language="en", kinds=frozenset(KINDS))
    with pytest.raises(WrongPhrases, match="en: “fillers” is missing"):
        parse("help: tow", language="en", kinds=frozenset(KINDS))
