"""Do-not-disturb schedules are read ahead: of whom it is due, once, and never at the cost of the morning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from structlog.testing import capture_logs

from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.domain.workday import parse_week
from bot.services.platform import Around, Channel, Unreachable
from handlers import table
from handlers.event import DoNotDisturb
from schedules import dnd
from storage import dnd as kept
from storage import people
from tests.services.given import Relay, at, user


@dataclass(frozen=True, slots=True)
class Away:
    """A platform that does not answer."""

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        raise Unreachable("no answer")

    async def channel(self, place: Place) -> Channel | None:
        raise Unreachable("no answer")

    async def kind(self, place: Place) -> PlaceKind:
        raise Unreachable("no answer")

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        return None

    async def around(self, message: MessageRef) -> Around:
        raise Unreachable("no answer")

    async def link(self, message: MessageRef) -> str:
        raise Unreachable("no answer")

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        raise Unreachable("no answer")


NIGHT = Window(starts_at=at("lena", "Sun 22:00", week=-1), ends_at=at("lena", "Mon 08:00"))


async def window(relay: Relay, name: str) -> Window | None:
    return await relay.store.read(kept.get, (await relay.person(name)).id)


async def test_members_are_asked_about_once_until_their_window_has_passed(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.directory.schedules[user("lena")] = NIGHT
    assert await dnd.read_ahead(relay.house) == 2
    assert await window(relay, "lena") == NIGHT
    assert await window(relay, "maya") is None
    relay.clock.move_to(NIGHT.ends_at - timedelta(seconds=1))
    assert await dnd.read_ahead(relay.house) == 0
    relay.clock.move_to(NIGHT.ends_at)
    assert await dnd.read_ahead(relay.house) == 1
    assert relay.directory.asked_of == [[user("lena"), user("maya")], [user("lena")]]


async def test_who_has_none_is_asked_about_again_a_day_later(relay: Relay) -> None:
    await relay.team("lena")
    first = relay.now
    assert await dnd.read_ahead(relay.house) == 1
    for later, asked in ((timedelta(hours=23), 0), (timedelta(days=1), 1)):
        relay.clock.move_to(first + later)
        assert await dnd.read_ahead(relay.house) == asked


async def test_who_has_set_their_hours_and_who_is_in_no_team_are_not_asked_about(relay: Relay) -> None:
    await relay.team("lena", "maya")
    by_hand = parse_week("mon-fri 22:00-06:00")
    await relay.store.transact(people.set_week, (await relay.person("lena")).id, by_hand, now=relay.now)
    await relay.leaves("maya")
    assert await dnd.read_ahead(relay.house) == 0
    assert relay.directory.asked_of == []


async def test_one_call_asks_about_fifty_and_the_rest_come_after_them(relay: Relay) -> None:
    await relay.team("lena", *(f"one{number}" for number in range(dnd.MOST + 4)))
    assert [await dnd.read_ahead(relay.house) for _ in range(3)] == [dnd.MOST, 5, 0]


async def test_without_an_answer_all_goes_as_before_and_is_tried_again_half_an_hour_later(
    relay: Relay,
) -> None:
    await relay.team("lena")
    relay.directory.schedules[user("lena")] = NIGHT
    await dnd.read_ahead(relay.house)
    relay.clock.move_to(NIGHT.ends_at)
    away = replace(relay.house, directory=Away())
    with capture_logs() as logged:
        asked = [await dnd.read_ahead(away) for _ in range(2)]
    assert asked == [1, 0]
    assert [(one["event"], one["people"]) for one in logged] == [("dnd.unread", 1)]
    assert await window(relay, "lena") == NIGHT
    relay.clock.move_to(NIGHT.ends_at + kept.PAUSE)
    assert await dnd.read_ahead(relay.house) == 1


async def test_a_morning_is_told_though_nobody_answers(relay: Relay) -> None:
    await relay.team("lena", "maya", welcome=True)
    relay.house = replace(relay.house, directory=Away())
    with capture_logs():
        await relay.until(at("lena", "Mon 10:00"))
    assert [one.state for one in await relay.posted("welcome", to="lena")] == ["sent"]


async def test_it_is_read_before_a_morning_is_told(relay: Relay) -> None:
    await relay.team("lena", "maya", welcome=True)
    until = at("lena", "Mon 11:00")
    relay.directory.schedules[user("lena")] = replace(NIGHT, ends_at=until)
    await relay.until(at("lena", "Mon 10:00"))
    assert [one.state for one in await relay.posted("welcome", to="lena")] == ["waiting"]
    relay.clock.move_to(until)
    await relay.delivers()
    assert [one.state for one in await relay.posted("welcome", to="lena")] == ["sent"]


async def test_with_nothing_to_disturb_anyone_with_nobody_is_asked_about(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.tick()
    assert relay.directory.asked_of == []


async def test_a_change_is_heard_of_at_once(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await table.hear(DoNotDisturb(user=user("lena"), window=NIGHT), relay.house)
    assert await window(relay, "lena") == NIGHT
    await table.hear(DoNotDisturb(user=user("lena"), window=None), relay.house)
    assert await window(relay, "lena") is None
    await table.hear(DoNotDisturb(user=user("arjun"), window=NIGHT), relay.house)
    assert await relay.store.read(people.by_ref, user("arjun")) is None
