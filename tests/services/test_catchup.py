"""`/digest me`: what waits and what changed since somebody last worked, for them alone; seen by nobody."""

from datetime import datetime

import pytest

from bot.domain.digest import last_worked
from bot.domain.workday import Calendar, parse_week
from bot.messages.answer import Answer
from bot.services import catchup
from tests.services.given import Relay, at, told, user

STEP = "Restart the billing worker"


async def asks(relay: Relay, name: str) -> Answer:
    return await relay.store.read(catchup.show, user(name), now=relay.now)


async def left_by_sam(relay: Relay) -> None:
    await relay.team("sam", "mia", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Billing hangs.", (STEP, "awake"), state="at_risk")


async def test_what_others_left_since_is_listed(relay: Relay) -> None:
    await left_by_sam(relay)
    await relay.until(at("lena", "Tue 10:00"))
    text = told(await asks(relay, "lena"))
    assert "All that changed since Mon 2 Nov, 17:30 (Berlin)." in text
    assert "At risk: Atlas, from Sam, Tue 3 Nov, 02:20 (Berlin)" in text


async def test_what_waits_on_them_comes_first(relay: Relay) -> None:
    await left_by_sam(relay)
    lena = await relay.person("lena")
    await relay.until(at("mia", "Tue 17:00"))
    await relay.hands_over("mia", "Half done.", ("Look at the logs", f"person:{lena.id}"))
    await relay.until(at("lena", "Tue 10:00"))
    text = told(await asks(relay, "lena"))
    assert text.index("Waiting on you") < text.index("Look at the logs") < text.index("New from your teams")
    assert "(from Mia in Atlas, for you)\n[Pick up]" in text


async def test_what_became_of_theirs_since_is_told(relay: Relay) -> None:
    await left_by_sam(relay)
    await relay.until(at("mia", "Tue 14:00"))
    await relay.acts("mia", "pick_up", (await relay.steps())[STEP].id)
    await relay.until(at("sam", "Tue 10:00"))
    text = told(await asks(relay, "sam"))
    assert f"“{STEP}”: picked up by Mia on Mon 2 Nov, 19:00 (Los Angeles)" in text
    await relay.until(at("sam", "Wed 10:00"))
    assert STEP not in told(await asks(relay, "sam")), "that was the day before"


async def test_open_steps_of_their_region_are_counted_with_the_digest_that_shows_them(relay: Relay) -> None:
    await left_by_sam(relay)
    await relay.until(at("mia", "Tue 14:00"))
    assert "1 open step for anyone in Sydney: /digest shows them" in told(await asks(relay, "mia"))
    await relay.until(at("lena", "Tue 10:00"))
    assert "1 open step for anyone in Berlin: today's digest" in told(await asks(relay, "lena"))


async def test_nothing_is_recorded_as_seen(relay: Relay) -> None:
    await left_by_sam(relay)
    before = await relay.seen()
    await asks(relay, "mia")
    assert await relay.seen() == before


async def test_it_tells_of_all_their_teams_and_of_no_other(relay: Relay) -> None:
    await left_by_sam(relay)
    await relay.team("sam", "lena", name="borealis")
    await relay.team("sam", "maya", name="cosmos")
    await relay.until(at("sam", "Tue 17:20"))
    for name in ("borealis", "cosmos"):
        await relay.hands_over("sam", f"Done with {name}.", where=name)
    await relay.until(at("lena", "Wed 10:00"))
    text = told(await asks(relay, "lena"))
    assert "Borealis, from Sam" in text
    assert "Cosmos" not in text


async def test_with_nothing_to_say_it_says_when_the_next_digest_comes(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("lena", "Tue 10:00"))
    text = told(await asks(relay, "lena"))
    assert "Nothing has changed since you last worked, Mon 2 Nov, 17:30 (Berlin)" in text
    assert "The next digest for Berlin: Wed 4 Nov, 09:00 (Berlin)." in text


async def test_in_no_team_it_says_what_to_do(relay: Relay) -> None:
    await relay.team("sam", "lena")
    assert "/sunrelay join" in told(await asks(relay, "maya"))


@pytest.mark.parametrize(
    ("moment", "since"),
    [
        ("Tue 10:00", "Mon 17:30"),
        ("Tue 12:30", "Tue 12:00"),
        ("Tue 14:00", "Mon 17:30"),
        ("Tue 20:00", "Tue 17:30"),
        ("Mon 08:00", "Fri 17:30"),
    ],
    ids=["at work", "in a break", "after it", "in the evening", "before the week"],
)
def test_since_when(moment: str, since: str) -> None:
    calendar = Calendar(zone="Europe/Berlin", week=parse_week("mon-fri 09:00-12:00, 13:00-17:30"))
    then = at("lena", since, week=-1 if since.startswith("Fri") else 0)
    assert last_worked(calendar, at("lena", moment)) == then


def test_who_has_never_worked_has_no_such_time() -> None:
    never: datetime | None = last_worked(
        Calendar(zone="Europe/Berlin", week=parse_week("none")), at("lena", "Mon 08:00")
    )
    assert never is None
