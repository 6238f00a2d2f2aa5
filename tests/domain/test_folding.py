"""What is looked for is found however it is typed, in any script, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.folding import folded, words_of


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("VOUCHER  Rate", "voucher rate"),
        ("Crème brûlée", "creme brulee"),
        ("E\u0301tat", "etat"),
        ("Straße", "strasse"),
        ("Øresund, Łódź", "oresund, lodz"),
        ("İstanbul \u0131s\u0131", "istanbul isi"),
        ("\uff21\uff22\uff23\uff11", "abc1"),
        ("ｶﾞｽ", "ガス"),
        ("東京の決定", "東京の決定"),
        ("हिन्दी", "हिन्दी"),
        ("한국어", "한국어"),
        ("Ёлка", "елка"),
        ("a\x00b\u200bc\ud800", "abc"),
    ],
)
def test_case_accents_and_widths_make_no_difference(typed: str, found: str) -> None:
    assert folded(typed) == found


def test_other_sounds_and_syllables_stay_others() -> None:
    assert folded("か") not in folded("が")
    assert folded("하") not in folded("한")
    assert folded("ज") != folded("ज़")


@given(st.text())
def test_it_is_folded_once_on_one_line_and_fit_for_any_database(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert once.encode().decode() == once
    assert "\x00" not in once
    assert once.split() == once.split(" ") or once == ""


def test_each_word_is_looked_for_once() -> None:
    assert words_of(" Rate  rate\nRÄTE  the ") == ("rate", "the")
    assert words_of(" \t") == ()
