"""Decisions are found by what was written in them, by those who may read them, ten at a time."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.identity import DecisionId, Place
from bot.messages import decision_find as messages
from bot.messages.answer import Ask, Tell
from bot.services import decision, decision_find
from bot.services.forget import forget
from storage import decisions
from storage.tables import decision_words
from storage.transaction import Tx
from tests.services.deciding import (
    PROPOSAL,
    TITLE,
    WHY_NOT,
    closes,
    goes_on,
    leaves_channel,
    make_private,
    objects,
    opened,
    proposes,
    sends,
    votes,
)
from tests.services.editing import edited
from tests.services.given import Relay, at, buttons, channel, told, user

NOTHING = "No decision has all of"


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def finds(relay: Relay, who: str, words: str, *within: Place, before: DecisionId | None = None) -> str:
    return told(await relay.store.read(decision_find.find, user(who), words, within=within, before=before))


async def forgets(relay: Relay, who: str) -> None:
    person = await relay.person(who)
    await relay.store.transact(forget, person.id, now=relay.now)


def _kept(tx: Tx) -> int:
    return int(tx.value(select(func.count()).select_from(decision_words)))


async def titled(relay: Relay, title: str) -> None:
    await proposes(relay, "sam", "maya", title=title)


async def test_it_is_found_by_any_of_its_fields_with_what_became_of_it(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    mine = await finds(relay, "maya", "VOUCHERS everywhere checkout")
    assert f"{TITLE}: open, closes Tue 3 Nov, 12:15 (New York). Proposed by Sam." in mine
    assert "It waits for your vote." in mine
    assert NOTHING in await finds(relay, "maya", "vouchers nowhere"), "all words have to stand in it"
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    theirs = await finds(relay, "sam", "vouchers")
    assert f"{TITLE}: adopted, as Maya approved and nobody objected, Tue 3 Nov, 09:15" in theirs
    assert "Proposed by you." in theirs


async def test_what_else_would_do_is_looked_in_too(relay: Relay) -> None:
    form = await opened(relay, "sam")
    second = await goes_on(relay, "sam", form, "maya", alternatives="A table, mended monthly.")
    assert isinstance(second, Ask)
    await sends(relay, "sam", second.form)
    assert TITLE in await finds(relay, "maya", "mended")


async def test_an_objection_is_found_by_its_reason_while_it_stands(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await objects(relay, "lena", WHY_NOT)
    assert TITLE in await finds(relay, "maya", "canada vouchers")
    await votes(relay, "lena", "approve")
    assert NOTHING in await finds(relay, "maya", "canada")


async def test_an_edited_one_is_found_by_what_it_says_now(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await objects(relay, "lena", WHY_NOT)
    await edited(relay, "maya", "lena", proposal="Close the turquoise shop.")
    assert TITLE in await finds(relay, "maya", "turquoise")
    assert NOTHING in await finds(relay, "maya", "everywhere"), "it says so no more"
    assert NOTHING in await finds(relay, "maya", "canada"), "the objection was reset"


async def test_it_is_found_by_its_outcome(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya")
    await titled(relay, "Another one")
    assert NOTHING in await finds(relay, "maya", "vouchers withdrawn")
    await relay.store.transact(decision.withdraw, user("sam"), one.id, now=relay.now)
    mine = await finds(relay, "maya", "withdrawn")
    assert f"{TITLE}: withdrawn by Sam" in mine
    assert "Another one" not in mine
    assert NOTHING in await finds(relay, "maya", "vouchers open")


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Crème brûlée on Fridays", "BRULEE creme"),
        ("東京の決定について", "決定"),
        ("ガス料金の見直し", "ｶﾞｽ"),
        ("Straße sperren", "STRASSE"),
        ("100% of 5_a rates", "100% 5_a"),
    ],
)
async def test_however_it_is_typed(relay: Relay, title: str, typed: str) -> None:
    await titled(relay, title)
    await titled(relay, "1000 or 55a, another")
    found = await finds(relay, "maya", typed)
    assert title in found
    assert "another" not in found


async def test_the_newest_stand_first_ten_on_a_page(relay: Relay) -> None:
    for number in range(1, 13):
        await titled(relay, f"Vouchers, part {number}")
    answer = await relay.store.read(decision_find.find, user("maya"), "part vouchers", within=())
    first = told(answer)
    assert first.index("part 12") < first.index("part 11") < first.index("part 3")
    assert "part 2:" not in first
    assert "[More] [Find others]" in first
    last = await finds(relay, "maya", "part vouchers", before=DecisionId(3))
    assert "part 2:" in last
    assert "part 1:" in last
    assert "part 3:" not in last
    assert "[More]" not in last
    assert "Those were all" in await finds(relay, "maya", "part vouchers", before=DecisionId(1))


async def test_the_button_for_more_carries_where_to_go_on(relay: Relay) -> None:
    for number in range(11):
        await titled(relay, f"Vouchers, part {number}")
    answer = await relay.store.read(decision_find.find, user("maya"), "  Part  VOUCHERS", within=())
    assert isinstance(answer, Tell)
    [more] = [one for one in buttons(answer.document) if one.name == messages.MORE]
    assert more.value == "2:Part VOUCHERS"


async def test_what_is_nothing_to_look_for_finds_nothing(relay: Relay) -> None:
    await proposes(relay, "sam", "maya")
    assert NOTHING in await finds(relay, "maya", "\u200b")


async def test_too_much_is_refused_and_handed_back(relay: Relay) -> None:
    many = " ".join(f"word{number}" for number in range(13))
    for typed in (many, "x" * 201):
        answer = await finds(relay, "maya", typed)
        assert "I look for at most 12 words" in answer
        assert typed in answer


async def test_who_is_not_met_is_told_so_and_other_workspaces_find_nothing(relay: Relay) -> None:
    await proposes(relay, "sam", "maya")
    assert TITLE not in await finds(relay, "stranger", "vouchers")


async def test_in_a_private_channel_its_members_alone_find_it(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya")
    await relay.store.transact(make_private)
    assert NOTHING in await finds(relay, "lena", "vouchers")
    assert NOTHING in await finds(relay, "lena", "vouchers", channel("other"))
    assert TITLE in await finds(relay, "lena", "vouchers", channel("atlas"))
    assert TITLE in await finds(relay, "maya", "vouchers"), "she decides"
    await closes(relay, one)
    assert NOTHING in await finds(relay, "maya", "vouchers")
    await leaves_channel(relay, "maya")
    assert NOTHING in await finds(relay, "maya", "vouchers")


async def test_whoever_is_forgotten_leaves_nothing_to_find(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await objects(relay, "lena")
    await forgets(relay, "lena")
    assert NOTHING in await finds(relay, "maya", "canada")
    assert TITLE in await finds(relay, "maya", "vouchers")
    await forgets(relay, "sam")
    assert NOTHING in await finds(relay, "maya", "vouchers")
    assert NOTHING in await finds(relay, "maya", PROPOSAL)


async def test_a_mention_of_the_forgotten_is_not_found_either(relay: Relay) -> None:
    lena = user("lena").id
    await titled(relay, f"Ask <@{lena}> about vouchers")
    assert "vouchers" in await finds(relay, "maya", lena)
    await forgets(relay, "lena")
    assert NOTHING in await finds(relay, "maya", lena)
    assert "about vouchers" in await finds(relay, "maya", "vouchers")


async def test_what_is_past_its_keeping_is_found_by_nothing(relay: Relay) -> None:
    one = await proposes(relay, "sam", "maya")
    await closes(relay, one)
    await titled(relay, "A newer one")
    later = relay.now + timedelta(days=400)
    await relay.store.transact(decisions.forget, later, most=10)
    assert NOTHING in await finds(relay, "maya", "vouchers")
    assert await relay.store.read(_kept) == 1
