"""Many evenings that come at once: each is settled as if nobody else's had come."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, insert, select, update

from bench import town
from bot.domain.dayoff import Absence, OwnDays
from bot.domain.identity import PersonId, ProjectId, RegionId, TeamId
from bot.services import evening_due, prompt, reminders
from bot.services.prompt import PROMPT
from bot.services.reminders import REMINDERS
from storage import handoffs, people, timers
from storage.days import days_text
from storage.tables import evenings, members, metadata, outbox, teams, tenants
from storage.tables import people as everyone
from storage.tables import timers as timer_rows
from storage.transaction import Tx
from tests.storage.work import CONTENT, MONDAY

COUNT = 60
ASLEEP = town.START + timedelta(days=1)
FIRST = MONDAY
NEXT = MONDAY + timedelta(days=1)
COUNTRY = OwnDays(country="JP")  # whose Culture Day is the Tuesday
AWAY = OwnDays(away=(Absence(first=FIRST, last=FIRST),))
OFF = OwnDays(off=((FIRST, "Moving"),))
# By person, those who differ from the others of their team.
DIFFERENT: dict[int, dict[str, Any]] = {
    2: {"zone": "Europe/Paris"},
    3: {"zone": "Europe/Paris", "locale": "fr-FR"},
    4: {"locale": "de-DE"},
    5: {"week": "mon-fri 9-17:30, sat 9-12"},
    6: {"week": "mon 9-17:30"},
    7: {"days": days_text(COUNTRY)},
    8: {"days": days_text(AWAY)},
    9: {"days": days_text(OFF)},
    10: {"home_zone": "America/Sao_Paulo", "travel": "visit"},  # where the Monday is a holiday
    11: {"home_zone": "America/Sao_Paulo", "travel": "asked"},
    12: {"eligible": False},
}
WRITTEN = (evenings, outbox, timer_rows)


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Tx]:
    engine = create_engine(f"sqlite:///{tmp_path / 'due.db'}")
    metadata.create_all(engine)
    with engine.connect() as connection:
        tx = Tx(connection)
        _fill(tx)
        yield tx
    engine.dispose()


def _fill(tx: Tx) -> None:
    """Two teams, in both of which somebody is; one has sent a hand-off, one is told of nothing yet."""
    town.fill(tx, 2 * town.TEAM_SIZE, town.ZONES[2:3])
    for person, columns in DIFFERENT.items():
        tx.run(update(everyone).where(everyone.c.id == person).values(**columns))
    for person in (13, 14):
        tx.run(insert(members).values({**town._member(person, 2), "joined_at": ASLEEP}))
    tx.run(update(members).where(members.c.person_id == 15).values(welcomed_at=None))
    tx.run(update(members).where(members.c.person_id == 16).values(part="receives"))
    tx.run(update(teams).where(teams.c.id == 2).values(policy={"lead": 900, "reminder": 600}))
    for person in (14, 17):
        handoffs.add(tx, _sent(person), now=ASLEEP)
    prompt.plan(tx, [PersonId(one) for one in range(1, COUNT + 1)], not_before=ASLEEP)


def _sent(person: int) -> handoffs.NewHandoff:
    return handoffs.NewHandoff(
        team=TeamId(1),
        author=PersonId(person),
        project=ProjectId(1),
        day=FIRST,
        state="on_track",
        content=CONTENT,
        from_region=RegionId(1),
        to_region=None,
    )


def _due(tx: Tx) -> list[timers.Timer]:
    return timers.hold(tx, PROMPT, now=ASLEEP + timedelta(hours=12))


def _rows(tx: Tx) -> list[Counter[tuple[str, ...]]]:
    """What is there, whatever its numbers; of a timer for many, those that come of it."""
    reminders.due(tx, timers.claim(tx, REMINDERS, now=ASLEEP + timedelta(days=1)), now=ASLEEP)
    found = []
    for table in WRITTEN:
        columns = [column for column in table.c if column.name != "id"]
        found.append(Counter(tuple(map(str, row)) for row in tx.all(select(*columns))))
    return found


def _settled(tx: Tx, *, together: bool) -> list[Counter[tuple[str, ...]]]:
    with tx.connection.begin_nested() as undone:
        due = _due(tx)
        now = max(timer.due_at for timer in due)
        for some in [due] if together else [[one] for one in due]:
            evening_due.ask_due(tx, some, now=now)
        found = _rows(tx)
        undone.rollback()
    return found


@pytest.mark.parametrize("company", [None, '{"2026-11-02": "Founders"}', '{"2026-11-03": "Founders"}'])
def test_all_at_once_each_is_settled_as_if_alone(tx: Tx, company: str | None) -> None:
    tx.run(update(tenants).values(company_days=company))
    together, alone = _settled(tx, together=True), _settled(tx, together=False)
    assert together == alone
    assert min(len(together[0]), len(together[2])) > COUNT / 2


def test_those_who_differ_are_asked_otherwise(tx: Tx) -> None:
    due = _due(tx)
    evening_due.ask_due(tx, due, now=max(timer.due_at for timer in due))
    became = {row.person_id: (row.state, row.why) for row in tx.all(select(evenings))}
    assert became[1] == ("asked", None)
    assert became[8] == ("skipped", "away")
    assert became[9] == ("skipped", "holiday: Moving")
    assert became[14] == ("asked", None)
    assert became[15] == ("skipped", "not welcomed")
    assert became[17] == ("answered", "handoff")
    assert not {12, 16} & became.keys()
    said = {row.key: str(row.letter) for row in tx.all(select(outbox))}
    assert "Berlin" in said[f"prompt/1/{FIRST}"]
    assert "Paris" in said[f"prompt/2/{FIRST}"]
    assert "Team 1 and Team 2" in str(said[f"prompt/13/{FIRST}"])
    assert "Team 1" not in said[f"prompt/14/{FIRST}"]
    assert "Brazil" in said[f"prompt/10/{FIRST}"]
    assert "Brazil" not in said[f"prompt/11/{FIRST}"]
    following = timers.get_many(tx, PROMPT, [f"{one}" for one in (1, 6, 12)])
    assert {one: timer.payload["day"] for one, timer in following.items()} == {
        "1": f"{NEXT}",
        "6": f"{FIRST + timedelta(days=7)}",
    }
    assert people.get(tx, PersonId(12)) is not None
