"""*I'm stuck on this*: a stack trace of 20,000 characters is picked up from a message and arrives whole."""

from tests.support.somebody import Somebody
from tests.support.world import CORRIDOR, World

SHORTCUT = "request.stuck"
HAPPENS, ERROR, TRIED, ALONG = (
    "What happens?",
    "Error or stack trace",
    "What have you tried?",
    "Files to send along",
)
LINES = [
    f'  File "pay/step_{number:03}.py", line {number}, in <module>  # & so on' for number in range(1, 400)
]
TRACE = "\n".join(["Traceback (most recent call last):", *LINES])[:19_970] + "\nKeyError: <rate> for *CAD*"


async def asks_maya(who: Somebody, world: World, **more: str) -> None:
    await who.fills({"For": ("maya",), TRIED: "Twice.", **more})
    await who.sends()
    assert not who.has_form, who.wrong
    await world.until(who.at("Mon 10:10"))


async def test_out_of_ones_own_message_it_goes_whole_as_a_file_and_shortened_as_code(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    assert len(TRACE) == 19_997
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    said = await sam.says(f"The deploy stops.\n```\n{TRACE}\n```", where="atlas")
    await sam.uses(SHORTCUT, on=said)
    assert sam.form.values[HAPPENS] == "The deploy stops."
    assert sam.form.values[ERROR].startswith("Traceback (most recent call last):")
    assert sam.form.values[ERROR].endswith("KeyError: <rate> for *CAD*")
    assert len(sam.form.values[ERROR]) < 1300
    await asks_maya(sam, world)
    asked = maya.sees("ask")
    assert "KeyError: <rate> for *CAD*" in asked.text
    assert "characters in between" in asked.text
    [shown] = [one for one in maya.private if one.files]
    assert (shown.under, shown.files) == (asked.id, ("trace.txt",))
    assert maya.downloads(shown).decode() == TRACE, "letter for letter"


async def test_it_can_be_left_out(world: World, sam: Somebody, maya: Somebody) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await sam.uses(SHORTCUT, on=await sam.says(f"```{TRACE}```", where="atlas"))
    await sam.fills({ALONG: ()})
    await asks_maya(sam, world, **{HAPPENS: "It stops."})
    assert "trace.txt" not in maya.sees("ask").text
    assert [one for one in maya.private if one.files] == []


async def test_a_colleagues_snippet_goes_along_with_a_link_to_where_it_stands(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    said = await lena.says("This is from last night.", where="atlas", files={"pay.txt": TRACE.encode()})
    await sam.uses(SHORTCUT, on=said)
    assert sam.form.values[HAPPENS] == "", "what a colleague says is not said by who asks"
    assert sam.form.values[ERROR].endswith("KeyError: <rate> for *CAD*")
    await asks_maya(sam, world, **{HAPPENS: "It stops."})
    asked = maya.sees("ask")
    assert "pay.txt (20 kB), in the thread" in asked.text
    assert "Links: https://" in asked.text
    [shown] = [one for one in maya.private if one.files]
    assert maya.downloads(shown).decode() == TRACE


async def test_of_a_colleagues_private_message_only_the_link_is_taken(
    world: World, sam: Somebody, maya: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya", "lena"])
    await world.until(sam.at("Mon 10:00"))
    await lena.makes_private(CORRIDOR)
    said = await lena.says(f"Only for us: {TRACE}", where=CORRIDOR)
    await sam.uses(SHORTCUT, on=said)
    assert sam.form.values[HAPPENS] == sam.form.values[ERROR] == ""
    assert ALONG not in sam.form.values
    assert sam.form.values["Links"].startswith("https://")
    await asks_maya(sam, world, **{HAPPENS: "It stops.", ERROR: "KeyError, pasted by hand"})
    assert "KeyError, pasted by hand" in maya.sees("ask").text
    assert [one for one in maya.private if one.files] == []


async def test_ones_own_words_are_ones_own_in_private_too_where_the_bot_is_absent(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await sam.makes_private(CORRIDOR)
    await sam.uses(SHORTCUT, on=await sam.says(TRACE, where=CORRIDOR))
    assert sam.form.values["Links"] == "", "nobody else could follow it"
    await asks_maya(sam, world, **{HAPPENS: "It stops."})
    [shown] = [one for one in maya.private if one.files]
    assert maya.downloads(shown).decode() == TRACE
