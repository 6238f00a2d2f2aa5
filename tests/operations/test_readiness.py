"""When the bot is well, and why not when not: on both kinds of database, and by what was found."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identity import TenantId, TenantRef
from bot.operations.readiness import LETTER_OVERDUE, TIMER_OVERDUE, Backlog, Standing, backlog
from storage import installations, outbox, timers
from storage.store import Store
from storage.transaction import Tx
from tests.storage.letter import ELSEWHERE, letter

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NOTHING = Backlog(waiting=0, timer_overdue=timedelta(), letter_overdue=timedelta())


def put(tx: Tx) -> TenantId:
    """A letter that could leave three minutes ago, another of another conversation an hour from now."""
    ref = TenantRef(platform="slack", id="T1")
    tenant = installations.keep(tx, ref, bot_user="U0", bot="B0", name="Acme", scopes=[], now=NOW)
    outbox.put(tx, letter("now"), tenant=tenant, now=NOW - 180 * SECOND)
    later = NOW + timedelta(hours=1)
    outbox.put(tx, letter("later", to=ELSEWHERE), tenant=tenant, now=NOW, not_before=later)
    return tenant


async def test_what_is_due_counts_from_when_it_was_and_what_is_not_does_not(store: Store) -> None:
    assert await store.read(backlog, now=NOW) == NOTHING
    await store.transact(put)
    await store.transact(timers.set, "prompt", "1", NOW - 7 * SECOND)
    await store.transact(timers.set, "prompt", "2", NOW + timedelta(hours=1))
    assert await store.read(backlog, now=NOW) == Backlog(
        waiting=2, timer_overdue=7 * SECOND, letter_overdue=180 * SECOND
    )


async def test_what_is_being_sent_or_was_put_off_is_not_overdue(store: Store) -> None:
    tenant = await store.transact(put)
    await store.transact(timers.set, "prompt", "1", NOW - timedelta(hours=1))
    until = NOW + timedelta(minutes=5)
    await store.transact(outbox.lease_tenants, holder="a", now=NOW, until=until)
    (row,) = await store.transact(outbox.claim, tenant, holder="a", now=NOW, until=until)
    (timer,) = await store.transact(timers.claim, "prompt", now=NOW, lease=until)
    await store.transact(timers.postpone, timer, until)
    assert row.key == "now"
    assert await store.read(backlog, now=NOW) == Backlog(
        waiting=2, timer_overdue=timedelta(), letter_overdue=timedelta()
    )


async def test_a_crowd_is_not_overdue_while_any_of_it_leaves(store: Store) -> None:
    tenant = await store.transact(put)
    began_at, last = NOW - timedelta(minutes=17), NOW - 40 * SECOND
    crowd = [(tenant, letter(f"{number}", to=ELSEWHERE)) for number in range(3)]
    await store.transact(outbox.put_many, crowd, now=began_at)
    assert (await store.read(backlog, now=NOW)).letter_overdue == timedelta(minutes=17)
    until = last + timedelta(minutes=2)
    await store.transact(outbox.lease_tenants, holder="a", now=last, until=until)
    rows = await store.transact(outbox.claim, tenant, holder="a", now=last, until=until)
    await store.transact(outbox.settle_many, [(row, "sent", None) for row in rows], now=last)
    later = last + timedelta(minutes=11)
    assert (await store.read(backlog, now=last + SECOND)).letter_overdue == SECOND
    assert (await store.read(backlog, now=later)).letter_overdue == timedelta(minutes=11)


def standing(
    *,
    timer: timedelta = timedelta(),
    letter: timedelta = timedelta(),
    listening: bool | None = True,
    works: bool = True,
) -> Standing:
    found = Backlog(waiting=1, timer_overdue=timer, letter_overdue=letter)
    return Standing(backlog=found, listening=listening, works=works)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (standing(), []),
        (standing(timer=TIMER_OVERDUE, letter=LETTER_OVERDUE), []),
        (
            standing(timer=TIMER_OVERDUE + SECOND),
            ["The oldest timer is 121.0 seconds late; 120.0 is the limit."],
        ),
        (
            standing(letter=LETTER_OVERDUE + SECOND),
            ["Letters may leave, and none has for 601.0 seconds; 600.0 is the limit."],
        ),
        (standing(listening=False), ["Slack is not connected, or cannot reach the bot."]),
        (standing(listening=None), []),
        (standing(timer=timedelta(days=1), letter=timedelta(days=1), works=False), []),
        (
            Standing(backlog=None, listening=True, works=False),
            ["The database did not answer within 1.5 seconds."],
        ),
    ],
    ids=[
        "all well",
        "just within its limits",
        "a timer nobody settles",
        "a letter nobody sends",
        "Slack is not there",
        "a worker hears nothing",
        "what workers leave is no fault of one that only hears",
        "no database",
    ],
)
def test_what_is_not_well_is_said_in_words(found: Standing, why: list[str]) -> None:
    assert found.reasons == why
    assert found.told()["ready"] is (why == [])
