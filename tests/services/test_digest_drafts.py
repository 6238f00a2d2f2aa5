"""A long digest is composed before it is kept; whatever changed in between is composed anew."""

from dataclasses import replace

from bot.domain.handoff import Content
from bot.domain.identity import TeamId
from bot.services import digest
from bot.services.digest import LONG, Drafts
from storage import handoffs, teams, timers
from storage.handoffs import NewHandoff
from storage.timers import Timer
from storage.transaction import Tx
from tests.services.given import Relay, at, day

NIGHT = at("sam", "Mon 17:20")
MORNING = at("lena", "Tue 09:00")


def left_to_berlin(tx: Tx, made: TeamId, *, count: int) -> None:
    """So many hand-offs from San Francisco, each about a project of its own."""
    team = teams.get(tx, made)
    assert team is not None
    there = {one.name: one.id for one in team.plans}
    for number in range(count):
        new = NewHandoff(
            team=made,
            author=next(one.person.id for one in team.members if one.person.name == "Sam"),
            project=teams.add_project(tx, made, name=f"Project {number}", page=""),
            day=day("Mon"),
            state="on_track",
            content=Content(summary=f"Number {number} stands."),
            from_region=there["Los Angeles"],
            to_region=there["Berlin"],
        )
        handoffs.add(tx, new, now=NIGHT)


def drafted(tx: Tx) -> Drafts:
    return digest.draft_due(tx, timers.due(tx, "digest", now=MORNING), now=MORNING)


def posted(tx: Tx, *, drafts: Drafts) -> None:
    due: list[Timer] = timers.claim(tx, "digest", now=MORNING)
    digest.post_due(tx, due, drafts=drafts, now=MORNING)


async def in_the_morning(relay: Relay, *, count: int) -> TeamId:
    await relay.team("sam", "lena")
    made = (await relay.whole()).id
    await relay.until(NIGHT)
    await relay.store.transact(left_to_berlin, made, count=count)
    relay.clock.move_to(MORNING)
    return made


async def test_a_short_digest_is_not_drafted(relay: Relay) -> None:
    await in_the_morning(relay, count=LONG - 1)
    assert await relay.store.read(drafted) == {}


async def test_a_long_one_is_posted_as_it_was_drafted(relay: Relay) -> None:
    await in_the_morning(relay, count=LONG)
    drafts = await relay.store.read(drafted)
    (key, draft) = next(iter(drafts.items()))
    marked = replace(draft, letters=draft.letters[:1])  # so that it can be told from one composed anew
    await relay.store.transact(posted, drafts={key: marked})
    assert [one.letter for one in await relay.posted("digest", to="atlas")] == [draft.letters[0].letter]


async def test_what_came_in_between_is_in_it(relay: Relay) -> None:
    made = await in_the_morning(relay, count=LONG)
    drafts = await relay.store.read(drafted)
    assert len(drafts) == 1

    def one_more(tx: Tx) -> None:
        team = teams.get(tx, made)
        assert team is not None
        last = handoffs.latest(tx, made, next(m.person.id for m in team.members if m.person.name == "Sam"))
        assert last is not None
        late = replace(last.content, summary="It stands no longer.")
        handoffs.rewrite(tx, last, state="blocked", content=late, now=NIGHT)

    await relay.store.transact(one_more)
    await relay.store.transact(posted, drafts=drafts)
    said = "\n".join(one.text for one in await relay.posted("digest", to="atlas"))
    assert "It stands no longer." in said
    assert f"Number {LONG - 1} stands." not in said
    assert f"Number {LONG - 2} stands." in said


async def test_the_clock_posts_a_long_digest_whole_and_once(relay: Relay) -> None:
    await in_the_morning(relay, count=LONG)
    await relay.until(at("lena", "Tue 09:01"))
    said = "\n".join(one.text for one in await relay.posted("digest", to="atlas"))
    assert [said.count(f"Number {number} stands.") for number in range(LONG)] == [1] * LONG
