"""A decision links the landing pages of its channel's projects, and a page tells what was decided since."""

from datetime import timedelta

import pytest

from bot.domain.identity import Place
from bot.messages.answer import Ask, Tell
from bot.messages.document import Link, Paragraph
from bot.messages.page import CONFIRM
from bot.services import decision, page
from handlers import page as handler
from handlers.event import Pressed
from tests.services.deciding import TITLE, closes, goes_on, objects, opened, proposes, sends, votes
from tests.services.given import Relay, at, buttons, channel, told, user

WIKI = "https://pages.example.com/atlas"


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def moves(relay: Relay, text: str) -> None:
    await relay.store.transact(page.move, user("lena"), place=channel("atlas"), text=text, now=relay.now)


async def shows(relay: Relay, place: Place | None = None) -> Tell:
    answer = await relay.store.read(page.show, user("maya"), place=place or channel("atlas"), now=relay.now)
    assert isinstance(answer, Tell)
    return answer


async def receipt(relay: Relay) -> str:
    """What the form turns into."""
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya")
    assert isinstance(second, Ask)
    return told(await sends(relay, "sam", second.form))


async def test_its_message_links_the_page_of_the_channels_project(relay: Relay) -> None:
    await proposes(relay, "sam", "maya")
    [post] = await relay.posted("decision")
    assert "Landing page: Atlas" in post.text
    spans = [
        span for block in post.letter.document.blocks if isinstance(block, Paragraph) for span in block.spans
    ]
    assert Link(url=WIKI, text="Atlas") in spans


async def test_without_a_page_none_is_linked_and_whoever_proposes_gets_a_hint(relay: Relay) -> None:
    assert "landing page" not in await receipt(relay)
    await moves(relay, "none")
    assert "Atlas has no landing page yet: /sunrelay page https://… in the channel" in await receipt(relay)
    assert "Landing page" not in (await relay.posted("decision"))[-1].text


async def test_a_page_tells_what_was_decided_in_its_channel_until_that_is_confirmed(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    two = await proposes(relay, "sam", "maya", title="Another one")
    three = await proposes(relay, "sam", "maya", title="Taken back")
    assert "Decision" not in told(await shows(relay)), "nothing is decided yet"
    await relay.store.transact(decision.withdraw, user("sam"), three.id, now=relay.now)
    await votes(relay, "maya", "approve")
    await objects(relay, "maya", number=two.id)
    await closes(relay, one)
    await closes(relay, two)
    shown = await shows(relay)
    assert f"Decision: {TITLE}, adopted, as you approved and nobody objected, Tue 3 Nov" in told(shown)
    assert "Decision: Another one, not adopted, as you objected" in told(shown)
    assert "2 decisions" in told(shown)
    assert "Taken back" not in told(shown)
    await confirms(relay, shown)
    after = await shows(relay)
    assert "Nothing was written since." in told(after)
    assert [one for one in buttons(after.document) if one.name == CONFIRM] == []


async def test_what_is_decided_later_is_told_again(relay: Relay) -> None:
    await moves(relay, "https://wiki.example.com/a")
    one = await proposes(relay, "sam", "maya")
    await closes(relay, one)
    shown = await shows(relay)
    assert "Since then: 1 decision." in told(shown)
    await relay.until(relay.now + timedelta(minutes=5))
    await confirms(relay, shown)
    two = await proposes(relay, "sam", "maya", title="Another one")
    await closes(relay, two)
    later = told(await shows(relay))
    assert "Another one" in later
    assert TITLE not in later


async def confirms(relay: Relay, shown: Tell) -> None:
    [button] = [one for one in buttons(shown.document) if one.name == CONFIRM]
    answer = await handler.confirmed(
        Pressed(by=user("maya"), name=button.name, value=button.value), relay.house
    )
    assert "is current" in told(answer)
