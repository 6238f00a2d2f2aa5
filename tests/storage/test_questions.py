"""Questions about steps: which one is open, what stands under a step, and what was taken back."""

from datetime import timedelta

import pytest

from bot.domain.identity import PersonId, QuestionId, TenantId
from storage import questions
from storage.store import Store
from tests.storage.work import NOW, Work, work

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
async def there(store: Store, tenant: TenantId, lena: PersonId) -> Work:
    return await store.transact(work, tenant, lena)


async def asked(store: Store, there: Work, text: str = "Which one?") -> QuestionId:
    return await store.transact(questions.add, there.awake, asker=there.author, text=text, now=NOW)


async def test_a_question_is_open_until_it_is_answered(store: Store, there: Work) -> None:
    one = await asked(store, there)
    found = await store.read(questions.open_of, there.awake)
    assert found is not None
    assert (found.id, found.text, found.asker, found.open) == (one, "Which one?", there.author, True)
    await store.transact(questions.change, one, "Which of them?")
    await store.transact(questions.answer, one, by=there.author, text="The first.", now=LATER)
    assert await store.read(questions.open_of, there.awake) is None
    (under,) = (await store.read(questions.of_steps, [there.awake, there.own]))[there.awake]
    assert (under.text, under.answer, under.answered_at) == ("Which of them?", "The first.", LATER)


async def test_what_was_taken_back_stands_nowhere_until_it_is_asked_again(store: Store, there: Work) -> None:
    one = await asked(store, there)
    await store.transact(questions.withdraw, one, now=LATER)
    assert await store.read(questions.open_of, there.awake) is None
    assert await store.read(questions.of_steps, [there.awake]) == {}
    await store.transact(questions.reopen, one)
    found = await store.read(questions.get, one)
    assert found is not None
    assert found.open


async def test_several_stand_under_a_step_oldest_first(store: Store, there: Work) -> None:
    first = await asked(store, there, "First?")
    await store.transact(questions.answer, first, by=there.author, text="Yes.", now=LATER)
    await asked(store, there, "Second?")
    under = (await store.read(questions.of_steps, [there.awake]))[there.awake]
    assert [one.text for one in under] == ["First?", "Second?"]
    assert await store.read(questions.get, QuestionId(99)) is None
