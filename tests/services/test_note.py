"""The morning note: what waits for whom, told once, in their morning, as things stand."""

from datetime import datetime

import pytest
from sqlalchemy import update

from bot.domain.handoff import Step
from bot.domain.identity import PersonId, QuestionId
from bot.messages.document import linked_keys
from bot.services import note, region, unsent
from storage import handoffs, notes, questions, teams, timers
from storage.notes import Item
from storage.tables import people as people_table
from storage.transaction import Tx
from tests.services.given import Relay, at, buttons, day

STEP = "Restart the billing worker"


async def waits(relay: Relay, name: str, kind: str, subject: object) -> None:
    who = await relay.person(name)
    await relay.store.transact(note.wait, [who.id], kind, subject, now=relay.now)


async def held(relay: Relay, name: str) -> list[Item]:
    who = await relay.person(name)
    return (await relay.store.read(notes.holding, [who.id])).get(who.id, [])


async def note_at(relay: Relay, name: str) -> datetime | None:
    who = await relay.person(name)
    timer = await relay.store.read(timers.get, note.NOTE, str(who.id))
    return timer.due_at if timer else None


async def the_note(relay: Relay, name: str) -> str:
    """The only note that they had, as it stands."""
    [one] = [each for each in await relay.posted("note", to=name) if each.state == "sent"]
    return await relay.stands(one.key)


async def left_by_sam(relay: Relay, *members: str) -> None:
    """On Monday evening Sam leaves a step to whoever is awake next: Mia, on Tuesday in Sydney."""
    await relay.team("sam", "mia", *members)
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Billing hangs.", (STEP, "awake"), state="at_risk")
    await relay.until(at("mia", "Tue 14:00"))


async def picked_up(relay: Relay) -> None:
    await left_by_sam(relay)
    step = (await relay.steps())[STEP]
    await relay.acts("mia", "pick_up", step.id)


async def asks(relay: Relay, by: str, text: str) -> QuestionId:
    """A question about the step, asked out of its author's hours."""
    who, step = await relay.person(by), (await relay.steps())[STEP]
    return await relay.store.transact(_asked, step, who.id, text, now=relay.now)


def _asked(tx: Tx, step: Step, asker: PersonId, text: str, *, now: datetime) -> QuestionId:
    number = questions.add(tx, step.id, asker=asker, text=text, now=now)
    kept = handoffs.get(tx, step.handoff)
    assert kept is not None
    note.wait(tx, [kept.author], "question", number, now=now)
    return number


async def test_it_comes_as_the_day_begins_and_says_what_became_of_what_was_left(relay: Relay) -> None:
    await picked_up(relay)
    await relay.until(at("sam", "Tue 08:59"))
    assert await relay.posted("note") == []
    await relay.until(at("sam", "Tue 09:00"))
    text = await the_note(relay, "sam")
    assert text.splitlines()[:2] == ["Your morning note, Tue 3 Nov", "What became of what you left"]
    assert f"“{STEP}”: picked up by Mia on Mon 2 Nov, 19:00 (Los Angeles)" in text


async def test_with_nothing_to_say_there_is_none(relay: Relay) -> None:
    await left_by_sam(relay)
    await relay.until(at("sam", "Fri 18:00"))
    assert await relay.posted("note") == []


async def test_two_things_make_one_note(relay: Relay) -> None:
    await picked_up(relay)
    await asks(relay, "mia", "Which worker?")
    await relay.until(at("sam", "Tue 17:00"))
    text = await the_note(relay, "sam")
    assert text.index("picked up by Mia") < text.index("Which worker?")
    assert "[Answer]" in text
    assert await held(relay, "sam") == []


async def test_what_waits_twice_is_told_once(relay: Relay) -> None:
    await picked_up(relay)
    handoff = (await relay.steps())[STEP].handoff
    await waits(relay, "sam", "fate", handoff)
    await waits(relay, "sam", "fate", handoff)
    assert await held(relay, "sam") == [Item(kind="fate", subject=str(handoff))]


async def test_it_is_kept_current(relay: Relay) -> None:
    await picked_up(relay)
    await relay.until(at("sam", "Tue 09:00"))
    await relay.until(at("sam", "Tue 16:00"))
    await relay.acts("mia", "done", (await relay.steps())[STEP].id)
    assert "done by Mia at 16:00" in await the_note(relay, "sam")


async def test_what_came_to_nothing_meanwhile_is_not_told(relay: Relay) -> None:
    await picked_up(relay)
    await relay.acts("mia", "undo", (await relay.steps())[STEP].id)
    await relay.until(at("sam", "Tue 17:00"))
    assert await relay.posted("note") == []
    assert await held(relay, "sam") == []


@pytest.mark.parametrize("by", ["mia", "sam"])
async def test_a_question_answered_meanwhile_is_not_asked_again(relay: Relay, by: str) -> None:
    await picked_up(relay)
    number = await asks(relay, "mia", "Which worker?")
    who = await relay.person(by)
    await relay.store.transact(questions.answer, number, by=who.id, text="The second one.", now=relay.now)
    await relay.until(at("sam", "Tue 12:00"))
    text = await the_note(relay, "sam")
    assert "[Answer]" not in text
    assert ("The second one." in text) == (by == "mia"), "what they answered themselves is no news"


async def test_more_than_two_hours_late_it_waits_for_the_next_day(relay: Relay) -> None:
    await picked_up(relay)
    relay.clock.move_to(at("sam", "Tue 11:01"))
    await relay.tick()
    assert await relay.posted("note") == []
    await relay.until(at("sam", "Wed 09:00"))
    assert "picked up by Mia" in await the_note(relay, "sam")


async def test_two_hours_late_is_the_last_moment(relay: Relay) -> None:
    await picked_up(relay)
    relay.clock.move_to(at("sam", "Tue 11:00"))
    await relay.tick()
    assert "picked up by Mia" in await the_note(relay, "sam")


@pytest.mark.parametrize("moment", ["Tue 11:01", "Tue 20:00"], ids=["late", "after hours"])
async def test_one_that_could_not_leave_is_told_the_next_day(relay: Relay, moment: str) -> None:
    await picked_up(relay)
    await relay.until(at("sam", "Tue 09:00"), delivers=False)
    relay.clock.move_to(at("sam", moment))
    await relay.delivers()
    assert [one.state for one in await relay.posted("note")] == ["dropped"]
    await relay.until(at("sam", "Wed 09:00"))
    assert "picked up by Mia" in await the_note(relay, "sam")


async def test_one_that_was_refused_is_told_the_next_day_and_is_not_sent_after_all(relay: Relay) -> None:
    await picked_up(relay)
    await relay.until(at("sam", "Tue 09:00"), delivers=False)
    await relay.delivers(refuses="note/")
    dead = await relay.store.read(unsent.all_dead)
    [again] = await relay.store.transact(unsent.retry, dead, now=relay.now)
    assert "no longer holds" in again.says
    await relay.until(at("sam", "Wed 09:00"))
    assert "picked up by Mia" in await the_note(relay, "sam")
    assert [one.state for one in await relay.posted("note")] == ["dead", "sent"]


async def test_a_changed_zone_moves_it(relay: Relay) -> None:
    await picked_up(relay)
    await relay.moves("sam", "America/New_York")
    assert await note_at(relay, "sam") == at("maya", "Tue 09:00")


async def test_arriving_where_the_day_has_just_begun_it_comes_at_once(relay: Relay) -> None:
    await picked_up(relay)
    await relay.until(at("maya", "Tue 09:30"))
    assert await note_at(relay, "sam") == at("sam", "Tue 09:00")
    await relay.moves("sam", "America/New_York")
    await relay.tick()
    assert "picked up by Mia" in await the_note(relay, "sam")


async def test_moving_on_the_same_day_brings_no_second_one(relay: Relay) -> None:
    await picked_up(relay)
    await relay.until(at("sam", "Tue 09:10"))
    await waits(relay, "sam", "fate", (await relay.steps())[STEP].handoff)
    await relay.moves("sam", "Pacific/Honolulu")
    await relay.until(at("sam", "Tue 18:00"))
    assert len(await relay.posted("note")) == 1
    waiting = [one.kind for one in await held(relay, "sam")]
    assert sorted(waiting) == ["fate", "travel"], "they wait for tomorrow"


async def test_what_belongs_to_a_team_reaches_nobody_who_has_left_it(relay: Relay) -> None:
    await picked_up(relay)
    await relay.team("sam", "maya", name="borealis")
    await relay.leaves("sam")
    await relay.until(at("sam", "Wed 12:00"))
    assert await relay.posted("note") == []


async def test_who_was_off_finds_the_digests_of_those_days_linked(relay: Relay) -> None:
    await relay.team("sam", "lena", "tom")
    await works(relay, "lena", "mon, thu-fri 09:00-17:30")
    await sam_hands_over(relay, "Mon", "Tue", "Wed")
    await relay.until(at("lena", "Thu 08:59"))
    assert [one for one in await relay.posted(to="lena") if one.kind == "note"] == []
    await relay.until(at("lena", "Thu 09:00"))
    [one] = await relay.posted("note", to="lena")
    lena = await relay.person("lena")
    home = next(each.region for each in (await relay.whole()).members if each.person.id == lena.id)
    assert linked_keys(one.letter.document) == {
        f"digest/{home}/{day(name)}" for name in ("Tue", "Wed", "Thu")
    }
    assert text_before(one.text, "Wed 4 Nov", "Tue 3 Nov"), "the newest first"
    assert [each.kind for each in await relay.posted("note", to="tom")] == []


@pytest.mark.crossed
async def test_after_three_weeks_off_one_readable_note_waits(relay: Relay) -> None:
    await relay.team("sam", "lena", "tom")
    await works(relay, "lena", "none")
    for week in range(3):
        await sam_hands_over(relay, "Mon", "Tue", "Wed", "Thu", week=week)
    assert len(await held(relay, "lena")) == 13
    await relay.until(at("lena", "Sun 12:00", week=2))
    await works(relay, "lena", "mon-fri 09:00-17:30")
    await relay.until(at("lena", "Mon 17:00", week=3))
    [one] = await relay.posted("note", to="lena")
    assert one.text.count("Berlin: ") == 3
    assert "And 11 older ones. /digest me shows what changed since you left." in one.text
    assert await held(relay, "lena") == []


async def test_whom_a_step_waits_for_alone_and_was_not_mentioned_finds_it_once(relay: Relay) -> None:
    await relay.team("sam", "lena", "tom")
    await works(relay, "lena", "mon-fri 11:00-17:30")
    lena = await relay.person("lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Billing hangs.", (STEP, f"person:{lena.id}"), state="at_risk")
    await relay.until(at("lena", "Tue 11:00"))
    [one] = await relay.posted("note", to="lena")
    assert STEP in one.text
    assert "Pick up" in [button.text for button in buttons(one.letter.document)]
    await relay.until(at("lena", "Thu 18:00"))
    assert len(await relay.posted("note", to="lena")) == 1, "the digest of each morning has it all the same"


async def test_the_welcome_joins_the_note(relay: Relay) -> None:
    await picked_up(relay)
    await relay.team("maya", "sam", name="borealis", by="maya", welcome=True)
    await relay.until(at("sam", "Tue 17:00"))
    [one] = [each for each in await relay.posted("note", "welcome", to="sam") if each.state == "sent"]
    assert one.kind == "note"
    assert text_before(one.text, "picked up by Mia", "You are in the relay of Borealis")
    assert "[Not for me]" in one.text
    await relay.until(at("sam", "Tue 17:20"))
    assert "Borealis" in (await relay.posted("prompt", to="sam"))[-1].text, "they have been told of it"


async def test_after_a_note_a_welcome_waits_for_the_next_day(relay: Relay) -> None:
    await picked_up(relay)
    await relay.until(at("sam", "Tue 10:00"))
    await relay.team("maya", "sam", name="borealis", by="maya", welcome=True)
    await relay.until(at("sam", "Wed 08:59"))
    assert [each.kind for each in await relay.posted("note", "welcome", to="sam")] == ["note"]
    await relay.until(at("sam", "Wed 09:00"))
    assert [each.kind for each in await relay.posted("note", "welcome", to="sam")] == ["note", "welcome"]


async def test_a_welcome_in_a_note_that_could_not_leave_comes_all_the_same(relay: Relay) -> None:
    await picked_up(relay)
    await relay.team("maya", "sam", name="borealis", by="maya", welcome=True)
    await relay.until(at("sam", "Tue 09:00"), delivers=False)
    relay.clock.move_to(at("sam", "Tue 11:30"))
    await relay.delivers()
    await relay.until(at("sam", "Wed 17:00"))
    sent = [each for each in await relay.posted("note", "welcome", to="sam") if each.state == "sent"]
    assert [each.text.count("You are in the relay of Borealis") for each in sent].count(1) == 1
    assert sum("picked up by Mia" in each.text for each in sent) == 1


async def test_who_is_told_of_many_things_at_once(relay: Relay) -> None:
    await left_by_sam(relay, "lena", "maya")
    everyone = [await relay.person(name) for name in ("sam", "mia", "lena", "maya")]
    for _ in range(2):
        await relay.store.transact(
            note.wait, [one.id for one in everyone], "digest", "digest/1/2026-11-02", now=relay.now
        )
    waiting = await relay.store.read(notes.holding, [one.id for one in everyone])
    assert {len(items) for items in waiting.values()} == {1}
    assert await note_at(relay, "lena") == at("lena", "Tue 09:00")
    assert await note_at(relay, "mia") == at("mia", "Wed 09:00")


def text_before(text: str, first: str, second: str) -> bool:
    return text.index(first) < text.index(second)


async def sam_hands_over(relay: Relay, *days: str, week: int = 0) -> None:
    for name in days:
        await relay.until(at("sam", f"{name} 17:20", week=week))
        await relay.hands_over("sam", f"Done with {name}.", (f"Go on after {name}", "awake"))


async def works(relay: Relay, name: str, week: str) -> None:
    """Give them a week of their own."""
    who = await relay.person(name)
    await relay.store.transact(_set_week, who.id, week, now=relay.now)


def _set_week(tx: Tx, person: PersonId, week: str, *, now: datetime) -> None:
    tx.run(update(people_table).where(people_table.c.id == person).values(week=week))
    for team in teams.of_people(tx, [person])[person]:
        region.plan(tx, team, now=now)
    note.plan(tx, [person], now=now)
