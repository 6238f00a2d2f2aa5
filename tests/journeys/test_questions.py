"""What is unclear about a step goes back to its author, across nights and weekends, and stands under it."""

from tests.support.shown import HELD, RETURNED, Shown
from tests.support.somebody import AWAKE, Somebody
from tests.support.world import World

STEP = "Answer the auditor"
QUESTION = "What do you need to know?"
REPLY = "Your answer"


async def asks(who: Somebody, words: str, *, on: Shown) -> None:
    await who.presses("Ask", on=on, below=STEP)
    await who.fills({QUESTION: words})
    await who.sends()
    assert not who.has_form, who.wrong


async def replies(who: Somebody, words: str, *, on: Shown) -> None:
    await who.presses("Answer", on=on)
    await who.fills({REPLY: words})
    await who.sends()
    assert not who.has_form, who.wrong


async def test_asked_on_friday_it_is_answered_in_mondays_note_and_read_under_the_step(
    world: World, mia: Somebody, lena: Somebody
) -> None:
    await world.team("Atlas", writes=["mia", "lena", "nora"])
    await world.until(mia.at("Fri 17:20"))
    await mia.presses("Write hand-off")
    await mia.hands_over("The auditor asks.", state="At risk", steps=[(STEP, AWAKE)])
    await world.until(lena.at("Fri 11:00"))
    newest = lena.posts("atlas")[-1]
    await lena.presses("Pick up", on=newest, below=STEP)
    await asks(lena, "Which year does she want?", on=newest)
    assert "reads it in their morning note" in lena.told[-1].text
    assert lena.now(newest, where="atlas").buttons_below(STEP) == RETURNED
    assert mia.all_of("question") == [], "it is Friday night in Sydney"

    await world.until(mia.at("next Mon 09:05"))
    note = mia.sees("note")
    assert mia.when(note) == "Mon 09:00"
    assert "Which year does she want?" in note.text
    await replies(mia, "The last one.", on=note)
    assert "Answer" not in mia.now(note).buttons

    await world.until(lena.at("next Mon 09:10"))
    under = lena.sees("digest", where="atlas")
    assert f"{lena.shown_name} asked: Which year does she want?" in under.text
    assert f"{mia.shown_name} answered: The last one." in under.text
    assert under.buttons_below(STEP) == HELD, "it is in Lena's hands again"
    assert "The last one." in lena.sees("note").text


async def test_an_author_at_work_is_asked_at_once_and_so_is_the_asker_told(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await sam.opens("/handoff", where="atlas")
    await sam.hands_over("The auditor asks.", state="At risk", steps=[(STEP, "New York")])
    await world.until(maya.at("Mon 14:00"))
    handover = maya.posts("atlas")[-1]
    await asks(maya, "Which year does she want?", on=handover)
    assert f"{sam.shown_name} gets it now." in maya.told[-1].text
    question = sam.sees("question")
    assert f"{maya.shown_name} asks about a step of yours" in question.text
    assert question.pings or question.summary, "it notifies"

    await replies(sam, "The last one.", on=question)
    assert f"{maya.shown_name} gets it now." in sam.told[-1].text
    answer = maya.sees("answer")
    assert "The last one." in answer.text
    assert f"{sam.shown_name} answered: The last one." in maya.now(handover, where="atlas").text
    assert "You answered" in sam.now(question).text

    await maya.presses("Pick up", on=answer)
    assert f"picked up by {maya.shown_name}" in maya.now(handover, where="atlas").text
    assert "Pick up" not in maya.now(answer).buttons, "every copy of a step is kept current"


async def test_a_question_is_taken_back_and_an_answer_too(
    world: World, sam: Somebody, maya: Somebody
) -> None:
    await world.team("Atlas", writes=["sam", "maya"])
    await world.until(sam.at("Mon 10:00"))
    await sam.opens("/handoff", where="atlas")
    await sam.hands_over("The auditor asks.", state="At risk", steps=[(STEP, "New York")])
    await world.until(maya.at("Mon 14:00"))
    handover = maya.posts("atlas")[-1]
    await asks(maya, "Which year does she want?", on=handover)
    question = sam.sees("question")
    await replies(sam, "This one.", on=question)
    await sam.presses("Undo", on=question)
    assert "Answer" in sam.now(question).buttons
    assert "waits for an answer again" in maya.sees("answer").text
    await maya.presses("Undo", on=handover, below=STEP)
    assert f"{maya.shown_name} took the question back" in sam.now(question).text
    assert "Which year" not in maya.now(handover, where="atlas").text
    assert (world.count("question", to="sam"), world.count("answer", to="maya")) == (1, 1)
