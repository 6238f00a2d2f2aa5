"""What a private quote's form and messages say: who is asked, by when, and what then."""

from dataclasses import replace

import pytest

from bot.domain.identity import PersonId, Place, PublicationId, TenantId
from bot.domain.publication import WINDOW, Publication, Purpose, State
from bot.messages import publication, publication_form, publication_told
from bot.messages.document import Paragraph, plain_text
from bot.messages.form import Note
from bot.messages.publication import View
from bot.messages.publication_form import Drawn
from tests.domain.given import utc
from tests.services.given import text_of

LENA, MAYA = PersonId(1), PersonId(2)
NOW = utc("2026-11-02 16:21")


def one(state: State = "waiting", *, author: PersonId = MAYA, purpose: Purpose = "note") -> View:
    """What Lena asks Maya about, as Maya reads it."""
    found = Publication(
        id=PublicationId(7),
        tenant=TenantId(1),
        requester=LENA,
        author=author,
        purpose=purpose,
        text="We lose a cent.",
        place=Place(platform="slack", tenant="T1", kind="public", id="C7"),
        where="atlas",
        state=state,
        asked_at=NOW,
        closes_at=NOW + WINDOW,
        answers={MAYA: ""},
    )
    return View(publication=found, names={LENA: "Lena", MAYA: "Maya"}, zone="Europe/Berlin", reader=MAYA)


def note_of(author: str, purpose: Purpose) -> str:
    form = publication_form.form(
        Drawn(purpose=purpose, author=author, values={}, token="t", places=()), locale="en"
    )
    notes = [field for field in form.fields if isinstance(field, Note)]
    return " ".join(
        plain_text(block.spans) for each in notes for block in each.blocks if isinstance(block, Paragraph)
    )


@pytest.mark.parametrize(
    ("author", "purpose", "says"),
    [
        ("Maya", "note", "Maya is asked, and so is everyone you name below; they have seven days."),
        ("", "note", "Your own words need nobody's consent, but everyone you name below is asked, and has"),
        ("Maya", "decision", "Only if all agree is anything proposed."),
        ("", "note", "Only if all agree is anything posted."),
    ],
)
def test_the_form_says_who_is_asked_and_for_how_long(author: str, purpose: Purpose, says: str) -> None:
    assert says in note_of(author, purpose)
    assert "seven days" in note_of(author, purpose), f"as long as {WINDOW}"


@pytest.mark.parametrize(
    ("author", "purpose", "says"),
    [
        (MAYA, "note", "You agree that what you wrote may stand in #atlas."),
        (LENA, "note", "You agree that what Lena wrote may stand in #atlas."),
        (LENA, "decision", "You agree that what Lena wrote may be quoted in a decision in #atlas."),
    ],
)
def test_who_agrees_is_told_to_what(author: PersonId, purpose: Purpose, says: str) -> None:
    told = publication_told.agreed(one(author=author, purpose=purpose), locale="en").summary
    assert told.startswith(says)
    assert "only if everyone who is asked agrees by Mon 9 Nov, 17:21 (Berlin)." in told


def test_the_author_is_quoted_as_you() -> None:
    asked = text_of(publication.asked(one(), link="", locale="en"))
    assert "You are quoted with these words and no others." in asked
    assert "nobody is told whether you declined or did not answer" in asked
    theirs = text_of(publication.asked(one(author=LENA), link="", locale="en"))
    assert "Lena is quoted with these words" in theirs


def test_whoever_asks_reads_who_is_asked_and_what_follows() -> None:
    mine = replace(one(), reader=LENA)
    assert (
        "I ask Maya in their working hours, and wait until Mon 9 Nov"
        in publication_told.sent(mine, locale="en").summary
    )
    told = text_of(publication.receipt(mine, locale="en"))
    assert "As soon as all agree, it is posted. If they have not by Mon 9 Nov, 17:21 (Berlin)," in told
    assert "nothing is published. Invite me" in text_of(publication.receipt(one("unposted"), locale="en"))
