"""One person is found by their id or their name; an error says what to do."""

from datetime import UTC, datetime

import pytest

from bot.domain.identity import UserRef
from bot.domain.person import Profile
from storage import forgetting, namesakes, people
from storage.namesakes import NotOnePerson
from storage.store import Store
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, 16, 15, tzinfo=UTC)
NAMES = {
    "U1": "Maya",
    "U12": "Sam",
    "U3": "Sam",
    "U4": "maya patel",
    "U5": "Maya Patel",
    "U6": "U3",
    "U7": "Zoë O'Neil",
}


@pytest.fixture
async def known(store: Store) -> Store:
    def meet(tx: Tx) -> None:
        people.keep(tx, [_profile(number, name) for number, name in NAMES.items()], now=NOW)
        people.keep(tx, [_profile("U1", "Lena", tenant="T2")], now=NOW)

    await store.transact(meet)
    return store


def _profile(number: str, name: str, *, tenant: str = "T1") -> Profile:
    user = UserRef(platform="slack", tenant=tenant, id=number)
    return Profile(user=user, name=name, zone="Europe/Berlin", locale="en", eligible=True)


FOUND = {
    "U12": "T1/U12",
    "<@U12>": "T1/U12",
    "<@U12|sam>": "T1/U12",
    "T2/U1": "T2/U1",
    "U3": "T1/U3",
    "Maya": "T1/U1",
    "@Maya": "T1/U1",
    "  @MAYA ": "T1/U1",
    "Maya  Patel": "T1/U5",
    "maya patel": "T1/U4",
    "zoë o'neil": "T1/U7",
}
SAYS = {
    "Sam": "2 people are “Sam”: T1/U12, T1/U3. Name one by that ID.",
    "U1": "2 people are “U1”: T1/U1, T2/U1. Name one by that ID.",
    "MAYA PATEL": "2 people are “MAYA PATEL”: T1/U4, T1/U5. Name one by that ID.",
    "May": "The bot knows nobody as “May”: give the whole name",
    "T3/U1": "The bot knows nobody as “T3/U1”",
    "%": "The bot knows nobody as “%”",
    "@": "Name a person: by their member ID",
    "": "Name a person: by their member ID",
}


async def test_one_person_is_found(known: Store) -> None:
    people_found = {asked: (await known.read(namesakes.find, asked)).user for asked in FOUND}
    assert {asked: f"{one.tenant}/{one.id}" for asked, one in people_found.items()} == FOUND


async def test_an_error_says_what_to_do(known: Store) -> None:
    for asked, says in SAYS.items():
        with pytest.raises(NotOnePerson) as raised:
            await known.read(namesakes.find, asked)
        assert str(raised.value).startswith(says)


async def test_whoever_was_forgotten_is_nobody(known: Store) -> None:
    person = await known.read(namesakes.find, "Maya")
    await known.transact(forgetting.bury, person.id, now=NOW)
    for asked in ("Maya", "U12345", f"forgotten/{person.id}", forgetting.GONE):
        with pytest.raises(NotOnePerson):
            await known.read(namesakes.find, asked)
