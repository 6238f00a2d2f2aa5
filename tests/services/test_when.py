"""`/when` for people: told to anyone who asks, in their own time, and of an absence never why."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.dayoff import Absence, OwnDays
from bot.domain.team import Policy
from bot.domain.workday import parse_week
from bot.messages.answer import Tell
from bot.messages.document import When
from bot.services import focus, when
from storage import people
from tests.services.given import Relay, at, channel, profile, told, user


async def asks(relay: Relay, name: str, text: str, *, where: str = "") -> str:
    place = channel(where) if where else None
    return told(await relay.store.read(when.answer, user(name), text=text, place=place, now=relay.now))


async def says(relay: Relay, name: str, days: OwnDays) -> None:
    one = await relay.person(name)
    await relay.store.transact(people.set_days, one.id, days)


async def test_somebody_asleep_is_told_of_with_when_they_answer(relay: Relay) -> None:
    await relay.team("lena", "sam")
    await relay.until(at("lena", "Mon 10:00"))
    said = await asks(relay, "lena", "@sam")
    assert "Sam, Los Angeles" in said
    assert "Now: Mon 01:00, not at work" in said
    assert "Mon 2 Nov, 09:00 to 17:30 in Los Angeles, for you Mon 2 Nov, 18:00 (Berlin)" in said
    assert "18:00 (Berlin) to Tue 3 Nov, 02:30 (Berlin)" in said, "the end is on another day of hers"
    assert "Days off: none in the next two weeks" in said
    assert "expect it by Tue 3 Nov, 18:00 (Berlin)" in said


async def test_the_date_there_is_told_where_it_is_another(relay: Relay) -> None:
    await relay.team("sam", "mia")
    await relay.until(at("sam", "Mon 16:00"))
    said = await asks(relay, "sam", "mia")
    assert "Now: Tue 3 Nov, 11:00, at work until 17:30 there, 22:30 (Los Angeles) for you" in said


async def test_the_hours_two_share_are_told_in_the_readers_time(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 10:00"))
    said = await asks(relay, "lena", "@Maya")
    assert "today 15:00 (Berlin) to 17:30 (Berlin); tomorrow 15:00 (Berlin) to 17:30 (Berlin)" in said
    await relay.until(at("lena", "Fri 20:00"))
    assert "not today or tomorrow; next Mon 9 Nov, 15:00 (Berlin)" in await asks(relay, "lena", "@Maya")


async def test_who_is_in_focus_is_told_of_with_until_when_and_what_for(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Mon 13:00"))
    before = await asks(relay, "lena", "@maya")
    await relay.store.transact(focus.said, user("maya"), "2h release notes", now=relay.now)
    said = await asks(relay, "lena", "@maya")
    assert (
        "Now: Mon 13:00, in focus until 15:00 there, 21:00 (Berlin) for you (release notes); "
        "at work until 17:30 there" in said
    )
    assert "expect it by Tue 3 Nov, 19:00 (Berlin)" in before
    assert "expect it by Tue 3 Nov, 19:00 (Berlin)" in said
    assert "in focus until 15:00 (release notes); at work until 17:30" in await asks(relay, "maya", "me")
    relay.clock.move_to(at("maya", "Mon 15:00"))
    assert "in focus" not in await asks(relay, "lena", "@maya")


async def test_a_focus_outside_their_hours_is_not_spoken_of(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Mon 19:00"))
    await relay.store.transact(focus.said, user("maya"), "2h", now=relay.now)
    assert "in focus" not in await asks(relay, "lena", "@maya")


async def test_a_reply_from_who_is_in_focus_takes_four_hours_besides(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Mon 10:00"))
    await relay.store.transact(focus.said, user("maya"), "8h", now=relay.now)
    assert "expect it by Tue 3 Nov, 19:00 (Berlin)" in await asks(relay, "lena", "@maya")


async def test_of_an_absence_only_that_they_are_away(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Mon 10:00"))
    days = OwnDays(
        country="US",
        away=(Absence(id=1, first=date(2026, 11, 2), last=date(2026, 11, 3)),),
        off=((date(2026, 11, 5), "Surgery"),),
    )
    await says(relay, "maya", days)
    said = await asks(relay, "lena", "maya")
    assert "Now: Mon 10:00, away today" in said
    assert "Days off: Mon 2 to Tue 3 Nov (away); Thu 5 Nov (away); Wed 11 Nov (Veterans Day)" in said
    assert "Surgery" not in said
    assert "Wed 4 Nov, 09:00 to 17:30 in New York" in said


async def test_a_break_is_told_and_hours_in_two_parts_are_two(relay: Relay) -> None:
    await relay.team("lena", "maya", policy=Policy(week=parse_week("mon-fri 9-12, 19-22")))
    await relay.until(at("maya", "Mon 13:00"))
    said = await asks(relay, "lena", "maya")
    assert "on a break until 19:00 there, Tue 3 Nov, 01:00 (Berlin) for you" in said
    assert "Tue 3 Nov, 09:00 to 12:00 and 19:00 to 22:00 in New York, for you Tue 3 Nov, 15:00" in said


async def test_oneself_has_no_answer_to_wait_for(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 10:00"))
    said = await asks(relay, "lena", "me")
    assert "You, Berlin" in said
    assert "reply" not in said
    assert "both" not in said


async def test_several_share_what_all_of_them_and_the_reader_share(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 10:00"))
    said = await asks(relay, "maya", "@lena and @sam")
    assert "Lena, Berlin" in said
    assert "Sam, Los Angeles" in said
    assert "All of you work: at no common hour" in said
    assert "today 12:00 (New York) to 17:30 (New York)" in await asks(relay, "maya", "sam, me")


@pytest.mark.parametrize("text", ["zoe", "@Zoe Nobody", "maya and zoe", "@", "<@U0>", "*" * 4000])
async def test_nobody_known_is_answered_with_what_to_write(relay: Relay, text: str) -> None:
    await relay.team("lena", "maya")
    assert "/when @Maya Brooks" in await asks(relay, "lena", text)


async def test_two_of_one_name_are_asked_about(relay: Relay) -> None:
    await relay.team("lena", "maya", "mara")
    said = await asks(relay, "lena", "ma")
    assert "“ma” may be Mara or Maya." in said
    assert "/when @Mara" in said


async def test_whoever_no_longer_takes_part_is_told_of_to_nobody(relay: Relay) -> None:
    await relay.team("lena", "maya", "nora")
    await relay.store.transact(people.keep, [profile("nora", eligible=False)], now=relay.now)
    assert "nobody called" in await asks(relay, "lena", "nora")


async def test_who_is_in_no_team_is_told_of_all_the_same(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.leaves("maya")
    assert "Maya, New York" in await asks(relay, "lena", "maya")


async def test_who_asks_unmet_is_told_to_try_again(relay: Relay) -> None:
    assert "Try again" in await asks(relay, "zoe", "maya")


async def test_the_readers_times_are_instants(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(datetime(2026, 11, 2, 9, tzinfo=UTC))
    answer = await relay.store.read(when.answer, user("lena"), text="maya", place=None, now=relay.now)
    assert isinstance(answer, Tell)
    spans = [span for block in answer.document.blocks for row in getattr(block, "items", ()) for span in row]
    assert datetime(2026, 11, 3, 14, tzinfo=UTC) in [span.at for span in spans if isinstance(span, When)]
