"""A change of a relay is told in words and undone once: what was is again, and what cannot be is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from bot.domain.change import Seat, Snapshot, same, snapshot
from bot.domain.identity import ChangeId, UserRef
from bot.domain.team import Policy, Team
from bot.domain.workday import parse_week
from bot.messages.answer import Answer
from bot.services import person as persons
from bot.services import steward, team, undo
from bot.services.project import ProjectPlan
from bot.services.team import Home, Plan
from storage import changes, teams
from storage.tables import metadata
from storage.transaction import Tx
from tests.services.given import ZONES, Relay, at, buttons, channel, profile, told, user

EVERYONE = frozenset(user(one) for one in ZONES)
START = at("lena", "Mon 10:00")
NOW = at("lena", "Mon 11:00")
WEEKS = ("mon-fri 09:00-17:30", "mon-thu 8-16", "sun-thu 10-18")


def plan(writes: list[str], receives: list[str], **others: object) -> Plan:
    wanted = Plan(
        place=channel("atlas"),
        name="Atlas",
        projects=(ProjectPlan(name="Checkout", page="https://a.example.com"), ProjectPlan(name="Cards")),
        writes=tuple(profile(one) for one in writes),
        receives=tuple(profile(one) for one in receives),
    )
    return replace(wanted, **others)  # type: ignore[arg-type]  # by name, each of its own type


@st.composite
def parts(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Who writes and who receives only: Lena writes."""
    others = draw(st.permutations([one for one in ZONES if one != "lena"]))
    count, writers = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    inside = others[:count]
    return ["lena", *inside[:writers]], inside[writers:]


@st.composite
def wanted(draw: st.DrawFn) -> tuple[Plan, dict[int, tuple[str, int]], list[str]]:
    """A plan, what each region is called and when it reads, and who looks after it."""
    writes, receives = draw(parts())
    minutes = st.sampled_from([10, 15, 45]).map(lambda one: timedelta(minutes=one))
    policy = Policy(
        lead=draw(minutes),
        gather=draw(minutes),
        read_back=draw(st.sampled_from(["off", "optional", "required"])),
        week=parse_week(draw(st.sampled_from(WEEKS))),
    )
    names = draw(st.lists(st.sampled_from(["Checkout", "Cards", "Loans", "Gifts"]), min_size=1, unique=True))
    projects = tuple(
        ProjectPlan(name=one, page=draw(st.sampled_from(["", "https://b.example.com"]))) for one in names
    )
    regions = draw(
        st.dictionaries(
            st.integers(0, 4), st.tuples(st.sampled_from(["East", "West", "Berlin"]), st.integers(0, 1439))
        )
    )
    inside = [*writes, *receives]
    stewards = draw(st.lists(st.sampled_from(inside), min_size=1, unique=True))
    name = draw(st.sampled_from(["Atlas", "Globe"]))
    return plan(writes, receives, name=name, projects=projects, policy=policy), regions, stewards


@contextmanager
def workspace() -> Iterator[Tx]:
    """A database of its own."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        yield Tx(connection=connection)
    engine.dispose()


def homes(whole: Team, plan: Plan, regions: dict[int, tuple[str, int]]) -> tuple[Home, ...]:
    """The regions that are there under other names; who is new finds one by their days."""
    staying = {one.user for one in (*plan.writes, *plan.receives)}
    found = []
    for number, one in enumerate(whole.plans):
        name, minute = regions.get(number, (one.name, one.digest_minute))
        inside = frozenset(
            each.person.user
            for each in whole.members
            if each.region == one.id and each.person.user in staying
        )
        found.append(Home(id=one.id, name=name, zone=one.zone, digest_minute=minute, users=inside))
    return tuple(found)


def now_is(tx: Tx) -> Team:
    found = teams.at(tx, channel("atlas"))
    assert found is not None
    return found


def undoes(
    tx: Tx, number: int = 1, *, by: UserRef | None = None, here: frozenset[UserRef] = EVERYONE
) -> Answer:
    return undo.undo(tx, by or user("lena"), ChangeId(number), here=here, now=NOW + timedelta(minutes=1))


def inhabited(one: Snapshot) -> Snapshot:
    homes = {seat.region for seat in one.seats}
    return replace(one, regions=tuple(each for each in one.regions if each.id in homes))


@settings(max_examples=20, deadline=None)
@given(first=parts(), second=wanted(), welcomed=st.booleans())
def test_undoing_any_change_restores_what_was(
    first: tuple[list[str], list[str]],
    second: tuple[Plan, dict[int, tuple[str, int]], list[str]],
    welcomed: bool,
) -> None:
    changed, regions, stewards = second
    with workspace() as tx:
        team.set_up(tx, plan(*first), by=user("lena"), welcome=not welcomed, now=START)
        before = now_is(tx)
        changed = replace(
            changed,
            homes=homes(before, changed, regions),
            stewards=frozenset(user(one) for one in stewards),
        )
        team.set_up(tx, changed, by=user("lena"), now=NOW)
        if changes.get(tx, ChangeId(1)) is None:
            assert same(snapshot(before), snapshot(now_is(tx)))
            return
        assert "Undone: the relay is as it was" in told(undoes(tx))
        assert inhabited(snapshot(now_is(tx))) == inhabited(snapshot(before))
        assert "already" in told(undoes(tx))
        assert inhabited(snapshot(now_is(tx))) == inhabited(snapshot(before))


async def changes_it(relay: Relay, wanted: Plan, *, by: str = "lena", now: datetime = NOW) -> None:
    await relay.store.transact(team.set_up, wanted, by=user(by), now=now)


async def presses_undo(
    relay: Relay, *, by: str = "lena", here: frozenset[UserRef] = EVERYONE, number: int | None = None
) -> str:
    posted = await relay.posted("change", to="atlas")
    value = number or int(buttons(posted[-1].letter.document)[0].value)
    answer = await relay.store.transact(undo.undo, user(by), ChangeId(value), here=here, now=relay.now)
    return told(answer)


async def test_the_channel_reads_what_changed_and_who_changed_it(relay: Relay) -> None:
    await changes_it(relay, plan(["lena", "mia"], ["sam"]), now=START)
    berlin = next(one for one in (await relay.whole()).plans if one.name == "Berlin")
    home = Home(
        id=berlin.id, name="Berlin", zone=berlin.zone, digest_minute=570, users=frozenset({user("lena")})
    )
    policy = Policy(lead=timedelta(minutes=30))
    await changes_it(relay, plan(["lena"], ["mia", "maya"], homes=(home,), policy=policy))
    [posted] = await relay.posted("change", to="atlas")
    assert "Lena changed the relay of Atlas." in posted.text
    for line in (
        "New, to receive only: Maya",
        "To receive only now: Mia",
        "Out of it: Sam",
        "Digest of Berlin at 09:30 instead of 09:00",
        "Asked for a hand-off 30 min before the day ends (it was 15 min)",
    ):
        assert line in posted.text
    assert [one.text for one in buttons(posted.letter.document)] == ["Undo"]


async def test_its_post_says_that_it_was_undone_and_by_whom(relay: Relay) -> None:
    await changes_it(relay, plan(["lena", "maya"], []), now=START)
    await changes_it(relay, plan(["lena", "maya", "mia"], [], stewards=frozenset({user("maya")})))
    assert "Only whoever changed it and Maya" in await presses_undo(relay, by="mia")
    assert "Undone" in await presses_undo(relay, by="maya")
    [posted] = await relay.posted("change", to="atlas")
    stands = await relay.stands(posted.key)
    assert "Maya undid what Lena had changed" in stands
    assert "[Undo]" not in stands
    assert {one.person.name: one.steward for one in (await relay.whole()).members} == {
        "Lena": True,
        "Maya": False,
    }


async def test_whoever_changed_it_may_undo_it_though_they_look_after_it_no_more(relay: Relay) -> None:
    await changes_it(relay, plan(["lena", "maya"], []), now=START)
    await changes_it(relay, plan(["lena", "maya"], [], stewards=frozenset({user("maya")})))
    assert "Undone" in await presses_undo(relay, by="lena")


async def test_what_was_changed_since_stays_and_is_named(relay: Relay) -> None:
    await changes_it(relay, plan(["lena", "maya"], []), now=START)
    await changes_it(relay, plan(["lena", "maya", "mia"], [], name="Globe"))
    await changes_it(relay, plan(["lena", "maya", "mia"], [], name="Earth"))
    answer = await presses_undo(relay, number=1)
    assert "as far as it could be" in answer
    assert "changed to “Earth” since" in answer
    whole = await relay.whole()
    assert whole.name == "Earth"
    assert {one.person.name for one in whole.members} == {"Lena", "Maya"}


async def test_who_has_left_the_channel_or_the_workspace_is_not_brought_back(relay: Relay) -> None:
    await changes_it(relay, plan(["lena", "maya", "mia", "sam"], []), now=START)
    await changes_it(relay, plan(["lena"], []))
    gone = profile("mia", eligible=False)
    await relay.store.transact(persons.profiles_changed, [gone], now=relay.now)
    answer = await presses_undo(relay, here=frozenset({user("lena"), user("sam"), user("mia")}))
    assert "Maya is not in the channel any more" in answer
    assert "Mia is no full member" in answer
    assert {one.person.name for one in (await relay.whole()).members} == {"Lena", "Sam"}


async def test_who_has_moved_is_brought_back_to_where_their_day_suits(relay: Relay) -> None:
    tove = profile("tove", zone="Europe/Helsinki")
    both = replace(plan(["lena", "maya"], []), writes=(profile("lena"), tove, profile("maya")))
    await changes_it(relay, both, now=START)
    await changes_it(relay, plan(["lena", "maya"], []))
    await relay.moves("tove", "America/New_York")
    answer = await presses_undo(relay, here=EVERYONE | {user("tove")})
    whole = await relay.whole()
    homes = {one.person.name: whole.region(one.region).name for one in whole.members}
    assert homes == {"Lena": "Berlin", "Tove": "New York", "Maya": "New York"}
    assert "Tove belongs to New York" in answer


async def test_who_joined_or_left_by_themselves_is_left_alone(relay: Relay) -> None:
    await changes_it(relay, plan(["lena", "maya"], []), now=START)
    await changes_it(relay, plan(["lena", "maya"], [], name="Globe"))
    await relay.joins("sam")
    await relay.leaves("maya")
    assert [one.kind for one in await relay.posted(to="atlas")] == ["announcement", "change"]
    await presses_undo(relay)
    assert {one.person.name for one in (await relay.whole()).members} == {"Lena", "Sam"}


async def test_a_project_with_hand_offs_stays(relay: Relay) -> None:
    await changes_it(relay, plan(["lena", "maya"], []), now=START)
    more = (*plan([], []).projects, ProjectPlan(name="Loans"))
    await changes_it(relay, plan(["lena", "maya"], [], projects=more))
    await relay.until(at("lena", "Mon 17:20"))
    form = await relay.opens("lena")
    loans = next(one for one in (await relay.whole()).projects if one.name == "Loans")
    await relay.sends("lena", form, project=str(loans.id), summary="Begun.", state="on_track")
    assert "hand-offs are filed under it" in await presses_undo(relay)
    assert [one.name for one in (await relay.whole()).projects] == ["Checkout", "Cards", "Loans"]


async def test_nobody_is_asked_by_a_change_that_was_undone(relay: Relay) -> None:
    await changes_it(relay, plan(["lena"], []), now=START)
    await changes_it(relay, plan(["lena", "maya"], []))
    await presses_undo(relay)
    await relay.until(at("maya", "Tue 20:00"))
    assert await relay.posted(to="maya") == []
    assert await relay.prompt_at("maya") is None


@pytest.mark.parametrize("number", [99, 2**40], ids=["never made", "beyond every one"])
async def test_nothing_to_undo(relay: Relay, number: int) -> None:
    await changes_it(relay, plan(["lena"], []), now=START)
    assert "nothing to undo" in await presses_undo(relay, number=number)


async def test_undoing_keeps_a_relay_that_nobody_looks_after_open_to_its_members(relay: Relay) -> None:
    await changes_it(relay, plan(["lena", "maya"], []), now=START)
    await changes_it(relay, plan(["lena", "maya"], [], stewards=frozenset({user("maya")})))
    await relay.leaves("lena")
    await presses_undo(relay, by="maya")
    assert [one.kind for one in await relay.posted(to="atlas")][-1] == "orphaned"
    assert steward.has_none(await relay.whole())


def test_a_snapshot_tells_who_takes_part_how() -> None:
    with workspace() as tx:
        team.set_up(tx, plan(["lena"], ["maya"]), by=user("lena"), welcome=False, now=START)
        lena, maya = snapshot(now_is(tx)).seats
        assert (lena.steward, maya.steward) == (True, False)
        assert isinstance(lena, Seat)
        assert maya.part == "receives"
