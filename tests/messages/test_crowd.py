"""What is said of two hundred at once names the first of them and counts the rest."""

from datetime import UTC, datetime

import pytest

from bot.domain.change import Seat, Snapshot
from bot.domain.identity import PersonId, RegionId, TeamId
from bot.domain.team import Policy, RegionPlan
from bot.messages import change, setup
from bot.messages.document import Document
from bot.messages.team import RegionLine, announced
from tests.messages.given import said

NAMES = tuple(f"Person {number:03} of many" for number in range(200))
SINCE = datetime(2026, 11, 2, tzinfo=UTC)
MOST_READABLE = 1000


def text(document: Document) -> str:
    return "\n".join(said(block) for block in document.blocks)


def announcement(*people: str) -> str:
    regions = (RegionLine(name="Berlin", digest="09:00", people=people),)
    return text(
        announced(
            team=TeamId(1), name="Atlas", by="Lena Vogel", regions=regions, stewards=people, locale="en"
        )
    )


def test_an_announcement_counts_a_crowd_and_says_how_each_knows() -> None:
    told = announcement(*NAMES)
    assert f"Berlin, 200 people: {NAMES[0]}, {NAMES[1]}, " in told
    assert "and 188 more; digest at 09:00 there" in told
    assert "Everyone in it hears from me privately, too." in told
    assert NAMES[-1] not in told


def test_a_few_are_all_named_and_not_counted() -> None:
    told = announcement(*NAMES[:3])
    assert f"Berlin: {NAMES[0]}, {NAMES[1]} and {NAMES[2]}; digest" in told
    assert "privately" not in told


@pytest.mark.parametrize(
    "document",
    [
        setup.stewards_only(names=NAMES, locale="en"),
        change.not_to_undo(names=NAMES, locale="en"),
    ],
    ids=["who looks after it", "who can undo"],
)
def test_a_refusal_names_the_first_to_ask(document: Document) -> None:
    told = text(document)
    assert NAMES[0] in told
    assert "188 more" in told
    assert len(told) < MOST_READABLE


def snapshot(*homes: int) -> Snapshot:
    regions = tuple(
        RegionPlan(id=RegionId(one), name=name, zone="Europe/Berlin", digest_minute=540)
        for one, name in ((1, "Berlin"), (2, "Warsaw"))
    )
    seats = tuple(
        Seat(
            person=PersonId(number),
            part="writes",
            region=RegionId(home),
            steward=False,
            joined_at=SINCE,
            welcomed_at=SINCE,
        )
        for number, home in enumerate(homes)
    )
    return Snapshot(name="Atlas", policy=Policy(), projects=(), regions=regions, seats=seats)


def test_those_who_went_the_same_way_share_a_row() -> None:
    names = {PersonId(number): name for number, name in enumerate(NAMES)}
    before, after = snapshot(*[1] * 200), snapshot(*[2] * 199, 1)
    (line,) = change.lines(before, after, names=names)
    assert line.startswith(f"{NAMES[0]}, {NAMES[1]}, ")
    assert line.endswith("and 187 more belong to Warsaw instead of Berlin")
    (one,) = change.lines(before, snapshot(2, *[1] * 199), names=names)
    assert one == f"{NAMES[0]} belongs to Warsaw instead of Berlin"


def test_long_names_are_fewer_in_a_row() -> None:
    long = [f"{number} {'x' * 78}" for number in range(10, 20)]
    assert change.some_names(long) == f"{long[0]}, {long[1]}, {long[2]} and 7 more"
    assert change.some_names(["y" * 500, "z"]) == f"{'y' * 500} and 1 more"
    assert change.some_names([]) == ""
