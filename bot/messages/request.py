"""A request: what its receivers read of it, what its author does, and the answer."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.domain.text import shorten
from bot.messages.document import (
    Block,
    Button,
    Buttons,
    Document,
    Facts,
    Link,
    PostLink,
    Quote,
    Span,
    Spans,
    When,
    bold,
    say,
    words,
)
from bot.messages.file import all_named
from bot.messages.landing import landing_blocks
from bot.messages.request_promise import expected, needed_sooner
from bot.messages.request_urgent import lead_blocks, lead_words
from bot.messages.request_view import View

ANSWER = "request.answer"
WITHDRAW = "request.withdraw"
PASS_ON = "request.pass_on"
ASK_AGAIN = "request.ask_again"

# What is told of a request: to whom it is for, where it stands, to whoever asked, and its answer.
ASKED, POSTED, RECEIPT, REPLY = "ask", "ask_here", "ask_receipt", "ask_reply"

# The first two where it is urgent: it comes at any time.
URGENT, URGENT_POSTED = "ask_urgent", "ask_urgent_here"

# That whoever asked may pass it on.
OFFER = "ask_offer"

# That something of it could not be brought to somebody.
UNREACHED = "ask_unreached"

# To whoever asked urgently: the answer, and that it could not be brought, at any time. They are waiting.
URGENT_REPLY, URGENT_UNREACHED = "ask_reply_urgent", "ask_unreached_urgent"

# So much of it is enough to know which one it is.
QUOTED = 300

# Before those who are asked, and after them.
_ASKS = {
    "question": ("asks", "a question"),
    "stuck": ("is stuck and asks", "for help"),
    "review": ("asks", "for a review"),
}


def asked(one: View, *, again: bool = False, locale: str) -> Document:
    """To somebody it is for, privately. again: to remind them, which is never urgent."""
    kind = URGENT if one.request.urgent and not again else ASKED
    return Document(blocks=tuple(asked_blocks(one)), summary=_summary(one), kind=kind)


def asked_blocks(one: View) -> list[Block]:
    """The same as part of a message."""
    return [*lead_blocks(one), say(bold(_title(one))), *_content(one), *_state(one), *_buttons(one)]


def to_answer(one: View) -> list[Block]:
    """In short, above the field for its answer; by when it is wanted only while nobody has answered."""
    content, by = one.request.content, _by(one)
    return [
        say(bold(f"{one.asker} asks")),
        Quote(spans=words(shorten(content.about, 600))),
        *([say(bold("Needs"), f": {shorten(content.need, QUOTED)}")] if content.need else []),
        *([say(bold("Needed by"), ": ", *by)] if by else []),
        *(_state(one) if one.request.open else []),
    ]


def posted(one: View, *, to: Spans, locale: str) -> Document:
    """In a channel, for all to see. `to`: those it is for, mentioned or named."""
    verb, what = _ASKS[one.request.shape]
    head = say(bold(f"{one.asker} {verb} "), *to, bold(f" {what}"))
    rest = (*_content(one), *_state(one), *landing_blocks(one.projects), *_buttons(one))
    blocks = (*lead_blocks(one), head, *rest)
    kind = URGENT_POSTED if one.request.urgent else POSTED
    return Document(blocks=blocks, summary=_summary(one), kind=kind)


def receipt(one: View, *, reads: Sequence[Spans], locale: str) -> Document:
    """To whoever asked: who reads it when, and when the answer can be expected. `reads`: a line for each."""
    summary = shorten(f"You asked {one.whom}: {one.request.content.about}", 500)
    lines = reads if one.request.state == "waiting" else ()
    return Document(blocks=tuple(receipt_blocks(one, reads=lines)), summary=summary, kind=RECEIPT)


def receipt_blocks(one: View, *, reads: Sequence[Spans] = ()) -> list[Block]:
    """The same as part of a message."""
    about = shorten(one.request.content.about, QUOTED)
    return [
        say(bold(f"You asked {one.whom}")),
        Quote(spans=words(about)),
        *lead_blocks(one, came=not reads),
        *(say(*line) for line in reads),
        *_state(one),
        *_onward(one),
        *_buttons(one, own=True),
    ]


def answered(one: View, *, locale: str) -> Document:
    """To whoever asked: the answer."""
    summary = shorten(f"{one.name(one.request.answerer)} answered you: {one.request.answer}", 500)
    kind = URGENT_REPLY if one.request.urgent else REPLY
    return Document(blocks=tuple(answered_blocks(one)), summary=summary, kind=kind)


def answered_blocks(one: View) -> list[Block]:
    """The same as part of a message."""
    about = shorten(one.request.content.about, QUOTED)
    assert one.request.answered_at is not None, "it is told once there is an answer, which stays"
    head = bold(f"{one.name(one.request.answerer)} answered you")
    at = When(at=one.request.answered_at, zone=one.zone, style="day_time")
    there = [say(PostLink(key=f"{POSTED}/{one.request.id}", text="Where you asked"), small=True)]
    return [
        say(head, " (", at, ")"),
        say("You asked:"),
        Quote(spans=words(about)),
        say("The answer:"),
        Quote(spans=words(one.request.answer)),
        *(there if one.request.place is not None else []),
    ]


def _title(one: View) -> str:
    verb, what = _ASKS[one.request.shape]
    return f"{one.asker} {verb} {one.whom} {what}"


def _summary(one: View) -> str:
    return shorten(f"{lead_words(one)}{_title(one)}: {one.request.content.about}", 500)


def _content(one: View) -> list[Block]:
    """What was filled in, in the order of the form."""
    content = one.request.content
    blocks: list[Block] = [Quote(spans=words(content.about))]
    if content.error:
        blocks += [say(bold("Error")), Quote(spans=words(content.error), code=True)]
    pairs = [
        ("Tried", words(content.tried)),
        ("Proposes", words(content.proposal)),
        ("Needs", words(content.need)),
        ("Needed by", _by(one)),
        ("Ticket", _linked(content.ticket)),
        ("Recording", _linked(content.recording)),
        ("Links", _links(content.links)),
        ("Files", words(f"{all_named(content.files)}, in the thread") if content.files else ()),
    ]
    filled = tuple((label, spans) for label, spans in pairs if spans)
    return [*blocks, *([Facts(pairs=filled)] if filled else [])]


def _by(one: View) -> Spans:
    content = one.request.content
    if content.by_at is not None:
        return words(When(at=content.by_at, zone=one.zone, style="day_time"))
    return words(content.by)


def _linked(text: str) -> Spans:
    is_url = text.startswith(("https://", "http://"))
    return words(Link(url=text, text=text) if is_url else text)


def _links(links: Sequence[str]) -> Spans:
    spans: list[str | Span] = []
    for number, url in enumerate(links):
        spans += [", " if number else "", Link(url=url, text=url)]
    return words(*spans)


def _state(one: View) -> list[Block]:
    """What became of it, and until when an answer is expected."""
    request = one.request
    if request.state == "answered" and request.answered_at is not None:
        who = one.name(request.answerer)
        lead = bold(f"{who[:1].upper()}{who[1:]} answered")
        at = When(at=request.answered_at, zone=one.zone, style="day_time")
        return [say(lead, " (", at, ")"), Quote(spans=words(request.answer))]
    if request.state == "withdrawn":
        return [say(bold("Withdrawn"), ": nothing is left to do.")]
    if request.state == "passed":
        mine = one.reader in request.to
        rest = "you need not answer any more" if mine else "nothing is left to do here"
        return [say(bold(one.passed), f": {rest}.")]
    if one.reader == request.asker and request.state == "waiting":
        return [say(*expected(one))]
    if request.promise is None:
        return [say(bold("No time is promised"), ": answer when you can.")]
    by = When(at=request.promise.at, zone=one.zone, style="day_time")
    if request.state == "overdue":
        waits = "You still wait" if one.reader == request.asker else f"{one.asker} still waits"
        return [say(bold("An answer was expected by "), by, f". {waits} for it.")]
    shared = ", from whoever is first" if len(request.to) > 1 else ""
    sooner = needed_sooner(request)
    needed = (" It is needed before that, by ", replace(by, at=sooner), ".") if sooner is not None else ()
    return [say(bold("An answer is expected by "), by, f"{shared}.", *needed)]


def _onward(one: View) -> list[Block]:
    """What passing it on would do."""
    if one.onward is None:
        return []
    team = one.onward.name
    told = (
        f"You can pass it on to whichever region of {team} is awake next. It then stands in the channel of "
        f"{team}, as you wrote it, and {one.whom} need not answer any more."
    )
    return [say(told)]


def _buttons(one: View, *, own: bool = False) -> list[Block]:
    """What can be done now by who reads it; a channel has those of all."""
    request, value = one.request, f"{one.request.id}"
    answer = Button(name=ANSWER, text="Answer", value=value, style="primary")
    edit = Button(name=ANSWER, text="Edit the answer", value=value)
    withdraw = Button(name=WITHDRAW, text="Withdraw", value=value)
    again = Button(name=ASK_AGAIN, text="Ask again", value=value)
    mine = own or one.reader is None
    row: tuple[Button, ...] = ()
    if request.open:
        row = (*(_passing(one) if own else (answer,)), *((withdraw,) if mine else ()))
    elif request.state == "withdrawn":
        row = (again,) if mine else ()
    elif one.reader is not None and one.reader == request.answerer:
        row = (edit,)
    return [Buttons(buttons=row)] if row else []


def _passing(one: View) -> tuple[Button, ...]:
    """The team is part of the button: it says whose channel it will stand in."""
    if one.onward is None:
        return ()
    value = f"{one.request.id}/{one.onward.team}"
    return (Button(name=PASS_ON, text="Pass it on", value=value, style="primary"),)
