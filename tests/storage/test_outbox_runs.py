"""Whatever is put, held, refused or lost: all leaves, in order, and the outbox says when to look again."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine

from bot.domain.identity import Place, TenantRef
from storage import installations, outbox
from storage.engines import address
from storage.outbox_row import OutboxRow
from storage.transaction import Tx
from tests.storage.letter import letter

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE = timedelta(minutes=5)
HOLDS_UP = timedelta(minutes=2)

Fate = Literal["sent", "failed", "held", "lost"]


@dataclass(frozen=True, kw_only=True)
class Given:
    """One letter: its channel, when it may leave, the earlier letter it goes under or edits."""

    channel: int
    after: int
    first: int | None
    edits: bool


@dataclass
class Run:
    """What happened, by key: when each was first tried and when it was sent."""

    tried: dict[str, datetime] = field(default_factory=dict)
    sent: dict[str, datetime] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)


seconds = st.sampled_from([0, 0, 0, 1, 60, 150, 3600])
some_letters = st.lists(
    st.builds(
        Given,
        channel=st.integers(0, 1),
        after=seconds,
        first=st.none() | st.integers(0, 6),
        edits=st.booleans(),
    ),
    min_size=1,
    max_size=7,
)
fates = st.lists(st.tuples(st.sampled_from(["sent", "failed", "held", "lost"]), seconds), max_size=12)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Engine]:
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("runs") / "runs.db")
    engine = create_engine(address(f"sqlite:///{file}"))
    yield engine
    engine.dispose()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters=some_letters, fates=fates)
def test_everything_leaves_in_order(
    engine: Engine, letters: list[Given], fates: list[tuple[Fate, int]]
) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        tx = Tx(connection)
        keys = put(tx, letters)
        run = send_all(tx, fates)
        transaction.rollback()
    assert sorted(run.order) == sorted(keys)
    for number, one in enumerate(letters):
        if one.first is not None and one.first < number:
            assert run.order.index(keys[one.first]) < run.order.index(keys[number]), "its first goes first"
    for behind, ahead in overtakings(run, keys, letters):
        assert may_overtake(run, behind, ahead), f"{keys[behind]} overtook {keys[ahead]}"


def put(tx: Tx, letters: list[Given]) -> list[str]:
    ref = TenantRef(platform="slack", id="T1")
    tenant = installations.keep(tx, ref, bot_user="U0", bot="B0", name="A", scopes=[], now=NOW)
    keys: list[str] = []
    for number, one in enumerate(letters):
        first = keys[one.first] if one.first is not None and one.first < number else ""
        key = f"{number}"
        made = letter(
            key,
            to=Place(platform="slack", tenant="T1", kind="public", id=f"C{one.channel}"),
            under="" if one.edits else first,
            replaces=first if one.edits else "",
        )
        outbox.put(tx, made, tenant=tenant, now=NOW, not_before=NOW + one.after * SECOND)
        keys.append(key)
    return keys


def send_all(tx: Tx, fates: list[tuple[Fate, int]]) -> Run:
    """Look only when the outbox says so; then there must be something."""
    run, now, left = Run(), NOW, iter(fates)
    while (due_at := outbox.next_due(tx)) is not None:
        now = max(now, due_at)
        [tenant] = outbox.lease_tenants(tx, holder="one", now=now, until=now + LEASE)
        rows = outbox.claim(tx, tenant, holder="one", now=now, until=now + LEASE)
        assert rows, "it said something was due"
        conversations = [row.letter.conversation for row in rows if not row.letter.replaces]
        assert len(conversations) == len(set(conversations)), "two of one conversation at once"
        for row in rows:
            fate, wait = next(left, ("sent", 0))
            settle(tx, run, row, fate, now=now, again_at=now + (wait + 1) * SECOND)
    return run


def settle(tx: Tx, run: Run, row: OutboxRow, fate: Fate, *, now: datetime, again_at: datetime) -> None:
    if fate != "held":
        run.tried.setdefault(row.key, now)
    match fate:
        case "sent":
            outbox.settle(tx, row, "sent", now=now)
            run.sent[row.key] = now
            run.order.append(row.key)
        case "failed" | "held":
            counts = fate == "failed"
            outbox.postpone(tx, row, until=again_at, why=fate, uncertain=False, counts=counts)
        case "lost":
            pass


def overtakings(run: Run, keys: list[str], letters: list[Given]) -> Iterator[tuple[int, int]]:
    """Pairs of one conversation of which the later left first."""
    for behind, one in enumerate(letters):
        for ahead, other in enumerate(letters[:behind]):
            edits = (is_edit(letters, behind), is_edit(letters, ahead))
            first = run.order.index(keys[behind]) < run.order.index(keys[ahead])
            if one.channel == other.channel and not any(edits) and first:
                yield behind, ahead


def is_edit(letters: list[Given], number: int) -> bool:
    one = letters[number]
    return one.edits and one.first is not None and one.first < number


def may_overtake(run: Run, behind: int, ahead: int) -> bool:
    """The one ahead had not been tried when the other left, or had been held up for two minutes."""
    left_at, tried_at = run.sent[str(behind)], run.tried[str(ahead)]
    return tried_at >= left_at or left_at - tried_at >= HOLDS_UP
