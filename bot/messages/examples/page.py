"""Examples of what is said of landing pages."""

from dataclasses import replace

from bot.messages import page
from bot.messages.examples.decision import DECIDED
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, DAY, FRIDAY, LONG, LONG_PAGE, PAGE, PEOPLE, ZONE
from bot.messages.page import Page, Written

_NEWEST = (
    Written(author=PEOPLE[0], day=DAY, state="blocked", key="digest/2/1"),
    Written(author=PEOPLE[1], day=DAY, state="at_risk"),
    Written(author=PEOPLE[2], day=DAY, state="on_track", key="digest/2/2"),
)
_OLD = Page(project="Atlas", url=PAGE, value="1:1", at=FRIDAY, by=PEOPLE[2], count=12, newest=_NEWEST)


def examples() -> tuple[Example, ...]:
    """All of them."""
    current = Page(project="Borealis", url=PAGE, value="2:1", at=AT, by=PEOPLE[0])
    fresh = Page(project="Compass", url=PAGE, value="3:1", count=1, newest=_NEWEST[:1])
    decided = replace(fresh, decisions=5, decided=DECIDED, at=FRIDAY, by=PEOPLE[0])
    none = Page(project="Delta", url="", value="4:1")
    awkward = replace(_OLD, project=AWKWARD, url=LONG_PAGE, by=AWKWARD)
    return (
        example("", page.shown, pages=[_OLD], zone=ZONE, locale="en"),
        example("several", page.shown, pages=[_OLD, current, fresh, none], zone=ZONE, locale="en"),
        example("with decisions", page.shown, pages=[decided], zone=ZONE, locale="en"),
        example("none", page.shown, pages=[none], zone=ZONE, locale="en"),
        example("awkward", page.shown, pages=[awkward], zone=ZONE, locale="en"),
        example("", page.moved, project="Atlas", url=PAGE, locale="en"),
        example("awkward", page.moved, project=LONG, url=LONG_PAGE, locale="en"),
        example("", page.as_it_was, project="Atlas", url=PAGE, locale="en"),
        example("none", page.as_it_was, project="Atlas", url="", locale="en"),
        example("", page.moved_since, project="Atlas", url=PAGE, locale="en"),
        example("", page.removed, project="Atlas", locale="en"),
        example("", page.confirmed, project="Atlas", by=PEOPLE[1], at=AT, zone=ZONE, locale="en"),
        example("", page.confirmed_since, project="Atlas", by=PEOPLE[1], at=AT, zone=ZONE, locale="en"),
        example("", page.no_address, typed="our wiki", locale="en"),
        example("", page.which, names=["Atlas", "Borealis"], typed="", locale="en"),
        example("another", page.which, names=["Atlas", LONG], typed=AWKWARD, locale="en"),
        example("", page.not_in_it, locale="en"),
        example("", page.in_its_channel, locale="en"),
        example("", page.gone, locale="en"),
    )
