"""Who goes first: what is urgent, then in the order in which it was put; and no tenant waits for another."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest

from bot.delivery.pace import Limits
from bot.delivery.take import MOST, Asked, Terms, take
from bot.delivery.worker import Worker
from bot.domain.identity import Place, TenantId, TenantRef, UserRef
from bot.messages.letter import Letter
from bot.services.platform import Sender, Throttled
from storage import installations, outbox
from storage.urgency import urgency
from tests.delivery.bench import MINUTE, SECOND, Bench, until
from tests.delivery.platform import Platform
from tests.storage.letter import ELSEWHERE, letter

KINDS = ("receipt", "prompt", "prompt", "prompt", "welcome")


def person(number: int) -> UserRef:
    return UserRef(platform="slack", tenant="T1", id=f"U{number}")


def prompts(count: int) -> list[Letter]:
    return [letter(f"prompt/{number:04}", to=person(number), kind="prompt") for number in range(count)]


async def test_what_somebody_waits_for_leaves_at_once_though_a_crowd_was_there_before(bench: Bench) -> None:
    crowd = prompts(110)
    await bench.put(*crowd)
    worker = bench.worker(limits={"slack": Limits(posts=100)})
    await bench.run(worker, 58 * SECOND)
    for number in range(4):
        await bench.put(letter(f"receipt/{number}", to=person(9000 + number), kind="receipt"))
    put_at = bench.clock.now() - bench.clock.start
    await bench.run(worker)
    assert [bench.platform.at(f"receipt/{number}") for number in range(4)] == [[put_at]] * 4
    sent = [key for key in bench.platform.posts() if key.startswith("prompt")]
    assert sent == [one.key for one in crowd]


async def test_an_answer_to_someone_whose_prompt_still_waits_takes_the_prompt_along(bench: Bench) -> None:
    await bench.put(*prompts(100))
    worker = bench.worker()
    await worker.run_due()
    await bench.put(letter("answer", to=person(99), kind="answer"))
    await bench.run(worker, 2 * SECOND)
    assert bench.platform.posts()[-2:] == ["prompt/0099", "answer"]


async def test_nothing_that_waits_is_put_off(bench: Bench) -> None:
    await bench.put(*prompts(60))
    await bench.worker().run_due()
    assert len(bench.platform.posts()) == 24
    assert await bench.store.read(outbox.next_due) == bench.clock.start


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_is_put_the_cap_the_order_and_the_turns_hold(bench: Bench, seed: int) -> None:
    rng = Random(seed)
    limits = Limits(posts=24)
    worker = bench.worker(limits={"slack": limits})
    letters: list[Letter] = []
    put_at: dict[str, timedelta] = {}
    for number in range(60):
        one = letter(f"{number:03}", to=person(rng.randrange(25)), kind=rng.choice(KINDS))
        letters.append(one)
        put_at[one.key] = bench.clock.now() - bench.clock.start
        await bench.put(one)
        if rng.random() < 0.2:
            await bench.run(worker, rng.choice((1, 4, 20)) * SECOND)
    await bench.run(worker, 20 * MINUTE)
    sent = [(call.key, call.at - bench.clock.start) for call in bench.platform.calls]
    assert sorted(key for key, _ in sent) == sorted(put_at)
    by_key = {one.key: one for one in letters}
    for place in {one.conversation for one in letters}:
        mine = [(key, at) for key, at in sent if by_key[key].conversation == place]
        assert mine == sorted(mine), "in the order of the conversation"
        assert all(later - earlier >= SECOND for (_, earlier), (_, later) in pairwise(mine))
    for _, at in sent:
        assert sum(at - MINUTE < other <= at for _, other in sent) <= limits.posts
    assert not overtaken(sent, by_key, put_at)


def overtaken(
    sent: list[tuple[str, timedelta]], by_key: Mapping[str, Letter], put_at: Mapping[str, timedelta]
) -> list[tuple[str, str]]:
    """Pairs of letters, each alone in its conversation, of which the later and less urgent left first."""
    alone = [
        (key, at)
        for key, at in sent
        if sum(one.conversation == by_key[key].conversation for one in by_key.values()) == 1
    ]
    left_at = dict(alone)
    return [
        (key, other)
        for key, at in alone
        for other in left_at
        if left_at[other] > at >= put_at[other]
        and (urgency(by_key[other].document), other) < (urgency(by_key[key].document), key)
    ]


async def test_edits_do_not_wait_while_posts_do(bench: Bench) -> None:
    worker = bench.worker(limits={"slack": Limits(posts=1)})
    await bench.put(letter("old", to=ELSEWHERE))
    await bench.run(worker)
    await bench.put(*prompts(5))
    await worker.run_due()
    await bench.put(letter("edit/old", to=ELSEWHERE, replaces="old", kind="digest"))
    put_at = bench.clock.now() - bench.clock.start
    await worker.run_due()
    assert bench.platform.at("edit/old") == [put_at]


# Two tenants, each of its own platform.

OTHERS = TenantRef(platform="teams", id="T2")


def of_others(number: int) -> Letter:
    there = Place(platform="teams", tenant="T2", kind="public", id=f"D{number}")
    return letter(f"theirs/{number:03}", to=there, tenant=OTHERS)


async def two(bench: Bench, theirs: Sender) -> tuple[Worker, TenantId]:
    tenant = await bench.store.transact(
        installations.keep, OTHERS, bot_user="U9", bot="B9", name="Beta", scopes=[], now=bench.clock.now()
    )
    senders: dict[str, Sender] = {"slack": bench.platform, "teams": theirs}
    worker = Worker(
        store=bench.store,
        senders=senders,
        clock=bench.clock,
        judge=bench.house,
        holder="one",
        rng=Random(1),
    )
    return worker, tenant


async def put_theirs(bench: Bench, tenant: TenantId, *letters: Letter) -> None:
    now = bench.clock.now()
    await bench.store.transact(outbox.put_many, [(tenant, one) for one in letters], now=now)


async def test_one_tenant_s_crowd_delays_nothing_of_another_s(bench: Bench) -> None:
    theirs = Platform(bench.clock)
    worker, tenant = await two(bench, theirs)
    await bench.put(*prompts(60))
    await worker.run_due()
    await put_theirs(bench, tenant, *(of_others(number) for number in range(20)))
    await worker.run_due()
    assert theirs.posts() == [f"theirs/{number:03}" for number in range(20)]
    assert {call.at for call in theirs.calls} == {bench.clock.start}
    assert len(bench.platform.posts()) == 24


async def test_one_tenant_s_429_blocks_nothing_of_another_s(bench: Bench) -> None:
    theirs = Platform(bench.clock)
    worker, tenant = await two(bench, theirs)
    bench.platform.faults["a"] = [Throttled(after=30 * SECOND)]
    await bench.put(letter("a"))
    await worker.run_due()
    await put_theirs(bench, tenant, of_others(1))
    await worker.run_due()
    assert theirs.posts() == ["theirs/001"]


@pytest.mark.parametrize("left", [1, 2, 4])
async def test_a_tenant_with_nothing_under_way_gets_one_of_the_last_places_of_all(
    bench: Bench, left: int
) -> None:
    terms = Terms(holder="one", judge=bench.house, platforms=frozenset({"slack"}), limits={})
    await bench.put(*prompts(6))
    asked = Asked(now=bench.clock.now(), flying={TenantId(99): MOST - left}, paces={})
    taken = await bench.store.transact(take, terms, asked)
    assert [job.row.key for job in taken.jobs] == [f"prompt/{number:04}" for number in range(left)]


async def test_one_tenant_s_hanging_calls_keep_no_other_waiting(bench: Bench) -> None:
    theirs = Platform(bench.clock)
    worker, tenant = await two(bench, theirs)
    crowd = prompts(30)
    gate = asyncio.Event()
    bench.platform.gates.update({one.key: gate for one in crowd})
    await bench.put(*crowd)
    running = asyncio.create_task(worker.run_due())
    await until(lambda: len(bench.platform.posts()) == 16)
    await put_theirs(bench, tenant, *(of_others(number) for number in range(5)))
    await bench.put(letter("urgent", to=person(999), kind="answer"))
    again = asyncio.create_task(worker.run_due())
    await until(lambda: len(theirs.landed) == 5)
    await until(lambda: "urgent" in bench.platform.landed)
    assert len(bench.platform.posts()) == 17, "some room is kept for what is urgent"
    gate.set()
    await running
    await again
