"""Many who are asked at once are reminded each for themselves, though one timer holds all of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.identity import PersonId
from bot.services.forget import forget
from bot.services.person_export import export
from bot.services.prompt import REMINDER
from bot.services.reminders import FEWEST, MOST, REMINDERS, set_alike
from storage import evenings, timers
from storage.store import Store
from storage.tables import people
from storage.tables import timers as timer_rows
from storage.transaction import Tx
from tests.services.given import MONDAY, Relay, at, profile, user

CROWD = tuple(f"p{number}" for number in range(FEWEST + 2))
ENDS = at("lena", "Mon 17:30")


def set_for(tx: Tx) -> list[tuple[str, int]]:
    """The kinds of timers that remind somebody, and how many people each is for."""
    rows = tx.all(select(timer_rows).where(timer_rows.c.kind.in_((REMINDER, REMINDERS))))
    return sorted((row.kind, len(row.payload.get("people", [0]))) for row in rows)


async def reminded(relay: Relay) -> list[str]:
    letters = await relay.posted("reminder")
    users = {user(name): name for name in CROWD}
    return sorted(users[one.letter.to] for one in letters)  # type: ignore[index]


@pytest.fixture
async def asked(relay: Relay) -> Relay:
    """Everyone has their prompt."""
    for name in CROWD:
        relay.directory.profiles_known[user(name)] = profile(name)
    await relay.team(*CROWD)
    await relay.until(at("lena", "Mon 17:20"))
    assert await relay.store.read(set_for) == [(REMINDERS, len(CROWD))]
    return relay


async def test_once_each(asked: Relay) -> None:
    await asked.until(at("lena", "Mon 17:59"))
    assert await reminded(asked) == []
    await asked.until(at("lena", "Mon 18:00"))
    assert await reminded(asked) == sorted(CROWD)
    await asked.until(at("lena", "Tue 17:00"))
    assert await reminded(asked) == sorted(CROWD)
    assert await asked.evenings("p0") == [(MONDAY, "quiet", None)]


async def test_whoever_has_answered_put_it_off_or_left_is_not(asked: Relay) -> None:
    await asked.presses("p0", "nothing", "Mon")
    await asked.presses("p1", "snooze", "Mon")
    await asked.presses("p2", "off", "Mon")
    await asked.leaves("p3")
    await asked.until(at("lena", "Mon 18:00"))
    assert await reminded(asked) == sorted(set(CROWD) - {"p0", "p1", "p2", "p3"})
    assert len(await asked.posted("snooze", to="p1")) == 1, "at 17:50, as they asked"
    assert await asked.store.read(set_for) == []


async def test_an_evening_that_is_quiet_already_stays_so(asked: Relay) -> None:
    number = (await asked.person("p8")).id
    await asked.store.transact(lambda tx: evenings.change(tx, number, MONDAY, state="quiet"))
    await asked.until(at("lena", "Mon 18:00"))
    assert await reminded(asked) == sorted(set(CROWD) - {"p8"})


async def test_too_late_it_is_left_out_for_each(asked: Relay) -> None:
    asked.clock.move_to(at("lena", "Mon 20:01"))
    await asked.tick()
    assert await reminded(asked) == []
    assert await asked.evenings("p1") == [(MONDAY, "quiet", "late")]


async def test_one_who_is_to_be_reminded_later_is(asked: Relay) -> None:
    number = (await asked.person("p4")).id
    later = at("lena", "Mon 18:10")
    await asked.store.transact(timers.set, REMINDER, f"{number}/{MONDAY}", later)
    await asked.until(at("lena", "Mon 18:09"))
    assert await reminded(asked) == sorted(set(CROWD) - {"p4"})
    await asked.until(later)
    assert await reminded(asked) == sorted(CROWD)


async def test_whoever_cannot_be_reminded_holds_up_nobody(relay: Relay) -> None:
    for name in CROWD:
        relay.directory.profiles_known[user(name)] = profile(name)
    await relay.team(*CROWD[1:])
    await relay.team(CROWD[0], name="borealis")
    await relay.until(at("lena", "Mon 17:20"))
    assert await relay.store.read(set_for) == [(REMINDERS, len(CROWD))]

    def spoil(tx: Tx) -> None:
        tx.run(update(people).where(people.c.name == CROWD[0].title()).values(week="as the moon is"))

    await relay.store.transact(spoil)
    relay.clock.move_to(at("lena", "Mon 18:00"))
    await relay.tick()
    assert await reminded(relay) == sorted(CROWD[1:])


async def test_whoever_is_forgotten_is_in_it_no_more(asked: Relay) -> None:
    gone, stays = (await asked.person("p6")).id, (await asked.person("p7")).id
    before = await asked.store.read(export, gone, now=asked.now)
    [mine] = [one for one in before["timers"] if one["kind"] == REMINDERS]
    assert mine == {
        "kind": REMINDERS,
        "due_at": (ENDS + timedelta(minutes=30)).isoformat(),
        "payload": {"day": f"{MONDAY}", "people": [gone]},
    }
    await asked.store.transact(forget, gone, now=asked.now)
    [left] = await asked.store.transact(timers.claim, REMINDERS, now=ENDS + timedelta(hours=1), lease=ENDS)
    assert stays in left.payload["people"]
    assert gone not in left.payload["people"]
    await asked.until(at("lena", "Mon 18:00"))
    assert await reminded(asked) == sorted(set(CROWD) - {"p6"})


async def test_a_few_have_one_each_and_very_many_are_some_at_a_time(store: Store) -> None:
    sizes = {MONDAY: FEWEST - 1, MONDAY + timedelta(days=1): 2 * MOST + FEWEST}
    who = {(day, ENDS): [PersonId(one) for one in range(count)] for day, count in sizes.items()}
    await store.transact(set_alike, who)
    many = [(REMINDERS, FEWEST), (REMINDERS, MOST), (REMINDERS, MOST)]
    assert await store.read(set_for) == sorted([(REMINDER, 1)] * (FEWEST - 1) + many)
