"""Examples of what is told where somebody who decides goes away after it was posted."""

from dataclasses import replace

from bot.domain.identity import PersonId
from bot.messages import decision, decision_away
from bot.messages.examples import decision as given
from bot.messages.examples.decision_regions import REGIONAL
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AWKWARD

_MIA, _MAYA, _SAM = PersonId(1), PersonId(4), PersonId(5)
_OWN = given.PROPOSER
_GONE = replace(given.OPEN, deciders=(_OWN, _MAYA), left_out=(_SAM,), away={_SAM: None})
_REPLACED = replace(given.OPEN, deciders=(_OWN, _MAYA, _MIA), left_out=(_SAM,), away={_SAM: _MIA})
_EMPTIED = replace(REGIONAL, deciders=(_MAYA, _SAM), left_out=(_OWN,), away={_OWN: None})
_OVER = replace(_GONE, state="unsettled", closed_at=given.ENDED)


def examples() -> tuple[Example, ...]:
    """All of them."""
    some = (("", _GONE), ("replaced", _REPLACED), ("back", given.OPEN), ("over", _OVER))
    one, own = given.view(_GONE, _OWN), decision_away
    longest = given.view(replace(_GONE, content=given.LONGEST.content), _OWN, name=AWKWARD)
    return (
        *(example(name, own.told, given.view(each, None), _SAM, locale="en") for name, each in some),
        *(example(name, own.asks, given.view(each, _OWN), _SAM, locale="en") for name, each in some),
        example("a region", own.told, given.view(_EMPTIED, None), _OWN, locale="en"),
        example("a region again", own.told, given.view(REGIONAL, None), _OWN, locale="en"),
        example("very long", own.asks, longest, _SAM, locale="en"),
        example("", own.form, one, _SAM, values={}, token="t", locale="en"),
        example("awkward words", own.form, longest, _SAM, values={}, token="t", locale="en"),
        example("", own.chosen, given.view(_REPLACED, _OWN), _SAM, locale="en"),
        example("", own.needless, given.view(_REPLACED, _OWN), _SAM, locale="en"),
        example(
            "somebody is replaced",
            decision.posted,
            given.view(_REPLACED, None),
            to=given.WITH_MIA,
            locale="en",
        ),
    )
