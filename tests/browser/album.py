"""What docs/pictures holds: the name of every picture, what it shows and for whom, and the index of them."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby

from bot.messages.document import Document
from bot.messages.examples import Example, examples
from tests.browser.drawn import file_name

LIGHTS = ("light", "dark")

# The page at the moments that are pictured, in the order of an evening.
MOMENTS: Mapping[str, str] = {
    "page-first-visit": "As `make demo` opens it: whose screen it is, what time it is, and what to press.",
    "page-digest": "A region's digest of the morning, in the channel.",
    "page-happened-elsewhere": "After *Next event*: what happened in another place, with a way to it.",
    "page-asked": "The conversation with the bot, as the evening's question comes.",
    "page-form": "The hand-off form, filled in.",
    "page-phone-form": "The hand-off form on a phone.",
    "page-handed-over": "The question has become its receipt.",
    "page-reaches-the-next": "The channel, as the next region sees the hand-off.",
    "page-picked-up": "The step was picked up, which everybody sees.",
    "page-phone-channel": "The channel on a phone.",
    "page-home": "The App Home: the day, what waits, teams and settings.",
    "page-phone-home": "The App Home on a phone.",
}

# Where the documents of a kind are to be seen, and by whom.
WHOM: Mapping[str, str] = {
    "prompt": "private, to who is asked",
    "snooze": "private, to who is asked",
    "reminder": "private, to who is asked",
    "receipt": "private, to who answered",
    "digest": "the team's channel, for one region",
    "handover": "the team's channel, for one region",
    "changed": "under the hand-off, for who holds its steps",
    "file": "under the hand-off, for all who read it",
    "question": "private, to the author of the step",
    "answer": "private, to who asked",
    "note": "private, as one's day begins",
    "catchup": "an answer that only who asked sees",
    "notice": "an answer that only who asked or pressed sees",
    "announcement": "the team's channel",
    "change": "the team's channel",
    "orphaned": "the team's channel",
    "welcome": "private, to a new member",
    "card": "private, to who brought the bot into a channel",
    "home": "the App Home, for its owner alone",
    "form": "a form, for who opened it",
}

TITLES: Mapping[str, str] = {
    "evening": "The evening",
    "digest": "Digests",
    "step": "Steps",
    "step_line": "Steps",
    "question": "Questions and answers",
    "note": "The morning note",
    "catchup": "`/digest me`",
    "handoff_form": "The hand-off form",
    "line": "Gathered all day",
    "file": "Files",
    "team": "Teams: joining, leaving, help",
    "setup": "Set-up: the card, and answers",
    "setup_form": "Set-up: the first two pages",
    "setup_preview": "Set-up: the last page",
    "change": "Changes of a team",
    "app_home": "The App Home",
    "notice": "Other short answers",
    "document": "A short answer by itself",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One thing that is pictured, light and dark. file: without the light and the ending."""

    section: str
    file: str
    name: str
    what: str

    def of(self, light: str) -> str:
        """The file's name in that light."""
        return f"{self.file}.{light}.webp"


def pictures() -> tuple[Picture, ...]:
    """All there are: of the page, then of every example."""
    page = [Picture(section="The page", file=one, name=one, what=what) for one, what in MOMENTS.items()]
    return (*page, *(_of_example(one) for one in examples()))


def files() -> set[str]:
    """The names of all pictures."""
    return {one.of(light) for one in pictures() for light in LIGHTS}


def index() -> str:
    """docs/pictures/README.md: by feature, light and dark side by side."""
    order = list(dict.fromkeys(one.section for one in pictures()))
    found = sorted(pictures(), key=lambda one: order.index(one.section))
    lines = [
        "# Pictures of all that Sunrelay says",
        "",
        "Every message, form and Home, and the sandbox's page at the moments of an evening, light and dark.",
        "`make pictures` writes the pictures and this index. Of what is very long only the beginning is",
        "pictured; *awkward*, *long* and *crowd* are there to show that nothing breaks.",
        "",
    ]  # fmt: skip
    for section, members in groupby(found, key=lambda one: one.section):
        lines += [f"## {section}", "", "| | light | dark |", "|---|---|---|"]
        lines += [_row(one) for one in members]
        lines.append("")
    return "\n".join(lines)


def _of_example(one: Example) -> Picture:
    module, name = one.of.split(".")
    function = getattr(import_module(f"bot.messages.{module}"), name)
    rule = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ")
    kind = one.content.kind if isinstance(one.content, Document) else "form"
    return Picture(
        section=TITLES.get(module, module.replace("_", " ").capitalize()),
        file=file_name(one.name),
        name=one.name,
        what=f"{rule} ({WHOM.get(kind, kind)})",
    )


def _row(one: Picture) -> str:
    drawn = " | ".join(
        f'<img alt="{one.name}, {light}" src="{one.of(light)}" width="400">' for light in LIGHTS
    )
    return f"| **{one.name}**<br>{one.what.replace('|', '/')} | {drawn} |"
