"""Decisions of a private channel are found and listed by those whom the platform says to be in it."""

import pytest

from bot.messages import decision_find, decision_list
from bot.messages.answer import Answer, Ask, Tell
from bot.services.platform import Channel
from handlers import table
from handlers.event import Command, Event, Pressed, Submitted
from storage import people
from tests.services.deciding import TITLE, closes, proposes
from tests.services.given import Relay, at, buttons, channel, profile, told, user

SECRET = channel("atlas", kind="private")

ASKED = {
    "/decide find": Command(by=user("lena"), name="decide", text="find vouchers", place=channel("random")),
    "/decide search": Command(
        by=user("lena"), name="decide", text="Search  vouchers", place=channel("random")
    ),
    "/decide list": Command(by=user("lena"), name="decide", text="list", place=channel("random")),
    "Decisions": Pressed(by=user("lena"), name=decision_list.LIST, value=""),
    "Find": Submitted(
        by=user("lena"), form=decision_find.FORM, token="", values={decision_find.WORDS: "vouchers"}
    ),
    "More": Pressed(by=user("lena"), name=decision_find.MORE, value="99:vouchers"),
}
each_way = pytest.mark.parametrize("event", ASKED.values(), ids=ASKED)


@pytest.fixture(autouse=True)
async def decided(relay: Relay) -> None:
    """Sam has asked Maya; it is over."""
    await relay.store.transact(people.place, SECRET)
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    await closes(relay, await proposes(relay, "sam", "maya"))


def seen_in(relay: Relay, *names: str) -> None:
    members = tuple(map(user, names))
    relay.directory.channels[SECRET.id] = Channel(place=SECRET, name="atlas", kind="private", members=members)


async def hears(relay: Relay, event: Event) -> Answer:
    return await table.hear(event, relay.house)


@each_way
async def test_who_is_in_the_channel_reads_it(relay: Relay, event: Event) -> None:
    seen_in(relay, "lena", "maya", "sam")
    assert TITLE in told(await hears(relay, event))


@each_way
@pytest.mark.parametrize("there", [("maya", "sam"), None], ids=["left unseen", "the bot is not in it"])
async def test_who_is_not_seen_in_it_does_not(
    relay: Relay, event: Event, there: tuple[str, ...] | None
) -> None:
    if there is not None:
        seen_in(relay, *there)
    assert TITLE not in told(await hears(relay, event))


async def test_whoever_types_in_it_reads_what_stands_there(relay: Relay) -> None:
    event = Command(by=user("lena"), name="decide", text="find vouchers", place=SECRET)
    assert TITLE in told(await hears(relay, event))


@pytest.mark.parametrize("left", [False, True], ids=["still in it", "left meanwhile"])
async def test_a_form_asked_for_in_a_private_channel_finds_what_stands_there(
    relay: Relay, left: bool
) -> None:
    """Mia is in the channel and in no team."""
    relay.directory.profiles_known[user("mia")] = profile("mia")
    seen_in(relay, "lena", "maya", "sam", "mia")
    asked = await hears(relay, Command(by=user("mia"), name="decide", text="find", place=SECRET))
    assert isinstance(asked, Ask)
    if left:
        seen_in(relay, "lena", "maya", "sam")
    form, values = asked.form, {decision_find.WORDS: "vouchers"}
    answer = await hears(relay, Submitted(by=user("mia"), form=form.name, token=form.token, values=values))
    assert (TITLE in told(answer)) is not left
    theirs = await hears(
        relay, Submitted(by=user("stranger"), form=form.name, token=form.token, values=values)
    )
    assert TITLE not in told(theirs), "the form is hers"


@pytest.mark.parametrize(
    "words", ["Find a new office", "search " + "a new office " * 12], ids=["few", "many"]
)
async def test_a_title_that_looks_for_decisions_is_proposed_as_it_was_typed(relay: Relay, words: str) -> None:
    seen_in(relay, "lena", "maya", "sam")
    nothing = await hears(relay, Command(by=user("lena"), name="decide", text=words, place=SECRET))
    assert isinstance(nothing, Tell)
    [button] = [one for one in buttons(nothing.document) if one.text == "Propose a decision"]
    asked = await hears(relay, Pressed(by=user("lena"), name=button.name, value=button.value, place=SECRET))
    assert isinstance(asked, Ask)
    typed = " ".join(
        f"{asked.form.values[name]}" for name in ("title", "problem") if name in asked.form.values
    )
    assert typed.split() == words.split()


async def test_what_was_looked_for_in_a_form_is_proposed_as_a_title(relay: Relay) -> None:
    values = {decision_find.WORDS: "Borealis"}
    nothing = await hears(relay, Submitted(by=user("lena"), form=decision_find.FORM, token="", values=values))
    assert isinstance(nothing, Tell)
    [button] = [one for one in buttons(nothing.document) if one.text == "Propose a decision"]
    asked = await hears(relay, Pressed(by=user("lena"), name=button.name, value=button.value))
    assert isinstance(asked, Ask)
    assert asked.form.values["title"] == "Borealis"
