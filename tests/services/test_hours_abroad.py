"""Hours set by hand by who is elsewhere than at home: what is offered, and what Undo brings back."""

import pytest

from bot.domain.person import Travel
from bot.messages.answer import Answer, Ask, Tell
from bot.services import travel, week
from tests.services.given import Relay, at, buttons, user

BERLIN, LA = "Europe/Berlin", "America/Los_Angeles"


async def flown(relay: Relay, *, visiting: bool) -> None:
    """Lena, alone in her region, is in Los Angeles."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 20:00"))
    await relay.moves("lena", LA)
    if visiting:
        await relay.store.transact(travel.visiting, user("lena"), f"{BERLIN} {LA}", now=relay.now)


async def saves(relay: Relay, *, hours: str = "", zone: str = "") -> Tell:
    opened = await relay.store.transact(week.open_form, user("lena"), now=relay.now)
    assert isinstance(opened, Ask)
    token, values = opened.form.token, {"week": hours, "zone": zone}
    await relay.store.transact(
        week.sent, user("lena"), token=token, values=values, profile_zone="", now=relay.now
    )
    answer: Answer = await relay.store.transact(week.confirmed, user("lena"), token=token, now=relay.now)
    assert isinstance(answer, Tell)
    return answer


async def undoes(relay: Relay, saved: Tell) -> None:
    token = buttons(saved.document)[0].value
    await relay.store.transact(week.undo, user("lena"), token=token, now=relay.now)


async def where(relay: Relay) -> tuple[str, str, str | None, Travel | None]:
    lena = await relay.person("lena")
    return lena.zone, lena.zone_source, lena.home_zone, lena.travel


@pytest.mark.parametrize("visiting", [True, False], ids=["on a visit", "not asked yet"])
async def test_who_sets_their_hours_to_home_is_offered_no_other_region(relay: Relay, visiting: bool) -> None:
    await flown(relay, visiting=visiting)
    await saves(relay, zone="Berlin")
    assert await where(relay) == (BERLIN, "hand", None, None)
    assert await relay.posted("offer") == []


@pytest.mark.parametrize("visiting", [True, False], ids=["on a visit", "not asked yet"])
@pytest.mark.parametrize("zone", ["Berlin", "Los Angeles", "Tokyo"])
async def test_undone_they_are_where_they_were(relay: Relay, zone: str, visiting: bool) -> None:
    await flown(relay, visiting=visiting)
    before = await where(relay)
    assert before == (LA, "profile", BERLIN, "visit" if visiting else "asked")
    saved = await saves(relay, zone=zone)
    offers = len(await relay.posted("offer"))
    await undoes(relay, saved)
    assert await where(relay) == before
    assert len(await relay.posted("offer")) == offers


async def test_who_sets_where_they_are_by_hand_is_offered_a_region_there(relay: Relay) -> None:
    await flown(relay, visiting=True)
    await saves(relay, zone="Los Angeles")
    [one] = await relay.posted("offer")
    assert "[Move to Los Angeles]" in one.text


async def test_other_hours_alone_leave_a_visit_as_it_is(relay: Relay) -> None:
    await flown(relay, visiting=True)
    before = await where(relay)
    await undoes(relay, await saves(relay, hours="mon-fri 8-16"))
    assert await where(relay) == before
    assert await relay.posted("offer") == []


async def test_undone_before_it_was_asked_whether_they_have_moved_the_note_asks_it(relay: Relay) -> None:
    await flown(relay, visiting=False)
    await undoes(relay, await saves(relay, zone="Berlin"))
    await relay.until(at("sam", "Tue 09:01"))
    [note] = await relay.posted("note", to="lena")
    assert "[I've moved] [Just visiting] [Keep Berlin hours]" in note.text
