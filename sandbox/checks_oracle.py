"""Three libraries asked for a second opinion: slack_sdk.models, blockkit and slackblocks.

Each rebuilds a block in its own classes, which refuse what they know to be wrong. What they say falsely is
left out of the question, with the reason at that line.
"""

from collections.abc import Callable, Iterator
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from sandbox import checks_blockkit, checks_slackblocks

_BARE = [{"type": "divider"}]


def block_objections(block: dict[str, Any], path: str) -> Iterator[str]:
    """What the libraries have against a block that our own checks find right."""
    yield from _asked("slack_sdk", path, lambda: _sdk_block(block))
    yield from _asked("blockkit", path, lambda: checks_blockkit.rebuild(block, top=True).build())
    yield from _asked("slackblocks", path, lambda: checks_slackblocks.rebuild(block, top=True)._resolve())


def view_objections(view: dict[str, Any]) -> Iterator[str]:
    """The same for a view's own parts; its blocks are asked about one by one."""
    bare = view | {"blocks": _BARE}
    yield from _asked("slack_sdk", "view", lambda: View(**bare).to_dict())
    yield from _asked("blockkit", "view", lambda: checks_blockkit.rebuild(bare, top=True).build())
    yield from _asked("slackblocks", "view", lambda: checks_slackblocks.rebuild_view(bare)._resolve())


def _asked(library: str, path: str, rebuild: Callable[[], Any]) -> Iterator[str]:
    try:
        rebuild()
    except Exception as refused:  # their errors share no base, and a plain TypeError is an answer too
        yield f"{path}: {library}: {str(refused)[:300]}"


def _sdk_block(block: dict[str, Any]) -> None:
    parsed = Block.parse(block)
    if parsed is not None:  # a type newer than the library: our own shape has been through it
        parsed.to_dict()
