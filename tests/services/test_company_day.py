"""Company days: who may set them, what everyone's evenings make of them, what channels are told, and Undo."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from bot.domain.identity import TenantRef
from bot.messages import company_day as messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.document import Button, Document
from bot.messages.form import Note
from bot.services import company_day, holiday
from handlers import table
from handlers.event import Command, Pressed
from storage import days as stored
from storage import people, teams
from tests.services.given import Posted, Relay, at, buttons, channel, day, profile, text_of, told, user

EVE = date(2026, 12, 24)


async def opens(relay: Relay, name: str) -> str:
    """The open form's token."""
    asked = await relay.store.transact(company_day.open_form, user(name), now=relay.now)
    assert isinstance(asked, Ask), asked
    return asked.form.token


async def sends(relay: Relay, name: str, text: str, *, token: str = "") -> Answer:
    token = token or await opens(relay, name)
    values = {messages.DAYS: text}
    return await relay.store.transact(company_day.sent, user(name), token=token, values=values, now=relay.now)


async def shown(relay: Relay, name: str) -> str:
    """What the form holds as it opens."""
    asked = await relay.store.transact(company_day.open_form, user(name), now=relay.now)
    assert isinstance(asked, Ask), asked
    return f"{asked.form.values[messages.DAYS]}"


async def says(relay: Relay, name: str, text: str) -> Answer:
    said = Command(by=user(name), place=channel("atlas"), name="sunrelay", text=text)
    return await table.hear(said, relay.house)


def undo_button(answer: Answer) -> Button:
    assert isinstance(answer, Tell), answer
    return next(one for one in buttons(answer.document) if one.text == "Undo")


async def undoes(relay: Relay, name: str, token: str) -> str:
    return told(await relay.store.transact(company_day.undo, user(name), token=token, now=relay.now))


async def days_set(relay: Relay, name: str = "lena") -> Mapping[date, str]:
    one = await relay.person(name)
    return await relay.store.read(stored.company_days, one.tenant)


async def lines(relay: Relay, *, to: str = "") -> list[Posted]:
    return await relay.posted("company", to=to)


async def met(relay: Relay, name: str, *, admin: bool = False, eligible: bool = True) -> None:
    """The bot knows them, as the platform says they are."""
    there = profile(name, admin=admin, eligible=eligible)
    relay.directory.profiles_known[user(name)] = there
    await relay.store.transact(people.keep, [there], now=relay.now)


# ---- who may


async def test_stewards_and_admins_may_and_nobody_else(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await met(relay, "sam")
    await met(relay, "mia", admin=True)
    await sends(relay, "lena", "24 dec Christmas Eve")
    await sends(relay, "mia", "24 dec Christmas Eve\n4 may")
    for name, of_theirs in (("maya", "(of yours: Lena)"), ("sam", "looks after a relay.")):
        answer = await relay.store.transact(company_day.open_form, user(name), now=relay.now)
        assert "set by workspace admins" in told(answer)
        assert of_theirs in told(answer)
        assert "Thu 24 Dec 2026: Christmas Eve\nTue 4 May 2027" in told(answer)
    assert len(await days_set(relay)) == 2


async def test_an_admin_whom_the_bot_has_not_met_may_too(relay: Relay) -> None:
    await relay.team("lena", "maya")
    relay.directory.profiles_known[user("mia")] = profile("mia", admin=True)
    assert isinstance(await says(relay, "mia", "holidays company"), Ask)
    relay.directory.profiles_known[user("nora")] = profile("nora")
    assert "set by workspace admins" in told(await says(relay, "nora", "holidays company"))
    del relay.directory.profiles_known[user("sam")]
    assert "could not find your profile" in told(await says(relay, "sam", "holidays company"))


async def test_who_is_no_full_member_any_more_may_not(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await met(relay, "mia", admin=True, eligible=False)
    answer = await relay.store.transact(company_day.open_form, user("mia"), now=relay.now)
    assert "set by workspace admins" in told(answer)


async def test_who_may_no_longer_by_the_time_they_send_changes_nothing(relay: Relay) -> None:
    await relay.team("lena", "maya")
    token = await opens(relay, "lena")
    team, lena = (await relay.whole()).id, (await relay.person("lena")).id
    await relay.store.transact(lambda tx: teams.change_member(tx, team, lena, steward=False))
    assert "set by workspace admins" in told(await sends(relay, "lena", "24 dec", token=token))
    assert await days_set(relay) == {}


async def test_the_form_of_somebody_else_is_not_sent(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await met(relay, "mia", admin=True)
    token = await opens(relay, "lena")
    assert "no longer open" in told(await sends(relay, "mia", "24 dec", token=token))
    assert "no longer open" in told(await sends(relay, "lena", "24 dec", token="nonsense"))
    assert await days_set(relay) == {}


# ---- what they do


async def test_nobody_is_asked_on_one_and_who_works_on_it_is(relay: Relay) -> None:
    await relay.team("lena", "maya")
    works = {"place": "none", "also": "", "own": "work 4 nov"}
    asked = await relay.store.transact(holiday.open_form, user("maya"), now=relay.now)
    assert isinstance(asked, Ask)
    await relay.store.transact(
        holiday.sent, user("maya"), token=asked.form.token, values=works, now=relay.now
    )
    await sends(relay, "lena", "4 nov Founders")
    await relay.until(at("maya", "Wed 17:20"))
    assert (await relay.evenings("lena"))[-1] == (day("Wed"), "skipped", "company day")
    assert (await relay.evenings("maya"))[-1][:2] == (day("Wed"), "asked")


async def test_who_has_been_asked_already_is_left_in_peace(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    assert (await relay.evenings("lena"))[-1][:2] == (day("Mon"), "asked")
    await sends(relay, "lena", "2 nov Founders")
    await relay.tick()
    assert (await relay.evenings("lena"))[-1] == (day("Mon"), "skipped", "company day")
    prompt = f"prompt/{(await relay.person('lena')).id}/{day('Mon')}"
    stands = await relay.stands(prompt)
    assert stands.startswith("Today is a company day: Founders. I will not ask about it again.")
    assert "Write hand-off" not in stands
    await relay.until(at("lena", "Mon 20:00"))
    assert await relay.posted("reminder") == []


async def test_what_was_handed_over_already_stands(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", "sam", name="borealis")
    await relay.until(at("lena", "Mon 17:20"))
    await relay.hands_over("lena", "Half done.", where="atlas")
    prompt = f"prompt/{(await relay.person('lena')).id}/{day('Mon')}"
    before = await relay.stands(prompt)
    await sends(relay, "lena", "2 nov Founders")
    await relay.tick()
    assert await relay.stands(prompt) == before


async def test_undone_the_same_evening_they_are_reminded_all_the_same(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    token = undo_button(await sends(relay, "lena", "2 nov")).value
    await relay.until(at("lena", "Mon 17:25"))
    await undoes(relay, "lena", token)
    await relay.tick()
    prompt = f"prompt/{(await relay.person('lena')).id}/{day('Mon')}"
    assert "[Write hand-off]" in await relay.stands(prompt)
    assert (await relay.evenings("lena"))[-1] == (day("Mon"), "asked", None)
    await relay.until(at("lena", "Mon 20:00"))
    assert len(await relay.posted("reminder", to="lena")) == 1


async def test_undone_once_the_evening_is_over_it_stays_skipped(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("lena", "Mon 17:20"))
    token = undo_button(await sends(relay, "lena", "2 nov")).value
    await relay.until(at("lena", "Tue 11:00"))
    await undoes(relay, "lena", token)
    await relay.tick()
    assert (await relay.evenings("lena"))[-1] == (day("Mon"), "skipped", "company day")


async def test_a_day_that_is_taken_away_is_asked_about_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await sends(relay, "lena", "3 nov")
    await sends(relay, "lena", "")
    assert await days_set(relay) == {}
    await relay.until(at("lena", "Tue 17:20"))
    assert (await relay.evenings("lena"))[-1][:2] == (day("Tue"), "asked")


async def test_the_digest_of_a_company_day_comes_on_the_day_after(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.until(at("maya", "Tue 17:20"))
    await relay.hands_over("maya", "Half done.")
    await sends(relay, "lena", "4 nov Founders")
    await relay.until(at("lena", "Wed 20:00"))
    assert await relay.posted("digest") == []
    await relay.until(at("lena", "Thu 10:00"))
    assert len(await relay.posted("digest")) == 1


# ---- the form


async def test_the_form_holds_the_days_to_come_and_leaves_past_ones_alone(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await sends(relay, "lena", "2 nov Founders\n24 dec Christmas Eve\n4 may")
    assert await shown(relay, "lena") == "2 nov 2026 Founders\n24 dec 2026 Christmas Eve\n4 may 2027"
    relay.clock.move_to(at("lena", "Tue 10:00"))
    assert await shown(relay, "lena") == "24 dec 2026 Christmas Eve\n4 may 2027"
    await sends(relay, "lena", "24 dec")
    assert await days_set(relay) == {day("Mon"): "Founders", EVE: ""}


async def test_a_form_that_was_opened_before_midnight_is_still_taken(relay: Relay) -> None:
    await relay.team("lena", "maya")
    token = await opens(relay, "lena")
    relay.clock.move_to(at("lena", "Mon 00:10"))
    await sends(relay, "lena", "2026-11-01 Sunday", token=token)
    assert await days_set(relay) == {date(2026, 11, 1): "Sunday"}


@pytest.mark.parametrize(
    ("text", "says_"),
    [
        ("24 dec\n31 feb", "“31 feb”"),
        ("2026-10-01", "is over"),
        ("\n".join(f"{date(2027, 1, 1) + timedelta(days=number)}" for number in range(101)), "101 days"),
    ],
    ids=["31 February", "over", "too many"],
)
async def test_what_cannot_be_saved_changes_nothing_and_is_handed_back(
    relay: Relay, text: str, says_: str
) -> None:
    await relay.team("lena", "maya")
    token = await opens(relay, "lena")
    answer = await sends(relay, "lena", text, token=token)
    assert isinstance(answer, Fix)
    assert says_ in answer.errors[messages.DAYS]
    assert answer.values == {messages.DAYS: text}
    assert await days_set(relay) == {}
    assert "Thu 24 Dec 2026" in told(await sends(relay, "lena", "24 dec", token=token)), "mended"


async def test_of_two_forms_open_at_once_neither_undoes_the_other(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await met(relay, "mia", admin=True)
    await sends(relay, "lena", "24 dec")
    first, second = await opens(relay, "lena"), await opens(relay, "mia")
    await sends(relay, "lena", "24 dec\n4 may", token=first)
    await sends(relay, "mia", "2 aug", token=second)
    assert list(await days_set(relay)) == [date(2027, 5, 4), date(2027, 8, 2)]


async def test_days_typed_after_the_command_are_added_at_once(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await sends(relay, "lena", "4 may")
    assert "Saved." in told(await says(relay, "lena", "holidays Company 24 dec Christmas Eve"))
    await says(relay, "lena", "holidays company off 2 aug\n4 may Named")
    assert await days_set(relay) == {EVE: "Christmas Eve", date(2027, 5, 4): "Named", date(2027, 8, 2): ""}
    asked = await says(relay, "lena", "holidays company 31 feb")
    assert isinstance(asked, Ask)
    assert f"{asked.form.values[messages.DAYS]}".endswith("2 aug 2027\n31 feb")
    note = asked.form.fields[0]
    assert isinstance(note, Note)
    assert "Not changed yet: “31 feb”" in text_of(Document(blocks=note.blocks, summary="", kind=""))
    assert len(await days_set(relay)) == 3
    assert "set by workspace admins" in told(await says(relay, "maya", "holidays company 1 dec"))


# ---- what channels are told


async def test_every_channel_is_told_what_changed_and_by_whom(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("sam", "maya", name="borealis")
    await sends(relay, "lena", "24 dec Christmas Eve\n4 may")
    await sends(relay, "sam", "24 dec Eve\n2 aug")
    for name in ("atlas", "borealis"):
        first, second = await lines(relay, to=name)
        assert "Lena changed the company days." in first.text
        assert "Off now: Thu 24 Dec 2026: Christmas Eve\nOff now: Tue 4 May 2027" in first.text
        assert "Sam changed the company days." in second.text
        assert "Off now: Mon 2 Aug 2027\nNot off any more: Tue 4 May 2027" in second.text
        assert "Another name: Thu 24 Dec 2026: Eve" in second.text


async def test_a_channel_that_everybody_has_left_is_not_told(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("lena", name="borealis")
    await relay.leaves("lena", channel_name="borealis")
    await sends(relay, "lena", "24 dec")
    assert await lines(relay, to="borealis") == []
    assert len(await lines(relay)) == 1


async def test_without_a_difference_nothing_is_posted(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await sends(relay, "lena", "24 dec")
    token = await opens(relay, "lena")
    for _ in range(2):
        answer = await sends(relay, "lena", "off 2026-12-24", token=token)
        assert "nothing was different" in told(answer)
    assert len(await lines(relay)) == 1


async def test_sent_twice_it_is_saved_and_posted_once(relay: Relay) -> None:
    await relay.team("lena", "maya")
    token = await opens(relay, "lena")
    first = await sends(relay, "lena", "24 dec", token=token)
    assert await sends(relay, "lena", "24 dec\n4 may", token=token) == first
    assert list(await days_set(relay)) == [EVE]
    assert len(await lines(relay)) == 1


# ---- undo


async def test_undo_brings_back_what_was_and_every_channel_says_so(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await relay.team("sam", "maya", name="borealis")
    await sends(relay, "lena", "2 nov\n24 dec Christmas Eve")
    before = await days_set(relay)
    await sends(relay, "lena", "3 nov\n24 dec Eve")
    token = buttons((await lines(relay, to="atlas"))[-1].letter.document)[0].value
    await relay.delivers()
    relay.clock.move_to(at("lena", "Tue 10:00"))  # the second of November is over
    pressed = Pressed(by=user("sam"), name=messages.UNDO, value=token, place=channel("borealis"))
    assert "as they were before" in told(await table.hear(pressed, relay.house))
    assert await days_set(relay) == before
    for name in ("atlas", "borealis"):
        first, second = await lines(relay, to=name)
        assert "Sam undid what Lena had changed in the company days." in await relay.stands(second.key)
        assert "[Undo]" in await relay.stands(first.key)
    await relay.until(at("lena", "Tue 17:20"))
    assert (await relay.evenings("lena"))[-1][:2] == (day("Tue"), "asked")


async def test_undo_pressed_twice_changes_nothing_more(relay: Relay) -> None:
    await relay.team("lena", "maya")
    token = undo_button(await sends(relay, "lena", "24 dec")).value
    first = await undoes(relay, "lena", token)
    assert await undoes(relay, "lena", token) == first
    await sends(relay, "lena", "24 dec")
    assert "undone already" in await undoes(relay, "lena", token)
    assert list(await days_set(relay)) == [EVE]
    [line, _] = await lines(relay)
    assert "Lena undid their own change of the company days." in await relay.stands(line.key)


async def test_undo_leaves_days_that_have_changed_again(relay: Relay) -> None:
    await relay.team("lena", "maya")
    token = undo_button(await sends(relay, "lena", "24 dec")).value
    await sends(relay, "lena", "24 dec\n4 may")
    assert "changed again since" in await undoes(relay, "lena", token)
    assert len(await days_set(relay)) == 2


async def test_who_may_not_undo_is_told_who_may(relay: Relay) -> None:
    await relay.team("lena", "maya")
    await met(relay, "sam")
    token = undo_button(await sends(relay, "lena", "24 dec")).value
    assert "Nothing was undone" in await undoes(relay, "maya", token)
    assert "(of yours: Lena)" in await undoes(relay, "maya", token)
    assert "Nothing was undone" in await undoes(relay, "sam", token)
    assert list(await days_set(relay)) == [EVE]
    assert "[Undo]" in await relay.stands((await lines(relay))[0].key)


async def test_nonsense_is_not_undone(relay: Relay) -> None:
    await relay.team("lena", "maya")
    unsent = await opens(relay, "lena")
    for token in ("nonsense", unsent):
        assert "no longer open" in await undoes(relay, "lena", token)


async def test_another_workspace_keeps_its_days_and_is_told_nothing(relay: Relay) -> None:
    await relay.team("lena", "maya")
    elsewhere = await relay.store.transact(people.tenant, TenantRef(platform="slack", id="T2"))
    await sends(relay, "lena", "24 dec")
    assert await relay.store.read(stored.company_days, elsewhere) == {}
