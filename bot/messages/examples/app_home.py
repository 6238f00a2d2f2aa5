"""Examples of a person's home: every state of their day, and as much as anyone can have in it."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.focus import Focus
from bot.domain.identity import Place, QuestionId, StepId, TeamId
from bot.messages import app_home
from bot.messages.app_home import MyTeam, Settings
from bot.messages.day import Day, Tonight, TonightState
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, DAY, FRIDAY, LONG_PAGE, PAGE, PEOPLE, long_name
from bot.messages.focus import told_to
from bot.messages.presence import Setting
from bot.messages.waiting import Asked, InRegion, Mine, Waiting

_SETTINGS = Settings(
    zone="Berlin (Europe/Berlin), from your profile",
    week="mon-fri 09:00-17:30, as Atlas has it",
    holidays="Germany, Bayern",
    days_off="Tue 22 \u2013 Thu 24 Sep",
    promise="within 24 hours, as usual",
    language="en-GB",
)
_FOCUS = Focus(starts_at=AT, ends_at=AT + timedelta(hours=2), reason=AWKWARD)
_ENDS = AT + timedelta(minutes=9)
_STARTS = AT - timedelta(hours=8, minutes=21)
_BREAK = ((_STARTS, _STARTS + timedelta(hours=3)), (_STARTS + timedelta(hours=4), _ENDS))
_TONIGHT = Tonight(
    day=DAY,
    state="waits",
    ends_at=_ENDS,
    at=_ENDS - timedelta(minutes=15),
    kept="2 lines, 1 link and 1 file",
    missing=("Atlas", "Borealis"),
)
_DAY = Day(
    today=DAY,
    zone=BERLIN,
    stretches=((_STARTS, _ENDS),),
    at_work=True,
    now=AT,
    next_at=_STARTS + timedelta(days=1),
    tonight=_TONIGHT,
)
_ATLAS = MyTeam(
    team=TeamId(1),
    where=Place(platform="slack", tenant="T1", kind="public", id="C1"),
    name="Atlas",
    part="writes",
    region="Berlin",
    digest="09:00",
    awake=1,
    others=4,
    stewards=("Lena Vogel",),
    pages=(("Checkout", PAGE),),
    change=True,
)
_BOREALIS = replace(
    _ATLAS, team=TeamId(2), name="Borealis", part="receives", awake=0, others=0, stewards=(), change=False
)
_STEP = Mine(
    step=StepId(7), text="Answer the auditor", state="open", author=PEOPLE[0], where="Atlas · Checkout"
)
_WAITING = Waiting(
    requests=2,
    decisions=1,
    asked=(
        Asked(
            question=QuestionId(3),
            asker=PEOPLE[3],
            step="Roll the vouchers out",
            text="To everyone, or to Europe alone?",
        ),
    ),
    steps=(
        replace(_STEP, state="picked_up", read_back="Write to her by noon.", undoes=True),
        replace(_STEP, step=StepId(8), author=""),
        replace(_STEP, step=StepId(9), state="returned"),
    ),
    regions=(
        InRegion(region="Berlin", team="Atlas", steps=4, key=f"digest/1/{DAY}"),
        InRegion(region="Berlin", team="Borealis", steps=1),
    ),
)


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_days(), *_homes(), *_statuses(), *_empty(), *_leaving())


def _days() -> tuple[Example, ...]:
    snoozed = replace(_TONIGHT, at=_ENDS + timedelta(minutes=15))
    states: dict[str, Tonight | None] = {
        "before the prompt": _TONIGHT,
        "asked": _state("asked"),
        "asked, and one sent": _one_sent(_state("asked")),
        "snoozed": replace(snoozed, state="snoozed"),
        "no answer": _state("quiet"),
        "handed over": replace(_state("answered"), sent=("Atlas", "Borealis"), missing=()),
        "one sent before the prompt": _one_sent(_TONIGHT),
        "nothing to hand over": _state("nothing"),
        "off": _state("off"),
        "not asked": _state("not_asked"),
        "receives only": None,
    }
    return (
        *(_home(name, day=replace(_DAY, tonight=tonight)) for name, tonight in states.items()),
        _home("on a break", day=replace(_DAY, stretches=_BREAK, at_work=False, now=_BREAK[0][1])),
        _home("after the day", day=replace(_DAY, at_work=False, now=_ENDS, tonight=_state("quiet"))),
        _home("before the day", day=replace(_DAY, at_work=False, now=_STARTS - timedelta(hours=1))),
        _home("a day off", day=_day_off(_state("quiet"))),
        _home("no working day at all", day=replace(_DAY, stretches=(), next_at=None, tonight=None)),
    )


def _state(state: TonightState) -> Tonight:
    return replace(_TONIGHT, state=state, at=None, kept="")


def _one_sent(tonight: Tonight) -> Tonight:
    return replace(tonight, sent=("Atlas",), missing=("Borealis",))


def _day_off(tonight: Tonight) -> Day:
    last = replace(tonight, day=FRIDAY.date(), ends_at=FRIDAY)
    return replace(_DAY, stretches=(), at_work=False, tonight=last)


def _homes() -> tuple[Example, ...]:
    awkward = Waiting(
        asked=(Asked(question=QuestionId(1), asker=AWKWARD, step=AWKWARD, text=AWKWARD),),
        steps=(replace(_STEP, text=AWKWARD, author=AWKWARD, where=AWKWARD, read_back=AWKWARD),),
        regions=(InRegion(region=AWKWARD, team=AWKWARD, steps=1, key="digest/1/x"),),
    )
    team = replace(_ATLAS, name=AWKWARD, region=AWKWARD, stewards=(AWKWARD,), pages=((AWKWARD, LONG_PAGE),))
    return (
        _home("with everything", waiting=_WAITING, teams=(_ATLAS, _BOREALIS), hidden=1),
        _home("in focus", settings=replace(_SETTINGS, focus=told_to(_FOCUS, zone=BERLIN))),
        _home("awkward words", waiting=awkward, teams=(team,), hidden=2),
        _home("as much as there can be", waiting=_much(), teams=_many_teams()),
    )


def _much() -> Waiting:
    long = replace(
        _STEP, text="Look into why the page is slow. " * 15, author=long_name(1), where=long_name(2)
    )
    return Waiting(
        asked=tuple(
            Asked(question=QuestionId(one), asker=long_name(one), step=long_name(one), text="Which? " * 140)
            for one in range(1, 31)
        ),
        steps=tuple(replace(long, step=StepId(one)) for one in range(1, 61)),
        regions=tuple(
            InRegion(region=long_name(one), team=long_name(one), steps=one, key=f"digest/{one}/{DAY}")
            for one in range(1, 21)
        ),
    )


def _many_teams() -> tuple[MyTeam, ...]:
    pages = tuple((long_name(one), LONG_PAGE) for one in range(9))
    stewards = tuple(long_name(one) for one in range(9))
    return tuple(
        replace(
            _ATLAS,
            team=TeamId(one),
            name=long_name(one),
            region=long_name(one),
            others=300,
            pages=pages,
            stewards=stewards,
        )
        for one in range(1, 61)
    )


def _home(
    variant: str,
    *,
    day: Day = _DAY,
    waiting: Waiting | None = None,
    teams: tuple[MyTeam, ...] = (_ATLAS,),
    hidden: int = 0,
    settings: Settings = _SETTINGS,
) -> Example:
    return example(
        variant,
        app_home.home,
        day=day,
        waiting=waiting or Waiting(),
        teams=teams,
        settings=settings,
        hidden=hidden,
        locale="en",
    )


def _statuses() -> tuple[Example, ...]:
    offered = Setting(state="offered", page="https://bot.example.com/slack/grant?team=T1")
    return (
        _home("with a status offered", settings=replace(_SETTINGS, status=offered)),
        _home("with a status set", settings=replace(_SETTINGS, status=Setting(state="granted"))),
    )


def _empty() -> tuple[Example, ...]:
    return (
        example("", app_home.in_no_team, settings=_SETTINGS, eligible=True, locale="en"),
        example("a guest", app_home.in_no_team, settings=_SETTINGS, eligible=False, locale="en"),
        example("", app_home.unknown, locale="en"),
        example("", app_home.out_of_reach, locale="en"),
    )


def _leaving() -> tuple[Example, ...]:
    return (
        _leave("", name="Atlas", holds=1, last=False),
        _leave("with nothing in hand", name="Atlas", holds=0, last=False),
        _leave("the last steward", name="Atlas", holds=3, last=True),
        _leave("an awkward name", name=AWKWARD, holds=0, last=False),
        example("", app_home.not_asked, locale="en"),
    )


def _leave(variant: str, *, name: str, holds: int, last: bool) -> Example:
    return example(
        variant,
        app_home.leave_form,
        team=TeamId(1),
        name=name,
        holds=holds,
        last=last,
        token="token",
        locale="en",
    )
