"""Two hundred in one region, sixty hand-offs, names of eighty characters: nothing is cut silently."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.journeys.conftest import way_of
from tests.support.large import STATES, Crowd, Relay, bring, long_name, refused
from tests.support.setting_up import RECEIVES, WRITES, page_words, sends_pages
from tests.support.shown import HELD, OPEN, RETURNED, Shown
from tests.support.slack.world import SlackWorld
from tests.support.somebody import Somebody
from tests.support.world import World

ONE = ["socket-sqlite"]
TWO = [way_of("socket-sqlite"), way_of("http-postgresql")]

IN_BERLIN, IN_SYDNEY = 200, 20
WRITERS = 6
HANDOFFS, STEPS = 60, 30

# So much of one message can be read at a glance, in characters.
READABLE = 2_500

# Sixty hand-offs of eight rows each, in messages of some forty rows.
MOST_MESSAGES = 16


def slack(world: World) -> SlackWorld:
    assert isinstance(world, SlackWorld), "these journeys go to Slack"
    return world


def word(number: int) -> str:
    """What the hand-off of this number says, unlike any other."""
    more = "One more sentence. " * (number % 9)
    return f"#{number:02} & <b>stands</b> like this: *vouchers* do not pass. {more}".strip()


def step_word(number: int) -> str:
    return f"Find out why voucher {number:02} is refused"


async def night(world: SlackWorld, crowd: Crowd, relay: Relay) -> None:
    """Sixty hand-offs out of Sydney; every other has a step, for anyone or for one of Berlin's writers."""
    at = 0
    for name in crowd.sydney:
        for project in relay.projects:
            values = {
                "state": STATES[at % 3],
                "summary": word(at),
                "done": "Built the *voucher* field\nMoved the flag to <staging>",
                "links": f"https://tickets.example.com/ATL-{at}",
                "watch": "If staging is slow, restart the worker." if at % 4 == 1 else "",
                "steps.0.what": step_word(at) if at % 2 == 0 else f"Look after {at:02} myself",
                "steps.0.owner": "me" if at % 2 else "awake" if at % 4 else f"person:{relay.person('lena')}",
            }
            await relay.leaves(name, project, values)
            at += 1
    assert at == HANDOFFS
    await world.rests()


async def two_hundred_and_twenty(world: SlackWorld) -> tuple[Crowd, Relay]:
    """They are in a team."""
    crowd = bring(world, berlin=IN_BERLIN, sydney=IN_SYDNEY)
    await world.rests()
    writes = [*crowd.berlin[:WRITERS], *crowd.sydney]
    return crowd, await Relay.of_three_projects(world, writes, crowd.berlin[WRITERS:])


async def morning(world: SlackWorld) -> Crowd:
    """Monday, 09:02 in Berlin, after such a night."""
    crowd, relay = await two_hundred_and_twenty(world)
    await world.until(world.person("mia").at("Mon 17:16"))
    await night(world, crowd, relay)
    await world.until(world.person("lena").at("Mon 09:02"))
    return crowd


def told(parts: Sequence[Shown]) -> str:
    return "\n".join(one.text for one in parts)


def of(number: int, parts: Sequence[Shown]) -> Shown:
    """The part that holds the step of this number."""
    return showing(step_word(number), parts)


def showing(words: str, parts: Sequence[Shown]) -> Shown:
    return next(one for one in parts if words in one.text)


@pytest.mark.crossed
@pytest.mark.parametrize("way", TWO, indirect=True)
async def test_a_digest_of_sixty_tells_all_of_them_whole(world: World, lena: Somebody) -> None:
    crowd = await morning(slack(world))
    head, *others = parts = lena.all_of("digest", where="atlas")
    assert len(parts) <= MOST_MESSAGES
    assert all(one.under == head.id and not one.broadcast for one in others)
    assert len(head.rows) > 30, "the head is more than a title"

    assert (
        "Atlas: 30 open steps for you, 60 new hand-offs (20 blocked, 20 at risk, 20 on track)" in head.text
    ), head.rows[1]
    assert str(head.rows[-1]) == f"Part 1 of {len(parts)}; it goes on in the thread."
    assert "Awake after you: Sydney" in parts[-1].text

    text = told(parts)
    for number in range(HANDOFFS):
        assert text.count(word(number).split(" One")[0]) == 1
        assert word(number) in text
    authors = Counter(re.findall(r"^(?:Blocked|At risk|On track): .*, from (.*) at \d\d:\d\d$", text, re.M))
    assert authors == {world.person(name).shown_name: 3 for name in crowd.sydney}
    heads = re.findall(r"^(Blocked|At risk|On track): (.*?), from ", text, re.M)
    order = ("Blocked", "At risk", "On track")
    assert len(heads) == HANDOFFS
    for project in {project for _, project in heads}:
        states = [order.index(state) for state, of in heads if of == project]
        assert states == sorted(states)
    assert "…" not in text, "nothing of this is long enough to be shortened"

    buttons = Counter(
        one.value for part in parts for row in part.rows if not isinstance(row, str) for one in row
    )
    assert len(buttons) == STEPS
    assert set(buttons.values()) == {len(OPEN)}, "each step has its buttons once"
    for number in range(0, HANDOFFS, 2):
        assert of(number, parts).buttons_below(step_word(number)) == OPEN
    for part in parts:
        assert_no_author_is_missing(part)
    assert refused(slack(world)) == []


def assert_no_author_is_missing(part: Shown) -> None:
    """A message begins with the head of a hand-off, never with what somebody unnamed left."""
    rows = [row for row in part.rows if isinstance(row, str)]
    first = next(row for row in rows if re.match("Blocked|At risk|On track|Awake", row))
    before = rows[: rows.index(first)]
    assert not any(row.startswith(("→", "Done", "Links", "#")) for row in before), part.text


async def acts_on_steps(world: SlackWorld, who: Somebody, parts: Sequence[Shown]) -> None:
    """Ten are picked up, five of them said back; ten more come back with a question, ten seconds each."""
    for number in range(0, 60, 2):
        await world.until(world.clock.now() + timedelta(seconds=10))
        part = of(number, parts)
        if number < 20:
            await who.presses("Pick up", on=part, below=step_word(number))
            if number < 10:
                await who.presses("Say it back", on=who.now(part, where="atlas"), below=step_word(number))
                await who.fills({"In your own words: what will you do?": f"I look into {number}"})
                await who.sends()
        elif number < 40:
            await who.presses("Ask", on=part, below=step_word(number))
            await who.fills({"What do you need to know?": f"Which *voucher* is {number}?"})
            await who.sends()


@pytest.mark.crossed
@pytest.mark.parametrize("way", ONE, indirect=True)
async def test_steps_change_where_they_stand(world: World, lena: Somebody) -> None:
    await morning(slack(world))
    parts = lena.all_of("digest", where="atlas")
    late = of(58, parts)
    before = world.count("digest", act="edit")
    await lena.presses("Done", on=late, below=step_word(58))
    await world.rests()
    edited = {one.id for one in parts if lena.now(one, where="atlas").text != one.text}
    assert late.id in edited
    assert edited <= {parts[0].id, late.id}, "what counts them, and where it stands"
    assert world.count("digest", act="edit") - before == len(edited)
    assert "29 open steps" in lena.now(parts[0], where="atlas").text

    await acts_on_steps(slack(world), lena, parts)
    await world.until(lena.at("Mon 09:20"))
    now = lena.all_of("digest", where="atlas")
    assert "9 open steps for you, 10 picked up, 10 waiting for an answer" in now[0].text
    assert of(0, now).buttons_below(step_word(0)) in (
        HELD,
        tuple(one for one in HELD if one != "Say it back"),
    )
    assert of(30, now).buttons_below(step_word(30)) == RETURNED
    assert "I look into 8" in of(8, now).text
    assert "Which *voucher* is 30?" in of(30, now).text
    assert refused(slack(world)) == []


async def leaves_thirty(relay: Relay) -> list[str]:
    """Lena leaves three hand-offs of ten steps each; what each says."""
    for project in relay.projects:
        values = {"state": "on_track", "summary": "Ten steps."}
        for row in range(10):
            values |= {f"steps.{row}.what": f"Try {project}-{row} again", f"steps.{row}.owner": "awake"}
        await relay.leaves("lena", project, values)
    return [f"Try {project}-{row} again" for project in relay.projects for row in range(10)]


async def asks_about(who: Somebody, words: str) -> None:
    await who.presses("Ask", on=showing(words, who.all_of("digest", where="atlas")), below=words)
    await who.fills({"What do you need to know?": f"{words}: where is it?"})
    await who.sends()


@pytest.mark.crossed
@pytest.mark.parametrize("way", ONE, indirect=True)
async def test_thirty_steps_and_twenty_questions_in_private(
    world: World, lena: Somebody, mia: Somebody
) -> None:
    box = slack(world)
    _, relay = await two_hundred_and_twenty(box)
    await world.until(lena.at("Mon 16:00"))
    left = await leaves_thirty(relay)
    await world.until(lena.at("Mon 17:20"))
    assert lena.sees("receipt").text.count("10 steps. Sydney reads it at 09:00 there") == len(relay.projects)

    await world.until(mia.at("Tue 09:02"))
    for words in left[:20]:
        await asks_about(mia, words)
    for words in left[20:]:
        await mia.presses("Pick up", on=showing(words, mia.all_of("digest", where="atlas")), below=words)
    await mia.opens_home()
    assert mia.home.text.count("You hold: ") == 10

    await world.until(lena.at("Tue 09:03"))
    note = [one for one in lena.private if one.kind == "note"]
    assert len(note) <= 3
    assert all(words in told(note) for words in left)
    assert sum(one.buttons.count("Answer") for one in note) == 20
    before = len(lena.told)
    await lena.commands("/digest", "me")
    everything = told(lena.told[before:])
    assert all(words in everything for words in left)
    assert "left out" not in everything
    await lena.opens_home()
    assert "And 4 more: /digest me shows all of them." in lena.home.text
    assert refused(box) == []


async def set_up(world: SlackWorld, crowd: Crowd, lena: Somebody) -> str:
    """A hundred write and a hundred receive; what the pages between say."""
    await lena.opens("/sunrelay setup", where="atlas")
    writes, receives = (*crowd.berlin[:80], *crowd.sydney), crowd.berlin[80:180]
    await lena.fills({"Team name": "Atlas", WRITES: writes, RECEIVES: receives})
    pages: list[str] = []
    for _ in range(2):
        await lena.sends()
        assert not lena.wrong
        pages.append(page_words(world, lena))
        assert len(pages[-1]) < READABLE
    await lena.sends()
    assert "200 in it" in lena.told[-1].text
    return pages[-1]


@pytest.mark.crossed
@pytest.mark.parametrize("way", ONE, indirect=True)
async def test_two_hundred_are_set_up_and_changed_by_the_form(world: World, lena: Somebody) -> None:
    box = slack(world)
    crowd = bring(box, berlin=IN_BERLIN, sydney=IN_SYDNEY)
    await world.until(lena.at("Mon 09:30"))
    preview = await set_up(box, crowd, lena)
    assert "Berlin: 80 people: welcomed Mon 09:30, asked Mon 17:15 there" in preview
    assert "Berlin: 100 people: welcomed Mon 09:30, reads only" in preview
    await world.until(lena.at("Mon 09:45"))
    announced = lena.sees("announcement", where="atlas").text
    assert "Berlin, 180 people: " in announced
    assert len(announced) < READABLE
    assert world.count("welcome") == 180
    assert lena.sees("welcome").text.startswith("You are in the relay of Atlas")

    await lena.opens("/sunrelay setup", where="atlas")
    await sends_pages(lena, {WRITES: (*crowd.berlin[:10], *crowd.sydney), RECEIVES: crowd.berlin[10:100]})
    await world.until(lena.at("Mon 09:50"))
    changed = lena.sees("change", where="atlas")
    for row in ("To receive only now: ", "Out of it: ", " more"):
        assert row in changed.text
    assert len(changed.text) < READABLE
    await lena.presses("Undo", on=changed)
    assert "Undone" in lena.told[-1].text
    await world.until(lena.at("Mon 09:55"))
    assert "undid" in lena.now(changed, where="atlas").text
    await lena.opens_home()
    assert "of 199 others" in lena.home.text
    assert refused(box) == []


@pytest.mark.parametrize("way", ONE, indirect=True)
@pytest.mark.crossed
async def test_the_hand_off_form_offers_everyone_or_says_who_is_missing(world: World, lena: Somebody) -> None:
    box = slack(world)
    await two_hundred_and_twenty(box)
    await world.until(lena.at("Mon 16:00"))
    await lena.opens("/handoff")
    ways = 4  # me, whoever is awake next, and two regions
    for rows in range(2, 11):
        if rows > 2:
            await lena.presses_in_form("Add a step")
        offered = lena.form.choices[f"Step {rows} is for"]
        missing = IN_BERLIN + IN_SYDNEY - 1 + ways - len(offered)
        assert missing == 0 or f"{missing} people of this team are not listed below" in page_words(
            world, lena
        )
        assert len(set(offered)) == len(offered), "no two look alike"
        assert all(len(one) <= 75 and (one.endswith("…") or len(one) < 75) for one in offered)
    view = box.box.person("lena").form.payload
    assert refused(box) == []
    assert len(json.dumps(view)) < 250_000


def test_the_names_are_as_long_as_names_get_and_no_two_alike() -> None:
    names = {long_name(number) for number in range(220)}
    assert len(names) == 220
    assert {len(name) for name in names} == {80}
