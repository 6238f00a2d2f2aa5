"""What presses somebody for a quick answer, and what asks again for one: told by the words alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.context.grammar import WrongPhrases, parse
from bot.domain.context.pressing import (
    KINDS,
    PressingReader,
    pressing_grammar,
    pressing_reader,
)
from bot.domain.context.reading import LANGUAGES, LONGEST
from bot.domain.context.rows import WrongRows

ANA = "<@U0000000A>"

SENTENCES = Path(__file__).with_name("pressing_sentences.txt")


def sentences(kind: str) -> list[object]:
    """Of each its language and text, as they stand in the file."""
    lines = [one.split("\t") for one in SENTENCES.read_text(encoding="utf-8").splitlines()[1:] if one]
    rows = [(language.strip("-"), text) for of, language, text in lines if of == kind]
    return [pytest.param(language, text, id=f"{language} {text}") for language, text in rows]


@pytest.mark.parametrize(("language", "text"), sentences("presses"))
def test_this_presses(language: str, text: str) -> None:
    found = pressing_reader().read(text.format(ANA))
    assert found is not None
    assert (found.presses, found.language) == (True, language)


@pytest.mark.parametrize(("language", "text"), sentences("left alone"))
def test_this_presses_nobody(language: str, text: str) -> None:
    found = pressing_reader().read(text.format(ANA))
    assert found is None or not found.presses


@pytest.mark.parametrize(("language", "text"), sentences("asks again"))
def test_this_asks_again(language: str, text: str) -> None:
    found = pressing_reader().read(text.format(ANA))
    assert found is not None
    assert (found.chases, found.language) == (True, language)


@pytest.mark.parametrize(("language", "text"), sentences("asks nothing again"))
def test_this_asks_nothing_again(language: str, text: str) -> None:
    found = pressing_reader().read(text.format(ANA))
    assert found is None or not found.chases


@pytest.mark.parametrize(
    "text", ["{} asap " + "and so on " * LONGEST, "", ":+1:", "{}", "https://example.com asap"]
)
def test_what_is_long_or_says_nothing_is_left_alone(text: str) -> None:
    assert pressing_reader().read(text.format(ANA)) is None


@given(st.text(max_size=500))
def test_whatever_is_written_can_be_read(text: str) -> None:
    found = pressing_reader().read(text)
    assert found is None or found.presses or found.chases


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_each_kind_that_it_needs(language: str) -> None:
    kinds = {kind for kind, _ in pressing_grammar(language).phrases}
    rushing = {
        "tail",
        "hurry",
        "asks",
        "own",
    }  # where the verb comes first, and haste can be told by its place
    assert set(KINDS) - kinds <= rushing
    assert not kinds & rushing or {"tail", "asks", "own"} <= kinds


def test_an_open_place_other_than_a_number_is_refused() -> None:
    lists = {"fillers": "words that change nothing"}
    made = parse("fillers = pls\npress: tow <name>", language="en", kinds=frozenset(KINDS), lists=lists)
    with pytest.raises(WrongRows):
        PressingReader([made])
    with pytest.raises(WrongPhrases, match="“fillers” is missing"):
        parse("press: tow", language="en", kinds=frozenset(KINDS), lists=lists)
