"""People let the bot set their status for a focus, over real HTTP: granted, set, put back, taken away."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.identity import PersonId
from bot.services.person_export import export
from sandbox.user import User
from storage import grants, people
from storage.grants import Grant
from storage.transaction import Tx
from tests.slack.several import NOON, PUBLIC, Several

HOUR = timedelta(hours=1)
OURS = ("In focus", ":headphones:")
LUNCH = {"status_text": "Out for lunch", "status_emoji": ":ramen:"}


@pytest.fixture
async def several(sqlite_database: str) -> AsyncIterator[Several]:
    async with Several(sqlite_database) as several:
        await several.installs("T1")
        yield several


@pytest.fixture
async def granted(several: Several) -> Several:
    page = await several.grants("T1")
    assert page.status == 200, page.text
    return several


def lena(several: Several) -> User:
    box = several.boxes["T1"]
    return box.workspace.people.known(box.person("lena").id)


def status(several: Several) -> tuple[str, str]:
    """As her colleagues read it now."""
    shown = several.boxes["T1"].workspace.people.describe(lena(several))["profile"]
    return shown["status_text"], shown["status_emoji"]


def paused(several: Several) -> timedelta | None:
    """For how long her notifications are paused from now on."""
    left = timedelta(seconds=lena(several).snooze_until - several.clock.now().timestamp())
    return left if left > timedelta() else None


async def focus(several: Several, words: str) -> str:
    """`/sunrelay focus`, and what is answered; what follows from it is done."""
    person = several.boxes["T1"].person("lena")
    await person.command(None, "/sunrelay", f"focus {words}")
    await several.rests()
    await several.until(several.clock.now())
    return several.boxes["T1"].read(person.ephemerals[-1])


async def held(several: Several) -> Grant | None:
    def of(tx: Tx) -> Grant | None:
        person = people.by_ref(tx, several.lena("T1"))
        return grants.get(tx, person.id) if person is not None else None

    return await several.app.house.store.read(of)


def labels(several: Several) -> list[str]:
    """The buttons under what she was told last."""
    blocks = several.boxes["T1"].person("lena").ephemerals[-1].blocks
    rows = [one["elements"] for one in blocks if one["type"] == "actions"]
    return [one["text"]["text"] for row in rows for one in row]


async def test_it_is_offered_by_a_link_granted_set_and_put_back_as_the_focus_ends(several: Several) -> None:
    several.boxes["T1"].change_user("lena", **LUNCH)
    await focus(several, "2h release notes")
    assert labels(several) == ["End focus", "Set my status too"]
    assert status(several) == tuple(LUNCH.values())

    page = await several.grants("T1")
    assert "Your status follows your focus" in page.text
    await several.until(several.clock.now())
    assert status(several) == OURS, "what it is for is not everyone's"
    assert lena(several).status_expiration == (NOON + 2 * HOUR).timestamp()
    assert paused(several) == 2 * HOUR
    assert "Your status says" in await focus(several, "")
    assert labels(several) == ["End focus", "Stop setting my status"]

    await several.until(NOON + 2 * HOUR)
    assert (status(several), paused(several)) == (tuple(LUNCH.values()), None)
    assert lena(several).status_expiration == 0
    assert (await held(several)) is not None


async def test_ended_early_or_lengthened_it_follows(granted: Several) -> None:
    await focus(granted, "1h")
    await focus(granted, "3h")
    assert (status(granted), paused(granted)) == (OURS, 3 * HOUR)
    await granted.until(NOON + HOUR)
    assert (status(granted), paused(granted)) == (OURS, 2 * HOUR)
    await focus(granted, "end")
    assert (status(granted), paused(granted)) == (("", ""), None)
    calls = len(granted.boxes["T1"].calls)
    await granted.until(NOON + 3 * HOUR)
    assert [name for name, _ in granted.boxes["T1"].calls[calls:] if "profile" in name] == []


async def test_what_they_change_by_hand_meanwhile_is_left_alone(granted: Several) -> None:
    await focus(granted, "2h")
    people_of = granted.boxes["T1"].workspace.people
    granted.boxes["T1"].change_user("lena", **LUNCH, status_expiration=0)
    people_of.set_snooze(lena(granted).id, int((NOON + 5 * HOUR).timestamp()))
    await focus(granted, "3h")
    await focus(granted, "end")
    assert (status(granted), paused(granted)) == (tuple(LUNCH.values()), 5 * HOUR)


async def test_a_pause_of_their_own_is_kept_where_it_is_longer_and_put_back_where_not(
    granted: Several,
) -> None:
    people_of = granted.boxes["T1"].workspace.people
    people_of.set_snooze(lena(granted).id, int((NOON + 5 * HOUR).timestamp()))
    await focus(granted, "2h")
    await focus(granted, "end")
    assert paused(granted) == 5 * HOUR
    people_of.set_snooze(lena(granted).id, int((NOON + HOUR).timestamp()))
    await focus(granted, "2h")
    assert paused(granted) == 2 * HOUR
    await focus(granted, "end")
    assert paused(granted) == HOUR


async def test_while_the_bot_is_down_slack_ends_it_and_the_rest_is_put_back_as_it_returns(
    granted: Several,
) -> None:
    granted.boxes["T1"].change_user("lena", **LUNCH)
    await focus(granted, "1h")
    await granted.app.stop()
    granted.clock.move_to(NOON + 3 * HOUR)
    assert (status(granted), paused(granted)) == (("", ""), None)
    await granted.start("A" * 43 + "=")
    await granted.until(NOON + 3 * HOUR)
    assert status(granted) == tuple(LUNCH.values())


@pytest.mark.parametrize("told", [True, False], ids=["Slack tells of it", "it is found out"])
async def test_taken_back_at_slack_the_focus_works_and_that_is_told_once(
    granted: Several, told: bool
) -> None:
    if told:
        granted.boxes["T1"].revoke_user("lena")
    else:
        granted.boxes["T1"].tokens.revoke_user(granted.lena("T1").id)
    await granted.rests()
    answered = [await focus(granted, words) for words in ("2h", "", "", "end")]
    assert "in focus until" in answered[0]
    assert ["permission was taken back" in one for one in answered] == [told, not told, False, False]
    assert labels(granted)[-1] == "Set my status too"
    assert await held(granted) is None
    await focus(granted, "1h")
    assert (await granted.grants("T1")).status == 200
    await granted.until(NOON)
    assert status(granted) == OURS


async def test_who_wants_it_no_more_has_it_put_back_and_the_token_is_revoked_and_erased(
    granted: Several,
) -> None:
    granted.boxes["T1"].change_user("lena", **LUNCH)
    await focus(granted, "2h")
    (token,) = [one["authed_user"]["access_token"] for one in granted.slack.exchanged[1:]]
    person = granted.boxes["T1"].person("lena")
    await person.press(person.ephemerals[-1], text="Stop setting my status")
    await granted.rests()
    await granted.until(NOON)
    assert (status(granted), paused(granted)) == (tuple(LUNCH.values()), None)
    assert not granted.boxes["T1"].tokens.is_given(token)
    assert await held(granted) is None
    await focus(granted, "1h")
    assert labels(granted) == ["End focus", "Set my status too"]
    assert status(granted) == tuple(LUNCH.values())


@pytest.mark.parametrize("fault", ["throttle", "fail", "lose"])
async def test_what_slack_does_not_do_at_once_is_done_later(granted: Several, fault: str) -> None:
    faults = granted.boxes["T1"].faults
    if fault == "throttle":
        faults.throttle("users.profile.set", retry_after=30)
    elif fault == "fail":
        faults.fail("users.profile.set")
    else:
        faults.lose_answer("dnd.setSnooze", how="reset")
    await focus(granted, "2h")
    await granted.until(NOON + timedelta(minutes=2))
    assert status(granted) == OURS
    assert paused(granted) == 2 * HOUR - timedelta(minutes=2)
    await granted.until(NOON + 2 * HOUR)
    assert (status(granted), paused(granted)) == (("", ""), None)


async def test_what_a_workspace_does_not_let_them_set_stops_nothing_else(granted: Several) -> None:
    granted.boxes["T1"].faults.refuse("users.profile.set", "profile_set_failed", times=None)
    await focus(granted, "2h")
    assert (status(granted), paused(granted)) == (("", ""), 2 * HOUR)
    await focus(granted, "end")
    assert paused(granted) is None


async def test_only_the_browser_that_began_finishes_and_a_state_of_installing_counts_for_nothing(
    several: Several,
) -> None:
    installing, asked = await several.consents()
    back = several.slack.allow(
        {**asked, "redirect_uri": f"{PUBLIC}/slack/grant_redirect"}, several.boxes["T1"], "lena"
    )
    assert (await several.opens(back, cookie=installing.cookie)).status == 400
    no = await several.opens(f"{PUBLIC}/slack/grant_redirect?error=access_denied&state=x")
    assert no.status == 400
    assert (await several.opens(f"{PUBLIC}/slack/grant", method="POST")).status == 405
    assert await held(several) is None


async def test_where_the_bot_is_not_installed_nothing_is_kept_and_the_token_is_given_back(
    several: Several,
) -> None:
    page = await several.grants("T2")
    assert "not installed in the workspace" in page.text
    token = several.slack.exchanged[-1]["authed_user"]["access_token"]
    assert not several.boxes["T2"].tokens.is_given(token)


async def test_a_guest_is_offered_nothing_and_granting_keeps_nothing(several: Several) -> None:
    several.boxes["T1"].change_user("lena", is_restricted=True)
    await focus(several, "2h")
    assert labels(several) == ["End focus"]
    assert "For full members" in (await several.grants("T1")).text
    assert await held(several) is None


@pytest.mark.parametrize("end", ["uninstall", "deactivate"])
async def test_with_the_bot_or_the_account_the_token_goes(granted: Several, end: str) -> None:
    await focus(granted, "2h")
    if end == "uninstall":
        granted.boxes["T1"].uninstall()
    else:
        granted.boxes["T1"].change_user("lena", deleted=True)
    await granted.rests()
    assert await held(granted) is None


async def test_the_token_is_kept_locked_renewed_and_never_exported(sqlite_database: str) -> None:
    async with Several(sqlite_database, rotating=True) as several:
        await several.installs("T1")
        await several.grants("T1")
        for day in range(3):
            await several.until(NOON + timedelta(days=day))
            await focus(several, "1h")
            assert status(several) == OURS
        given = _tokens_in(several.slack.exchanged)
        assert len([one for one in given if "xoxp" in one]) >= 2
        found = await several.app.house.store.read(export, PersonId(1), now=several.clock.now())
        assert found["grants"][0].keys() == {"person_id", "granted_at", "stopping", "shown"}
        kept = await asyncio.to_thread(_bytes, sqlite_database)
        assert [one for one in given if one.encode() in kept] == []


def _tokens_in(exchanged: list[dict[str, Any]]) -> list[str]:
    answers = [part for one in exchanged for part in (one, one.get("authed_user", {}))]
    return [one[name] for one in answers for name in ("access_token", "refresh_token") if name in one]


def _bytes(database: str) -> bytes:
    path = database.removeprefix("sqlite:///")
    return Path(path).read_bytes() + Path(f"{path}-wal").read_bytes()
