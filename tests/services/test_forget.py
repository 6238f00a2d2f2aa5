"""Whoever is forgotten has left no trace of themselves, and what others build on stays."""

import json
import re
from datetime import timedelta

from sqlalchemy import func, select, update

from bot.delivery.job import Done
from bot.delivery.settle import Settlement, settle
from bot.domain.identity import MessageRef, PersonId, Place, TenantRef
from bot.messages.document import notice
from bot.services.forget import Forgotten, forget
from bot.services.platform import Sent
from bot.services.posting import tell
from bot.services.sending import Sending
from storage import changes, forms, installations, outbox, retention, steps
from storage.forgetting import GONE, REMOVED
from storage.outbox_row import OutboxRow
from storage.tables import forms as forms_table
from storage.tables import installations as installations_table
from storage.tables import metadata, team_changes, timers
from storage.transaction import Tx
from tests.services import publishing, remembered
from tests.services.given import Relay, at, user
from tests.services.remembered import FREE, KEPT, OWN, SAMS, SUMMARY, WHO, WORDS


def dump(tx: Tx) -> dict[str, str]:
    """The whole database as text, by table."""
    found = {}
    for table in metadata.sorted_tables:
        rows = [dict(row._mapping) for row in tx.all(select(table))]
        found[table.name] = json.dumps(rows, default=str, ensure_ascii=False)
    return found


def traces(tables: dict[str, str], *needles: str) -> set[tuple[str, str]]:
    """Which of these stand in which table, by themselves: an id may begin another one.

    What is found by its words has them in small letters.
    """
    return {
        (needle, name)
        for name, text in tables.items()
        for needle in needles
        if re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", text, re.IGNORECASE)
    }


async def test_nothing_of_theirs_is_left_in_any_table(relay: Relay, pia: PersonId) -> None:
    before = await relay.store.read(dump)
    everything = (*WHO, *WORDS, FREE, OWN, publishing.WORDS)
    assert {needle for needle, _ in traces(before, *everything)} == set(everything)
    assert {name for _, name in traces(before, *WHO)} >= {"people", "outbox", "nudges"}
    await relay.store.transact(forget, pia, now=relay.now)
    assert traces(await relay.store.read(dump), *everything) == set()
    await relay.until(at("maya", "Wed 12:00"))
    assert traces(await relay.store.read(dump), *everything) == set()


async def test_a_step_in_somebody_elses_hands_keeps_its_words_until_it_is_done(
    relay: Relay, pia: PersonId
) -> None:
    done = await relay.store.transact(forget, pia, now=relay.now)
    step = (await relay.steps())[KEPT]
    assert (done.kept, done.withdrawn, done.handoffs) == (1, 2, 1)
    assert (step.state, step.holder) == ("picked_up", (await relay.person("maya")).id)
    await relay.until(relay.now)
    await relay.acts("maya", "done", step.id)
    assert await relay.store.transact(retention.sweep, now=relay.now) == 1
    assert KEPT not in await relay.steps()
    assert await relay.store.transact(retention.sweep, now=relay.now) == 0


async def test_a_step_that_is_given_back_goes_with_its_words(relay: Relay, pia: PersonId) -> None:
    await relay.store.transact(forget, pia, now=relay.now)
    step = (await relay.steps())[KEPT]
    await relay.acts("maya", "give_back", step.id)
    assert (await relay.steps())[KEPT].holder is None
    await relay.store.transact(retention.sweep, now=relay.now)
    gone = (await relay.store.read(steps.many, [step.id]))[step.id]
    assert (gone.state, gone.text) == ("withdrawn", REMOVED)
    assert await relay.store.transact(retention.sweep, now=relay.now) == 0


async def test_who_installed_it_is_nobody_and_that_it_was_installed_stays(
    relay: Relay, pia: PersonId
) -> None:
    def installed(tx: Tx) -> None:
        ref = TenantRef(platform="slack", id="T1")
        installations.keep(tx, ref, bot_user="U0", bot="B0", name="Acme", scopes=[], now=relay.now)
        tx.run(update(installations_table).values(by="UPIA"))

    await relay.store.transact(installed)
    await relay.store.transact(forget, pia, now=relay.now)
    assert await relay.store.read(lambda tx: tx.value(select(installations_table.c.by))) == ""


async def test_what_stands_in_the_channel_is_said_again_without_them(relay: Relay, pia: PersonId) -> None:
    [shown] = [one for one in await relay.posted("handover", "digest") if SUMMARY in one.text]
    await relay.store.transact(forget, pia, now=relay.now)
    await relay.until(relay.now + timedelta(minutes=1))
    now = await relay.stands(shown.key)
    assert GONE in now
    assert REMOVED in now
    assert not [needle for needle in (*WHO, *WORDS, FREE, OWN) if needle in now]


async def test_what_they_held_waits_for_others_again(relay: Relay, pia: PersonId) -> None:
    done = await relay.store.transact(forget, pia, now=relay.now)
    step = (await relay.steps())[SAMS]
    assert (step.state, step.holder, step.read_back) == ("open", None, "")
    assert (done.given_back, done.teams) == (1, 1)
    assert "pia" not in [one.person.name.lower() for one in (await relay.whole()).members]


async def test_nothing_is_due_for_them_and_nothing_fails_without_them(relay: Relay, pia: PersonId) -> None:
    await relay.store.transact(forget, pia, now=relay.now)
    await relay.until(at("lena", "Thu 10:00"))

    def left(tx: Tx) -> tuple[int, list[str]]:
        failed = tx.value(select(func.count()).where(timers.c.failures > 0))
        subjects = [row.subject for row in tx.all(select(timers.c.subject))]
        return failed, [one for one in subjects if f"{pia}" in one.split("/") and "/" not in one]

    failed, subjects = await relay.store.read(left)
    assert failed == 0
    regions = {f"{one.id}" for one in (await relay.whole()).plans}
    assert set(subjects) - regions == set()


async def test_a_second_time_changes_nothing(relay: Relay, pia: PersonId) -> None:
    await relay.store.transact(forget, pia, now=relay.now)
    before = await relay.store.read(dump)
    assert await relay.store.transact(forget, pia, now=relay.now) == Forgotten()
    assert await relay.store.transact(forget, PersonId(10**9), now=relay.now) == Forgotten()
    assert await relay.store.read(dump) == before


async def test_their_open_form_is_dead(relay: Relay, pia: PersonId) -> None:

    def token(tx: Tx) -> str:
        newest = select(forms_table.c.token).where(forms_table.c.person_id == pia)
        return str(tx.value(newest.order_by(forms_table.c.made_at.desc())))

    opened = await relay.store.read(token)
    assert await relay.store.read(forms.get, opened) is not None
    await relay.store.transact(forget, pia, now=relay.now)
    assert await relay.store.read(forms.get, opened) is None


async def test_whoever_speaks_again_is_met_as_anyone_new(relay: Relay, pia: PersonId) -> None:
    await relay.store.transact(forget, pia, now=relay.now)
    await relay.until(at("pia", "Wed 10:00"))
    await relay.store.transact(remembered.added, relay=relay)
    again = await relay.person("pia")
    assert again.id != pia
    await relay.until(at("pia", "Thu 10:00"))
    assert [one.letter.to for one in await relay.posted("welcome", to="pia")] == [user("pia")]
    assert [day for day, *_ in await relay.evenings("pia")] == [at("pia", "Wed 17:00").date()]


async def test_undoing_a_change_brings_them_back_nowhere(relay: Relay, pia: PersonId) -> None:
    await relay.store.transact(forget, pia, now=relay.now)

    def kept(tx: Tx) -> list[changes.Change]:
        ids = [row.id for row in tx.all(select(team_changes.c.id))]
        return [one for number in ids if (one := changes.get(tx, number)) is not None]

    found = await relay.store.read(kept)
    assert found
    assert not [seat for one in found for seat in (*one.before.seats, *one.after.seats) if seat.person == pia]


async def test_a_letter_that_is_under_way_leaves_nothing_when_it_arrives(relay: Relay, pia: PersonId) -> None:
    """As the worker has it in hand, whom it is for is forgotten."""
    until = relay.now + timedelta(minutes=5)
    someone = await relay.person("pia")
    await relay.store.transact(tell, someone, notice("Kept."), key="said/1", now=relay.now)

    def taken(tx: Tx) -> list[OutboxRow]:
        [tenant] = outbox.lease_tenants(tx, holder="test", now=relay.now, until=until)
        return outbox.claim(tx, tenant, holder="test", now=relay.now, until=until)

    [row] = [one for one in await relay.store.transact(taken) if one.letter.to == user("pia")]
    await relay.store.transact(forget, pia, now=relay.now)
    place = Place(platform="slack", tenant="T1", kind="direct", id="DPIA")
    arrived = Done(outcome=Sent(message=MessageRef(place=place, id="9.9")))
    await relay.store.transact(settle, [Settlement(row=row, fate=arrived)], Sending(), now=relay.now)
    assert traces(await relay.store.read(dump), "DPIA", *WHO) == set()


async def test_other_people_keep_what_is_theirs(relay: Relay, pia: PersonId) -> None:
    ours = (*("ULENA", "UMAYA", "USAM"), "Vouchers pass.", "Which vendor?", "Whose attic?")
    before = traces(await relay.store.read(dump), *ours)
    await relay.store.transact(forget, pia, now=relay.now)
    after = traces(await relay.store.read(dump), *ours)
    assert {needle for needle, _ in after} == set(ours)
    assert before - after <= {(one, "outbox") for one in ours}
