"""Examples of making private words public: the form, what is asked, and what becomes of it."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.identity import PersonId, Place, PlaceKind, PublicationId, TenantId
from bot.domain.publication import WINDOW, Answer, Publication, Purpose, State
from bot.messages import publication, publication_form, publication_told
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, LONG, LONG_TEXT, PAGE, ZONE
from bot.messages.form import Choice
from bot.messages.publication import View
from bot.messages.publication_form import MOST_TEXT, Drawn

_LENA, _MAYA, _SAM = PersonId(1), PersonId(2), PersonId(3)
_NAMES = {_LENA: "Lena Vogel", _MAYA: "Maya Brooks", _SAM: "Sam Ortiz"}
_AWKWARD = {_LENA: AWKWARD, _MAYA: LONG, _SAM: AWKWARD}
_ATLAS = Place(platform="slack", tenant="T1", kind="public", id="C000000007")
_WORDS = "The API rounds vouchers per line, the checkout once per basket: that is the cent we lose."
_PLACES = (Choice(value="team:1", text="Atlas's channel"), Choice(value="team:2", text=AWKWARD[:75]))


def _one(
    state: State = "waiting",
    *,
    purpose: Purpose = "note",
    author: PersonId = _MAYA,
    text: str = _WORDS,
    awkward: bool = False,
    reader: PersonId | None = _LENA,
    kind: PlaceKind = "public",
) -> View:
    asked: dict[PersonId, Answer] = {author: "", _SAM: ""}
    asked.pop(_LENA, None)
    found = Publication(
        id=PublicationId(7),
        tenant=TenantId(1),
        requester=_LENA,
        author=author,
        purpose=purpose,
        text=text,
        place=replace(_ATLAS, kind=kind),
        where=AWKWARD if awkward else "atlas",
        state=state,
        asked_at=AT - timedelta(days=1),
        closes_at=AT + WINDOW,
        answers=asked,
    )
    return View(publication=found, names=_AWKWARD if awkward else _NAMES, zone=ZONE, reader=reader)


_LONGEST = _one(text=(LONG_TEXT * 9)[:MOST_TEXT], awkward=True, reader=_SAM)


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_forms(), *_asked(), *_receipts(), *_posts(), *_told())


def _forms() -> tuple[Example, ...]:
    usual = Drawn(
        purpose="note", author="Maya Brooks", values={"text": _WORDS}, token="t", places=_PLACES[:1]
    )
    own = Drawn(purpose="decision", author="", values={"text": AWKWARD}, token="t", places=_PLACES)
    return (
        example("", publication_form.form, usual, locale="en"),
        example("one's own words", publication_form.form, own, locale="en"),
    )


def _asked() -> tuple[Example, ...]:
    return (
        example("the author", publication.asked, _one(reader=_MAYA), link=PAGE, locale="en"),
        example("who was there", publication.asked, _one(reader=_SAM), link=PAGE, locale="en"),
        example("a decision", publication.asked, _one(purpose="decision", reader=_SAM), link="", locale="en"),
        example("their own words", publication.asked, _one(author=_LENA, reader=_SAM), link="", locale="en"),
        example("long words", publication.asked, _LONGEST, link=PAGE, locale="en"),
        example("", publication.stays_private, _one("over", reader=_SAM), locale="en"),
        example("", publication.came_out, _one("published", reader=_MAYA), locale="en"),
        example(
            "a decision",
            publication.came_out,
            _one("published", purpose="decision", reader=_MAYA),
            locale="en",
        ),
    )


def _receipts() -> tuple[Example, ...]:
    states: tuple[State, ...] = ("published", "withdrawn", "unposted", "over")
    return (
        example("", publication.receipt, _one(), locale="en"),
        example("a decision", publication.receipt, _one(purpose="decision"), locale="en"),
        example("awkward names", publication.receipt, _one(awkward=True), locale="en"),
        *(example(one, publication.receipt, _one(one), locale="en") for one in states),
        example("over in private", publication.receipt, _one("over", kind="private"), locale="en"),
        example("agreed", publication.receipt, _one("agreed", purpose="decision"), locale="en"),
        example("", publication.ready, _one("agreed", purpose="decision"), locale="en"),
        example("", publication.ready_no_more, locale="en"),
    )


def _posts() -> tuple[Example, ...]:
    return (
        example("", publication.published, _one(reader=None), locale="en"),
        example("one's own words", publication.published, _one(author=_LENA, reader=None), locale="en"),
        example("long words", publication.published, _LONGEST, locale="en"),
        example("", publication.removed, locale="en"),
        example("", publication.not_reached, name="Maya Brooks", locale="en"),
        example("", publication.not_posted, _one("unposted"), locale="en"),
    )


def _told() -> tuple[Example, ...]:
    return (
        example("", publication_told.sent, _one(), locale="en"),
        example("", publication_told.published, where="atlas", locale="en"),
        example("", publication_told.sent_already, locale="en"),
        example("", publication_told.asked_lately, typed="", locale="en"),
        example("with words", publication_told.asked_lately, typed=AWKWARD, locale="en"),
        example("", publication_told.public_already, link=PAGE, locale="en"),
        example("", publication_told.nobody, locale="en"),
        example("", publication_told.not_for_you, locale="en"),
        example("", publication_told.nowhere, purpose="note", typed="", locale="en"),
        example("with words", publication_told.nowhere, purpose="decision", typed=AWKWARD, locale="en"),
        example("", publication_told.agreed, _one(reader=_SAM), locale="en"),
        example("the author", publication_told.agreed, _one(reader=_MAYA), locale="en"),
        example("a decision", publication_told.agreed, _one(purpose="decision", reader=_SAM), locale="en"),
        example(
            "the last one",
            publication_told.agreed,
            _one("agreed", purpose="decision", reader=_SAM),
            locale="en",
        ),
        example("", publication_told.declined_already, locale="en"),
        example("", publication_told.over, locale="en"),
        example("", publication_told.came_out, where="atlas", locale="en"),
        example("", publication_told.withdrawn, locale="en"),
        example("", publication_told.cannot_withdraw, locale="en"),
        example("", publication_told.left_channel, where="atlas", locale="en"),
        example("", publication_told.no_longer_agreed, locale="en"),
    )
