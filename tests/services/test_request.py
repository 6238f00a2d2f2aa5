"""Requests: to whom they come and when, who may answer, and what is said to who sends a form."""

import pytest

from bot.domain.identity import Place, RequestId
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.form import ChoiceField
from bot.services import request, request_answer, request_letters
from bot.services.mention import pinged
from storage import notes
from tests.services.asking import ABOUT, asks, meets, opened, replies, sends, stands, withdraws
from tests.services.given import Relay, at, profile, told, user

ATLAS = "CATLAS"


async def at_noon(relay: Relay, *names: str) -> None:
    """New York is at work, and San Francisco begins; in Berlin it is six."""
    await relay.team(*(names or ("lena", "maya", "sam")))
    await relay.until(at("maya", "Mon 12:15"))


async def held(relay: Relay, name: str) -> list[tuple[str, str]]:
    person = (await relay.person(name)).id
    found = await relay.store.read(notes.holding, [person])
    return [(one.kind, one.subject) for one in found.get(person, [])]


def wrong(answer: Answer) -> dict[str, str]:
    assert isinstance(answer, Fix), answer
    return dict(answer.errors)


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


async def test_an_answer_comes_once_and_everywhere_it_stands_so(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", "lena")
    said = told(await replies(relay, "maya", one.id, "The second."))
    assert said == "Answered. Sam gets it now."
    [letter] = await relay.posted("ask_reply", to="sam")
    assert "Maya answered you" in letter.text
    assert "You answered" in await relay.stands(f"ask/{one.id}/{(await relay.person('maya')).id}")
    assert "Maya answered" in await relay.stands(f"ask_receipt/{one.id}")
    await relay.until(at("lena", "Tue 09:01"))
    assert await relay.posted("note", to="lena") == [], "nothing is left to do"
    told(await replies(relay, "maya", one.id, "No: the first."))
    assert len(await relay.posted("ask_reply")) == 1
    assert "No: the first." in await relay.stands(f"ask_reply/{one.id}")


async def test_an_answer_to_someone_asleep_waits_for_their_note(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "lena", "maya")
    assert "Lena reads it when their day begins" in told(await replies(relay, "maya", one.id, "The second."))
    assert await held(relay, "lena") == [("ask_reply", f"{one.id}")]
    await relay.until(at("lena", "Tue 09:01"))
    [note] = await relay.posted("note", to="lena")
    assert "Maya answered you" in note.text
    told(await replies(relay, "maya", one.id, "No: the first."))
    assert "No: the first." in await relay.stands(note.key), "the note is kept current"
    assert await relay.posted("ask_reply") == []


async def test_the_first_answer_counts_and_what_came_second_is_handed_back(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", "lena")
    form = await relay.store.transact(request_answer.answer, user("lena"), one.id, where="", now=relay.now)
    assert isinstance(form, Ask)
    await replies(relay, "maya", one.id, "The second.")
    late = await relay.store.transact(
        request_answer.answered,
        user("lena"),
        token=form.form.token,
        values={"text": "The first."},
        now=relay.now,
    )
    assert "Maya answered this at" in told(late)
    assert "The first." in told(late)
    assert (await stands(relay, one.id)).answer == "The second."


async def test_what_was_sent_privately_only_those_asked_may_answer(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya")
    said = told(await replies(relay, "lena", one.id, "I know!", where=ATLAS))
    assert said == "Sam asked somebody else. If you know the answer, write to Sam."
    assert (await stands(relay, one.id)).state == "waiting"


async def test_in_a_channel_anyone_there_may_answer_and_nobody_from_elsewhere(relay: Relay) -> None:
    await at_noon(relay)
    await meets(relay, "arjun")
    one = await asks(relay, "sam", "maya", "lena", where="here")
    assert one.place is not None
    [post] = await relay.posted("ask_here")
    assert isinstance(post.letter.to, Place)
    assert "[Answer] [Withdraw]" in post.text
    assert await relay.posted("ask") == [], "Maya is mentioned there, Lena reads it in her note"
    assert await held(relay, "lena") == [("ask", f"{one.id}")]
    assert "asked somebody else" in told(await replies(relay, "arjun", one.id, "I know!", where="COTHER"))
    told(await replies(relay, "arjun", one.id, "The first.", where=ATLAS))
    assert "Arjun answered" in await relay.stands(f"ask_here/{one.id}")


async def test_only_who_asked_takes_it_back_and_once(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", "lena")
    assert "Only Sam can withdraw this" in told(await withdraws(relay, "maya", one.id))
    assert told(await withdraws(relay, "sam", one.id)).startswith("Withdrawn.")
    assert "nothing is left to do" in await relay.stands(f"ask/{one.id}/{(await relay.person('maya')).id}")
    assert "needs no answer any more" in told(await withdraws(relay, "sam", one.id))
    assert "needs no answer any more" in told(await replies(relay, "maya", one.id, "The second."))
    await relay.until(at("lena", "Tue 09:01"))
    assert await relay.posted("note", to="lena") == []


async def test_a_letter_that_has_not_left_when_it_is_taken_back_never_does(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya")
    await withdraws(relay, "sam", one.id)
    await relay.delivers()
    [letter] = await relay.posted("ask")
    assert (letter.state, letter.why) == ("dropped", "taken back")


async def test_who_takes_no_private_messages_is_named_to_whoever_asked_once(relay: Relay) -> None:
    await at_noon(relay)
    await asks(relay, "sam", "maya", "lena")
    await relay.delivers(refuses="ask/")
    [told_so] = await relay.posted("ask_unreached", to="sam")
    assert "I could not bring what you asked to Maya" in told_so.text
    assert told_so.text.endswith("[Withdraw]")
    await relay.delivers()
    assert [one.state for one in await relay.posted("ask_unreached")] == ["sent"]


async def test_an_answer_that_is_refused_waits_for_the_note_of_whoever_asked(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya")
    await relay.delivers()
    await replies(relay, "maya", one.id, "The second.")
    await relay.delivers(refuses="ask_reply/")
    assert await held(relay, "sam") == [("ask_reply", f"{one.id}")]
    assert await relay.posted("ask_unreached") == []
    await relay.until(at("sam", "Tue 09:01"))
    [note] = await relay.posted("note", to="sam")
    assert "The second." in note.text


async def test_an_answer_that_is_refused_and_no_note_can_bring_is_told_to_whoever_gave_it(
    relay: Relay,
) -> None:
    await at_noon(relay, "maya", "lena")
    await meets(relay, "sam")
    one = await asks(relay, "sam", "maya")
    await relay.delivers()
    await replies(relay, "maya", one.id, "The second.")
    await relay.delivers(refuses="ask_reply/")
    [told_so] = await relay.posted("ask_unreached", to="maya")
    assert told_so.text.startswith("I could not bring your answer to Sam")
    assert told_so.state == "sent"


async def test_where_the_channel_takes_no_message_each_has_it_privately(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", "lena", where="here")
    await relay.delivers(refuses="ask_here/")
    [letter] = await relay.posted("ask")
    assert letter.key == f"ask/{one.id}/{(await relay.person('maya')).id}"
    assert letter.state == "sent"
    assert await held(relay, "lena") == [("ask", f"{one.id}")]
    [told_so] = await relay.posted("ask_unreached", to="sam")
    assert told_so.text.startswith("I could not write in the channel where you asked.")


async def test_who_could_not_be_reached_is_named_to_whoever_asked_once_they_work(relay: Relay) -> None:
    await at_noon(relay)
    await relay.until(at("maya", "Mon 16:00"))
    await asks(relay, "lena", "maya")
    await asks(relay, "lena", "sam")
    await relay.delivers(refuses="ask/")
    assert [one.state for one in await relay.posted("ask_unreached", to="lena")] == ["waiting", "waiting"]
    await replies(relay, "maya", RequestId(1), "The second.")
    await relay.until(at("lena", "Tue 08:59"))
    await relay.delivers()
    assert "sent" not in [one.state for one in await relay.posted("ask_unreached")]
    relay.clock.move_to(at("lena", "Tue 09:01"))
    await relay.delivers()
    states = [(one.state, one.why) for one in await relay.posted("ask_unreached")]
    assert states == [("dropped", "taken back"), ("sent", None)]


@pytest.mark.parametrize("key", ["ask/1/2#2", "ask_here/1#2", "ask_reply/1#2"])
async def test_a_later_part_that_is_refused_is_told_to_nobody(relay: Relay, key: str) -> None:
    await at_noon(relay)
    await asks(relay, "sam", "maya", where="here")
    before = len(await relay.posted())
    await relay.store.transact(request_letters.refused, key, now=relay.now)
    assert len(await relay.posted()) == before


async def test_asked_again_the_form_holds_what_was_withdrawn(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", links="https://example.com/1")
    await withdraws(relay, "sam", one.id)
    again = await relay.store.transact(request.open_again, user("sam"), one.id, now=relay.now)
    assert isinstance(again, Ask)
    assert again.form.values["about"] == ABOUT
    assert again.form.values["links"] == "https://example.com/1"
    assert again.form.values["to"] == (user("maya").id,)
    other = await relay.store.transact(request.open_again, user("maya"), one.id, now=relay.now)
    assert "no longer there" in told(other)


async def test_the_same_form_sent_again_asks_once_and_says_it_in_other_words(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam")
    first = told(await sends(relay, "sam", form, "maya"))
    assert told(await sends(relay, "sam", form, "maya")) == first
    assert len(await relay.posted("ask")) == 1
    assert told(await sends(relay, "sam", form, "maya", about="Which tax?")).startswith("Changed.")
    one = await stands(relay, RequestId(1))
    assert one.content.about == "Which tax?"
    assert "Which tax?" in await relay.stands(f"ask/1/{(await relay.person('maya')).id}")
    await replies(relay, "maya", one.id, "None.")
    late = told(await sends(relay, "sam", form, "maya", about="Which duty?"))
    assert "Maya answered this at" in late
    assert "Which duty?" in late


async def test_a_button_whose_form_was_sent_opens_another_like_it(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam", "@maya which rate?")
    await sends(relay, "sam", form, "maya")
    again = await relay.store.transact(request.resume, user("sam"), token=form.token, now=relay.now)
    assert isinstance(again, Ask)
    assert again.form.token != form.token
    assert (again.form.values["to"], again.form.values.get("about")) == ((user("maya").id,), None)
    assert told(await sends(relay, "sam", again.form, "maya", about="Which tax?")).startswith("Sent.")
    assert [(await stands(relay, RequestId(one))).content.about for one in (1, 2)] == [ABOUT, "Which tax?"]


async def test_a_button_whose_form_was_not_sent_opens_that_one(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam", "@maya which rate?")
    again = await relay.store.transact(request.resume, user("sam"), token=form.token, now=relay.now)
    assert isinstance(again, Ask)
    assert (again.form.token, again.form.values["about"]) == (form.token, "which rate?")


@pytest.mark.parametrize(
    ("to", "values"),
    [
        ("lena", {}),
        ("maya", {"where": "here"}),
        ("maya", {"shape": "review", "links": "https://example.com/1"}),
    ],
    ids=["somebody else", "elsewhere", "of another shape"],
)
async def test_the_same_form_for_something_else_is_a_request_of_its_own(
    relay: Relay, to: str, values: dict[str, str]
) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam", here=True)
    await sends(relay, "sam", form, "maya")
    assert told(await sends(relay, "sam", form, to, about="Which tax?", **values)).startswith("Sent.")
    first, second = await stands(relay, RequestId(1)), await stands(relay, RequestId(2))
    assert (first.content.about, second.content.about) == (ABOUT, "Which tax?")
    assert second.to == ((await relay.person(to)).id,)
    assert ABOUT in await relay.stands(f"ask/1/{(await relay.person('maya')).id}")


@pytest.mark.parametrize(
    ("to", "values", "where", "words"),
    [
        ((), {}, "to", "Choose who is to answer."),
        (("sam",), {}, "to", "You are among them yourself"),
        (("maya",), {"about": " "}, "about", "Say what it is about"),
        (("maya",), {"need": ""}, "need", "Say what would help"),
        (("maya",), {"links": "my desk"}, "links", "Not an address: my desk."),
        (("maya",), {"links": "\n".join(["https://example.com"] * 11)}, "links", "at most 10"),
        (("maya",), {"by": "2 nov 2026 9:00"}, "by", "That has passed"),
        (("maya",), {"shape": "stuck"}, "tried", "Say what you have tried"),
        (("maya",), {"shape": "stuck", "recording": "desk"}, "recording", "it starts with https://"),
        (("maya",), {"shape": "review"}, "links", "Link what is to be reviewed."),
        (("ines",), {"where": "here"}, "where", "Not all of you are in #atlas"),
    ],
)
async def test_whatever_is_wrong_comes_back_with_all_that_was_typed(
    relay: Relay, to: tuple[str, ...], values: dict[str, str], where: str, words: str
) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam", here="where" in values)
    answer = await sends(relay, "sam", form, *to, **values)
    assert words in wrong(answer)[where]
    assert isinstance(answer, Fix)
    assert {name: answer.values[name] for name in values} == values
    assert await relay.posted("ask", "ask_here", "ask_receipt") == []


async def test_a_guest_is_not_asked(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam")
    answer = await relay.store.transact(
        request.sent,
        user("sam"),
        token=form.token,
        values={"about": ABOUT, "need": "A rate.", "to": (user("ines").id,)},
        profiles=[profile("ines", eligible=False)],
        channel=None,
        now=relay.now,
    )
    assert wrong(answer)["to"].startswith("Ines is a guest, an app, or gone")


async def test_where_the_bot_is_not_it_cannot_be_asked_any_more(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam", here=True)
    answer = await relay.store.transact(
        request.sent,
        user("sam"),
        token=form.token,
        values={"about": ABOUT, "need": "A rate.", "to": (user("maya").id,), "where": "here"},
        profiles=[profile("maya")],
        channel=None,
        now=relay.now,
    )
    assert wrong(answer)["where"].startswith("I am not in that channel.")


async def test_somebody_elses_form_is_not_sent_and_what_was_typed_is_handed_back(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam")
    answer = told(await sends(relay, "maya", form, "lena"))
    assert "/ask opens a new one" in answer
    assert ABOUT in answer
    changed = await relay.store.transact(
        request.redraw, user("maya"), token=form.token, name="shape", value="stuck", values={"about": ABOUT}
    )
    assert ABOUT in told(changed)


async def test_a_time_that_is_named_is_an_instant_for_everyone(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", by="thu 15:00")
    assert one.content.by_at == at("sam", "Thu 15:00")
    [letter] = await relay.posted("ask")
    assert "Needed by: Thu 5 Nov, 18:00 (New York)" in letter.text
    other = await asks(relay, "sam", "maya", by="tomorrow")
    assert (other.content.by, other.content.by_at) == ("tomorrow (in Los Angeles)", None)


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
    assert "To Maya: expected by Tue 3 Nov, 09:15 (Los Angeles)" in mine
    hers = told(await relay.store.read(request.listed, user("maya"), now=relay.now))
    assert "Sam: expected by" in hers
    assert "You wait for nothing." in hers
    await replies(relay, "maya", one.id, "The second.")
    assert "answered by Maya" in told(await relay.store.read(request.listed, user("sam"), now=relay.now))
    hers = told(await relay.store.read(request.listed, user("maya"), now=relay.now))
    assert hers.startswith("Nothing waits on you, and you wait for nothing.")


@pytest.mark.parametrize(
    ("text", "to", "about", "unknown"),
    [
        ("", (), "", False),
        ("@Maya", ("maya",), "", False),
        ("maya", ("maya",), "", False),
        ("@Maya @lena which rate applies?", ("maya", "lena"), "which rate applies?", False),
        ("<@UMAYA|maya> which\nrate?", ("maya",), "which\nrate?", False),
        ("which rate applies?", (), "which rate applies?", False),
        ("@Zoe @Maya which rate?", ("maya",), "which rate?", True),
        ("@sam it is for me", (), "it is for me", False),
    ],
)
async def test_the_form_begins_with_what_was_typed_after_the_command(
    relay: Relay, text: str, to: tuple[str, ...], about: str, unknown: bool
) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam", text)
    assert form.values["to"] == tuple(user(one).id for one in to)
    assert form.values["about"] == about
    assert ("I know nobody called “Zoe”" in f"{form.fields}") is unknown


async def test_for_a_region_it_stands_in_the_teams_channel_and_wakes_nobody(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya", "lena")
    form = await opened(relay, "sam", "Berlin")
    chosen = form.values["group"]
    field = form.named("group")
    assert isinstance(field, ChoiceField)
    assert sorted((one.group, one.text) for one in field.choices) == [
        ("Atlas", "Atlas"),
        ("Atlas", "Berlin"),
        ("Atlas", "New York"),
        ("People", "No: for the people above"),
    ], "in Los Angeles there is nobody else"
    said = told(await sends(relay, "sam", form, group=chosen))
    assert "It stands in the channel for Berlin; whoever is off now reads it when their day begins." in said
    one = await stands(relay, RequestId(1))
    assert (one.label, one.to) == ("Berlin", ((await relay.person("lena")).id,))
    [post] = await relay.posted("ask_here", to="atlas")
    assert "Sam asks Berlin a question" in post.text
    assert pinged(post.letter.document) == set()
    assert await relay.posted("ask") == []
    await relay.until(at("lena", "Tue 09:01"))
    [note] = await relay.posted("note", to="lena")
    assert "Sam asks Berlin a question" in note.text


async def test_for_a_whole_team_the_promise_is_that_of_the_first_who_can_answer(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya", "lena")
    form = await opened(relay, "sam", "@Atlas which rate?")
    assert form.values["about"] == "which rate?"
    told(await sends(relay, "sam", form, group=form.values["group"]))
    one = await stands(relay, RequestId(1))
    assert set(one.to) == {(await relay.person(name)).id for name in ("maya", "lena")}
    assert one.promise is not None
    assert one.promise.at == at("maya", "Tue 12:15")
    assert one.first == (await relay.person("maya")).id
    told(await replies(relay, "lena", one.id, "The second.", where=ATLAS))
    assert "Lena answered" in await relay.stands("ask_here/1")
    await withdraws(relay, "sam", one.id)
    other = await asks(relay, "sam", group=form.values["group"])
    await withdraws(relay, "sam", other.id)
    again = await relay.store.transact(request.open_again, user("sam"), other.id, now=relay.now)
    assert isinstance(again, Ask)
    assert (again.form.values["to"], again.form.values["group"]) == ((), form.values["group"])


@pytest.mark.parametrize(
    ("to", "group", "words"),
    [
        (("maya",), "region:2", "You have picked people as well"),
        ((), "region:99", "no region or team of yours any more"),
        ((), "team:x", "no region or team of yours any more"),
    ],
    ids=["people too", "not there", "nonsense"],
)
async def test_a_region_is_one_of_their_own_and_asked_alone(
    relay: Relay, to: tuple[str, ...], group: str, words: str
) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam")
    assert words in wrong(await sends(relay, "sam", form, *to, group=group))["group"]


async def test_who_is_in_no_team_is_offered_none(relay: Relay) -> None:
    await at_noon(relay, "sam", "maya")
    await meets(relay, "lena")
    assert (await opened(relay, "lena")).named("group") is None
    form = await opened(relay, "lena")
    assert wrong(await sends(relay, "lena", form, group="team:1"))["group"].startswith("That is no region")
