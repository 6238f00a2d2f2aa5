"""Sets of rows of tokens, held against writing every row out."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.context.grammar import Choice, Part, Row, Wild, Words
from bot.domain.context.rows import Weaver, WrongRows
from bot.domain.context.tokens import NUMBER

WORDS = st.sampled_from("abcdef")
FILLERS = frozenset("ef")
PARTS: st.SearchStrategy[Part] = st.recursive(
    st.builds(Words, st.frozensets(WORDS, min_size=1, max_size=3)) | st.just(Wild("number")),
    lambda inner: st.one_of(
        st.builds(lambda some: Row(tuple(some)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(
            lambda some, maybe: Choice(tuple(some), maybe),
            st.lists(inner, min_size=1, max_size=3),
            st.booleans(),
        ),
    ),
    max_leaves=6,
)
SAID = st.lists(WORDS | st.just(NUMBER), max_size=7)


@given(st.lists(PARTS, max_size=3), SAID)
def test_a_set_of_rows_is_what_writing_each_out_is(parts: list[Part], said: list[str]) -> None:
    every = {row for part in parts for row in _written(part)}
    every |= {tuple(one for one in row if one not in FILLERS) for row in every}
    every -= {()}
    rows, ends = Weaver().rows(parts, without=FILLERS), range(1, len(said) + 1)
    assert all(row in rows for row in every)
    assert (said in rows) == (tuple(said) in every)
    assert rows.firsts == {row[0] for row in every}
    assert rows.begins(said) == max((end for end in ends if tuple(said[:end]) in every), default=0)
    assert rows.within(said) == any(tuple(said[at:end]) in every for end in ends for at in range(end))
    assert rows.closes(said) == any(tuple(said[at:]) in every for at in range(len(said)))


def test_an_open_place_that_is_no_number_makes_none() -> None:
    with pytest.raises(WrongRows):
        Weaver().rows([Wild("name")], without=FILLERS)


def _written(part: Part) -> Iterator[tuple[str, ...]]:
    match part:
        case Words():
            yield from ((one,) for one in part.any)
        case Row():
            for rows in product(*(list(_written(one)) for one in part.parts)):
                yield tuple(word for row in rows for word in row)
        case Choice():
            if part.maybe:
                yield ()
            for one in part.parts:
                yield from _written(one)
        case Wild():
            yield (NUMBER,)
