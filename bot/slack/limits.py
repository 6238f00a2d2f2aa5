"""What Slack takes in a message, a view and their parts; characters unless said otherwise."""

from typing import Final

FILE: Final = 50 * 1024 * 1024  # bytes; our own limit: of a larger one a link is asked for
VIEW_BLOCKS: Final = 100
FALLBACK: Final = 3_900  # bytes of a message's `text`: 4,000 are advised, and an edit is refused above
TEXT: Final = 3_000  # one text object, one rich-text element, one typed value
HEADER: Final = 150
ALT: Final = 2_000  # what a picture shows, in words
ACTIONS: Final = 25  # elements of one block of buttons
BUTTON_TEXT: Final = 75
URL: Final = 3_000
OPTION_TEXT: Final = 75
OPTIONS: Final = 100  # of one select, or of one group of it
OPTION_GROUPS: Final = 100
CHECKBOXES: Final = 10
LABEL: Final = 2_000
PLACEHOLDER: Final = 150
TITLE: Final = 24  # a view's title, submit and close
