"""Examples of decisions: the form's first two pages, the message, its outcome, what is told, and the list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.decision import Content, Decision, Edit, Vote
from bot.domain.identity import DecisionId, PersonId, Place, TenantId
from bot.messages import (
    decision,
    decision_find,
    decision_form,
    decision_list,
    decision_told,
    decision_window,
)
from bot.messages.decision_form import Drawn
from bot.messages.decision_window import Reckoned
from bot.messages.decision_words import View
from bot.messages.document import Mention, words
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, FRIDAY, LINES, LONG, LONG_TEXT, MAYA, ZONE
from bot.messages.form import Choice, Values

_LENA, _MAYA, _SAM, _MIA = PersonId(3), PersonId(4), PersonId(5), PersonId(1)
_NAMES = {_LENA: "Lena Vogel", _MAYA: "Maya Brooks", _SAM: "Sam Ortiz", _MIA: "Mia Clarke"}
_HOUR = timedelta(hours=1)
PROPOSER = _LENA

_CONTENT = Content(
    title="One rate for vouchers",
    problem="Two rates apply, and the checkout shows the wrong one to people in Canada.",
    proposal="Use the API's rate everywhere, from Thursday's release on.",
    alternatives="Keep the table and correct it each month: cheaper now, and wrong again in March.",
)
OPEN = Decision(
    id=DecisionId(3),
    tenant=TenantId(1),
    proposer=_LENA,
    content=_CONTENT,
    deciders=(_LENA, _MAYA, _SAM),
    left_out=(),
    place=Place(platform="slack", tenant="T1", kind="public", id="C1"),
    state="open",
    asked_at=AT,
    closes_at=AT + 30 * _HOUR,
    fair_at=AT + 30 * _HOUR,
    set_by=_SAM,
)
_WHY_NOT = "Canada has a rate of its own until January. From then on I am for it."
_YES, _NO = Vote(choice="approve", at=AT), Vote(choice="object", at=AT, reason=_WHY_NOT)
VOTED = replace(OPEN, votes={_MAYA: _YES, _SAM: _NO})
# What is over was closed two hours ago.
ENDED = AT - 2 * _HOUR
_PAST = replace(OPEN, asked_at=FRIDAY, closes_at=ENDED, fair_at=ENDED, closed_at=ENDED)
ADOPTED = replace(
    _PAST,
    state="adopted",
    votes={_MAYA: _YES, _LENA: Vote(choice="abstain", at=AT)},
)
_OBJECTED = replace(_PAST, state="objected", votes=VOTED.votes)
_UNSETTLED = replace(_PAST, state="unsettled")
_CONSENT = replace(_PAST, silence_consents=True, state="adopted")
_WITHDRAWN = replace(OPEN, state="withdrawn", closed_at=AT)
SOONER = replace(
    OPEN,
    content=replace(_CONTENT, sooner="The checkout is down until this is decided."),
    closes_at=AT + 2 * _HOUR,
    left_out=(_MIA,),
)
_AGAIN = replace(VOTED, reopened_at=AT, reopened_by=_SAM, set_by=None)
TEAM = replace(OPEN, label="Atlas", set_by=None, silence_consents=True)
LONGEST = replace(
    VOTED,
    content=Content(
        title=LONG_TEXT[:150],
        problem=LONG_TEXT[:2000],
        proposal=LONG_TEXT[:2000],
        alternatives=LONG_TEXT[:2000],
        sooner=LONG_TEXT[:1500],
    ),
    votes={_SAM: replace(_NO, reason=LONG_TEXT[:1500]), _MAYA: replace(_NO, reason=LINES)},
)
EDIT = Edit(at=AT, changed=("proposal", "deciders"), fresh=True, reset={_MAYA: _YES, _SAM: _NO})
EDITED = replace(OPEN, edits=(EDIT,))
_MENTIONED = Mention(user=MAYA, name="Maya Brooks")
TO = words("Lena Vogel, ", _MENTIONED, " and Sam Ortiz")

# Whose votes an edit resets; and who decides with Mia in Sam's place.
RESET, WITH_MIA = words(_MENTIONED, " and Sam Ortiz"), words("Lena Vogel, ", _MENTIONED, " and Mia Clarke")


def view(one: Decision, reader: PersonId | None = _MAYA, *, name: str = "") -> View:
    """As somebody reads it; None: a channel."""
    names = dict.fromkeys(_NAMES, name) if name else _NAMES
    return View(decision=one, names=names, zone=ZONE if reader == _MAYA else BERLIN, reader=reader)


# One that somebody who decides reads in a note.
TO_DECIDE = view(OPEN)

# Those that came to an outcome, as somebody reads them.
DECIDED = (view(ADOPTED), view(_OBJECTED))
# Of a team's channel, with and without landing pages.
_PAGES = (("Atlas", "https://wiki.example.com/atlas"), ("Borealis", ""))


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_forms(), *_in_a_channel(), *_to_who_decides(), *_told(), *_lists(), *_found())


def _forms() -> tuple[Example, ...]:
    teams = (Choice(value="team:1", text="Atlas"),)
    places = (Choice(value="here", text="Here, in #atlas"), Choice(value="team:1", text="Atlas's channel"))
    there = [(_NAMES[who], AT + hours * _HOUR) for who, hours in ((_LENA, 16), (_MAYA, 24), (_SAM, 30))]
    reckoned = Reckoned(
        title=_CONTENT.title,
        there=there,
        away=("Mia Clarke",),
        closes_at=AT + 30 * _HOUR,
        set_by="Sam Ortiz",
        zone=BERLIN,
        where="atlas",
    )
    crowd = replace(reckoned, title=AWKWARD, there=[(AWKWARD, AT)] * 40, away=(AWKWARD, LONG), set_by="")
    first, second, against = decision_form.form, decision_window.window_form, decision_form.object_form
    filled: Values = {"title": "One rate", "problem": LINES, "proposal": AWKWARD, "deciders": ("U2", "U3")}
    return (
        example("", first, Drawn(values={}, token="t", places=places[:1]), locale="en"),
        example(
            "filled in, with teams",
            first,
            Drawn(values=filled, token="t", teams=teams, places=places),
            locale="en",
        ),
        example(
            "editing", first, Drawn(values=filled, token="t", teams=teams, editing=True, voted=2), locale="en"
        ),
        example("editing, without votes", first, Drawn(values={}, token="t", editing=True), locale="en"),
        example(
            "editing", second, replace(reckoned, closes_now=AT + 9 * _HOUR), values={}, token="t", locale="en"
        ),
        example("", second, reckoned, values={}, token="t", locale="en"),
        example("a crowd", second, crowd, values={"close": "Thu 15:00"}, token="t", locale="en"),
        example("", against, view(OPEN), values={}, token="t", locale="en"),
        example("adopted", against, view(ADOPTED), values={}, token="t", locale="en"),
    )


def _in_a_channel() -> tuple[Example, ...]:
    some: Sequence[tuple[str, Decision]] = (
        ("", OPEN),
        ("with votes", VOTED),
        ("sooner than is fair", SOONER),
        ("adopted", ADOPTED),
        ("objected", _OBJECTED),
        ("withdrawn", _WITHDRAWN),
        ("open again", _AGAIN),
        ("edited", EDITED),
    )
    outcomes: Sequence[tuple[str, Decision]] = (
        ("", ADOPTED),
        ("objected", _OBJECTED),
        ("too few voted", _UNSETTLED),
        ("silence is consent", _CONSENT),
    )
    return (
        *(example(variant, decision.posted, view(one, None), to=TO, locale="en") for variant, one in some),
        example("a team", decision.posted, view(TEAM, None), to=words("Atlas"), locale="en"),
        example(
            "with a landing page",
            decision.posted,
            replace(view(OPEN, None), projects=_PAGES),
            to=TO,
            locale="en",
        ),
        example("very long", decision.posted, view(LONGEST, None, name=AWKWARD), to=TO, locale="en"),
        *(example(variant, decision.closed, view(one, None), locale="en") for variant, one in outcomes),
        example("", decision.reopened, view(_AGAIN, None), locale="en"),
        example("", decision.superseded, view(_AGAIN, None), locale="en"),
        example("awkward words", decision.closed, view(LONGEST, None, name=AWKWARD), locale="en"),
    )


def _to_who_decides() -> tuple[Example, ...]:
    some: Sequence[tuple[str, Decision]] = (
        ("", OPEN),
        ("approved", VOTED),
        ("over", ADOPTED),
        ("open again", _AGAIN),
        ("edited", EDITED),
        ("for others by now", replace(OPEN, deciders=(_SAM,))),
    )
    return tuple(example(variant, decision.waits, view(one), locale="en") for variant, one in some)


def _told() -> tuple[Example, ...]:
    over = decision_told.closed_already(view(ADOPTED), locale="en")
    return (
        example("", decision_told.sent, view(OPEN, _LENA), locale="en"),
        example(
            "no landing page",
            decision_told.sent,
            replace(view(OPEN, _LENA), projects=_PAGES[1:]),
            locale="en",
        ),
        example("", decision_told.voted, view(VOTED), locale="en"),
        example("", decision_told.not_deciding, view(OPEN, _MIA), locale="en"),
        example("", decision_told.closed_already, view(ADOPTED), locale="en"),
        example("", decision_told.withdrawn, locale="en"),
        example("", decision_told.nobody_there, locale="en"),
        example("", decision_told.not_there, where="atlas", locale="en"),
        example("", decision_told.left_channel, where="atlas", locale="en"),
        example("", decision_told.not_yours, view(OPEN), locale="en"),
        example("", decision_told.nowhere, locale="en"),
        example("", decision_told.not_posted, view(OPEN, _LENA), locale="en"),
        example("", decision_told.gone, locale="en"),
        example("", decision_told.opened_again, view(_AGAIN, _SAM), locale="en"),
        example("", decision_told.with_typed, over, typed=AWKWARD, locale="en"),
    )


def _lists() -> tuple[Example, ...]:
    listed = decision_list.listed
    over = [view(ADOPTED), view(_OBJECTED), view(_UNSETTLED)]
    return (
        example("", listed, [view(OPEN), view(VOTED)], over, locale="en"),
        example("of their own", listed, [view(OPEN, _LENA), view(EDITED, _LENA)], over, locale="en"),
        example("nothing at all", listed, [], [], locale="en"),
        example("nothing open", listed, [], over, locale="en"),
        example("a crowd", listed, [view(LONGEST, name=AWKWARD)] * 10, over, locale="en"),
    )


def _found() -> tuple[Example, ...]:
    some = [view(OPEN), view(ADOPTED), view(_OBJECTED)]
    crowd = [view(LONGEST, name=AWKWARD)] * decision_find.MOST_SHOWN
    found, page = decision_find.found, decision_find.Found
    return (
        example("", decision_find.form, token="t", locale="en"),
        example("", found, page(typed="vouchers", some=some), locale="en"),
        example("a crowd", found, page(typed=AWKWARD, some=crowd, more=f"3:{LONG}"), locale="en"),
        example("", decision_find.nothing, typed="vouchers", title="find vouchers", locale="en"),
        example("", decision_find.no_more, typed="vouchers", locale="en"),
        example("", decision_find.too_much, typed=LONG_TEXT, title=LONG_TEXT, locale="en"),
    )
