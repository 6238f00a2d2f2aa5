"""Examples of what is said of how soon somebody answers what they are asked."""

from bot.messages import promise
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import LONG

_OWN = "within 48 hours (your own choice)"


def examples() -> tuple[Example, ...]:
    """All of them."""
    team, usual = f"within 8 hours, as {LONG} has it", "within 24 hours, as usual"
    own, teams = {promise.LENGTH: "172800"}, {promise.LENGTH: promise.TEAM}
    return (
        example("", promise.form, now=_OWN, team=usual, values=own, token="t", locale="en"),
        example("long words", promise.form, now=team, team=team, values=teams, token="t", locale="en"),
        example("", promise.saved, now=_OWN, undo="team/172800", locale="en"),
        example("", promise.already, now=_OWN, locale="en"),
        example("", promise.restored, now=usual, locale="en"),
        example("", promise.too_late, locale="en"),
        example("", promise.not_understood, locale="en"),
        example("", promise.gone, locale="en"),
    )
