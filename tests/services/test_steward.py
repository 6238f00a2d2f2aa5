"""Who looks after a relay, who may take it over, and the card for whoever brings the bot into a channel."""

from collections.abc import Sequence

import pytest

from bot.domain.identity import UserRef
from bot.messages.answer import Answer, Ask, Nothing, Tell
from bot.services import invitation, setup, steward
from bot.services.platform import Channel
from bot.services.setup_people import Facts
from handlers import table
from handlers.event import Membership, Pressed
from tests.services.given import Relay, at, buttons, channel, profile, told, user

CAST = ("lena", "maya", "sam", "mia")


def here(relay: Relay, names: Sequence[str] = CAST) -> Channel:
    found = Channel(
        place=channel("atlas"), name="atlas", kind="public", members=tuple(user(one) for one in names)
    )
    relay.directory.channels[found.place.id] = found
    return found


async def orphaned(relay: Relay) -> None:
    """Lena, who looked after it, leaves; Maya and Sam stay."""
    here(relay)
    await relay.team("lena", "maya", "sam")
    await relay.leaves("lena")


async def takes_over(relay: Relay, name: str) -> Answer:
    team = (await relay.whole()).id
    return await relay.store.transact(steward.take_over, user(name), team, now=relay.now)


async def opens(relay: Relay, name: str, *, admin: bool = False) -> Answer:
    facts = Facts(asker=profile(name, admin=admin), channel=here(relay))
    return await relay.store.transact(setup.open_form, facts, now=relay.now)


async def test_the_channel_is_told_once_and_mentions_nobody(relay: Relay) -> None:
    await orphaned(relay)
    await relay.leaves("sam")
    [post] = await relay.posted(to="atlas")
    assert post.kind == "orphaned"
    assert [one.name for one in buttons(post.letter.document)] == ["team.take_over"]


async def test_nobody_is_told_where_another_steward_or_nobody_at_all_is_left(relay: Relay) -> None:
    await relay.team("lena")
    await relay.leaves("lena")
    assert await relay.posted(to="atlas") == []


async def test_the_first_to_press_has_it(relay: Relay) -> None:
    await orphaned(relay)
    assert "You look after the relay" in told(await takes_over(relay, "maya"))
    assert "You look after the relay" in told(await takes_over(relay, "maya"))
    assert "looked after by Maya" in told(await takes_over(relay, "sam"))
    assert "Only its members" in told(await takes_over(relay, "mia"))
    assert {one.person.name: one.steward for one in (await relay.whole()).members} == {
        "Maya": True,
        "Sam": False,
    }
    posts = await relay.posted(to="atlas")
    assert [one.kind for one in posts] == ["orphaned", "change"]
    assert "Maya looks after the relay" in await relay.stands(posts[0].key)


async def test_orphaned_again_the_channel_is_told_again(relay: Relay) -> None:
    await orphaned(relay)
    await takes_over(relay, "maya")
    relay.clock.move_to(at("lena", "Mon 10:00"))
    await relay.leaves("maya")
    assert [one.kind for one in await relay.posted(to="atlas")] == ["orphaned", "change", "orphaned"]
    await takes_over(relay, "sam")
    _, _, again, _ = await relay.posted(to="atlas")
    assert "Sam looks after the relay" in await relay.stands(again.key)


async def test_set_up_offers_what_each_can_do(relay: Relay) -> None:
    await orphaned(relay)
    member = await opens(relay, "maya")
    assert isinstance(member, Tell)
    assert [one.name for one in buttons(member.document)] == ["team.take_over"]
    stranger = await opens(relay, "mia")
    assert isinstance(stranger, Tell)
    assert [one.name for one in buttons(stranger.document)] == ["team.join", "team.join"]
    assert isinstance(await opens(relay, "mia", admin=True), Ask)


async def test_a_relay_that_everyone_has_left_is_set_up_by_anyone(relay: Relay) -> None:
    here(relay)
    await relay.team("lena")
    await relay.leaves("lena")
    assert isinstance(await opens(relay, "mia"), Ask)


async def test_who_is_not_in_the_channel_cannot_change_its_relay(relay: Relay) -> None:
    await relay.team("lena", "maya")
    facts = Facts(asker=profile("sam", admin=True), channel=here(relay, ["lena", "maya"]))
    answer = await relay.store.transact(setup.open_form, facts, now=relay.now)
    assert "Only people in the relay's channel" in told(answer)


async def invite(relay: Relay, by: str | None, *, eligible: bool = True) -> None:
    there = here(relay)
    if by is not None:
        relay.directory.profiles_known[user(by)] = profile(by, eligible=eligible)
    bot = UserRef(platform="slack", tenant="T1", id="UBOT")
    inviter = user(by) if by else None
    came = Membership(user=bot, place=there.place, change="joined", bot=True, inviter=inviter)
    assert await table.hear(came, relay.house) == Nothing()


async def test_a_card_comes_once_however_often_the_invitation_is_heard(relay: Relay) -> None:
    for _ in range(3):
        await invite(relay, "lena")
    [card] = await relay.posted(to="lena")
    assert card.kind == "card"
    assert [one.text for one in buttons(card.letter.document)] == ["Set up the relay"]
    await relay.delivers()
    assert [one.state for one in await relay.posted(to="lena")] == ["sent"], "at once, on a Sunday too"


@pytest.mark.parametrize(("by", "eligible"), [(None, True), ("lena", False)], ids=["nobody known", "a guest"])
async def test_nobody_else_gets_a_card(relay: Relay, by: str | None, eligible: bool) -> None:
    await invite(relay, by, eligible=eligible)
    assert await relay.posted() == []


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("lena", ["Change the relay"]),
        ("maya", []),
        ("mia", ["Join, write and receive", "Join, receive only"]),
    ],
    ids=["a steward", "a member", "a colleague"],
)
async def test_where_there_is_a_relay_the_card_says_so(relay: Relay, who: str, offered: list[str]) -> None:
    await relay.team("lena", "maya")
    await invite(relay, who)
    [card] = await relay.posted("card")
    assert "has a relay already" in card.text
    assert [one.text for one in buttons(card.letter.document)] == offered


async def test_a_member_may_take_it_over_from_the_card(relay: Relay) -> None:
    await orphaned(relay)
    there = here(relay)
    await relay.store.transact(invitation.invited, profile("maya"), there, now=relay.now)
    [card] = await relay.posted("card")
    assert [one.text for one in buttons(card.letter.document)] == ["Take it over"]


async def presses(relay: Relay, by: str, name: str, value: str) -> Answer:
    return await table.hear(Pressed(by=user(by), name=name, value=value), relay.house)


async def test_buttons_name_their_team_or_channel_wherever_they_stand(relay: Relay) -> None:
    here(relay)
    team = str(await relay.team("lena", "maya"))
    for value in (team, "in:public:CATLAS"):
        assert isinstance(await presses(relay, "lena", "team.setup", value), Ask)
    for value in ("", "999", "in:", "in:nowhere:C1", "nonsense"):
        assert "channel" in told(await presses(relay, "lena", "team.setup", value))
    assert "You are in the relay" in told(await presses(relay, "sam", "team.join", f"{team}:receives"))
    here(relay, ["lena", "maya"])
    assert "Only people in the relay's channel" in told(
        await presses(relay, "mia", "team.join", f"{team}:writes")
    )
    assert {one.person.name for one in (await relay.whole()).members} == {"Lena", "Maya", "Sam"}


@pytest.mark.parametrize("value", ["", "x", "7:", ":writes", "999:writes"], ids=str)
async def test_a_join_button_that_carries_nonsense_enrols_nobody(relay: Relay, value: str) -> None:
    await relay.team("lena", "maya")
    assert isinstance(await presses(relay, "sam", "team.join", value), Nothing | Tell)
    assert len((await relay.whole()).members) == 2


async def test_nothing_is_taken_over_or_undone_by_nonsense(relay: Relay) -> None:
    await relay.team("lena", "maya")
    for name in ("team.take_over", "team.undo"):
        for value in ("", "x", "999"):
            assert isinstance(await presses(relay, "maya", name, value), Tell)
