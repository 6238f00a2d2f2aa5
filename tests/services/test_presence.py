"""A grant to set somebody's status: what is due, what is remembered, and how it is taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.presence import EMOJI, TEXT, Orders, Seen, Status
from bot.messages.answer import Replace
from bot.services import focus, presence
from bot.services.presence import PRESENCE, Task
from storage import grants, people, timers
from storage.grants import Grant
from storage.installations import Tokens
from storage.tables import grants as table
from storage.transaction import Tx
from storage.vault import Sealed, Vault
from tests.services.given import Relay, at, buttons, text_of, told, user

VAULT, OTHER = Vault(["A" * 43 + "="]), Vault(["B" * 43 + "=", "A" * 43 + "="])
PAGE = "https://bot.example.com/slack/grant"
HELD = Tokens(token="xoxp-1", refresh="xoxe-1")
OURS, LUNCH = Status(text=TEXT, emoji=EMOJI), Status(text="Out for lunch", emoji=":ramen:")
LATER = timedelta(seconds=5)


@pytest.fixture
async def granted(relay: Relay) -> Relay:
    """Lena has granted it, and is at work."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 10:00"))
    assert await grants_it(relay)
    return relay


async def grants_it(relay: Relay) -> bool:
    given = presence.granted
    return await relay.store.transact(given, user("lena"), HELD, vault=VAULT, now=relay.now)


async def says(relay: Relay, text: str, page: str = PAGE) -> str:
    return told(await relay.store.transact(focus.said, user("lena"), text, page=page, now=relay.now))


async def held(relay: Relay) -> Grant | None:
    lena = (await relay.person("lena")).id
    return await relay.store.read(grants.get, lena)


async def due(relay: Relay) -> list[timers.Timer]:
    return await relay.store.read(timers.due, PRESENCE, now=relay.now)


async def begun(relay: Relay) -> Task | None:
    [timer] = await due(relay)
    return await relay.store.transact(presence.begin, timer, now=relay.now)


async def task_of(relay: Relay) -> Task:
    task = await begun(relay)
    assert task is not None
    return task


async def settles(relay: Relay, seen: Seen) -> Orders:
    """As the schedule does, with a platform that shows this."""
    task = await task_of(relay)
    orders = await relay.store.transact(presence.decide, task, seen, now=relay.now)
    await relay.store.transact(presence.done, task, now=relay.now)
    return orders


async def test_a_focus_is_shown_and_what_was_there_put_back(granted: Relay) -> None:
    await says(granted, "2h")
    orders = await settles(granted, Seen(status=LUNCH))
    end = at("lena", "Tue 12:00")
    assert orders == Orders(status=Status(text=TEXT, emoji=EMOJI, until=end), quiet=end)
    assert await due(granted) == []
    granted.clock.move_to(end)
    assert await settles(granted, Seen(status=OURS, quiet_until=end)) == Orders(status=LUNCH, quiet="end")
    one = await held(granted)
    assert one is not None
    assert one.shown is None
    assert await due(granted) == []


async def test_without_a_grant_or_a_page_nothing_is_due_or_offered(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 10:00"))
    answer = await relay.store.transact(focus.begin, user("lena"), 60, now=relay.now)
    assert isinstance(answer, Replace)
    assert [one.text for one in buttons(answer.document)] == ["End focus"]
    assert await due(relay) == []
    offered = await relay.store.transact(focus.end, user("lena"), page=PAGE, now=relay.now)
    assert isinstance(offered, Replace)
    assert buttons(offered.document)[-1].url == PAGE


async def test_one_process_at_a_time_acts_for_a_person(granted: Relay) -> None:
    await says(granted, "2h")
    first = await task_of(granted)
    await granted.store.transact(presence.decide, first, Seen(status=LUNCH), now=granted.now)
    await says(granted, "end")
    assert await begun(granted) is None, "the first is under way"
    await granted.store.transact(presence.done, first, now=granted.now)
    granted.clock.move_to(granted.now + LATER)
    assert (await settles(granted, Seen(status=OURS))).status == LUNCH
    assert await due(granted) == []


async def test_a_process_that_dies_on_the_way_leaves_it_to_be_looked_at_anew(granted: Relay) -> None:
    await says(granted, "2h")
    task = await task_of(granted)
    await granted.store.transact(presence.decide, task, Seen(status=LUNCH), now=granted.now)
    granted.clock.move_to(granted.now + presence.LEASE)
    orders = await settles(granted, Seen(status=LUNCH))
    assert orders.status is not None
    granted.clock.move_to(at("lena", "Tue 12:00"))
    assert (await settles(granted, Seen(status=OURS))).status == LUNCH


async def test_a_focus_that_begins_as_the_last_is_put_back_is_shown(granted: Relay) -> None:
    await says(granted, "1h")
    await settles(granted, Seen(status=LUNCH))
    await says(granted, "end")
    task = await task_of(granted)
    await granted.store.transact(presence.decide, task, Seen(status=OURS), now=granted.now)
    await says(granted, "2h")
    await granted.store.transact(presence.done, task, now=granted.now)
    orders = await settles(granted, Seen(status=LUNCH))
    assert orders.status is not None
    assert orders.status.says == OURS.says


async def test_what_cannot_be_put_back_is_left_after_a_day(granted: Relay) -> None:
    await says(granted, "1h")
    await settles(granted, Seen(status=LUNCH))
    granted.clock.move_to(at("lena", "Tue 11:00"))
    tries = 0
    while timer := await granted.store.read(timers.get, PRESENCE, f"{(await granted.person('lena')).id}"):
        granted.clock.move_to(max(granted.now, timer.ready_at))
        task = await task_of(granted)
        await granted.store.transact(presence.put_off, task, after=LATER, now=granted.now)
        tries += 1
    assert 10 < tries < 60
    assert timedelta(hours=24) < granted.now - at("lena", "Tue 11:00") < timedelta(hours=26)


@pytest.mark.parametrize("shown", [False, True], ids=["nothing is set", "a status is set"])
async def test_a_grant_that_cannot_be_given_back_is_erased_after_a_day_all_the_same(
    granted: Relay, shown: bool
) -> None:
    if shown:
        await says(granted, "1h")
        await settles(granted, Seen(status=LUNCH))
    pressed = granted.now
    answer = await granted.store.transact(presence.stop, user("lena"), now=granted.now)
    assert isinstance(answer, Replace)
    assert "no longer set your status" in text_of(answer.document)
    tries = 0
    while timer := await granted.store.read(timers.get, PRESENCE, f"{(await granted.person('lena')).id}"):
        assert await held(granted) is not None
        granted.clock.move_to(max(granted.now, timer.ready_at))
        await granted.store.transact(presence.put_off, await task_of(granted), after=LATER, now=granted.now)
        tries += 1
    assert 10 < tries < 60
    assert timedelta(hours=24) < granted.now - pressed < timedelta(hours=26)
    assert await held(granted) is None


async def test_a_status_that_takes_hours_to_be_put_back_is_put_back_before_the_grant_is_erased(
    granted: Relay,
) -> None:
    await says(granted, "2h")
    await settles(granted, Seen(status=LUNCH))
    await granted.store.transact(presence.stop, user("lena"), now=granted.now)
    for _ in range(8):
        timer = await granted.store.read(timers.get, PRESENCE, f"{(await granted.person('lena')).id}")
        assert timer is not None
        granted.clock.move_to(max(granted.now, timer.ready_at))
        await granted.store.transact(presence.put_off, await task_of(granted), after=LATER, now=granted.now)
    granted.clock.move_to(granted.now + timedelta(hours=1))
    assert (await settles(granted, Seen(status=OURS))).status == LUNCH
    assert await held(granted) is None


async def test_news_of_a_grant_taken_back_from_before_the_newest_is_ignored(granted: Relay) -> None:
    early = granted.now - timedelta(seconds=1)
    await granted.store.transact(presence.revoked, user("lena"), at=early)
    assert "Your status says" in await says(granted, "2h")
    await granted.store.transact(presence.revoked, user("lena"), at=granted.now)
    assert await due(granted) == []
    assert "permission was taken back" in await says(granted, "")
    assert "permission was taken back" not in await says(granted, "")


async def test_a_token_opens_for_its_person_alone_and_with_the_newest_key(granted: Relay) -> None:
    assert await granted.store.read(grants.tokens, user("lena"), vault=VAULT) == HELD
    assert await granted.store.read(grants.tokens, user("maya"), vault=VAULT) is None
    await granted.store.transact(_moves_to_maya)
    with pytest.raises(Sealed):
        await granted.store.read(grants.tokens, user("maya"), vault=VAULT)
    assert await granted.store.transact(grants.relock, vault=OTHER) == (0, 1)
    assert await grants_it(granted)
    assert await granted.store.transact(grants.relock, vault=OTHER) == (1, 1)
    assert await granted.store.read(grants.tokens, user("lena"), vault=OTHER) == HELD


def _moves_to_maya(tx: Tx) -> None:
    maya = people.by_ref(tx, user("maya"))
    assert maya is not None
    tx.run(update(table).values(person_id=maya.id))
