"""Workspaces install the bot themselves, over real HTTP; what befalls one befalls no other."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.identity import TenantRef, UserRef
from storage import installations, people, timers
from storage.installations import Installation
from storage.tables import outbox
from storage.transaction import Tx
from storage.vault import Vault
from tests.slack.several import ASKED, DAY, KEY, NAMES, NOON, OTHER_KEY, PUBLIC, Several

PROOF = pytest.mark.prove


@pytest.fixture
async def several(sqlite_database: str) -> AsyncIterator[Several]:
    async with Several(sqlite_database) as several:
        yield several


@pytest.fixture
async def rotating(sqlite_database: str) -> AsyncIterator[Several]:
    async with Several(sqlite_database, rotating=True) as several:
        yield several


async def known(several: Several, name: str) -> Installation | None:
    return await several.app.house.store.read(installations.get, TenantRef(platform="slack", id=name))


async def test_a_workspace_installs_it_and_is_told_what_comes_next(several: Several) -> None:
    page = await several.installs("T1")
    assert page.status == 200
    assert "T1 &lt;b&gt;&amp; co&lt;/b&gt;" in page.text
    assert "/sunrelay setup" in page.text
    here, there = await known(several, "T1"), await known(several, "T2")
    assert here is not None
    assert here.by == several.lena("T1").id
    assert there is None


async def test_only_the_browser_that_began_finishes_and_once_and_in_time(several: Several) -> None:
    begun, asked = await several.consents()
    back = several.slack.allow(asked, several.boxes["T1"], "lena")
    another = await several.opens(back)
    forged = await several.opens(back.replace("state=", "state=x"), cookie=begun.cookie)
    own = Vault([OTHER_KEY]).lock(f"{NOON.isoformat()} x", owner="installing")
    theirs = await several.opens(
        several.slack.allow({**asked, "state": own}, several.boxes["T1"], "lena"),
        cookie=begun.cookie.replace(asked["state"], own),
    )
    assert [another.status, forged.status, theirs.status] == [400, 400, 400]
    finished = await several.opens(back, cookie=begun.cookie)
    assert [finished.status, finished.cookie.partition("=")[2].strip()] == [200, "deleted"]
    assert (await several.opens(back, cookie=begun.cookie)).status == 502, "Slack takes its code once"

    late, asked = await several.consents()
    back = several.slack.allow(asked, several.boxes["T2"], "lena")
    several.clock.move_to(NOON + timedelta(minutes=10))
    page = await several.opens(back, cookie=late.cookie)
    assert page.status == 400
    assert f"{PUBLIC}/slack/install" in page.text
    assert await known(several, "T2") is None


async def test_who_says_no_and_a_code_that_is_worth_nothing_install_nothing(several: Several) -> None:
    begun, asked = await several.consents()
    no = f"{PUBLIC}/slack/oauth_redirect?error=access_denied&state={asked['state']}"
    denied = await several.opens(no, cookie=begun.cookie)
    assert "You did not allow it" in denied.text
    begun, asked = await several.consents()
    made_up = f"{PUBLIC}/slack/oauth_redirect?code=1.2&state={asked['state']}"
    assert (await several.opens(made_up, cookie=begun.cookie)).status == 502
    assert (await several.opens(f"{PUBLIC}/slack/install", method="POST")).status == 405
    assert await several.app.house.store.read(installations.all) == []


async def test_a_token_for_a_whole_organisation_is_given_back(several: Several) -> None:
    begun, asked = await several.consents()
    back = several.slack.allow(asked, several.boxes["T1"], "lena", org_wide=True)
    page = await several.opens(back, cookie=begun.cookie)
    assert "One workspace at a time" in page.text
    (given,) = several.slack.exchanged
    assert not several.boxes["T1"].tokens.is_given(given["access_token"])
    assert await known(several, "T1") is None


async def test_each_workspace_hears_and_is_asked_for_itself(several: Several) -> None:
    for name in NAMES:
        await several.installs(name)
    await several.relays(*NAMES)
    await several.until(ASKED)
    assert [len(several.told(name)) for name in NAMES] == [1, 1]
    await several.boxes["T1"].person("lena").command(None, "/handoff", "A line of T1's")
    await several.rests()
    forms = []
    for name in NAMES:
        await several.boxes[name].person("lena").command(None, "/handoff")
        await several.rests()
        forms.append(f"{several.boxes[name].person('lena').form.payload}")
    assert ["A line of T1's" in form for form in forms] == [True, False]


@pytest.mark.parametrize(
    "trouble", ["fail", pytest.param("refuse", marks=PROOF), pytest.param("lost", marks=PROOF)]
)
async def test_one_workspace_in_trouble_touches_no_other(several: Several, trouble: str) -> None:
    for name in NAMES:
        await several.installs(name)
    await several.relays(*NAMES)
    faults = several.boxes["T1"].faults
    if trouble == "fail":
        faults.fail("*", times=None)
    elif trouble == "refuse":
        faults.refuse("*", "invalid_auth", times=None)
    else:
        faults.lose_answer("*", how="reset", times=None)
    await several.until(ASKED)
    assert len(several.told("T2")) == 1
    await several.boxes["T1"].person("lena").command(None, "/sunrelay", "why")
    await several.boxes["T2"].person("lena").command(None, "/sunrelay", "why")
    await several.rests()
    assert several.boxes["T2"].person("lena").ephemerals


async def test_a_workspace_that_takes_it_out_is_left_in_peace_until_it_comes_back(several: Several) -> None:
    for name in NAMES:
        await several.installs(name)
    await several.relays(*NAMES)
    several.boxes["T1"].uninstall()
    await several.rests()
    gone = await known(several, "T1")
    assert gone is not None
    assert gone.removed_at == NOON
    assert await several.app.house.store.read(_tokens, "T1") is None
    asked = [await several.app.house.store.read(_is_to_be_asked, several.lena(name)) for name in NAMES]
    assert asked == [False, True]
    await several.boxes["T1"].person("lena").command(None, "/handoff")
    assert "not installed" in several.boxes["T1"].read(several.boxes["T1"].person("lena").ephemerals[-1])
    await several.until(ASKED)
    assert [len(several.told(name)) for name in NAMES] == [0, 1]

    await several.installs("T1")
    await several.until(ASKED + DAY)
    assert [len(several.told(name)) for name in NAMES] == [1, 2]


async def test_what_waited_for_a_workspace_that_is_gone_is_dropped_with_a_reason(several: Several) -> None:
    for name in NAMES:
        await several.installs(name)
    await several.relays(*NAMES)
    several.boxes["T1"].faults.throttle("*", retry_after=60, times=None)
    await several.until(ASKED)
    several.boxes["T1"].faults.clear()
    several.boxes["T1"].revoke()
    await several.rests()
    await several.until(ASKED + timedelta(minutes=5))
    assert [len(several.told(name)) for name in NAMES] == [0, 1]
    states = await several.app.house.store.read(_letters)
    assert ("prompt/1/2026-11-02", "dropped", "the bot is not installed there any more") in states


async def test_where_it_is_not_installed_a_command_is_answered_with_where_to_do_that(
    several: Several,
) -> None:
    lena = several.boxes["T1"].person("lena")
    await lena.command(None, "/handoff")
    assert f"{PUBLIC}/slack/install" in several.boxes["T1"].read(lena.ephemerals[-1])
    several.boxes["T1"].workspace.happenings.tell({"type": "app_uninstalled"})
    await several.rests()
    assert several.boxes["T1"].lost_events == []


async def test_tokens_are_renewed_before_they_end_and_each_is_locked_for_its_own(rotating: Several) -> None:
    for name in NAMES:
        await rotating.installs(name)
    await rotating.relays(*NAMES)
    begun = len(rotating.slack.exchanged)
    await rotating.until(NOON + timedelta(hours=11))
    for day in (1, 2):
        await rotating.until(ASKED + day * DAY)
    assert [len(rotating.told(name)) for name in NAMES] == [2, 2]
    assert len(rotating.slack.exchanged) >= begun + 4
    bytes_kept = await asyncio.to_thread(Path(rotating.database.removeprefix("sqlite:///")).read_bytes)
    bytes_kept += await asyncio.to_thread(
        Path(rotating.database.removeprefix("sqlite:///") + "-wal").read_bytes
    )
    given = [one[name] for one in rotating.slack.exchanged for name in ("access_token", "refresh_token")]
    assert [one for one in given if one.encode() in bytes_kept] == []
    assert b"refresh_token" in bytes_kept, "that is the database"


@PROOF
async def test_a_key_is_changed_and_what_no_key_opens_waits_until_it_is_mended(several: Several) -> None:
    for name in NAMES:
        await several.installs(name)
    await several.relays(*NAMES)
    await several.restart(OTHER_KEY, KEY)
    await several.restart(OTHER_KEY)
    await several.until(ASKED)
    assert [len(several.told(name)) for name in NAMES] == [1, 1]

    await several.restart(KEY)
    await several.installs("T2")
    await several.until(ASKED + DAY)
    assert [len(several.told(name)) for name in NAMES] == [1, 2]
    await several.restart(KEY, OTHER_KEY)
    await several.until(ASKED + DAY + timedelta(minutes=30))
    assert "hand over" in several.told("T1")[-1]
    assert len(several.told("T1")) > 1


def _is_to_be_asked(tx: Tx, user: UserRef) -> bool:
    person = people.by_ref(tx, user)
    return person is not None and timers.get(tx, "prompt", f"{person.id}") is not None


def _letters(tx: Tx) -> list[tuple[str, str, str | None]]:
    return [(row.key, row.state, row.why) for row in tx.all(select(outbox))]


def _tokens(tx: Tx, name: str) -> installations.Tokens | None:
    return installations.tokens(tx, TenantRef(platform="slack", id=name), vault=Vault([KEY]))
