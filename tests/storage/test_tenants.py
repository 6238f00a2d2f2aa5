"""No query shows one workspace anything of another, or changes it: every one there is, asked in turn."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any, get_type_hints

import pytest
from sqlalchemy import create_engine, select, update
from sqlalchemy.exc import IntegrityError

import storage
from bot.domain.identity import Place, UserRef
from storage.engines import address
from storage.tables import people, places
from storage.transaction import Tx
from tests.storage.two_tenants import COLUMNS, MINE, OTHERS, Asks, fill, lines, writes

# What is about everyone by its nature: the clock's and the worker's own, which hand each row on by itself.
OF_ALL = {
    "dnd.unread": "of whom schedules are to be read, each then asked of their own workspace",
    "decisions.forget": "what is past its keeping",
    "finished.forget_handoffs": "what is past its keeping",
    "forgetting.clear_finished": "what is past its keeping",
    "namesakes.find": "of whoever runs it, who names a person in whatever workspace",
    "installations.all": "where the bot is",
    "installations.relock": "with the newest key, each for its own",
    "grants.relock": "with the newest key, each for its own",
    "ledger.last_days": "of which workspaces a day is to be looked at",
    "outbox.end_leases": "of a bot that is gone",
    "outbox.lease_tenants": "of which workspaces there is something to send",
    "outbox.release_tenants": "of a bot that stops",
    "people.in_teams": "whose profiles are read anew, each then asked of their own workspace",
    "places.channels": "whose kinds are asked anew, each then of its own workspace",
    "publications.forget": "what is past its keeping",
    "requests.forget": "what is past its keeping",
    "retention.sweep": "what is past its keeping",
    "workspaces.find": "of whoever runs it, who names a workspace",
    "unsent.dead": "of whoever runs it: what was not sent, wherever",
    "unsent.dead_ids": "of whoever runs it: what was not sent, wherever",
    "unsent.last_settled": "whether anything is sent at all, wherever",
    "unsent.waiting": "of whoever runs it: what is to be sent, wherever",
    "timers.claim": "what is due",
    "timers.due": "what is due",
    "timers.hold": "what is due",
    "timers.kinds_due": "what is due",
    "timers.next_due": "what is due",
    "outbox.next_due": "what is due",
}
# So few may answer with nothing but yes or no in all those states, or find nothing in them.
QUARTER = 4

SIDES = (MINE, OTHERS)

Shelf = Callable[..., Any]
Rows = Mapping[str, list[str]]


def shelves() -> Iterator[tuple[str, Shelf]]:
    """Every function of storage that is handed a transaction."""
    for module in pkgutil.iter_modules(storage.__path__):
        if module.name == "check":
            continue
        held = importlib.import_module(f"storage.{module.name}")
        for name, function in inspect.getmembers(held, inspect.isfunction):
            if function.__module__ == held.__name__ and not name.startswith("_"):
                first = next(iter(inspect.signature(function).parameters.values()), None)
                if first is not None and get_type_hints(function).get(first.name) is Tx:
                    yield f"{module.name}.{name}", function


def ask(tx: Tx, name: str, function: Shelf, asks: Asks) -> Any:
    """Call it as somebody of my workspace would."""
    hints = get_type_hints(function)
    given: list[Any] = []
    named: dict[str, Any] = {}
    for one in list(inspect.signature(function).parameters.values())[1:]:
        if one.kind is one.VAR_KEYWORD:
            named |= COLUMNS[name]
        elif one.kind is one.KEYWORD_ONLY:
            named[one.name] = asks.value(hints[one.name], one.name)
        else:
            given.append(asks.value(hints[one.name], one.name))
    return function(tx, *given, **named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of asking: of whom something was shown, and whose rows are others now."""

    answer: str
    shown: frozenset[str]
    changed: frozenset[str]

    @property
    def crosses(self) -> bool:
        """Whether anything of the others' was touched."""
        return OTHERS.mark in self.shown | self.changed


NOTHING = Asked(answer="", shown=frozenset(), changed=frozenset())


def asked(tx: Tx, name: str, function: Shelf, rng: Random, before: Rows) -> Asked:
    """Ask, and leave everything as it was."""
    count = writes(tx)
    with tx.connection.begin_nested() as point:
        try:
            answer = f"{ask(tx, name, function, Asks(MINE, rng))}"
        except IntegrityError:  # it is there already, and it is mine
            return NOTHING
        after = rows(tx) if writes(tx) != count else before
        point.rollback()
    return Asked(
        answer=answer,
        shown=frozenset(side.mark for side in SIDES if side.shows(answer)),
        changed=frozenset(mark for mark in before if before[mark] != after[mark]),
    )


def rows(tx: Tx) -> Rows:
    """What stands in the rows of each."""
    found = lines(tx)
    return {side.mark: [one for one in found if side.shows(one)] for side in SIDES}


def every(tx: Tx, seed: int) -> dict[str, Asked]:
    """Every query that is about somebody, asked."""
    there = [one for one in shelves() if one[0] not in OF_ALL]
    before = rows(tx)
    return {name: asked(tx, name, function, Random(f"{name} {seed}"), before) for name, function in there}


@contextmanager
def two(database: str, seed: int) -> Iterator[Tx]:
    """A transaction on a database with both in it."""
    engine = create_engine(address(database))
    with engine.connect() as connection:
        tx = Tx(connection)
        for side in SIDES:
            fill(tx, side, seed=seed)
        yield tx
        connection.rollback()
    engine.dispose()


def test_no_query_shows_or_changes_anything_of_another_workspace(sqlite_database: str) -> None:
    with two(sqlite_database, 1) as tx:
        assert {name: one for name, one in every(tx, 1).items() if one.crosses} == {}


@pytest.mark.prove
@pytest.mark.timeout(300)
def test_nor_in_any_other_state_and_each_finds_what_is_its_own_in_some(sqlite_database: str) -> None:
    found: set[str] = set()
    every_one: dict[str, Asked] = {}
    for seed in range(100, 140):
        with two(sqlite_database, seed) as tx:
            every_one = every(tx, seed)
        assert {name: one for name, one in every_one.items() if one.crosses} == {}
        found |= {name for name, one in every_one.items() if one.shown | one.changed}
    blind = sorted(every_one.keys() - found)
    assert len(blind) * QUARTER < len(every_one), f"these found nothing at all: {blind}"


def test_what_is_about_everyone_is_there_and_needs_to_be_said(sqlite_database: str) -> None:
    there = dict(shelves())
    assert set(OF_ALL) <= set(there)
    with two(sqlite_database, 1) as tx:
        assert asked(tx, "installations.all", there["installations.all"], Random(1), rows(tx)).crosses


def test_a_query_by_an_id_of_the_platforms_alone_is_found(sqlite_database: str) -> None:
    def by_channel(tx: Tx, where: Place) -> list[Any]:
        return tx.all(select(places).where(places.c.external == where.id))

    def forget(tx: Tx, user: UserRef) -> None:
        tx.run(update(people).where(people.c.external == user.id).values(name=""))

    with two(sqlite_database, 1) as tx:
        assert asked(tx, "", by_channel, Random(1), rows(tx)).shown == {MINE.mark, OTHERS.mark}
        assert asked(tx, "", forget, Random(1), rows(tx)).changed == {MINE.mark, OTHERS.mark}
