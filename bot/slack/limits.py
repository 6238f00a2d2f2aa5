"""What Slack takes in a message, a view and their parts; characters unless said otherwise."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most of one thing: what a document is split by before it is drawn."""

    blocks: int
    characters: int


# 50 blocks are documented. Characters are not: `msg_blocks_too_long` has been seen from about 13,000 on.
MESSAGE: Final = Limits(blocks=50, characters=12_000)
VIEW: Final = Limits(blocks=100, characters=60_000)

FALLBACK: Final = 3_900  # bytes of a message's `text`: 4,000 are advised, and an edit is refused above
TEXT: Final = 3_000  # one text object, one rich-text element, one typed value
HEADER: Final = 150
ACTIONS: Final = 25  # elements of one block of buttons
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
URL: Final = 3_000
CONFIRM_TEXT: Final = 300
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
OPTIONS: Final = 100  # of one select, or of one group of it
OPTION_GROUPS: Final = 100
CHECKBOXES: Final = 10
LABEL: Final = 2_000
PLACEHOLDER: Final = 150
TITLE: Final = 24  # a view's title, submit and close
ID: Final = 255
PRIVATE_METADATA: Final = 3_000
