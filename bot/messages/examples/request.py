"""Examples of requests: the form in its three shapes, what each reads, the answer, and the list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.handoff import File
from bot.domain.identity import PersonId, Place, RequestId, TeamId, TenantId
from bot.domain.promise import Promise
from bot.domain.request import SHAPES, Content, Request
from bot.messages import (
    request,
    request_file,
    request_form,
    request_list,
    request_promise,
    request_told,
    request_trace,
)
from bot.messages.document import Mention, When, bold, words
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import (
    AT,
    AWKWARD,
    BERLIN,
    ENTITIES,
    FRIDAY,
    LINES,
    LONG,
    LONG_PAGE,
    LONG_TEXT,
    MAYA,
    PAGE,
    ZONE,
)
from bot.messages.form import Choice, Values
from bot.messages.request_form import Drawn
from bot.messages.request_view import Onward, View

_LENA, _MAYA, _SAM = PersonId(3), PersonId(4), PersonId(5)
_NAMES = {_LENA: "Lena Vogel", _MAYA: "Maya Brooks", _SAM: "Sam Ortiz"}
_ZONES = {_LENA: BERLIN, _MAYA: ZONE, _SAM: "America/Los_Angeles"}
_HOUR = timedelta(hours=1)

_QUESTION = Content(
    about="Two rates apply to vouchers, and the checkout shows the wrong one to people in Canada.",
    proposal="Use the API's everywhere. The table was for the old shop.",
    need="A yes, or the name of who decides.",
    by="Thu 12:00",
    by_at=datetime(2026, 11, 5, 11, tzinfo=UTC),
    links=(PAGE,),
)
_SOON = replace(_QUESTION, by="Tue 12:00", by_at=datetime(2026, 11, 3, 11, tzinfo=UTC))
_STUCK = Content(
    about="The deploy to staging stops after the migration. I expected it to go on with the workers.",
    error='Traceback (most recent call last):\n  File "deploy.py", line 81, in main\n    workers.start()\n'
    "TimeoutError: no worker within 30 s",
    tried="Twice, the second time with an empty queue. Production is fine.",
    ticket="ATL-217",
    recording="https://video.example.com/atl-217",
)
_FILES = (
    File(id="F1", name="trace.txt", size=21_000, link="https://files.example.com/trace.txt"),
    File(id="F2", name=f"{LONG}.log", size=3_000),
)
_TRACE = File(id="trace:1", name=request_trace.NAME, media="text/plain", size=18_204, text=_STUCK.error)
_REVIEW = Content(
    about="The wording of the refund mail, before it goes to 40,000 people.",
    need="The second paragraph. The rest is as it was.",
    by="Tue 3 Nov (in Berlin)",
    links=(PAGE, "https://wiki.example.com/refunds"),
)
_MORNING = datetime(2026, 11, 4, 14, tzinfo=UTC)
_NIGHT = Promise(at=_MORNING, waited_at=AT + 24 * _HOUR, worked_at=AT + 20 * _HOUR)
_SLOW = Promise(at=_MORNING + 4 * _HOUR, waited_at=AT + 24 * _HOUR, worked_at=_MORNING + 4 * _HOUR)
_AT_ONCE = Promise(at=AT + 24 * _HOUR, waited_at=AT + 24 * _HOUR, worked_at=AT + 4 * _HOUR)
_ASKED = Request(
    id=RequestId(3),
    tenant=TenantId(1),
    asker=_LENA,
    shape="question",
    content=_QUESTION,
    to=(_MAYA,),
    place=None,
    state="waiting",
    asked_at=AT,
    first=_MAYA,
    promise=_NIGHT,
)
_ANSWERED = replace(
    _ASKED, state="answered", answerer=_MAYA, answer="Yes, the API's.", asked_at=AT - _HOUR, answered_at=AT
)
_GONE_BY = Promise(at=datetime(2026, 11, 2, 14, tzinfo=UTC), waited_at=FRIDAY + 24 * _HOUR, worked_at=FRIDAY)
_OVERDUE = replace(_ASKED, id=RequestId(4), state="overdue", asked_at=FRIDAY, promise=_GONE_BY)
_PASSED = replace(_OVERDUE, state="passed", passed_to="Berlin", offered_at=AT)
_WITHDRAWN = replace(_ASKED, state="withdrawn", withdrawn_at=AT)
_HERE = Place(platform="slack", tenant="T1", kind="public", id="C1")
_IN_CHANNEL = replace(_ASKED, place=_HERE, to=(_MAYA, _SAM))
_TO = words(Mention(user=MAYA, name="Maya Brooks"), " and Sam Ortiz")
_GROUPS = (
    Choice(value="region:1", text="Berlin", group="Atlas"),
    Choice(value="region:2", text="New York", group="Atlas"),
    Choice(value="team:1", text="Atlas", group="Atlas"),
)
_REGION = replace(_IN_CHANNEL, label="New York")
_NOW = request_promise.reads_now("Maya Brooks")
_NEVER = request_promise.reads_at("Maya Brooks", None)
_TOMORROW = request_promise.reads_at(
    "Lena Vogel", When(at=datetime(2026, 11, 3, 8, tzinfo=UTC), zone=ZONE, style="day_time")
)
_LATER = request_promise.reads_at(
    "Sam Ortiz", When(at=AT.replace(hour=17, minute=0), zone=BERLIN, style="day_time")
)


def _view(one: Request, reader: PersonId | None = _MAYA, *, name: str = "") -> View:
    names = dict.fromkeys(_NAMES, name) if name else _NAMES
    return View(
        request=one,
        names=names,
        zones=_ZONES,
        zone=_ZONES.get(reader or _LENA, BERLIN),
        reader=reader,
        passed_to=one.passed_to,
    )


def _offered(*, name: str = "Atlas") -> View:
    """As its asker reads it, who may pass it on."""
    one = _view(replace(_OVERDUE, offered_at=AT), _LENA)
    return replace(one, onward=Onward(team=TeamId(1), name=name))


# One that its receiver reads in a note, one whose asker reads the answer there, and one that nobody answered.
TO_ANSWER, REPLIED, OFFERED = _view(_ASKED), _view(_ANSWERED, _LENA), _offered()


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_forms(), *_to_receivers(), *_in_a_channel(), *_to_the_asker(), *_told(), *_lists())


def _forms() -> tuple[Example, ...]:
    ask, reply = request_form.form, request_form.reply_form
    filled: Values = {"about": LINES, "error": LONG_TEXT[:3000], "tried": AWKWARD, "to": ("U2", "U3")}
    return (
        *(example(one, ask, Drawn(shape=one, values={}, token="t"), locale="en") for one in SHAPES),
        example(
            "in a channel",
            ask,
            Drawn(shape="question", values={}, token="t", channel="atlas", unknown="Mya", groups=_GROUPS),
            locale="en",
        ),
        example(
            "more than fits",
            ask,
            Drawn(shape="question", values={"about": LONG_TEXT[:2000], "rest": LONG_TEXT * 9}, token="t"),
            locale="en",
        ),
        example(
            "awkward words",
            ask,
            Drawn(shape="stuck", values=filled, token="t", channel=AWKWARD, unknown=AWKWARD),
            locale="en",
        ),
        example(
            "stuck with files",
            ask,
            Drawn(shape="stuck", values={request_form.FILES: ("0",)}, token="t", files=_FILES),
            locale="en",
        ),
        *_picked(),
        example("", reply, _view(_ASKED), values={}, token="t", locale="en"),
        example("overdue", reply, _view(_OVERDUE), values={}, token="t", locale="en"),
        example(
            "awkward words",
            reply,
            _view(replace(_ASKED, content=Content(about=LONG_TEXT, need=AWKWARD)), name=AWKWARD),
            values={request_form.TEXT: LINES},
            token="t",
            locale="en",
        ),
    )


def _picked() -> tuple[Example, ...]:
    """What a message held that somebody is stuck on."""
    along = (_TRACE, _FILES[0])
    told = request_trace.told(request_trace.Picked(unread=_FILES[1:]), along=along, whole=18_204, locale="en")
    values: Values = {request_form.FILES: ("0", "1"), request_form.ERROR: _STUCK.error}
    long = Drawn(shape="stuck", values=values, token="t", files=along, told=told)
    told = request_trace.told(request_trace.Picked(kept_out=True), along=(), locale="en")
    closed = Drawn(shape="stuck", values={request_form.LINKS: PAGE}, token="t", told=told)
    return (
        example("stuck on a message", request_form.form, long, locale="en"),
        example("stuck on a private message", request_form.form, closed, locale="en"),
    )


def _to_receivers() -> tuple[Example, ...]:
    long = Content(
        about=LONG_TEXT[:2000], error=ENTITIES, tried=LONG_TEXT[:1500], ticket=LONG_PAGE, recording=LONG_PAGE
    )
    odd = replace(_ANSWERED, answerer=_SAM, answer=LINES, content=Content(about=AWKWARD, by=AWKWARD))
    some: Sequence[tuple[str, View]] = (
        ("", _view(_ASKED)),
        ("needed sooner", _view(replace(_ASKED, content=_SOON))),
        ("stuck", _view(replace(_ASKED, shape="stuck", content=_STUCK, promise=None, first=None))),
        ("a review, of two", _view(replace(_ASKED, shape="review", content=_REVIEW, to=(_MAYA, _SAM)))),
        ("overdue", _view(_OVERDUE)),
        ("answered by the reader", _view(_ANSWERED)),
        ("answered, awkward words", _view(odd, name=AWKWARD)),
        ("withdrawn", _view(_WITHDRAWN)),
        ("passed on", _view(_PASSED)),
        ("passed on in a private channel", replace(_view(_PASSED), passed_to="")),
        ("with files", _view(replace(_ASKED, shape="stuck", content=replace(_STUCK, files=_FILES)))),
        ("very long", _view(replace(_ASKED, shape="stuck", content=long), name=LONG)),
    )
    return tuple(example(variant, request.asked, one, locale="en") for variant, one in some)


def _in_a_channel() -> tuple[Example, ...]:
    answered = replace(_ANSWERED, place=_HERE)
    many = ((AWKWARD, PAGE), *[(LONG, LONG_PAGE)] * 9)
    some: Sequence[tuple[str, View]] = (
        ("", replace(_view(_IN_CHANNEL, None), projects=(("Checkout", PAGE),))),
        ("answered", _view(answered, None)),
        ("withdrawn", _view(replace(_IN_CHANNEL, state="withdrawn"), None)),
        ("passed on", _view(replace(_PASSED, place=_HERE), None)),
        ("many pages", replace(_view(_IN_CHANNEL, None), projects=many)),
    )
    region = example(
        "a region", request.posted, _view(_REGION, None), to=words(bold("New York")), locale="en"
    )
    return (region, *(example(variant, request.posted, one, to=_TO, locale="en") for variant, one in some))


def _to_the_asker() -> tuple[Example, ...]:
    receipts: Sequence[tuple[str, Request]] = (
        ("", _ASKED),
        ("needed sooner", replace(_ASKED, content=_SOON)),
        ("in working time", replace(_ASKED, promise=_AT_ONCE)),
        ("after four hours of work, of two", replace(_IN_CHANNEL, promise=_SLOW)),
        ("nobody works", replace(_ASKED, promise=None, first=None)),
        ("overdue", _OVERDUE),
        ("answered", _ANSWERED),
        ("withdrawn", _WITHDRAWN),
        ("passed on", _PASSED),
    )
    odd = replace(_ANSWERED, answer=AWKWARD, content=Content(about=AWKWARD))
    return (
        *(
            example(
                variant,
                request.receipt,
                _view(one, _LENA),
                reads=(_NOW, _LATER)[: len(one.to)] if one.promise is not None else (_NEVER,),
                locale="en",
            )
            for variant, one in receipts
        ),
        example(
            "a region",
            request.receipt,
            _view(_REGION, _LENA),
            reads=(request_promise.reads_there("New York"),),
            locale="en",
        ),
        example("may pass it on", request.receipt, OFFERED, reads=(), locale="en"),
        example("may pass it on, long words", request.receipt, _offered(name=LONG), reads=(), locale="en"),
        example("", request.answered, _view(_ANSWERED, _LENA), locale="en"),
        example("in a channel", request.answered, _view(replace(_ANSWERED, place=_HERE), _LENA), locale="en"),
        example("awkward words", request.answered, _view(odd, _LENA, name=AWKWARD), locale="en"),
        example("very long", request.answered, _view(replace(odd, answer=LONG_TEXT), _LENA), locale="en"),
    )


def _told() -> tuple[Example, ...]:
    mine, there = _view(_ASKED, _LENA), _view(_IN_CHANNEL, _LENA)
    already = request_told.answered_already(_view(_ANSWERED, _SAM), locale="en")
    return (
        example("", request_file.shown, asker="Lena Vogel", file=_FILES[0], locale="en"),
        example("", request_file.not_shown, asker="Lena Vogel", file=_FILES[0], locale="en"),
        example("without a link", request_file.not_shown, asker=LONG, file=_FILES[1], locale="en"),
        example("", request_told.sent, mine, reads=(_NOW,), locale="en"),
        example("", request_told.answer_noted, reads=_TOMORROW, locale="en"),
        example("", request_told.answered_yourself, locale="en"),
        example("", request_told.not_reached, mine, name=LONG, locale="en"),
        example("urgent", request_told.not_reached, mine, name=LONG, urgent=True, locale="en"),
        example("", request_told.reply_not_reached, _view(_ANSWERED), locale="en"),
        example("", request_told.not_posted, there, locale="en"),
        example("urgent", request_told.not_posted, there, urgent=True, locale="en"),
        example("", request_told.reworded, locale="en"),
        example("", request_told.withdrawn, locale="en"),
        example("", request_told.answered_already, _view(_ANSWERED, _SAM), locale="en"),
        example("withdrawn", request_told.answered_already, _view(_WITHDRAWN, _SAM), locale="en"),
        example("withdrawn before", request_told.answered_already, _view(_WITHDRAWN, _LENA), locale="en"),
        example("passed on", request_told.answered_already, _view(_PASSED, _SAM), locale="en"),
        example("", request_told.passed_on, _view(_REGION, _LENA), locale="en"),
        example("", request_told.passed_already, _view(_PASSED, _LENA), locale="en"),
        example("", request_told.nowhere_to_pass, locale="en"),
        example("", request_told.not_for_you, asker="Lena Vogel", locale="en"),
        example("", request_told.not_yours, asker="Lena Vogel", locale="en"),
        example("", request_told.left, locale="en"),
        example("", request_told.gone, locale="en"),
        example("", request_told.with_typed, already, typed=AWKWARD, locale="en"),
    )


def _lists() -> tuple[Example, ...]:
    listed = request_list.listed
    on = [_view(_ASKED), _view(_OVERDUE)]
    mine = [_view(_ASKED, _LENA), _view(_ANSWERED, _LENA), _view(replace(_ASKED, promise=None), _LENA)]
    many = [_view(replace(_ASKED, content=Content(about=LONG_TEXT)), name=AWKWARD)] * 30
    return (
        example("", listed, on, mine, locale="en"),
        example("nothing at all", listed, [], [], locale="en"),
        example("nothing to answer", listed, [], mine, locale="en"),
        example("a crowd", listed, many, many, locale="en"),
    )
