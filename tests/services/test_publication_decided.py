"""A decision from somebody's words: in the channel that all agreed to, in time, and nothing kept before."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.identity import PublicationId
from bot.domain.publication import WINDOW, Quote
from bot.messages.answer import Answer, Ask, Fix
from bot.messages.form import ChoiceField, Form, Note
from bot.services import decision_draft
from bot.services.decision_draft import resume
from bot.services.forget import forget
from storage.tables import forms
from tests.services.deciding import goes_on, goes_on_in, newest, posts_in, previews, sends
from tests.services.given import Relay, at, told, user
from tests.services.publishing import ATLAS, PRIVATE, WORDS, opened, presses, stands, wants
from tests.services.publishing import sends as sends_words

RETYPED = {"title": "One rounding", "problem": f"Arjun: “{WORDS}”"}
SAID = Quote(author="Arjun", words=WORDS, link="https://example.com/p1")


@pytest.fixture
async def there(relay: Relay) -> Relay:
    """Lena is in two teams; Monday, eleven in Berlin."""
    await relay.team("lena", "arjun", "maya")
    await relay.team("lena", "arjun", name="borealis")
    await relay.until(at("lena", "Mon 11:00"))
    return relay


async def proposing(relay: Relay) -> Form:
    """Arjun has agreed, and Lena begins to propose."""
    one = await wants(relay, "lena", "arjun", purpose="decision")
    await relay.delivers()
    await presses(relay, "arjun", "agree", one)
    answer = await presses(relay, "lena", "propose", one)
    assert isinstance(answer, Ask), answer
    return answer.form


def choices(form: Form, name: str) -> set[str]:
    field = form.named(name)
    assert isinstance(field, ChoiceField)
    return {one.value for one in field.choices}


async def subjects(relay: Relay) -> str:
    rows = await relay.store.read(lambda tx: tx.all(select(forms.c.subject)))
    return f"{[one.subject for one in rows]}"


async def test_the_last_to_agree_is_told_what_may_follow_from_it_and_until_when(there: Relay) -> None:
    one = await wants(there, "lena", "arjun", "maya", purpose="decision")
    await there.delivers()
    first = told(await presses(there, "arjun", "agree", one))
    assert "You agree that what you wrote may be quoted in a decision in #atlas." in first
    assert "only if everyone who is asked agrees by Mon 9 Nov" in first
    last = told(await presses(there, "maya", "agree", one))
    assert "so does everyone else who was asked: until Mon 9 Nov" in last
    assert "Lena may propose a decision in #atlas from what Arjun wrote." in last
    assert "Propose it from my other message, until Mon 9 Nov" in await there.stands(f"consent_receipt/{one}")


async def test_what_was_said_in_public_is_kept_once_the_form_is_sent(there: Relay) -> None:
    answer = await there.store.transact(
        decision_draft.open_said, user("lena"), quote=SAID, channel=ATLAS, now=there.now
    )
    assert isinstance(answer, Ask)
    assert answer.form.values["problem"] == f"Arjun: “{WORDS}”\nhttps://example.com/p1"
    assert WORDS not in await subjects(there)


async def test_opened_later_by_its_button_the_form_says_that_the_words_are_gone(there: Relay) -> None:
    answer = await there.store.transact(
        decision_draft.open_said, user("lena"), quote=SAID, channel=ATLAS, now=there.now
    )
    said = await there.store.transact(resume, user("lena"), token=shown(answer).token, now=there.now)
    assert "use “Make it a decision” on that message once more" in f"{shown(said).fields[0]}"
    agreed = await proposing(there)
    again = await there.store.transact(resume, user("lena"), token=agreed.token, now=there.now)
    assert "press “Propose it”" in f"{shown(again).fields[0]}"
    assert not any(isinstance(one, Note) for form in (shown(answer), agreed) for one in form.fields)


def shown(answer: Answer) -> Form:
    assert isinstance(answer, Ask), answer
    return answer.form


async def test_who_the_bot_has_not_met_proposes_nothing(there: Relay) -> None:
    answer = await there.store.transact(
        decision_draft.open_said, user("nobody"), quote=SAID, channel=ATLAS, now=there.now
    )
    assert told(answer)


async def test_ones_own_private_words_open_the_form_at_once(there: Relay) -> None:
    form = await opened(there, "lena", "lena", purpose="decision")
    answer = await sends_words(there, "lena", form)
    assert isinstance(answer, Ask)
    assert answer.form.values["problem"] == f"Lena: “{WORDS}”"
    assert await there.posted("consent") == []
    assert WORDS not in await subjects(there)


async def test_it_may_be_proposed_in_no_other_channel(there: Relay) -> None:
    form = await proposing(there)
    assert choices(form, "where") == {"here"}
    assert choices(form, "team") == {"people", "team:1", "each:1"}
    for name, wrong in (("where", "team:2"), ("team", "team:2"), ("team", "each:2")):
        answer = await goes_on(there, "lena", form, *([] if name == "team" else ["arjun"]), **{name: wrong})
        assert isinstance(answer, Fix), answer


async def last_page(relay: Relay) -> Form:
    """All of it but the sending is done."""
    second = await goes_on(relay, "lena", await proposing(relay), "arjun", **RETYPED)
    assert isinstance(second, Ask)
    preview = await previews(relay, "lena", second.form)
    assert isinstance(preview, Ask)
    return preview.form


async def test_whoever_left_the_channel_does_not_propose_it_there_until_they_are_back(there: Relay) -> None:
    form = await last_page(there)
    answer = await posts_in(replace(ATLAS, members=(user("arjun"),)), there, "lena", form)
    assert "Join it again, and press Propose it" in told(answer)
    assert WORDS in told(answer)
    assert "Invite me there" in told(await posts_in(None, there, "lena", form))
    assert await there.posted("decision") == []
    await posts_in(ATLAS, there, "lena", form)
    assert WORDS in (await newest(there)).content.problem


async def test_what_the_members_of_a_private_channel_may_read_is_not_proposed_to_everyone(
    there: Relay,
) -> None:
    one = await wants(there, "lena", "arjun", purpose="decision", where=PRIVATE)
    await there.delivers()
    await presses(there, "arjun", "agree", one, there=PRIVATE)
    answer = await presses(there, "lena", "propose", one)
    assert isinstance(answer, Ask)
    second = await goes_on_in(PRIVATE, there, "lena", answer.form, "arjun", **RETYPED)
    assert isinstance(second, Ask)
    assert "may not be quoted any more" in told(await sends(there, "lena", second.form))
    assert (await stands(there, one)).state == "over"
    assert await there.posted("decision") == []


async def test_once_it_is_proposed_the_consent_is_spent(there: Relay) -> None:
    form = await proposing(there)
    second = await goes_on(there, "lena", form, "arjun", **RETYPED)
    assert isinstance(second, Ask)
    await sends(there, "lena", second.form)
    assert WORDS in (await newest(there)).content.problem
    one = await stands(there, PublicationId(1))
    assert (one.state, one.text, one.answers) == ("published", "", {})
    assert "may not be quoted" in told(await presses(there, "lena", "propose", one.id))


async def test_the_time_to_propose_it_ends(there: Relay) -> None:
    form = await proposing(there)
    second = await goes_on(there, "lena", form, "arjun", **RETYPED)
    assert isinstance(second, Ask)
    await there.until(there.now + WINDOW + timedelta(minutes=1))
    assert WORDS not in await subjects(there)
    answer = await sends(there, "lena", second.form, close="Mon 12:00")
    assert "may not be quoted any more" in told(answer)
    assert "Mon 12:00" in told(answer), "what is being sent is handed back"
    assert await there.posted("decision") == []


async def withdraws(relay: Relay) -> None:
    await presses(relay, "lena", "withdraw", PublicationId(1))


async def declines(relay: Relay) -> None:
    await presses(relay, "arjun", "refuse", PublicationId(1))


async def is_forgotten(relay: Relay) -> None:
    await relay.store.transact(forget, (await relay.person("arjun")).id, now=relay.now)


ends = pytest.mark.parametrize("ends", [declines, withdraws, is_forgotten])


@ends
async def test_once_it_is_over_the_draft_keeps_nothing_and_cannot_be_gone_on_with(
    there: Relay, ends: Callable[[Relay], Awaitable[None]]
) -> None:
    form = await proposing(there)
    second = await goes_on(there, "lena", form, "arjun", **RETYPED)
    assert isinstance(second, Ask)
    await previews(there, "lena", second.form, close="")
    assert WORDS in await subjects(there)
    await ends(there)
    assert WORDS not in await subjects(there)
    resumed = await there.store.transact(decision_draft.resume, user("lena"), token=form.token, now=there.now)
    back = await there.store.transact(
        decision_draft.back,
        user("lena"),
        form="decision.window",
        token=form.token,
        values={"close": WORDS},
        now=there.now,
    )
    posted = await posts_in(ATLAS, there, "lena", second.form)
    for answer in (resumed, back, posted):
        assert "may not be quoted any more" in told(answer)
        assert WORDS not in told(answer)
    assert await there.posted("decision") == []


@ends
async def test_a_page_that_is_sent_once_it_is_over_is_handed_back_and_not_kept(
    there: Relay, ends: Callable[[Relay], Awaitable[None]]
) -> None:
    form = await proposing(there)
    await ends(there)
    answer = await goes_on(there, "lena", form, "maya", **RETYPED)
    assert "may not be quoted any more" in told(answer)
    assert WORDS in told(answer)
    assert WORDS not in await subjects(there)
