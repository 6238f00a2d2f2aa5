"""Each method of the Web API that the bot calls is known to the sandbox, with the same scopes and tier."""

from collections.abc import Iterator, Mapping

import pytest

from bot.slack.methods import METHODS as CALLED
from bot.slack.methods import Method as Called
from sandbox.methods import METHODS as KNOWN
from sandbox.methods import Method as Known

SPECIAL = 0  # the sandbox's tier of methods whose limit Slack states in another way, or not at all


def at_odds(called: Mapping[str, Called], known: Mapping[str, Known]) -> Iterator[str]:
    """Methods that the sandbox lacks, or of which the two tables say different things."""
    for name, ours in called.items():
        theirs = known.get(name)
        if theirs is None:
            yield f"{name}: the sandbox does not know it"
        elif ours.of_person and not (theirs.users or theirs.token == "user"):
            yield f"{name}: the sandbox takes no user's token"
        elif ours.of_person and set(ours.of_person) != set(theirs.scopes):
            yield f"{name}: a person's token needs {ours.of_person}, the sandbox asks for {theirs.scopes}"
        elif theirs.token == "bot" and not ours.of_person and not _scopes_agree(ours.scopes, theirs.scopes):
            yield f"{name}: the bot needs {ours.scopes}, the sandbox asks for one of {theirs.scopes}"
        elif theirs.tier != SPECIAL and ours.tier != str(theirs.tier):
            yield f"{name}: tier {ours.tier} for the bot, {theirs.tier} for the sandbox"


def _scopes_agree(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The bot names the scopes for the kinds of channel it meets; Slack takes others for other kinds."""
    return set(ours) <= set(theirs) and bool(ours) == bool(theirs)


def test_the_sandbox_knows_what_the_bot_calls_and_asks_for_the_same() -> None:
    assert list(at_odds(CALLED, KNOWN)) == []


INFO = KNOWN["conversations.info"]


@pytest.mark.parametrize(
    ("called", "known", "says"),
    [
        (Called(tier="3", why="", scopes=("channels:read",)), {}, "does not know"),
        (Called(tier="3", why="", scopes=("chat:write",)), {"conversations.info": INFO}, "asks for one of"),
        (Called(tier="3", why=""), {"conversations.info": INFO}, "asks for one of"),
        (Called(tier="4", why="", scopes=("channels:read",)), {"conversations.info": INFO}, "tier 4"),
    ],
    ids=["unknown", "another scope", "no scope", "another tier"],
)
def test_tables_at_odds_are_found(called: Called, known: Mapping[str, Known], says: str) -> None:
    (fault,) = at_odds({"conversations.info": called}, known)
    assert says in fault
