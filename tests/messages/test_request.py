"""A request says by when an answer comes, to each in their own words, and what it is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identity import PersonId, RequestId, TenantId
from bot.domain.promise import Promise
from bot.domain.request import Content, Request
from bot.messages import request, request_form, request_told
from bot.messages.request_view import View
from tests.services.editing import standing
from tests.services.given import text_of

_LENA, _MAYA = PersonId(3), PersonId(4)
_ASKED_AT = datetime(2026, 11, 2, 16, tzinfo=UTC)
_PROMISED_AT = _ASKED_AT + timedelta(hours=24)
_PROMISE = Promise(at=_PROMISED_AT, waited_at=_PROMISED_AT, worked_at=_ASKED_AT + timedelta(hours=4))
_ASKED = Request(
    id=RequestId(1),
    tenant=TenantId(1),
    asker=_LENA,
    shape="question",
    content=Content(about="Which rate applies?"),
    to=(_MAYA,),
    place=None,
    state="waiting",
    asked_at=_ASKED_AT,
    first=_MAYA,
    promise=_PROMISE,
)
_NOTHING = replace(_ASKED, promise=None, first=None)
_URGENT = replace(_ASKED, urgent=True, off_hours=(_MAYA,))
_WHEN_YOU_CAN = "nswer when you can."


def _view(one: Request, reader: PersonId | None) -> View:
    names, zones = {_LENA: "Lena", _MAYA: "Maya"}, {_LENA: "Europe/Berlin", _MAYA: "America/New_York"}
    return View(request=one, names=names, zones=zones, zone=zones.get(reader or _LENA, "UTC"), reader=reader)


def _needed(hours: int) -> Request:
    return replace(_ASKED, content=Content(about="Which rate?", by_at=_ASKED_AT + timedelta(hours=hours)))


@pytest.mark.parametrize(("hours", "sooner"), [(23, True), (24, False), (25, False)])
def test_what_is_needed_before_it_is_promised_says_so_to_both(hours: int, sooner: bool) -> None:
    one = _needed(hours)
    theirs = text_of(request.asked(_view(one, _MAYA), locale="en"))
    mine = text_of(request.receipt(_view(one, _LENA), reads=(), locale="en"))
    sent = text_of(request_told.sent(_view(one, _LENA), reads=(), locale="en"))
    assert ("It is needed before that, by Tue 3 Nov, 10:00 (New York)." in theirs) is sooner
    assert ("You need it before that, by Tue 3 Nov, 16:00 (Berlin): they may not make it." in mine) is sooner
    assert ("they may not make it." in sent) is sooner


@pytest.mark.parametrize("reader", [_MAYA, None], ids=["privately", "in a channel"])
def test_where_nothing_is_promised_its_receiver_reads_so(reader: PersonId | None) -> None:
    assert "No time is promised: answer when you can." in text_of(
        request.asked(_view(_NOTHING, reader), locale="en")
    )


@pytest.mark.parametrize(
    ("one", "times"),
    [
        pytest.param(_URGENT, 1, id="promised"),
        pytest.param(replace(_URGENT, promise=None, first=None), 1, id="not promised"),
        pytest.param(replace(_URGENT, state="withdrawn"), 0, id="withdrawn"),
    ],
)
def test_what_is_urgent_says_once_that_being_woken_is_no_duty(one: Request, times: int) -> None:
    assert text_of(request.asked(_view(one, _MAYA), locale="en")).count(_WHEN_YOU_CAN) == times


def test_what_could_not_be_brought_is_quoted() -> None:
    mine = _view(_ASKED, _LENA)
    answered = replace(_ASKED, state="answered", answerer=_MAYA, answer="The API's.", answered_at=_ASKED_AT)
    posted = text_of(request_told.not_posted(mine, locale="en"))
    assert "Maya will get it privately instead" in posted
    assert "You asked:\nWhich rate applies?" in posted
    assert "Which rate applies?" in text_of(request_told.not_reached(mine, name="Maya", locale="en"))
    reply = text_of(request_told.reply_not_reached(_view(answered, _MAYA), locale="en"))
    assert "Lena asked:\nWhich rate applies?\nYou answered:\nThe API's." in reply
    assert "Write to them yourself, or answer in a channel where you both are." in reply


_DATED = Content(about="Which rate applies?", need="A yes", by="Tue 3 Nov (in Berlin)")
_OVERDUE = replace(_ASKED, state="overdue")


@pytest.mark.parametrize(
    ("one", "reader", "said"),
    [
        pytest.param(_ASKED, _MAYA, ["An answer is expected by Tue 3 Nov, 11:00 (New York)."], id="promised"),
        pytest.param(
            replace(_ASKED, content=_DATED),
            _MAYA,
            [
                "Needs: A yes",
                "Needed by: Tue 3 Nov (in Berlin)",
                "An answer is expected by Tue 3 Nov, 11:00 (New York).",
            ],
            id="needed",
        ),
        pytest.param(
            _needed(23),
            _MAYA,
            [
                "Needed by: Tue 3 Nov, 10:00 (New York)",
                "An answer is expected by Tue 3 Nov, 11:00 (New York). It is needed before that, by "
                "Tue 3 Nov, 10:00 (New York).",
            ],
            id="needed sooner",
        ),
        pytest.param(
            _OVERDUE,
            _MAYA,
            ["An answer was expected by Tue 3 Nov, 11:00 (New York). Lena still waits for it."],
            id="overdue",
        ),
        pytest.param(_NOTHING, _MAYA, ["No time is promised: answer when you can."], id="not promised"),
        pytest.param(
            replace(_ASKED, state="answered", answerer=_MAYA, answer="Yes.", answered_at=_ASKED_AT),
            _MAYA,
            [],
            id="answered, to put it in other words",
        ),
    ],
)
def test_the_form_of_the_answer_says_by_when(one: Request, reader: PersonId, said: list[str]) -> None:
    form = request_form.reply_form(_view(one, reader), values={}, token="t", locale="en")
    assert standing(form).split("\n") == ["Lena asks", one.content.about, *said]
