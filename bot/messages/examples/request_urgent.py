"""Examples of requests that are urgent: the question, the page that asks once more, and what each reads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.handoff import File
from bot.domain.identity import PersonId, Place, RequestId, TenantId
from bot.domain.promise import Promise
from bot.domain.request import Content, Request
from bot.messages import request, request_file, request_form, request_sure, request_urgent
from bot.messages.document import Mention, words
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, LONG, LONG_TEXT, MAYA, ZONE
from bot.messages.request_form import Drawn
from bot.messages.request_urgent import Reached
from bot.messages.request_view import View

_LENA, _MAYA, _SAM = PersonId(3), PersonId(4), PersonId(5)
_NAMES = {_LENA: "Lena Vogel", _MAYA: "Maya Brooks", _SAM: "Sam Ortiz"}
_ZONES = {_LENA: BERLIN, _MAYA: ZONE, _SAM: "America/Los_Angeles"}
# As Maya's second day after that begins.
_REPLY = datetime(2026, 11, 4, 14, tzinfo=UTC)
_WHY = "Checkout has been down in Canada since 14:05, and only you can switch the provider."
_URGENT = Request(
    id=RequestId(3),
    tenant=TenantId(1),
    asker=_LENA,
    shape="stuck",
    content=Content(about="The provider refuses every card.", tried="The switch: no right to.", urgent=_WHY),
    to=(_MAYA,),
    place=None,
    state="waiting",
    asked_at=AT,
    first=_MAYA,
    promise=Promise(at=_REPLY, waited_at=AT + timedelta(hours=24), worked_at=AT + timedelta(hours=20)),
    urgent=True,
    off_hours=(_MAYA,),
)
_ODD = replace(_URGENT, content=Content(about=LONG_TEXT[:2000], urgent=AWKWARD), to=(_MAYA, _SAM))
_HERE = replace(_URGENT, place=Place(platform="slack", tenant="T1", kind="public", id="C1"))
_TO = words(Mention(user=MAYA, name="Maya Brooks"))
_NIGHT = Reached(name="Maya Brooks", zone=ZONE, standing="off")
_FILE = File(id="F1", name="trace.txt", size=21_000, link="https://files.example.com/trace.txt")


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_forms(), *_read())


def _forms() -> tuple[Example, ...]:
    begun = Drawn(shape="question", values={"when": "now", "why": "Checkout"}, token="t")
    some = [
        _NIGHT,
        Reached(name=LONG, zone=BERLIN, standing="focus"),
        Reached(name=AWKWARD, zone=BERLIN, standing="undisturbed"),
    ]
    sure = request_sure.form
    return (
        example("urgent", request_form.form, begun, locale="en"),
        example("", sure, [_NIGHT], reason=_WHY, now=AT, token="t", locale="en"),
        example("of three", sure, some, reason=AWKWARD, now=AT, token="t", locale="en"),
    )


def _read() -> tuple[Example, ...]:
    working = replace(_URGENT, off_hours=())
    forgotten = replace(_URGENT, content=Content(about="Somebody who was forgotten wrote this."))
    reads = (request_urgent.reads_at_once(_NIGHT, now=AT), request_urgent.promises_nothing())
    asked, posted, receipt = request.asked, request.posted, request.receipt
    answered = replace(_URGENT, state="answered", answerer=_MAYA, answered_at=AT, answer="The second.")
    return (
        example("urgent", asked, _view(_URGENT, _MAYA), locale="en"),
        example("urgent, at work", asked, _view(working, _MAYA), locale="en"),
        example("urgent, awkward words", asked, _view(_ODD, _MAYA, name=AWKWARD), locale="en"),
        example("urgent, withdrawn", asked, _view(replace(_URGENT, state="withdrawn"), _MAYA), locale="en"),
        example("urgent, of who was forgotten", asked, _view(forgotten, _MAYA), locale="en"),
        example("urgent, in time again", asked, _view(_URGENT, _MAYA), again=True, locale="en"),
        example("urgent", posted, _view(_HERE, None), to=_TO, locale="en"),
        example("urgent", receipt, _view(_URGENT, _LENA), reads=reads, locale="en"),
        example("urgent", request.answered, _view(answered, _LENA), locale="en"),
        example("urgent", request_file.shown, asker="Lena Vogel", file=_FILE, urgent=True, locale="en"),
    )


def _view(one: Request, reader: PersonId | None, *, name: str = "") -> View:
    names = dict.fromkeys(_NAMES, name) if name else _NAMES
    return View(
        request=one, names=names, zones=_ZONES, zone=_ZONES.get(reader or _LENA, BERLIN), reader=reader
    )
