"""Forms in front of people: opened, sent, redrawn, refused, handed back, over Socket Mode and HTTP."""

from typing import cast

import pytest
from structlog.testing import capture_logs

from bot.domain.identity import MessageRef, Place
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.document import Document, PostLink, say
from bot.services.platform import Unreachable
from bot.slack.web import Web
from handlers.event import (
    Changed,
    Command,
    Pressed,
    Submitted,
)
from sandbox import Person
from storage.errors import Busy
from tests.slack.fronted import opened, prompted
from tests.slack.relay import Relay, document, form


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


async def test_the_closing_page_has_the_links_that_it_tells_of(relay: Relay, web: Web, lena: Person) -> None:
    prompt = await prompted(relay, web, lena)
    place = Place(platform="slack", tenant="T1", kind="direct", id=lena.dm)
    relay.posted = {"prompt/1": MessageRef(place=place, id=prompt.ts)}
    told = Document(blocks=(say(PostLink(key="prompt/1", text="the prompt")),), summary="x", kind="notice")
    relay.answers[Submitted] = Tell(document=told)
    await opened(relay, lena)
    await lena.submit({"summary": "a"})
    assert f"/p{prompt.ts.replace('.', '')}" in str(lena.form.payload)


async def test_a_closing_page_waits_for_no_link_that_cannot_be_had(
    relay: Relay, web: Web, lena: Person
) -> None:
    prompt = await prompted(relay, web, lena)
    place = Place(platform="slack", tenant="T1", kind="direct", id=lena.dm)
    relay.posted = {"prompt/1": MessageRef(place=place, id=prompt.ts)}
    relay.box.faults.fail("chat.getPermalink")
    told = Document(blocks=(say(PostLink(key="prompt/1", text="the prompt")),), summary="x", kind="notice")
    relay.answers[Submitted] = Tell(document=told)
    await opened(relay, lena)
    outcome = await lena.submit({"summary": "a"})
    assert outcome.outcome == "updated"
    assert "the prompt" in lena.reads(lena.form)


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
