"""Decisions as somebody proposes and edits them, at their screen."""

from tests.support.shown import Shown
from tests.support.somebody import Somebody

PROBLEM, PROPOSAL, WHO = "What is the problem?", "What do you propose?", "Who decides?"


async def proposes(who: Somebody, command: str, *deciders: str, **more: str) -> None:
    """All three pages; what is typed in the second stands in `more`."""
    await who.opens(command, where="atlas")
    await who.fills({PROBLEM: "Two rates apply.", PROPOSAL: "Use the API's everywhere.", WHO: deciders})
    await who.sends()
    assert who.has_form, who.told
    await who.fills(more)
    await who.sends()
    await who.sends()
    assert not who.has_form, who.wrong


async def edits(who: Somebody, post: Shown, proposal: str) -> None:
    """Another proposal, through all three pages."""
    await who.presses("Edit", on=who.now(post, where="atlas"))
    await who.fills({PROPOSAL: proposal})
    for _ in range(3):
        await who.sends()
    assert not who.has_form, who.wrong
