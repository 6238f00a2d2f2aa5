"""Steps are found where they wait, and know what happened to them and which messages show them."""

from datetime import timedelta

import pytest

from bot.domain.handoff import Awake, Me
from bot.domain.identity import PersonId, RegionId, StepId, TenantId, UserRef
from bot.domain.person import Profile
from storage import digests, people, steps
from storage.digests import Carried
from storage.store import Store
from storage.transaction import Tx
from tests.storage.work import MONDAY, NOW, Work, work

LATER = NOW + timedelta(minutes=5)


def changed(tx: Tx, step: StepId, /, **columns: object) -> None:
    steps.change(tx, step, now=LATER, **columns)


@pytest.fixture
async def there(store: Store, tenant: TenantId, lena: PersonId) -> Work:
    return await store.transact(work, tenant, lena)


async def test_a_step_comes_back_as_it_was_addressed(store: Store, there: Work) -> None:
    found = (await store.read(steps.of_handoffs, [there.handoff]))[there.handoff]
    assert [(one.text, one.owner) for one in found] == [("Watch it", Awake()), ("Write it up", Me())]
    assert [(one.region, one.person) for one in found] == [(there.heir, None), (None, there.author)]
    assert await store.read(steps.get, StepId(99)) is None


async def test_it_waits_in_its_region_or_for_its_person_until_somebody_holds_it(
    store: Store, there: Work
) -> None:
    async def waiting(region: RegionId, some: list[PersonId]) -> list[StepId]:
        return [one.id for one in await store.read(steps.waiting, there.team, region, some)]

    assert await waiting(there.heir, []) == [there.awake]
    assert await waiting(there.home, [there.author]) == [there.own]
    assert [one.id for one in await store.read(steps.open_in, there.heir)] == [there.awake]
    await store.transact(changed, there.awake, state="picked_up", holder_id=there.author)
    assert await waiting(there.heir, []) == []
    assert await waiting(there.home, [there.author]) == [there.awake, there.own]
    assert [one.id for one in await store.read(steps.held_by, there.author, there.team)] == [there.awake]
    assert {one.id for one in await store.read(steps.for_person, there.author, there.team)} == {
        there.awake,
        there.own,
    }


async def test_what_happened_last_is_known_and_can_be_forgotten(store: Store, there: Work) -> None:
    def twice(tx: Tx) -> None:
        for what in ("picked_up", "done"):
            step = steps.get(tx, there.awake)
            assert step is not None
            steps.record(tx, step, what, by=there.author, now=NOW)
            steps.change(tx, there.awake, now=NOW, state=what, holder_id=there.author)

    await store.transact(twice)
    assert await store.read(steps.actors, [there.awake, there.own], "done") == {there.awake: there.author}
    event = await store.read(steps.last_event, there.awake)
    assert event is not None
    assert (event.what, event.before["state"]) == ("done", "picked_up")
    await store.transact(steps.forget_event, event.id)
    event = await store.read(steps.last_event, there.awake)
    assert event is not None
    assert (event.what, event.before["state"]) == ("picked_up", "open")


@pytest.fixture
async def maya(store: Store, tenant: TenantId) -> PersonId:
    profile = Profile(
        user=UserRef(platform="slack", tenant="T1", id="UMAYA"),
        name="Maya",
        zone="America/New_York",
        locale="en",
        eligible=True,
    )
    (person,) = await store.transact(people.keep, [profile], now=NOW)
    return person.id


async def test_a_returned_step_waits_for_its_author_and_stays_with_its_holder(
    store: Store, there: Work, maya: PersonId
) -> None:
    async def waiting(region: RegionId, some: list[PersonId]) -> list[StepId]:
        return [one.id for one in await store.read(steps.waiting, there.team, region, some)]

    await store.transact(changed, there.awake, state="returned")
    assert await waiting(there.heir, []) == [there.awake]
    assert await waiting(there.home, [there.author]) == [there.awake, there.own]
    assert await store.read(steps.open_in, there.heir) == []
    assert [one.id for one in await store.read(steps.returned_in, there.heir)] == [there.awake]
    await store.transact(changed, there.awake, holder_id=maya)
    assert await waiting(there.heir, []) == []
    assert await waiting(there.heir, [maya]) == [there.awake]
    assert await store.read(steps.returned_in, there.heir) == []
    assert await store.read(steps.held_by, maya, there.team) == []
    assert [one.id for one in await store.read(steps.for_person, maya, there.team)] == [there.awake]
    assert [one.id for one in await store.read(steps.returned_to, there.author, there.team)] == [there.awake]
    assert await store.read(steps.returned_to, maya, there.team) == []


async def test_that_it_moved_on_is_nothing_anybody_did(store: Store, there: Work) -> None:
    def given_back(tx: Tx) -> None:
        for what, by in (("given_back", there.author), ("moved", None)):
            step = steps.get(tx, there.awake)
            assert step is not None
            steps.record(tx, step, what, by=by, now=NOW)

    await store.transact(given_back)
    events = await store.read(steps.last_events, [there.awake, there.own])
    assert {step: (one.what, one.person) for step, one in events.items()} == {
        there.awake: ("given_back", there.author)
    }


async def test_the_messages_that_show_it_are_known(store: Store, there: Work) -> None:
    def shown(tx: Tx) -> None:
        for number, key in enumerate(("digest/1", "digest/2")):
            at = NOW + timedelta(days=number)
            digests.add(
                tx,
                Carried(key=key, region=there.heir, day=MONDAY, kind="digest", parts=1, composed_at=at),
            )
            steps.show(tx, key, there.heir, [there.awake, there.awake])
            steps.show(tx, key, there.heir, [there.awake, there.own])

    await store.transact(shown)
    assert await store.read(steps.showing, [there.awake]) == ["digest/1", "digest/2"]
    assert await store.read(steps.showing, [there.awake], since=LATER) == ["digest/2"]
    assert set(await store.read(steps.shown_in, "digest/1")) == {there.awake, there.own}
    assert await store.read(steps.shown_to, there.heir, [there.awake]) == {there.awake}
    assert await store.read(steps.shown_to, there.home, [there.awake]) == set()
    await store.transact(steps.show, "note/1/2026-11-02", None, [there.own])
    assert await store.read(steps.showing, [there.own]) == ["digest/1", "digest/2", "note/1/2026-11-02"]
    await store.transact(steps.unshow, "digest/1")
    assert await store.read(steps.showing, [there.awake]) == ["digest/2"]


async def test_one_taken_out_is_no_part_of_its_hand_off(store: Store, there: Work) -> None:
    await store.transact(changed, there.awake, state="withdrawn")
    found = (await store.read(steps.of_handoffs, [there.handoff]))[there.handoff]
    assert [one.id for one in found] == [there.own]
    one = await store.read(steps.get, there.awake)
    assert one is not None
    assert (one.state, one.changed_at) == ("withdrawn", LATER)
