"""A person's home: what it says in every state of their day, and what its own buttons do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event

from bot.domain.identity import Place, TeamId
from bot.domain.team import Policy
from bot.domain.workday import parse_week
from bot.messages.answer import Answer, Ask, Home, Nothing
from bot.messages.document import Document, linked_keys
from bot.services import app_home, focus, line, team
from bot.services.plan import Plan
from bot.services.project import ProjectPlan
from storage.transaction import Tx
from tests.services.given import Relay, at, buttons, channel, profile, told, user
from tests.services.given import text_of as words_of

MONDAY = "2026-11-02"
EVENING = ("Write hand-off", "Nothing to hand over", "I'm off today")


async def home(relay: Relay, name: str, *, hidden: Sequence[Place] = ()) -> Document:
    answer = await relay.store.read(app_home.show, user(name), hidden=frozenset(hidden), now=relay.now)
    assert isinstance(answer, Home), answer
    return answer.document


async def text(relay: Relay, name: str) -> str:
    return words_of(await home(relay, name))


async def offered(relay: Relay, name: str) -> list[str]:
    """What the first row of buttons says."""
    return [one.text for one in buttons(await home(relay, name)) if one.value == MONDAY]


async def relay_at(relay: Relay, when: datetime) -> Relay:
    await relay.team("lena", "maya", "mia", receives=["arjun"])
    await relay.until(when)
    return relay


async def berlin(relay: Relay) -> str:
    """Lena's region, as the form's choice has it."""
    return next(f"region:{one.id}" for one in (await relay.whole()).plans if one.name == "Berlin")


async def part_changed(relay: Relay, name: str, part: Any) -> Answer:
    number = (await relay.whole()).id
    return await relay.store.transact(app_home.change_part, user(name), number, part, now=relay.now)


# ---- the day


async def test_before_the_prompt_it_says_when_one_is_asked(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    said = await text(relay, "lena")
    assert said.startswith(
        "Monday 2 November\nYou work 09:00 (Berlin) to 17:30 (Berlin). You are at work now."
    )
    assert "I ask you for your hand-off at 17:15 (Berlin); your day ends 17:30 (Berlin)." in said
    assert tuple(await offered(relay, "lena")) == EVENING


@pytest.mark.parametrize(
    ("clock", "words"),
    [("Mon 07:00", "Your day has not begun."), ("Mon 17:45", "Your day is over.")],
    ids=["before", "after"],
)
async def test_it_says_whether_one_works_now(relay: Relay, clock: str, words: str) -> None:
    await relay_at(relay, at("lena", clock))
    assert words in await text(relay, "lena")


async def test_a_break_is_no_work(relay: Relay) -> None:
    week = parse_week("mon-fri 9-12, 14-18")
    await relay.team("lena", policy=Policy(week=week))
    await relay.until(at("lena", "Mon 13:00"))
    said = await text(relay, "lena")
    assert "09:00 (Berlin) to 12:00 (Berlin) and 14:00 (Berlin) to 18:00 (Berlin). You are on a break" in said


async def test_asked_it_can_be_answered_there(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 17:20"))
    assert "asked for" in await text(relay, "lena")
    assert await offered(relay, "lena") == [*EVENING[:2], "In 30 minutes", EVENING[2]]


async def test_snoozed_it_says_until_when(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 17:20"))
    await relay.presses("lena", "snooze", "Mon")
    assert "I ask again for your hand-off at 17:50 (Berlin)." in await text(relay, "lena")
    assert tuple(await offered(relay, "lena")) == EVENING


async def test_unanswered_it_waits_without_asking_again(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 18:30"))
    assert "There is no answer yet." in await text(relay, "lena")
    assert tuple(await offered(relay, "lena")) == EVENING


async def test_handed_over_it_can_be_edited(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "All merged.")
    assert "Handed over to Atlas. It can be edited." in await text(relay, "lena")
    assert await offered(relay, "lena") == ["Edit hand-off"]


async def test_with_one_of_two_teams_handed_over_the_rest_is_asked_for(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "maya", name="borealis")
    await relay.until(at("lena", "Mon 10:00"))
    await relay.hands_over("lena", "All merged.", where="atlas")
    assert "Handed over to Atlas. I ask for the rest at 17:15 (Berlin)" in await text(relay, "lena")
    await relay.until(at("lena", "Mon 17:20"))
    assert "Handed over to Atlas. Your hand-off for Borealis is asked for" in await text(relay, "lena")


async def test_nothing_to_hand_over_is_noted(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 17:20"))
    await relay.presses("lena", "nothing", "Mon")
    assert "Noted: nothing to hand over." in await text(relay, "lena")
    assert await offered(relay, "lena") == ["Write one after all"]


async def test_off_it_says_when_one_works_again_and_can_be_undone(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 17:20"))
    await relay.presses("lena", "off", "Mon")
    said = await text(relay, "lena")
    assert "You are off today. Your next working day begins Tue 3 Nov, 09:00 (Berlin)." in said
    assert await offered(relay, "lena") == ["Write hand-off", "I'm not off today"]


async def test_too_late_a_prompt_is_not_asked_and_can_be_answered(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    relay.clock.move_to(at("lena", "Mon 20:00"))
    await relay.tick()
    assert "I did not ask you. A hand-off can still be written." in await text(relay, "lena")


async def test_on_a_day_off_it_names_the_next_working_day(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Sun 12:00"))
    said = await text(relay, "lena")
    assert "You do not work today. Your next working day begins Mon 9 Nov, 09:00 (Berlin)." in said
    shown = [one for one in buttons(await home(relay, "lena")) if one.value.startswith("2026-")]
    assert [(one.text, one.value) for one in shown] == [("Write hand-off", "2026-11-09")]
    assert "I ask you for your hand-off at Mon 9 Nov, 17:15 (Berlin)." in said


async def test_without_any_working_day_it_says_who_mends_that(relay: Relay) -> None:
    await relay.team("lena", policy=Policy(week=parse_week("none")))
    assert "Your working week has no hours" in await text(relay, "lena")


async def test_what_is_kept_for_tonight_is_counted(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    for words in ("Deployed the fix", "Wrote to Maya"):
        await relay.store.transact(line.keep, user("lena"), text=words, now=relay.now)
    assert "Kept for it: 2 lines." in await text(relay, "lena")


async def test_who_receives_only_is_asked_for_nothing(relay: Relay) -> None:
    await relay_at(relay, at("arjun", "Mon 10:00"))
    assert "write none, so I ask you for nothing" in await text(relay, "arjun")
    assert await offered(relay, "arjun") == []


# ---- answered before it is asked


@pytest.mark.parametrize("what", ["off", "nothing"])
async def test_answered_ahead_of_the_prompt_it_is_not_asked(relay: Relay, what: str) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    for _ in range(2):
        assert await relay.presses("lena", what, "Mon") == Nothing()
    await relay.until(at("lena", "Tue 08:00"))
    assert await relay.posted("prompt", "reminder", to="lena") == []
    await relay.until(at("lena", "Tue 17:20"))
    assert len(await relay.posted("prompt", to="lena")) == 1


@pytest.mark.parametrize("clock", ["Mon 07:00", "Mon 10:00"], ids=["before the day", "in it"])
async def test_off_taken_back_before_the_prompt_it_is_asked_as_ever(relay: Relay, clock: str) -> None:
    await relay_at(relay, at("lena", clock))
    await relay.presses("lena", "off", "Mon")
    for _ in range(2):
        assert await relay.presses("lena", "undo", "Mon") == Nothing()
    assert "I ask you for your hand-off at 17:15" in await text(relay, "lena")
    await relay.until(at("lena", "Mon 17:20"))
    assert len(await relay.posted("prompt", to="lena")) == 1


async def test_off_taken_back_after_the_prompt_was_due_it_can_be_answered(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    await relay.presses("lena", "off", "Mon")
    await relay.until(at("lena", "Mon 17:20"))
    assert await relay.presses("lena", "undo", "Mon") == Nothing()
    assert "asked for" in await text(relay, "lena")
    await relay.presses("lena", "snooze", "Mon")
    assert await relay.presses("lena", "nothing", "Mon") == Nothing()
    assert await relay.evenings("lena") == [(at("lena", "Mon 17:20").date(), "answered", "nothing")]


async def test_another_day_is_not_answered_ahead(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    assert "closed" in told(await relay.presses("lena", "off", "Wed"))
    assert await relay.evenings("lena") == []


# ---- what waits


async def test_steps_for_oneself_and_in_hand_stand_there_with_their_buttons(relay: Relay) -> None:
    await relay_at(relay, at("mia", "Mon 17:20"))
    lena = (await relay.person("lena")).id
    await relay.hands_over(
        "mia", "Merged.", ("Call the auditor", f"person:{lena}"), ("Watch the queue", await berlin(relay))
    )
    await relay.until(at("lena", "Mon 10:00"))
    said = await text(relay, "lena")
    assert "For you: Call the auditor (from Mia, Atlas)\n[Pick up]" in said
    assert "1 open step for anyone in Berlin, Atlas" in said
    await relay.acts("lena", "pick_up", (await relay.steps())["Watch the queue"].id)
    said = await text(relay, "lena")
    assert "You hold: Watch the queue (from Mia, Atlas)\n[Done]" in said
    assert "open step for anyone" not in said
    assert "Watch the queue" not in await text(relay, "maya")


async def test_a_question_waits_on_the_author_and_the_step_on_the_answer(relay: Relay) -> None:
    await relay_at(relay, at("mia", "Mon 17:20"))
    lena = (await relay.person("lena")).id
    await relay.hands_over("mia", "Merged.", ("Call the auditor", f"person:{lena}"))
    step = (await relay.steps())["Call the auditor"].id
    await relay.until(at("lena", "Mon 10:00"))
    asked = await relay.acts("lena", "ask", step)
    assert isinstance(asked, Ask)
    await relay.says("lena", asked.form, "Which of the two?")
    assert "Waits for an answer: Call the auditor (from Mia, Atlas)" in await text(relay, "lena")
    said = await text(relay, "mia")
    assert "Lena asks about “Call the auditor”:\nWhich of the two?\n[Answer]" in said
    answer = next(one for one in buttons(await home(relay, "mia")) if one.text == "Answer")
    reply = await relay.answers("mia", int(answer.value))
    assert isinstance(reply, Ask)
    await relay.says("mia", reply.form, "The first.")
    assert "Nothing waits on you." in await text(relay, "mia")
    assert "For you: Call the auditor" in await text(relay, "lena")


async def test_todays_digest_is_linked_once_it_is_there(relay: Relay) -> None:
    await relay_at(relay, at("mia", "Mon 17:20"))
    await relay.hands_over("mia", "Merged.", ("Watch the queue", await berlin(relay)))
    before = await home(relay, "lena")
    assert not linked_keys(before)
    await relay.until(at("lena", "Mon 09:30"))
    (digest,) = await relay.posted("digest")
    assert linked_keys(await home(relay, "lena")) == {digest.key}


async def test_with_nothing_to_do_it_says_so(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    assert "Nothing waits on you." in await text(relay, "lena")


# ---- teams


async def test_a_team_says_how_one_takes_part_and_who_works_now(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    said = await text(relay, "lena")
    assert "Atlas (its channel): you write and receive hand-offs, in its region Berlin" in said
    assert "1 of 3 others is at work now. Looked after by Lena. Landing page: Atlas." in said
    assert "[Digest now] [Receive only] [Change the relay] [Help with context] [Leave]" in said
    assert "[Digest now] [Receive only] [Help with context] [Leave]" in await text(relay, "maya")
    assert "[Digest now] [Write too] [Help with context] [Leave]" in await text(relay, "arjun")


async def test_a_team_that_nobody_looks_after_can_be_taken_over(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    await relay.leaves("lena")
    assert "[Take it over]" in await text(relay, "maya")


async def test_the_part_is_changed_and_the_evening_follows(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    for _ in range(2):
        assert await part_changed(relay, "lena", "receives") == Nothing()
    assert await relay.prompt_at("lena") is None
    assert "you receive hand-offs" in await text(relay, "lena")
    assert await part_changed(relay, "lena", "writes") == Nothing()
    assert await relay.prompt_at("lena") == at("lena", "Mon 17:15")


async def test_who_is_in_no_such_team_changes_nothing(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    assert "not in this relay" in told(await part_changed(relay, "sam", "writes"))
    asked = await relay.store.transact(app_home.ask_to_leave, user("sam"), TeamId(1), now=relay.now)
    assert "not in this relay" in told(asked)


async def test_leaving_asks_once_more_and_gives_back_what_one_holds(relay: Relay) -> None:
    await relay_at(relay, at("mia", "Mon 17:20"))
    await relay.hands_over("mia", "Merged.", ("Watch the queue", await berlin(relay)))
    await relay.until(at("lena", "Mon 10:00"))
    await relay.acts("lena", "pick_up", (await relay.steps())["Watch the queue"].id)
    number = (await relay.whole()).id
    asked = await relay.store.transact(app_home.ask_to_leave, user("lena"), number, now=relay.now)
    assert isinstance(asked, Ask)
    (note,) = asked.form.fields
    assert "The step that you hold goes back" in repr(note)
    assert "last to look after it" in repr(note)
    assert (await relay.steps())["Watch the queue"].state == "picked_up"
    stranger = await relay.store.transact(app_home.leave, user("mia"), token=asked.form.token, now=relay.now)
    assert "nothing has changed" in told(stranger)
    assert len((await relay.whole()).members) == 4
    for _ in range(2):
        left = await relay.store.transact(app_home.leave, user("lena"), token=asked.form.token, now=relay.now)
        assert left == Nothing()
    assert (await relay.steps())["Watch the queue"].state == "open"
    assert "You are in no team yet" in await text(relay, "lena")


async def test_an_old_form_does_not_send_away_who_came_back(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    number = (await relay.whole()).id
    asked = await relay.store.transact(app_home.ask_to_leave, user("maya"), number, now=relay.now)
    assert isinstance(asked, Ask)
    token = asked.form.token
    await relay.store.transact(app_home.leave, user("maya"), token=token, now=relay.now)
    await relay.joins("maya")
    await relay.store.transact(app_home.leave, user("maya"), token=token, now=relay.now)
    assert len((await relay.whole()).members) == 4


async def test_a_digest_is_of_the_team_that_was_pressed(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("maya", "lena", name="borealis")
    other = (await relay.whole("borealis")).id
    shown = await relay.store.read(app_home.digest_of, user("lena"), other, now=relay.now)
    assert "Nothing waits for" in told(shown)


async def test_a_home_that_is_out_of_date_shows_no_digest_of_a_team_that_one_has_left(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("maya", "lena", name="borealis")
    other = (await relay.whole("borealis")).id
    await relay.leaves("lena", channel_name="borealis")
    shown = await relay.store.read(app_home.digest_of, user("lena"), other, now=relay.now)
    assert "not in" in told(shown)


# ---- what a private channel says stays in it


async def test_what_is_in_a_channel_that_one_cannot_be_told_to_be_in_is_not_shown(relay: Relay) -> None:
    await relay_at(relay, at("mia", "Mon 17:20"))
    await relay.hands_over("mia", "Merged.", ("Watch the queue", await berlin(relay)))
    said = words_of(await home(relay, "lena", hidden=[channel("atlas")]))
    for secret in ("Atlas", "Watch the queue", "open step", "Mia"):
        assert secret not in said.replace("as Atlas has it", "")
    assert "1 team is not shown" in said


# ---- settings and strangers


async def test_it_says_where_zone_and_week_come_from(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    pairs = repr((await home(relay, "lena")).blocks)
    assert "Berlin (Europe/Berlin), from your profile" in pairs
    assert "mon-fri 09:00-17:30, as Atlas has it" in pairs
    assert "en-GB" in pairs


@pytest.mark.parametrize(
    ("eligible", "words"),
    [(True, "You are in no team yet"), (False, "Only full members")],
    ids=["a member of the workspace", "a guest"],
)
async def test_in_no_team_it_says_how_to_begin(relay: Relay, eligible: bool, words: str) -> None:
    there = profile("sam", eligible=eligible)
    await relay.store.transact(app_home.meet, there, now=relay.now)
    assert words in await text(relay, "sam")


async def test_whom_nobody_knows_has_nothing_to_see(relay: Relay) -> None:
    assert "could not find your profile" in await text(relay, "ghost")


# ---- much of it


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_opening_it_costs_as_many_statements_however_much_there_is(relay: Relay) -> None:
    await relay.team("lena", "mia")
    few = await relay.store.read(_counted, relay)
    for number in range(12):
        plan = Plan(
            place=channel(f"team{number}"),
            name=f"Team {number}",
            projects=(ProjectPlan(name="Checkout"),),
            writes=tuple(profile(one) for one in ("lena", "mia", "maya")),
            receives=(),
        )
        await relay.store.transact(team.set_up, plan, by=user("lena"), welcome=False, now=relay.now)
    await relay.until(at("mia", "Mon 17:20"))
    lena = (await relay.person("lena")).id
    for number in range(6):
        left = [(f"Step {number} {one}", f"person:{lena}") for one in range(10)]
        await relay.hands_over("mia", "Merged.", *left, where=f"team{number}")
    many = await relay.store.read(_counted, relay)
    assert "And 44 more: /digest me" in await text(relay, "lena")
    assert "And 1 more: Team 11." in await text(relay, "lena")
    assert few <= many <= 19


def _counted(tx: Tx, relay: Relay) -> int:
    """How many statements it takes once its teams have been put together."""
    ran: list[str] = []

    def counts(*happened: Any) -> None:
        ran.append(happened[2])

    app_home.show(tx, user("lena"), now=relay.now)
    event.listen(tx.connection, "before_cursor_execute", counts)
    app_home.show(tx, user("lena"), now=relay.now)
    event.remove(tx.connection, "before_cursor_execute", counts)
    return len(ran)


async def test_a_focus_is_shown_with_its_way_out_and_else_with_ways_in(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    ways = [one.text for one in buttons(await home(relay, "lena")) if "ocus" in one.text]
    assert ways == ["Focus for 1 h", "Focus for 2 h", "Focus for 4 h"]
    await relay.store.transact(focus.said, user("lena"), "until 11:30 release notes", now=relay.now)
    said = await text(relay, "lena")
    assert "Focus: until 11:30 (Berlin) (release notes); what I would send you unasked waits for that" in said
    assert [one.text for one in buttons(await home(relay, "lena")) if "ocus" in one.text] == ["End focus"]


async def test_a_status_is_offered_where_it_can_be_granted_and_else_not(relay: Relay) -> None:
    await relay_at(relay, at("lena", "Mon 10:00"))
    page = "https://bot.example.com/slack/grant"
    answer = await relay.store.read(app_home.show, user("lena"), page=page, now=relay.now)
    assert isinstance(answer, Home)
    assert [one.url for one in buttons(answer.document) if one.name == "presence.grant"] == [page]
    assert [one for one in buttons(await home(relay, "lena")) if one.name == "presence.grant"] == []
