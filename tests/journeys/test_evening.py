"""The evening's other answers: snoozed, reminded, nothing, off today, sent ahead, lines kept for it."""

from tests.support.somebody import LABELS, Somebody
from tests.support.world import World


async def evening_of(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 17:15"))


async def test_reminded_once_half_an_hour_after_the_day_has_ended(world: World, lena: Somebody) -> None:
    await evening_of(world, lena)
    await world.until(lena.at("Mon 17:59"))
    assert [one.kind for one in lena.private] == ["prompt"]
    await world.until(lena.at("Tue 17:14"))
    assert [one.kind for one in lena.private] == ["prompt", "reminder"]
    assert lena.when(lena.sees("reminder")) == "Mon 18:00"
    await world.until(lena.at("Tue 17:15"))
    assert [one.kind for one in lena.private] == ["prompt", "reminder", "prompt"]


async def test_a_snooze_replaces_the_reminder(world: World, lena: Somebody) -> None:
    await evening_of(world, lena)
    await world.until(lena.at("Mon 17:20"))
    await lena.presses("In 30 minutes")
    snoozed = lena.private[0]
    assert "In 30 minutes" not in snoozed.buttons
    assert "Write hand-off" in snoozed.buttons
    await world.until(lena.at("Mon 17:49"))
    assert len(lena.private) == 1
    await world.until(lena.at("Tue 17:00"))
    assert [one.kind for one in lena.private] == ["receipt", "snooze"]
    assert lena.when(lena.private[1]) == "Mon 17:50"


async def test_after_the_snooze_it_is_answered_where_it_was_asked(world: World, lena: Somebody) -> None:
    await evening_of(world, lena)
    await lena.presses("In 30 minutes")
    await world.until(lena.at("Mon 17:50"))
    await lena.presses("Write hand-off", on=lena.sees("snooze"))
    await lena.hands_over("All quiet.")
    assert [one.kind for one in lena.private] == ["receipt", "receipt"]
    assert "Atlas" in lena.private[0].text
    assert lena.private[1].buttons == ()
    await world.until(lena.at("Tue 17:00"))
    assert len(lena.private) == 2


async def test_answered_before_the_snooze_ends_nothing_more_comes(world: World, lena: Somebody) -> None:
    await evening_of(world, lena)
    await lena.presses("In 30 minutes")
    await lena.presses("Nothing to hand over")
    await world.until(lena.at("Tue 17:00"))
    assert [one.kind for one in lena.private] == ["receipt"]


async def test_nothing_to_hand_over_is_an_answer(world: World, lena: Somebody, maya: Somebody) -> None:
    await evening_of(world, lena)
    await lena.presses("Nothing to hand over")
    receipt = lena.sees("receipt")
    assert "nothing to hand over" in receipt.text
    assert receipt.buttons == ("Write one after all",)
    await world.until(maya.at("Tue 09:30"))
    assert len(lena.private) == 1, "no reminder"
    assert lena.posts("atlas") == [], "and nothing to say to anyone"


async def test_after_nothing_one_can_be_written_after_all(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await evening_of(world, lena)
    await lena.presses("Nothing to hand over")
    await lena.presses("Write one after all")
    await lena.hands_over("There was something.")
    assert "Edit" in lena.sees("receipt").buttons
    await world.until(maya.at("Mon 12:30"))
    assert "There was something." in maya.sees("handover", where="atlas").text


async def test_off_today_ends_the_evening(world: World, lena: Somebody) -> None:
    await evening_of(world, lena)
    await lena.presses("I'm off today")
    assert lena.private[0].buttons == ("Undo",)
    await world.until(lena.at("Tue 17:14"))
    assert len(lena.private) == 1
    assert lena.told == [], "pressed once, heard twice, and nothing to complain of"


async def test_off_today_can_be_undone(world: World, lena: Somebody) -> None:
    await evening_of(world, lena)
    await lena.presses("I'm off today")
    await world.until(lena.at("Mon 17:40"))
    await lena.presses("Undo")
    assert "Write hand-off" in lena.private[0].buttons
    assert lena.told == []
    await world.until(lena.at("Mon 18:00"))
    assert [one.kind for one in lena.private] == ["prompt", "reminder"]


async def test_sent_at_two_oclock_it_is_not_asked_for_again(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 14:00"))
    await lena.opens("/handoff")
    await lena.hands_over("Leaving for the day.")
    receipt = lena.sees("receipt")
    assert lena.when(receipt) == "Mon 14:00"
    await world.until(lena.at("Tue 17:14"))
    assert [one.kind for one in lena.private] == ["receipt"]
    assert world.count("prompt", to="lena") == 0
    await world.until(lena.at("Tue 17:15"))
    assert lena.when(lena.sees("prompt")) == "Tue 17:15"


async def test_lines_kept_during_the_day_are_in_the_form_at_night(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 11:00"))
    await lena.commands("/handoff", "Called the bank")
    assert "1 line" in lena.told[-1].text
    await lena.writes("Mailed the bank *too*")
    assert "2 lines" in lena.told[-1].text
    await world.until(lena.at("Mon 17:15"))
    await lena.presses("Write hand-off")
    assert lena.form.values[LABELS["done"]] == "Called the bank\nMailed the bank *too*"
    await lena.hands_over("Banking day.")
    await world.until(lena.at("Tue 17:15"))
    await lena.presses("Write hand-off")
    assert lena.form.values[LABELS["done"]] == "", "they have gone out"


async def test_a_line_kept_after_the_hand_off_is_in_the_form_that_edits_it(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 13:00"))
    await lena.opens("/handoff")
    await lena.hands_over("Off to the dentist.", done="Called the bank")
    await lena.commands("/handoff", "Wrote to the bank")
    await lena.presses("Edit")
    assert lena.form.values[LABELS["done"]] == "Called the bank\nWrote to the bank"
    await lena.sends()
    await world.until(maya.at("Mon 09:00"))
    assert "Wrote to the bank" in maya.sees("digest", where="atlas").text


async def test_what_the_form_has_no_room_for_is_handed_back(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.until(lena.at("Mon 11:00"))
    fits, too_much = "a" * 2000, "b" * 1500
    await lena.commands("/handoff", fits)
    await lena.commands("/handoff", too_much)
    assert too_much in lena.told[-1].text
    assert "/handoff" in lena.told[-1].text
    await lena.opens("/handoff")
    assert lena.form.values[LABELS["done"]] == fits


async def test_more_lines_than_a_hand_off_takes_are_not_cut_off(world: World, lena: Somebody) -> None:
    await evening_of(world, lena)
    await lena.presses("Write hand-off")
    many = "\n".join(f"Did {number}" for number in range(60))
    await lena.fills({LABELS["summary"]: "Busy.", LABELS["done"]: many})
    await lena.sends()
    assert "60 lines" in lena.wrong
    assert lena.form.values[LABELS["done"]] == many


async def test_steps_picked_up_and_not_finished_are_in_the_form(
    world: World, lena: Somebody, maya: Somebody
) -> None:
    await evening_of(world, lena)
    await lena.presses("Write hand-off")
    await lena.hands_over("Half way.", steps=[("Ship it", "Whoever is awake next")])
    await world.until(maya.at("Mon 12:15"))
    await maya.presses("Pick up", on=maya.sees("handover", where="atlas"), below="Ship it")
    await world.until(maya.at("Mon 17:15"))
    await maya.presses("Write hand-off")
    assert maya.form.values["Next step 1"] == "Ship it"
