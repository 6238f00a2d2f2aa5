"""The answer to a request: who may give it, that it comes once, and that everyone sees it."""

from bot.domain.identity import Place
from bot.messages.answer import Ask
from bot.services import request_answer
from tests.services.asking import ATLAS, asks, at_noon, held, meets, replies, stands
from tests.services.given import Relay, at, told, user


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
    assert "Maya answered this (" in told(late)
    assert "The first." in told(late)
    assert (await stands(relay, one.id)).answer == "The second."


async def test_what_was_sent_privately_only_those_asked_may_answer(relay: Relay) -> None:
    await at_noon(relay)
    one = await asks(relay, "sam", "maya")
    said = told(await replies(relay, "lena", one.id, "I know!", where=ATLAS))
    assert said == "Sam asked somebody else. If you know the answer, tell Sam."
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
