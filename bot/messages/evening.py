"""What the evening says: the prompt, its reminder, and the receipt that the prompt turns into."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.domain.handoff import STATE_WORDS, State
from bot.domain.text import count_words, list_words
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Document,
    Heading,
    PostLink,
    Spans,
    When,
    bold,
    plain_text,
    say,
    words,
)

WRITE = "handoff.write"
NOTHING = "evening.nothing"
SNOOZE = "evening.snooze"
OFF = "evening.off"
UNDO = "evening.undo"

HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One hand-off of the evening, as its receipt shows it. `reaches` says what happens next.

    files: how many go along.
    """

    team: str
    project: str
    state: State
    steps: int
    reaches: Spans
    hints: tuple[str, ...] = ()
    files: int = 0


def prompt(
    *,
    day: date,
    teams: Sequence[str],
    ends_at: datetime,
    zone: str,
    over: bool = False,
    snooze: timedelta = HALF_AN_HOUR,
    extra: tuple[Block, ...] = (),
    locale: str,
) -> Document:
    """The evening's one question, for all teams at once. over: that day has ended. snooze: for how long one
    may put it off. extra: what is asked besides."""
    ask = words(
        f"Your day {'ended' if over else 'ends'} at ", When(at=ends_at, zone=zone), ". ", *_what_for(teams)
    )
    document = _question("prompt", day, "Time to hand over", ask, snooze=snooze)
    return replace(document, blocks=(*document.blocks, *extra))


def reminder(*, day: date, teams: Sequence[str], locale: str) -> Document:
    """The one reminder."""
    ask = words(
        "There is still time to leave a hand-off for ",
        bold(list_words(teams)),
        ". One line is enough, and “Nothing to hand over” is a good answer too. "
        "I will not ask about today again.",
    )
    return _question("reminder", day, "Before you go", ask)


def asked_again(*, day: date, teams: Sequence[str], locale: str) -> Document:
    """The prompt that a snooze asked for."""
    ask = words("Back, as you asked. ", *_what_for(teams))
    return _question("snooze", day, "Time to hand over", ask)


def snoozed(*, day: date, until: datetime, zone: str, locale: str) -> Document:
    """The prompt after *In 30 minutes*."""
    text = words("I will ask again at ", When(at=until, zone=zone), ". If you are done sooner, answer here.")
    return _document("receipt", day, [say(*text), _buttons(day)], plain_text(text))


def receipt(
    *,
    day: date,
    sent: Sequence[Sent],
    nothing: bool,
    missing: Sequence[str],
    without_page: Sequence[str] = (),
    locale: str,
) -> Document:
    """What the prompt turns into once something was answered; `missing` are teams that still have none.

    without_page: projects without a landing page that the reader could give one.
    """
    if not sent:
        return _nothing_left(day)
    blocks: list[Block] = [Heading(text="Handed over")]
    blocks.append(Bullets(items=tuple(_sent_line(one) for one in sent)))
    blocks.extend(_hints([hint for one in sent for hint in one.hints]))
    if missing and not nothing:
        blocks.append(
            say(
                "And for ",
                bold(list_words(missing)),
                "? Write one too, or say that there is nothing to hand over.",
            )
        )
        blocks.append(_buttons(day, off=False))
    else:
        blocks.append(Buttons(buttons=(Button(name=WRITE, text="Edit", value=f"{day}"),)))
    if without_page:
        has = "has" if len(without_page) == 1 else "have"
        how = "/sunrelay page https://… in the channel gives one, and each digest links it."
        blocks.append(say(f"{list_words(without_page)} {has} no landing page yet: {how}", small=True))
    names = ", ".join(dict.fromkeys(one.team for one in sent))
    return _document("receipt", day, blocks, f"Handed over to {names}.")


def answered_above(*, day: date, key: str, locale: str) -> Document:
    """What a reminder turns into once the evening was answered. key: of the message that is the receipt."""
    spans = words("Answered: ", PostLink(key=key, text=f"your receipt for {day:%A}"), ".")
    return _document("receipt", day, [say(*spans, small=True)], plain_text(spans))


def off(*, day: date, locale: str) -> Document:
    """The prompt after *I'm off today*."""
    text = "Noted: you are off today. I will not ask about it again."
    undo = Buttons(buttons=(Button(name=UNDO, text="Undo", value=f"{day}"),))
    return _document("receipt", day, [say(text), undo], text)


def closed(*, day: date | None, locale: str) -> Document:
    """Someone pressed a button of an evening that is over, or is not theirs."""
    text = "That evening is closed. To leave a hand-off for today, use /handoff."
    return _document("notice", day, [say(text)], text)


def _nothing_left(day: date) -> Document:
    text = "Noted: nothing to hand over today. No message goes to anyone, and I will not ask again."
    write = Buttons(buttons=(Button(name=WRITE, text="Write one after all", value=f"{day}"),))
    return _document("receipt", day, [say(text), write], text)


def _sent_line(one: Sent) -> Spans:
    where = one.team if one.project == one.team else f"{one.team} · {one.project}"
    steps = count_words(one.steps, "step") if one.steps else "no steps"
    files = f", {count_words(one.files, 'file')}" if one.files else ""
    return words(bold(where), f": {STATE_WORDS[one.state].lower()}, {steps}{files}. ", *one.reaches)


def _hints(hints: Sequence[str]) -> list[Block]:
    if not hints:
        return []
    lead = "It goes out as it is. Edited like this, it would be easier to act on:"
    return [say(lead), Bullets(items=tuple(words(hint) for hint in hints))]


def _question(kind: str, day: date, title: str, ask: Spans, *, snooze: timedelta | None = None) -> Document:
    blocks: list[Block] = [Heading(text=title), say(*ask), _buttons(day, snooze=snooze)]
    return _document(kind, day, blocks, f"{title}. {plain_text(ask)}")


def later_words(snooze: timedelta) -> str:
    """What the button says that puts it off for so long."""
    minutes = snooze // timedelta(minutes=1)
    return "In an hour" if minutes == 60 else f"In {minutes} minutes"


@lru_cache(maxsize=64)
def _buttons(day: date, *, snooze: timedelta | None = None, off: bool = True) -> Buttons:
    value = f"{day}"
    later = (Button(name=SNOOZE, text=later_words(snooze), value=value),) if snooze else ()
    away = (Button(name=OFF, text="I'm off today", value=value),) if off else ()
    return Buttons(
        buttons=(
            Button(name=WRITE, text="Write hand-off", value=value, style="primary"),
            Button(name=NOTHING, text="Nothing to hand over", value=value),
            *later,
            *away,
        )
    )


def _what_for(teams: Sequence[str]) -> Spans:
    verb = "does" if len(teams) == 1 else "do"
    return words(f"What {verb} ", bold(list_words(teams)), " need to carry on while you are away?")


def _document(kind: str, day: date | None, blocks: Sequence[Block], summary: str) -> Document:
    return Document(blocks=tuple(blocks), summary=summary, kind=kind, day=day)
