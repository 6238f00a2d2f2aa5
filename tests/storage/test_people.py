"""People under their local ids: kept current, never made twice, a zone set by hand never overruled."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from bot.domain.identity import PersonId, Place, TenantRef, UserRef
from bot.domain.person import Person, Profile
from storage import people, places
from storage.store import Store
from storage.tables import people as table
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def profile(who: str, *, zone: str = "Europe/Berlin", tenant: str = "T1", name: str = "") -> Profile:
    user = UserRef(platform="slack", tenant=tenant, id=who)
    return Profile(user=user, name=name or who, zone=zone, locale="de-DE", eligible=True)


async def kept(store: Store, *profiles: Profile) -> list[Person]:
    return await store.transact(people.keep, profiles, now=NOW)


async def test_kept_again_they_are_the_same_person(store: Store) -> None:
    [first, other] = await kept(store, profile("U1", name="Lena"), profile("U2"))
    [again] = await kept(store, profile("U1", name="Lena Vogel", zone="Europe/Paris"))
    assert again.id == first.id != other.id
    assert (again.name, again.zone, again.zone_source) == ("Lena Vogel", "Europe/Paris", "profile")
    assert await store.read(people.many, [first.id, other.id]) == {first.id: again, other.id: other}


async def test_the_same_id_elsewhere_is_someone_else(store: Store) -> None:
    [here, there] = await kept(store, profile("U1"), profile("U1", tenant="T2"))
    assert here.id != there.id
    assert here.tenant != there.tenant
    assert await store.read(people.by_ref, there.user) == there
    assert await store.read(people.by_ref, UserRef(platform="teams", tenant="T1", id="U1")) is None


async def test_a_profile_without_a_zone_changes_none_and_one_set_by_hand_stays(store: Store) -> None:
    [unknown] = await kept(store, profile("U1", zone=""))
    assert (unknown.zone, unknown.zone_source) == ("UTC", "default")
    [known] = await kept(store, profile("U1"))
    assert (known.zone, known.zone_source) == ("Europe/Berlin", "profile")
    [same] = await kept(store, profile("U1", zone=""))
    assert same == known
    await store.transact(_by_hand)
    [by_hand] = await kept(store, profile("U1", zone="Asia/Kolkata"))
    assert (by_hand.zone, by_hand.zone_source) == ("Australia/Sydney", "hand")


async def test_a_channel_once_said_to_be_private_is_not_made_public_by_the_way(store: Store) -> None:
    public = Place(platform="slack", tenant="T1", kind="public", id="C1")
    first = await store.transact(people.place, public)
    assert await store.read(places.kind, public) == "public"
    for said in ("private", "public"):
        assert await store.transact(people.place, replace(public, kind=said)) == first
        assert await store.read(places.kind, public) == "private"


async def test_nobody_is_nobody(store: Store) -> None:
    assert await store.read(people.many, []) == {}
    assert await store.read(people.get, PersonId(7)) is None


@pytest.mark.parametrize("name", ["Anna Lena  Vogel", "مريم <!channel>", 'O\'Brien \\ "x" % _'])
async def test_a_name_is_kept_as_it_is(store: Store, name: str) -> None:
    [person] = await kept(store, profile("U1", name=name))
    assert person.name == name


async def test_a_channel_keeps_its_id(store: Store) -> None:
    place = Place(platform="slack", tenant="T1", kind="public", id="C1")
    first = await store.transact(people.place, place)
    assert await store.transact(people.place, place) == first
    home = await store.transact(people.tenant, TenantRef(platform="slack", id="T1"))
    assert await store.transact(people.tenant, TenantRef(platform="slack", id="T1")) == home


def _by_hand(tx: Tx) -> None:
    tx.run(update(table).values(zone="Australia/Sydney", zone_source="hand"))
