"""Steps and notes when something comes between: outages, people who come and go, edits at night."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import event

from bot.domain.handoff import Awake, Step, StepDraft, Waits
from bot.domain.identity import TenantId
from bot.domain.team import Policy
from bot.domain.week import parse_week
from bot.messages.letter import Letter
from bot.messages.split import part_key
from bot.services import moving, note
from bot.services.sending import Sending
from bot.services.verdict import Send, Verdict
from storage import outbox, steps, teams, timers
from storage.outbox_row import OutboxRow
from storage.transaction import Tx
from tests.services.given import Relay, at, mentions
from tests.services.steps import STEP, held, left, stands


async def waits(relay: Relay, name: str, kind: str, subject: object) -> None:
    who = await relay.person(name)
    await relay.store.transact(note.wait, [who.id], kind, subject, now=relay.now)


async def fate(relay: Relay) -> tuple[str, str]:
    return ("fate", str((await relay.steps())[STEP].handoff))


async def test_a_step_passed_on_is_news_to_its_author(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await relay.until(at("lena", "Wed 09:00"))
    assert await held(relay, "sam") == []
    await relay.hands_over("lena", "Half done.", (STEP, "awake"))
    await relay.until(at("sam", "Wed 09:00"))
    notes = [one.text for one in await relay.posted("note", to="sam")]
    assert "passed on by Lena" in notes[-1]


async def test_a_step_passed_on_by_an_edit_is_in_nobodys_hands_twice(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await relay.until(at("lena", "Wed 09:00"))
    await relay.hands_over("lena", "Half done.")
    await relay.hands_over("lena", "Half done.", (STEP, "awake"))
    assert (await stands(relay))[0] == "open", "the new one"
    states = await relay.store.read(lambda tx: [one.state for one in steps.many(tx, [step]).values()])
    assert states == ["withdrawn"]


async def test_a_step_that_its_author_holds_and_writes_twice_stays_in_their_hands(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("sam", "pick_up", step)
    await relay.hands_over("sam", "Twice.", (STEP, "awake"), (STEP, "awake"))
    states = await relay.store.read(lambda tx: [one.state for one in steps.many(tx, [step]).values()])
    assert states == ["picked_up"]


async def test_a_note_that_could_not_leave_today_is_not_lost_on_arriving_in_a_new_day(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    waiting = await fate(relay)
    await relay.until(at("sam", "Tue 09:00"), delivers=False)
    relay.clock.move_to(at("sam", "Tue 12:00"))
    await relay.delivers()
    assert await held(relay, "sam") == [waiting]
    await relay.moves("sam", "Pacific/Honolulu")
    await relay.tick()
    assert waiting in await held(relay, "sam")
    await relay.until(at("sam", "Wed 12:00"))
    assert [one.state for one in await relay.posted("note", to="sam")] == ["dropped", "sent"]


async def test_a_note_on_its_way_to_someone_who_leaves_a_team_does_not_arrive(relay: Relay) -> None:
    step = await left(relay)
    await relay.team("sam", "arjun", name="zeus")
    await relay.acts("lena", "pick_up", step)
    await relay.until(at("sam", "Tue 09:00"), delivers=False)
    await relay.tick(delivers=False)
    await relay.leaves("sam")
    await relay.until(at("sam", "Wed 12:00"))
    assert [one.text for one in await relay.posted("note", to="sam") if one.state == "sent"] == []


async def test_what_a_note_grows_by_at_night_waits_for_their_hours(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    await relay.until(at("sam", "Tue 09:00"))
    [first] = await relay.posted("note", to="sam")
    more = replace(first.letter, key=part_key(first.key, 2), under=first.key)
    relay.clock.move_to(at("sam", "Tue 20:00"))
    sam = await relay.person("sam")
    await relay.store.transact(outbox.put, more, tenant=sam.tenant, now=relay.now)
    await relay.delivers()
    assert [one.state for one in await relay.posted("note", to="sam")] == ["sent", "waiting"]


async def test_a_new_week_moves_the_note(relay: Relay) -> None:
    await left(relay)
    await waits(relay, "sam", "fate", 1)
    sam = await relay.person("sam")
    early = Policy(week=parse_week("mon-fri 06:00-14:00"))
    await relay.team("sam", "lena", "maya", policy=early)
    timer = await relay.store.read(timers.get, note.NOTE, str(sam.id))
    assert timer is not None
    assert timer.due_at == at("sam", "Tue 06:00")


async def test_who_comes_back_finds_what_waited(relay: Relay) -> None:
    await left(relay)
    await relay.leaves("sam")
    await waits(relay, "sam", "digest", "digest/1/2026-11-03")
    sam = await relay.person("sam")
    assert await relay.store.read(timers.get, note.NOTE, str(sam.id)) is None
    await relay.joins("sam")
    assert await relay.store.read(timers.get, note.NOTE, str(sam.id)) is not None


async def test_an_edit_at_night_mentions_no_sleeper(relay: Relay) -> None:
    await left(relay, "person:2")
    [digest] = await relay.posted("digest", to="atlas")
    assert mentions(digest.letter.document) == ["Lena"]
    edit = replace(digest.letter, replaces=digest.key)
    assert await relay.store.transact(_sent_as, edit, now=at("lena", "Tue 12:00")) == Send()
    verdict = await relay.store.transact(_sent_as, edit, now=at("lena", "Tue 19:00"))
    assert isinstance(verdict, Send)
    assert verdict.instead is not None
    assert mentions(verdict.instead.document) == []


async def test_when_all_have_left_what_waited_goes_to_who_comes(relay: Relay) -> None:
    await left(relay)
    for name in ("lena", "maya", "sam"):
        await relay.leaves(name)
    await relay.joins("mia")
    assert await stands(relay) == ("open", "", "Sydney")


async def test_a_holder_hears_of_an_edit_before_the_hand_off_was_read_in_full(relay: Relay) -> None:
    await relay.team("sam", "lena", "maya")
    york = next(one.id for one in (await relay.whole()).plans if one.name == "New York")
    await relay.until(at("sam", "Mon 11:00"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, f"region:{york}"))
    await relay.until(at("sam", "Mon 12:30"))
    await relay.acts("maya", "pick_up", (await relay.steps())[STEP].id)
    form = await relay.opens("sam", day="Mon")
    await relay.sends("sam", form, steps__0__what="", steps__0__owner="me")
    [told] = await relay.posted("changed", to="atlas")
    assert mentions(told.letter.document) == ["Maya"]


async def test_of_a_digest_that_told_what_waits_elsewhere_no_morning_is_counted(relay: Relay) -> None:
    await relay.team("sam", "lena", "maya")
    team = await relay.whole()
    york = next(one.id for one in team.plans if one.name == "New York")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"), ("Call the bank", f"region:{york}"))
    await relay.until(at("lena", "Tue 12:00"))
    berlin = (await relay.steps())[STEP].region
    ids = [one.id for one in (await relay.steps()).values()]
    lena = await relay.person("lena")
    assert berlin is not None
    found = await relay.store.read(
        steps.mornings, berlin, ids, people=[lena.id], before=at("lena", "Wed 12:00").date()
    )
    assert found == {(await relay.steps())[STEP].id: 1}


async def test_many_steps_move_in_as_many_statements_as_few(relay: Relay) -> None:
    await relay.team("sam", "lena", "maya")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    counts = []
    for more in (0, 300):
        step = (await relay.steps())[STEP]
        await relay.store.transact(_copies, step, more, now=relay.now)
        counts.append(await relay.store.transact(_moved, step, now=relay.now))
    assert counts[0] == counts[1]


def _copies(tx: Tx, step: Step, more: int, *, now: datetime) -> None:
    for number in range(more):
        steps.add(
            tx,
            handoff=step.handoff,
            team=step.team,
            position=number + 1,
            draft=StepDraft(text=f"{number}", owner=Awake()),
            waits=Waits(region=step.region),
            now=now,
        )


def _moved(tx: Tx, step: Step, *, now: datetime) -> int:
    """How many statements it takes that all of a region moves on; they are back afterwards."""
    found: list[str] = []

    def heard(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    region = step.region
    assert region is not None
    team = teams.of_regions(tx, [region])[region]
    event.listen(tx.connection, "before_cursor_execute", heard)
    moving.move_on(tx, team, region, stopped_at=now, now=now)
    event.remove(tx.connection, "before_cursor_execute", heard)
    assert steps.open_in(tx, region) == []
    there = steps.many(tx, [step.id])[step.id].region
    assert there is not None
    steps.move(tx, steps.open_in(tx, there), region, now=now)
    return len(found)


def _sent_as(tx: Tx, letter: Letter, *, now: datetime) -> Verdict:
    """What the sender would be told of an edit."""
    row = OutboxRow(
        id=1,
        key=f"edit/{letter.key}",
        tenant=TenantId(1),
        letter=letter,
        kind=letter.document.kind,
        urgency=1,
        attempts=0,
        uncertain=False,
        revision=1,
        put_at=now,
        not_before=now,
    )
    return Sending().may_send(tx, row, now=now)
