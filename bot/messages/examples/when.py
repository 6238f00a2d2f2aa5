"""Examples of what `/when` says of people and of teams."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.ahead import Off
from bot.domain.cover import Gap
from bot.domain.focus import Focus
from bot.domain.overlap import Together
from bot.domain.spoken_time import Spoken, Unclear, spoken_time
from bot.domain.spoken_zone import Either
from bot.messages import when, when_team, when_time
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, ENTITIES, LONG, PEOPLE, ZONE, long_name
from bot.messages.when import Shared, Someone
from bot.messages.when_team import Ahead, RegionNow, TeamNow
from bot.messages.when_time import RegionThen

_HOUR = timedelta(hours=1)
_NEXT = ((datetime(2026, 11, 3, 9, tzinfo=UTC), datetime(2026, 11, 3, 17, 30, tzinfo=UTC)),)
_STOPS_AT = datetime(2026, 11, 2, 17, 30, tzinfo=UTC)
_THANKS = Off(first=date(2026, 11, 11), last=date(2026, 11, 11), why="Veterans Day")
_AWAY = Off(first=date(2026, 11, 9), last=date(2026, 11, 13), why="away")
_LENA = Someone(
    name=PEOPLE[2],
    zone=BERLIN,
    at=AT,
    state="working",
    until_at=_STOPS_AT,
    next_hours=_NEXT,
    off=(_AWAY,),
    reply_at=AT + 24 * _HOUR,
)
# Her day begins on Monday for New York, and ends on Tuesday.
_MIA_AT = datetime(2026, 11, 2, 22, tzinfo=UTC)
_MIA = Someone(
    name=PEOPLE[0],
    zone="Australia/Sydney",
    at=AT,
    state="rest",
    next_hours=((_MIA_AT, _MIA_AT + 8.5 * _HOUR),),
    reply_at=_MIA_AT + 24 * _HOUR,
)
_BACK_AT = datetime(2026, 11, 5, 9, tzinfo=UTC)
_OFF = replace(
    _LENA,
    state="off",
    why="away",
    off=(replace(_AWAY, first=date(2026, 11, 2), last=date(2026, 11, 4)),),
    next_hours=((_BACK_AT, _BACK_AT + 8.5 * _HOUR),),
    reply_at=_BACK_AT + 4 * _HOUR,
)
_YOU = Someone(
    name=PEOPLE[3],
    zone=ZONE,
    at=AT,
    state="working",
    until_at=_MIA_AT + _HOUR / 2,
    next_hours=((_MIA_AT + 16 * _HOUR, _MIA_AT + 24.5 * _HOUR),),
    off=(_THANKS,),
    you=True,
)
_FOCUS = Focus(starts_at=AT, ends_at=AT + timedelta(minutes=30), reason="release notes")
_LONG_FOCUS = replace(_FOCUS, reason=AWKWARD)
_SHARED = Shared(today=((AT, _STOPS_AT),), tomorrow=((_STOPS_AT + 20.5 * _HOUR, _STOPS_AT + 24 * _HOUR),))
_BERLIN = RegionNow(
    name="Berlin",
    zone=BERLIN,
    at=AT,
    members=5,
    working=3,
    until_at=AT + _HOUR,
    off=((PEOPLE[2], "away"), (PEOPLE[1], "Diwali")),
)
_NEW_YORK = RegionNow(
    name="New York", zone=ZONE, at=AT, members=4, working=0, next_at=_STOPS_AT + 20.5 * _HOUR
)
_GAPS = [_STOPS_AT + (24 * days + hours) * _HOUR for days in range(5) for hours in (5, 10)]
_TEAM = TeamNow(
    name="Atlas",
    members=9,
    gaps=tuple(Gap(starts_at=one, ends_at=one + 2 * _HOUR) for one in _GAPS),
    regions=(_BERLIN, _NEW_YORK),
    today=Together(count=3, starts_at=AT, ends_at=AT + _HOUR),
    tomorrow=Together(count=8, starts_at=_STOPS_AT + 20.5 * _HOUR, ends_at=_STOPS_AT + 23 * _HOUR),
    ahead=(Ahead(off=_AWAY, names=(PEOPLE[2],)), Ahead(off=_THANKS, names=(PEOPLE[3], PEOPLE[4]))),
    others=("Borealis",),
)


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_people(), *_answers(), *_teams(), *_times())


def _people() -> tuple[Example, ...]:
    soon = replace(_AWAY, first=date(2026, 11, 4), last=date(2026, 11, 4))
    on_a_break = replace(_LENA, state="break", until_at=AT + _HOUR / 2, off=(soon, _AWAY))
    odd = replace(_LENA, name=AWKWARD, state="off", why=ENTITIES, off=(replace(_AWAY, why=ENTITIES),))
    never = Someone(name="Nora", zone=BERLIN, at=AT, state="rest")
    later = Shared(later=(_BACK_AT + 5 * _HOUR, _BACK_AT + 8.5 * _HOUR))
    mias = Shared(today=((_MIA_AT, _MIA_AT + _HOUR / 2),))
    crowd = [replace(_LENA, name=long_name(number)) for number in range(20)]
    return (
        example("", when.person, _LENA, _SHARED, zone=ZONE, locale="en"),
        example("in focus", when.person, replace(_LENA, focus=_FOCUS), _SHARED, zone=ZONE, locale="en"),
        example("on a break", when.person, on_a_break, _SHARED, zone=ZONE, locale="en"),
        example("resting", when.person, _MIA, mias, zone=ZONE, locale="en"),
        example("away", when.person, _OFF, later, zone=ZONE, locale="en"),
        example("awkward words", when.person, odd, _SHARED, zone=ZONE, locale="en"),
        example("who never works", when.person, never, Shared(), zone=ZONE, locale="en"),
        example("oneself", when.person, _YOU, None, zone=ZONE, locale="en"),
        example("", when.several, (_LENA, _MIA), Shared(), zone=ZONE, locale="en"),
        example("a crowd with long names", when.several, crowd, Shared(), zone=ZONE, locale="en"),
    )


def _answers() -> tuple[Example, ...]:
    return (
        example("", when.nobody, typed="Zoe", locale="en"),
        example("awkward words", when.nobody, typed=AWKWARD, locale="en"),
        example("", when.ambiguous, typed="Sam", names=("Sam Ortiz", "Sam Smith"), locale="en"),
        example(
            "long names", when.ambiguous, typed=LONG, names=[long_name(n) for n in range(30)], locale="en"
        ),
        example("", when.not_met, locale="en"),
    )


def _teams() -> tuple[Example, ...]:
    names = tuple(long_name(number) for number in range(40))
    off, busy = tuple((name, ENTITIES) for name in names), tuple((name, _LONG_FOCUS) for name in names)
    region = replace(_BERLIN, name=AWKWARD, off=off, focus=busy)
    many = tuple(Ahead(off=replace(_AWAY, why=LONG), names=names) for _ in range(40))
    crowd = replace(_TEAM, name=LONG, regions=(region,) * 10, ahead=many, others=names)
    empty = RegionNow(name="Berlin", zone=BERLIN, at=AT, members=1, working=0)
    alone = TeamNow(name="Atlas", members=1, regions=(empty,))
    in_focus = replace(_BERLIN, focus=((PEOPLE[0], _FOCUS),))
    one_in_focus = replace(_TEAM, regions=(in_focus, _NEW_YORK))
    quiet = TeamNow(name="Atlas", members=5, regions=(_NEW_YORK, empty))
    return (
        example("", when_team.team, _TEAM, zone=ZONE, locale="en"),
        example("one in focus", when_team.team, one_in_focus, zone=ZONE, locale="en"),
        *(
            example(
                f"urgent {came} {off}",
                when_team.team,
                replace(_TEAM, urgent=(came, off)),
                zone=ZONE,
                locale="en",
            )
            for came, off in ((1, 0), (1, 1), (4, 2), (4, 0))
        ),
        example("alone", when_team.team, alone, zone=ZONE, locale="en"),
        example("never two at once", when_team.team, quiet, zone=ZONE, locale="en"),
        example("a crowd with long names", when_team.team, crowd, zone=ZONE, locale="en"),
        example("", when_team.no_team, locale="en"),
    )


def _times() -> tuple[Example, ...]:
    berlin = RegionThen(name="Berlin", zone=BERLIN, part="asleep", members=5)
    york = RegionThen(name="New York", zone=ZONE, part="working", members=2, names=PEOPLE[3:5])
    parts = tuple(replace(berlin, part=one) for one in ("break", "before", "after", "off"))
    names = tuple(long_name(number) for number in range(40))
    crowd = (replace(york, name=AWKWARD, names=names, members=50),) * 10
    return (
        _time("3pm pst thu", berlin, york, *parts),
        _time("15:00 berlin mon", york),
        _time("9:00 today"),
        _time("15:00 utc+2"),
        _time("15:00 tokyo", *crowd, team=LONG),
        *(
            example(f"a {one.what}", when_time.unclear, one, locale="en")
            for one in (
                Unclear(what="time", typed="25:00"),
                Unclear(what="day", typed="31 feb"),
                Unclear(what="place", typed=AWKWARD),
            )
        ),
        example(
            "several places",
            when_time.unclear,
            Either(typed="cst", places=("Chicago", "Shanghai", "Havana")),
            locale="en",
        ),
    )


def _time(text: str, *regions: RegionThen, team: str = "Atlas") -> Example:
    spoken = spoken_time(text, now=AT, zone=ZONE, also={})
    assert isinstance(spoken, Spoken), text
    return example(text, when_time.at_time, spoken, regions, team=team, now=AT, zone=ZONE, locale="en")
