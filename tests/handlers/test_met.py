"""Whoever is new and asks for something of their own has it at once."""

import pytest

from bot.messages.answer import Ask
from handlers import table
from handlers.event import Command
from tests.services.given import Relay, channel, profile, user


@pytest.mark.parametrize("text", ["hours", "hours mon-thu 9-17:30", "holidays", "holidays japan"])
async def test_who_asks_for_the_first_time_is_met(relay: Relay, text: str) -> None:
    await relay.team("lena", "maya")
    relay.directory.profiles_known[user("zoe")] = profile("zoe", zone="Asia/Tokyo")
    event = Command(by=user("zoe"), place=channel("atlas"), name="sunrelay", text=text)
    answer = await table.hear(event, relay.house)
    assert isinstance(answer, Ask) or "Japan" in f"{answer}"
    assert (await relay.person("zoe")).zone == "Asia/Tokyo"
