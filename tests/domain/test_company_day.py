"""Company days as they are written, a line each, and how two lists of them differ."""

import re
from datetime import date, timedelta

import pytest

from bot.domain.company_day import check_size, company_text, difference, merged, read_company

TODAY = date(2026, 11, 2)
EVE, MAY, AUGUST = date(2026, 12, 24), date(2027, 5, 4), date(2027, 8, 2)


@pytest.mark.parametrize(
    ("line", "day", "name"),
    [
        ("24 dec", EVE, ""),
        ("24 dec Christmas Eve", EVE, "Christmas Eve"),
        ("off 24 dec Founders' day", EVE, "Founders' day"),
        ("OFF 24 Dec", EVE, ""),
        ("2026-12-24 Christmas Eve", EVE, "Christmas Eve"),
        ("24.12. Heiligabend", EVE, "Heiligabend"),
        ("Thu 24 Dec 2026: Christmas Eve", EVE, "Christmas Eve"),
        ("24 dec off to rest", EVE, "off to rest"),
        ("24 dec - 3 Kings", EVE, "3 Kings"),
        ("24 dec - Phase 12", EVE, "Phase 12"),
        ("2 nov", TODAY, ""),
        ("2028-11-02", date(2028, 11, 2), ""),
        (f"24 dec {'x' * 60}", EVE, "x" * 60),
    ],
)
def test_a_line_is_a_day_and_perhaps_its_name(line: str, day: date, name: str) -> None:
    found = read_company(line, today=TODAY)
    assert found == {day: name}
    assert read_company(company_text(found), today=TODAY) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Christmas Eve", "“Christmas Eve” does not begin with a day: write it as “24 dec Christmas Eve”"),
        ("31 feb", "“31 feb”: There is no 31 Feb"),
        ("24 dec - 26 dec Winter", "write a line for each of them"),
        ("dec 24-26", "write a line for each of them"),
        ("24 dec to 26 dec", "write a line for each of them"),
        ("work 24 dec", "Write a day as “24 dec Christmas Eve”"),
        ("2026-11-01", "“2026-11-01” is over: leave the line out"),
        ("2028-11-03", "more than 2 years ahead"),
        (f"24 dec {'x' * 61}", "61 characters; write one of at most 60"),
        ("24 dec\n2026-12-24 Eve", "24 dec 2026 is there twice: keep one"),
    ],
)
def test_what_is_no_such_day_is_named_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        read_company(f"4 may\n{text}", today=TODAY)


def test_a_hundred_days_are_the_most_and_all_of_them_fit_the_field() -> None:
    many = {EVE + timedelta(days=number): "" for number in range(101)}
    hundred = dict(list(many.items())[:100])
    check_size(hundred)
    with pytest.raises(ValueError, match="101 days, and 100 are the most"):
        check_size(many)
    with pytest.raises(ValueError, match="shorten some of the names"):
        check_size(dict.fromkeys(hundred, "x" * 60))


def test_what_others_have_changed_meanwhile_stays() -> None:
    shown = {EVE: "Eve", MAY: ""}
    assert merged({EVE: "Eve", MAY: "", AUGUST: ""}, shown=shown, wanted={MAY: "Named"}) == {
        MAY: "Named",
        AUGUST: "",
    }
    assert merged({MAY: "Theirs"}, shown=shown, wanted=shown) == {MAY: "Theirs"}


def test_lists_differ_by_days_and_by_names() -> None:
    made = difference({EVE: "Eve", MAY: ""}, {EVE: "Christmas Eve", AUGUST: ""})
    assert (made.added, made.removed, made.renamed) == ({AUGUST: ""}, {MAY: ""}, {EVE: "Christmas Eve"})
