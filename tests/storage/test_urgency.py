"""What is urgent comes out first, and an edit or a file never stands in a post's place."""

from datetime import timedelta

import pytest

from bot.domain.identity import TenantId
from bot.messages.letter import Letter
from storage import outbox
from storage.store import Store
from storage.urgency import AT_ONCE, URGENCY
from tests.house.test_private_kinds import kinds
from tests.storage.letter import ELSEWHERE, LENA, edit, letter
from tests.storage.test_outbox import MINUTE, NOW, picked, put


async def claimed(store: Store, tenant: TenantId, **more: object) -> list[str]:
    until = NOW + 5 * MINUTE
    await store.transact(outbox.lease_tenants, holder="one", now=NOW, until=until)
    given = {"holder": "one", "now": NOW, "until": until, **more}
    return [row.key for row in await store.transact(outbox.claim, tenant, **given)]  # type: ignore[arg-type]


async def test_the_most_urgent_comes_first_and_among_equals_the_first_put(
    store: Store, tenant: TenantId
) -> None:
    for number, kind in enumerate(("welcome", "prompt", "receipt", "welcome", "prompt", "answer")):
        await put(store, tenant, letter(f"{kind}/{number}", to=LENA_AND_OTHERS[number], kind=kind))
    assert await picked(store, tenant) == [
        *("receipt/2", "answer/5"),
        *("prompt/1", "prompt/4"),
        *("welcome/0", "welcome/3"),
    ]


LENA_AND_OTHERS = [LENA.__class__(platform="slack", tenant="T1", id=f"U{number}") for number in range(6)]


async def test_what_stands_before_an_urgent_letter_hurries_with_it_and_stays_before_it(
    store: Store, tenant: TenantId
) -> None:
    await put(store, tenant, letter("other", to=ELSEWHERE))
    await put(
        store, tenant, letter("first", to=LENA, kind="welcome"), letter("second", to=LENA, kind="answer")
    )
    assert await picked(store, tenant) == ["first", "other"]


async def test_an_edit_is_as_urgent_as_what_it_says_now(store: Store, tenant: TenantId) -> None:
    await put(store, tenant, letter("a"), letter("b", to=ELSEWHERE))
    rows = await store.transact(outbox.lease_tenants, holder="one", now=NOW, until=NOW + MINUTE)
    assert rows == [tenant]
    await store.transact(outbox.revise, edit("older", "x"), tenant=tenant, now=NOW)
    await store.transact(outbox.revise, edit("newer", "y"), tenant=tenant, now=NOW)
    urgent = letter("edit/newer", replaces="newer", kind="receipt")
    await store.transact(outbox.revise, urgent, tenant=tenant, now=NOW)
    assert await claimed(store, tenant, acts=("edit",)) == ["edit/newer", "edit/older"]


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({"acts": ("post",)}, ["urgent", "a"]),
        ({"acts": ("edit",)}, ["edit/older"]),
        ({"upto": AT_ONCE}, ["urgent"]),
        ({"resting": ("with/U3",)}, ["a", "edit/older"]),
        ({"resting": ("in/C1", "with/U3")}, ["edit/older"]),
    ],
    ids=["posts", "edits", "urgent", "one rests", "two rest"],
)
async def test_only_what_is_asked_for_is_taken(
    store: Store, tenant: TenantId, asked: dict[str, object], keys: list[str]
) -> None:
    await put(store, tenant, letter("a"), letter("urgent", to=LENA, kind="answer"))
    await store.transact(outbox.revise, edit("older", "x"), tenant=tenant, now=NOW)
    assert await claimed(store, tenant, **asked) == keys


async def test_what_is_next_after_what_may_leave_already(store: Store, tenant: TenantId) -> None:
    later = NOW + timedelta(minutes=7)
    await put(store, tenant, letter("now"))
    assert await store.read(outbox.next_after, now=NOW) is None
    await put(store, tenant, letter("later", to=LENA), not_before=later)
    assert await store.read(outbox.next_after, now=NOW) == later


def test_the_table_names_no_kind_that_there_is_not() -> None:
    assert URGENCY.keys() - kinds() == set()


def test_a_letter_kind_nobody_thought_of_waits_its_turn() -> None:
    assert "unheard-of" not in URGENCY
    assert isinstance(letter("a", kind="unheard-of"), Letter)
