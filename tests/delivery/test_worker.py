"""The worker sends each letter once, in order, at the platform's pace, and only while it still holds."""

import asyncio
from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any, Literal

import pytest

from bot.delivery.pace import Limits
from bot.delivery.take import NEVER_SENT
from bot.domain.identity import UserRef
from bot.messages.letter import Letter
from bot.services.platform import Refused, Throttled
from bot.services.verdict import Drop, Hold, Send, Verdict
from tests.delivery.bench import MINUTE, SECOND, Bench, until
from tests.storage.letter import ELSEWHERE, LENA, edit, letter

Lines = list[MutableMapping[str, Any]]


def to_person(number: int) -> Letter:
    return letter(f"prompt/{number}", to=UserRef(platform="slack", tenant="T1", id=f"U{number}"))


async def test_an_empty_outbox_has_no_next_instant(bench: Bench) -> None:
    assert await bench.worker().run_due() is None


async def test_a_letter_is_sent_once_recorded_and_told(bench: Bench) -> None:
    worker = bench.worker()
    await bench.put(letter("a"))
    await bench.run(worker)
    await bench.run(worker)
    assert bench.platform.posts() == ["a"]
    assert await bench.states() == {"a": "sent"}
    message = await bench.post("a")
    assert message is not None
    assert (message.id, message.place.id) == ("at a", "C1")
    assert [key for key, _ in bench.house.heard] == ["a"]
    assert not worker.busy


async def test_a_conversation_keeps_its_order_a_second_apart_and_others_do_not_wait(bench: Bench) -> None:
    await bench.put(letter("a1"), letter("a2"), letter("b1", to=ELSEWHERE), letter("a3"))
    worker = bench.worker()
    assert await worker.run_due() == bench.clock.start + SECOND
    assert sorted(bench.platform.posts()) == ["a1", "b1"]
    await bench.run(worker)
    assert [bench.platform.at(key) for key in ("a1", "a2", "a3")] == [[timedelta()], [SECOND], [2 * SECOND]]


async def test_conversations_are_sent_at_the_same_time_but_not_all_of_them(bench: Bench) -> None:
    await bench.put(*(to_person(number) for number in range(50)))
    await bench.run(bench.worker())
    assert len(bench.platform.posts()) == 50
    assert 2 <= bench.platform.most_at_once <= 20


async def test_a_hanging_conversation_keeps_no_other_waiting(bench: Bench) -> None:
    gate = bench.platform.gates["a"] = asyncio.Event()
    await bench.put(letter("a"))
    worker = bench.worker()
    running = asyncio.create_task(worker.run_due())
    await until(lambda: bench.platform.posts() == ["a"])
    await bench.put(letter("b", to=LENA))
    again = asyncio.create_task(worker.run_due())  # as the app calls it after a commit
    await until(lambda: "b" in bench.platform.landed)
    assert worker.busy
    gate.set()
    assert (await running, await again) == (None, None)
    assert await bench.states() == {"a": "sent", "b": "sent"}


async def test_the_cap_a_minute_spreads_a_crowd_in_its_order(bench: Bench) -> None:
    await bench.put(*(to_person(number) for number in range(7)))
    await bench.run(bench.worker(limits={"slack": Limits(posts=3)}))
    seconds = [bench.platform.at(f"prompt/{number}") for number in range(7)]
    assert seconds == [[at * SECOND] for at in (0, 0, 0, 60, 60, 60, 120)]


async def test_a_429_is_waited_out_by_all_posts_and_by_no_edit(bench: Bench) -> None:
    worker = bench.worker()
    await bench.put(letter("old", to=ELSEWHERE))
    await bench.run(worker)
    bench.platform.faults["a"] = [Throttled(after=30 * SECOND)]
    await bench.put(letter("a"))
    await worker.run_due()
    await bench.put(letter("b", to=LENA), edit("old", "new", to=ELSEWHERE))
    await bench.run(worker)
    assert bench.platform.at("a") == [timedelta(), 30 * SECOND]
    assert bench.platform.at("b") == [30 * SECOND]
    assert bench.platform.at("edit/old") == [timedelta()]
    assert await bench.states() == dict.fromkeys(("old", "a", "b", "edit/old"), "sent")


async def test_a_429_does_not_change_the_order_of_a_conversation(bench: Bench) -> None:
    bench.platform.faults["a2"] = [Throttled(after=9 * SECOND)]
    await bench.put(*(letter(f"a{number}") for number in range(6)))
    await bench.run(bench.worker())
    assert bench.platform.posts() == ["a0", "a1", "a2", "a2", "a3", "a4", "a5"]
    assert bench.platform.at("a5") == [14 * SECOND]


@pytest.mark.parametrize("fault", ["lost", "crash"])
async def test_an_unanswered_post_that_landed_is_found_a_minute_later_and_not_repeated(
    bench: Bench, fault: Literal["lost", "crash"]
) -> None:
    bench.platform.faults["a"] = [fault]
    await bench.put(letter("a"))
    await bench.run(bench.worker())
    assert [(call.what, call.at - bench.clock.start) for call in bench.platform.calls] == [
        ("post", timedelta()),
        ("find", MINUTE),
    ]
    assert await bench.states() == {"a": "sent"}
    assert await bench.post("a") is not None


async def test_an_unanswered_post_that_never_landed_is_sent_again_once(bench: Bench) -> None:
    bench.platform.faults["a"] = ["gone"]
    await bench.put(letter("a"))
    await bench.run(bench.worker())
    assert [call.what for call in bench.platform.calls] == ["post", "find", "post"]
    assert bench.platform.at("a")[1:] == [MINUTE, MINUTE]
    assert await bench.states() == {"a": "sent"}


async def test_a_post_is_not_repeated_before_the_search_for_it_was_answered(bench: Bench) -> None:
    bench.platform.faults["a"] = ["lost"]
    bench.platform.faults["find a"] = ["gone", Throttled(after=20 * SECOND)]
    await bench.put(letter("a"))
    await bench.run(bench.worker())
    assert [call.what for call in bench.platform.calls] == ["post", "find", "find", "find"]
    assert bench.platform.at("a")[-1] == 2 * MINUTE + 20 * SECOND
    assert await bench.states() == {"a": "sent"}


async def test_a_post_that_may_not_be_searched_for_is_given_up(bench: Bench) -> None:
    bench.platform.faults["a"] = ["lost"]
    bench.platform.faults["find a"] = [Refused(why="missing_scope")]
    await bench.put(letter("a"))
    await bench.run(bench.worker())
    assert bench.platform.posts() == ["a"]
    assert await bench.states() == {"a": "dead"}


async def test_what_may_have_arrived_is_looked_for_even_if_it_no_longer_holds(bench: Bench) -> None:
    bench.platform.faults["a"] = ["lost"]
    await bench.put(letter("a"))
    worker = bench.worker()
    await worker.run_due()
    bench.house.verdicts["a"] = lambda _: Drop(why="answered")
    await bench.run(worker)
    assert await bench.states() == {"a": "sent"}


async def test_what_never_arrived_is_not_repeated_if_it_no_longer_holds(bench: Bench) -> None:
    bench.platform.faults["a"] = ["gone"]
    await bench.put(letter("a"))
    worker = bench.worker()
    await worker.run_due()
    bench.house.verdicts["a"] = lambda _: Drop(why="answered")
    await bench.run(worker)
    assert bench.platform.heard("post", "find") == ["a", "a"]
    assert await bench.states() == {"a": "dropped"}


async def test_an_unanswered_edit_is_simply_repeated(bench: Bench) -> None:
    bench.platform.faults["edit/a"] = ["lost", "gone"]
    await bench.put(letter("a"), edit("a", "new"))
    await bench.run(bench.worker(), 10 * SECOND)
    assert [call.what for call in bench.platform.calls] == ["post", "edit", "edit", "edit"]
    assert bench.platform.shown == {"a": "new"}
    assert await bench.states() == {"a": "sent", "edit/a": "sent"}


async def test_a_stuck_letter_holds_up_its_own_conversation_for_two_minutes(bench: Bench) -> None:
    bench.platform.faults["a1"] = ["gone"] * 5
    bench.platform.faults["find a1"] = ["gone"] * 5
    await bench.put(letter("a1"), letter("a2"), letter("b", to=LENA))
    await bench.run(bench.worker(), 5 * MINUTE)
    assert bench.platform.at("b") == [timedelta()]
    [passed] = bench.platform.at("a2")
    assert MINUTE < passed <= 2 * MINUTE + SECOND


async def test_what_never_works_is_given_up_after_hours_and_told(bench: Bench) -> None:
    bench.platform.faults["edit/a"] = ["gone"] * 100
    await bench.put(letter("a"), edit("a", "new"))
    await bench.run(bench.worker(), 3 * 60 * MINUTE)
    assert await bench.states() == {"a": "sent", "edit/a": "dead"}
    assert 12 <= len(bench.platform.heard("edit")) <= 60
    assert "given up" in bench.house.refusals()["edit/a"]


async def test_nobody_can_make_it_try_without_end_at_one_instant(bench: Bench) -> None:
    bench.platform.faults["edit/a"] = [Throttled(after=timedelta())] * 3
    bench.house.verdicts["b"] = lambda _: Hold(until=bench.clock.start)
    await bench.put(letter("a"), letter("b", to=LENA), edit("a", "new"))
    await bench.run(bench.worker(), 5 * SECOND)
    assert bench.platform.at("edit/a") == [number * SECOND for number in range(4)]
    assert bench.platform.at("b") == []


async def test_a_refused_letter_is_told_and_never_tried_again(bench: Bench) -> None:
    bench.platform.faults["a1"] = [Refused(why="channel_not_found")]
    await bench.put(letter("a1"), letter("a2"))
    await bench.run(bench.worker())
    assert bench.platform.posts() == ["a1", "a2"]
    assert bench.house.refusals() == {"a1": "channel_not_found"}
    assert await bench.states() == {"a1": "dead", "a2": "sent"}


async def test_what_no_longer_holds_is_dropped_and_told(bench: Bench) -> None:
    bench.house.verdicts["a1"] = lambda _: Drop(why="answered")
    await bench.put(letter("a1"), letter("a2"))
    await bench.run(bench.worker())
    assert bench.platform.posts() == ["a2"]
    assert bench.platform.at("a2") == [timedelta()], "what was not sent takes no place in the pace"
    assert bench.house.refusals() == {"a1": "answered"}
    assert await bench.states() == {"a1": "dropped", "a2": "sent"}


async def test_what_is_held_leaves_when_its_time_has_come_and_lets_others_pass(bench: Bench) -> None:
    morning = bench.clock.start + 15 * MINUTE
    bench.house.verdicts["a1"] = lambda now: Send() if now >= morning else Hold(until=morning)
    await bench.put(letter("a1"), letter("a2"))
    await bench.run(bench.worker(), 60 * MINUTE)
    assert [bench.platform.at(key) for key in ("a2", "a1")] == [[timedelta()], [15 * MINUTE]]


def fails(_: datetime) -> Verdict:
    raise LookupError("no such evening")


async def test_one_that_cannot_be_judged_is_set_aside_and_stops_nobody(bench: Bench) -> None:
    bench.house.verdicts["a"] = fails
    await bench.put(letter("a"), letter("b", to=LENA), letter("c", to=ELSEWHERE))
    await bench.run(bench.worker(), MINUTE)
    assert sorted(bench.platform.posts()) == ["b", "c"]
    del bench.house.verdicts["a"]
    await bench.run(bench.worker())
    assert "a" in bench.platform.shown


async def test_what_was_sent_is_recorded_even_if_its_sender_cannot_be_told(bench: Bench) -> None:
    bench.house.deaf_to = {"b"}
    await bench.put(letter("a"), letter("b", to=LENA), letter("c", to=ELSEWHERE))
    await bench.run(bench.worker())
    assert sorted(bench.platform.posts()) == ["a", "b", "c"]
    assert await bench.states() == dict.fromkeys("abc", "sent")
    assert {key for key, _ in bench.house.heard} == {"a", "c"}


async def test_an_edit_of_what_was_never_sent_is_dropped(bench: Bench) -> None:
    bench.house.verdicts["a"] = lambda _: Drop(why="late")
    await bench.put(letter("a"), edit("a", "new"), edit("older", "new"))
    await bench.run(bench.worker())
    assert bench.platform.calls == []
    assert bench.house.refusals() == {"a": "late", "edit/a": NEVER_SENT, "edit/older": NEVER_SENT}


async def test_a_reply_to_what_was_never_sent_is_a_message_of_its_own(bench: Bench) -> None:
    bench.house.verdicts["a"] = lambda _: Drop(why="late")
    await bench.put(letter("a"), letter("b", under="a"))
    await bench.run(bench.worker())
    assert [(call.key, call.known) for call in bench.platform.calls] == [("b", ())]


async def test_a_reply_and_an_edit_wait_for_their_message_and_know_where_it_is(bench: Bench) -> None:
    await bench.put(letter("a"), after=MINUTE)
    await bench.put(letter("b", under="a"), edit("a", "new"))
    await bench.run(bench.worker())
    assert {(call.key, call.known) for call in bench.platform.calls} == {
        ("a", ()),
        ("b", ("a",)),
        ("edit/a", ("a",)),
    }
    assert bench.platform.calls[0].key == "a"


async def test_each_happening_is_one_line_with_its_key_and_nobody_s_words(bench: Bench, lines: Lines) -> None:
    words = "a word that only people may read"
    bench.house.verdicts["dropped"] = lambda _: Drop(why="answered")
    bench.platform.faults.update(
        throttled=[Throttled(after=SECOND)], refused=[Refused(why="is_archived")], unknown=["gone"]
    )
    for number, key in enumerate(("dropped", "throttled", "refused", "unknown")):
        await bench.put(letter(key, text=words, to=UserRef(platform="slack", tenant="T1", id=f"U{number}")))
    await bench.worker().run_due()
    assert {(line["event"], line["key"]) for line in lines} == {
        (f"outbox.{key}", key) for key in ("dropped", "throttled", "refused", "unknown")
    }
    await bench.run(bench.worker("one"))
    assert {line["key"] for line in lines if line["event"] == "outbox.sent"} == {"throttled", "unknown"}
    assert words not in str(lines)


async def test_an_edit_that_is_overtaken_while_it_is_sent_is_followed_by_the_newest(bench: Bench) -> None:
    worker = bench.worker()
    await bench.put(letter("a"))
    await bench.run(worker)
    gate = bench.platform.gates["edit/a"] = asyncio.Event()
    await bench.put(edit("a", "second"))
    running = asyncio.create_task(worker.run_due())
    await until(lambda: bool(bench.platform.heard("edit")))
    await bench.put(edit("a", "third"))
    await bench.put(edit("a", "fourth"))
    gate.set()
    await running
    await bench.run(worker)
    assert [call.text for call in bench.platform.calls if call.what == "edit"] == ["second", "fourth"]
    assert bench.platform.shown == {"a": "fourth"}
    assert await bench.states() == {"a": "sent", "edit/a": "sent"}
