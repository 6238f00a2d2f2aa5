"""A question returns a step to its author, now or in their morning; the answer goes to who asked."""

import asyncio

import pytest

from bot.domain.identity import QuestionId, StepId
from bot.messages import question as messages
from bot.messages.answer import Ask, Fix
from bot.messages.document import Document
from bot.messages.form import Form, Note
from storage import questions
from storage.errors import Busy
from tests.services.given import Posted, Relay, at, text_of, told
from tests.services.steps import STEP, asks, held, left, opened, replies, shows, stands


async def at_noon(relay: Relay) -> StepId:
    """Sam leaves a step while New York, and he himself, are still at work."""
    await relay.team("sam", "lena", "maya")
    await relay.until(at("sam", "Mon 12:00"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    return (await relay.steps())[STEP].id


async def told_privately(relay: Relay, kind: str, to: str) -> list[Posted]:
    return await relay.posted(kind, to=to)


async def test_a_question_reaches_an_author_who_works_at_once(relay: Relay) -> None:
    step = await at_noon(relay)
    form = await opened(relay, "maya", "ask", step)
    answer = told(await relay.says("maya", form, "Which rate?"))
    assert answer.startswith("Asked. Sam gets it now.")
    [letter] = await told_privately(relay, "question", "sam")
    assert letter.key == "question/1"
    assert "Maya asks about a step of yours" in letter.text
    assert STEP in letter.text
    assert letter.text.endswith("[Answer]")
    assert await held(relay, "sam") == []
    assert await stands(relay) == ("returned", "", (await stands(relay))[2])


async def test_a_question_to_someone_asleep_waits_for_their_morning(relay: Relay) -> None:
    step = await left(relay)
    form = await opened(relay, "lena", "ask", step)
    assert "reads it in their morning note, Tue 3 Nov, 18:00 (Berlin)" in text_of_form(form)
    answer = told(await relay.says("lena", form, "Which rate?"))
    assert "reads it in their morning note, Tue 3 Nov, 18:00 (Berlin)" in answer
    assert await told_privately(relay, "question", "sam") == []
    assert await held(relay, "sam") == [("question", "1")]
    shown = await shows(relay)
    assert "returned by Lena at 09:00 (Berlin), waits for Sam to answer" in shown
    assert "Lena asked: Which rate?" in shown
    assert "[Answer] [Not needed] [Undo]" in shown
    assert "1 waiting for an answer" in shown


async def test_a_returned_step_stands_in_digests_and_does_not_move_on(relay: Relay) -> None:
    step = await left(relay)
    await asks(relay, "lena", step)
    await relay.until(at("lena", "Tue 17:31"))
    assert await stands(relay) == ("returned", "", "Berlin")
    await relay.until(at("lena", "Wed 09:00"))
    digests = [one.text for one in await relay.posted("digest", to="atlas")]
    berlin = [one for one in digests if "Digest for Berlin, Wed" in one]
    assert "Lena asked: Which rate?" in berlin[0]
    home = [one for one in digests if "Digest for Los Angeles, Tue" in one]
    assert "[Answer]" in home[0], "it waits for its author as well"


async def test_the_answer_reaches_an_asker_who_works_and_stands_under_the_step(relay: Relay) -> None:
    step = await at_noon(relay)
    question = await asks(relay, "maya", step)
    await relay.acts("maya", "pick_up", step)
    await replies(relay, "sam", question)
    [letter] = await told_privately(relay, "answer", "maya")
    assert letter.key == "answer/1"
    assert "That of the API." in letter.text
    assert "[Pick up] [Ask] [Done] [Not needed] [Undo]" in letter.text
    asked = await relay.stands("question/1")
    assert "You answered (" in asked
    assert asked.endswith("[Undo]")
    await relay.acts("maya", "pick_up", step)
    assert "[Done]" in await relay.stands("answer/1"), "every copy of a step is kept current"
    assert "[Undo]" not in await relay.stands("question/1")


async def test_an_answer_to_someone_asleep_waits_for_their_morning(relay: Relay) -> None:
    step = await left(relay)
    question = await asks(relay, "lena", step)
    relay.clock.move_to(at("sam", "Tue 12:00"))
    answer = await relay.answers("sam", question.id)
    assert isinstance(answer, Ask)
    assert "Lena reads it in their morning note" in told(await relay.says("sam", answer.form, "The API's."))
    assert ("answer", "1") in await held(relay, "lena")
    assert await told_privately(relay, "answer", "lena") == []
    assert "Sam answered: The API's." in await shows(relay)


@pytest.mark.parametrize(
    ("holds", "after"),
    [(True, ("picked_up", "Lena", "Berlin")), (False, ("open", "", "Berlin"))],
    ids=["in hand", "open"],
)
async def test_with_the_answer_the_step_is_what_it_was(
    relay: Relay, holds: bool, after: tuple[str, str, str]
) -> None:
    step = await left(relay)
    if holds:
        await relay.acts("lena", "pick_up", step)
    question = await asks(relay, "lena", step)
    assert await stands(relay) == ("returned", after[1], "Berlin")
    await replies(relay, "sam", question)
    assert await stands(relay) == after


async def test_any_member_who_knows_may_answer_and_the_first_counts(relay: Relay) -> None:
    step = await left(relay)
    question = await asks(relay, "lena", step)
    late = await relay.answers("sam", question.id)
    assert isinstance(late, Ask)
    await replies(relay, "maya", question, "That of the shop.")
    answer = told(await relay.says("sam", late.form, "That of the API."))
    assert "Maya answered this (" in answer
    assert answer.endswith("That of the API."), "what was typed is handed back"
    assert "Maya answered this (" in told(await relay.answers("sam", question.id))
    assert "Maya answered: That of the shop." in await shows(relay)


async def test_who_finds_out_themselves_answers_and_hears_nothing_twice(relay: Relay) -> None:
    step = await at_noon(relay)
    question = await asks(relay, "maya", step)
    await replies(relay, "maya", question)
    assert await told_privately(relay, "answer", "maya") == []
    assert "Maya answered (" in await relay.stands("question/1")


async def test_of_many_answers_at_once_one_counts(relay: Relay) -> None:
    step = await left(relay)
    question = await asks(relay, "lena", step)
    forms = {name: await relay.answers(name, question.id) for name in ("sam", "maya", "lena")}
    answers = await asyncio.gather(
        *(
            relay.says(name, form.form, f"Says {name}.")
            for name, form in forms.items()
            if isinstance(form, Ask)
        ),
        return_exceptions=True,
    )
    assert all(not isinstance(one, Exception) or isinstance(one, Busy) for one in answers)
    kept = await relay.store.read(questions.get, question.id)
    assert kept is not None
    shown = await shows(relay)
    assert [f"Says {name}." for name in forms if f"answered: Says {name}." in shown] == [kept.answer]


async def test_the_same_form_sent_again_is_an_edit(relay: Relay) -> None:
    step = await at_noon(relay)
    form = await opened(relay, "maya", "ask", step)
    await relay.says("maya", form, "Which rate?")
    await relay.says("maya", form, "Which rate?")
    await relay.says("maya", form, "Which error rate?")
    assert len(await told_privately(relay, "question", "sam")) == 1
    assert "Which error rate?" in await relay.stands("question/1")
    answer = await relay.answers("sam", 1)
    assert isinstance(answer, Ask)
    await relay.says("sam", answer.form, "The API's.")
    await relay.says("sam", answer.form, "The API's, of course.")
    assert "The API's, of course." in await relay.stands("answer/1")
    late = told(await relay.says("maya", form, "Which one?"))
    assert "needs no answer any more" in late
    assert late.endswith("Which one?")


async def test_nothing_typed_is_asked_for_again(relay: Relay) -> None:
    step = await left(relay)
    form = await opened(relay, "lena", "ask", step)
    answer = await relay.says("lena", form, "  ")
    assert isinstance(answer, Fix)
    assert list(answer.errors) == [messages.TEXT]
    assert answer.form.token == form.token
    question = await asks(relay, "lena", step)
    reply = await relay.answers("sam", question.id)
    assert isinstance(reply, Ask)
    assert isinstance(await relay.says("sam", reply.form, ""), Fix)


async def test_somebody_elses_form_gives_the_words_back(relay: Relay) -> None:
    step = await left(relay)
    form = await opened(relay, "lena", "ask", step)
    answer = told(await relay.says("maya", form, "Which rate?"))
    assert "not open for you" in answer
    assert answer.endswith("Which rate?")
    question = await asks(relay, "lena", step)
    reply = await relay.answers("sam", question.id)
    assert isinstance(reply, Ask)
    assert "not open for you" in told(await relay.says("maya", reply.form, "No."))


async def test_two_who_ask_at_once_the_second_gets_their_words_back(relay: Relay) -> None:
    step = await left(relay)
    second = await opened(relay, "maya", "ask", step)
    await asks(relay, "lena", step)
    answer = told(await relay.says("maya", second, "Which chart?"))
    assert "Lena asked about this step" in answer
    assert answer.endswith("Which chart?")


async def test_an_author_does_not_ask_themselves(relay: Relay) -> None:
    step = await left(relay)
    assert "edit your hand-off" in told(await relay.acts("sam", "ask", step))


async def test_nobody_is_asked_who_has_left(relay: Relay) -> None:
    step = await left(relay)
    await relay.leaves("sam")
    assert "Sam has left Atlas" in told(await relay.acts("lena", "ask", step))


async def test_who_asked_is_told_that_it_waits(relay: Relay) -> None:
    step = await left(relay)
    await asks(relay, "lena", step)
    assert "Your question to Sam is not answered yet" in told(await relay.acts("lena", "pick_up", step))


async def test_a_question_taken_back_needs_no_answer(relay: Relay) -> None:
    step = await at_noon(relay)
    question = await asks(relay, "maya", step)
    await relay.undoes("maya", step, "returned")
    assert (await stands(relay))[0] == "open"
    assert "Maya took the question back" in await relay.stands("question/1")
    assert "needs no answer any more" in told(await relay.answers("sam", question.id))


async def test_a_question_taken_back_in_the_night_is_never_told(relay: Relay) -> None:
    step = await left(relay)
    await asks(relay, "lena", step)
    await relay.undoes("lena", step, "returned")
    assert await held(relay, "sam") == []


@pytest.mark.parametrize("what", ["done", "not_needed"])
async def test_a_step_settled_meanwhile_needs_no_answer(relay: Relay, what: str) -> None:
    step = await at_noon(relay)
    question = await asks(relay, "maya", step)
    await relay.acts("maya", what, step)
    assert "No answer is needed any more: the step is" in await relay.stands("question/1")
    assert "needs no answer any more" in told(await relay.answers("sam", question.id))
    await relay.undoes("maya", step, what)
    assert (await relay.stands("question/1")).endswith("[Answer]")


async def test_a_step_taken_out_by_an_edit_needs_no_answer(relay: Relay) -> None:
    step = await left(relay)
    await relay.acts("lena", "pick_up", step)
    question = await asks(relay, "lena", step)
    form = await relay.opens("sam", day="Mon")
    await relay.sends("sam", form, steps__0__what="Roll it back", steps__0__owner="awake")
    assert (await stands(relay))[0] == "withdrawn"
    assert "needs no answer any more" in told(await relay.answers("sam", question.id))
    assert await held(relay, "sam") == [kind for kind in await held(relay, "sam") if kind[0] != "question"]
    [note] = await relay.posted("changed", to="atlas")
    assert "Lena" in note.text, "its holder is told"


async def test_an_edit_that_keeps_the_step_keeps_the_question(relay: Relay) -> None:
    step = await left(relay)
    await asks(relay, "lena", step)
    form = await relay.opens("sam", day="Mon")
    await relay.sends("sam", form, summary="Vouchers pass now.", steps__0__owner="person:3")
    assert await stands(relay) == ("returned", "", "Maya")


async def test_when_the_asker_leaves_the_answer_leads_to_an_open_step(relay: Relay) -> None:
    step = await left(relay, "awake", "arjun")
    await relay.acts("lena", "pick_up", step)
    question = await asks(relay, "lena", step)
    await relay.leaves("lena")
    assert (await stands(relay))[:2] == ("returned", "")
    answer = await relay.answers("sam", question.id)
    assert isinstance(answer, Ask)
    assert told(await relay.says("sam", answer.form, "The API's.")).startswith("Answered. It stands")
    state, holder, where = await stands(relay)
    assert (state, holder) == ("open", "")
    assert where not in ("", "Berlin"), "Berlin has nobody left"


@pytest.mark.parametrize("holds", [True, False], ids=["in hand", "open"])
async def test_when_the_author_leaves_the_step_goes_on_without_an_answer(relay: Relay, holds: bool) -> None:
    step = await left(relay)
    if holds:
        await relay.acts("lena", "pick_up", step)
    question = await asks(relay, "lena", step)
    await relay.leaves("sam")
    assert await stands(relay) == (("picked_up", "Lena", "Berlin") if holds else ("open", "", "Berlin"))
    assert "needs no answer any more" in told(await relay.answers("maya", question.id))
    assert "question" not in [kind for kind, _ in await held(relay, "sam")]


async def test_a_question_that_is_not_there_and_a_stranger(relay: Relay) -> None:
    step = await left(relay)
    question = await asks(relay, "lena", step)
    assert "no longer there" in told(await relay.answers("sam", QuestionId(10**15)))
    assert "/sunrelay join" in told(await relay.answers("arjun", question.id))


async def test_an_answer_taken_back_and_given_again_is_told_once(relay: Relay) -> None:
    step = await at_noon(relay)
    question = await asks(relay, "maya", step)
    await replies(relay, "sam", question)
    await relay.undoes("sam", step, "open")
    assert "waits for an answer again" in await relay.stands("answer/1")
    assert (await relay.stands("question/1")).endswith("[Answer]")
    await replies(relay, "sam", question, "That of the shop.")
    assert "That of the shop." in await relay.stands("answer/1")
    assert len(await told_privately(relay, "answer", "maya")) == 1


def text_of_form(form: Form) -> str:
    notes = [one.blocks for one in form.fields if isinstance(one, Note)]
    return text_of(Document(blocks=tuple(block for some in notes for block in some), summary="x", kind="x"))
