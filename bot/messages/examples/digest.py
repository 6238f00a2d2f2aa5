"""Examples of what a region reads: its digest, what is handed over during its day, or the answer instead."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.decision import State
from bot.domain.handoff import STATES, Content, StepState
from bot.domain.identity import QuestionId, StepId
from bot.messages import digest
from bot.messages.digest import Digest, Entry, Line, Off
from bot.messages.digest_decision import Told
from bot.messages.document import Mention, Spans, When, words
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import (
    AT,
    AWKWARD,
    DAY,
    ENTITIES,
    FRIDAY,
    LINES,
    LONG,
    LONG_PAGE,
    LONG_TEXT,
    MAYA,
    PAGE,
    PEOPLE,
    ZONE,
    long_name,
)
from bot.messages.step_line import Asked, StepLine

# When New York stops that day and Sydney begins; and the same hour as now, two days on.
_STOPS, _BEGINS, _LATER = AT + timedelta(hours=6), AT + timedelta(hours=7), AT + timedelta(days=2)

MENTIONED: Spans = (Mention(user=MAYA, name="Maya Brooks"),)
ANYONE = words("anyone in New York")
EMPTY = Digest(kind="digest", team="Atlas", region="New York", zone=ZONE, day=DAY)
FATES: dict[StepState, Spans] = {
    "open": (),
    "picked_up": words("picked up by Maya Brooks at ", When(at=AT, zone=ZONE)),
    "returned": words(
        "returned by Maya Brooks at ", When(at=AT, zone=ZONE), ", waits for Mia Walker to answer"
    ),
    "done": words("done by Maya Brooks at ", When(at=AT, zone=ZONE)),
    "not_needed": words("not needed, says Maya Brooks at ", When(at=AT, zone=ZONE)),
    "withdrawn": words("taken out by its author"),
}
WRITTEN = Content(
    summary="The new payment form is behind the flag in staging. Card payments pass, vouchers do not.",
    done=("Built the voucher field", "Moved the flag to staging"),
    watch="If staging is slow, restart the worker before measuring anything.",
    links=("https://tickets.example.com/ATL-311", PAGE),
    recording="https://video.example.com/walkthrough",
)


def examples() -> tuple[Example, ...]:
    """All of them."""
    said = {
        "a usual morning": replace(usual(), decisions=_decisions(2)),
        "only others": replace(EMPTY, meanwhile=_lines()),
        "only steps": replace(EMPTY, waiting=(_step(1), _step(2, "picked_up"))),
        "steps said back, asked about and given back": replace(EMPTY, waiting=_told_of()),
        "everything empty": EMPTY,
        "handed over": replace(usual(), kind="handover", meanwhile=(), away=(), awake_next=(), pages=()),
        "decisions": replace(EMPTY, meanwhile=_lines(), decisions=_decisions(13)),
        "awkward words": _awkward(),
        "very long words": _long(),
        "nothing but entities": _entities(),
        "sixty hand-offs": sixty(),
    }
    return (
        *(example(variant, digest.digest, one, locale="en") for variant, one in said.items()),
        _changed("one holder", (words("Sam Ortiz"),), ("Call the bank", "Order the certificate")),
        _changed("mentioned and awkward", (MENTIONED, words(AWKWARD)), (AWKWARD, ENTITIES)),
        example("", digest.nothing_now, region="New York", next_at=_LATER, zone=ZONE, locale="en"),
        example("never", digest.nothing_now, region=LONG, next_at=None, zone=ZONE, locale="en"),
        example("", digest.no_team, locale="en"),
    )


def sixty() -> Digest:
    """A digest after a long week: 60 hand-offs in full, 30 steps, 60 others, names of 80 characters."""
    return replace(
        EMPTY,
        team=LONG,
        region=LONG,
        new=tuple(_long_entry(number) for number in range(60)),
        meanwhile=tuple(
            Line(author=long_name(number), project=LONG, state=STATES[number % 3], key=f"digest/9/{number}")
            for number in range(60)
        ),
        decisions=tuple(
            replace(one, title=LONG, proposer=LONG, deciders=(LONG,) * 3) for one in _decisions(60)
        ),
        away=(Off(names=tuple(long_name(number) for number in range(60)), why="Diwali"),),
        pages=tuple((long_name(number), LONG_PAGE) for number in range(9)),
    )


def _changed(variant: str, holders: tuple[Spans, ...], steps: tuple[str, ...]) -> Example:
    return example(
        variant, digest.changed, author="Lena Vogel", holders=holders, steps=steps, day=DAY, locale="en"
    )


def usual() -> Digest:
    fates: tuple[StepState, ...] = ("open", "picked_up", "done", "withdrawn")
    new = _entry(1, steps=tuple(_step(number, state) for number, state in enumerate(fates, start=10)))
    mine = replace(_step(20), text="Order the certificate", whom=words("Mia Walker, next working day"))
    own = _entry(2, steps=(replace(mine, actable=False),))
    return replace(
        EMPTY,
        waiting=(_step(1), replace(_step(2, "picked_up"), author="Sam Ortiz")),
        new=(new, replace(own, edited_at=AT, content=Content(summary=LINES))),
        meanwhile=_lines(),
        away=(Off(names=("Mia Clarke",), why="Diwali"), Off(names=("Sam Ortiz",))),
        awake_next=words(
            "Sydney, from ",
            When(at=_BEGINS, zone=ZONE, style="day_time"),
            ". Kolkata is off for Diwali, so Sydney takes over. Nobody is at work from ",
            When(at=_STOPS, zone=ZONE, style="day_time"),
            " to ",
            When(at=_BEGINS, zone=ZONE, style="day_time"),
            ".",
        ),
        pages=(("Checkout", PAGE), ("Search", PAGE)),
    )


def _decisions(count: int) -> tuple[Told, ...]:
    """Of each outcome in turn, and then the open ones."""
    states: tuple[State, ...] = ("adopted", "objected", "unsettled", "withdrawn")
    return tuple(
        Told(
            number=number,
            title=f"One rate for voucher {number}",
            state=states[number] if number < min(count - 1, len(states)) else "open",
            closes_at=_LATER,
            proposer="Lena Vogel",
            deciders=("Maya Brooks", "Sam Ortiz", "Mia Walker", "Arjun Rao")[: number % 4 + 1],
        )
        for number in range(count)
    )


def _told_of() -> tuple[StepLine, ...]:
    """One of everything that can stand under a step."""
    asked = Asked(asker="Maya Brooks", text="Which of the two vouchers?\nThe log shows both.")
    reply = replace(asked, answerer="Mia Walker", answer="The second. The first is refused on purpose.")
    back = words("given back by Maya Brooks at ", When(at=AT, zone=ZONE), " · third morning here")
    picked = replace(_step(2, "picked_up"), holder="Maya Brooks", asked=(reply,))
    return (
        replace(picked, says_back=True),
        replace(picked, step=StepId(3), read_back="Find the refusing rule, and say here which one it is."),
        replace(_step(4, "returned"), asked=(reply, asked), question=QuestionId(1)),
        replace(_step(6), fate=back, undoes=True),
        _step(8, "not_needed"),
    )


def _awkward() -> Digest:
    content = Content(summary=AWKWARD, done=(AWKWARD,) * 3, watch=AWKWARD, links=(PAGE,))
    asked = Asked(asker=AWKWARD, text=AWKWARD, answerer=AWKWARD, answer=AWKWARD)
    step = replace(_step(1), text=AWKWARD, author=AWKWARD, whom=words(AWKWARD), fate=words(AWKWARD))
    step = replace(step, holder=AWKWARD, read_back=AWKWARD, asked=(asked,))
    entry = replace(_entry(1, steps=(step,)), author=AWKWARD, project=AWKWARD, content=content)
    line = Line(author=AWKWARD, project=AWKWARD, state="blocked")
    return Digest(
        kind="digest",
        team=AWKWARD,
        region=AWKWARD,
        zone=ZONE,
        day=DAY,
        waiting=(step,),
        new=(entry,),
        meanwhile=(line,),
        decisions=(replace(_decisions(1)[0], title=AWKWARD, proposer=AWKWARD, deciders=(AWKWARD, LONG) * 3),),
        away=(Off(names=(AWKWARD, AWKWARD), why=AWKWARD),),
        awake_next=words(AWKWARD),
        pages=((AWKWARD, PAGE),),
    )


def _long() -> Digest:
    links = (LONG_PAGE,) * 5
    content = Content(summary=LONG_TEXT, done=("Word " * 11,) * 50, watch=LONG_TEXT, links=links)
    asked = Asked(asker=LONG, text="Why? " * 200, answerer=LONG, answer="So. " * 375)
    told = replace(_step(1), holder=LONG, read_back="Look " * 60, asked=(asked,) * 5)
    steps = tuple(replace(told, step=StepId(number), text="Look " * 100) for number in range(10))
    return replace(EMPTY, new=(replace(_entry(1, steps=steps), content=content),) * 3)


def _entities() -> Digest:
    content = Content(summary=ENTITIES, done=(ENTITIES,), watch="&" * 3000)
    return replace(EMPTY, new=(replace(_entry(1), content=content),))


def _entry(number: int, *, steps: tuple[StepLine, ...] = ()) -> Entry:
    return Entry(
        author=PEOPLE[number % len(PEOPLE)],
        project="Checkout",
        state=STATES[number % len(STATES)],
        content=WRITTEN,
        steps=steps,
        sent_at=FRIDAY,
    )


def _long_entry(number: int) -> Entry:
    step = replace(_step(number), author=long_name(number), whom=words(long_name(number)))
    steps = (step,) if number % 2 else ()
    return replace(_entry(number, steps=steps), author=long_name(number), project=LONG)


def _step(number: int, state: StepState = "open") -> StepLine:
    """Every other one is for someone who is notified."""
    return StepLine(
        step=StepId(number),
        text=f"Find out why voucher {number} is refused in staging",
        state=state,
        author="Mia Walker",
        whom=MENTIONED if number % 2 else ANYONE,
        fate=FATES[state],
    )


def _lines() -> tuple[Line, ...]:
    return (
        Line(author="Arjun Rao", project="Checkout", state="blocked", key="handover/2/1793635200"),
        Line(author="Lena Vogel", project="Checkout", state="on_track", key="digest/3/2026-11-02"),
        Line(author="Sam Ortiz", project="Search", state="at_risk"),
    )
