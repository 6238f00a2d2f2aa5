"""Whose words *I'm stuck on this* takes out of a message, and from where."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.messages.answer import Ask
from bot.messages.file import MOST_SIZE
from bot.messages.form import ChoicesField, Form
from bot.messages.request_trace import PICK
from bot.services.platform import Channel, House
from handlers import table
from handlers.event import Shortcut
from storage import people
from tests.services.given import Directory, Relay, at, channel, user

WORDS, LINK = "Traceback\nKeyError: x", "https://x.example/p1"
TRACE = File(id="F1", name="trace.txt", size=21_000)


def there(relay: Relay, kind: PlaceKind) -> None:
    """The channel, as the platform has it now."""
    place = channel("atlas", kind=kind)
    members = tuple(map(user, ("lena", "maya", "sam")))
    relay.directory.channels[place.id] = Channel(place=place, name="atlas", kind=kind, members=members)


async def picks(
    relay: Relay,
    *,
    author: UserRef | None,
    kind: PlaceKind = "public",
    files: tuple[File, ...] = (),
    house: House | None = None,
) -> Form:
    message = MessageRef(place=channel("atlas", kind=kind), id="1")
    event = Shortcut(
        by=user("sam"), name=PICK, message=message, author=author, link=LINK, text=WORDS, files=files
    )
    answer = await table.hear(event, house or relay.house)
    assert isinstance(answer, Ask), answer
    return answer.form


@pytest.mark.parametrize("author", ["maya", None], ids=["a colleague", "nobody known"])
async def test_a_colleagues_words_are_taken_only_where_all_may_read_them(
    relay: Relay, author: str | None
) -> None:
    await relay.team("lena", "maya", "sam")
    whose = user(author) if author else None
    unknown = await picks(relay, author=whose)
    assert unknown.values["error"] == "", "a channel that the platform does not show counts as private"
    there(relay, "public")
    assert (await picks(relay, author=whose)).values["error"] == WORDS
    assert (await picks(relay, author=whose, kind="direct")).values["error"] == ""
    there(relay, "private")
    form = await picks(relay, author=whose, files=(TRACE,))
    assert (form.values["error"], form.values["links"]) == ("", LINK)
    assert form.named("files") is None


async def test_ones_own_words_are_taken_anywhere_and_linked_where_all_may_read_them(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    form = await picks(relay, author=user("sam"))
    assert (form.values["error"], form.values["links"]) == (WORDS, "")
    there(relay, "public")
    assert (await picks(relay, author=user("sam"))).values["links"] == LINK


async def test_a_file_goes_along_where_it_can_be_had(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    relay.directory.texts = {TRACE.id: "KeyError: y", "F3": "Too large"}
    there(relay, "public")
    gone, huge = File(id="F2", name="gone.log"), File(id="F3", name="huge.log", size=MOST_SIZE + 1)
    form = await picks(relay, author=user("maya"), files=(gone, TRACE, huge))
    field = form.named("files")
    assert isinstance(field, ChoicesField)
    assert [one.text for one in field.choices] == ["trace.txt (21 kB)"]
    assert (form.values["error"], form.values["files"]) == ("KeyError: y", ("0",))


class Slow(Directory):
    """A platform that says nothing of messages and what is on them for a long time."""

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        await asyncio.Event().wait()
        return ""

    async def kind(self, place: Place) -> PlaceKind:
        await asyncio.Event().wait()
        return "public"


async def test_what_the_platform_does_not_say_in_time_is_left_out_and_the_form_opens(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    there(relay, "public")
    known = relay.directory
    slow = Slow(profiles_known=known.profiles_known, channels=known.channels)
    house = replace(relay.house, directory=slow)
    form = await picks(relay, author=user("maya"), house=house)
    assert (form.values["error"], form.values["links"]) == ("", LINK), "it counts as private"
    form = await picks(relay, author=user("sam"), files=(TRACE,), house=house)
    assert (form.values["error"], form.values["about"]) == ("", WORDS)
    assert form.named("files") is None


class Large(Directory):
    """Of channels with so many members that they are read for minutes."""

    async def channel(self, place: Place) -> Channel | None:
        await asyncio.Event().wait()
        return None


@pytest.mark.parametrize("name", [PICK, "decision.make"])
async def test_in_a_channel_whose_members_are_read_for_long_the_form_opens_with_the_words(
    relay: Relay, name: str
) -> None:
    await relay.store.transact(people.place, channel("atlas", kind="private"))
    await relay.team("lena", "maya", "sam")
    there(relay, "public")
    known = relay.directory
    large = Large(profiles_known=known.profiles_known, channels=known.channels)
    message = MessageRef(place=channel("atlas"), id="1")
    event = Shortcut(by=user("sam"), name=name, message=message, author=user("maya"), link=LINK, text=WORDS)
    async with asyncio.timeout(2.5):
        answer = await table.hear(event, replace(relay.house, directory=large))
    assert isinstance(answer, Ask), answer
    assert any(WORDS in f"{one}" for one in answer.form.values.values())
