"""Examples of what is said about being in a team."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.identity import TeamId
from bot.messages import team
from bot.messages.document import Document
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, LONG, PEOPLE, long_name
from bot.messages.team import RegionLine

_ATLAS = TeamId(1)
_DIGEST = "What others leave for Berlin is in the channel each morning at 09:00."


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_setting_up(), *_welcomes(), *_answers())


def a_welcome(name: str) -> Document:
    """What a new member of the team of that name reads, for what stands beside it."""
    return team.welcome(
        team=_ATLAS,
        name=name,
        by="Sam Ortiz",
        zone=BERLIN,
        hours="mon-fri 09:00-17:30",
        prompt_at=AT,
        digest=_DIGEST,
        locale="en",
    )


def _setting_up() -> tuple[Example, ...]:
    berlin = RegionLine(name="Berlin", digest="09:00", people=("Lena Vogel",))
    crowded = RegionLine(name=LONG, digest="09:00", people=tuple(long_name(number) for number in range(200)))
    awkward = RegionLine(name=AWKWARD, digest="09:00", people=(AWKWARD, AWKWARD))
    empty = RegionLine(name="Sydney", digest="09:00", people=())
    return (
        _announced("", "Atlas", [berlin, empty], PEOPLE[2:3]),
        _announced("nobody looks after it", "Atlas", [berlin], ()),
        _announced("awkward names", AWKWARD, [awkward], (AWKWARD,)),
        _announced("a crowd", LONG, [crowded] * 4, PEOPLE),
    )


def _welcomes() -> tuple[Example, ...]:
    week = "mon-fri 09:00-17:30"
    return (
        example(
            "writes",
            team.welcome,
            team=_ATLAS,
            name="Atlas",
            by="Lena Vogel",
            zone=BERLIN,
            hours=week,
            prompt_at=AT,
            digest=_DIGEST,
            locale="en",
        ),
        example(
            "who set it up",
            team.welcome,
            team=_ATLAS,
            name="Atlas",
            by="",
            zone=BERLIN,
            hours=week,
            prompt_at=AT,
            digest=_DIGEST,
            locale="en",
        ),
        example(
            "receives only, awkward names",
            team.welcome,
            team=_ATLAS,
            name=AWKWARD,
            by=AWKWARD,
            zone=BERLIN,
            hours=week,
            prompt_at=None,
            digest=_DIGEST,
            locale="en",
        ),
        _joined("", "Atlas", AT),
        _joined("receives only", LONG, None),
        _joined("nobody looks after it", AWKWARD, AT, orphan=True),
    )


def _answers() -> tuple[Example, ...]:
    return (
        example("", team.not_here, locale="en"),
        example("", team.no_team_here, locale="en"),
        example("", team.left, name="Atlas", locale="en"),
        example("the last steward", team.left, name="Atlas", last_steward=True, locale="en"),
        example("", team.not_in, locale="en"),
        example("", team.not_eligible, locale="en"),
        example("", team.help_text, locale="en"),
        example("", team.unknown, word="frobnicate", locale="en"),
        example("awkward", team.unknown, word=AWKWARD, locale="en"),
    )


def _announced(variant: str, name: str, regions: Sequence[RegionLine], stewards: Sequence[str]) -> Example:
    return example(
        variant,
        team.announced,
        team=_ATLAS,
        name=name,
        by=PEOPLE[2],
        regions=regions,
        stewards=stewards,
        locale="en",
    )


def _joined(variant: str, name: str, prompt_at: datetime | None, *, orphan: bool = False) -> Example:
    return example(
        variant,
        team.joined,
        name=name,
        region="Berlin",
        prompt_at=prompt_at,
        zone=BERLIN,
        orphan=orphan,
        team=_ATLAS,
        locale="en",
    )
