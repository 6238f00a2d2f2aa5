"""A prompt whose day has just become a holiday of theirs says so, and *Undo* brings the evening back."""

from datetime import date

from bot.domain.evening import prompt_key
from bot.messages import holiday as messages
from bot.messages.answer import Ask, Nothing, Tell
from bot.messages.document import Button
from bot.services import holiday
from storage import outbox
from tests.services.given import Relay, at, buttons, told, user

# 24 November, Guru Nanak's Birthday in India.
TODAY, WEEK = date(2026, 11, 24), 3
ASKS = "[Write hand-off] [Nothing to hand over] [In 30 minutes] [I'm off today]"


async def asked(relay: Relay) -> str:
    """Arjun's prompt of a holiday where they seem to live has come; returns its key."""
    relay.clock.move_to(at("arjun", "Mon 06:00", week=WEEK))
    await relay.team("arjun", "lena")
    await relay.until(at("arjun", "Tue 17:20", week=WEEK))
    key = prompt_key((await relay.person("arjun")).id, TODAY)
    assert await relay.stands(key) == (await relay.posted("prompt", to="arjun"))[-1].text
    return key


async def confirms(relay: Relay) -> str:
    """*I have them*; returns what *Undo* holds."""
    answer = await relay.store.transact(holiday.confirm, user("arjun"), "IN", now=relay.now)
    assert isinstance(answer, Tell)
    return next(one.value for one in buttons(answer.document) if one.name == messages.UNDO)


async def undoes(relay: Relay, token: str) -> str:
    return told(await relay.store.transact(holiday.undo, user("arjun"), token=token, now=relay.now))


async def tonight(relay: Relay) -> tuple[str, str | None]:
    one = await relay.evening("arjun", TODAY)
    assert one is not None
    return one.state, one.why


async def reminded(relay: Relay, before: int) -> list[str]:
    return [one.text for one in await relay.posted("reminder", "snooze", to="arjun")][before:]


async def stands_with(relay: Relay, key: str) -> list[Button]:
    edited = [one for one in await relay.posted(to="arjun", edits=True) if one.letter.replaces == key]
    return buttons(edited[-1].letter.document)


async def test_the_prompt_says_that_it_is_a_holiday_of_theirs_and_asks_nothing(relay: Relay) -> None:
    key = await asked(relay)
    token = await confirms(relay)
    said = "Today is a holiday of yours: Guru Nanak's Birthday. I will not ask about it again.\n[Undo]"
    assert await relay.stands(key) == said
    assert [(one.name, one.value) for one in await stands_with(relay, key)] == [(messages.UNDO, token)]
    await relay.store.transact(holiday.confirm, user("arjun"), "IN", now=relay.now)
    assert await relay.stands(key) == said, "pressed twice"


async def test_undo_asks_again_as_before_and_reminds(relay: Relay) -> None:
    key = await asked(relay)
    before, reminders = await relay.stands(key), len(await reminded(relay, 0))
    token = await confirms(relay)
    assert "as they were" in await undoes(relay, token)
    assert await relay.stands(key) == before
    assert ASKS in before
    assert "[I have them] [Others, or none]" in before
    assert await tonight(relay) == ("asked", None)
    assert (await relay.person("arjun")).days.country is None
    await relay.until(at("arjun", "Tue 18:10", week=WEEK))
    assert len(await reminded(relay, reminders)) == 1
    assert await tonight(relay) == ("quiet", None)


async def test_undo_pressed_twice_changes_nothing(relay: Relay) -> None:
    key = await asked(relay)
    token = await confirms(relay)
    first = await undoes(relay, token)
    assert await relay.presses("arjun", "nothing", TODAY) == Nothing()
    answered = await relay.stands(key)
    assert await undoes(relay, token) == first
    assert await relay.stands(key) == answered
    assert await tonight(relay) == ("answered", "nothing")


async def test_confirmed_again_after_undo_it_is_a_holiday_again(relay: Relay) -> None:
    key = await asked(relay)
    await undoes(relay, await confirms(relay))
    token = await confirms(relay)
    assert "Today is a holiday of yours" in await relay.stands(key)
    assert [one.value for one in await stands_with(relay, key)] == [token]


async def test_undo_after_the_reminder_would_have_come_asks_quietly(relay: Relay) -> None:
    key = await asked(relay)
    before, reminders = await relay.stands(key), len(await reminded(relay, 0))
    token = await confirms(relay)
    await relay.until(at("arjun", "Tue 19:00", week=WEEK))
    await undoes(relay, token)
    assert await relay.stands(key) == before.replace("Your day ends at", "Your day ended at")
    await relay.until(at("arjun", "Tue 23:00", week=WEEK))
    assert await tonight(relay) == ("quiet", None)
    assert await reminded(relay, reminders) == []


async def test_undo_once_the_evening_is_over_leaves_it_as_it_was(relay: Relay) -> None:
    key = await asked(relay)
    token = await confirms(relay)
    skipped, said = await tonight(relay), await relay.stands(key)
    await relay.until(at("arjun", "Wed 10:00", week=WEEK))
    assert "as they were" in await undoes(relay, token)
    assert (await tonight(relay), await relay.stands(key)) == (skipped, said)
    assert (await relay.person("arjun")).days.country is None


async def test_undo_brings_a_snooze_back(relay: Relay) -> None:
    key = await asked(relay)
    await relay.presses("arjun", "snooze", TODAY)
    before, reminders = await relay.stands(key), len(await reminded(relay, 0))
    token = await confirms(relay)
    assert "Today is a holiday of yours" in await relay.stands(key)
    await undoes(relay, token)
    assert await relay.stands(key) == before
    await relay.until(at("arjun", "Tue 18:30", week=WEEK))
    (again,) = await reminded(relay, reminders)
    assert "Back, as you asked" in again


async def test_a_hand_off_written_on_the_holiday_stays_the_answer(relay: Relay) -> None:
    key = await asked(relay)
    token = await confirms(relay)
    await relay.hands_over("arjun", "Half done.", day=TODAY)
    receipt = await relay.stands(key)
    assert "Handed over" in receipt
    await undoes(relay, token)
    assert (await tonight(relay), await relay.stands(key)) == (("answered", "handoff"), receipt)


async def test_a_day_of_ones_own_named_tonight_turns_the_prompt_too(relay: Relay) -> None:
    key = await asked(relay)
    opened = await relay.store.transact(holiday.open_form, user("arjun"), now=relay.now)
    assert isinstance(opened, Ask)
    values = {messages.PLACE: "none", messages.ALSO: "", messages.OWN: "off 24 nov 2026 Moving"}
    answer = await relay.store.transact(
        holiday.sent, user("arjun"), token=opened.form.token, values=values, now=relay.now
    )
    assert "Today is a holiday of yours: Moving." in await relay.stands(key)
    await undoes(relay, opened.form.token)
    assert ASKS in await relay.stands(key)
    assert isinstance(answer, Tell)


async def test_a_prompt_that_has_not_left_does_not_leave_any_more(relay: Relay) -> None:
    await relay.team("arjun", "lena")
    await relay.until(at("arjun", "Tue 17:14", week=WEEK))
    await relay.until(at("arjun", "Tue 17:16", week=WEEK), delivers=False)
    await confirms(relay)
    await relay.delivers()
    assert "Today is a holiday of yours" in (await relay.posted(to="arjun"))[-1].text
    key = prompt_key((await relay.person("arjun")).id, TODAY)
    assert await relay.store.read(outbox.standing, [key]) == {}


async def test_back_from_im_off_today_the_holiday_is_asked_about_again(relay: Relay) -> None:
    key = await asked(relay)
    before = await relay.stands(key)
    await relay.presses("arjun", "off", TODAY)
    await relay.presses("arjun", "undo", TODAY)
    assert await relay.stands(key) == before
