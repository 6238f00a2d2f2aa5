"""What a region has seen is one row a region and hand-off, and goes with the message that never came."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.identity import PersonId, TenantId
from storage import digests
from storage.digests import Carried
from storage.store import Store
from tests.storage.work import MONDAY, NOW, Work, work


@pytest.fixture
async def there(store: Store, tenant: TenantId, lena: PersonId) -> Work:
    return await store.transact(work, tenant, lena)


def carried(there: Work, day: date = MONDAY, *, kind: str = "digest") -> Carried:
    key = f"{kind}/{there.heir}/{day}"
    return Carried(key=key, region=there.heir, day=day, kind=kind, parts=1, composed_at=NOW)


async def test_a_digest_is_found_by_key_by_day_and_as_the_last(store: Store, there: Work) -> None:
    days = [MONDAY, MONDAY + timedelta(days=1)]
    for day in days:
        await store.transact(digests.add, carried(there, day))
    await store.transact(digests.add, carried(there, MONDAY + timedelta(days=2), kind="handover"))
    assert await store.read(digests.get, carried(there).key) == carried(there)
    assert await store.read(digests.of_day, there.heir, days[1]) == carried(there, days[1])
    assert await store.read(digests.of_day, there.home, days[1]) is None
    assert await store.read(digests.last, there.heir) == carried(there, days[1])
    await store.transact(digests.grow, carried(there).key, 3)
    grown = await store.read(digests.get, carried(there).key)
    assert grown is not None
    assert grown.parts == 3


async def test_nobody_sees_a_hand_off_twice(store: Store, there: Work) -> None:
    await store.transact(digests.see, there.heir, [there.handoff], key="a", in_full=True, now=NOW)
    await store.transact(digests.see, there.home, [there.handoff], key="b", in_full=False, now=NOW)
    with pytest.raises(IntegrityError):
        await store.transact(digests.see, there.heir, [there.handoff], key="c", in_full=False, now=NOW)
    assert await store.read(digests.showing, [there.handoff], in_full=True) == {there.handoff: "a"}
    assert await store.read(digests.lines_of, [there.handoff]) == ["b"]
    assert await store.read(digests.seen_in, "b", in_full=False) == [there.handoff]


async def test_dropped_it_says_what_it_had_in_full_and_frees_it(store: Store, there: Work) -> None:
    one = carried(there)
    await store.transact(digests.add, one)
    await store.transact(digests.see, there.heir, [there.handoff], key=one.key, in_full=True, now=NOW)
    await store.transact(digests.see, there.home, [there.handoff], key="other", in_full=False, now=NOW)
    assert await store.transact(digests.drop, one.key) == [there.handoff]
    assert await store.read(digests.get, one.key) is None
    assert await store.read(digests.showing, [there.handoff], in_full=True) == {}
    assert await store.read(digests.lines_of, [there.handoff]) == ["other"]
    assert await store.transact(digests.drop, one.key) == []
