"""The country that a zone speaks for is asked about once, in a welcome; a guessed holiday asks on."""

import pytest

from bot.messages import holiday as messages
from bot.messages.answer import Ask, Tell
from bot.messages.form import Form, Note
from bot.services import holiday, travel
from tests.services.given import Posted, Relay, at, buttons, told, user
from tests.services.test_note import picked_up

GERMANY = "By your time zone I take it that you have the holidays of Germany"


async def welcomed(relay: Relay, name: str = "lena", *, week: int = 0) -> Posted:
    """Added by a colleague, and welcomed as they next work, that week's Monday."""
    relay.clock.move_to(max(relay.now, at(name, "Sun 12:00", week=week - 1)))
    await relay.team("sam", name, by="sam", welcome=True)
    await relay.until(at(name, "Mon 09:30", week=week))
    (one,) = await relay.posted("welcome", to=name)
    return one


async def names_holidays(relay: Relay, name: str, place: str) -> Tell:
    opened = await relay.store.transact(holiday.open_form, user(name), typed=place, now=relay.now)
    assert isinstance(opened, Tell)
    return opened


async def confirms(relay: Relay, name: str, code: str) -> str:
    return told(await relay.store.transact(holiday.confirm, user(name), code, now=relay.now))


async def is_refused(relay: Relay, name: str, code: str) -> Form:
    answer = await relay.store.transact(holiday.confirm, user(name), code, now=relay.now)
    assert isinstance(answer, Ask), answer
    return answer.form


def says(form: Form) -> str:
    (note,) = [one for one in form.fields if isinstance(one, Note)]
    return " ".join(f"{block}" for block in note.blocks)


async def country(relay: Relay, name: str) -> str | None:
    return (await relay.person(name)).days.country


# ---- the welcome


async def test_a_welcome_names_the_country_and_its_next_two_holidays(relay: Relay) -> None:
    one = await welcomed(relay)
    assert f"{GERMANY}: next Fri 25 Dec Christmas Day and Sat 26 Dec Second Day of Christmas." in one.text
    assert one.text.endswith("Until you say so I skip none.\n[That's right] [Another, or none]")
    held = {button.name: button.value for button in buttons(one.letter.document)}
    assert held[messages.CONFIRM] == "DE"
    assert messages.CHANGE in held


async def test_one_press_and_the_holidays_are_theirs(relay: Relay) -> None:
    one = await welcomed(relay, week=7)
    code = next(each.value for each in buttons(one.letter.document) if each.name == messages.CONFIRM)
    first = await confirms(relay, "lena", code)
    assert "You have the holidays of Germany" in first
    assert "You have the holidays of Germany" in await confirms(relay, "lena", code), "pressed twice"
    await relay.until(at("lena", "Fri 18:00", week=7))
    assert (await relay.evenings("lena"))[-1][1:] == ("skipped", "holiday: Christmas Day")


async def test_unanswered_it_skips_nothing(relay: Relay) -> None:
    await welcomed(relay, week=7)
    await relay.until(at("lena", "Fri 18:00", week=7))
    assert (await relay.evenings("lena"))[-1][1:] == ("quiet", None)


async def test_the_welcome_to_a_second_team_does_not_ask_again(relay: Relay) -> None:
    await welcomed(relay)
    await relay.team("maya", "lena", name="borealis", by="maya", welcome=True)
    await relay.until(at("lena", "Tue 09:30"))
    second = (await relay.posted("welcome", to="lena"))[-1]
    assert "Borealis" in second.text
    assert GERMANY not in second.text


async def test_added_again_after_leaving_they_are_not_asked_again(relay: Relay) -> None:
    await welcomed(relay)
    await relay.leaves("lena")
    await relay.until(at("lena", "Tue 08:00"))
    await relay.team("sam", "lena", by="sam", welcome=True)
    await relay.until(at("lena", "Tue 09:30"))
    assert [GERMANY in one.text for one in await relay.posted("welcome", to="lena")] == [True, False]


@pytest.mark.parametrize("place", ["France", "none"])
async def test_who_has_said_is_not_asked(relay: Relay, place: str) -> None:
    await relay.team("sam", "lena", by="sam", welcome=True)
    await names_holidays(relay, "lena", place)
    await relay.until(at("lena", "Mon 09:30"))
    (one,) = await relay.posted("welcome", to="lena")
    assert "holidays" not in one.text


async def test_nobody_is_asked_whose_zone_speaks_for_no_country(relay: Relay) -> None:
    await relay.team("sam", "lena", by="sam", welcome=True)
    await relay.moves("lena", "Etc/UTC")
    await relay.until(at("lena", "Mon 12:00"))
    (one,) = await relay.posted("note", to="lena")
    assert "You are in the relay of Atlas" in one.text
    assert "holidays of" not in one.text
    assert not (await relay.person("lena")).days.asked


# ---- in a morning note


async def in_a_note(relay: Relay, *names: str) -> Posted:
    """A note that tells Sam of teams they are new in."""
    await picked_up(relay)
    for name in names or ("borealis",):
        await relay.team("maya", "sam", name=name, by="maya", welcome=True)
    await relay.until(at("sam", "Tue 10:00"))
    (one,) = await relay.posted("note", to="sam")
    return one


async def test_joined_into_a_note_it_is_asked_there_and_once(relay: Relay) -> None:
    one = await in_a_note(relay, "borealis", "cirrus")
    assert one.text.count("the holidays of United States") == 1
    assert one.text.count("You are in the relay of") == 2
    assert [each.name for each in buttons(one.letter.document)].count(messages.CONFIRM) == 1
    assert (await relay.person("sam")).days.asked


async def test_a_note_that_could_not_leave_has_not_asked(relay: Relay) -> None:
    await picked_up(relay)
    await relay.team("maya", "sam", name="borealis", by="maya", welcome=True)
    await relay.until(at("sam", "Tue 09:00"), delivers=False)
    relay.clock.move_to(at("sam", "Tue 11:30"))
    await relay.delivers()
    await relay.until(at("sam", "Wed 17:00"))
    sent = [each for each in await relay.posted("note", "welcome", to="sam") if each.state == "sent"]
    assert sum("the holidays of United States" in each.text for each in sent) == 1


# ---- the prompt of a guessed holiday


async def test_asked_in_the_welcome_the_prompt_of_a_guessed_holiday_still_asks(relay: Relay) -> None:
    await welcomed(relay, "arjun", week=3)
    await relay.until(at("arjun", "Tue 17:20", week=3))  # 24 November, Guru Nanak's Birthday
    assert "in India" in (await relay.posted("prompt", to="arjun"))[-1].text


async def test_who_said_none_is_asked_no_more(relay: Relay) -> None:
    await welcomed(relay, "arjun", week=3)
    await names_holidays(relay, "arjun", "none")
    await relay.until(at("arjun", "Tue 17:20", week=3))
    assert "India" not in (await relay.posted("prompt", to="arjun"))[-1].text


# ---- a button that is stale, or not ours


async def test_a_country_that_the_zone_speaks_for_no_longer_is_not_taken(relay: Relay) -> None:
    await welcomed(relay)
    await relay.moves("lena", "Asia/Tokyo")
    form = await is_refused(relay, "lena", "DE")
    assert "you seem to be in Germany no longer" in says(form)
    assert form.values[messages.PLACE] == "Japan"
    assert await country(relay, "lena") is None


async def test_on_a_visit_it_is_the_country_of_home_that_counts(relay: Relay) -> None:
    await welcomed(relay)
    await relay.moves("lena", "Asia/Tokyo")
    await relay.store.transact(travel.visiting, user("lena"), "Europe/Berlin Asia/Tokyo", now=relay.now)
    assert (await relay.person("lena")).travel == "visit"
    assert "You have the holidays of Germany" in await confirms(relay, "lena", "DE")


async def test_a_forged_country_is_not_taken(relay: Relay) -> None:
    await welcomed(relay)
    await is_refused(relay, "lena", "FR")
    for nonsense in ("", "XX", "DE-BY", "germany", "DE\n"):
        assert "nothing has changed" in await confirms(relay, "lena", nonsense)
    assert await country(relay, "lena") is None


@pytest.mark.parametrize(("place", "kept"), [("France", "FR"), ("none", "")])
async def test_what_was_named_since_is_kept(relay: Relay, place: str, kept: str) -> None:
    await welcomed(relay)
    await names_holidays(relay, "lena", place)
    form = await is_refused(relay, "lena", "DE")
    assert "said otherwise since" in says(form)
    assert form.values[messages.PLACE] == place
    assert await country(relay, "lena") == kept


async def test_a_part_of_that_country_named_since_is_kept(relay: Relay) -> None:
    await welcomed(relay)
    await names_holidays(relay, "lena", "Germany, Bayern")
    assert "Germany, Bayern" in await confirms(relay, "lena", "DE")
    assert await country(relay, "lena") == "DE-BY"
