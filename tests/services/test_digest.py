"""A region's morning: what it has not seen, once and in order, kept current, never lost."""

from datetime import timedelta

import pytest

from bot.domain.team import Policy
from bot.domain.workday import parse_week
from tests.services.given import Posted, Relay, at, buttons, day, mentions, text_of, told

STEP = "Watch the error rate"
FIX = "Fix the voucher field"


async def digests(relay: Relay, *kinds: str) -> list[Posted]:
    return await relay.posted(*(kinds or ("digest", "handover")), to="atlas")


async def test_nothing_to_say_no_digest(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Mon 12:00"))
    assert await digests(relay) == []


async def test_what_was_left_in_the_night_stands_in_the_morning(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"), state="at_risk")
    await relay.until(at("lena", "Tue 08:59"))
    assert await digests(relay) == []
    await relay.until(at("lena", "Tue 09:00"))
    [digest] = await digests(relay)
    number = next(one.id for one in (await relay.whole()).plans if one.name == "Berlin")
    assert (digest.kind, digest.key, digest.letter.document.day) == (
        "digest",
        f"digest/{number}/{day('Tue')}",
        day("Tue"),
    )
    assert "Vouchers pass." in digest.text
    assert f"{STEP}" in digest.text
    assert [button.text for button in buttons(digest.letter.document)] == [
        "Pick up",
        "Ask",
        "Done",
        "Not needed",
    ]
    assert (await relay.handoff(1)).carried_at == at("lena", "Tue 09:00")


async def test_handed_over_during_the_day_under_the_mornings_digest(relay: Relay) -> None:
    await relay.team("mia", "lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "From Berlin.", (STEP, "awake"))
    await relay.until(at("lena", "Mon 18:20"))
    [alone] = await digests(relay, "handover")
    assert (alone.letter.under, alone.letter.broadcast) == ("", False)
    await relay.until(at("maya", "Mon 17:20"))
    await relay.hands_over("maya", "From New York.", (FIX, "awake"))
    await relay.until(at("mia", "Tue 09:49"))
    [morning] = await digests(relay, "digest")
    assert "From New York." not in morning.text
    await relay.until(at("mia", "Tue 09:50"))
    reply = (await digests(relay, "handover"))[-1]
    assert "From New York." in reply.text
    assert (reply.letter.under, reply.letter.broadcast) == (morning.key, True)


async def test_an_edit_after_the_digest_rewrites_it_and_is_marked(relay: Relay) -> None:
    await relay.team("sam", "lena", "maya")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "From San Francisco.", (STEP, "awake"))
    await relay.until(at("lena", "Tue 09:30"))
    await relay.hands_over("lena", "First thing.", ("Ask the bank", "awake"))
    await relay.until(at("maya", "Tue 09:00"))
    morning = (await digests(relay, "digest"))[-1]
    assert "First thing." in morning.text
    await relay.until(at("lena", "Tue 17:20"))
    await relay.hands_over("lena", "First thing, and last.", ("Ask the bank", "awake"), (FIX, "awake"))
    await relay.until(at("maya", "Tue 12:30"))
    stands = await relay.stands(morning.key)
    assert "First thing, and last." in stands
    assert FIX in stands
    assert "edited at" in stands
    for handover in await digests(relay, "handover"):
        assert "First thing" not in handover.text
        assert FIX not in handover.text


async def test_nothing_stands_in_full_twice_and_everyone_sees_everything_once(relay: Relay) -> None:
    await relay.team("mia", "lena", "maya", "sam")
    for name in ("lena", "maya", "sam", "mia"):
        when = at(name, "Tue 17:20") if name == "mia" else at(name, "Mon 17:20")
        await relay.until(when)
        await relay.hands_over(name, f"From {name.title()}.")
    await relay.until(at("sam", "Wed 09:00"))
    seen = await relay.seen()
    assert sorted((region, handoff) for region, handoff, _, _ in seen) == [
        (region, handoff) for region in (1, 2, 3, 4) for handoff in (1, 2, 3, 4)
    ]
    assert [handoff for _, handoff, _, in_full in seen if in_full] == [1, 2, 3, 4]
    said = "\n".join([one.text for one in await digests(relay)])
    assert all(said.count(f"From {name}.") == 1 for name in ("Lena", "Maya", "Sam", "Mia"))


async def test_a_line_is_linked_once_the_message_is_there(relay: Relay) -> None:
    """Berlin's own hand-off is a line in Berlin's next digest, linked to where New York has it in full."""
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "All merged.")
    await relay.until(at("lena", "Tue 09:00"))
    handover, digest = await digests(relay)
    assert (handover.kind, digest.kind) == ("handover", "digest")
    assert f"key='{handover.key}'" in repr(digest.letter.document)


async def test_carried_over_a_weekend(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Fri 17:20"))
    await relay.hands_over("sam", "Left on Friday.", (STEP, "awake"))
    await relay.until(at("lena", "Mon 08:59", week=1))
    assert await digests(relay) == []
    await relay.until(at("lena", "Mon 09:00", week=1))
    [digest] = await digests(relay)
    assert "Left on Friday." in digest.text


async def test_waiting_steps_stand_in_every_digest_until_done(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "person:2"))
    await relay.until(at("lena", "Wed 09:00"))
    first, second = [one for one in await digests(relay, "digest") if "Berlin" in one.letter.document.summary]
    assert "Waiting on you" not in first.text
    assert "Waiting on you" in second.text
    assert STEP in second.text


async def test_a_step_is_marked_from_its_third_morning_in_a_region_on(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    await relay.until(at("lena", "Fri 09:00"))
    berlin = [one for one in await digests(relay, "digest") if "Berlin" in one.text.splitlines()[0]]
    marks = ["morning here" in one.text for one in berlin]
    assert marks == [False, False, True, True]
    assert "third morning here" in berlin[2].text


async def test_only_those_at_work_are_mentioned(relay: Relay) -> None:
    await relay.team("sam", "lena", policy=Policy(week=parse_week("mon-fri 10-18")))
    lena = await relay.person("lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, f"person:{lena.id}"))
    await relay.until(at("lena", "Tue 10:00"))
    [digest] = await digests(relay)
    assert mentions(digest.letter.document) == []
    assert "for Lena" in digest.text


async def test_at_work_they_are_mentioned(relay: Relay) -> None:
    await relay.team("sam", "lena")
    lena = await relay.person("lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, f"person:{lena.id}"))
    await relay.until(at("lena", "Tue 09:00"))
    [digest] = await digests(relay)
    assert mentions(digest.letter.document) == ["Lena"]


async def test_who_comes_to_a_break_is_handed_it_after_the_break(relay: Relay) -> None:
    """New York rests from 11 to 14: what Berlin leaves at 17:20 its time is not kept for tomorrow."""
    await relay.team("lena", "maya", policy=Policy(week=parse_week("mon-fri 9-11, 14-18")))
    await relay.until(at("lena", "Mon 17:50"))
    await relay.hands_over("lena", "All merged.", (STEP, "awake"))
    key = (await relay.posted("prompt", "receipt", to="lena"))[0].key
    assert "New York reads it at 14:00" in await relay.stands(key)
    await relay.until(at("maya", "Mon 13:59"))
    assert await digests(relay) == []
    await relay.until(at("maya", "Mon 14:00"))
    assert [one.kind for one in await digests(relay)] == ["handover"]


@pytest.mark.parametrize(
    ("back", "kinds"),
    [
        ("Tue 11:00", ["digest"]),
        ("Tue 11:01", ["handover"]),
        ("Tue 20:00", []),
    ],
    ids=["two hours late", "later, still at work", "after work"],
)
async def test_a_late_digest_waits_for_when_it_makes_sense(relay: Relay, back: str, kinds: list[str]) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    relay.clock.move_to(at("lena", back))
    await relay.until(at("lena", back) + timedelta(minutes=31))
    assert [one.kind for one in await digests(relay) if "Berlin" in one.text.splitlines()[0]] == kinds
    await relay.until(at("lena", "Wed 09:00"))
    said = "\n".join(one.text for one in await digests(relay))
    assert said.count("Vouchers pass.") == 1


async def test_a_digest_due_but_not_yet_posted_survives_a_change_of_plans(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.")
    await relay.until(at("lena", "Tue 08:00"))
    relay.clock.move_to(at("lena", "Tue 09:00") + timedelta(seconds=1))
    await relay.joins("maya")
    await relay.tick()
    assert [one.kind for one in await digests(relay)] == ["digest"]


async def test_a_refused_digest_frees_what_it_would_have_shown_with_all_its_parts(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Long. " * 400, *[(f"{STEP} {one}", "awake") for one in range(10)])
    form = await relay.opens("sam")
    await relay.sends("sam", form, done="\n".join(["Did a thing. " * 50] * 40), links="")
    await relay.until(at("lena", "Tue 08:59"))
    relay.clock.move_to(at("lena", "Tue 09:00"))
    await relay.tick(delivers=False)
    parts = await digests(relay, "digest")
    assert len(parts) > 1
    await relay.delivers(refuses="digest/")
    found = await digests(relay, "digest")
    assert [one.state for one in found] == ["dead", *["dropped"] * (len(parts) - 1)]
    assert await relay.seen() == []
    assert (await relay.handoff(1)).carried_at is None
    await relay.until(at("lena", "Wed 09:00"))
    again = parts[0].key.replace(f"{day('Tue')}", f"{day('Wed')}")
    sent = [one.key for one in await digests(relay, "digest") if one.state == "sent"]
    assert [one for one in sent if one.startswith(again)] == [again, *(f"{again}#{n}" for n in (2, 3, 4))]


async def test_a_digest_kept_from_leaving_for_hours_is_handed_over_instead(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    await relay.until(at("lena", "Tue 09:00"), delivers=False)
    relay.clock.move_to(at("lena", "Tue 12:00"))
    await relay.until(at("lena", "Tue 13:00"))
    found = [(one.kind, one.state, one.why) for one in await digests(relay)]
    assert found == [("digest", "dropped", "late"), ("handover", "sent", None)]


async def test_a_digest_that_grows_goes_on_in_its_thread(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Short.")
    await relay.until(at("lena", "Tue 09:00"))
    relay.clock.move_to(at("sam", "Tue 01:10"))
    form = await relay.opens("sam", day="Mon")
    await relay.sends("sam", form, done="\n".join(["Did a thing. " * 50] * 40), summary="Longer. " * 300)
    await relay.delivers()
    first, *others = await digests(relay, "digest")
    assert others
    assert all(one.letter.under == first.key for one in others)
    await relay.sends("sam", form, done="", summary="Short again.")
    await relay.delivers()
    assert "Short again." in await relay.stands(first.key)
    assert "Did a thing" not in await relay.stands(others[0].key)


async def test_asked_for_it_is_shown_and_counts_for_nothing(relay: Relay) -> None:
    await relay.team("sam", "lena")
    assert "next digest" in told(await relay.asks_digest("lena"))
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    answer = await relay.asks_digest("lena", where="atlas")
    assert "Vouchers pass." in told(answer)
    assert await relay.seen() == []
    assert "no team" in told(await relay.asks_digest("arjun"))


async def test_a_region_founded_on_a_friday_hears_of_friday_on_monday(relay: Relay) -> None:
    relay.clock.move_to(at("sam", "Fri 12:00"))
    await relay.team("sam", "lena", "arjun")
    await relay.until(at("sam", "Fri 17:20"))
    await relay.hands_over("sam", "Left on Friday.", (STEP, "awake"))
    await relay.until(at("lena", "Mon 09:00", week=1))
    said = [one.text for one in await digests(relay, "digest")]
    assert sum("Left on Friday." in one for one in said) == 1
    assert any("Sam" in one and "Left on Friday." not in one for one in said)


async def test_the_foot_names_who_is_off_who_is_next_and_the_page(relay: Relay) -> None:
    await relay.team("sam", "lena")
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.")
    await relay.until(at("lena", "Tue 09:00"))
    [digest] = await digests(relay)
    assert "San Francisco" not in text_of(digest.letter.document).splitlines()[0]
    assert "Los Angeles" in digest.text
    assert "Atlas" in digest.text.splitlines()[-1]
