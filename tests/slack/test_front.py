"""The front against a workspace, over Socket Mode and over HTTP: all is acknowledged, answered, shown."""

import asyncio
from datetime import date
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.domain.identity import MessageRef, Place, TenantRef, UserRef
from bot.messages.answer import Answer, Ask, Fix, Home, Replace, Tell
from bot.messages.document import Button, Buttons, Document, Heading, PostLink, say
from bot.messages.letter import Letter
from bot.services.platform import Sent, Unreachable
from bot.slack.front import Front
from bot.slack.listen import SocketMode
from bot.slack.sender import SlackSender
from bot.slack.web import Web
from handlers.event import (
    Changed,
    Command,
    HomeOpened,
    Membership,
    Posted,
    Pressed,
    ProfileChanged,
    Submitted,
)
from sandbox import Message, Person, Sandbox
from storage.errors import Busy
from tests.slack.relay import OPENER, Relay, document, form
from tests.support.figures import figure


async def prompted(relay: Relay, web: Web, lena: Person) -> Message:
    """A message of the bot's in Lena's conversation, with one button."""
    user = UserRef(platform="slack", tenant=relay.box.app.team_id, id=lena.id)
    asked = Document(
        blocks=(say("Time to hand over"), Buttons(buttons=(OPENER,))),
        summary="Time to hand over",
        kind="prompt",
        day=date(2026, 11, 2),
    )
    letter = Letter(
        key="prompt/1", tenant=TenantRef(platform="slack", id=user.tenant), to=user, document=asked
    )
    assert isinstance(await SlackSender(web).send(letter, known={}), Sent)
    await relay.settled()
    return lena.dms[-1]


async def opened(relay: Relay, lena: Person, **values: Any) -> None:
    """The form is open in front of Lena."""
    relay.answers[Command] = Ask(form=form(**values))
    assert (await lena.command("relay", "/handoff")).ok
    await lena.sees_form("Hand-off")
    await relay.settled()


async def test_a_command_opens_its_form(relay: Relay, lena: Person) -> None:
    await opened(relay, lena, team="2", summary="so far")
    assert lena.form.payload["callback_id"] == "handoff.submit"
    assert lena.form.holds("summary:0", "summary") == "so far"
    (said,) = relay.of(Command)
    assert (said.name, said.text, said.place.kind) == ("handoff", "", "public")
    assert lena.troubles == []


async def test_a_button_opens_a_form(relay: Relay, web: Web, lena: Person) -> None:
    prompt = await prompted(relay, web, lena)
    relay.answers[Pressed] = Ask(form=form())
    assert (await lena.press(prompt, text="Write hand-off")).ok
    await lena.sees_form("Hand-off")
    (pressed,) = relay.of(Pressed)
    assert (pressed.name, pressed.message.id) == ("handoff.write", prompt.ts)


async def test_a_form_that_could_not_be_opened_is_offered_again(relay: Relay, lena: Person) -> None:
    relay.box.faults.refuse("views.open", "expired_trigger_id")
    relay.answers[Command] = Ask(form=form())
    await lena.command("relay", "/handoff")
    await relay.settled()
    assert lena.view is None
    relay.answers[Pressed] = Ask(form=form())
    await lena.press(lena.ephemerals[-1], text="Write hand-off")
    await lena.sees_form("Hand-off")


async def test_what_was_opened_by_an_earlier_delivery_is_not_offered_again(
    relay: Relay, lena: Person
) -> None:
    relay.box.faults.redeliver("command", more=2, together=True)
    relay.answers[Command] = Ask(form=form())
    await lena.command("relay", "/handoff")
    await relay.settled()
    assert lena.form.title == "Hand-off"
    assert (len(relay.of(Command)), lena.ephemerals) == (3, [])


@pytest.mark.parametrize("where", ["relay", None], ids=["mention", "conversation"])
async def test_a_command_in_words_offers_its_form(relay: Relay, lena: Person, where: str | None) -> None:
    relay.answers[Command] = Ask(form=form())
    await lena.post(where, f"@{relay.box.app.handle} handoff" if where else "handoff")
    await relay.settled()
    offered = lena.ephemerals[-1] if where else lena.dms[-1]
    relay.answers[Pressed] = Ask(form=form())
    await lena.press(offered, text="Write hand-off")
    await lena.sees_form("Hand-off")


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


async def test_a_form_is_submitted_and_closed(relay: Relay, lena: Person) -> None:
    await opened(relay, lena, team="1")
    outcome = await lena.submit({"summary": "All *done* <!channel>", "steps.0.what": "Deploy"})
    assert outcome.outcome == "cleared"
    (sent,) = relay.of(Submitted)
    assert (sent.form, sent.token) == ("handoff.submit", "t1")
    assert sent.values == {"team": "1", "summary": "All *done* <!channel>", "steps.0.what": "Deploy"}


async def test_a_form_turns_into_a_closing_page(relay: Relay, lena: Person) -> None:
    await opened(relay, lena)
    relay.answers[Submitted] = Tell(document=document("Reaches New York within the hour."))
    outcome = await lena.submit({"summary": "a"})
    assert outcome.outcome == "updated"
    assert "Reaches New York within the hour." in lena.reads(lena.form)
    assert lena.form.payload.get("submit") is None


async def test_what_is_wrong_is_marked_in_the_form(relay: Relay, lena: Person) -> None:
    await opened(relay, lena)
    relay.answers[Submitted] = lambda event: Fix(
        form=form(),
        errors={"summary": "Say more."},
        values=event.values,  # type: ignore[union-attr]
    )
    outcome = await lena.submit({"summary": "a"})
    assert (outcome.outcome, outcome.errors) == ("errors", {"summary:0": "Say more."})
    assert lena.form.holds("summary:0", "summary") == "a"


async def test_what_is_wrong_with_no_field_stands_at_the_top(relay: Relay, lena: Person) -> None:
    await opened(relay, lena)
    relay.answers[Submitted] = lambda event: Fix(
        form=form(rows=2),
        errors={"": "That team is gone."},
        values=event.values,  # type: ignore[union-attr]
    )
    outcome = await lena.submit({"summary": "typed", "team": "2"})
    assert outcome.outcome == "updated"
    assert "That team is gone." in lena.reads(lena.form)
    assert lena.form.holds("summary:0", "summary") == "typed"


async def test_one_form_follows_another(relay: Relay, lena: Person) -> None:
    await opened(relay, lena)
    relay.answers[Submitted] = Ask(form=form(token="t2", summary="of the next team"))
    await lena.submit({"summary": "of the first team"})
    relay.answers[Submitted] = Tell(document=document("Done."))
    await lena.submit()
    assert [(one.token, one.values["summary"]) for one in relay.of(Submitted)] == [
        ("t1", "of the first team"),
        ("t2", "of the next team"),
    ]


async def test_a_form_is_redrawn_with_what_was_typed(relay: Relay, lena: Person) -> None:
    await opened(relay, lena)
    await lena.fill({"summary": "typed", "steps.0.what": "Deploy"})
    relay.answers[Changed] = lambda event: Ask(form=form(rows=2, **event.values))  # type: ignore[union-attr]
    await lena.press(lena.form, text="Add a step")
    await relay.settled()
    assert lena.form.holds("summary:0", "summary") == "typed"
    assert lena.form.holds("steps.1.what:1", "steps.1.what") is None
    (changed,) = relay.of(Changed)
    assert (changed.name, changed.value, changed.form, changed.token) == (
        "handoff.add_step",
        "1",
        "handoff.submit",
        "t1",
    )


async def test_another_team_brings_its_own_text(relay: Relay, lena: Person) -> None:
    await opened(relay, lena, team="1", summary="of Web")
    relay.answers[Changed] = Ask(form=form(team="2", summary="of Data"))
    await lena.choose(lena.form, "team", "Data")
    await relay.settled()
    assert lena.form.holds("summary:1", "summary") == "of Data"
    assert lena.form.holds("team:0", "team")["value"] == "2"


async def test_a_redraw_of_a_form_that_moved_on_is_dropped(relay: Relay, lena: Person) -> None:
    await opened(relay, lena)
    relay.box.faults.refuse("views.update", "hash_conflict")
    relay.answers[Changed] = Ask(form=form(rows=2))
    await lena.press(lena.form, text="Add a step")
    await relay.settled()
    assert lena.view is not None
    assert lena.ephemerals == []


@pytest.mark.parametrize(
    ("error", "action"),
    [
        (Busy("busy"), "front.not_saved"),
        (Unreachable("no answer"), "front.not_saved"),
        (RuntimeError("<secret words>"), "front.failed"),
    ],
    ids=["busy", "unreachable", "unexpected"],
)
async def test_a_form_that_cannot_be_saved_is_handed_back(
    relay: Relay, lena: Person, error: Exception, action: str, caplog: pytest.LogCaptureFixture
) -> None:
    await opened(relay, lena)
    relay.answers[Submitted] = error
    with capture_logs() as logged:
        outcome = await lena.submit({"summary": "my words"})
    assert [one["event"] for one in logged] == [action]
    assert "words" not in str(logged)
    assert outcome.outcome == "errors"
    assert "press Hand over again" in next(iter(outcome.errors.values()))
    del relay.answers[Submitted]
    assert (await lena.submit()).outcome == "cleared"
    assert relay.of(Submitted)[-1].values["summary"] == "my words"
    assert "my words" not in caplog.text
    assert "secret words" not in caplog.text


async def test_a_command_that_cannot_be_done_is_handed_back(relay: Relay, lena: Person) -> None:
    relay.answers[Command] = Busy("busy")
    assert (await lena.command("relay", "/handoff", "ship *it*")).ok
    await relay.settled()
    told = lena.reads(lena.ephemerals[-1])
    assert "Please try again." in told
    assert "/handoff ship *it*" in told


async def test_a_button_that_cannot_be_done_says_so(relay: Relay, web: Web, lena: Person) -> None:
    prompt = await prompted(relay, web, lena)
    relay.answers[Pressed] = Busy("busy")
    assert (await lena.press(prompt, text="Write hand-off")).ok
    await relay.settled()
    assert "Please try again." in lena.reads(lena.ephemerals[-1])
    assert lena.reads(lena.now(prompt)) == lena.reads(prompt)


async def test_an_answer_that_cannot_be_drawn_leaves_the_form_and_is_no_malformed_payload(
    relay: Relay, lena: Person
) -> None:
    await opened(relay, lena)
    relay.answers[Submitted] = cast(Answer, "no answer of ours")
    with capture_logs() as lines:
        sent = await lena.submit({"summary": "my words"})
    assert sent.trouble
    assert lena.view is not None
    assert [one["event"] for one in lines] == ["front.failed"]


async def test_a_redraw_that_cannot_be_done_leaves_the_form(relay: Relay, lena: Person) -> None:
    await opened(relay, lena)
    await lena.fill({"summary": "typed"})
    relay.answers[Changed] = Busy("busy")
    await lena.press(lena.form, text="Add a step")
    await relay.settled()
    assert "Please try again." in lena.reads(lena.form)
    assert lena.form.holds("summary:0", "summary") == "typed"


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
