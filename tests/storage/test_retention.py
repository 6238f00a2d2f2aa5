"""What is past keeping is forgotten; what a link or an edit still needs is not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Table, func, insert, select

from bot.domain.focus import Focus
from bot.domain.identity import MessageRef, PersonId, TenantId
from storage import focus, forms, inbox, lines, outbox, posts, retention, tables
from storage.lines import NewLine
from storage.outbox import Settled
from storage.retention import Retention
from storage.store import Store
from storage.transaction import Tx
from tests.storage.letter import CHANNEL, letter

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def count(tx: Tx, table: Table) -> int:
    return int(tx.value(select(func.count()).select_from(table)))


def send(tx: Tx, tenant: TenantId, key: str, state: Settled, *, at: datetime) -> None:
    outbox.put(tx, letter(key), tenant=tenant, now=at)
    outbox.lease_tenants(tx, holder="one", now=at, until=at + SECOND)
    [row] = outbox.claim(tx, tenant, holder="one", now=at, until=at + SECOND)
    outbox.settle(tx, row, state, now=at)
    posts.add(tx, key, tenant, MessageRef(place=CHANNEL, id=f"ts of {key}"))


def show(tx: Tx, tenant: TenantId, key: str) -> None:
    """A region that saw something in that message."""
    place = tx.value(
        insert(tables.places)
        .values(tenant_id=tenant, external="C1", kind="public")
        .returning(tables.places.c.id)
    )
    team = tx.value(
        insert(tables.teams)
        .values(tenant_id=tenant, place_id=place, name="Relay", policy={}, created_at=NOW)
        .returning(tables.teams.c.id)
    )
    region = tx.value(
        insert(tables.regions)
        .values(team_id=team, name="New York", zone="America/New_York", digest_minute=540)
        .returning(tables.regions.c.id)
    )
    values = {"key": key, "region_id": region, "day": date(2026, 9, 1), "kind": "digest", "parts": 2}
    tx.run(insert(tables.digests).values(**values, composed_at=NOW))


async def heard(store: Store, lena: PersonId, at: datetime) -> None:
    await store.transact(inbox.first_time, f"{at}", now=at)


async def made(store: Store, lena: PersonId, at: datetime) -> None:
    await store.transact(forms.make, person=lena, kind="handoff.submit", subject={}, now=at)


async def asked(store: Store, lena: PersonId, at: datetime) -> None:
    row = {"person_id": lena, "day": at.date(), "state": "quiet", "shift_ends_at": at, "due_at": at}
    await store.transact(lambda tx: tx.run(insert(tables.evenings).values(row)).rowcount)


async def kept(store: Store, lena: PersonId, at: datetime) -> None:
    await store.transact(lines.keep, lena, at.date(), NewLine(text="First"), now=at)


async def in_focus(store: Store, lena: PersonId, at: datetime) -> None:
    await store.transact(focus.keep, lena, Focus(starts_at=at - DAY, ends_at=at, reason="The attic"))


async def sent(store: Store, lena: PersonId, at: datetime) -> None:
    await kept(store, lena, at)
    [line] = await store.read(lines.kept, lena, at.date())
    await store.transact(lines.use, lena, [line.id])


@pytest.mark.parametrize(
    ("remember", "table", "days"),
    [
        (heard, tables.inbox, 7),
        (made, tables.forms, 30),
        (asked, tables.evenings, 400),
        (kept, tables.lines, 30),
        (sent, tables.lines, 30),
        (in_focus, tables.focus, 1),
    ],
    ids=["heard", "forms", "evenings", "lines kept", "lines sent", "a focus"],
)
async def test_what_is_older_than_its_keeping_goes(
    store: Store, lena: PersonId, remember: object, table: Table, days: int
) -> None:
    assert callable(remember)
    await remember(store, lena, NOW)
    edge = NOW + days * DAY
    assert await store.transact(retention.sweep, now=edge) == 0
    assert await store.read(count, table) == 1
    assert await store.transact(retention.sweep, now=edge + DAY) == 1
    assert await store.read(count, table) == 0


@pytest.mark.parametrize("state", ["sent", "dropped", "dead"])
async def test_a_settled_letter_goes_with_its_post(store: Store, tenant: TenantId, state: Settled) -> None:
    await store.transact(send, tenant, "prompt/1/2026-11-02", state, at=NOW)
    assert await store.transact(retention.sweep, now=NOW + 30 * DAY) == 0
    assert await store.read(posts.get_many, ["prompt/1/2026-11-02"])
    assert await store.transact(retention.sweep, now=NOW + 31 * DAY) == 1
    assert await store.read(posts.get_many, ["prompt/1/2026-11-02"]) == {}


async def test_a_letter_that_waits_stays_however_old(store: Store, tenant: TenantId) -> None:
    await store.transact(outbox.put, letter("a"), tenant=tenant, now=NOW)
    assert await store.transact(retention.sweep, now=NOW + 1000 * DAY) == 0
    assert await store.read(outbox.next_due) == NOW


async def test_the_posts_of_a_digest_outlive_its_letters(store: Store, tenant: TenantId) -> None:
    await store.transact(show, tenant, "digest/1")
    for key in ("digest/1", "digest/1#2", "digest/2"):
        await store.transact(send, tenant, key, "sent", at=NOW)
    assert await store.transact(retention.sweep, now=NOW + 31 * DAY) == 3
    left = await store.read(posts.get_many, ["digest/1", "digest/1#2", "digest/2"])
    assert sorted(left) == ["digest/1", "digest/1#2"]


async def test_a_sweep_takes_no_more_than_it_may(store: Store, lena: PersonId) -> None:
    for second in range(5):
        await heard(store, lena, NOW + second * SECOND)
    removed = [await store.transact(retention.sweep, now=NOW + 30 * DAY, most=2) for _ in range(4)]
    assert removed == [2, 2, 1, 0]


SHORT = Retention(
    inbox=2 * DAY, outbox=15 * DAY, evenings=18 * DAY, forms=7 * DAY, lines=7 * DAY, handoffs=30 * DAY
)


@pytest.mark.parametrize(
    ("remember", "days"),
    [(heard, 2), (made, 7), (asked, 18), (kept, 7)],
    ids=["heard", "forms", "evenings", "lines"],
)
async def test_what_is_kept_for_less_goes_earlier(
    store: Store, lena: PersonId, remember: object, days: int
) -> None:
    assert callable(remember)
    await remember(store, lena, NOW)
    edge = NOW + days * DAY
    assert await store.transact(retention.sweep, now=edge, keep=SHORT) == 0
    assert await store.transact(retention.sweep, now=edge + DAY) == 0
    assert await store.transact(retention.sweep, now=edge + DAY, keep=SHORT) == 1


def leave(tx: Tx, tenant: TenantId, author: PersonId) -> None:
    """Four hand-offs with a step and a question each, on days in a row; of the second the step is open."""
    show(tx, tenant, "digest/1")
    team, region = (tx.value(select(one.c.id)) for one in (tables.teams, tables.regions))
    project = tx.run(insert(tables.projects).values(team_id=team, name="Relay")).inserted_primary_key
    assert project is not None
    for number, state in enumerate(("done", "open", "not_needed", "done"), start=1):
        day = NOW.date() + number * DAY
        handoff = tx.value(
            insert(tables.handoffs)
            .values(team_id=team, author_id=author, project_id=project[0], day=day, state="on_track")
            .values(content={}, revision=1, sent_at=NOW, edited_at=NOW)
            .returning(tables.handoffs.c.id)
        )
        step = tx.value(
            insert(tables.steps)
            .values(handoff_id=handoff, team_id=team, position=0, text="Look", owner="awake", state=state)
            .values(created_at=NOW, changed_at=NOW)
            .returning(tables.steps.c.id)
        )
        tx.run(insert(tables.step_events).values(step_id=step, what=state, before={}, at=NOW))
        tx.run(insert(tables.questions).values(step_id=step, asker_id=author, text="Why?", asked_at=NOW))
        tx.run(insert(tables.shown).values(key=f"digest/{number}", step_id=step, region_id=region))
        seen_in = {"region_id": region, "handoff_id": handoff, "key": f"digest/{number}", "in_full": True}
        tx.run(insert(tables.seen).values(**seen_in, seen_at=NOW))
        posts.add(tx, f"digest/{number}", tenant, MessageRef(place=CHANNEL, id=f"{number}"))
    later = {"region_id": region, "kind": "digest", "parts": 1, "composed_at": NOW}
    for number in (2, 3, 4):
        tx.run(insert(tables.digests).values(key=f"digest/{number}", day=NOW.date(), **later))


async def test_handoffs_stay_unless_a_limit_is_set(store: Store, tenant: TenantId, lena: PersonId) -> None:
    await store.transact(leave, tenant, lena)
    assert await store.transact(retention.sweep, now=NOW + 5000 * DAY) == 0
    assert await store.read(count, tables.handoffs) == 4


async def test_finished_handoffs_go_with_all_that_was_said_of_them(
    store: Store, tenant: TenantId, lena: PersonId
) -> None:
    """Neither one that waits for somebody, nor the newest, whose number would be given again."""
    await store.transact(leave, tenant, lena)
    assert await store.transact(retention.sweep, now=NOW + 31 * DAY, keep=SHORT) == 0
    assert await store.transact(retention.sweep, now=NOW + 32 * DAY, keep=SHORT) == 1
    assert await store.transact(retention.sweep, now=NOW + 500 * DAY, keep=SHORT, most=1) == 1
    assert await store.transact(retention.sweep, now=NOW + 500 * DAY, keep=SHORT) == 0
    left = [tables.handoffs, tables.steps, tables.step_events, tables.questions, tables.seen, tables.shown]
    assert [await store.read(count, one) for one in left] == [2] * 6
    found = await store.read(posts.get_many, [f"digest/{number}" for number in range(1, 5)])
    assert sorted(found) == ["digest/2", "digest/4"]


async def test_a_limit_on_letters_goes_by_when_they_were_settled(store: Store, tenant: TenantId) -> None:
    await store.transact(send, tenant, "prompt/1/2026-11-02", "sent", at=NOW)
    assert await store.transact(retention.sweep, now=NOW + 15 * DAY, keep=SHORT) == 0
    assert await store.transact(retention.sweep, now=NOW + 16 * DAY, keep=SHORT) == 1
