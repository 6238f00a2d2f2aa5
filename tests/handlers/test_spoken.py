"""What is said to the bot alone and only begins like a command is kept; what asks is answered."""

import pytest

from bot.domain.identity import Place
from bot.messages.answer import Answer, Ask, Nothing, Tell
from handlers import table
from handlers.event import Command
from tests.services.given import Relay, channel, told, user

DIRECT = Place(platform="slack", tenant="T1", kind="direct", id="D1")


async def said(relay: Relay, text: str, *, where: Place = DIRECT, slash: bool = False) -> Answer:
    word, _, rest = text.partition(" ")
    event = Command(
        by=user("lena"),
        place=where,
        name=word.lower(),
        text=rest,
        key="D1/1.0",
        said="" if slash else word,
    )
    return await table.hear(event, relay.house)


SENTENCES = (
    "decide whether we ship on Friday",
    "Why the deploy failed: the certificate had run out",
    "Away from the console nothing can be restarted",
    "Hours were logged on the ticket today",
    "Holidays of the customer begin on Friday",
    "Join the call with Acme and say so",
    "Leave the feature flag on until Friday",
    "Help Maya with the flaky test first",
    "Setup of the new runner is done",
    "Digest of the incident is in the wiki",
    "Ask Maya which voucher rate applies",
    "Focus of the week is the billing bug",
    "Page none of the on-call people tonight",
    "Promise the vendor that rates come on Friday",
)


@pytest.mark.parametrize("text", SENTENCES)
async def test_a_sentence_is_a_line_for_tonight_in_all_its_words(relay: Relay, text: str) -> None:
    await relay.team("lena", "maya")
    assert "1 line" in told(await said(relay, text))
    form = await relay.opens("lena")
    assert form.values["done"] == text
    assert len((await relay.whole()).members) == 2


@pytest.mark.parametrize("text", SENTENCES)
async def test_after_a_slash_or_in_a_channel_it_is_the_command(relay: Relay, text: str) -> None:
    await relay.team("lena", "maya")
    for where, slash in ((DIRECT, True), (channel("atlas"), False)):
        answer = await said(relay, text, where=where, slash=slash)
        assert isinstance(answer, Ask | Nothing) or (
            isinstance(answer, Tell) and "1 line" not in told(answer)
        )


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("why mon", "Mon"),
        ("why @maya 30 oct 2026", "Maya"),
        ("away 22 dec - 24 dec", "You are away"),
        ("away from thu to fri", "You are away"),
        ("away 22 dec - 3 jan 2027", "You are away"),
        ("away until 8 dec 2026", "You are away"),
        ("hours mon-thu 9-17:30, fri 9-13", None),
        ("ask @maya which rate applies", None),
        ("decide list", "Nothing is to be decided."),
        ("holidays germany, bayern", "Bayern"),
        ("focus 45 min release notes", "You are in focus until"),
        ("focus until 23:30 release notes please", "eight hours at most"),
        ("focus", "You are not in focus"),
        ("promise 48 hours", "Saved."),
        ("promise team", "Nothing to change"),
        ("leave", "channel"),
        ("help", "/sunrelay"),
        ("leave it", "channel"),
        ("page none payments api now", "payments api now"),
        ("page remove payments api", "payments api"),
    ],
)
async def test_what_asks_for_something_is_answered(relay: Relay, text: str, answered: str | None) -> None:
    await relay.team("lena", "maya")
    answer = await said(relay, text)
    if answered is None:
        assert isinstance(answer, Ask), answer
    else:
        assert answered in told(answer)
        assert "1 line" not in told(answer)
