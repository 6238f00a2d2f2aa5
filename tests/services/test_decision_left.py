"""Who has left decides no more, open or adopted; where nobody is left, nothing is adopted by silence."""

import pytest

from bot.services import decision, forget, person
from tests.services.deciding import (
    TITLE,
    WHY_NOT,
    closes,
    leaves_channel,
    make_private,
    objects,
    proposes,
    stands,
    votes,
)
from tests.services.given import Relay, at, profile, told, user

NAMES = ("lena", "maya", "sam")


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    await relay.team(*NAMES)
    await relay.until(at("maya", "Mon 12:15"))


async def adopted(relay: Relay) -> None:
    """By Maya, in a private channel; Lena has not voted."""
    one = await proposes(relay, "sam", "maya", "lena")
    await relay.store.transact(make_private)
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    assert (await stands(relay)).state == "adopted"


async def test_who_leaves_a_private_channel_after_the_close_hears_of_no_late_objection(relay: Relay) -> None:
    await relay.team("lena", "kofi", name="other")
    await adopted(relay)
    before = await relay.stands("decision/1")
    await leaves_channel(relay, "lena")
    assert await relay.stands("decision/1") == before, "two were asked"
    await relay.until(at("maya", "Wed 10:00"))
    await objects(relay, "maya")
    await relay.until(at("lena", "Thu 12:00"))
    assert not any(WHY_NOT in one.text for one in await relay.posted(to="lena"))
    assert (await stands(relay)).deciders == ((await relay.person("maya")).id,)


async def test_who_leaves_a_private_channel_after_the_close_opens_nothing_again(relay: Relay) -> None:
    await adopted(relay)
    await leaves_channel(relay, "lena")
    assert "This is over" in told(await objects(relay, "lena"))
    assert (await stands(relay)).state == "adopted"


async def test_who_leaves_the_team_and_stays_in_the_channel_still_votes(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await relay.store.transact(make_private)
    await relay.leaves("lena")
    assert told(await votes(relay, "lena", "approve")).startswith("You approved.")


async def test_the_list_has_what_a_reader_decides_in_a_private_channel(relay: Relay) -> None:
    """The platform names no private channel without a team; what waits for them there is counted, too."""
    one = await proposes(relay, "sam", "maya", "lena")
    await relay.store.transact(make_private)
    seen = {name: told(await relay.store.read(decision.listed, user(name), within=())) for name in NAMES}
    assert [name for name in NAMES if TITLE in seen[name]] == ["lena", "maya"]
    await closes(relay, one)
    assert TITLE not in told(await relay.store.read(decision.listed, user("lena"), within=()))


@pytest.mark.parametrize("how", ["left", "forgotten", "deactivated"])
@pytest.mark.parametrize("silence", ["consent", "nothing"])
async def test_where_nobody_is_left_to_decide_nothing_is_adopted(
    relay: Relay, how: str, silence: str
) -> None:
    one = await proposes(relay, "sam", "lena", silence=silence)
    await relay.store.transact(make_private)
    if how == "left":
        await leaves_channel(relay, "lena")
    elif how == "forgotten":
        await relay.store.transact(forget.forget, (await relay.person("lena")).id, now=relay.now)
    else:
        await deactivated(relay, "lena")
    await closes(relay, one)
    assert (await stands(relay)).state == "unsettled"
    assert "Not adopted, as nobody is left to decide" in await relay.stands("decision/1")


async def test_the_vote_of_who_was_deactivated_counts(relay: Relay) -> None:
    one = await proposes(relay, "sam", "lena")
    await votes(relay, "lena", "approve")
    await deactivated(relay, "lena")
    await closes(relay, one)
    assert (await stands(relay)).state == "adopted"


async def deactivated(relay: Relay, name: str) -> None:
    gone = profile(name, eligible=False)
    await relay.store.transact(person.profiles_changed, [gone], now=relay.now)
