"""Whatever may reach one person privately has a rule: none slips past quiet hours and the ping budget."""

from bot.messages.document import Document
from bot.messages.examples import examples
from bot.services.budget import RULES

# What is posted in channels, or shown to the one who asked, and never put in the outbox to a person.
ELSEWHERE = {
    "digest": "a channel's, or an answer",
    "handover": "a channel's",
    "changed": "under a channel's digest",
    "announcement": "a channel's",
    "change": "a channel's",
    "company": "a channel's",
    "region": "a channel's",
    "orphaned": "a channel's",
    "file": "under a channel's digest",
    "home": "a home",
    "notice": "an answer",
    "catchup": "an answer",
    "when": "an answer",
    "away": "an answer",
    "focus": "an answer",
    "week": "an answer",
    "holiday": "an answer",
    "promise": "an answer",
    "nudge": "in a channel, to whoever has just written there",
    "nudges": "a channel's",
    "pressing": "in a channel, to whoever has just written there",
    "ask_here": "a channel's",
    "ask_urgent_here": "a channel's",
    "asks": "an answer",
    "decision": "a channel's",
    "decision_away": "a channel's",
    "decision_closed": "a channel's",
    "decision_reopened": "a channel's",
    "decision_edited": "a channel's",
    "decisions": "an answer",
    "published": "a channel's",
    "request": "under a message in a channel",
}


def kinds() -> set[str]:
    """Those of every message there is: each has an example."""
    return {one.content.kind for one in examples() if isinstance(one.content, Document)}


def test_every_kind_of_message_has_a_rule_or_reaches_nobody_privately() -> None:
    assert kinds() - set(RULES) - set(ELSEWHERE) == set()


def test_no_rule_is_for_nothing() -> None:
    assert (set(RULES) | set(ELSEWHERE)) - kinds() == set()


def test_nothing_has_two_rules() -> None:
    assert set(RULES) & set(ELSEWHERE) == set()
