"""What nobody has answered in time is passed on by whoever asked, to the region that is awake next, once."""

import pytest

from bot.domain.identity import RequestId, TeamId
from bot.domain.request import Request
from bot.messages.answer import Answer
from bot.services import request_pass
from bot.services.request_overdue import OFFER
from storage import people, timers
from tests.services.asking import ABOUT, asks, opened, replies, sends, stands, withdraws
from tests.services.given import Relay, at, channel, told, user

# Maya was reminded at nine in New York, and has had four hours since; Sam has them in the morning after.
OFFERED = at("maya", "Wed 13:00")
NOTED = at("sam", "Thu 09:01")


async def asked(
    relay: Relay, *to: str, names: tuple[str, ...] = ("lena", "maya", "sam"), **more: str
) -> None:
    """By Sam, at noon in New York; the promise ends a day later."""
    await relay.team(*names)
    await relay.until(at("maya", "Mon 12:00"))
    await asks(relay, "sam", *to, **more)


async def passes(relay: Relay, name: str = "sam", number: int = 1, *, team: int | None = None) -> Answer:
    there = team if team is not None else (await relay.whole()).id
    return await relay.store.transact(
        request_pass.pass_on, user(name), RequestId(number), team=TeamId(there), now=relay.now
    )


async def offers(relay: Relay, name: str) -> list[str]:
    return [one.text for one in await relay.posted("note", to=name) if "You can pass it on" in one.text]


async def there(relay: Relay, number: int) -> Request:
    return await stands(relay, RequestId(number))


async def test_who_asked_is_offered_it_in_their_note_after_those_asked_were_reminded(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(at("maya", "Wed 12:59"))
    assert "Pass it on" not in await relay.stands("ask_receipt/1")
    await relay.until(OFFERED)
    assert "[Pass it on] [Withdraw]" in await relay.stands("ask_receipt/1"), "an edit, which disturbs nobody"
    assert await offers(relay, "sam") == []
    await relay.until(at("sam", "Mon 09:01", week=1))
    [offer] = await offers(relay, "sam")
    assert "You can pass it on to whichever region of Atlas is awake next." in offer
    assert "It then stands in the channel of Atlas, as you wrote it, and Maya need not answer" in offer
    assert [await offers(relay, name) for name in ("maya", "lena")] == [[], []]


async def test_passed_on_it_is_a_regions_with_a_promise_of_its_own(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(NOTED)
    said = told(await passes(relay))
    assert said.startswith("Passed on to Berlin: it stands in the channel")
    assert "Expect an answer by Mon 9 Nov, 00:00 (Los Angeles)" in said
    one = await there(relay, 2)
    assert (one.label, one.to, one.state) == ("Berlin", ((await relay.person("lena")).id,), "waiting")
    assert one.content == (await there(relay, 1)).content
    assert one.promise is not None
    assert one.promise.at == at("lena", "Mon 09:00", week=1), "a day later Lena's Friday is over"
    [post] = await relay.posted("ask_here", to="atlas")
    assert "Sam asks Berlin a question" in post.text
    await relay.until(at("lena", "Fri 09:01"))
    [note] = await relay.posted("note", to="lena")
    assert ABOUT in note.text
    told(await replies(relay, "lena", one.id, "The second."))
    assert "Lena answered" in await relay.stands("ask_receipt/2")


async def test_who_had_it_reads_that_it_was_passed_on_and_cannot_answer_it_there(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(NOTED)
    await passes(relay)
    maya = (await relay.person("maya")).id
    assert "Passed on to Berlin: you need not answer any more." in await relay.stands(f"ask/1/{maya}")
    [reminder] = [one for one in await relay.posted("note", to="maya") if ABOUT in one.text]
    stands_now = await relay.stands(reminder.key)
    assert "you need not answer any more" in stands_now
    assert "[Answer]" not in stands_now
    assert "Passed on to Berlin: nothing is left to do here." in await relay.stands("ask_receipt/1")
    said = told(await replies(relay, "maya", RequestId(1), "The first."))
    assert (
        said == "Passed on to Berlin: this needs no answer here any more. If you know the answer, tell Sam."
    )


async def test_pressed_twice_it_is_passed_on_once(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(NOTED)
    await passes(relay)
    assert told(await passes(relay)).startswith("Passed on to Berlin already")
    assert len(await relay.posted("ask_here")) == 1
    [note] = [one for one in await relay.posted("note", to="sam") if ABOUT in one.text]
    assert "[Pass it on]" not in await relay.stands(note.key)


async def test_who_passed_it_on_reads_so_whatever_they_do_and_whatever_became_of_that(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(NOTED)
    await passes(relay)
    await withdraws(relay, "sam", RequestId(2))
    said = "Passed on to Berlin already, as a request of its own: while that waits, /ask list shows it."
    assert told(await withdraws(relay, "sam", RequestId(1))) == said
    assert told(await passes(relay)) == said


async def test_where_it_stood_in_the_teams_channel_it_says_so_and_goes_on_there(relay: Relay) -> None:
    await asked(relay, "maya", where="here")
    await relay.until(NOTED)
    await passes(relay)
    assert "Passed on to Berlin: nothing is left to do here." in await relay.stands("ask_here/1")
    assert "Sam asks Berlin a question" in await relay.stands("ask_here/2")
    assert (await there(relay, 2)).place == (await there(relay, 1)).place


async def test_a_region_that_was_asked_gives_way_to_another(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    form = await opened(relay, "sam", "New York")
    await sends(relay, "sam", form, group=form.values["group"])
    await relay.until(NOTED)
    await passes(relay)
    assert [(await there(relay, one)).label for one in (1, 2)] == ["New York", "Berlin"]


async def test_of_several_regions_it_is_the_one_awake_next(relay: Relay) -> None:
    await asked(relay, "maya", names=("lena", "mia", "arjun", "maya", "sam"))
    await relay.until(NOTED)
    await passes(relay)
    assert (await there(relay, 2)).label == "Sydney", "it is Friday morning there"


@pytest.mark.parametrize("became", ["answered", "withdrawn"])
async def test_what_needs_no_answer_any_more_is_neither_offered_nor_passed_on(
    relay: Relay, became: str
) -> None:
    await asked(relay, "maya")
    await relay.until(at("maya", "Wed 10:00"))
    if became == "answered":
        await replies(relay, "maya", RequestId(1), "Yes.")
    else:
        await withdraws(relay, "sam", RequestId(1))
    assert await relay.store.read(timers.get, OFFER, "1") is None
    await relay.until(NOTED)
    assert await offers(relay, "sam") == []


async def test_what_is_answered_once_it_was_offered_is_not_passed_on(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(NOTED)
    await replies(relay, "maya", RequestId(1), "Yes.")
    assert told(await passes(relay)).startswith("Maya answered this (")
    assert await relay.posted("ask_here") == []


async def test_before_it_is_offered_and_by_others_it_is_not_passed_on(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(at("maya", "Tue 12:01"))
    assert "no longer there" in told(await passes(relay))
    await relay.until(NOTED)
    assert "no longer there" in told(await passes(relay, "maya"))
    assert await relay.posted("ask_here") == []


@pytest.mark.parametrize("names", [("maya", "sam"), ("lena", "sam")], ids=["no other region", "no team"])
async def test_where_no_other_region_is_it_is_not_offered(relay: Relay, names: tuple[str, ...]) -> None:
    """In the second, Maya is in no team with Sam."""
    await asked(relay, "maya", names=names)
    await relay.until(NOTED)
    assert (await there(relay, 1)).state == "overdue"
    assert await offers(relay, "sam") == []
    assert "Pass it on" not in await relay.stands("ask_receipt/1")


async def test_a_team_that_was_asked_whole_has_nobody_else(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    form = await opened(relay, "sam", "@Atlas which rate?")
    await sends(relay, "sam", form, group=form.values["group"])
    await relay.until(at("sam", "Fri 09:01"))
    assert await offers(relay, "sam") == []


async def test_where_the_other_region_has_left_since_it_stays_with_those_asked(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(NOTED)
    await relay.leaves("lena")
    assert told(await passes(relay)).startswith("No other region of your team can take this")
    assert (await there(relay, 1)).state == "overdue"


async def test_it_is_passed_on_in_the_team_that_the_button_named_only(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(NOTED)
    assert told(await passes(relay, team=99)).startswith("No other region of your team")


async def test_what_stands_in_a_private_channel_goes_to_no_other(relay: Relay) -> None:
    await relay.store.transact(people.place, channel("atlas", kind="private"))
    await relay.team("lena", "maya", "sam", name="borealis")
    await relay.team("maya", "sam")
    await relay.until(at("maya", "Mon 12:00"))
    form = await opened(relay, "sam", "@Atlas which rate?")
    await sends(relay, "sam", form, group=form.values["group"])
    await relay.until(at("sam", "Fri 09:01"))
    assert (await there(relay, 1)).state == "overdue"
    assert await offers(relay, "sam") == []


async def test_passed_on_and_overdue_again_it_is_offered_again(relay: Relay) -> None:
    await asked(relay, "maya")
    await relay.until(NOTED)
    await passes(relay)
    await relay.until(at("sam", "Fri 09:01", week=1))
    assert (await there(relay, 2)).offered_at is not None
    assert len(await offers(relay, "sam")) == 2
