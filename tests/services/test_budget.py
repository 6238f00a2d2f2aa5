"""Quiet hours and the ping budget, as every private letter meets them before it leaves."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.person import Person
from bot.messages.document import Document, say
from bot.services.budget import MOST, RULES, UNKNOWN, has_room
from bot.services.posting import tell
from storage import notes, pings
from storage.notes import Item
from storage.transaction import Tx
from tests.services.given import Relay, at, day

NIGHT, WORK = "Tue 03:00", "Tue 10:00"
ANYTIME = [
    "prompt",
    "reminder",
    "snooze",
    "receipt",
    "card",
    "offer",
    "ask_receipt",
    "ask_reply_urgent",
    "ask_unreached_urgent",
    "ask_urgent",
    "ask_urgent_file",
    "consent_receipt",
]
WAITING = ["question", "answer"]


def put(tx: Tx, person: Person, kind: str, key: str, *, now: datetime) -> None:
    document = Document(blocks=(say("Hear this."),), summary="Hear this.", kind=kind)
    tell(tx, person, document, key=key, now=now)


async def sends(relay: Relay, kind: str, moment: str, *, number: int = 7) -> str:
    """Put a letter of that kind to Lena at that moment; what has become of it."""
    await relay.until(at("lena", moment), delivers=False)
    lena = await relay.person("lena")
    key = f"{kind}/{number}"
    await relay.store.transact(put, lena, kind, key, now=relay.now)
    await relay.delivers()
    return next(one.state for one in await relay.posted(to="lena") if one.key == key)


@pytest.fixture
async def team(relay: Relay) -> None:
    await relay.team("sam", "lena")


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("kind", [*WAITING, "made up"])
async def test_in_their_hours_it_comes(relay: Relay, kind: str) -> None:
    assert await sends(relay, kind, WORK) == "sent"


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("kind", ["receipt", "card"])
async def test_what_they_have_just_done_is_answered_at_any_time(relay: Relay, kind: str) -> None:
    assert await sends(relay, kind, NIGHT) == "sent"


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("kind", WAITING)
async def test_at_night_what_a_colleague_says_waits_in_the_note(relay: Relay, kind: str) -> None:
    assert await sends(relay, kind, NIGHT) == "dropped"
    lena = await relay.person("lena")
    waiting = await relay.store.read(notes.holding, [lena.id])
    assert waiting[lena.id] == [Item(kind=kind, subject="7")]


@pytest.mark.usefixtures("team")
async def test_at_night_anything_else_waits_for_their_hours(relay: Relay) -> None:
    assert await sends(relay, "made up", NIGHT) == "waiting"
    relay.clock.move_to(at("lena", "Tue 09:00"))
    await relay.delivers()
    assert [one.state for one in await relay.posted("made up")] == ["sent"]


@pytest.mark.usefixtures("team")
async def test_one_thing_a_day_beside_the_evening(relay: Relay) -> None:
    assert await sends(relay, "made up", WORK) == "sent"
    assert await sends(relay, "made up", "Tue 11:00", number=8) == "waiting"
    assert await sends(relay, "question", "Tue 12:00") == "sent", "a colleague is not counted"
    await relay.until(at("lena", "Tue 20:00"))
    evening = [(one.kind, one.state) for one in await relay.posted("prompt", "reminder", to="lena")]
    assert evening[-2:] == [("prompt", "sent"), ("reminder", "sent")], "they have their room"
    relay.clock.move_to(at("lena", "Wed 09:00"))
    await relay.delivers()
    assert [one.state for one in await relay.posted("made up")] == ["sent", "sent"]


@pytest.mark.usefixtures("team")
async def test_a_prompt_beyond_the_budget_lapses_and_the_ledger_says_why(relay: Relay) -> None:
    """As when a flight puts two evenings on one date."""
    await relay.until(at("lena", "Tue 17:00"))
    lena = await relay.person("lena")
    for key in ("note/2/x", "prompt/2/x", "reminder/2/x"):
        await relay.store.transact(pings.note, lena.id, day("Tue"), key, now=relay.now)
    await relay.until(at("lena", "Tue 19:00"))
    evening = await relay.evening("lena", "Tue")
    assert evening is not None
    assert (evening.state, evening.why) == ("skipped", "budget")


@pytest.mark.usefixtures("team")
async def test_what_came_is_counted_once(relay: Relay) -> None:
    await relay.until(at("lena", "Mon 20:00"))
    lena = await relay.person("lena")
    keys = await relay.store.read(pings.of_day, lena.id, day("Mon"))
    assert keys == [f"prompt/{lena.id}/{day('Mon')}", f"reminder/{lena.id}/{day('Mon')}"]


@pytest.mark.usefixtures("team")
async def test_one_who_was_not_reached_was_not_pinged(relay: Relay) -> None:
    await relay.until(at("lena", "Mon 17:15"), delivers=False)
    await relay.delivers(refuses="prompt/")
    lena = await relay.person("lena")
    assert await relay.store.read(pings.of_day, lena.id, day("Mon")) == []


@pytest.mark.parametrize(
    ("kind", "had", "fits"),
    [
        ("note", [], True),
        ("note", ["prompt/1/x", "reminder/1/x"], True),
        ("note", ["welcome/1/1/x"], False),
        ("welcome", ["note/1/x"], False),
        ("prompt", ["note/1/x"], True),
        ("reminder", ["note/1/x", "prompt/1/x"], True),
        ("prompt", ["note/1/x", "prompt/1/x", "reminder/1/x"], False),
        ("snooze", ["note/1/x", "prompt/1/x", "reminder/1/x"], True),
        ("question", ["note/1/x", "prompt/1/x", "reminder/1/x"], True),
        ("made up", ["note/1/x"], False),
    ],
    ids=[
        "first",
        "a note after an evening",
        "a note after a welcome",
        "a welcome after a note",
        "a prompt after a note",
        "a reminder after both",
        "a second prompt",
        "a snooze",
        "a question",
        "whatever else",
    ],
)
def test_what_fits_into_a_day(kind: str, had: list[str], fits: bool) -> None:
    assert has_room(RULES.get(kind, UNKNOWN), had) == fits


@given(st.lists(st.sampled_from([*RULES, "made up", "made up too"]), max_size=30))
def test_whatever_comes_in_whatever_order_no_day_has_more_than_three_unasked_for(kinds: list[str]) -> None:
    had: list[str] = []
    for number, kind in enumerate(kinds):
        rule = RULES.get(kind, UNKNOWN)
        if rule.counted and has_room(rule, had):
            had.append(f"{kind}/{number}")
    evening = [one for one in had if one.startswith(("prompt/", "reminder/"))]
    assert len(had) <= MOST
    assert len(had) - len(evening) <= 1, "the evening keeps room for two"


def test_only_the_stated_exceptions_come_at_night() -> None:
    assert {kind for kind, rule in RULES.items() if rule.anytime} == set(ANYTIME)
    assert not UNKNOWN.anytime
    assert UNKNOWN.counted


def test_only_what_is_answered_asked_for_or_addressed_goes_uncounted() -> None:
    counted = {kind for kind, rule in RULES.items() if rule.counted}
    assert counted == {"prompt", "reminder", "note", "welcome"}
