"""The second page of a decision is sent later than the first: who is there by then, and what was typed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.identity import DecisionId
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.form import Form
from bot.services import away
from bot.services.platform import Channel
from storage import decisions
from tests.services.asking import atlas
from tests.services.deciding import PROPOSAL, goes_on, goes_on_in, opened, sends, sends_in, stands
from tests.services.given import Relay, at, channel, told, user


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


def private(*without: str) -> Channel:
    """The channel, which is private, with these gone."""
    members = tuple(one for one in atlas().members if one not in map(user, without))
    return replace(atlas(), place=channel("atlas", kind="private"), kind="private", members=members)


async def second(relay: Relay, *who: str, there: Channel | None = None) -> Form:
    answer = await goes_on_in(there or atlas(), relay, "sam", await opened(relay, "sam"), *who)
    assert isinstance(answer, Ask), answer
    return answer.form


@pytest.mark.parametrize(
    ("there", "words"),
    [(private("sam"), "you are not in #atlas any more"), (None, "I am not in #atlas any more")],
    ids=["author", "bot"],
)
async def test_nothing_is_put_in_a_private_channel_that_was_left(
    relay: Relay, there: Channel | None, words: str
) -> None:
    form = await second(relay, "maya", there=private())
    answer = told(await sends_in(there, relay, "sam", form))
    assert words in answer
    assert PROPOSAL in answer, "what was typed comes back"
    assert await relay.posted("decision") == []


async def test_who_has_left_a_private_channel_meanwhile_does_not_decide(relay: Relay) -> None:
    form = await second(relay, "maya", "lena", there=private())
    await sends_in(private("lena"), relay, "sam", form)
    assert (await stands(relay)).deciders == ((await relay.person("maya")).id,)


async def test_where_nobody_is_there_any_more_what_was_typed_comes_back(relay: Relay) -> None:
    form = await second(relay, "lena")
    await relay.store.transact(away.said, user("lena"), "3 nov - 20 nov", now=relay.now)
    answer = told(await sends(relay, "sam", form, close="Thu 15:00"))
    assert "nobody who is to decide is there" in answer
    assert PROPOSAL in answer
    assert "Thu 15:00" in answer
    assert await relay.posted("decision") == []


async def test_a_page_that_the_first_has_gone_back_on_posts_nothing(relay: Relay) -> None:
    first = await opened(relay, "sam")
    answer = await goes_on(relay, "sam", first, "maya")
    assert isinstance(answer, Ask)
    assert isinstance(await goes_on(relay, "sam", first, "maya", proposal=""), Fix)
    await sends(relay, "sam", answer.form)
    assert await relay.store.read(decisions.get, DecisionId(1)) is None


@pytest.mark.parametrize(
    ("typed", "closes"),
    [("Tue 12:16 New York", "Tue 12:20"), ("Tue 12:15 New York", None), ("Tue 12:30 New York", "Tue 12:30")],
    ids=["as shown", "before", "after"],
)
async def test_the_close_that_was_shown_may_be_typed(relay: Relay, typed: str, closes: str | None) -> None:
    """It is 12:15:37, so that 12:16 is shown; some minutes pass as they write."""
    relay.clock.move_to(relay.now + timedelta(seconds=37))
    form = await second(relay, "maya", "lena")
    relay.clock.move_to(relay.now + timedelta(minutes=4))
    assert wrong(await sends(relay, "sam", form, close=typed)) == (closes is None)
    if closes is not None:
        one = await stands(relay)
        assert one.closes_at == at("maya", closes)


async def test_a_close_that_was_shown_long_ago_needs_a_reason(relay: Relay) -> None:
    form = await second(relay, "maya", "lena")
    relay.clock.move_to(relay.now + timedelta(minutes=31))
    assert wrong(await sends(relay, "sam", form, close="Tue 12:15 New York"))
    await sends(relay, "sam", form, close="Tue 12:15 New York", sooner="The shop is down.")
    assert (await stands(relay)).closes_at == at("maya", "Tue 12:15")


def wrong(answer: Answer) -> bool:
    return isinstance(answer, Fix)
