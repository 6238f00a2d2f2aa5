"""Examples of decisions that one of each region decides."""

from dataclasses import replace

from bot.domain.decision import Vote
from bot.domain.identity import PersonId
from bot.messages import decision, decision_list, decision_told
from bot.messages.document import bold, words
from bot.messages.examples import decision as given
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD

_MIA, _LENA, _MAYA, _SAM = PersonId(1), PersonId(3), PersonId(4), PersonId(5)
_YES, _NO = Vote(choice="approve", at=AT, region="New York"), Vote(choice="object", at=AT, reason=AWKWARD)
REGIONAL = replace(
    given.OPEN,
    label="Atlas",
    set_by=_LENA,
    regions={_LENA: "Berlin", _SAM: "New York", _MAYA: "New York"},
)
_VOTED = replace(REGIONAL, votes={_SAM: _YES})
_AGAINST = replace(_VOTED, votes={_SAM: _YES, _MAYA: _NO})
_EMPTIED = replace(REGIONAL, left_out=(_MIA,), regions={**REGIONAL.regions, _MIA: "Sydney"})
_ADOPTED = replace(_VOTED, state="adopted", closed_at=given.ENDED)
_UNSETTLED = replace(REGIONAL, state="unsettled", closed_at=given.ENDED)
_TO = words("one of each region of ", bold("Atlas"))


def examples() -> tuple[Example, ...]:
    """All of them."""
    some = (
        ("one of each region", REGIONAL),
        ("a region voted", _VOTED),
        ("a region is empty", _EMPTIED),
        ("regions adopted", _ADOPTED),
    )
    told = decision_told
    return (
        *(example(name, decision.posted, given.view(one, None), to=_TO, locale="en") for name, one in some),
        example("a colleague votes", decision.waits, given.view(_VOTED), locale="en"),
        example("an objection besides", decision.waits, given.view(_AGAINST), locale="en"),
        example("too few regions", decision.closed, given.view(_UNSETTLED, None), locale="en"),
        example("for a region", told.voted, given.view(_VOTED, _SAM), locale="en"),
        example("for regions", told.not_deciding, given.view(REGIONAL, _MIA), locale="en"),
        example("", told.region_voted, given.view(_VOTED), locale="en"),
        example("regions", decision_list.listed, [given.view(_VOTED)], [], locale="en"),
    )
