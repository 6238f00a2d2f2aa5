"""Values as JSON text: the same bytes for the same value, and read as they were written."""

import json

from hypothesis import given
from hypothesis import strategies as st

from storage.types import decoded, encoded

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_is_written_as_everyone_writes_json_and_read_the_same(value: object) -> None:
    text = encoded(value)
    assert text == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert decoded(str(text)) == value
