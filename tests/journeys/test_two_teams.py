"""Two teams in one evening: one prompt, each team in turn or all at once, and one receipt."""

from tests.support.somebody import LABELS, Somebody
from tests.support.world import World


async def evening_of_two(world: World, lena: Somebody) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.team("Borealis", writes=["lena", "sam"])
    await world.until(lena.at("Mon 17:15"))


async def test_one_prompt_asks_for_both_and_each_is_written_in_turn(
    world: World, lena: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await evening_of_two(world, lena)
    (prompt,) = lena.private
    assert "Atlas" in prompt.text
    assert "Borealis" in prompt.text
    await lena.presses("Write hand-off")
    assert lena.form.values[LABELS["team"]] == "Atlas"
    await lena.hands_over("Atlas goes well.")
    receipt = lena.now(prompt)
    assert "Borealis" in receipt.text
    assert "Write hand-off" in receipt.buttons

    await world.until(lena.at("Mon 18:00"))
    reminder = lena.sees("reminder")
    assert "Borealis" in reminder.text
    assert "Atlas" not in reminder.text
    await lena.presses("Write hand-off", on=reminder)
    assert lena.form.values[LABELS["team"]] == "Borealis"
    await lena.hands_over("Borealis goes slowly.")
    both = lena.now(prompt).text
    assert "Atlas" in both
    assert "Borealis" in both
    assert "Write hand-off" not in lena.now(prompt).buttons
    await world.until(sam.at("Tue 12:00"))
    assert "Atlas goes well." in "".join(one.text for one in maya.posts("atlas"))
    assert "Borealis goes slowly." in "".join(one.text for one in sam.posts("borealis"))
    assert "Atlas" not in "".join(one.text for one in sam.posts("borealis"))


async def test_all_at_once_is_sent_to_each(
    world: World, lena: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await evening_of_two(world, lena)
    await lena.presses("Write hand-off")
    await lena.fills({LABELS["summary"]: "Typed first.", LABELS["team"]: "All of them, the same"})
    assert lena.form.values[LABELS["summary"]] == "Typed first.", "what was typed stays"
    await lena.hands_over("One for all.", steps=[("Take it from here", "Whoever is awake next")])
    receipt = lena.sees("receipt").text
    assert "Atlas" in receipt
    assert "Borealis" in receipt
    await world.until(sam.at("Mon 12:00"))
    assert "One for all." in "".join(one.text for one in maya.posts("atlas"))
    assert "One for all." in "".join(one.text for one in sam.posts("borealis"))
    await world.until(lena.at("Tue 17:00"))
    assert world.count("reminder", to="lena") == 0


async def test_a_hand_off_sent_ahead_leaves_the_prompt_to_ask_for_the_other(
    world: World, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["lena", "maya"])
    await world.team("Borealis", writes=["lena", "sam"])
    await world.until(lena.at("Mon 14:00"))
    await lena.opens("/handoff", where="borealis")
    assert lena.form.values[LABELS["team"]] == "Borealis", "it was asked for in its channel"
    await lena.hands_over("Early.")
    await world.until(lena.at("Mon 17:15"))
    prompt = lena.sees("prompt")
    assert "Atlas" in prompt.text
    assert "Borealis" not in prompt.text


async def test_choosing_another_team_keeps_what_was_typed(world: World, lena: Somebody) -> None:
    await evening_of_two(world, lena)
    await lena.presses("Write hand-off")
    await lena.fills({LABELS["summary"]: "Meant for the other.", "Next step 1": "Send it there"})
    await lena.fills({LABELS["team"]: "Borealis"})
    assert lena.form.values[LABELS["summary"]] == "Meant for the other."
    assert lena.form.values["Next step 1"] == "Send it there"
    assert "Sam Ortiz" in lena.form.choices["Step 1 is for"]
    assert "Maya Brooks" not in lena.form.choices["Step 1 is for"]


async def test_nothing_answers_for_both(world: World, lena: Somebody) -> None:
    await evening_of_two(world, lena)
    await lena.presses("Nothing to hand over")
    await world.until(lena.at("Tue 17:00"))
    assert [one.kind for one in lena.private] == ["receipt"]
