"""Hand-offs come back as typed, are found by who, when and for whom, and pass on until they are carried."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.handoff import Content
from bot.domain.identity import PersonId, TeamId, TenantId
from storage import digests, handoffs
from storage.store import Store
from tests.storage.work import CONTENT, MONDAY, NOW, Work, new, work


@pytest.fixture
async def there(store: Store, tenant: TenantId, lena: PersonId) -> Work:
    return await store.transact(work, tenant, lena)


async def test_it_comes_back_as_typed(store: Store, there: Work) -> None:
    one = await store.read(handoffs.get, there.handoff)
    assert one is not None
    assert (one.content, one.state, one.day, one.revision) == (CONTENT, "at_risk", MONDAY, 1)
    assert (one.sent_at, one.edited_at, one.carried_at) == (NOW, NOW, None)
    assert await store.read(handoffs.many, [there.handoff]) == {there.handoff: one}
    assert await store.read(handoffs.of_day, there.author, MONDAY) == [one]
    assert await store.read(handoffs.of_project, there.author, MONDAY, there.project) == one
    assert await store.read(handoffs.latest, there.team, there.author) == one


async def test_who_has_left_one_is_known_by_team_and_from_a_day_on(store: Store, there: Work) -> None:
    tuesday = MONDAY + timedelta(days=1)
    found = {(there.author, MONDAY): frozenset({there.team})}
    assert await store.read(handoffs.sent, [there.team, TeamId(99)], MONDAY) == found
    assert await store.read(handoffs.sent, [there.team], tuesday) == {}
    assert await store.read(handoffs.sent, [TeamId(99)], MONDAY) == {}
    assert await store.read(handoffs.sent, [], MONDAY) == {}


async def test_one_a_day_team_and_project(store: Store, there: Work) -> None:
    again = new(there.team, there.project, there.author, MONDAY, there.home, there.heir)
    with pytest.raises(IntegrityError):
        await store.transact(handoffs.add, again, now=NOW)


async def test_rewritten_it_counts_its_revisions(store: Store, there: Work) -> None:
    before = await store.read(handoffs.get, there.handoff)
    assert before is not None
    later = NOW + timedelta(minutes=5)
    await store.transact(
        handoffs.rewrite, before, state="blocked", content=Content(summary="Stuck"), now=later
    )
    after = await store.read(handoffs.get, there.handoff)
    assert after is not None
    assert (after.revision, after.state, after.content) == (2, "blocked", Content(summary="Stuck"))
    assert (after.sent_at, after.edited_at) == (NOW, later)


async def test_carried_is_the_first_time_and_can_be_taken_back(store: Store, there: Work) -> None:
    for later in (NOW, NOW + timedelta(hours=1)):
        await store.transact(handoffs.carried, [there.handoff], now=later)
    one = await store.read(handoffs.get, there.handoff)
    assert one is not None
    assert one.carried_at == NOW
    assert await store.read(handoffs.inherited, there.team, there.heir) == []
    await store.transact(handoffs.not_carried, [there.handoff])
    [free] = await store.read(handoffs.inherited, there.team, there.heir)
    assert free.carried_at is None


async def test_unseen_is_what_no_message_showed_to_that_region(store: Store, there: Work) -> None:
    for region in (there.home, there.heir):
        assert len(await store.read(handoffs.unseen, there.team, region, since=MONDAY)) == 1
    assert await store.read(handoffs.unseen, there.team, there.heir, since=MONDAY + timedelta(days=1)) == []
    await store.transact(digests.see, there.heir, [there.handoff], key="digest/1", in_full=True, now=NOW)
    assert await store.read(handoffs.unseen, there.team, there.heir, since=MONDAY) == []
    assert len(await store.read(handoffs.unseen, there.team, there.home, since=MONDAY)) == 1


async def test_what_was_not_carried_passes_on_and_is_new_there(store: Store, there: Work) -> None:
    await store.transact(digests.see, there.home, [there.handoff], key="digest/1", in_full=False, now=NOW)
    assert await store.transact(handoffs.pass_on, there.heir, there.home) is True
    assert [one.id for one in await store.read(handoffs.inherited, there.team, there.home)] == [there.handoff]
    assert len(await store.read(handoffs.unseen, there.team, there.home, since=MONDAY)) == 1
    await store.transact(handoffs.carried, [there.handoff], now=NOW)
    assert await store.transact(handoffs.pass_on, there.home, there.heir) is False
