"""An urgent request: its reason, the page that asks once more, and that it comes at any time."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.dayoff import Absence, OwnDays
from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.request import Request
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.form import Form, Note, Value
from bot.services import focus, request, request_open, request_pass, when, why
from bot.services.forget import forget
from bot.services.mention import pinged
from bot.services.request_whom import Facts
from storage import days, dnd, people, requests
from tests.services import asking
from tests.services.asking import asks, at_noon, held, newest, opened, sends, withdraws, wrong
from tests.services.given import Relay, at, day, profile, told, user

REASON = "Checkout is down in Canada, and only you can switch."
NOW: dict[str, Value] = {"when": "now", "why": REASON}


async def begins(relay: Relay, name: str, *to: str, **values: Value) -> tuple[Form, Answer]:
    """The first page, sent as urgent, and what it turns into."""
    form = await opened(relay, name, here=values.get("where") == "here")
    return form, await sends(relay, name, form, *to, **{**NOW, **values})


async def sure(relay: Relay, name: str, form: Form, *to: str, then: str = "now", **more: Any) -> Answer:
    """The second page, sent."""
    facts = Facts(profiles=[profile(one) for one in to], channel=more.pop("channel", None))
    return await relay.store.transact(
        request.sent,
        user(name),
        token=form.token,
        values={"sure": then},
        facts=facts,
        now=relay.now,
        **more,
    )


async def urges(relay: Relay, name: str, *to: str, **values: Value) -> Request:
    form, page = await begins(relay, name, *to, **values)
    assert isinstance(page, Ask), page
    here = asking.atlas() if values.get("where") == "here" else None
    await sure(relay, name, form, *to, channel=here)
    found = await relay.store.read(newest)
    assert found is not None
    return found


def shown(page: Answer) -> str:
    """What the second page says."""
    assert isinstance(page, Ask), page
    return "\n".join(f"{one.blocks}" for one in page.form.fields if isinstance(one, Note))


async def _asleep(relay: Relay) -> None:
    await relay.until(at("lena", "Tue 03:10"))


async def _holiday(relay: Relay) -> None:
    await relay.until(at("lena", "Tue 10:00"))
    lena = await relay.person("lena")
    await relay.store.transact(days.set_company_days, lena.tenant, {day("Tue"): "Founders"})


async def _away(relay: Relay) -> None:
    await relay.until(at("lena", "Tue 10:00"))
    lena = await relay.person("lena")
    gone = Absence(id=1, first=date(2026, 11, 2), last=date(2026, 11, 4))
    await relay.store.transact(people.set_days, lena.id, OwnDays(country="DE", away=(gone,)))


async def _focus(relay: Relay) -> None:
    await relay.until(at("lena", "Tue 10:00"))
    await relay.store.transact(focus.begin, user("lena"), 120, now=relay.now)


async def _undisturbed(relay: Relay) -> None:
    await relay.until(at("lena", "Tue 10:00"))
    lena = await relay.person("lena")
    hour = timedelta(hours=1)
    window = Window(starts_at=relay.now - hour, ends_at=relay.now + hour)
    await relay.store.transact(dnd.keep, {lena.id: window}, now=relay.now)


STATES = {
    "asleep": (_asleep, "outside their hours"),
    "a holiday": (_holiday, "outside their hours"),
    "away": (_away, "outside their hours"),
    "in focus": (_focus, "in focus"),
    "undisturbed": (_undisturbed, "not to be disturbed"),
}


@pytest.mark.parametrize("state", STATES)
async def test_it_reaches_them_at_once_however_they_stand(relay: Relay, state: str) -> None:
    await relay.team("lena", "maya", "sam")
    becomes, words = STATES[state]
    await becomes(relay)
    await asks(relay, "sam", "lena")
    form, page = await begins(relay, "sam", "lena")
    clock = "03:10" if state == "asleep" else "10:00"
    assert f"It is Tue {clock} for " in shown(page)
    assert f", {words}." in shown(page)
    assert await relay.posted("ask_urgent") == [], "it is asked once more before anybody is reached"
    said = told(await sure(relay, "sam", form, "lena"))
    assert f"Lena gets it now, at {clock} there, {words}." in said
    assert "marking it urgent promises no earlier answer" in said
    await relay.delivers()
    [letter] = await relay.posted("ask_urgent", to="lena")
    assert letter.state == "sent"
    assert letter.text.startswith(f"Urgent: {REASON}")
    assert ("Answer when you can." in letter.text) is (words == "outside their hours")
    assert [one.state for one in await relay.posted("ask", to="lena")] != ["sent"], "the other one waits"


async def test_it_says_what_time_it_was_for_its_reader_and_that_this_was_outside_their_hours(
    relay: Relay,
) -> None:
    await relay.team("lena", "maya", "sam")
    await _asleep(relay)
    one = await urges(relay, "sam", "lena", "maya")
    lena, maya = await relay.person("lena"), await relay.person("maya")
    assert (one.urgent, one.content.urgent) == (True, REASON)
    assert set(one.off_hours) == {lena.id, maya.id}
    night, evening = await relay.posted("ask_urgent")
    came = "It came to you {at}, outside your hours, because Sam marked it urgent."
    assert came.format(at="Tue 3 Nov, 03:10 (Berlin)") in night.text
    assert came.format(at="Mon 2 Nov, 21:10 (New York)") in evening.text
    [receipt] = await relay.posted("ask_receipt")
    assert "Lena gets it now, at 03:10 there, outside their hours." in receipt.text
    relay.clock.move_to(relay.now + timedelta(minutes=5))
    await relay.delivers()
    await withdraws(relay, "sam", one.id)
    later = await relay.stands(f"ask_receipt/{one.id}")
    assert "When it was sent, it was Tue 03:10 for Lena and Mon 21:10 for Maya, outside their hours." in later
    assert await held(relay, "lena") == [], "once is enough"


async def test_it_is_no_unasked_for_message_and_promises_nothing_sooner(relay: Relay) -> None:
    await at_noon(relay)
    for _ in range(4):
        await urges(relay, "sam", "maya")
    await relay.delivers()
    assert [one.state for one in await relay.posted("ask_urgent")] == ["sent"] * 4
    plain = await asks(relay, "sam", "maya")
    assert (await urges(relay, "sam", "maya")).promise == plain.promise


@pytest.mark.parametrize(
    ("to", "values", "where", "words"),
    [
        (("lena",), {"why": ""}, "why", "Say in a sentence why it cannot wait"),
        (("lena",), {"why": "  please  "}, "why", "Say in a sentence why it cannot wait"),
        (("lena", "maya", "mia", "arjun"), {}, "to", "Choose at most 3 for what is urgent."),
        ((), {"group": "Berlin"}, "when", "What is urgent reaches people, at most 3"),
        (("lena",), {"need": ""}, "need", "Say what would help"),
    ],
    ids=["no reason", "no sentence", "a crowd", "a region", "no need"],
)
async def test_what_may_not_be_urgent_comes_back_with_all_that_was_typed(
    relay: Relay, to: tuple[str, ...], values: dict[str, str], where: str, words: str
) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam", values.get("group", ""))
    chosen = {"group": form.values["group"]} if "group" in values else {}
    answer = await sends(relay, "sam", form, *to, **{**NOW, **values, **chosen})
    assert words in wrong(answer)[where]
    assert isinstance(answer, Fix)
    expected = {**NOW, **values, **chosen, "about": asking.ABOUT}
    assert {name: answer.values[name] for name in expected} == expected
    assert {"when", "why"} <= {one.name for one in answer.form.fields if not isinstance(one, Note)}
    assert await relay.store.read(newest) is None


async def test_a_reason_is_asked_for_once_it_is_urgent_and_kept_when_it_is_not(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam")

    async def chooses(value: str, **typed: str) -> Form:
        answer = await relay.store.transact(
            request_open.redraw, user("sam"), token=form.token, name="when", value=value, values=typed
        )
        assert isinstance(answer, Ask)
        return answer.form

    def names(one: Form) -> list[str]:
        return [field.name for field in one.fields if not isinstance(field, Note)]

    assert names(form)[-1] == "when"
    assert names(await chooses("now"))[-2:] == ["when", "why"]
    assert names(await chooses("hours", why=REASON))[-1] == "when"
    assert (await chooses("now")).values["why"] == REASON


async def test_on_second_thoughts_it_waits_for_their_hours(relay: Relay) -> None:
    await at_noon(relay)
    form, _ = await begins(relay, "sam", "lena")
    said = told(await sure(relay, "sam", form, "lena", then="hours"))
    assert "Lena reads it when their day begins" in said
    one = await relay.store.read(newest)
    assert one is not None
    assert (one.urgent, one.content.urgent, one.off_hours) == (False, "", ())
    assert await held(relay, "lena") == [("ask", f"{one.id}")]
    assert await relay.posted("ask_urgent") == []


async def test_the_second_page_sent_twice_asks_once(relay: Relay) -> None:
    await at_noon(relay)
    form, _ = await begins(relay, "sam", "lena")
    first = told(await sure(relay, "sam", form, "lena"))
    assert told(await sure(relay, "sam", form, "lena")) == first
    assert len(await relay.posted("ask_urgent")) == 1


async def test_in_a_channel_it_mentions_who_sleeps_and_is_told_nowhere_else(relay: Relay) -> None:
    await at_noon(relay)
    one = await urges(relay, "sam", "lena", where="here")
    await relay.delivers()
    [post] = await relay.posted("ask_urgent_here", to="atlas")
    assert post.state == "sent"
    assert pinged(post.letter.document) == {user("lena")}
    assert "When it was sent, it was Mon 18:15 for Lena, outside their hours." in post.text
    assert await relay.posted("ask_urgent", to="lena") == []
    assert await held(relay, "lena") == [], "the mention has reached them"
    await withdraws(relay, "sam", one.id)
    await relay.delivers()
    [*_, edit] = await relay.posted("ask_urgent_here", to="atlas", edits=True)
    assert "nothing is left to do" in edit.text


async def test_where_the_channel_takes_no_message_it_comes_privately_at_once(relay: Relay) -> None:
    await at_noon(relay)
    await urges(relay, "sam", "lena", where="here")
    await relay.delivers(refuses="ask_here")
    await relay.delivers()
    assert [one.state for one in await relay.posted("ask_urgent", to="lena")] == ["sent"]


async def test_it_is_answered_at_once_whatever_time_it_is_for_whoever_asked(relay: Relay) -> None:
    await at_noon(relay)
    one = await urges(relay, "sam", "lena")
    plain = await asks(relay, "sam", "lena")
    await relay.delivers()
    await relay.until(at("lena", "Tue 09:30"))
    said = told(await asking.replies(relay, "lena", one.id, "The second."))
    assert said == "Answered. Sam gets it now, at 00:30 there, outside their hours."
    await asking.replies(relay, "lena", plain.id, "The first.")
    await relay.delivers()
    [letter] = await relay.posted("ask_reply", "ask_reply_urgent", to="sam")
    assert (letter.kind, letter.state) == ("ask_reply_urgent", "sent")
    assert "The second." in letter.text
    assert await held(relay, "sam") == [("ask_reply", f"{plain.id}")], "what is not urgent waits"
    await asking.replies(relay, "lena", one.id, "The third.")
    await relay.delivers()
    assert len(await relay.posted("ask_reply_urgent", to="sam")) == 1
    assert "The third." in await relay.stands(f"ask_reply/{one.id}")


async def test_an_urgent_answer_that_is_refused_waits_for_their_note(relay: Relay) -> None:
    await at_noon(relay)
    one = await urges(relay, "sam", "maya")
    await relay.delivers()
    await asking.replies(relay, "maya", one.id, "The second.")
    await relay.delivers(refuses="ask_reply/")
    assert await held(relay, "sam") == [("ask_reply", f"{one.id}")]


@pytest.mark.parametrize("where", ["privately", "here"])
async def test_that_it_failed_is_told_at_once_though_whoever_asked_works_no_more(
    relay: Relay, where: str
) -> None:
    await relay.team("lena", "maya", "sam")
    await relay.until(at("sam", "Mon 21:00"))
    await urges(relay, "sam", "lena", where=where)
    await relay.delivers(refuses="ask/" if where == "privately" else "ask_here/")
    await relay.delivers()
    [notice] = await relay.posted("ask_unreached", "ask_unreached_urgent", to="sam")
    assert (notice.kind, notice.state) == ("ask_unreached_urgent", "sent")
    assert ("will get it privately instead: now, because it is urgent." in notice.text) is (where == "here")


async def test_it_is_urgent_once_the_reminder_waits_for_their_morning(relay: Relay) -> None:
    await relay.team("sam", "maya")
    await asking.meets(relay, "pia")
    await relay.until(at("maya", "Mon 20:00"))
    await urges(relay, "sam", "pia")
    await relay.until(at("maya", "Fri 20:00"))
    kinds = [one.kind for one in await relay.posted("ask", "ask_urgent", to="pia")]
    assert kinds == ["ask_urgent", "ask"]


async def test_asked_again_the_form_holds_why_it_could_not_wait(relay: Relay) -> None:
    await at_noon(relay)
    one = await urges(relay, "sam", "lena")
    await withdraws(relay, "sam", one.id)
    again = await relay.store.transact(request_open.open_again, user("sam"), one.id, now=relay.now)
    assert isinstance(again, Ask)
    assert (again.form.values["when"], again.form.values["why"]) == ("now", REASON)


async def test_of_who_is_forgotten_the_reason_goes_and_that_it_was_urgent_stays(relay: Relay) -> None:
    await at_noon(relay)
    one = await urges(relay, "sam", "lena")
    await relay.delivers()
    await relay.store.transact(forget, (await relay.person("sam")).id, now=relay.now)
    kept = await relay.store.read(requests.get, one.id)
    assert kept is not None
    assert (kept.urgent, kept.content.urgent) == (True, "")
    assert "Checkout" not in await relay.stands(f"ask/{one.id}/{(await relay.person('lena')).id}")


async def test_it_is_counted_for_the_team_and_names_nobody(relay: Relay) -> None:
    await at_noon(relay)

    async def tells(name: str) -> str:
        said = told(await relay.store.read(when.answer, user(name), text="", place=None, now=relay.now))
        return next((line for line in said.splitlines() if line.startswith("Urgent")), "")

    await asks(relay, "sam", "lena")
    assert await tells("lena") == ""
    await urges(relay, "sam", "lena", "maya")
    assert await tells("lena") == (
        "Urgent in the last 30 days: 1 request to people here, outside somebody's hours."
    )
    await urges(relay, "sam", "maya")
    counted = "Urgent in the last 30 days: 2 requests to people here, 1 of them outside somebody's hours."
    assert await tells("lena") == await tells("sam") == counted
    relay.clock.move_to(relay.now + timedelta(days=31))
    assert await tells("lena") == ""


async def test_why_it_came_at_night_is_told_to_themselves_alone(relay: Relay) -> None:
    await relay.team("lena", "maya", "sam")
    await _asleep(relay)
    await urges(relay, "sam", "lena")
    await relay.until(at("lena", "Tue 18:00"))

    async def reads(name: str, text: str) -> str:
        return told(await relay.store.read(why.answer, user(name), text=text, now=relay.now))

    line = "Urgent: a request came at 03:10 (Berlin), as its author marked it so"
    assert line in await reads("lena", "tue")
    assert "Urgent" not in await reads("lena", "mon")
    assert "Urgent" not in await reads("maya", "@lena tue")


async def test_the_form_from_a_note_about_pressing_is_for_that_person_and_urgent(relay: Relay) -> None:
    await at_noon(relay)
    answer = await relay.store.transact(
        request_open.open_urgent, user("sam"), user("lena"), channel=asking.atlas(), now=relay.now
    )
    assert isinstance(answer, Ask)
    assert (answer.form.values["to"], answer.form.values["when"]) == ((user("lena").id,), "now")


async def test_its_files_come_with_it_at_night(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam")
    stuck: dict[str, Value] = {"shape": "stuck", "about": "It hangs.", "tried": "Twice.", "to": "ULENA"}
    page = await relay.store.transact(
        request.sent,
        user("sam"),
        token=form.token,
        values={**form.values, **NOW, **stuck},
        facts=Facts(profiles=[profile("lena")], channel=None),
        files=[File(id="F1", name="trace.txt", size=20)],
        now=relay.now,
    )
    assert isinstance(page, Ask), page
    await sure(relay, "sam", form, "lena")
    await relay.delivers()
    await relay.delivers()
    assert [(one.kind, one.state) for one in await relay.posted(to="lena") if one.kind.startswith("ask")] == [
        ("ask_urgent", "sent"),
        ("ask_urgent_file", "sent"),
    ]


async def test_passed_on_to_a_region_it_wakes_nobody_any_more(relay: Relay) -> None:
    await at_noon(relay)
    one = await urges(relay, "sam", "maya")
    await relay.until(at("sam", "Thu 09:05"))
    team = (await relay.whole()).id
    await relay.store.transact(request_pass.pass_on, user("sam"), one.id, team=team, now=relay.now)
    new = await relay.store.read(newest)
    assert new is not None
    assert (new.label, new.urgent, new.content.urgent) == ("Berlin", False, "")
    assert "Urgent" not in (await relay.posted("ask_here", to="atlas"))[-1].text
    assert await relay.posted("ask_urgent_here") == []
