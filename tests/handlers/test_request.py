"""What a private team's channel is asked, or handed on, is for those whom the platform says to be in it."""

import pytest

from bot.messages.answer import Answer, Ask, Fix
from bot.messages.form import ChoiceField, Value
from bot.messages.request import ASK_AGAIN, PASS_ON, WITHDRAW
from bot.messages.request_form import FORM, PEOPLE, WRITE
from bot.services.platform import Channel, House
from handlers import table
from handlers.event import Changed, Command, Pressed, Submitted
from storage import people
from tests.handlers.test_app_home import silent
from tests.services.asking import asks
from tests.services.given import Relay, at, channel, told, user

SECRET = channel("atlas", kind="private")


async def passes(relay: Relay) -> Answer:
    value = f"1/{(await relay.whole()).id}"
    return await table.hear(Pressed(by=user("sam"), name=PASS_ON, value=value), relay.house)


async def offered(relay: Relay) -> None:
    """Sam asks Maya alone, who does not answer; Lena is in Berlin."""
    await relay.store.transact(people.place, SECRET)
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    await asks(relay, "sam", "maya")
    await relay.until(at("maya", "Wed 13:00"))


@pytest.mark.parametrize("there", [("lena", "maya"), None], ids=["left unseen", "the bot is not in it"])
async def test_who_is_not_seen_in_a_private_channel_passes_nothing_on_into_it(
    relay: Relay, there: tuple[str, ...] | None
) -> None:
    await offered(relay)
    if there is not None:
        members = tuple(map(user, there))
        relay.directory.channels[SECRET.id] = Channel(
            place=SECRET, name="atlas", kind="private", members=members
        )
    assert told(await passes(relay)).startswith("No other region of your team can take this")
    assert await relay.posted("ask_here") == []


async def test_who_is_in_it_does(relay: Relay) -> None:
    await offered(relay)
    members = tuple(map(user, ("lena", "maya", "sam")))
    relay.directory.channels[SECRET.id] = Channel(place=SECRET, name="atlas", kind="private", members=members)
    assert told(await passes(relay)).startswith("Passed on to Berlin")
    assert len(await relay.posted("ask_here")) == 1


def in_it(relay: Relay, *names: str) -> None:
    members = tuple(map(user, names))
    relay.directory.channels[SECRET.id] = Channel(place=SECRET, name="atlas", kind="private", members=members)


def groups(answer: Answer) -> set[str]:
    """The regions and teams that a form offers."""
    assert isinstance(answer, Ask), answer
    field = answer.form.named("group")
    return {one.text for one in field.choices[1:]} if isinstance(field, ChoiceField) else set()


async def asks_for(relay: Relay, text: str = "", house: House | None = None) -> Answer:
    event = Command(by=user("sam"), place=channel("sam", kind="direct"), name="ask", text=text)
    return await table.hear(event, house or relay.house)


async def of_a_secret_team(relay: Relay) -> None:
    await relay.store.transact(people.place, SECRET)
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))


@pytest.mark.parametrize("unseen", ["left", "no answer", "the bot is not in it"])
async def test_the_form_offers_nothing_of_a_private_channel_that_one_is_not_seen_in(
    relay: Relay, unseen: str
) -> None:
    await of_a_secret_team(relay)
    in_it(relay, "lena", "maya", "sam")
    form = await asks_for(relay)
    assert groups(form) == {"Berlin", "New York", "Atlas"}
    assert isinstance(form, Ask)
    if unseen == "left":
        in_it(relay, "lena", "maya")
    elif unseen == "the bot is not in it":
        del relay.directory.channels[SECRET.id]
    house = silent(relay) if unseen == "no answer" else relay.house
    token = form.form.token
    assert groups(await asks_for(relay, house=house)) == set()
    typed = await asks_for(relay, "Berlin now?", house)
    assert isinstance(typed, Ask)
    assert typed.form.values["group"] == PEOPLE
    again = await table.hear(Pressed(by=user("sam"), name=WRITE, value=token), house)
    assert groups(again) == set()
    values: dict[str, Value] = {"about": "Which rate?", "need": "One.", "to": (), "group": "region:1"}
    turned = Changed(by=user("sam"), name="shape", value="stuck", form=FORM, token=token, values=values)
    assert groups(await table.hear(turned, house)) == set()
    sent = Submitted(by=user("sam"), form=FORM, token=token, values={**form.form.values, **values})
    answer = await table.hear(sent, house)
    assert isinstance(answer, Fix), answer
    assert "no region or team of yours any more" in answer.errors["group"]
    assert await relay.posted("ask_here") == []


async def test_asked_again_it_goes_to_no_region_of_a_private_channel_that_one_has_left(relay: Relay) -> None:
    await of_a_secret_team(relay)
    in_it(relay, "lena", "maya", "sam")
    await asks(relay, "sam", group="region:1")
    await table.hear(Pressed(by=user("sam"), name=WITHDRAW, value="1"), relay.house)
    pressed = Pressed(by=user("sam"), name=ASK_AGAIN, value="1")
    again = await table.hear(pressed, relay.house)
    assert isinstance(again, Ask)
    assert again.form.values["group"] == "region:1"
    in_it(relay, "lena", "maya")
    again = await table.hear(pressed, relay.house)
    assert isinstance(again, Ask)
    assert again.form.values["group"] == PEOPLE
