"""Undo of days off brings back what they took in, and there is none where nothing has changed."""

from datetime import timedelta

from bot.domain.dayoff import Absence
from bot.messages.answer import Answer, Nothing, Replace, Tell
from bot.services import away
from tests.services.given import Relay, at, buttons, day, text_of, told, user


async def says(relay: Relay, text: str) -> Answer:
    """`/sunrelay away TEXT`, by Lena."""
    return await relay.store.transact(away.said, user("lena"), text, now=relay.now)


async def undoes(relay: Relay, said: Answer, label: str = "Undo") -> str:
    """Press the first button of that name."""
    assert isinstance(said, Tell), said
    value = next(one.value for one in buttons(said.document) if one.text == label)
    answer = await relay.store.transact(away.cancel, user("lena"), value, now=relay.now)
    assert isinstance(answer, Replace | Tell), answer
    return text_of(answer.document)


async def set_now(relay: Relay) -> list[tuple[str, str, str | None]]:
    """Lena's absences, as `Mon 9`."""
    kept = (await relay.person("lena")).days.away
    return [(f"{one.first:%a} {one.first.day}", f"{one.last:%a} {one.last.day}", one.half) for one in kept]


async def test_undone_the_days_that_were_set_before_are_there_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await says(relay, "9 nov - 13 nov")
    joined = await says(relay, "13 nov - 17 nov")
    assert "You are away Mon 9 \u2013 Tue 17 Nov" in told(joined)
    text = await undoes(relay, joined)
    assert "instead of Mon 9 \u2013 Tue 17 Nov you are away Mon 9 \u2013 Fri 13 Nov, as before" in text
    assert await set_now(relay) == [("Mon 9", "Fri 13", None)]
    assert "not set any more" in await undoes(relay, joined)


async def test_joined_one_by_one_they_are_undone_one_by_one(relay: Relay) -> None:
    await relay.team("lena", "maya")
    first = await says(relay, "tue afternoon")
    second = await says(relay, "tue - wed")
    third = await says(relay, "wed - fri")
    for said, left in (
        (third, [("Tue 3", "Wed 4", None)]),
        (second, [("Tue 3", "Tue 3", "second")]),
        (first, []),
    ):
        await undoes(relay, said)
        assert await set_now(relay) == left


async def test_several_that_were_joined_are_several_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await says(relay, "tue")
    await says(relay, "thu morning")
    await undoes(relay, await says(relay, "mon - fri"))
    assert await set_now(relay) == [("Tue 3", "Tue 3", None), ("Thu 5", "Thu 5", "first")]


async def test_days_that_are_off_already_change_nothing_and_have_no_undo(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await says(relay, "9 nov - 13 nov")
    answer = await says(relay, "11 nov")
    assert "You are away Mon 9 \u2013 Fri 13 Nov (5 working days) already, so nothing has changed" in told(
        answer
    )
    assert "[Undo]" not in told(answer)
    assert await set_now(relay) == [("Mon 9", "Fri 13", None)]


async def test_cancel_in_the_list_takes_back_all_of_it(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await says(relay, "9 nov - 13 nov")
    await says(relay, "13 nov - 17 nov")
    assert "You are not away Mon 9 \u2013 Tue 17 Nov" in await undoes(relay, await says(relay, ""), "Cancel")
    assert await set_now(relay) == []


async def test_where_today_was_off_before_it_stays_off_and_nothing_is_asked(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await says(relay, "today")
    await undoes(relay, await says(relay, "today - wed"))
    assert await set_now(relay) == [("Mon 2", "Mon 2", None)]
    assert await relay.evenings("lena") == [(day("Mon"), "skipped", "away")]


async def test_back_from_im_off_today_the_afternoon_is_off_as_it_was(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 09:30"))
    await says(relay, "this afternoon")
    await relay.until(at("lena", "Mon 13:05"))
    assert len(await relay.posted("prompt", to="lena")) == 1
    await relay.presses("lena", "off", "Mon")
    assert await set_now(relay) == [("Mon 2", "Mon 2", None)]
    assert await relay.presses("lena", "undo", "Mon") == Nothing()
    assert await set_now(relay) == [("Mon 2", "Mon 2", "second")]
    assert await relay.evenings("lena") == [(day("Mon"), "asked", None)]


async def test_back_for_a_day_of_a_longer_absence_its_half_is_off_as_it_was(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 09:30"))
    await says(relay, "this afternoon")
    await relay.until(at("lena", "Mon 13:05"))
    await says(relay, "today")
    await says(relay, "today - tue")
    await relay.presses("lena", "undo", "Mon")
    assert await set_now(relay) == [("Mon 2", "Mon 2", "second"), ("Tue 3", "Tue 3", None)]


async def test_however_often_days_are_added_what_is_kept_of_it_stays_small(relay: Relay) -> None:
    await relay.team("lena", "maya")
    for days in range(2 * away.MOST_UNDONE):
        lena = await relay.person("lena")
        longer = Absence(first=day("Tue"), last=day("Tue") + timedelta(days=days))
        await relay.store.transact(away.add, lena, longer, now=relay.now)
    one, deep = (await relay.person("lena")).days.away[0], 0
    while one.replaced:
        one, deep = one.replaced[0], deep + 1
    assert deep == away.MOST_UNDONE


async def test_days_that_are_refused_leave_the_evening_open(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await says(relay, "3 nov - 5 dec 2027")
    await relay.until(at("lena", "Mon 17:20"))
    key = (await relay.posted("prompt", to="lena"))[0].key
    before = await relay.stands(key)
    text = told(await says(relay, "30 oct 2026 - 4 nov 2026"))
    assert "Nothing has changed" in text
    assert "more than 400 days" in text
    assert await relay.stands(key) == before
    assert await relay.evenings("lena") == [(day("Mon"), "asked", None)]
