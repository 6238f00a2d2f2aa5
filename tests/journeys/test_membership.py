"""Being in a relay: set up by a form, welcomed in working hours, joined, left."""

from tests.support.setting_up import RECEIVES, WRITES, sends_pages, sets_up
from tests.support.somebody import Filled, Somebody
from tests.support.world import PAGE, World


async def set_up(world: World, lena: Somebody) -> None:
    """Lena sets the relay up on Monday at ten in the morning, her time."""
    await world.until(lena.at("Mon 10:00"))
    people: dict[str, Filled] = {"Team name": "Atlas", WRITES: ("lena", "sam"), RECEIVES: ("maya",)}
    await sets_up(lena, "atlas", {**people, "Project": "Checkout", "Landing page": PAGE})
    await world.until(lena.at("Mon 10:01"))


async def test_set_up_by_a_form_the_channel_is_told_once(
    world: World, lena: Somebody, nora: Somebody
) -> None:
    await set_up(world, lena)
    assert "3" in lena.told[-1].text
    (announced,) = nora.posts("atlas")
    assert announced.kind == "announcement"
    for name in ("Lena Vogel", "Sam Ortiz", "Maya Brooks", "Berlin", "Los Angeles", "New York"):
        assert name in announced.text
    assert "Nora" not in announced.text
    assert announced.pings == frozenset()


async def test_the_form_says_what_is_wrong_with_it(world: World, lena: Somebody) -> None:
    await world.until(lena.at("Mon 10:00"))
    await lena.opens("/sunrelay setup", where="atlas")
    await lena.fills({"Team name": "Atlas", "Landing page": "the wiki"})
    await lena.sends()
    assert "https://" in lena.wrong
    await sends_pages(lena, {"Landing page": PAGE, WRITES: ("lena",)})


async def test_nobody_outside_the_channel_is_enrolled(world: World, lena: Somebody) -> None:
    world.newcomer("zoe", "Zoe Far", "Europe/Paris")
    await world.until(lena.at("Mon 10:00"))
    await lena.opens("/sunrelay setup", where="atlas")
    await lena.fills({WRITES: ("lena", "zoe")})
    await lena.sends()
    assert "Zoe Far" in lena.wrong


async def test_each_is_welcomed_in_their_own_working_hours_before_the_first_prompt(
    world: World, lena: Somebody, maya: Somebody, sam: Somebody
) -> None:
    await set_up(world, lena)
    assert [lena.when(one) for one in lena.all_of("welcome")] == ["Mon 10:00"]
    await world.until(sam.at("Mon 08:59"))
    assert sam.private == []
    await world.until(sam.at("Mon 09:00"))
    welcome = sam.sees("welcome")
    assert sam.when(welcome) == "Mon 09:00"
    for word in ("Lena Vogel", "America/Los_Angeles", "17:15"):
        assert word in welcome.text
    assert welcome.buttons == ("Not for me", "That's right", "Another, or none")
    assert [maya.when(one) for one in maya.private] == ["Mon 09:00"]
    await world.until(sam.at("Tue 09:00"))
    assert [one.kind for one in sam.private] == ["welcome", "prompt", "reminder"]
    assert [one.kind for one in maya.private] == ["welcome"], "who only receives is asked nothing"


async def test_not_for_me_is_the_end_of_it(world: World, lena: Somebody, sam: Somebody) -> None:
    await set_up(world, lena)
    await world.until(sam.at("Mon 09:00"))
    await sam.presses("Not for me")
    assert "out of the relay" in sam.told[0].text
    await world.until(sam.at("Tue 20:00"))
    assert [one.kind for one in sam.private] == ["welcome"]


async def test_one_joins_by_a_button_and_leaves_with_the_channel(
    world: World, lena: Somebody, nora: Somebody
) -> None:
    await set_up(world, lena)
    await nora.presses("Join, write and receive", on=nora.posts("atlas")[0])
    assert "Berlin" in nora.told[-1].text
    assert "17:15" in nora.told[-1].text
    await world.until(nora.at("Mon 17:15"))
    assert [one.kind for one in nora.private] == ["prompt"]
    await nora.leaves("atlas")
    await world.until(nora.at("Wed 20:00"))
    assert world.count("prompt", to="nora") == 1
    assert world.count("reminder", to="nora") == 0


async def test_one_joins_by_a_command_to_receive_only(world: World, lena: Somebody, nora: Somebody) -> None:
    await set_up(world, lena)
    await nora.commands("/sunrelay", "join receives", where="atlas")
    assert "Berlin" in nora.told[-1].text
    await world.until(nora.at("Tue 20:00"))
    assert nora.private == []


async def test_only_stewards_change_a_relay(
    world: World, lena: Somebody, sam: Somebody, maya: Somebody
) -> None:
    await set_up(world, lena)
    await maya.commands("/sunrelay", "setup", where="atlas")
    assert not maya.has_form
    assert "Lena Vogel" in maya.told[-1].text
    await lena.opens("/sunrelay setup", where="atlas")
    assert lena.form.values[WRITES] == "Lena Vogel, Sam Ortiz"
    await sends_pages(lena, {WRITES: ("lena",)})
    await world.until(sam.at("Tue 20:00"))
    assert sam.private == [], "taken out before their day began"


async def test_in_a_private_conversation_set_up_says_where_to_use_it(world: World, lena: Somebody) -> None:
    await lena.commands("/sunrelay", "setup")
    assert not lena.has_form
    assert "channel" in lena.told[-1].text


async def test_what_a_leaver_held_waits_again(
    world: World, lena: Somebody, nora: Somebody, sam: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "lena", "nora"])
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over("Half.", steps=[("Finish it", "Whoever is awake next")])
    await world.until(lena.at("Tue 09:10"))
    digest = lena.sees("digest", where="atlas")
    await lena.presses("Pick up", on=digest, below="Finish it")
    await lena.leaves("atlas")
    assert nora.now(digest, where="atlas").buttons_below("Finish it")[0] == "Pick up"
