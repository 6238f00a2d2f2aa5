"""The set-up form when the platform does not say in time who was picked."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pytest
from structlog.testing import capture_logs

from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.messages.answer import Ask, Fix
from bot.services.platform import Around, Channel, Directory, Unreachable
from handlers import table
from handlers.event import Command, Submitted
from tests.services.given import Relay, channel, told, user


@dataclass(frozen=True, slots=True)
class Troubled:
    """Knows those who ask; for anyone else it fails, or never answers, while it is troubled."""

    known: Directory
    trouble: str

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        if len(users) > 1 and self.trouble == "slow":
            await asyncio.Event().wait()
        if len(users) > 1 and self.trouble == "unreachable":
            raise Unreachable("no answer")
        return await self.known.profiles(users)

    async def channel(self, place: Place) -> Channel | None:
        return await self.known.channel(place)

    async def kind(self, place: Place) -> PlaceKind:
        return await self.known.kind(place)

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        return None

    async def around(self, message: MessageRef) -> Around:
        return await self.known.around(message)

    async def link(self, message: MessageRef) -> str:
        return await self.known.link(message)

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        return await self.known.do_not_disturb(users)


@pytest.mark.parametrize("trouble", ["slow", "unreachable"])
async def test_the_form_comes_back_as_it_was_sent_and_is_sent_again(relay: Relay, trouble: str) -> None:
    here = channel("atlas")
    members = (user("lena"), user("maya"))
    relay.directory.channels[here.id] = Channel(place=here, name="atlas", kind="public", members=members)
    asked = await table.hear(Command(by=user("lena"), place=here, name="sunrelay", text="setup"), relay.house)
    assert isinstance(asked, Ask)
    values = {**asked.form.values, "name": "Globe", "writes": ("ULENA", "UMAYA")}
    sent = Submitted(by=user("lena"), form=asked.form.name, token=asked.form.token, values=values)

    house = replace(relay.house, directory=Troubled(relay.directory, trouble))
    with capture_logs() as logged:
        answer = await table.hear(sent, house)
    assert [(one["event"], one["log_level"], "exc_info" in one) for one in logged] == [
        ("setup.slow", "warning", False)
    ]
    assert isinstance(answer, Fix)
    assert "press Next: regions again" in answer.errors[""]
    assert answer.form.token == asked.form.token
    assert answer.values == values

    for _ in range(2):
        page = await table.hear(sent, relay.house)
        assert isinstance(page, Ask)
        sent = replace(sent, form=page.form.name, values=page.form.values)
    assert "Globe" in told(await table.hear(sent, relay.house))
    assert len((await relay.whole()).members) == 2
