"""What is quoted fits, and a publication waits for everyone who was asked."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identity import PersonId, Place, PublicationId, TenantId
from bot.domain.publication import WINDOW, Answer, Publication, Quote, State

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
ANA, BEN = PersonId(1), PersonId(2)
ATLAS = Place(platform="slack", tenant="T1", kind="public", id="C1")


def one(state: State = "waiting", **answers: Answer) -> Publication:
    return Publication(
        id=PublicationId(1),
        tenant=TenantId(1),
        requester=PersonId(9),
        author=ANA,
        purpose="note",
        text="words",
        place=ATLAS,
        where="atlas",
        state=state,
        asked_at=NOW,
        closes_at=NOW + WINDOW,
        answers={ANA: answers.get("ana", ""), BEN: answers.get("ben", "")},
    )


@pytest.mark.parametrize(
    ("ana", "ben", "all_agree"),
    [
        ("agreed", "agreed", True),
        ("agreed", "", False),
        ("", "", False),
        ("agreed", "refused", False),
    ],
)
def test_only_all_consents_are_enough(ana: Answer, ben: Answer, all_agree: bool) -> None:
    assert one(ana=ana, ben=ben).unanimous == all_agree


@pytest.mark.parametrize("state", ["published", "withdrawn", "over", "unposted"])
def test_once_it_is_over_nobody_answers(state: State) -> None:
    assert not one(state).may_answer(ANA, now=NOW)


def test_only_who_was_asked_answers_and_only_in_time() -> None:
    last = NOW + WINDOW
    assert one().may_answer(ANA, now=last - timedelta(seconds=1))
    assert not one().may_answer(ANA, now=last)
    assert not one().may_answer(PersonId(9), now=NOW)


@pytest.mark.parametrize("most", [60, 100, 2000])
@pytest.mark.parametrize("link", ["", "https://example.com/p1"])
def test_a_quote_fits_and_keeps_who_said_it_and_where(most: int, link: str) -> None:
    text = Quote(author="Ana", words="two lines\n" * 300, link=link).as_text(most)
    assert len(text) <= most
    assert text.startswith("Ana: “two lines\ntwo lines")
    assert text.endswith(f"…”\n{link}" if link else "…”")


def test_a_short_quote_is_whole_and_may_be_nobodys() -> None:
    assert Quote(author="", words=" Yes.\nNo. ").as_text(100) == "“Yes.\nNo.”"
