"""Letters that died are sent again while they hold, never twice; what is dropped is free to be told."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.identity import TenantId
from bot.messages.document import Document, say
from bot.messages.letter import Letter
from bot.services import unsent
from bot.services.posting import tenant_of
from bot.services.unsent import Line, Told
from storage import outbox, steps
from storage.outbox_row import OutboxRow
from storage.tables import outbox as table
from storage.transaction import Tx
from tests.services.given import Relay, at, channel, user
from tests.services.steps import STEP, asks

A_MINUTE = timedelta(minutes=1)


async def lines(relay: Relay) -> dict[str, Line]:
    """What is listed, by kind."""
    found = await relay.store.read(unsent.listed, now=relay.now)
    return {one.kind: one for one in found.lines}


async def retried(relay: Relay, *ids: int) -> list[Told]:
    return await relay.store.transact(unsent.retry, ids, now=relay.now)


async def dropped(relay: Relay, *ids: int) -> list[Told]:
    return await relay.store.transact(unsent.drop, ids, now=relay.now)


async def receipt_died(relay: Relay) -> Line:
    """Lena has handed over, and her receipt was refused."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:15"), delivers=False)
    await relay.hands_over("lena", "All merged.")
    await relay.delivers(refuses="receipt/")
    return (await lines(relay))["receipt"]


async def digest_is_due(relay: Relay) -> Line:
    """Berlin's digest waits to be posted."""
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    await relay.until(at("lena", "Tue 09:00"), delivers=False)
    await relay.tick(delivers=False)
    return (await lines(relay))["digest"]


def changed(tx: Tx, /, number: int, **values: object) -> None:
    tx.run(update(table).where(table.c.id == number).values(**values))


def put(tx: Tx, letter: Letter, tenant: TenantId, *, now: datetime) -> None:
    outbox.put(tx, letter, tenant=tenant, now=now)


async def test_a_dead_one_is_listed_without_a_word_of_it(relay: Relay) -> None:
    line = await receipt_died(relay)
    assert (line.state, line.to, line.why, line.next_at) == (
        "dead",
        "private message",
        "no_such_channel",
        None,
    )
    assert "merged" not in repr(line)


async def test_a_dead_one_is_sent_again(relay: Relay) -> None:
    line = await receipt_died(relay)
    assert await retried(relay, line.id) == [Told(id=line.id, done=True, says="is sent again")]
    await relay.delivers()
    assert [one.state for one in await relay.posted("receipt", to="lena")] == ["sent"]
    assert await retried(relay, line.id) == [Told(id=line.id, done=False, says="it was sent")]


async def test_all_dead_ones_are_sent_again(relay: Relay) -> None:
    line = await receipt_died(relay)
    dead = await relay.store.read(unsent.all_dead)
    assert dead == [line.id]
    assert [one.done for one in await retried(relay, *dead)] == [True]


async def test_one_that_no_longer_holds_stays_dead(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:15"), delivers=False)
    await relay.delivers(refuses="prompt/")
    line = (await lines(relay))["prompt"]
    [told] = await retried(relay, line.id)
    assert (told.done, told.says.partition(" (")[0]) == (False, "it no longer holds")
    assert (await lines(relay))["prompt"].state == "dead"


async def test_one_given_up_is_looked_for_and_not_before_it_has_had_time_to_land(relay: Relay) -> None:
    line = await receipt_died(relay)
    await relay.store.transact(changed, line.id, attempts=11, settled_at=relay.now)
    assert (await lines(relay))["receipt"].uncertain
    [told] = await retried(relay, line.id)
    assert told.says == "is looked for, then sent again"
    waits = (await lines(relay))["receipt"]
    assert (waits.state, waits.next_at, waits.uncertain) == ("held", relay.now + A_MINUTE, True)


async def test_what_only_one_member_sees_is_never_tried_twice(relay: Relay) -> None:
    await relay.team("lena", "maya")
    lena = await relay.person("lena")
    document = Document(blocks=(say("Look."),), summary="Look.", kind="nudge")
    where = channel("atlas")
    letter = Letter(key="nudge/1", tenant=tenant_of(where), to=where, document=document, only=user("lena"))
    await relay.store.transact(put, letter, lena.tenant, now=relay.now)
    line = (await lines(relay))["nudge"]
    assert line.to == "one member of a channel"
    await relay.store.transact(changed, line.id, state="dead", settled_at=relay.now)
    [told] = await retried(relay, line.id)
    assert (told.done, "never tried twice" in told.says) == (False, True)


async def test_what_a_later_version_wrote_is_dropped_but_not_sent_again(relay: Relay) -> None:
    line = await receipt_died(relay)
    await relay.store.transact(changed, line.id, letter={"v": 99})
    assert (await lines(relay))["receipt"].to == "unreadable"
    [told] = await retried(relay, line.id)
    assert told.says == "this version of the bot cannot read it"
    [told] = await dropped(relay, line.id)
    assert told.done
    assert "receipt" not in await lines(relay)


async def test_a_question_that_is_sent_again_shows_its_step(relay: Relay) -> None:
    await relay.team("sam", "lena", "maya")
    await relay.until(at("sam", "Mon 12:00"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    await asks(relay, "maya", (await relay.steps())[STEP].id)
    await relay.delivers(refuses="question/")
    assert await relay.store.read(steps.shown_in, "question/1") == []
    line = (await lines(relay))["question"]
    assert [one.done for one in await retried(relay, line.id)] == [True]
    await relay.delivers()
    assert await relay.store.read(steps.shown_in, "question/1") == [(await relay.steps())[STEP].id]
    assert [one.state for one in await relay.posted("question", to="sam")] == ["sent"]


async def test_a_digest_that_is_dropped_frees_what_it_would_have_told(relay: Relay) -> None:
    line = await digest_is_due(relay)
    assert (line.state, line.to) == ("waiting", "public channel")
    assert await dropped(relay, line.id) == [Told(id=line.id, done=True, says="is dropped")]
    assert await relay.seen() == []
    await relay.until(at("lena", "Wed 09:00"))
    theirs = [one for one in await relay.posted("digest") if one.key.startswith(line.key[:-2])]
    assert [one.state for one in theirs] == ["dropped", "sent"]


async def test_a_dead_one_that_is_dropped_keeps_why_it_died(relay: Relay) -> None:
    line = await receipt_died(relay)
    assert [one.done for one in await dropped(relay, line.id)] == [True]
    [one] = await relay.posted("receipt", to="lena")
    assert (one.state, one.why) == ("dropped", "dropped by hand; no_such_channel")
    [again] = await dropped(relay, line.id)
    assert again.says.startswith("it was dropped already")
    [again] = await retried(relay, line.id)
    assert again.says.startswith("it was dropped already")


async def test_one_that_may_have_arrived_is_dropped_with_that_said(relay: Relay) -> None:
    line = await digest_is_due(relay)
    await relay.store.transact(changed, line.id, uncertain=True)
    [told] = await dropped(relay, line.id)
    assert told.says == "is dropped, and may have arrived"


def leased(tx: Tx, *, now: datetime) -> list[OutboxRow]:
    until = now + 5 * A_MINUTE
    [tenant] = outbox.lease_tenants(tx, holder="test", now=now, until=until)
    return outbox.claim(tx, tenant, holder="test", now=now, until=until)


async def test_what_is_being_sent_is_left_alone_until_that_is_over(relay: Relay) -> None:
    line = await digest_is_due(relay)
    await relay.store.transact(leased, now=relay.now)
    assert (await lines(relay))["digest"].state == "sending"
    assert await dropped(relay, line.id) == [Told(id=line.id, done=False, says="it is being sent right now")]
    relay.clock.move_to(relay.now + 6 * A_MINUTE)
    assert [one.says for one in await dropped(relay, line.id)] == ["is dropped, and may have arrived"]


async def test_what_waits_is_tried_by_itself(relay: Relay) -> None:
    line = await digest_is_due(relay)
    [told] = await retried(relay, line.id)
    assert (told.done, told.says) == (False, "it waits already, and is tried by itself")


async def test_each_of_several_is_answered_once_and_in_order(relay: Relay) -> None:
    line = await receipt_died(relay)
    told = await retried(relay, 99, line.id, line.id)
    assert [(one.id, one.done) for one in told] == [(99, False), (line.id, True)]


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"attempts": 1, "why": "HTTP 500"}, "failing"),
        ({"why": "throttled"}, "throttled"),
        ({"why": "paced"}, "throttled"),
        ({"why": "held"}, "held"),
    ],
    ids=["tried", "throttled", "paced", "held"],
)
async def test_how_it_stands_is_told(relay: Relay, values: dict[str, object], state: str) -> None:
    line = await digest_is_due(relay)
    later = relay.now + A_MINUTE
    await relay.store.transact(changed, line.id, not_before=later, **values)
    line = (await lines(relay))["digest"]
    assert (line.state, line.next_at) == (state, later)


async def test_more_than_can_be_listed_are_counted(relay: Relay) -> None:
    await receipt_died(relay)
    found = await relay.store.read(unsent.listed, now=relay.now, most=1)
    every = await relay.store.read(unsent.listed, now=relay.now)
    assert (found.dead, found.waiting) == (every.dead, every.waiting)
    assert len(found.lines) == 1 + min(1, every.waiting)
