"""A decision is written on three pages: who decides where, until when, and all of it; mistakes come back."""

import pytest

from bot.messages.answer import Answer, Ask, Fix
from bot.messages.document import Document
from bot.messages.form import Form, Note
from bot.services import away, decision_draft
from storage import notes
from tests.services.deciding import (
    ATLAS,
    goes_on,
    opened,
    posts_in,
    previews,
    proposes,
    sends,
    stands,
    votes,
)
from tests.services.given import Relay, at, text_of, told, user


@pytest.fixture(autouse=True)
async def at_noon(relay: Relay) -> None:
    """New York is at work, and San Francisco begins; in Berlin it is six."""
    await relay.team("lena", "maya", "sam")
    await relay.until(at("maya", "Mon 12:15"))


async def held(relay: Relay, name: str) -> list[str]:
    person = (await relay.person(name)).id
    found = await relay.store.read(notes.holding, [person])
    return [one.kind for one in found.get(person, [])]


def wrong(answer: Answer) -> dict[str, str]:
    assert isinstance(answer, Fix), answer
    return dict(answer.errors)


async def test_the_second_page_says_when_it_can_close_and_who_sets_that(relay: Relay) -> None:
    relay.clock.move_to(at("maya", "Tue 17:00"))
    said = said_on(await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena", "sam"))
    assert "Earliest fair close: Wed 4 Nov, 14:00 (Los Angeles). 24 hours after it was posted." in said
    relay.clock.move_to(at("maya", "Fri 16:00"))
    said = said_on(await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena"))
    last = "Maya, the last of all who decide, has had eight working hours for it by then."
    assert f"Earliest fair close: Mon 9 Nov, 12:30 (Los Angeles). {last}" in said
    assert "Lena: has had eight working hours by Mon 9 Nov, 08:00 (Los Angeles)" in said


def said_on(answer: Answer) -> str:
    """What the second page says before its fields."""
    assert isinstance(answer, Ask), answer
    [note] = [one for one in answer.form.fields if isinstance(one, Note)]
    return text_of(Document(blocks=note.blocks, summary="A note", kind="notice"))


async def test_the_last_page_shows_the_whole_message_and_who_hears_of_it_before_anything_is_posted(
    relay: Relay,
) -> None:
    await relay.store.transact(away.said, user("sam"), "2 nov - 13 nov", now=relay.now)
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena", "sam")
    assert isinstance(second, Ask)
    said = said_on(await previews(relay, "sam", second.form, close="today 13:00", sooner="The shop is down."))
    assert "This is what #atlas will read. Nothing is posted yet, and nobody has been told." in said
    assert "Decision: One rate for vouchers\nSam proposes, and Lena and Maya decide." in said
    assert "Closes Mon 2 Nov, 13:00 (Los Angeles)." in said
    assert "The shop is down." in said
    assert "Sam is away for more than three working days and left out." in said
    assert "Mentioned, as they work now: Maya." in said
    assert "Named and not disturbed: Lena." in said
    assert "or, if they are in no team, in a message during their hours." in said
    assert "[Approve]" not in said, "there is nothing to vote on yet"
    assert await relay.posted("decision") == []


async def test_going_back_keeps_what_was_typed_on_every_page(relay: Relay) -> None:
    first = await opened(relay, "sam")
    second = await goes_on(relay, "sam", first, "maya", "lena")
    assert isinstance(second, Ask)
    third = await previews(relay, "sam", second.form, close="Thu 15:00", silence="consent")
    assert isinstance(third, Ask)
    again = await goes_back(relay, third.form)
    assert again.name == second.form.name
    assert (again.values["close"], again.values["silence"]) == ("Thu 15:00", "consent")
    start = await goes_back(relay, again, close="Fri 11:00")
    assert (start.name, start.values["proposal"]) == (first.name, "Use the API's rate everywhere.")
    forward = await goes_on(relay, "sam", start, "maya")
    assert isinstance(forward, Ask)
    assert forward.form.values["close"] == "Fri 11:00"
    await sends(relay, "sam", forward.form)
    one = await stands(relay)
    assert (one.closes_at, len(one.deciders), one.silence_consents) == (at("sam", "Fri 11:00"), 1, True)


async def goes_back(relay: Relay, form: Form, **values: str) -> Form:
    answer = await relay.store.transact(
        decision_draft.back,
        user("sam"),
        form=form.name,
        token=form.token,
        values={**form.values, **values},
        now=relay.now,
    )
    assert isinstance(answer, Ask), answer
    return answer.form


async def test_a_close_that_has_passed_since_the_preview_is_asked_for_again(relay: Relay) -> None:
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya")
    assert isinstance(second, Ask)
    third = await previews(relay, "sam", second.form, close="today 13:00", sooner="The shop is down.")
    assert isinstance(third, Ask)
    relay.clock.move_to(at("sam", "Mon 13:00"))
    answer = await posts_in(ATLAS, relay, "sam", third.form)
    assert "That has passed" in wrong(answer)["close"]
    assert isinstance(answer, Fix)
    assert answer.values["sooner"] == "The shop is down.", "nothing that was typed is lost"
    assert await relay.posted("decision") == []


async def test_the_same_form_sent_twice_asks_once(relay: Relay) -> None:
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya")
    assert isinstance(second, Ask)
    first = told(await sends(relay, "sam", second.form))
    assert told(await sends(relay, "sam", second.form)) == first
    assert told(await goes_on(relay, "sam", second.form, "maya")) == first
    assert len(await relay.posted("decision")) == 1


async def test_who_is_away_for_long_is_left_out_openly(relay: Relay) -> None:
    await relay.store.transact(away.said, user("lena"), "3 nov - 13 nov", now=relay.now)
    one = await proposes(relay, "sam", "maya", "lena")
    assert (len(one.deciders), len(one.left_out)) == (1, 1)
    [post] = await relay.posted("decision")
    assert "Lena is away for more than three working days and left out." in post.text
    assert await held(relay, "lena") == []
    assert told(await votes(relay, "lena", "approve")).startswith("This is for Maya")


async def test_where_all_are_away_others_are_asked_for(relay: Relay) -> None:
    for name in ("maya", "lena"):
        await relay.store.transact(away.said, user(name), "3 nov - 13 nov", now=relay.now)
    answer = await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena")
    assert wrong(answer) == {"deciders": "None of them is at work in the coming days. Choose who can decide."}


async def test_sooner_than_is_fair_needs_a_reason_which_stands_there(relay: Relay) -> None:
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya", "lena")
    assert isinstance(second, Ask)
    errors = wrong(await sends(relay, "sam", second.form, close="today 13:00"))
    assert "Maya and Lena would not have eight working hours" in errors["sooner"]
    await sends(relay, "sam", second.form, close="today 13:00", sooner="The shop is down.")
    one = await stands(relay)
    assert one.closes_at == at("sam", "Mon 13:00")
    [post] = await relay.posted("decision")
    assert "That is sooner than is fair to all" in post.text
    assert "The shop is down." in post.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [("soon", "Name a day and a time"), ("1 nov 2026 9:00", "has passed"), ("30 nov 9:00", "more than 21")],
)
async def test_a_close_that_cannot_be_is_handed_back(relay: Relay, typed: str, words: str) -> None:
    second = await goes_on(relay, "sam", await opened(relay, "sam"), "maya")
    assert isinstance(second, Ask)
    assert words in wrong(await sends(relay, "sam", second.form, close=typed))["close"]
    assert await relay.posted("decision") == []


@pytest.mark.parametrize(
    ("who", "values", "where", "words"),
    [
        ((), {}, "deciders", "Choose who decides."),
        (("maya",), {"proposal": " "}, "proposal", "a yes is enough"),
        (("maya",), {"team": "team:1"}, "team", "one or the other"),
        ((), {"team": "team:9"}, "team", "no team of yours"),
        (("ines",), {}, "where", "Not all of you are in #atlas"),
    ],
    ids=["nobody", "no proposal", "people and a team", "another team", "not there"],
)
async def test_what_is_missing_is_asked_for(
    relay: Relay, who: tuple[str, ...], values: dict[str, str], where: str, words: str
) -> None:
    answer = await goes_on(relay, "sam", await opened(relay, "sam"), *who, **values)
    assert words in wrong(answer)[where]
    assert await relay.posted("decision") == []
