"""One's own holidays: a guess skips nothing and is asked about; what is named counts, and is undone."""

from datetime import date

import pytest

from bot.domain.dayoff import OwnDays
from bot.domain.own_days import days_text, read_days
from bot.messages import holiday as messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.services import holiday
from bot.services.guess import guessed_on
from bot.services.holiday_place import place_words, read_place
from tests.services.given import Relay, at, buttons, day, told, user

TODAY = date(2026, 11, 2)


async def sends(relay: Relay, name: str, place: str, *, own: str = "", also: str = "") -> Answer:
    asked = await relay.store.transact(holiday.open_form, user(name), now=relay.now)
    assert isinstance(asked, Ask), asked
    values = {messages.PLACE: place, messages.ALSO: also, messages.OWN: own}
    return await relay.store.transact(
        holiday.sent, user(name), token=asked.form.token, values=values, now=relay.now
    )


async def undoes(relay: Relay, name: str, answer: Answer) -> str:
    assert isinstance(answer, Tell), answer
    token = buttons(answer.document)[0].value
    return told(await relay.store.transact(holiday.undo, user(name), token=token, now=relay.now))


async def days_of(relay: Relay, name: str) -> OwnDays:
    return (await relay.person(name)).days


async def test_a_guessed_holiday_skips_nothing(relay: Relay) -> None:
    await relay.team("arjun", "lena")
    await relay.until(at("arjun", "Sun 00:00", week=1))
    found = guessed_on(await relay.person("arjun"), date(2026, 11, 8))
    assert found is not None
    assert (found.country, "Diwali" in found.name) == ("India", True)
    assert (await relay.person("arjun")).days_off.reason(date(2026, 11, 8)) is None
    assert guessed_on(await relay.person("arjun"), date(2026, 11, 9)) is None


async def test_the_prompt_of_such_a_day_asks_and_one_press_skips_the_next(relay: Relay) -> None:
    await relay.team("arjun", "lena")
    await relay.until(at("arjun", "Tue 17:20", week=3))  # 24 November, Guru Nanak's Birthday
    (asked,) = [one for one in await relay.posted("prompt", to="arjun") if "India" in one.text]
    assert "in India" in asked.text
    answer = await relay.store.transact(holiday.confirm, user("arjun"), "IN", now=relay.now)
    assert "You have the holidays of India" in told(answer)
    again = await relay.store.transact(holiday.confirm, user("arjun"), "IN", now=relay.now)
    assert "You have the holidays of India" in told(again)
    assert (await days_of(relay, "arjun")).country == "IN"
    (today, state, why) = (await relay.evenings("arjun"))[-1]
    assert (today, state, "holiday" in (why or "")) == (date(2026, 11, 24), "skipped", True)
    reminded = len(await relay.posted("reminder", to="arjun"))
    await relay.until(at("arjun", "Tue 19:00", week=3))
    assert len(await relay.posted("reminder", to="arjun")) == reminded
    await relay.until(at("arjun", "Fri 18:00", week=7))  # 25 December
    assert ((await relay.evenings("arjun"))[-1])[1:] == ("skipped", "holiday: Christmas")


async def test_named_holidays_skip_their_evenings_and_undo_asks_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    answer = await sends(relay, "lena", "germany, bayern", own="off 4 nov Founders' day\nwork 25 dec")
    assert "Wed 4 Nov 2026: Founders' day" in told(answer)
    await relay.until(at("lena", "Wed 18:00"))
    assert (await relay.evenings("lena"))[-1] == (day("Wed"), "skipped", "holiday: Founders' day")
    days = await days_of(relay, "lena")
    assert (days.country, date(2026, 12, 25) in days.worked) == ("DE-BY", True)
    first = await undoes(relay, "lena", answer)
    assert await days_of(relay, "lena") == OwnDays()
    assert await undoes(relay, "lena", answer) == first


async def test_swapped_a_holiday_is_worked_and_another_day_is_off(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await sends(relay, "lena", "DE", own="work 1 may 2026\noff 4 may 2026")
    person = await relay.person("lena")
    assert person.days_off.reason(date(2026, 5, 1)) is None
    assert person.days_off.reason(date(2026, 5, 4)) == "holiday: a day of my own"
    assert person.days_off.reason(date(2026, 12, 25)) is not None


async def test_undo_leaves_days_that_have_changed_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    answer = await sends(relay, "lena", "Germany")
    await sends(relay, "lena", "France")
    assert "changed again since" in await undoes(relay, "lena", answer)
    assert (await days_of(relay, "lena")).country == "FR"


@pytest.mark.parametrize(
    ("place", "own", "also", "field", "says"),
    [
        ("Atlantis", "", "", messages.PLACE, "no country called"),
        ("Germny", "", "", messages.PLACE, "Do you mean Germany"),
        ("Germany, Texas", "", "", messages.PLACE, "no part of Germany"),
        ("Germany", "off 31 feb", "", messages.OWN, "31 Feb"),
        ("Germany", "on 4 may", "", messages.OWN, "off 4 may"),
        ("Germany", "off 4 may\nwork 4 may", "", messages.OWN, "there twice"),
        ("Germany", "", "lunar", messages.ALSO, "catholic"),
    ],
    ids=["no country", "misspelt", "no part of it", "31 February", "no such line", "twice", "no such kind"],
)
async def test_what_cannot_be_read_changes_nothing_and_is_handed_back(
    relay: Relay, place: str, own: str, also: str, field: str, says: str
) -> None:
    await relay.team("lena", "maya")
    answer = await sends(relay, "lena", place, own=own, also=also)
    assert isinstance(answer, Fix)
    assert says in answer.errors[field]
    assert answer.values == {messages.PLACE: place, messages.ALSO: also, messages.OWN: own}
    assert await days_of(relay, "lena") == OwnDays()


@pytest.mark.parametrize(
    ("typed", "where", "shown"),
    [
        ("Germany", "DE", "Germany"),
        ("germany, bayern", "DE-BY", "Germany, Bayern"),
        ("AU-NSW", "AU-NSW", "Australia, New South Wales"),
        ("usa, california", "US-CA", "United States, California"),
        ("none", "", "none"),
    ],
)
def test_a_country_goes_by_its_name_or_its_letters(typed: str, where: str, shown: str) -> None:
    assert read_place(typed) == where
    assert place_words(where) == shown
    assert read_place(shown) == where


def test_days_of_ones_own_are_written_as_they_are_read() -> None:
    text = "off 4 may 2027 Founders' day\nwork 25 dec 2026"
    off, worked = read_days(text, today=TODAY)
    assert off == ((date(2027, 5, 4), "Founders' day"),)
    assert worked == {date(2026, 12, 25)}
    assert read_days(days_text(off, worked, today=TODAY), today=TODAY) == (off, worked)
    assert days_text(off, worked, today=date(2027, 1, 1)) == "off 4 may 2027 Founders' day"


async def test_who_takes_over_for_a_region_that_is_off_is_told_with_the_reason(relay: Relay) -> None:
    await relay.team("mia", "arjun", "lena")
    await relay.until(at("mia", "Tue 10:00"))
    await sends(relay, "arjun", "India", own="off 3 nov 2026 Moving house")
    for day_, week, said in (
        ("2026-11-03", 0, "is off, so"),
        ("2026-11-24", 3, "is off for Guru Nanak's Birthday, so"),
    ):
        await relay.until(at("mia", "Tue 17:20", week=week))
        await relay.hands_over("mia", f"Half done by {day_}.")
        text = await relay.stands(f"prompt/{(await relay.person('mia')).id}/{day_}")
        assert f"Kolkata {said} Berlin takes over." in text
