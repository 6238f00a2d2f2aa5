"""A promise that ends without an answer: everyone sees it, and one quiet reminder waits for the morning."""

from datetime import timedelta

from bot.domain.identity import RequestId
from bot.domain.team import Policy
from bot.domain.week import parse_week
from bot.services.request_overdue import OVERDUE
from storage import timers
from tests.services.asking import asks, meets, replies, stands, withdraws
from tests.services.given import Relay, at


async def asked(relay: Relay, *to: str) -> RequestId:
    """On Monday noon in New York; the promise ends at noon on Tuesday."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    one = await asks(relay, "sam", *to)
    assert one.promise is not None
    assert one.promise.at == at("maya", "Tue 12:00")
    return one.id


async def reminders(relay: Relay, name: str) -> list[str]:
    return [one.text for one in await relay.posted("note", to=name) if "was expected by" in one.text]


async def test_once_the_promise_has_ended_everyone_sees_that_it_is_overdue(relay: Relay) -> None:
    number = await asked(relay, "maya")
    await relay.until(at("maya", "Tue 11:59"))
    assert "An answer is expected by" in await relay.stands(f"ask/{number}/{(await relay.person('maya')).id}")
    await relay.until(at("maya", "Tue 12:00"))
    theirs = await relay.stands(f"ask/{number}/{(await relay.person('maya')).id}")
    assert "An answer was expected by Tue 3 Nov, 12:00 (New York). Sam still waits for it." in theirs
    assert "You still wait for it." in await relay.stands(f"ask_receipt/{number}")
    assert theirs.endswith("[Answer]")


async def test_one_reminder_waits_for_the_next_morning_of_each_who_was_asked(relay: Relay) -> None:
    await asked(relay, "maya", "lena")
    await relay.until(at("maya", "Tue 23:00"))
    assert await reminders(relay, "maya") == []
    await relay.until(at("maya", "Wed 09:01"))
    assert [len(await reminders(relay, name)) for name in ("maya", "lena", "sam")] == [1, 1, 0]
    await relay.until(at("maya", "Mon 09:01", week=1))
    assert [len(await reminders(relay, name)) for name in ("maya", "lena", "sam")] == [1, 1, 0]


async def test_who_is_in_no_team_is_reminded_by_itself(relay: Relay) -> None:
    number = await asked(relay, "maya")
    await relay.leaves("maya")
    await relay.until(at("maya", "Wed 08:00"))
    assert [one.key.count("/") for one in await relay.posted("ask") if one.state == "sent"] == [2]
    await relay.until(at("maya", "Wed 09:01"))
    await relay.tick()
    [_, again] = [one for one in await relay.posted("ask") if one.state == "sent"]
    assert "was expected by" in again.text
    await replies(relay, "maya", number, "Yes.")
    assert "You answered" in await relay.stands(again.key)


async def test_who_is_in_no_team_and_has_not_had_it_yet_has_it_once(relay: Relay) -> None:
    """Maya works at weekends, and what Lena is asked on Friday evening waits for Monday."""
    await relay.team("maya", "sam", policy=Policy(week=parse_week("mon-sun 09:00-17:30")))
    await meets(relay, "lena")
    await relay.until(at("maya", "Fri 12:00"))
    one = await asks(relay, "sam", "maya", "lena")
    await relay.until(at("maya", "Sun 12:00"))
    assert (await stands(relay, one.id)).state == "overdue"
    await relay.until(at("lena", "Mon 09:01", week=1))
    await relay.tick()
    [letter] = await relay.posted("ask", to="lena")
    assert letter.state == "sent"
    assert "was expected by" in await relay.stands(letter.key)


async def test_what_is_answered_or_withdrawn_in_time_is_never_overdue(relay: Relay) -> None:
    number = await asked(relay, "maya")
    other = await asks(relay, "sam", "maya")
    await replies(relay, "maya", number, "Yes.")
    await withdraws(relay, "sam", other.id)
    for one in (number, other.id):
        assert await relay.store.read(timers.get, OVERDUE, f"{one}") is None
    await relay.until(at("maya", "Wed 09:01"))
    assert await reminders(relay, "maya") == []


async def test_what_is_answered_before_the_morning_reminds_nobody(relay: Relay) -> None:
    number = await asked(relay, "maya", "lena")
    await relay.until(at("maya", "Tue 15:00"))
    await replies(relay, "maya", number, "Yes.")
    await relay.until(at("maya", "Thu 09:01"))
    assert [await reminders(relay, name) for name in ("maya", "lena")] == [[], []]


async def test_a_promise_that_ended_while_the_bot_was_down_is_found_overdue(relay: Relay) -> None:
    number = await asked(relay, "maya")
    relay.clock.move_to(at("maya", "Wed 15:00"))
    await relay.tick()
    assert (await stands(relay, number)).state == "overdue"
    await relay.until(relay.now + timedelta(days=1))
    assert len(await reminders(relay, "maya")) == 1
