"""Examples of what is said about being in a team, and of its set-up form."""

from collections.abc import Sequence

from bot.domain.identity import TeamId
from bot.messages import team
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, LONG, LONG_PAGE, PEOPLE, long_name
from bot.messages.form import Values
from bot.messages.team import RegionLine

_ATLAS = TeamId(1)
_DIGEST = "What others leave for Berlin is in the channel each morning at 09:00."


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_setting_up(), *_welcomes(), *_answers())


def _setting_up() -> tuple[Example, ...]:
    more = "\n".join(f"{AWKWARD[:80]} {LONG_PAGE}" for _ in range(10))[:3000]
    there: Values = {
        "name": AWKWARD[:80],
        "project": LONG,
        "page": LONG_PAGE,
        "projects": more,
        "writes": ("UMIA", "ULENA"),
        "receives": tuple(f"U{number:010}" for number in range(120)),
    }
    berlin = RegionLine(name="Berlin", digest="09:00", people=("Lena Vogel",))
    crowded = RegionLine(name=LONG, digest="09:00", people=tuple(long_name(number) for number in range(200)))
    awkward = RegionLine(name=AWKWARD, digest="09:00", people=(AWKWARD, AWKWARD))
    empty = RegionLine(name="Sydney", digest="09:00", people=())
    return (
        example("a new one", team.setup_form, channel="atlas", values={}, editing=False),
        example("changed", team.setup_form, channel="atlas", values=there, editing=True),
        example("a long channel name", team.setup_form, channel="long-" * 30, values={}, editing=False),
        _announced("set up", "Atlas", [berlin, empty], changed=False),
        _announced("changed", "Atlas", [berlin], changed=True),
        _announced("awkward names", AWKWARD, [awkward], changed=False),
        _announced("a crowd", LONG, [crowded] * 4, changed=False),
        example("", team.saved, name="Atlas", people=5, locale="en"),
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
        example("", team.joined, name="Atlas", region="Berlin", prompt_at=AT, zone=BERLIN, locale="en"),
        example(
            "receives only", team.joined, name=LONG, region=LONG, prompt_at=None, zone=BERLIN, locale="en"
        ),
    )


def _answers() -> tuple[Example, ...]:
    return (
        example("", team.not_here, locale="en"),
        example("one", team.stewards_only, names=("Lena Vogel",), locale="en"),
        example("all", team.stewards_only, names=PEOPLE, locale="en"),
        example("", team.no_team_here, locale="en"),
        example("", team.left, name="Atlas", locale="en"),
        example("", team.not_in, locale="en"),
        example("", team.not_eligible, locale="en"),
        example("", team.help_text, locale="en"),
        example("", team.unknown, word="frobnicate", locale="en"),
        example("awkward", team.unknown, word=AWKWARD, locale="en"),
    )


def _announced(variant: str, name: str, regions: Sequence[RegionLine], *, changed: bool) -> Example:
    return example(
        variant,
        team.announced,
        team=_ATLAS,
        name=name,
        by=PEOPLE[2],
        regions=regions,
        changed=changed,
        locale="en",
    )
