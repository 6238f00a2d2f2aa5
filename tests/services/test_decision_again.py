"""What was told of a decision is said again, wherever it stands, however old it is and whoever read it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.decision import Decision
from bot.messages.answer import Ask
from bot.services import away, forget, team
from storage import lasting, retention
from storage.forgetting import REMOVED
from storage.tables import places
from storage.transaction import Tx
from tests.services.asking import atlas
from tests.services.deciding import (
    PROPOSAL,
    TITLE,
    closes,
    goes_on_in,
    newest,
    objects,
    opened,
    proposes,
    sends_in,
    stands,
    votes,
)
from tests.services.editing import edited, page
from tests.services.given import Relay, at, channel, user


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work; in Berlin it is six. Kofi is in no team."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def with_kofi(relay: Relay, *who: str) -> Decision:
    there = atlas()
    there = replace(there, members=(*there.members, user("kofi")))
    second = await goes_on_in(there, relay, "sam", await opened(relay, "sam"), *who, "kofi")
    assert isinstance(second, Ask), second
    await sends_in(there, relay, "sam", second.form)
    return await newest(relay)


async def forgets(relay: Relay, name: str) -> None:
    """And goes on until it is said again."""
    await relay.store.transact(forget.forget, (await relay.person(name)).id, now=relay.now)
    await relay.until(relay.now + timedelta(minutes=30))


def make_private(tx: Tx) -> None:
    tx.run(update(places).where(places.c.external == channel("atlas").id).values(kind="private"))


async def sent(relay: Relay, name: str) -> list[str]:
    return [each.key for each in await relay.posted(to=name) if each.state == "sent"]


async def test_of_who_is_forgotten_no_outcome_says_the_title_not_even_the_superseded_one(
    relay: Relay,
) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    await relay.until(at("lena", "Wed 10:00"))
    await objects(relay, "lena")
    await relay.until(at("lena", "Wed 10:05"))
    assert TITLE in await relay.stands("decision_closed/1")
    await forgets(relay, "sam")
    assert "has been opened again" in await relay.stands("decision_closed/1")
    assert TITLE not in await relay.stands("decision_closed/1")
    assert TITLE not in await relay.stands("decision/1")


async def test_who_decides_no_more_does_not_keep_the_words_of_who_is_forgotten(relay: Relay) -> None:
    await with_kofi(relay, "maya")
    await relay.until(at("maya", "Tue 11:00"))
    key = f"decide/1/{(await relay.person('kofi')).id}"
    assert PROPOSAL in await relay.stands(key)
    await relay.store.transact(make_private)
    await relay.store.transact(team.left_channel, user("kofi"), place=channel("atlas"), now=relay.now)
    await forgets(relay, "sam")
    assert f"edit/{key}" in [each.key for each in await relay.posted(edits=True)]
    assert PROPOSAL not in await relay.stands(key)


async def test_a_note_of_who_decides_no_more_loses_them_too(relay: Relay) -> None:
    await relay.team("lena", "kofi", name="other")
    one = await proposes(relay, "sam", "maya", "lena")
    await relay.until(at("lena", "Tue 09:30"))
    [note] = await relay.posted("note", to="lena")
    await relay.store.transact(make_private)
    await relay.store.transact(team.left_channel, user("lena"), place=channel("atlas"), now=relay.now)
    assert await relay.store.read(lasting.told, one) == {(await relay.person("lena")).id}
    await forgets(relay, "sam")
    assert f"edit/{note.key}" in [each.key for each in await relay.posted(edits=True)]
    assert TITLE not in await relay.stands(note.key)


async def test_it_is_said_again_long_after_its_letters_are_gone(relay: Relay) -> None:
    one = await with_kofi(relay, "maya")
    await votes(relay, "maya", "approve")
    await relay.until(at("kofi", "Tue 10:00"))
    await closes(relay, one)
    kofi = (await relay.person("kofi")).id
    await relay.until(at("maya", "Mon 12:00", week=6))
    while await relay.store.transact(retention.sweep, now=relay.now):
        pass
    await forgets(relay, "sam")
    edits = {each.key for each in await relay.posted(edits=True)}
    assert edits >= {"edit/decision/1", "edit/decision_closed/1", f"edit/decide/1/{kofi}"}


async def test_the_note_of_who_is_left_out_as_it_is_opened_again_does_not_say_it_is_adopted(
    relay: Relay,
) -> None:
    one = await proposes(relay, "sam", "maya", "lena")
    await relay.until(at("lena", "Tue 09:30"))
    await votes(relay, "maya", "approve")
    await closes(relay, one)
    [note] = await relay.posted("note", to="lena")
    assert "Adopted, as" in await relay.stands(note.key)
    await relay.store.transact(away.said, user("lena"), "4 nov - 20 nov", now=relay.now)
    await relay.until(at("maya", "Wed 10:00"))
    await objects(relay, "maya")
    assert (await stands(relay)).left_out == ((await relay.person("lena")).id,)
    assert "Adopted, as" not in await relay.stands(note.key)


async def test_who_is_in_no_team_hears_of_it_in_their_hours_as_it_is_opened_again(relay: Relay) -> None:
    one = await with_kofi(relay, "maya")
    await votes(relay, "maya", "approve")
    await relay.until(at("kofi", "Tue 10:00"))
    await closes(relay, one)
    await relay.until(at("maya", "Wed 16:00"))
    await objects(relay, "maya")
    await relay.until(at("kofi", "Thu 08:59"))
    first = f"decide/1/{(await relay.person('kofi')).id}"
    assert await sent(relay, "kofi") == [first]
    await relay.until(at("kofi", "Thu 09:01"))
    assert await sent(relay, "kofi") == [first, f"{first}/again"]
    assert "It is open again after a late objection" in await relay.stands(f"{first}/again")
    await votes(relay, "kofi", "approve")
    assert "You approved." in await relay.stands(f"{first}/again")
    assert await relay.stands(first) == await relay.stands(f"{first}/again")


async def test_an_edit_says_nothing_more_of_who_is_forgotten(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena")
    await objects(relay, "lena", "The heron rate.")
    await edited(relay, "maya")
    await relay.until(at("maya", "Mon 12:30"))
    assert "Lena has voted" in await relay.stands("decision_edited/1/1")
    await forgets(relay, "lena")
    assert "Lena" not in await relay.stands("decision_edited/1/1")
    one = await stands(relay)
    assert [vote.reason for vote in one.edits[0].reset.values()] == [REMOVED]
    await forgets(relay, "sam")
    assert "Sam edited" not in await relay.stands("decision_edited/1/1")


async def test_who_is_in_no_team_hears_once_more_only_where_a_vote_was_reset(relay: Relay) -> None:
    one = await with_kofi(relay, "maya")
    first = f"decide/1/{(await relay.person('kofi')).id}"
    await relay.until(at("kofi", "Tue 10:00"))
    await edits_with_kofi(relay, "Another.")
    assert "Another." in await relay.stands(first)
    await relay.until(at("kofi", "Tue 10:30"))
    assert await sent(relay, "kofi") == [first]
    await votes(relay, "kofi", "approve")
    await edits_with_kofi(relay, "A third.")
    await relay.until(at("kofi", "Tue 10:31"))
    assert await sent(relay, "kofi") == [first, f"{first}/edit2"]
    assert "your vote was reset" in await relay.stands(f"{first}/edit2")
    assert (await stands(relay)).closes_at > one.closes_at
    await edited(relay, "maya", proposal="A fourth.")
    assert "It no longer waits for your vote: others decide it." in await relay.stands(first)


async def edits_with_kofi(relay: Relay, proposal: str) -> None:
    there = replace(atlas(), members=(*atlas().members, user("kofi")))
    form = await page(relay)
    second = await goes_on_in(there, relay, "sam", form, "maya", "kofi", proposal=proposal)
    assert isinstance(second, Ask), second
    await sends_in(there, relay, "sam", second.form)


async def test_objections_however_long_leave_the_buttons_in_the_first_message(relay: Relay) -> None:
    await proposes(relay, "sam", "maya", "lena", "sam")
    for name in ("maya", "lena", "sam"):
        await objects(relay, name, f"{'&' * 1400} the end of {name}")
    standing = await relay.stands("decision/1")
    assert "[Approve] [Object] [Abstain] [Edit] [Withdraw]" in standing
    assert "Lena: &&&" in standing
    assert "the end of" not in standing
    assert await relay.store.read(lasting.parts, "decision/1") == 1
    await closes(relay, await stands(relay))
    texts = " ".join(each.text for each in await relay.posted("decision_closed"))
    assert "the end of lena" in texts
    assert "the end of sam" in texts
