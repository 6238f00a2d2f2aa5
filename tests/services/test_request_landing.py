"""A request in a channel links the landing pages of the team there; what is asked privately links none."""

from bot.services import page
from tests.services.asking import asks, at_noon, opened, sends
from tests.services.given import Relay, channel, user


async def test_in_the_teams_channel_it_links_the_page_of_the_teams_project(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya")
    await asks(relay, "sam", "maya", where="here")
    [post] = await relay.posted("ask_here", to="atlas")
    assert "Landing page: Atlas" in post.text
    assert "url='https://pages.example.com/atlas'" in repr(post.letter.document)


async def test_to_a_region_it_links_it_too_and_still_when_it_is_said_again(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya", "lena")
    form = await opened(relay, "sam", "Berlin")
    await sends(relay, "sam", form)
    [post] = await relay.posted("ask_here", to="atlas")
    assert "Landing page: Atlas" in await relay.stands(post.key)


async def test_without_a_page_there_is_no_such_line(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya")
    where = channel("atlas")
    await relay.store.transact(page.move, user("sam"), place=where, text="none", now=relay.now)
    await asks(relay, "sam", "maya", where="here")
    [post] = await relay.posted("ask_here", to="atlas")
    assert "Landing page" not in post.text


async def test_what_is_asked_privately_links_none(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya")
    await asks(relay, "sam", "maya")
    [private] = await relay.posted("ask", to="maya")
    assert "Landing page" not in private.text
