"""How many have to vote: a part of those who were asked, rounded up."""

import pytest

from bot.domain.turnout import Turnout, needed


@pytest.mark.parametrize(
    ("turnout", "counts"),
    [("half", [0, 1, 1, 2, 2, 3, 3]), ("third", [0, 1, 1, 1, 2, 2, 2]), ("all", [0, 1, 2, 3, 4, 5, 6])],
)
def test_of_up_to_six(turnout: Turnout, counts: list[int]) -> None:
    assert [needed(turnout, asked) for asked in range(7)] == counts
