"""Short private answers that are no feature's own: what cannot be done, and what to do instead."""

from collections.abc import Sequence

from bot.domain.text import list_words
from bot.messages.document import Block, Document, Quote, notice, say, words


def not_a_writer(*, teams: Sequence[str], locale: str) -> Document:
    """Someone who writes for no team asks for the form."""
    if teams:
        return notice(
            f"You receive the hand-offs of {list_words(teams)} but write none. "
            "To write too: /sunrelay join in that team's channel."
        )
    return notice(
        "You are in no team yet, so a hand-off would reach nobody. In your team's channel, /sunrelay join "
        "takes part in its relay; /sunrelay setup starts one."
    )


def no_working_day(*, locale: str) -> Document:
    """A calendar without working days."""
    return notice(
        "Your working week has no hours, so there is no day to hand over. /sunrelay hours sets them."
    )


def not_your_form(*, typed: str, command: str = "/handoff", locale: str) -> Document:
    """A form that is unknown here, or somebody else's; what was typed is given back."""
    text = f"This form is not open for you any more. {command} opens a new one."
    return _given_back(text, typed)


def _given_back(text: str, typed: str) -> Document:
    blocks: list[Block] = [say(text)]
    if typed:
        blocks += [say("What you wrote:"), Quote(spans=words(typed))]
    return Document(blocks=tuple(blocks), summary=text, kind="notice")
