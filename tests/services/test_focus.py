"""Somebody in focus: what would come unasked is held until it ends, and nothing else is."""

from datetime import datetime, timedelta

import pytest

from bot.messages.answer import Replace, Tell
from bot.messages.document import Document, say
from bot.services import focus, note
from bot.services.posting import letter_to
from storage import focus as shelf
from storage import notes, outbox, people
from storage.transaction import Tx
from tests.services.asking import asks
from tests.services.given import Relay, at, buttons, text_of, told, user
from tests.services.steps import STEP, opened


async def says(relay: Relay, name: str, text: str) -> str:
    return told(await relay.store.transact(focus.said, user(name), text, now=relay.now))


async def ends(relay: Relay, name: str) -> Document:
    answer = await relay.store.transact(focus.end, user(name), now=relay.now)
    assert isinstance(answer, Replace), answer
    return answer.document


async def sent(relay: Relay, kind: str, to: str) -> list[str]:
    """What has become of each of that kind."""
    return [one.state for one in await relay.posted(kind, to=to)]


async def held(relay: Relay, name: str) -> list[str]:
    person = (await relay.person(name)).id
    return [one.kind for one in (await relay.store.read(notes.holding, [person])).get(person, [])]


async def moves(relay: Relay, then: datetime) -> None:
    """Let time pass without anything new coming up."""
    relay.clock.move_to(then)
    await relay.delivers()


@pytest.mark.parametrize(("minutes", "told_of"), [("5m", []), ("2h", ["step"])], ids=["over by then", "on"])
async def test_a_step_that_was_not_mentioned_for_it_waits_in_the_note(
    relay: Relay, minutes: str, told_of: list[str]
) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Tue 15:20"))
    await relay.hands_over("maya", "Rates are set.", (STEP, f"person:{(await relay.person('lena')).id}"))
    await says(relay, "lena", minutes)
    await relay.until(at("lena", "Tue 17:00"))
    assert STEP in "".join(one.text for one in await relay.posted("handover", "digest", to="atlas"))
    assert await held(relay, "lena") == told_of


@pytest.fixture
async def busy(relay: Relay) -> Relay:
    """Maya is in focus from ten until noon."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Tue 10:00"))
    await says(relay, "maya", "2h release notes")
    return relay


async def test_it_is_told_until_when_what_happens_and_how_it_ends(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Tue 10:00"))
    answer = await relay.store.transact(focus.said, user("maya"), "until 12:00 release notes", now=relay.now)
    assert isinstance(answer, Tell)
    said = told(answer)
    assert "You are in focus until 12:00 (New York): \u201crelease notes\u201d." in said
    assert "what I would send you unasked until it ends" in said
    assert "hand-off" not in said
    assert [one.text for one in buttons(answer.document)] == ["End focus"]
    assert await says(relay, "maya", "") == said


async def test_a_request_comes_as_the_focus_ends(busy: Relay) -> None:
    await asks(busy, "lena", "maya")
    await busy.delivers()
    [receipt] = await busy.posted("ask_receipt", to="lena")
    assert "Maya is in focus, and gets it as that ends, Tue 3 Nov, 18:00 (Berlin)." in receipt.text
    await moves(busy, at("maya", "Tue 11:59"))
    assert await sent(busy, "ask", "maya") == ["waiting"]
    await moves(busy, at("maya", "Tue 12:00"))
    assert await sent(busy, "ask", "maya") == ["sent"]
    assert await held(busy, "maya") == []


async def test_its_promise_counts_the_focus_as_no_time_to_work_on_it(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Tue 13:00"))
    plain = await asks(relay, "lena", "maya")
    await says(relay, "maya", "2h")
    later = await asks(relay, "lena", "maya")
    assert plain.promise is not None
    assert later.promise is not None
    assert plain.promise.at == at("maya", "Wed 13:00")
    assert later.promise.worked_at == at("maya", "Wed 10:30")
    assert plain.promise.worked_at == at("maya", "Tue 17:00")


async def test_a_question_comes_as_the_focus_ends(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "Vouchers pass.", (STEP, "awake"))
    await relay.until(at("lena", "Tue 15:30"))
    await says(relay, "lena", "1h")
    form = await opened(relay, "maya", "ask", (await relay.steps())[STEP].id)
    answer = told(await relay.says("maya", form, "Which rate?"))
    assert "is in focus, and gets it as that ends, Tue 3 Nov, 10:30 (New York)" in answer
    await relay.delivers()
    assert await sent(relay, "question", "lena") == ["waiting"]
    await moves(relay, at("lena", "Tue 16:30"))
    assert await sent(relay, "question", "lena") == ["sent"]


async def test_the_morning_note_comes_as_the_focus_ends(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Mon 20:00"))
    await relay.store.transact(waits, "maya", now=relay.now)
    await relay.until(at("maya", "Tue 08:50"))
    assert "what I would send you unasked until it ends" in await says(relay, "maya", "4h")
    await relay.until(at("maya", "Tue 12:49"))
    assert await sent(relay, "note", "maya") == ["waiting"]
    await relay.until(at("maya", "Tue 12:51"))
    await relay.delivers()
    assert await sent(relay, "note", "maya") == ["sent"]
    assert await held(relay, "maya") == []


@pytest.mark.parametrize("way", ["command", "button"])
async def test_ended_early_it_comes_at_once(busy: Relay, way: str) -> None:
    await asks(busy, "lena", "maya")
    await moves(busy, at("maya", "Tue 10:30"))
    assert await sent(busy, "ask", "maya") == ["waiting"]
    said = await says(busy, "maya", "end") if way == "command" else text_of(await ends(busy, "maya"))
    assert "Your focus is over" in said
    await busy.delivers()
    assert await sent(busy, "ask", "maya") == ["sent"]


async def test_ended_twice_the_second_time_changes_nothing(busy: Relay) -> None:
    await ends(busy, "maya")
    again = await ends(busy, "maya")
    assert "not in focus any more" in text_of(again)


async def test_ending_one_brings_nothing_that_waits_for_something_else(busy: Relay) -> None:
    await busy.store.transact(puts, "maya", at("maya", "Wed 09:00"), now=busy.now)
    await ends(busy, "maya")
    await busy.delivers()
    assert await sent(busy, "made up", "maya") == ["waiting"]


@pytest.mark.parametrize(("text", "comes_at"), [("4h", "14:30"), ("30m", "11:00")], ids=["longer", "shorter"])
async def test_said_again_the_new_end_counts(busy: Relay, text: str, comes_at: str) -> None:
    await asks(busy, "lena", "maya")
    await moves(busy, at("maya", "Tue 10:30"))
    await says(busy, "maya", text)
    end = at("maya", f"Tue {comes_at}")
    await moves(busy, end - timedelta(minutes=1))
    assert await sent(busy, "ask", "maya") == ["waiting"]
    await moves(busy, end)
    assert await sent(busy, "ask", "maya") == ["sent"]


async def test_beyond_their_day_it_is_told_once_in_the_next_morning_note(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Tue 15:00"))
    assert "waits for your morning note" in await says(relay, "maya", "4h")
    await asks(relay, "sam", "maya")
    await relay.delivers()
    [receipt] = await relay.posted("ask_receipt", to="sam")
    assert "Maya reads it when their day begins, Wed 4 Nov, 06:00 (Los Angeles)." in receipt.text
    await relay.until(at("maya", "Wed 09:01"))
    assert await sent(relay, "ask", "maya") == ["dropped"]
    notes_there = [one for one in await relay.posted("note", to="maya") if "asks you a question" in one.text]
    assert [one.state for one in notes_there] == ["sent"]


async def test_beyond_their_day_who_is_in_no_team_has_it_as_they_next_work(
    relay: Relay,
) -> None:
    await relay.team("lena", "maya")
    await relay.leaves("maya")
    await relay.until(at("maya", "Tue 15:00"))
    said = await says(relay, "maya", "4h")
    assert "It ends outside your hours, so what I would send you unasked waits until you next work." in said
    await asks(relay, "lena", "maya")
    await relay.until(at("maya", "Wed 08:59"))
    assert await sent(relay, "ask", "maya") == ["waiting"]
    await relay.until(at("maya", "Wed 09:01"))
    await relay.delivers()
    assert await sent(relay, "ask", "maya") == ["sent"]


async def test_beyond_their_day_and_ended_while_they_work_it_comes_at_once(relay: Relay) -> None:
    await relay.team("maya", "sam")
    await relay.until(at("maya", "Tue 15:00"))
    await says(relay, "maya", "4h")
    await asks(relay, "sam", "maya")
    await moves(relay, at("maya", "Tue 16:00"))
    await ends(relay, "maya")
    await relay.delivers()
    assert await sent(relay, "ask", "maya") == ["sent"]


async def test_the_evening_is_not_held_and_that_is_said(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Tue 15:00"))
    said = await says(relay, "maya", "4h")
    assert "Only the question for tonight's hand-off comes all the same, at 17:15 (New York)." in said
    await relay.until(at("maya", "Tue 18:00"))
    prompts = [one for one in await relay.posted("prompt", to="maya") if "/2026-11-03" in one.key]
    assert [one.state for one in prompts] == ["sent"]
    assert (await sent(relay, "reminder", "maya"))[-1:] == ["sent"]


async def test_an_evening_that_is_answered_is_not_spoken_of(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Tue 15:00"))
    await relay.hands_over("maya", "Vouchers pass.")
    assert "hand-off" not in await says(relay, "maya", "4h")


async def test_a_receipt_of_what_they_do_meanwhile_comes_at_once(busy: Relay) -> None:
    await asks(busy, "maya", "sam")
    await busy.delivers()
    assert await sent(busy, "ask_receipt", "maya") == ["sent"]


async def test_who_was_not_mentioned_in_a_channel_for_it_has_it_privately_afterwards(busy: Relay) -> None:
    one = await asks(busy, "sam", "maya", "lena", where="here")
    await busy.delivers()
    mayas = (await busy.person("maya")).id
    assert [each.key for each in await busy.posted("ask")] == [f"ask/{one.id}/{mayas}"]
    await moves(busy, at("maya", "Tue 12:00"))
    assert await sent(busy, "ask", "maya") == ["sent"]


async def test_a_button_begins_one_of_its_length(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Tue 10:00"))
    answer = await relay.store.transact(focus.begin, user("maya"), 240, now=relay.now)
    assert isinstance(answer, Replace)
    one = await relay.store.read(shelf.get, (await relay.person("maya")).id, now=relay.now)
    assert one is not None
    assert one.ends_at - relay.now == timedelta(hours=4)


async def test_a_button_of_no_such_length_begins_none(relay: Relay) -> None:
    await relay.team("lena", "maya")
    answer = await relay.store.transact(focus.begin, user("maya"), 10**9, now=relay.now)
    assert isinstance(answer, Replace)
    assert "You are not in focus" in text_of(answer.document)


async def test_words_that_name_no_length_change_nothing_and_are_shown(busy: Relay) -> None:
    before = await says(busy, "maya", "")
    said = await says(busy, "maya", "90 reviews")
    assert "minutes or hours" in said
    assert "90 reviews" in said
    assert "/sunrelay focus 2h" in said
    assert await says(busy, "maya", "") == before


async def test_at_night_it_is_said_that_everything_waits_anyway(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Mon 20:00"))
    assert "You are outside your hours now" in await says(relay, "maya", "2h")


async def test_it_ends_by_itself(busy: Relay) -> None:
    busy.clock.move_to(at("maya", "Tue 12:00"))
    assert "You are not in focus" in await says(busy, "maya", "")


async def test_whom_the_platform_does_not_know_is_told_so(relay: Relay) -> None:
    assert "could not find your profile" in await says(relay, "nobody", "2h")


def waits(tx: Tx, name: str, *, now: datetime) -> None:
    """A question about their zone waits for the note."""
    person = people.by_ref(tx, user(name))
    assert person is not None
    people.set_travel(tx, person.id, home_zone="Asia/Tokyo", travel="asked")
    note.wait(tx, [person.id], "travel", "Asia/Tokyo", now=now)


def puts(tx: Tx, name: str, then: datetime, *, now: datetime) -> None:
    """A letter that is for later."""
    person = people.by_ref(tx, user(name))
    assert person is not None
    document = Document(blocks=(say("Hear this."),), summary="Hear this.", kind="made up")
    letter = letter_to(person, document, key="made up/7")
    outbox.put(tx, letter, tenant=person.tenant, now=now, not_before=then)
