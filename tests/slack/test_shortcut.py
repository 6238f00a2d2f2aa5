"""A shortcut of a message says which one, whose and where; it is answered also where the bot is absent."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.domain.identity import MessageRef, Place, UserRef
from bot.domain.person import Profile
from bot.messages.answer import Ask, Tell
from bot.slack.manifest import manifest
from bot.slack.named import named
from bot.slack.read import Reader
from handlers.event import Shortcut
from handlers.table import QUOTES
from sandbox import Person
from storage.errors import Busy
from tests.slack.payloads import BOT, Json, reader
from tests.slack.relay import Relay, document, form

TS, FIRST = "1793600000.000100", "1793500000.000100"
LENA = UserRef(platform="slack", tenant="T1", id="ULENA")
MAYA = UserRef(platform="slack", tenant="T1", id="UMAYA")


def used(**fields: Any) -> Json:
    """Lena uses a shortcut on a message of Maya's."""
    return {
        "type": "message_action",
        "callback_id": "handoff.add",
        "trigger_id": "1.2.3",
        "response_url": "https://hooks.slack.com/app/1",
        "user": {"id": "ULENA", "team_id": "T1"},
        "team": {"id": "T1", "domain": "atlas"},
        "channel": {"id": "C1", "name": "relay"},
        "message_ts": TS,
        "message": {"type": "message", "user": "UMAYA", "ts": TS, "text": "not for the bot's ears"},
        **fields,
    }


def heard(body: Json) -> Any:
    found = reader().read(body)
    assert found is not None
    return found


def place(thread: str | None = None) -> Place:
    return Place(platform="slack", tenant="T1", kind="public", id="C1", thread=thread)


def test_it_names_the_message_its_author_and_its_address() -> None:
    found = heard(used())
    assert found.event == Shortcut(
        by=LENA,
        name="handoff.add",
        message=MessageRef(place=place(), id=TS),
        author=MAYA,
        link="https://atlas.slack.com/archives/C1/p1793600000000100",
    )
    assert (found.way.trigger, found.way.reply_url) == ("1.2.3", "https://hooks.slack.com/app/1")


@pytest.mark.parametrize("name", [one["callback_id"] for one in manifest()["features"]["shortcuts"]])
def test_what_it_says_and_holds_is_taken_by_those_shortcuts_alone_which_are_there_for_it(name: str) -> None:
    file = {
        "id": "F1",
        "name": "t.txt",
        "mimetype": "text/plain",
        "size": 3,
        "url_private": "https://x.example",
    }
    said = {"user": "UMAYA", "ts": TS, "text": "in &lt;module&gt; &amp; *so*", "files": [file]}
    found = Reader(BOT, commands=(), quotes=QUOTES).read(used(callback_id=name, message=said))
    assert found is not None
    event = found.event
    assert isinstance(event, Shortcut)
    taken = (event.text, [one.id for one in event.files])
    assert taken == (("in <module> & *so*", ["F1"]) if name in QUOTES else ("", []))
    assert "module" not in repr(event), "and it is in no log"


def test_a_reply_is_reached_through_its_thread() -> None:
    said = {"type": "message", "user": "UMAYA", "ts": TS, "thread_ts": FIRST}
    found = heard(used(message=said)).event
    assert found.message.place == place(thread=FIRST)
    assert found.link == f"https://atlas.slack.com/archives/C1/p1793600000000100?thread_ts={FIRST}&cid=C1"


def test_the_first_message_of_a_thread_is_its_own_address() -> None:
    found = heard(used(message={"user": "UMAYA", "ts": TS, "thread_ts": TS})).event
    assert found.message.place.thread is None
    assert "?" not in found.link


@pytest.mark.parametrize(
    ("fields", "author", "link"),
    [
        ({"message": {"ts": TS, "bot_id": "B9"}}, None, True),
        ({"message": {"ts": TS, "user": "UMAYA", "user_team": "T9"}}, "T1", True),
        ({"team": None}, "T1", False),
        ({"team": {"id": "T1", "domain": None}}, "T1", False),
    ],
    ids=["a bot's message", "someone of another workspace", "no workspace", "no domain"],
)
def test_what_slack_does_not_say_is_left_out(fields: Json, author: str | None, link: bool) -> None:
    found = heard(used(**fields)).event
    assert (found.author.tenant if found.author else None) == author
    assert bool(found.link) == link


@pytest.mark.parametrize(("name", "text"), [("publication.make", "Ask @Sam & co"), ("handoff.add", "")])
def test_only_what_is_to_be_quoted_is_passed_on(name: str, text: str) -> None:
    quoting = Reader(BOT, commands=(), quotes={"publication.make"})
    said = {"type": "message", "user": "UMAYA", "ts": TS, "text": "Ask <@USAM|Sam> &amp; co"}
    found = quoting.read(used(callback_id=name, message=said))
    assert found is not None
    assert isinstance(found.event, Shortcut)
    assert found.event.text == text
    assert text == "" or text not in repr(found.event), "it is in no log"


async def test_whom_a_quote_names_is_called_by_their_name() -> None:
    quoting = Reader(BOT, commands=(), quotes={"publication.make"})
    said = {"type": "message", "user": "UMAYA", "ts": TS, "text": "Ask <@USAM>"}
    found = quoting.read(used(callback_id="publication.make", message=said))
    assert found is not None

    async def names(users: Sequence[UserRef]) -> Sequence[Profile]:
        return [Profile(user=one, name="Sam Ortiz", zone="UTC", locale="en", eligible=True) for one in users]

    event = await named(found, names)
    assert isinstance(event, Shortcut)
    assert event.text == "Ask @Sam Ortiz"


@pytest.mark.parametrize(
    "fields",
    [
        {"message": None},
        {"message": {"user": "UMAYA"}},
        {"channel": None},
        {"callback_id": ""},
        {"team": {"domain": "evil.example/?"}},
    ],
    ids=["no message", "no time", "no channel", "no name", "no domain at all"],
)
def test_a_malformed_one_is_answered_with_nothing(fields: Json) -> None:
    assert reader().read(used(**fields)) is None


async def test_it_is_answered_where_the_bot_is_absent(relay: Relay, lena: Person) -> None:
    said = await lena.post("elsewhere", "The queue stops at noon")
    relay.answers[Shortcut] = Tell(document=document("Kept for tonight"))
    assert (await lena.shortcut(said, "handoff.add")).ok
    await relay.settled()
    (event,) = relay.of(Shortcut)
    assert event.author.id == lena.id
    domain = relay.box.workspace.team.domain
    assert event.link == f"https://{domain}.slack.com/archives/{said.channel}/p{said.ts.replace('.', '')}"
    assert [lena.reads(one) for one in lena.ephemerals] == ["Kept for tonight"]
    assert "queue" not in str(relay.heard)


async def test_it_is_answered_within_its_thread(relay: Relay, lena: Person) -> None:
    first = await lena.post("relay", "Numbers?")
    reply = await lena.post("relay", "Here they are", thread_ts=first.ts)
    relay.answers[Shortcut] = Tell(document=document("Kept for tonight"))
    await lena.shortcut(reply, "handoff.add")
    await relay.settled()
    assert lena.ephemerals[-1].thread_ts == first.ts


async def test_it_can_open_a_form(relay: Relay, lena: Person) -> None:
    relay.answers[Shortcut] = Ask(form=form())
    await lena.shortcut(await lena.post("elsewhere", "Hi"), "handoff.add")
    await lena.sees_form("Hand-off")


async def test_what_could_not_be_kept_is_said(relay: Relay, lena: Person) -> None:
    relay.answers[Shortcut] = Busy("busy")
    assert (await lena.shortcut(await lena.post("elsewhere", "Hi"), "handoff.add")).ok
    await relay.settled()
    assert "Please try again" in lena.reads(lena.ephemerals[-1])


def test_the_manifest_keeps_within_slacks_limits() -> None:
    for one in manifest()["features"]["shortcuts"]:
        assert one["type"] == "message"
        assert 0 < len(one["name"]) <= 24
        assert 0 < len(one["description"]) <= 150
        assert 0 < len(one["callback_id"]) <= 255
