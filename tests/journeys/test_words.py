"""What people type is shown as they typed it, wherever it goes, and pings nobody."""

import pytest

from tests.journeys.conftest import way_of
from tests.support.setting_up import WRITES, sets_up
from tests.support.somebody import AWAKE, LABELS, Somebody
from tests.support.world import World

AWKWARD = {
    "broadcast": "<!channel> <!here> <!everyone> @channel @here @everyone",
    "mention": "<@U000000001> <@U1|lena> <#C1|general> <!subteam^S1> @lena",
    "link": "<https://evil.example|harmless> <mailto:a@b.example|x> https://plain.example/?a=1&b=2",
    "marks": "*bold* _italic_ ~strike~ `code` ```block``` > quote • dot",
    "entities": "&lt;@U000000001&gt; &amp; &amp;amp; < > &",
    "date": "<!date^0^{date}^https://evil.example|never> :tada: \\n \\",
    "right-to-left": "שלום *עולם* مرحبا \u202eabc\u202c",
    "zero-width": "zero\u200bwidth\u200djoin\ufeff <\u200b!channel>",
    "emoji": "👩‍👩‍👧‍👦 🇩🇪 é é \U0001f44d\U0001f3fd",
}
# What a word looks like depends on the front, and on how the database takes it.
EACH_FRONT_AND_DATABASE = [way_of("socket-sqlite"), way_of("http-postgresql"), way_of("awkward-sqlite")]
LONG = "Long & <!channel> *words* `here` שלום. " * 80


@pytest.mark.parametrize("way", EACH_FRONT_AND_DATABASE, indirect=True)
@pytest.mark.parametrize("words", AWKWARD.values(), ids=AWKWARD.keys())
async def test_a_hand_off_says_what_was_typed(
    world: World, lena: Somebody, sam: Somebody, words: str
) -> None:
    await world.team("Atlas", writes=["lena", "sam"])
    await world.until(sam.at("Mon 16:00"))
    await sam.commands("/handoff", words)
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over(words, state="At risk", steps=[(words, AWAKE)], done=words, watch=words)
    await world.until(lena.at("Tue 09:00"))
    digest = lena.sees("digest", where="atlas")
    assert digest.text.count(words) == 4, digest.text
    await lena.presses("Pick up", on=digest, below=words)
    assert lena.now(digest, where="atlas").text.count(words) == 4
    await sam.presses("Edit")
    for field in ("summary", "done", "watch"):
        assert sam.form.values[LABELS[field]] == words
    assert sam.form.values["Next step 1"] == words
    assert {name for one in world.happenings() for name in one.pings} <= {"lena"}


@pytest.mark.parametrize("way", EACH_FRONT_AND_DATABASE, indirect=True)
@pytest.mark.parametrize("words", AWKWARD.values(), ids=AWKWARD.keys())
async def test_so_do_names(world: World, lena: Somebody, words: str) -> None:
    """Of people, teams and projects."""
    name = words[:70].strip()
    odd = world.newcomer("odd", name, "America/Los_Angeles", "atlas")
    await world.until(lena.at("Mon 10:00"))
    await sets_up(lena, "atlas", {"Team name": name, "Project": name, WRITES: ("lena", "odd")})
    assert name in lena.posts("atlas")[0].text
    await world.until(odd.at("Mon 17:15"))
    assert name in odd.sees("welcome").text
    assert name in odd.sees("prompt").text
    await odd.presses("Write hand-off")
    assert odd.form.values[LABELS["team"]] == name
    assert odd.form.values[LABELS["project"]] == name
    await odd.hands_over("All well.", steps=[("Say hello", AWAKE)])
    assert name in odd.sees("receipt").text
    await world.until(lena.at("Tue 09:00"))
    digest = lena.sees("digest", where="atlas")
    assert name in digest.text
    await world.until(odd.at("Tue 09:30"))
    assert {ping for one in world.happenings() for ping in one.pings} == set()


async def test_three_thousand_signs_are_all_there(world: World, lena: Somebody, sam: Somebody) -> None:
    words = LONG[:2999] + "."
    await world.team("Atlas", writes=["lena", "sam"])
    await world.until(sam.at("Mon 17:20"))
    await sam.presses("Write hand-off")
    await sam.hands_over(words, done=words, watch=words)
    await world.until(lena.at("Tue 09:01"))
    shown = "\n".join(one.text for one in lena.posts("atlas"))
    assert shown.count(words) == 3
    first, *others = lena.posts("atlas")
    assert all(one.under == first.id for one in others), "what does not fit goes on in the thread"
    assert {name for one in world.happenings() for name in one.pings} == set()
    await sam.presses("Edit")
    assert sam.form.values[LABELS["summary"]] == words
