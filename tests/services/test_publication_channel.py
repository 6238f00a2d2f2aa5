"""The channel is looked at again when all have agreed: what they agreed to has to hold still."""

from dataclasses import replace

import pytest

from bot.domain.identity import PublicationId
from bot.domain.publication import State
from bot.services.platform import Channel
from tests.services.given import Relay, at, told, user
from tests.services.publishing import ATLAS, PRIVATE, WORDS, presses, stands, wants


@pytest.fixture
async def there(relay: Relay) -> Relay:
    """Monday, eleven in Berlin."""
    await relay.team("lena", "arjun", "maya")
    await relay.until(at("lena", "Mon 11:00"))
    return relay


def without_lena(channel: Channel) -> Channel:
    return replace(channel, members=tuple(one for one in channel.members if one != user("lena")))


async def agreed(relay: Relay, asked: Channel, now: Channel | None) -> tuple[PublicationId, str]:
    """Arjun agrees; asked, now: the channel when he is asked, and then. Returns what he is told."""
    one = await wants(relay, "lena", "arjun", where=asked)
    await relay.delivers()
    answer = told(await presses(relay, "arjun", "agree", one, there=now))
    await relay.delivers()
    return one, answer


@pytest.mark.parametrize(
    ("asked", "now", "state"),
    [
        (PRIVATE, ATLAS, "over"),
        (PRIVATE, without_lena(PRIVATE), "over"),
        (ATLAS, without_lena(ATLAS), "over"),
        (ATLAS, None, "unposted"),
    ],
    ids=["turned public", "left the private channel", "left the public channel", "the bot is not in it"],
)
async def test_nothing_comes_out_where_the_channel_is_not_what_they_agreed_to(
    there: Relay, asked: Channel, now: Channel | None, state: State
) -> None:
    one, answer = await agreed(there, asked, now)
    assert "This is over" in answer
    assert (await stands(there, one)).state == state
    assert await there.posted("published") == []
    [letter] = await there.posted("consent", to="arjun")
    assert "Nothing is published" in await there.stands(letter.key)
    receipt = await there.stands(f"consent_receipt/{one}")
    assert ("it has become public" in receipt) == (asked is PRIVATE)
    unposted = await there.posted("consent_unposted", to="lena")
    assert len(unposted) == (state == "unposted")


@pytest.mark.parametrize(
    ("asked", "now"),
    [(PRIVATE, PRIVATE), (ATLAS, ATLAS), (ATLAS, PRIVATE)],
    ids=["private", "public", "turned"],
)
async def test_it_comes_out_where_no_more_people_read_it_than_they_agreed_to(
    there: Relay, asked: Channel, now: Channel
) -> None:
    _, answer = await agreed(there, asked, now)
    assert "it is published in #atlas" in answer
    [post] = await there.posted("published")
    assert WORDS in post.text
