"""The form of a request: what it begins with, what is to be mended, and what a second sending does."""

import pytest

from bot.domain.identity import RequestId
from bot.messages.answer import Ask, Fix
from bot.services import request, request_open
from bot.services.request_whom import Facts
from tests.services.asking import (
    ABOUT,
    asks,
    at_noon,
    opened,
    replies,
    sends,
    stands,
    withdraws,
    wrong,
)
from tests.services.given import Relay, profile, told, user


async def test_asked_again_the_form_holds_what_was_withdrawn(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya", links="https://example.com/1")
    await withdraws(relay, "sam", one.id)
    again = await relay.store.transact(request_open.open_again, user("sam"), one.id, now=relay.now)
    assert isinstance(again, Ask)
    assert again.form.values["about"] == ABOUT
    assert again.form.values["links"] == "https://example.com/1"
    assert again.form.values["to"] == (user("maya").id,)
    other = await relay.store.transact(request_open.open_again, user("maya"), one.id, now=relay.now)
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
    assert "Maya answered this (" in late
    assert "Which duty?" in late


async def test_a_button_whose_form_was_sent_opens_another_like_it(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam", "@maya which rate?")
    await sends(relay, "sam", form, "maya")
    again = await relay.store.transact(request_open.resume, user("sam"), token=form.token, now=relay.now)
    assert isinstance(again, Ask)
    assert again.form.token != form.token
    assert (again.form.values["to"], again.form.values.get("about")) == ((user("maya").id,), None)
    assert told(await sends(relay, "sam", again.form, "maya", about="Which tax?")).startswith("Sent.")
    assert [(await stands(relay, RequestId(one))).content.about for one in (1, 2)] == [ABOUT, "Which tax?"]


async def test_a_button_whose_form_was_not_sent_opens_that_one(relay: Relay) -> None:
    await at_noon(relay)
    form = await opened(relay, "sam", "@maya which rate?")
    again = await relay.store.transact(request_open.resume, user("sam"), token=form.token, now=relay.now)
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
        facts=Facts(profiles=[profile("ines", eligible=False)], channel=None),
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
        facts=Facts(profiles=[profile("maya")], channel=None),
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
        request_open.redraw,
        user("maya"),
        token=form.token,
        name="shape",
        value="stuck",
        values={"about": ABOUT},
    )
    assert ABOUT in told(changed)


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
