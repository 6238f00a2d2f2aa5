"""The close that somebody types: the one that they were shown is the earliest, and may always be typed."""

from datetime import timedelta

import pytest

from bot.domain.identity import PersonId
from bot.domain.window import Window
from bot.messages.answer import Ask
from bot.services.decision_window import MOST_OPEN, SHOWN_FOR, close_of
from tests.domain.given import utc
from tests.services.deciding import goes_on, previews, proposes, sends, stands
from tests.services.editing import NEW, page, standing
from tests.services.given import Relay, at

NOW = utc("2026-11-02 12:00")
MAYA = PersonId(1)


def reckoned(*, after: timedelta) -> Window[PersonId]:
    return Window(asked_at=NOW, closes_at=NOW + after, there={MAYA: NOW + after}, away=(), set_by=MAYA)


async def test_the_earliest_typed_in_an_edit_needs_no_reason_and_takes_none(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))
    await proposes(relay, "sam", "maya", "lena", close="today 15:00", sooner="The shop is down.")
    second = await goes_on(relay, "sam", await page(relay), "maya", "lena", proposal=NEW)
    assert isinstance(second, Ask)
    assert second.form.values["sooner"] == "The shop is down.", "nothing typed is lost"
    relay.clock.move_to(relay.now + timedelta(minutes=5))
    third = await previews(relay, "sam", second.form, close="Tue 12:15 New York")
    assert isinstance(third, Ask)
    assert "sooner than is fair" not in standing(third.form)
    await sends(relay, "sam", second.form, close="Tue 12:15 New York")
    after = await stands(relay)
    assert (after.closes_at, after.content.sooner) == (at("maya", "Tue 12:20"), "")


@pytest.mark.parametrize("why", ["", "The shop is down."], ids=["no reason", "a reason"])
@pytest.mark.parametrize("late", [timedelta(minutes=1), SHOWN_FOR], ids=["a minute", "half an hour"])
def test_the_one_that_was_shown_is_the_earliest_by_now(why: str, late: timedelta) -> None:
    one = reckoned(after=timedelta(days=1) + late)
    values = {"close": "3 nov 2026 12:00", "sooner": why}
    shown = NOW + timedelta(days=1)
    assert close_of(values, one, {MAYA: "Maya"}, zone="UTC", shown=shown) == (one.closes_at, "")
    assert close_of(
        {**values, "close": "3 nov 2026 11:59", "sooner": "Now."},
        one,
        {MAYA: "Maya"},
        zone="UTC",
        shown=shown,
    ) == (
        shown - timedelta(minutes=1),
        "Now.",
    )


@pytest.mark.parametrize("what", ["fair", "stands", "neither"])
def test_beyond_three_weeks_is_typed_what_is_fair_or_stands(what: str) -> None:
    far = MOST_OPEN + timedelta(days=1)
    one = reckoned(after=far if what == "fair" else timedelta(days=1))
    stands = NOW + far if what == "stands" else None
    found = close_of({"close": "24 nov 2026 12:00"}, one, {MAYA: "Maya"}, zone="UTC", stands=stands)
    if what == "neither":
        assert isinstance(found, dict)
        assert "more than 21 days" in found["close"]
    else:
        assert found == (NOW + far, "")
    beyond = close_of({"close": "24 nov 2026 12:01"}, one, {MAYA: "Maya"}, zone="UTC", stands=stands)
    assert isinstance(beyond, dict), "not a minute more"
