"""People and channels are looked up, and a platform that does not answer is said to be unreachable."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import Place, UserRef
from bot.domain.person import Profile
from bot.services.platform import Unreachable
from bot.slack.directory import SlackDirectory
from bot.slack.web import Web
from sandbox import Sandbox, User

START = datetime.fromisoformat("2026-11-02T09:00:00+00:00")


class Given:
    """A clock that says what it is told."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Given:
    return Given()


@pytest.fixture
def directory(web: Web, clock: Given) -> SlackDirectory:
    return SlackDirectory(web, clock=clock)


def user(box: Sandbox, name: str) -> UserRef:
    return UserRef(platform="slack", tenant=box.app.team_id, id=box.person(name).id)


def place(box: Sandbox, name: str) -> Place:
    return Place(platform="slack", tenant=box.app.team_id, kind="public", id=box.channel(name).id)


async def test_profiles_come_in_the_order_asked_for(sandbox: Sandbox, directory: SlackDirectory) -> None:
    nobody = UserRef(platform="slack", tenant=sandbox.app.team_id, id="U0NOBODY")
    maya, lena, guest = await directory.profiles(
        [user(sandbox, "maya"), nobody, user(sandbox, "lena"), user(sandbox, "guest")]
    )
    assert lena == Profile(
        user=user(sandbox, "lena"),
        name="Lena",
        zone="Europe/Berlin",
        locale="de-DE",
        eligible=True,
        admin=True,
    )
    assert (maya.zone, maya.admin) == ("America/New_York", False)
    assert not guest.eligible


async def test_a_profile_is_asked_for_again_after_half_a_minute(
    sandbox: Sandbox, directory: SlackDirectory, clock: Given
) -> None:
    lena = user(sandbox, "lena")
    for seconds, asked in ((0, 1), (29, 1), (31, 2)):
        clock.at = START + timedelta(seconds=seconds)
        await directory.profiles([lena])
        assert [method for method, _ in sandbox.calls].count("users.info") == asked


async def test_many_are_read_from_the_list_of_all_which_slack_allows(
    sandbox: Sandbox, directory: SlackDirectory
) -> None:
    crowd = [f"crowd{number}" for number in range(1200)]
    for name in crowd:
        sandbox.add_user(User(name=name, real_name=name.title(), tz="Europe/Berlin"))
    wanted = [user(sandbox, name) for name in crowd]
    found = await directory.profiles(wanted)
    assert [one.name for one in found] == [name.title() for name in crowd]
    assert [method for method, _ in sandbox.calls].count("users.list") == 2
    assert "users.info" not in [method for method, _ in sandbox.calls]
    await directory.profiles(wanted)
    assert [method for method, _ in sandbox.calls].count("users.list") == 2


async def test_a_list_that_takes_too_long_is_read_on_from_where_it_was_left(
    sandbox: Sandbox, directory: SlackDirectory
) -> None:
    crowd = [f"crowd{number}" for number in range(1200)]
    for name in crowd:
        sandbox.add_user(User(name=name, real_name=name.title(), tz="Europe/Berlin"))
    wanted = [user(sandbox, name) for name in crowd]
    sandbox.faults.delay("users.list", 1.0, times=2)
    reading = asyncio.create_task(directory.profiles(wanted))

    for _ in range(2_000):  # until the second page is on its way
        if [method for method, _ in sandbox.calls].count("users.list") == 2:
            break
        await asyncio.sleep(0.01)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    sandbox.faults.clear()
    assert len(await directory.profiles(wanted)) == 1200
    firsts = [given for method, given in sandbox.calls if method == "users.list" and "cursor" not in given]
    assert len(firsts) == 1
    read_on = [
        given["cursor"] for method, given in sandbox.calls if method == "users.list" if "cursor" in given
    ]
    assert len(set(read_on)) == 1


async def test_what_slack_told_of_takes_the_place_of_what_was_known(
    sandbox: Sandbox, directory: SlackDirectory
) -> None:
    (known,) = await directory.profiles([user(sandbox, "lena")])
    moved = Profile(
        user=known.user, name=known.name, zone="Asia/Tokyo", locale=known.locale, eligible=known.eligible
    )
    directory.learned(moved)
    assert await directory.profiles([known.user]) == [moved]


async def test_a_channel_has_its_members_and_kind(sandbox: Sandbox, directory: SlackDirectory) -> None:
    found = await directory.channel(place(sandbox, "quiet"))
    assert found is not None
    assert (found.name, found.kind, found.place.kind) == ("quiet", "private", "private")
    assert {one.id for one in found.members} == {sandbox.person("lena").id, sandbox.bot_user_id}


async def test_a_channel_of_many_is_read_to_its_end(sandbox: Sandbox, directory: SlackDirectory) -> None:
    names = [f"p{number}" for number in range(450)]
    for name in names:
        sandbox.workspace.people.enrol(_someone(name))
        sandbox.workspace.rooms.join(sandbox.channel("relay").id, sandbox.workspace.people.find(name).id)
    found = await directory.channel(place(sandbox, "relay"))
    assert found is not None
    assert len(found.members) == len(set(found.members)) == 450 + 4


@pytest.mark.parametrize("name", ["elsewhere", "nowhere"])
async def test_a_channel_without_the_bot_is_none(
    sandbox: Sandbox, directory: SlackDirectory, name: str
) -> None:
    there = Place(
        platform="slack",
        tenant=sandbox.app.team_id,
        kind="public",
        id="C0NOWHERE" if name == "nowhere" else sandbox.channel(name).id,
    )
    assert await directory.channel(there) is None


async def test_its_kind_is_told_also_where_the_bot_is_not_in_it_and_what_is_not_shown_is_private(
    sandbox: Sandbox, directory: SlackDirectory
) -> None:
    found = {name: await directory.kind(place(sandbox, name)) for name in ("relay", "quiet", "elsewhere")}
    assert found == {"relay": "public", "quiet": "private", "elsewhere": "public"}
    sandbox.convert("relay", "private", by="lena")
    sandbox.convert("elsewhere", "private", by="lena")
    assert [await directory.kind(place(sandbox, name)) for name in ("relay", "elsewhere")] == ["private"] * 2
    sandbox.faults.fail("conversations.info", times=None)
    with pytest.raises(Unreachable):
        await directory.kind(place(sandbox, "quiet"))


@pytest.mark.parametrize("trouble", ["fail", "reset", "throttle"])
async def test_trouble_is_unreachable(sandbox: Sandbox, directory: SlackDirectory, trouble: str) -> None:
    # A reading call whose kept connection is cut is made once more by aiohttp itself.
    getattr(sandbox.faults, trouble)("users.info", times=None)
    with pytest.raises(Unreachable):
        await directory.profiles([user(sandbox, "lena"), user(sandbox, "maya")])
    getattr(sandbox.faults, trouble)("conversations.members", times=None)
    with pytest.raises(Unreachable):
        await directory.channel(place(sandbox, "relay"))


async def test_where_one_lot_is_refused_nobody_of_the_next_is_asked_for(
    sandbox: Sandbox, directory: SlackDirectory
) -> None:
    sandbox.faults.fail("users.info", times=None)
    nobody = [
        UserRef(platform="slack", tenant=sandbox.app.team_id, id=f"U0NOBODY{number}") for number in range(450)
    ]
    with pytest.raises(Unreachable):
        await directory.profiles(nobody)
    assert [method for method, _ in sandbox.calls].count("users.info") <= 100


async def test_a_bot_that_cannot_say_who_it_is_reaches_nobody(
    sandbox: Sandbox, directory: SlackDirectory
) -> None:
    sandbox.uninstall()
    with pytest.raises(Unreachable):
        await directory.profiles([user(sandbox, "lena")])


async def test_schedules_come_in_calls_of_fifty_and_without_whom_slack_does_not_know(
    sandbox: Sandbox, directory: SlackDirectory
) -> None:
    names = [f"one{number}" for number in range(52)]
    for name in names:
        sandbox.add_user(_someone(name))
    sandbox.set_dnd("one51", (1_793_600_000, 1_793_640_000))
    nobody = UserRef(platform="slack", tenant=sandbox.app.team_id, id="U0NOBODY")
    found = await directory.do_not_disturb([*(user(sandbox, name) for name in names), nobody])
    assert len(found) == 52
    assert {one: window for one, window in found.items() if window is not None} == {
        user(sandbox, "one51"): Window(
            starts_at=datetime.fromtimestamp(1_793_600_000, UTC),
            ends_at=datetime.fromtimestamp(1_793_640_000, UTC),
        )
    }
    calls = [len(given["users"].split(",")) for method, given in sandbox.calls if method == "dnd.teamInfo"]
    assert calls == [50, 3]


async def test_without_an_answer_no_schedule_is_taken_for_known(
    sandbox: Sandbox, directory: SlackDirectory
) -> None:
    sandbox.faults.throttle("dnd.teamInfo", times=None)
    with pytest.raises(Unreachable):
        await directory.do_not_disturb([user(sandbox, "lena")])


def _someone(name: str) -> User:
    return User(name=name)


async def test_a_text_file_is_read_where_slack_hands_it_out(
    sandbox: Sandbox, directory: SlackDirectory
) -> None:
    lena, tenant = sandbox.person("lena"), sandbox.app.team_id

    async def read(name: str, content: bytes | int, where: str | None = "relay") -> str | None:
        file = lena.upload(name, content)
        if where is not None:
            await lena.post(where, "", files=[file])
        return await directory.text_of(File(id=file.id, name=name), tenant=tenant)

    assert await read("trace.txt", "KeyError: é".encode()) == "KeyError: é"
    assert await read("screen.png", b"\x89PNG") == "", "it is there, and no text"
    assert await read("all.txt", 1_048_577) == "", "it is there, and a lot"
    assert await read("trace.txt", b"KeyError", where="elsewhere") is None, "the bot is not there"
    assert await read("trace.txt", b"KeyError", where=None) is None, "nobody but Lena sees it"
    sandbox.faults.fail("files.download", status=302)
    assert await read("trace.txt", b"KeyError") is None, "not the sign-in page"
    sandbox.faults.fail("files.download", status=500)
    with pytest.raises(Unreachable):
        await read("trace.txt", b"KeyError")
