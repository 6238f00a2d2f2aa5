"""Examples of the morning note and of what has changed since somebody last worked."""

from dataclasses import replace

from bot.domain.handoff import OnePerson, Question, Step
from bot.domain.identity import HandoffId, PersonId, QuestionId, StepId, TeamId
from bot.messages import catchup, note
from bot.messages.catchup import CatchUp, New, OpenSteps
from bot.messages.document import When, words
from bot.messages.examples.decision import TO_DECIDE
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import (
    AT,
    AWKWARD,
    BERLIN,
    DAY,
    ENTITIES,
    FRIDAY,
    LONG,
    LONG_TEXT,
    PAGE,
    PEOPLE,
    long_name,
)
from bot.messages.examples.request import OFFERED, REPLIED, TO_ANSWER
from bot.messages.examples.team import a_welcome
from bot.messages.note import Answered, Fate, Left, Note, Post, ToAnswer
from bot.messages.pressing import Reminder
from bot.messages.step import buttons
from bot.messages.step_line import StepLine
from bot.messages.travel import Trip

_EMPTY = Note(day=DAY, zone=BERLIN)
_SAM = PersonId(5)
_TRIP = Trip(home=BERLIN, zone="Asia/Tokyo", outcome="asked")
_DIGESTS = tuple(
    Post(title=f"Atlas, Berlin: {day} Oct", key=f"digest/3/2026-10-{number}")
    for day, number in (("Fri 30", 30), ("Thu 29", 29), ("Wed 28", 28), ("Tue 27", 27), ("Mon 26", 26))
)


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_notes(), *_catch_ups())


def _notes() -> tuple[Example, ...]:
    welcome = a_welcome("Borealis")
    asking = replace(_EMPTY, asks=(TO_ANSWER,), replies=(REPLIED,))
    looks = tuple(Reminder(author=one, link=PAGE, written_at=AT) for one in ("Maya Brooks", AWKWARD))
    today = (Post(title="Atlas, Berlin", key="digest/3/2026-11-02"),)
    return (
        example("", note.note, replace(_usual(), today=today), locale="en"),
        example("a question alone", note.note, replace(_EMPTY, asked=(_asked(1),)), locale="en"),
        example("settled meanwhile", note.note, _settled(), locale="en"),
        example("all of it settled", note.note, _EMPTY, locale="en"),
        example("after three weeks", note.note, replace(_EMPTY, missed=_DIGESTS, older=10), locale="en"),
        example("with a welcome", note.note, replace(_usual(), welcomes=(welcome,)), locale="en"),
        example("a changed zone", note.note, replace(_EMPTY, trips=(_TRIP,)), locale="en"),
        example("a request and an answer", note.note, asking, locale="en"),
        example("a request nobody answered", note.note, replace(_EMPTY, offers=(OFFERED,)), locale="en"),
        example("a decision", note.note, replace(_EMPTY, decides=(TO_DECIDE,)), locale="en"),
        example("messages to look at", note.note, replace(_EMPTY, reminders=looks), locale="en"),
        example("a crowd", note.note, _crowd(), locale="en"),
        example("awkward words", note.note, _awkward(), locale="en"),
        example("long words", note.note, _long(), locale="en"),
    )


def _catch_ups() -> tuple[Example, ...]:
    one, crowd = _usual(), _crowd()
    usual = CatchUp(
        since=FRIDAY,
        zone=BERLIN,
        asked=one.asked,
        waiting=one.waiting,
        open_steps=(
            OpenSteps(
                count=3, region="Berlin", digest=Post(title="today's digest", key="digest/3/2026-11-02")
            ),
            OpenSteps(count=1, region="London, Borealis"),
        ),
        answered=one.answered,
        new=(_new(1), replace(_new(2), key="", state="blocked")),
        left=one.left,
    )
    many = replace(
        usual,
        asked=crowd.asked,
        waiting=crowd.waiting,
        answered=crowd.answered,
        new=tuple(replace(_new(number), author=long_name(number)) for number in range(60)),
        left=crowd.left,
    )
    awkward = replace(usual, new=(replace(_new(1), author=AWKWARD, project=AWKWARD),), left=_awkward().left)
    return (
        example("", catchup.catch_up, usual, locale="en"),
        example("a crowd", catchup.catch_up, many, locale="en"),
        example("awkward words", catchup.catch_up, awkward, locale="en"),
        example(
            "", catchup.nothing_since, since=FRIDAY, next_at=AT, region="Berlin", zone=BERLIN, locale="en"
        ),
        example(
            "none to come",
            catchup.nothing_since,
            since=FRIDAY,
            next_at=None,
            region="",
            zone=BERLIN,
            locale="en",
        ),
    )


def _usual() -> Note:
    picked = words("picked up by Sam Ortiz at ", When(at=AT, zone=BERLIN), "; one question")
    done = words("done by Mia Walker on ", When(at=FRIDAY, zone=BERLIN, style="day_time"))
    left = Left(
        title="Checkout, Fri 30 Oct",
        key="digest/2/2026-11-02",
        fates=(
            Fate(text="Find out why vouchers are refused in staging", became=picked),
            Fate(text="Order the certificate", became=done, settled=True),
            Fate(text="Call the bank back", became=words("still open in New York")),
        ),
    )
    return replace(
        _EMPTY,
        left=(left,),
        asked=(_asked(1),),
        answered=(_answered(2),),
        waiting=(_line(3),),
        missed=_DIGESTS[:2],
    )


def _settled() -> Note:
    """Answered by someone else, taken back, and a step that somebody else has done."""
    answered = replace(_question(1), answerer=_SAM, answer="Staging only.", answered_at=AT)
    needless = replace(_asked(2), question=replace(_question(2), withdrawn_at=AT))
    done = replace(_line(3), state="done", fate=words("done by Sam Ortiz"), actable=False)
    mine = replace(_asked(1), question=answered, answerer="You", undoes=True)
    others = replace(_asked(1), question=answered, answerer="Sam Ortiz")
    return replace(_EMPTY, asked=(others, mine, needless), waiting=(done,))


def _crowd() -> Note:
    became = words("still open in New York")
    fates = tuple(Fate(text=f"{number} {LONG}", became=became) for number in range(10))
    return replace(
        _EMPTY,
        left=tuple(Left(title=f"{LONG}, Fri 30 Oct", key="", fates=fates) for _ in range(6)),
        asked=tuple(replace(_asked(number), asker=long_name(number)) for number in range(30)),
        answered=tuple(_answered(number) for number in range(20)),
        waiting=tuple(replace(_line(number), author=long_name(number)) for number in range(30)),
        missed=_DIGESTS,
        older=3,
    )


def _awkward() -> Note:
    step = replace(_step(1), text=AWKWARD)
    question = replace(_question(1), text=AWKWARD)
    left = Left(title=AWKWARD, key="", fates=(Fate(text=AWKWARD, became=words(AWKWARD)),))
    answer = replace(question, answerer=_SAM, answer=AWKWARD, answered_at=AT)
    return replace(
        _EMPTY,
        left=(left,),
        asked=(ToAnswer(question=question, step=step, asker=AWKWARD),),
        answered=(Answered(question=answer, step=step, author="Mia Walker", answerer=AWKWARD),),
        waiting=(replace(_line(1), text=AWKWARD, author=AWKWARD),),
        missed=(Post(title=AWKWARD, key="digest/3/2026-10-30"),),
    )


def _long() -> Note:
    question = replace(_question(1), text=ENTITIES[:1000])
    answer = replace(question, answerer=_SAM, answer=LONG_TEXT[:1500], answered_at=AT)
    step = replace(_step(1), text="Look " * 100)
    return replace(
        _EMPTY,
        asked=(ToAnswer(question=question, step=step, asker="Sam Ortiz"),) * 5,
        answered=(Answered(question=answer, step=step, author="Mia Walker", answerer="Sam Ortiz"),) * 5,
    )


def _asked(number: int) -> ToAnswer:
    return ToAnswer(question=_question(number), step=_step(number), asker=PEOPLE[number % len(PEOPLE)])


def _answered(number: int) -> Answered:
    question = replace(
        _question(number), answerer=_SAM, answer="Only in staging; production is fine.", answered_at=AT
    )
    step = replace(_step(number), state="picked_up")
    return Answered(
        question=question,
        step=step,
        author="Mia Walker",
        answerer="Sam Ortiz",
        buttons=buttons(step.id, "picked_up"),
    )


def _question(number: int) -> Question:
    return Question(
        id=QuestionId(number),
        step=StepId(number),
        asker=_SAM,
        text="Is it refused in production too, or only in staging?",
        asked_at=FRIDAY,
    )


def _step(number: int) -> Step:
    return Step(
        id=StepId(number),
        handoff=HandoffId(1),
        team=TeamId(1),
        position=number,
        text=f"Find out why voucher {number} is refused in staging",
        owner=OnePerson(person=PersonId(3)),
        state="returned",
        region=None,
        person=PersonId(3),
        holder=None,
        created_at=FRIDAY,
        changed_at=FRIDAY,
    )


def _line(number: int) -> StepLine:
    return StepLine(
        step=StepId(number),
        text=f"Find out why voucher {number} is refused in staging",
        state="open",
        author="Mia Walker in Checkout",
        whom=words("you"),
    )


def _new(number: int) -> New:
    return New(
        author=PEOPLE[number % len(PEOPLE)],
        project="Checkout",
        state="at_risk",
        sent_at=FRIDAY,
        key=f"digest/{number}/2026-11-02",
    )
