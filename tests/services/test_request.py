"""Requests: to whom they come and when, what is promised, the list, and taking them back."""

from bot.services import request
from tests.services.asking import asks, at_noon, held, replies, withdraws
from tests.services.given import Relay, at, told, user


async def test_who_works_has_it_at_once_and_who_sleeps_in_their_note(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", "lena")
    [letter] = await relay.posted("ask")
    assert letter.key == f"ask/{one.id}/{(await relay.person('maya')).id}"
    assert "Sam asks you and Lena a question" in letter.text
    assert await held(relay, "lena") == [("ask", f"{one.id}")]
    [receipt] = await relay.posted("ask_receipt", to="sam")
    assert "Maya gets it now." in receipt.text
    assert "Lena reads it when their day begins, Tue 3 Nov, 00:00 (Los Angeles)." in receipt.text
    await relay.until(at("lena", "Tue 09:01"))
    [note] = await relay.posted("note", to="lena")
    assert "Sam asks you and Maya a question" in note.text
    assert "[Answer]" in note.text


async def test_who_is_in_no_team_has_it_as_soon_as_they_work(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya")
    one = await asks(relay, "sam", "lena")
    await relay.delivers()
    [letter] = await relay.posted("ask")
    assert letter.state == "waiting"
    assert await held(relay, "lena") == []
    relay.clock.move_to(at("lena", "Tue 09:01"))
    await relay.delivers()
    [letter] = await relay.posted("ask")
    assert (letter.state, letter.key.split("/")[1]) == ("sent", f"{one.id}")


async def test_who_leaves_their_last_team_overnight_has_it_all_the_same(relay: Relay) -> None:
    await at_noon(relay)
    await asks(relay, "sam", "lena")
    await relay.leaves("lena")
    assert await held(relay, "lena") == []
    relay.clock.move_to(at("lena", "Tue 09:01"))
    await relay.delivers()
    assert [one.state for one in await relay.posted("ask")] == ["sent"]


async def test_only_who_asked_takes_it_back_and_once(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", "lena")
    assert "Only Sam can withdraw this" in told(await withdraws(relay, "maya", one.id))
    assert told(await withdraws(relay, "sam", one.id)).startswith("Withdrawn.")
    assert "nothing is left to do" in await relay.stands(f"ask/{one.id}/{(await relay.person('maya')).id}")
    assert told(await withdraws(relay, "sam", one.id)).startswith("You have withdrawn this already")
    assert "Sam has withdrawn this, so it needs no answer any more" in told(
        await replies(relay, "maya", one.id, "The second.")
    )
    await relay.until(at("lena", "Tue 09:01"))
    assert await relay.posted("note", to="lena") == []


async def test_a_letter_that_has_not_left_when_it_is_taken_back_never_does(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya")
    await withdraws(relay, "sam", one.id)
    await relay.delivers()
    [letter] = await relay.posted("ask")
    assert (letter.state, letter.why) == ("dropped", "taken back")


async def test_a_time_that_is_named_is_an_instant_for_everyone(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", by="thu 15:00")
    assert one.content.by_at == at("sam", "Thu 15:00")
    [letter] = await relay.posted("ask")
    assert "Needed by: Thu 5 Nov, 18:00 (New York)" in letter.text


async def test_a_day_that_is_named_is_told_as_its_date_where_it_was_said(relay: Relay) -> None:
    await at_noon(relay)
    other = await asks(relay, "sam", "maya", by="tomorrow")
    assert (other.content.by, other.content.by_at) == ("Tue 3 Nov (in Los Angeles)", None)
    [letter] = await relay.posted("ask")
    assert "Needed by: Tue 3 Nov (in Los Angeles)" in letter.text


async def test_the_promise_is_told_with_how_it_was_reckoned(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    relay.clock.move_to(at("maya", "Fri 12:00"))
    await asks(relay, "sam", "maya")
    [receipt] = await relay.posted("ask_receipt")
    assert (
        "Expect an answer by Mon 9 Nov, 06:00 (Los Angeles): 24 hours after asking is Sat 7 Nov, 12:00 "
        "(New York), outside Maya's hours, and Maya is back Mon 9 Nov, 09:00 (New York)." in receipt.text
    )


async def test_the_list_has_what_waits_on_them_and_what_they_asked(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya")
    mine = told(await relay.store.read(request.listed, user("sam"), now=relay.now))
    assert "Nothing waits on you." in mine
    assert "To Maya: answer expected by Tue 3 Nov, 09:15 (Los Angeles)" in mine
    hers = told(await relay.store.read(request.listed, user("maya"), now=relay.now))
    assert "Sam: answer expected by" in hers
    assert "You are waiting for no answer." in hers
    await replies(relay, "maya", one.id, "The second.")
    assert "answered by Maya" in told(await relay.store.read(request.listed, user("sam"), now=relay.now))
    hers = told(await relay.store.read(request.listed, user("maya"), now=relay.now))
    assert hers.startswith("Nothing waits on you, and you are waiting for no answer.")
