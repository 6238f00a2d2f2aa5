"""The landing pages of the team in whose channel something stands, in small print under it."""

from collections.abc import Sequence

from bot.messages.document import Block, Link, Span, say

# So many are linked; a digest has them all.
_MOST_PAGES = 5


def landing_blocks(projects: Sequence[tuple[str, str]]) -> list[Block]:
    """Where the truth about these projects is kept; of each its name, and its page's address or ""."""
    have = [(name, url) for name, url in projects if url]
    if not have:
        return []
    spans: list[str | Span] = ["Landing page: " if len(have) == 1 else "Landing pages: "]
    for number, (name, url) in enumerate(have[:_MOST_PAGES]):
        spans += [", " if number else "", Link(url=url, text=name)]
    more = len(have) - _MOST_PAGES
    return [say(*spans, f" and {more} more" if more > 0 else "", small=True)]
