"""The front against a workspace, over Socket Mode and over HTTP: all is acknowledged, answered, shown."""

import asyncio
from typing import Any

import pytest

from bot.domain.identity import MessageRef, Place
from bot.messages.answer import Ask, Home, Replace, Tell
from bot.messages.document import Button, Buttons, Document, Heading, PostLink, say
from bot.slack.front import Front
from bot.slack.listen import SocketMode
from bot.slack.web import Web
from handlers.event import (
    Command,
    HomeOpened,
    Membership,
    Posted,
    Pressed,
    ProfileChanged,
)
from sandbox import Person, Sandbox
from storage.errors import Busy
from tests.slack.fronted import prompted
from tests.slack.relay import Relay, document, form
from tests.support.figures import figure


async def test_a_private_answer_to_a_command_is_seen_by_one(relay: Relay, lena: Person) -> None:
    relay.answers[Command] = Tell(document=document("Kept for tonight."))
    await lena.command("relay", "/handoff", "ship it")
    await relay.settled()
    assert lena.reads(lena.ephemerals[-1]) == "Kept for tonight."
    assert relay.box.messages("relay") == []


async def test_an_open_answer_to_a_command_is_seen_by_all(relay: Relay, lena: Person) -> None:
    relay.answers[Command] = Tell(document=document("Team set up."), private=False)
    await lena.command("relay", "/sunrelay", "setup")
    await relay.settled()
    assert [relay.box.read(one) for one in relay.box.messages("relay")] == ["Team set up."]


async def test_an_answer_to_a_mention_in_a_thread_stays_in_it(relay: Relay, lena: Person) -> None:
    first = await lena.post("relay", "a plan")
    relay.answers[Command] = Tell(document=document("Here."), private=False)
    await lena.post("relay", f"@{relay.box.app.handle} digest", thread_ts=first.ts)
    await relay.settled()
    assert relay.box.messages("relay")[-1].thread_ts == first.ts


async def test_a_private_answer_too_long_for_one_message_comes_in_several(relay: Relay, lena: Person) -> None:
    long = Document(
        blocks=tuple(say(f"{number} " + "x" * 900) for number in range(25)), summary="Long", kind="digest"
    )
    relay.answers[Command] = Tell(document=long)
    await lena.command("relay", "/digest")
    await relay.settled()
    assert len(lena.ephemerals) == 3
    assert "24 x" in lena.reads(lena.ephemerals[-1])


async def test_an_answer_links_to_the_bots_messages(relay: Relay, web: Web, lena: Person) -> None:
    prompt = await prompted(relay, web, lena)
    place = Place(platform="slack", tenant="T1", kind="direct", id=lena.dm)
    relay.posted = {"prompt/1": MessageRef(place=place, id=prompt.ts)}
    told = Document(blocks=(say(PostLink(key="prompt/1", text="the prompt")),), summary="See it", kind="note")
    relay.answers[Command] = Tell(document=told)
    await lena.command("relay", "/digest")
    await relay.settled()
    assert prompt.ts.replace(".", "") in str(lena.ephemerals[-1].blocks)


async def test_a_button_replaces_its_message(relay: Relay, web: Web, lena: Person) -> None:
    prompt = await prompted(relay, web, lena)
    relay.answers[Pressed] = Replace(document=document("Noted."))
    await lena.press(prompt, text="Write hand-off")
    await relay.settled()
    assert lena.reads(lena.now(prompt)) == "Noted."


async def test_a_button_that_cannot_be_done_says_so(relay: Relay, web: Web, lena: Person) -> None:
    prompt = await prompted(relay, web, lena)
    relay.answers[Pressed] = Busy("busy")
    assert (await lena.press(prompt, text="Write hand-off")).ok
    await relay.settled()
    assert "Please try again." in lena.reads(lena.ephemerals[-1])
    assert lena.reads(lena.now(prompt)) == lena.reads(prompt)


async def test_an_event_that_cannot_be_remembered_comes_again(relay: Relay, lena: Person) -> None:
    def once(event: object) -> Any:
        if len(relay.of(Posted)) == 1:
            raise Busy("busy")
        return Tell(document=document("Kept."))

    relay.answers[Posted] = once
    await lena.post(None, "a line for tonight")
    await relay.settled()
    assert [one.text for one in relay.of(Posted)] == ["a line for tonight"] * 2
    assert lena.reads(lena.dms[-1]) == "Kept."
    assert relay.box.lost_events == []


@pytest.mark.parametrize(
    ("typed", "heard"),
    [("ask @maya tomorrow", "ask @Maya tomorrow"), ("@U123 is no name", "@U123 is no name")],
)
async def test_people_are_called_by_their_names(relay: Relay, lena: Person, typed: str, heard: str) -> None:
    await lena.post(None, typed)
    await lena.post(None, f"handoff {typed}")
    await relay.settled()
    assert [one.text for one in relay.of(Posted)] == [heard]
    assert [one.text for one in relay.of(Command)] == [heard]


async def test_a_name_that_cannot_be_had_holds_nothing_up(relay: Relay, lena: Person) -> None:
    relay.box.faults.delay("users.info", 0.8)
    await lena.post(None, "ask @maya")
    await relay.settled()
    assert [one.text for one in relay.of(Posted)] == [f"ask @{relay.box.person('maya').id}"]


async def test_the_bots_own_messages_are_not_heard(relay: Relay, web: Web, lena: Person) -> None:
    await prompted(relay, web, lena)
    assert relay.heard == []
    assert relay.box.lost_events == []


async def test_profiles_and_channels_are_kept_current(relay: Relay, lena: Person) -> None:
    await lena.change_profile(tz="Asia/Tokyo")
    await lena.leave("relay")
    await lena.join("relay")
    await relay.settled()
    (changed,) = relay.of(ProfileChanged)
    assert changed.profile.zone == "Asia/Tokyo"
    assert [one.change for one in sorted(relay.of(Membership), key=lambda one: one.change)] == [
        "joined",
        "left",
    ]


async def test_the_home_is_shown_when_it_is_opened(relay: Relay, lena: Person) -> None:
    relay.answers[HomeOpened] = Home(
        document=Document(blocks=(Heading(text="You"),), summary="You", kind="home")
    )
    await lena.open_home()
    await relay.settled()
    assert lena.home is not None
    assert "You" in lena.reads(lena.home)


async def test_a_button_that_opens_a_page_is_acknowledged(relay: Relay, web: Web, lena: Person) -> None:
    page = Button(name="page", text="Open", url="https://example.org/")
    relay.answers[Command] = Tell(
        document=Document(blocks=(Buttons(buttons=(page,)),), summary="A page", kind="note")
    )
    await lena.command("relay", "/digest")
    await relay.settled()
    assert (await lena.press(lena.ephemerals[-1], text="Open")).ok
    assert relay.of(Pressed) == []


async def test_stopping_waits_for_what_is_being_shown(relay: Relay, lena: Person) -> None:
    relay.answers[Command] = Ask(form=form())
    relay.box.faults.delay("views.open", 0.2)
    await lena.command("relay", "/handoff")
    assert relay.front.busy
    await relay.front.stop()
    assert lena.view is not None
    assert not relay.front.busy


async def test_what_is_heard_is_counted_by_what_became_of_it(relay: Relay, web: Web, lena: Person) -> None:
    def counted(kind: str, outcome: str) -> float:
        return figure(relay.metrics, "sunrelay_events_total", kind=kind, outcome=outcome)

    await lena.command("relay", "/handoff")
    for trouble in (Busy("busy"), ValueError("broken")):
        relay.answers[Command] = trouble
        await lena.command("relay", "/handoff")
    await prompted(relay, web, lena)
    await relay.settled()
    outcomes = [counted("Command", one) for one in ("answered", "not_saved", "failed")]
    assert (outcomes, counted("other", "passed_over")) == ([1, 1, 1], 1), "its own message is passed over"
    assert figure(relay.metrics, "sunrelay_acknowledgement_seconds_count") == 3


async def test_it_knows_whether_it_can_be_reached(relay: Relay) -> None:
    assert await relay.front.listening()
    await relay.front.stop()
    assert not await relay.front.listening()


async def test_over_socket_mode_a_lost_connection_is_replaced(sandbox: Sandbox, web: Web) -> None:
    relay = Relay(sandbox, web, SocketMode(app_token=sandbox.app_token, ping=0.1))
    await relay.front.start()
    await sandbox.connected()
    sandbox.faults.delay("apps.connections.open", 0.3)
    sandbox.drop_sockets()
    await asyncio.sleep(0.2)
    assert not await relay.front.listening()
    await sandbox.connected()
    await sandbox.refresh_sockets()
    await sandbox.person("lena").post(None, "still there?")
    await relay.settled()
    assert [one.text for one in relay.of(Posted)] == ["still there?"]
    await relay.front.stop()


async def test_a_token_that_is_refused_stops_the_start(sandbox: Sandbox, web: Web) -> None:
    front: Front = Relay(sandbox, web, SocketMode(app_token="xapp-wrong")).front
    with pytest.raises(Exception, match="invalid_auth"):
        await front.start()
    await front.stop()
