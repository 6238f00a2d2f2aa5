"""What the buttons of the evening's prompt do, pressed once, twice, by others and too late."""

from datetime import timedelta

import pytest

from bot.domain.team import Policy
from bot.messages.answer import Nothing
from tests.services.given import Relay, at, day, told


async def asked(relay: Relay) -> None:
    """Lena in Berlin has been asked on Monday."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))


async def kinds(relay: Relay) -> list[str]:
    """What reached Lena."""
    return [one.kind for one in await relay.posted(to="lena") if one.state == "sent"]


async def prompt_key(relay: Relay) -> str:
    return (await relay.posted("prompt", to="lena"))[0].key


async def test_nothing_is_an_answer_and_the_prompt_says_so(relay: Relay) -> None:
    await asked(relay)
    assert await relay.presses("lena", "nothing", "Mon") == Nothing()
    assert await relay.evenings("lena") == [(day("Mon"), "answered", "nothing")]
    assert "nothing to hand over" in await relay.stands(await prompt_key(relay))
    await relay.until(at("lena", "Tue 17:00"))
    assert await kinds(relay) == ["prompt"]


async def test_nothing_pressed_again_changes_nothing(relay: Relay) -> None:
    await asked(relay)
    await relay.presses("lena", "nothing", "Mon")
    first = await relay.evening("lena", "Mon")
    relay.clock.move_to(at("lena", "Mon 17:40"))
    await relay.presses("lena", "nothing", "Mon")
    assert await relay.evening("lena", "Mon") == first


async def test_nothing_after_a_hand_off_leaves_it_answered_by_the_hand_off(relay: Relay) -> None:
    await asked(relay)
    await relay.hands_over("lena", "All merged.")
    await relay.presses("lena", "nothing", "Mon")
    assert await relay.evenings("lena") == [(day("Mon"), "answered", "handoff")]
    assert "on track" in await relay.stands(await prompt_key(relay))


async def test_nothing_answers_for_every_team_that_has_none(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "All merged.", where="atlas")
    key = await prompt_key(relay)
    assert "Borealis" in await relay.stands(key)
    await relay.presses("lena", "nothing", "Mon")
    assert await relay.evenings("lena") == [(day("Mon"), "answered", "nothing")]
    assert "Borealis" not in await relay.stands(key)


async def test_a_snooze_replaces_the_reminder(relay: Relay) -> None:
    await asked(relay)
    await relay.presses("lena", "snooze", "Mon")
    await relay.until(at("lena", "Mon 17:30"))
    await relay.presses("lena", "snooze", "Mon")
    await relay.until(at("lena", "Tue 17:00"))
    posted = [one for one in await relay.posted(to="lena") if one.state == "sent"]
    assert [one.kind for one in posted] == ["prompt", "snooze"]
    evening = await relay.evening("lena", "Mon")
    assert evening is not None
    assert (evening.state, evening.snoozed_until) == ("quiet", at("lena", "Mon 17:50"))


@pytest.mark.parametrize(("minutes", "words"), [(60, "In an hour"), (15, "In 15 minutes")])
async def test_the_button_says_how_long_it_puts_it_off(relay: Relay, minutes: int, words: str) -> None:
    await relay.team("lena", "maya", policy=Policy(snooze=timedelta(minutes=minutes)))
    await relay.until(at("lena", "Mon 17:20"))
    assert f"[{words}]" in await relay.stands(await prompt_key(relay))
    await relay.presses("lena", "snooze", "Mon")
    evening = await relay.evening("lena", "Mon")
    assert evening is not None
    assert evening.snoozed_until == at("lena", "Mon 17:20") + timedelta(minutes=minutes)


async def test_a_snooze_stops_a_reminder_that_has_not_left(relay: Relay) -> None:
    await asked(relay)
    await relay.until(at("lena", "Mon 18:00"), delivers=False)
    await relay.presses("lena", "snooze", "Mon")
    await relay.until(at("lena", "Mon 18:30"))
    assert await kinds(relay) == ["prompt", "snooze"]


async def test_answered_before_the_snooze_is_over_it_is_not_asked_again(relay: Relay) -> None:
    await asked(relay)
    await relay.presses("lena", "snooze", "Mon")
    await relay.hands_over("lena", "All merged.")
    await relay.until(at("lena", "Tue 17:00"))
    assert await kinds(relay) == ["prompt"]


async def test_off_today_ends_the_evening_and_says_why(relay: Relay) -> None:
    await asked(relay)
    assert await relay.presses("lena", "off", "Mon") == Nothing()
    assert await relay.presses("lena", "off", "Mon") == Nothing()
    assert await relay.evenings("lena") == [(day("Mon"), "skipped", "away")]
    await relay.until(at("lena", "Tue 17:00"))
    assert await kinds(relay) == ["prompt"]


async def test_off_undone_is_asked_as_before_and_reminded(relay: Relay) -> None:
    await asked(relay)
    before = await relay.stands(await prompt_key(relay))
    await relay.presses("lena", "off", "Mon")
    await relay.presses("lena", "undo", "Mon")
    assert await relay.presses("lena", "undo", "Mon") == Nothing()
    assert await relay.stands(await prompt_key(relay)) == before
    await relay.until(at("lena", "Tue 17:00"))
    assert await kinds(relay) == ["prompt", "reminder"]


async def test_off_undone_while_snoozed_is_snoozed_again_not_reminded(relay: Relay) -> None:
    await asked(relay)
    await relay.presses("lena", "snooze", "Mon")
    await relay.presses("lena", "off", "Mon")
    await relay.presses("lena", "undo", "Mon")
    assert "[In 30 minutes]" not in await relay.stands(await prompt_key(relay))
    await relay.until(at("lena", "Tue 17:00"))
    assert await kinds(relay) == ["prompt", "snooze"]


async def test_off_undone_after_the_reminder_does_not_remind_again(relay: Relay) -> None:
    await asked(relay)
    await relay.until(at("lena", "Mon 18:05"))
    await relay.presses("lena", "off", "Mon")
    await relay.presses("lena", "undo", "Mon")
    await relay.until(at("lena", "Tue 17:00"))
    assert await kinds(relay) == ["prompt", "reminder"]
    assert await relay.evenings("lena") == [(day("Mon"), "quiet", None)]


async def test_off_undone_after_the_snooze_is_quiet(relay: Relay) -> None:
    await asked(relay)
    await relay.presses("lena", "snooze", "Mon")
    await relay.until(at("lena", "Mon 18:05"))
    await relay.presses("lena", "off", "Mon")
    await relay.presses("lena", "undo", "Mon")
    await relay.until(at("lena", "Tue 17:00"))
    assert await relay.evenings("lena") == [(day("Mon"), "quiet", None)]


async def test_off_undone_still_shows_what_was_handed_over(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "All merged.", where="atlas")
    await relay.presses("lena", "off", "Mon")
    await relay.presses("lena", "undo", "Mon")
    stands = await relay.stands(await prompt_key(relay))
    assert "Atlas" in stands
    assert "Borealis" in stands


@pytest.mark.parametrize("what", ["nothing", "snooze", "off", "undo"])
async def test_an_evening_that_is_over_is_closed(relay: Relay, what: str) -> None:
    await asked(relay)
    await relay.until(at("lena", "Tue 10:00"))
    before = await relay.evenings("lena")
    assert "/handoff" in told(await relay.presses("lena", what, "Mon"))
    assert await relay.evenings("lena") == before


@pytest.mark.parametrize("what", ["nothing", "snooze", "off", "undo"])
async def test_a_stranger_presses_in_vain(relay: Relay, what: str) -> None:
    await asked(relay)
    before = await relay.evenings("lena")
    assert "closed" in told(await relay.presses("sam", what, "Mon"))
    assert await relay.evenings("lena") == before


async def test_the_midpoint_to_the_next_shift_is_the_last_moment(relay: Relay) -> None:
    await asked(relay)
    relay.clock.move_to(at("lena", "Tue 01:14"))
    assert await relay.presses("lena", "nothing", "Mon") == Nothing()
    relay.clock.move_to(at("lena", "Tue 01:15"))
    assert "closed" in told(await relay.presses("lena", "nothing", "Mon"))


async def test_sent_at_two_oclock_it_is_not_asked_for_and_the_ledger_has_it(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 14:00"))
    await relay.hands_over("lena", "Leaving early.")
    await relay.until(at("lena", "Tue 17:00"))
    assert await kinds(relay) == ["receipt"]
    assert await relay.evenings("lena") == [(day("Mon"), "answered", "handoff")]


async def test_sent_early_for_one_team_the_prompt_asks_for_the_other(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis")
    await relay.until(at("lena", "Mon 14:00"))
    await relay.hands_over("lena", "Leaving early.", where="atlas")
    await relay.until(at("lena", "Mon 17:15"))
    [prompt] = await relay.posted("prompt", to="lena")
    assert "Borealis" in prompt.text
    assert "Atlas" not in prompt.text
