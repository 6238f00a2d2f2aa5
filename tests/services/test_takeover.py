"""Receipts and digests say who is off and why, who takes over, and when nobody is at work until then."""

import pytest

from bot.messages.form import ChoiceField
from tests.services.given import Relay, at
from tests.services.test_my_holidays import sends

KOLKATA_IS_OFF = "Kolkata is off for Guru Nanak's Birthday, so Berlin takes over."


@pytest.fixture
async def diwali_month(relay: Relay) -> Relay:
    """Sydney, Kolkata with India's holidays, Berlin; Tuesday of the fourth week is one of these."""
    relay.clock.move_to(at("mia", "Mon 06:00", week=3))
    await relay.team("mia", "arjun", "lena")
    await sends(relay, "arjun", "India")
    return relay


async def foot(relay: Relay, name: str) -> list[str]:
    """The lines of the newest digest."""
    return (await relay.posted("digest", to="atlas"))[-1].text.splitlines()


async def test_a_receipt_says_who_is_off_who_takes_over_and_when_nobody_is_at_work(
    diwali_month: Relay,
) -> None:
    relay = diwali_month
    await relay.until(at("mia", "Tue 17:20", week=3))
    await relay.hands_over("mia", "Half done.")
    receipt = await relay.stands((await relay.posted("prompt", to="mia"))[-1].key)
    assert f"{KOLKATA_IS_OFF} Berlin reads it at 09:00 there" in receipt
    assert "Nobody is at work from 17:30 (Sydney) to 19:00 (Sydney)." in receipt


async def test_a_digest_says_it_to_those_who_read_it(diwali_month: Relay) -> None:
    relay = diwali_month
    await relay.until(at("lena", "Mon 17:20", week=3))
    await relay.hands_over("lena", "Half done.", ("Look", "awake"))
    await relay.until(at("mia", "Tue 09:01", week=3))
    (said,) = [line for line in await foot(relay, "mia") if line.startswith("Awake after you")]
    assert said == (
        f"Awake after you: Berlin, from Tue 24 Nov, 19:00 (Sydney). {KOLKATA_IS_OFF} "
        "Nobody is at work from 17:30 (Sydney) to 19:00 (Sydney)."
    )


async def test_on_a_usual_day_neither_says_more_than_before(diwali_month: Relay) -> None:
    relay = diwali_month
    await relay.until(at("lena", "Tue 17:20", week=3))
    await relay.hands_over("lena", "Half done.", ("Look", "awake"))
    await relay.until(at("mia", "Wed 09:01", week=3))
    (said,) = [line for line in await foot(relay, "mia") if line.startswith("Awake after you")]
    assert said == "Awake after you: Kolkata, at work when you stop."


async def test_who_is_off_for_a_holiday_is_told_with_its_name_and_who_is_away_by_name_alone(
    relay: Relay,
) -> None:
    relay.clock.move_to(at("mia", "Tue 06:00", week=2))
    await relay.team("mia", "lena", "tom", "ina", "per")
    await sends(relay, "lena", "Germany, Sachsen")
    await sends(relay, "tom", "none", own="off 18 nov 2026 My secret")
    await sends(relay, "ina", "Germany, Sachsen")
    await relay.until(at("mia", "Wed 17:20", week=2))
    await relay.hands_over("mia", "Half done.", ("Look", "awake"))
    await relay.until(at("per", "Wed 09:01", week=2))
    lines = await foot(relay, "per")
    assert "Off today: Ina and Lena (Repentance and Prayer Day); Tom." in lines
    assert "secret" not in "\n".join(lines)


async def test_a_holiday_that_is_only_guessed_hands_nothing_to_others(relay: Relay) -> None:
    relay.clock.move_to(at("mia", "Mon 06:00", week=3))
    await relay.team("mia", "arjun", "lena")
    await relay.until(at("mia", "Tue 17:20", week=3))
    await relay.hands_over("mia", "Half done.")
    receipt = await relay.stands((await relay.posted("prompt", to="mia"))[-1].key)
    assert "is off" not in receipt
    assert "It reaches Kolkata within the hour." in receipt


async def test_the_form_shows_who_is_off_today_and_when_they_are_back(diwali_month: Relay) -> None:
    relay = diwali_month
    await relay.until(at("mia", "Tue 15:00", week=3))
    field = (await relay.opens("mia")).named("steps.0.owner")
    assert isinstance(field, ChoiceField)
    named = {one.text for one in field.choices}
    assert {"Arjun (away, back Wed 25 Nov)", "Lena"} <= named
