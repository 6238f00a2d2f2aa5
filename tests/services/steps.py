"""A step that Sam has left and that Berlin's digest shows, and what the table says of it."""

from typing import Any

from bot.domain.handoff import Question
from bot.domain.identity import StepId
from bot.domain.team import Policy
from bot.messages.answer import Ask
from bot.messages.form import Form
from storage import notes, questions
from tests.services.given import Relay, at

STEP = "Watch the error rate"


async def left(relay: Relay, owner: str = "awake", *also: str, **policy: Any) -> StepId:
    """It waits in Berlin, on Tuesday at nine; Sam is asleep, and so is New York."""
    await relay.team("sam", "lena", "maya", *also, policy=Policy(**policy))
    await relay.until(at("sam", "Mon 17:20"))
    await relay.hands_over("sam", "Vouchers pass.", (STEP, owner))
    await relay.until(at("lena", "Tue 09:00"))
    return (await relay.steps())[STEP].id


async def stands(relay: Relay) -> tuple[str, str, str]:
    """Its state, who holds it and where it waits, by name."""
    step = (await relay.steps())[STEP]
    team = await relay.whole()
    names = {one.person.id: one.person.name for one in team.members}
    places = {one.id: one.name for one in team.plans}
    holder = names.get(step.holder, "") if step.holder is not None else ""
    if step.person is not None:
        return step.state, holder, names.get(step.person, "")
    return step.state, holder, places[step.region] if step.region is not None else ""


async def shows(relay: Relay) -> str:
    """What Berlin's first digest says now."""
    first = (await relay.posted("digest", to="atlas"))[0]
    return await relay.stands(first.key)


async def opened(relay: Relay, name: str, what: str, step: StepId) -> Form:
    """The form that a button opens."""
    answer = await relay.acts(name, what, step)
    assert isinstance(answer, Ask), answer
    return answer.form


async def asks(relay: Relay, name: str, step: StepId, text: str = "Which rate?") -> Question:
    """Somebody asks about it; the question."""
    form = await opened(relay, name, "ask", step)
    await relay.says(name, form, text)
    found = await relay.store.read(questions.open_of, step)
    assert found is not None
    return found


async def replies(relay: Relay, name: str, question: Question, text: str = "That of the API.") -> None:
    """Somebody answers."""
    answer = await relay.answers(name, question.id)
    assert isinstance(answer, Ask), answer
    await relay.says(name, answer.form, text)


async def held(relay: Relay, name: str) -> list[tuple[str, str]]:
    """What waits for someone's morning note."""
    person = await relay.person(name)
    found = await relay.store.read(notes.holding, [person.id])
    return sorted((one.kind, one.subject) for one in found.get(person.id, []))
