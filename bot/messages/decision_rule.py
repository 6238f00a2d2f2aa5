"""How many have to vote on a decision, in words."""

from collections.abc import Mapping
from typing import Final

from bot.domain.turnout import Rule

RULE_WORDS: Final[Mapping[Rule, str]] = {
    "half": "At least half have to vote",
    "third": "At least a third has to vote",
    "all": "All have to vote",
    "consent": "Silence is consent: adopted unless somebody objects",
}
