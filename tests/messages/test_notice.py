"""The short private answers say what to do instead."""

import pytest

from bot.messages import focus, notice, nudge_settings, page, when
from bot.messages.document import Document


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (notice.no_working_day(locale="en"), "/sunrelay hours sets them."),
        (notice.not_a_writer(teams=("Atlas", "Borealis"), locale="en"), "join in that team's channel."),
        (page.in_its_channel(locale="en"), "Write /sunrelay page https://… in the channel of the one"),
        (focus.unknown(locale="en"), "Try again in a moment."),
        (nudge_settings.unknown(locale="en"), "Try again in a moment."),
        (when.not_met(locale="en"), "Try again in a moment."),
        (when.ambiguous(typed="Sam", names=("Sam A", "Sam B"), locale="en"), "may be Sam A or Sam B."),
    ],
    ids=["no hours", "receives only", "several relays", "focus", "nudges", "when", "two of a name"],
)
def test_an_answer_says_what_to_do(document: Document, says: str) -> None:
    assert says in document.summary
    assert "please" not in document.summary.lower()
