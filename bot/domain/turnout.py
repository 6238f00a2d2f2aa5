"""How many have to vote on a decision, or that silence is consent: a team's policy, and a decision's own."""

from typing import Final, Literal

Turnout = Literal["half", "third", "all"]
Rule = Literal["half", "third", "all", "consent"]

TURNOUTS: Final[tuple[Turnout, ...]] = ("half", "third", "all")
RULES: Final[tuple[Rule, ...]] = (*TURNOUTS, "consent")

_OF: Final = {"half": 2, "third": 3, "all": 1}


def needed(turnout: Turnout, asked: int) -> int:
    """How many of those who were asked that is, rounded up."""
    return -(-asked // _OF[turnout])
