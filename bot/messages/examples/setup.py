"""Examples of setting a relay up: the card, the form's three pages, and who looks after it."""

from datetime import timedelta

from bot.domain.identity import Place, TeamId
from bot.domain.team import Policy
from bot.messages import setup, setup_form, setup_preview
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, LONG, LONG_PAGE, PEOPLE, ZONE, long_name
from bot.messages.form import Values
from bot.messages.setup_form import ChoiceRow, RegionRow
from bot.messages.setup_preview import Digest, Preview, Row

_ATLAS = TeamId(1)
_PLACE = Place(platform="slack", tenant="T1", kind="private", id="CATLAS")
_SYDNEY = "Australia/Sydney"


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_cards(), *_people(), *_regions(), *_previews(), *_answers())


def _cards() -> tuple[Example, ...]:
    def running(variant: str, name: str, stewards: tuple[str, ...], *, may: bool, member: bool) -> Example:
        return example(
            variant,
            setup.card_running,
            team=_ATLAS,
            channel="atlas",
            name=name,
            stewards=stewards,
            may_change=may,
            member=member,
            locale="en",
        )

    return (
        example("", setup.card, place=_PLACE, channel="atlas", locale="en"),
        example("a long channel name", setup.card, place=_PLACE, channel="long-" * 16, locale="en"),
        running("a steward", "Atlas", PEOPLE[:2], may=True, member=True),
        running("a colleague", AWKWARD, (AWKWARD,) * 40, may=False, member=False),
        running("nobody looks after it", LONG, (), may=False, member=True),
    )


def _people() -> tuple[Example, ...]:
    more = "\n".join(f"{AWKWARD[:80]} {LONG_PAGE}" for _ in range(10))[:3000]
    there: Values = {
        "name": AWKWARD[:80],
        "project": LONG,
        "page": LONG_PAGE,
        "projects": more,
        "writes": ("UMIA", "ULENA"),
        "receives": tuple(f"U{number:010}" for number in range(120)),
    }
    page = setup_form.people_page
    return (
        example("a new one", page, channel="atlas", values={}, editing=False),
        example("changed", page, channel="atlas", values=there, editing=True),
        example("a long channel name", page, channel="long-" * 30, values={}, editing=False),
    )


def _regions() -> tuple[Example, ...]:
    sydney = RegionRow(
        key=f"region.{_SYDNEY}", name="Sydney", zone=_SYDNEY, minute=540, people=PEOPLE[:1], fresh=True
    )
    berlin = RegionRow(key="region.2", name="Berlin", zone=BERLIN, minute=570, people=PEOPLE[1:], fresh=False)
    crowd = [
        RegionRow(
            key=f"region.{number}",
            name=long_name(number),
            zone=BERLIN,
            minute=number,
            people=tuple(long_name(one) for one in range(60)),
            fresh=False,
        )
        for number in range(20)
    ]
    tove = ChoiceRow(user="UTOVE", name="Tove Berg", zone="Europe/Helsinki", home=berlin.key, options=())
    both = ChoiceRow(
        user="UMIA", name=AWKWARD, zone=_SYDNEY, home=berlin.key, options=(sydney.key, berlin.key)
    )
    many = [
        ChoiceRow(
            user=f"U{number:010}",
            name=long_name(number),
            zone=BERLIN,
            home="region.1",
            options=tuple(one.key for one in crowd),
        )
        for number in range(60)
    ]
    odd = Policy(lead=timedelta(minutes=17), read_back="required")
    return (
        _regions_page("a new one", [sydney, berlin], [both], policy=Policy(), values={}, editing=False),
        _regions_page(
            "what was typed",
            [berlin],
            [tove],
            policy=odd,
            values={"region.2.digest": "half nine"},
            editing=True,
        ),
        _regions_page("a crowd", crowd, many, policy=odd, values={}, editing=True),
    )


def _regions_page(
    variant: str,
    regions: list[RegionRow],
    choices: list[ChoiceRow],
    *,
    policy: Policy,
    values: Values,
    editing: bool,
) -> Example:
    return example(
        variant,
        setup_form.regions_page,
        regions=regions,
        choices=choices,
        policy=policy,
        stewards=("ULENA",),
        values=values,
        editing=editing,
    )


def _previews() -> tuple[Example, ...]:
    digests = (
        Digest(region="Sydney", zone=_SYDNEY, minute=540, at=AT),
        Digest(region="Berlin", zone=BERLIN, minute=570, at=AT),
        Digest(region=AWKWARD, zone=ZONE, minute=540, at=None),
    )
    mia = Row(names=("Mia Walker",), region="Sydney", zone=_SYDNEY, writes=True, welcomed=(AT,), asked=(AT,))
    lena = Row(names=("Lena Vogel",), region="Berlin", zone=BERLIN, writes=True, asked=(AT,))
    maya = Row(names=(AWKWARD,), region=AWKWARD, zone=ZONE, writes=False, welcomed=(AT,))
    never = Row(names=(LONG,), region=LONG, zone=ZONE, writes=True)
    crowd = Row(
        names=tuple(long_name(number) for number in range(60)),
        region=LONG,
        zone=ZONE,
        writes=True,
        welcomed=(AT, AT + timedelta(hours=4)),
        asked=(AT, AT + timedelta(hours=9)),
    )
    small = Preview(zone=BERLIN, digests=digests, rows=(mia, lena, maya, never))
    large = Preview(zone=BERLIN, digests=digests * 6, rows=(crowd,) * 40)
    page = setup_preview.preview_page
    return (
        example("a new one", page, preview=small, name="Atlas", editing=False),
        example("a crowd", page, preview=large, name=AWKWARD, editing=True),
    )


def _answers() -> tuple[Example, ...]:
    return (
        example("one", setup.stewards_only, names=("Lena Vogel",), locale="en"),
        example("all", setup.stewards_only, names=PEOPLE, locale="en"),
        example(
            "a member",
            setup.nobody_looks_after,
            team=_ATLAS,
            name="Atlas",
            member=True,
            names=(),
            locale="en",
        ),
        example(
            "a colleague",
            setup.nobody_looks_after,
            team=_ATLAS,
            name=AWKWARD,
            member=False,
            names=[long_name(number) for number in range(30)],
            locale="en",
        ),
        example("", setup.members_take_over, locale="en"),
        example("", setup.taken_over, team=_ATLAS, name="Atlas", locale="en"),
        example("", setup.orphaned, team=_ATLAS, name="Atlas", locale="en"),
        example("awkward", setup.orphaned, team=_ATLAS, name=AWKWARD, locale="en"),
        example("", setup.adopted, name="Atlas", by="Maya Brooks", locale="en"),
        example("", setup.not_in_channel, locale="en"),
        example("new", setup.saved, name="Atlas", people=5, changed=False, fresh=5, locale="en"),
        example("changed", setup.saved, name="Atlas", people=5, changed=True, fresh=1, locale="en"),
        example("nobody new", setup.saved, name=LONG, people=5, changed=True, fresh=0, locale="en"),
    )
