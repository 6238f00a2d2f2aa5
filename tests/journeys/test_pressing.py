"""Pressing a sleeper, and asking again within a promise: over Slack's own wires, in threads too."""

import pytest

from tests.journeys.test_all_day import remembered
from tests.journeys.test_nudge import slack, way
from tests.journeys.test_requests import NEED, PROBLEM, RATES, asks
from tests.journeys.test_urgent import REASON, WHY
from tests.support.setting_up import page_words
from tests.support.slack.somebody import SlackPerson
from tests.support.slack.world import SlackWorld

__all__ = ["slack", "way"]

# Lena's Monday at eleven is five in the morning for Maya.
ASAP = "@maya can you merge the okapi branch asap?"
BACK = "November 2nd, 2026 at 15:00"


def notes(person: SlackPerson) -> list[str]:
    return [one.text for one in person.told if "No such notes for me" in one.buttons]


async def test_who_presses_a_sleeper_is_told_and_a_link_waits_for_their_morning(
    slack: SlackWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    lena, maya, sam = slack.person("lena"), slack.person("maya"), slack.person("sam")
    above = await lena.says("The branch with the vouchers is ready.", where="atlas")
    await lena.says("@maya could you have a look?", where="atlas", under=above)
    assert notes(lena) == [], "mentioning a sleeper is good manners"
    said = await lena.says(ASAP, where="atlas", under=above)
    (text,) = notes(lena)
    assert "It is 05:00 for Maya Brooks, who is back" in text
    assert BACK in text
    assert notes(maya) == notes(sam) == []
    await lena.says(ASAP, where="atlas")
    assert len(notes(lena)) == 1, "once a day for her"
    note = lena.told[-1]
    await lena.presses("Remind them in their morning", on=note)
    assert "finds a link to your message in their morning note" in lena.told[-1].text

    assert maya.all_of("note") == []
    await slack.until(maya.at("Mon 09:05"))
    (morning,) = maya.all_of("note")
    assert f"{lena.shown_name} wrote to you" in morning.text
    assert said.native.ts.replace(".", "") in f"{morning.native}"
    out, err = capfd.readouterr()
    assert "okapi" not in await remembered(slack) + out + err


@pytest.mark.crossed
async def test_asked_again_within_the_promise_its_author_alone_hears_until_when(slack: SlackWorld) -> None:
    lena, maya = slack.person("lena"), slack.person("maya")
    await asks(lena, "/ask @Maya Brooks")
    await lena.says("@maya any update?", where="atlas")
    (text,) = notes(lena)
    assert "Your request to Maya Brooks, “Two rates apply" in text
    assert "is not due yet" in text
    assert notes(maya) == []
    slack.box.faults.refuse_ephemerals()
    await slack.until(lena.at("Tue 11:00"))
    await lena.says("@maya bump", where="atlas")
    assert len(notes(lena)) == 1
    private = [one for one in lena.private if "is not due yet" in one.text]
    assert private == [], "refused, it is sent nowhere else"


@pytest.mark.crossed
async def test_who_is_told_that_they_press_a_sleeper_may_say_that_it_is_urgent(slack: SlackWorld) -> None:
    lena, maya = slack.person("lena"), slack.person("maya")
    await lena.says(ASAP, where="atlas")
    await lena.presses("Ask as urgent", on=lena.told[-1])
    await lena.fills({PROBLEM: RATES, NEED: "Which of the two?", WHY: REASON})
    await lena.sends()
    assert "It is Mon 05:00 for Maya Brooks, outside their hours." in page_words(slack, lena)
    await lena.sends()
    assert not lena.has_form, lena.wrong
    await slack.until(lena.at("Mon 11:02"))
    assert maya.sees("ask_urgent").text.startswith(f"Urgent: {REASON}")
