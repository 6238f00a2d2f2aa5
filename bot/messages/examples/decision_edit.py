"""Examples of a decision's last page, and of its edits."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.decision import Decision
from bot.messages import decision_edited, decision_preview
from bot.messages.decision_preview import Preview
from bot.messages.document import words
from bot.messages.examples import decision as given
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, LONG

_UNTOUCHED = replace(given.OPEN, edits=(replace(given.EDIT, reset={}),))
_LATER = replace(given.VOTED, edits=(replace(given.EDIT, changed=("close",), fresh=False, reset={}),))
_LONGEST = replace(given.LONGEST, votes={}, edits=(replace(given.EDIT, reset=given.LONGEST.votes),))


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_previews(), *_edits())


def _previews() -> tuple[Example, ...]:
    plain = Preview(
        view=given.view(given.OPEN, None),
        where="atlas",
        to=given.TO,
        working=["Maya Brooks"],
        later=["Sam Ortiz"],
    )
    quiet = replace(plain, editing=True, working=[])
    crowd = Preview(
        view=given.view(_LONGEST, None, name=AWKWARD),
        where=AWKWARD,
        to=given.TO,
        later=[LONG] * 40,
        editing=True,
    )
    some: Sequence[tuple[str, Preview]] = (
        ("", plain),
        ("a team", replace(plain, view=given.view(given.TEAM, None), to=words("Atlas"))),
        ("sooner than is fair", replace(plain, view=given.view(given.SOONER, None))),
        ("an edit", replace(plain, view=given.view(given.EDITED, None), editing=True)),
        ("an edit before any vote", replace(quiet, view=given.view(_UNTOUCHED, None))),
        ("a later close", replace(quiet, view=given.view(_LATER, None))),
        ("very long", crowd),
    )
    return tuple(
        example(name, decision_preview.preview_form, one, token="t", locale="en") for name, one in some
    )


def _edits() -> tuple[Example, ...]:
    some: Sequence[tuple[str, Decision]] = (
        ("", given.EDITED),
        ("before any vote", _UNTOUCHED),
        ("a later close", _LATER),
        ("awkward words", _LONGEST),
    )
    told, own = decision_edited, given.PROPOSER
    return (
        *(
            example(name, told.edited, given.view(one, None), 1, to=given.RESET, locale="en")
            for name, one in some
        ),
        example("", told.saved, given.view(given.EDITED, own), locale="en"),
        example("before any vote", told.saved, given.view(_UNTOUCHED, own), locale="en"),
        example("a later close", told.saved, given.view(_LATER, own), locale="en"),
        example("", told.not_yours_to_edit, given.view(given.OPEN), locale="en"),
        example("", told.over, given.view(given.ADOPTED, own), now=AT, locale="en"),
        example("", told.other_words, given.view(given.EDITED), locale="en"),
        example("awkward words", told.other_words, given.view(_LONGEST, name=AWKWARD), locale="en"),
        example("", told.meanwhile, locale="en"),
        example("", told.not_saved, locale="en"),
    )
