"""Questions when something comes between: letters that never left, answers taken back, people who go."""

from bot.domain.handoff import Question
from bot.domain.identity import StepId
from tests.services.given import Relay, at
from tests.services.steps import STEP, asks, held, left, replies, shows, stands


async def at_noon(relay: Relay) -> StepId:
    """Sam leaves a step while New York, and he himself, are still at work."""
    await relay.team("sam", "lena", "maya")
    await relay.until(at("sam", "Mon 12:00"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, "awake"))
    return (await relay.steps())[STEP].id


async def asked_overnight(relay: Relay) -> tuple[StepId, Question]:
    """Lena has asked, and Sam has found it in his note on Tuesday."""
    step = await left(relay)
    question = await asks(relay, "lena", step)
    await relay.until(at("sam", "Tue 09:00"))
    return step, question


async def test_a_question_that_could_not_leave_and_is_asked_again_is_told(relay: Relay) -> None:
    step = await at_noon(relay)
    relay.clock.move_to(at("sam", "Mon 17:29"))
    await asks(relay, "maya", step)
    relay.clock.move_to(at("sam", "Mon 17:30"))
    await relay.delivers()
    assert await held(relay, "sam") == [("question", "1")]
    await relay.acts("maya", "done", step)
    relay.clock.move_to(at("sam", "Tue 10:00"))
    await relay.undoes("maya", step, "done")
    await relay.delivers()
    assert ("question", "1") in await held(relay, "sam")


async def test_one_told_in_a_note_is_not_told_again(relay: Relay) -> None:
    step, _ = await asked_overnight(relay)
    await relay.acts("lena", "not_needed", step)
    await relay.undoes("lena", step, "not_needed")
    await relay.delivers()
    assert await relay.posted("question", to="sam") == []
    [note] = await relay.posted("note", to="sam")
    assert "[Answer]" in await relay.stands(note.key)
    assert ("question", "1") not in await held(relay, "sam")


async def test_the_asker_hears_that_the_author_needs_it_no_more(relay: Relay) -> None:
    step = await at_noon(relay)
    await asks(relay, "maya", step)
    await relay.acts("sam", "not_needed", step)
    await relay.delivers()
    [told] = await relay.posted("answer", to="maya")
    assert "Your question needs no answer any more" in told.text
    assert "Sam marked the step as not needed." in told.text
    await relay.undoes("sam", step, "not_needed")
    assert "waits for an answer again" in await relay.stands(told.key)


async def test_the_asker_hears_that_the_step_was_taken_out(relay: Relay) -> None:
    step = await left(relay)
    await asks(relay, "lena", step)
    form = await relay.opens("sam", day="Mon")
    await relay.sends("sam", form, steps__0__what="", steps__0__owner="me")
    assert (await stands(relay))[0] == "withdrawn"
    [told] = await relay.posted("answer", to="lena")
    assert "The step was taken out of the hand-off." in told.text


async def test_the_asker_hears_in_their_note_that_the_author_has_left(relay: Relay) -> None:
    step = await left(relay)
    await asks(relay, "lena", step)
    await relay.leaves("sam")
    assert await relay.posted("answer", to="lena") == []
    await relay.until(at("lena", "Wed 09:00"))
    [note] = await relay.posted("note", to="lena")
    assert "Sam has left the team." in note.text


async def test_who_settles_a_question_of_their_own_is_told_nothing(relay: Relay) -> None:
    step = await at_noon(relay)
    await asks(relay, "maya", step)
    await relay.acts("maya", "done", step)
    await relay.delivers()
    assert await relay.posted("answer", to="maya") == []
    assert await held(relay, "maya") == []


async def test_undone_after_the_author_has_left_it_waits_for_nobodys_answer(relay: Relay) -> None:
    step = await left(relay)
    await asks(relay, "lena", step)
    await relay.acts("lena", "done", step)
    await relay.leaves("sam")
    await relay.undoes("lena", step, "done")
    assert await stands(relay) == ("open", "", "Berlin")
    assert "waits for Sam" not in await shows(relay)


async def test_who_has_left_the_team_reads_no_more_of_it(relay: Relay) -> None:
    step = await at_noon(relay)
    question = await asks(relay, "maya", step)
    await replies(relay, "sam", question)
    await relay.delivers()
    await relay.leaves("maya")
    await relay.undoes("sam", step, "open")
    await replies(relay, "sam", question, "The secret one.")
    await relay.delivers()
    assert "secret" not in await relay.stands("answer/1")


async def test_what_was_on_its_way_to_someone_who_leaves_does_not_arrive(relay: Relay) -> None:
    step = await at_noon(relay)
    question = await asks(relay, "maya", step)
    await replies(relay, "sam", question)
    await relay.leaves("maya")
    await relay.delivers()
    assert [one.state for one in await relay.posted("answer", to="maya")] == ["dropped"]


async def test_taken_back_before_it_left_it_does_not_arrive(relay: Relay) -> None:
    step = await at_noon(relay)
    await asks(relay, "maya", step)
    await relay.undoes("maya", step, "returned")
    await relay.delivers()
    assert [one.state for one in await relay.posted("question", to="sam")] == ["dropped"]


async def test_an_answer_and_then_the_question_taken_back_says_so(relay: Relay) -> None:
    step = await at_noon(relay)
    question = await asks(relay, "maya", step)
    await replies(relay, "sam", question)
    await relay.delivers()
    await relay.undoes("sam", step, "open")
    await relay.undoes("maya", step, "returned")
    text = await relay.stands("answer/1")
    assert "You have taken it back." in text
    assert "has left" not in text


async def test_one_taken_back_while_its_note_could_not_leave_is_not_told(relay: Relay) -> None:
    step = await left(relay)
    await asks(relay, "lena", step)
    await relay.until(at("sam", "Tue 09:00"), delivers=False)
    await relay.tick(delivers=False)
    await relay.undoes("lena", step, "returned")
    await relay.until(at("sam", "Tue 12:00"), delivers=False)
    await relay.delivers()
    await relay.until(at("sam", "Wed 12:00"))
    assert "Which rate?" not in "".join(
        one.text for one in await relay.posted("note", to="sam") if one.state == "sent"
    )
