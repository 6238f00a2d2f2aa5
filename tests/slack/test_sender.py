"""Letters are delivered, edited and found again, and every failure has its outcome."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, TenantRef, UserRef
from bot.messages.document import Document, Mention, PostLink, say
from bot.messages.letter import Letter
from bot.services.platform import Outcome, Refused, Sent, Throttled, Unknown
from bot.slack.sender import SlackSender
from bot.slack.web import Web
from sandbox import Message, Sandbox, pings
from tests.slack.awkward import AWKWARD

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def user(box: Sandbox, name: str) -> UserRef:
    return UserRef(platform="slack", tenant=box.app.team_id, id=box.person(name).id)


def place(box: Sandbox, name: str = "relay") -> Place:
    return Place(platform="slack", tenant=box.app.team_id, kind="public", id=box.channel(name).id)


def letter(to: UserRef | Place, text: str = "Hello", **more: Any) -> Letter:
    document = Document(blocks=(say(text),), summary=text, kind="digest", day=date(2026, 11, 2))
    given = {"key": "digest/1", "document": document, **more}
    return Letter(tenant=TenantRef(platform="slack", id=to.tenant), to=to, **given)


async def sent(sender: SlackSender, one: Letter, known: Mapping[str, MessageRef] | None = None) -> MessageRef:
    outcome = await sender.send(one, known=known or {})
    assert isinstance(outcome, Sent), outcome
    return outcome.message


async def failed(sender: SlackSender, one: Letter) -> Outcome:
    outcome = await sender.send(one, known={})
    assert not isinstance(outcome, Sent)
    return outcome


def only(messages: list[Message]) -> Message:
    assert len(messages) == 1
    return messages[0]


async def test_a_person_is_written_to_in_their_own_conversation(sandbox: Sandbox, web: Web) -> None:
    message = await sent(SlackSender(web), letter(user(sandbox, "lena")))
    lena = sandbox.person("lena")
    there = only(lena.dms)
    assert (message.place.id, message.id) == (lena.dm, there.ts)
    assert message.place.kind == "direct"
    assert lena.reads(there) == "Hello"
    assert there.metadata == {
        "event_type": "sunrelay",
        "event_payload": {"key": "digest/1", "kind": "digest", "day": "2026-11-02"},
    }


async def test_a_post_to_a_person_opens_no_conversation_first_and_learns_where_it_is(
    sandbox: Sandbox, web: Web
) -> None:
    sender = SlackSender(web)
    messages = [await sent(sender, letter(user(sandbox, "lena"), key=f"k/{number}")) for number in range(2)]
    await sent(sender, letter(user(sandbox, "lena"), key="k/0#2", under="k/0"), {"k/0": messages[0]})
    there = sandbox.person("lena").dm
    assert [message.place.id for message in messages] == [there, there]
    assert [(method, one["channel"]) for method, one in sandbox.calls if method != "auth.test"] == [
        ("chat.postMessage", user(sandbox, "lena").id),
        ("chat.postMessage", there),
        ("chat.postMessage", there),
    ]


async def test_a_conversation_is_opened_once_to_look_into_it(sandbox: Sandbox, web: Web) -> None:
    sender = SlackSender(web)
    for number in range(3):
        one = letter(user(sandbox, "lena"), key=f"k/{number}")
        assert await sender.find(one, known={}, since=SystemClock().now()) is None
    assert [method for method, _ in sandbox.calls].count("conversations.open") == 1


async def test_a_reply_goes_into_the_thread_and_is_broadcast(sandbox: Sandbox, web: Web) -> None:
    sender = SlackSender(web)
    first = await sent(sender, letter(place(sandbox)))
    reply = letter(place(sandbox), "Reply", key="digest/1#2", under="digest/1", broadcast=True)
    second = await sent(sender, reply, {"digest/1": first})
    assert second.place.thread == first.id
    third = await sent(sender, replace(reply, key="k", under="digest/1#2"), {"digest/1#2": second})
    assert third.place.thread == first.id
    told = {one.ts: one for one in sandbox.messages("relay")}
    assert told[second.id].thread_ts == first.id
    assert told[second.id].broadcast


async def test_an_edit_takes_the_place_of_the_message_and_keeps_its_key(sandbox: Sandbox, web: Web) -> None:
    sender = SlackSender(web)
    first = await sent(sender, letter(place(sandbox)))
    edit = letter(place(sandbox), "Changed", key="edit/digest/1", replaces="digest/1")
    assert await sent(sender, edit, {"digest/1": first}) == first
    there = only(sandbox.messages("relay"))
    assert sandbox.read(there) == "Changed"
    assert there.metadata is not None
    assert there.metadata["event_payload"]["key"] == "digest/1"


@pytest.mark.parametrize("more", [{"under": "gone"}, {"replaces": "gone"}], ids=str)
async def test_what_belongs_to_a_message_that_is_not_there_is_refused(
    sandbox: Sandbox, web: Web, more: Any
) -> None:
    outcome = await failed(SlackSender(web), letter(place(sandbox), **more))
    assert isinstance(outcome, Refused)
    assert sandbox.calls == []


async def test_a_link_to_a_message_is_asked_for_once(sandbox: Sandbox, web: Web) -> None:
    sender = SlackSender(web)
    first = await sent(sender, letter(place(sandbox)))
    linking = Document(
        blocks=(say(PostLink(key="digest/1", text="the digest"), PostLink(key="none", text=" and none")),),
        summary="See the digest",
        kind="note",
    )
    for number in range(2):
        one = letter(place(sandbox), key=f"n/{number}", document=linking)
        await sent(sender, one, {"digest/1": first})
    shown = sandbox.messages("relay")[-1].blocks[0]["elements"][0]["elements"]
    assert shown[0]["type"] == "link"
    assert first.id.replace(".", "") in shown[0]["url"]
    assert shown[1] == {"type": "text", "text": " and none"}
    assert [method for method, _ in sandbox.calls].count("chat.getPermalink") == 1


async def test_a_link_that_cannot_be_had_is_words(sandbox: Sandbox, web: Web) -> None:
    sender = SlackSender(web)
    first = await sent(sender, letter(place(sandbox)))
    sandbox.faults.fail("chat.getPermalink")
    linking = Document(blocks=(say(PostLink(key="digest/1", text="it")),), summary="it", kind="note")
    await sent(sender, letter(place(sandbox), key="n", document=linking), {"digest/1": first})
    assert sandbox.read(sandbox.messages("relay")[-1]) == "it"


@pytest.mark.parametrize("text", [one for one in AWKWARD if one.id != "blank"])
async def test_awkward_words_arrive_as_typed_and_ping_nobody(sandbox: Sandbox, web: Web, text: str) -> None:
    await sent(SlackSender(web), letter(place(sandbox), text))
    there = only(sandbox.messages("relay"))
    assert sandbox.read(there) == text
    assert pings(there) == set()


async def test_a_mention_pings_the_one_it_names(sandbox: Sandbox, web: Web) -> None:
    lena = user(sandbox, "lena")
    document = Document(blocks=(say(Mention(user=lena, name="Lena")),), summary="Lena", kind="note")
    await sent(SlackSender(web), letter(place(sandbox), document=document))
    assert pings(only(sandbox.messages("relay"))) == {lena.id}


async def test_throttling_says_how_long(sandbox: Sandbox, web: Web) -> None:
    sandbox.faults.throttle("chat.postMessage", retry_after=7)
    outcome = await failed(SlackSender(web), letter(place(sandbox)))
    assert outcome == Throttled(after=timedelta(seconds=7))


@pytest.mark.parametrize(
    ("name", "error"), [("elsewhere", "not_in_channel"), ("nowhere", "channel_not_found")]
)
async def test_a_channel_that_is_not_the_bots_refuses(
    sandbox: Sandbox, web: Web, name: str, error: str
) -> None:
    there = place(sandbox, name) if name != "nowhere" else replace(place(sandbox), id="C0NOWHERE")
    assert await failed(SlackSender(web), letter(there)) == Refused(why=error)


async def test_a_person_who_is_gone_refuses(sandbox: Sandbox, web: Web) -> None:
    nobody = replace(user(sandbox, "lena"), id="U0NOBODY")
    assert isinstance(await failed(SlackSender(web), letter(nobody)), Refused)


async def test_a_conversation_that_could_not_be_opened_leaves_no_doubt(sandbox: Sandbox, hasty: Web) -> None:
    sandbox.faults.lose_answer("conversations.open")
    shown = File(id="F1", name="plan.pdf", size=9)
    outcome = await failed(SlackSender(hasty), replace(letter(user(sandbox, "lena")), file=shown))
    assert isinstance(outcome, Throttled)


@pytest.mark.parametrize("how", ["silence", "status", "reset"])
async def test_a_post_whose_answer_is_lost_is_found_by_its_key(
    sandbox: Sandbox, web: Web, hasty: Web, how: Any
) -> None:
    sender = SlackSender(web)
    await sent(sender, letter(place(sandbox), key="other"))
    put_at = SystemClock().now()
    sandbox.faults.lose_answer("chat.postMessage", how=how)
    one = letter(place(sandbox))
    assert isinstance(await failed(SlackSender(hasty), one), Unknown)
    found = await sender.find(one, known={}, since=put_at)
    assert isinstance(found, Sent)
    assert found.message.id == sandbox.messages("relay")[-1].ts


@pytest.mark.parametrize("trouble", ["fail", "reset"])
async def test_a_post_that_never_arrived_is_not_found(sandbox: Sandbox, web: Web, trouble: str) -> None:
    sender = SlackSender(web)
    getattr(sandbox.faults, trouble)("chat.postMessage")
    one = letter(user(sandbox, "lena"))
    assert isinstance(await failed(sender, one), Unknown)
    assert await sender.find(one, known={}, since=EPOCH) is None


async def test_a_lost_reply_is_found_in_its_thread(sandbox: Sandbox, web: Web) -> None:
    sender = SlackSender(web)
    known = {"digest/1": await sent(sender, letter(place(sandbox)))}
    reply = letter(place(sandbox), key="digest/1#2", under="digest/1")
    sandbox.faults.lose_answer("chat.postMessage", how="status")
    assert isinstance(await sender.send(reply, known=known), Unknown)
    found = await sender.find(reply, known=known, since=EPOCH)
    assert isinstance(found, Sent)
    assert found.message.place.thread == known["digest/1"].id


async def test_a_lost_post_is_found_beyond_the_first_page(sandbox: Sandbox, web: Web) -> None:
    sender = SlackSender(web)
    first = await sent(sender, letter(place(sandbox)))
    for number in range(250):
        await sandbox.person("lena").post("relay", f"{number}")
    found = await sender.find(letter(place(sandbox)), known={}, since=EPOCH)
    assert found == Sent(message=first)
    there = await SlackSender(web, most=1).find(letter(place(sandbox)), known={}, since=EPOCH)
    assert isinstance(there, Unknown), "further back than is looked: nobody may take it for lost"


async def test_what_was_said_before_it_was_tried_is_not_looked_through(sandbox: Sandbox, web: Web) -> None:
    sender = SlackSender(web)
    await sent(sender, letter(place(sandbox)))
    later = SystemClock().now() + timedelta(hours=1)
    assert await sender.find(letter(place(sandbox)), known={}, since=later) is None


async def test_looking_may_fail_too(sandbox: Sandbox, web: Web) -> None:
    sandbox.faults.throttle("conversations.history", retry_after=9)
    found = await SlackSender(web).find(letter(place(sandbox)), known={}, since=EPOCH)
    assert found == Throttled(after=timedelta(seconds=9))


async def test_without_a_connection_nothing_was_sent() -> None:
    web = Web(api_url="http://127.0.0.1:9/api/", token="xoxb-1", timeout=0.5)
    there = Place(platform="slack", tenant="T1", kind="public", id="C1")
    assert isinstance(await failed(SlackSender(web), letter(there)), Throttled)
    await web.close()
