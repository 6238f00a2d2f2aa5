"""What one member of a channel alone is shown is tried once, whatever becomes of it; a 429 is no try."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.delivery.worker import Worker
from bot.domain.identity import TenantId
from bot.messages.letter import Letter
from bot.slack.sender import SlackSender
from bot.slack.web import Web
from sandbox import Sandbox
from storage import outbox
from storage.store import Store
from tests.delivery.bench import House, until
from tests.delivery.clock import Clock
from tests.delivery.conftest import workspace
from tests.slack.test_sender import letter, place, user

Spoil = Callable[[Sandbox], None]


def worker(store: Store, web: Web, clock: Clock, house: House, holder: str = "one") -> Worker:
    senders = {"slack": SlackSender(web)}
    return Worker(store=store, senders=senders, clock=clock, judge=house, holder=holder, rng=Random(1))


@pytest.fixture
async def tenant(store: Store) -> TenantId:
    return await workspace(store)


async def put(store: Store, box: Sandbox, tenant: TenantId, clock: Clock) -> Letter:
    one = replace(letter(place(box), key="nudge/1"), only=user(box, "lena"))
    await store.transact(outbox.put, one, tenant=tenant, now=clock.now())
    return one


async def hours_of(sending: Worker, clock: Clock) -> None:
    end = clock.now() + timedelta(hours=3)
    due_at = await sending.run_due()
    while due_at is not None and due_at <= end:
        clock.move_to(due_at)
        due_at = await sending.run_due()


def shown(box: Sandbox) -> int:
    return [method for method, _ in box.calls].count("chat.postEphemeral")


@pytest.mark.parametrize(
    ("spoil", "tries"),
    [
        (lambda box: None, 1),
        (lambda box: box.faults.lose_answer("chat.postEphemeral"), 1),
        (lambda box: box.faults.lose_answer("chat.postEphemeral", how="status"), 1),
        (lambda box: box.faults.lose_answer("chat.postEphemeral", how="reset"), 1),
        (lambda box: box.faults.lose_ephemerals(), 1),
        (lambda box: box.faults.refuse_ephemerals(), 0),
        (lambda box: box.faults.reset("chat.postEphemeral"), 0),
        (lambda box: box.faults.throttle("chat.postEphemeral", retry_after=9), 1),
    ],
    ids=["well", "silence", "500", "cut off", "nobody there", "refused", "never arrived", "throttled"],
)
async def test_it_is_shown_once_at_most(
    sandbox: Sandbox, hasty: Web, store: Store, tenant: TenantId, spoil: Spoil, tries: int
) -> None:
    clock, house = Clock(), House()
    spoil(sandbox)
    one = await put(store, sandbox, tenant, clock)
    await hours_of(worker(store, hasty, clock, house), clock)
    assert len(sandbox.person("lena").ephemerals) <= 1
    assert shown(sandbox) == tries, "a call that a fault answers is not counted"
    assert [key for key, _ in house.heard] == [one.key], "it is over, one way or the other"


async def test_one_whose_sender_was_killed_is_not_shown_again(
    sandbox: Sandbox, web: Web, store: Store, tenant: TenantId
) -> None:
    clock, house = Clock(), House()
    sandbox.faults.delay("chat.postEphemeral", 0.2)
    one = await put(store, sandbox, tenant, clock)
    killed = asyncio.create_task(worker(store, web, clock, house, "killed").run_due())
    await until(lambda: sandbox.pending > 0)
    killed.cancel()
    await hours_of(worker(store, web, clock, house, "other"), clock)
    await sandbox.settled()
    assert shown(sandbox) == 1
    assert house.refusals() == {one.key: "nobody can tell whether it was shown, and it is never shown twice"}
