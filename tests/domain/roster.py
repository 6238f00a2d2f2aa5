"""People of all zones, weeks, holidays and absences, whose working time changes on a quarter of an hour."""

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.domain.dayoff import Absence, DaysOff
from bot.domain.workday import Calendar, parse_week
from tests.domain.given import zones

QUARTER = timedelta(minutes=15)
WEEKS = (
    "mon-fri 9-17",
    "mon-fri 9-17:30",
    "sun-thu 22-6",
    "mon-fri 9-12, 19-22",
    "tue 9-11",
    "mon, wed 8-10, 13-13:45",
    "sat 6-22",
)

FIRST_DAY = date(2026, 9, 28)
# Half of a day's work begins and ends on a quarter of an hour in each of these.
HALVED = tuple(week for week in WEEKS if week != "mon-fri 9-17:30")


@st.composite
def workers(draw: st.DrawFn) -> Calendar:
    """Somebody of any zone, with holidays and absences, whole days and halves."""
    day = st.integers(0, 40).map(lambda number: FIRST_DAY + timedelta(days=number))
    absences = [
        Absence(first=first, last=first + timedelta(days=draw(st.integers(0, 6))))
        for first in draw(st.lists(day, max_size=2))
    ]
    half = [Absence(first=one, last=one, half="first") for one in draw(st.lists(day, max_size=2))]
    off = DaysOff(
        company=frozenset(draw(st.lists(day, max_size=3))),
        away=(*absences, *half),
        off=tuple((one, "Founders' day") for one in draw(st.lists(day, max_size=3))),
    )
    week = parse_week(draw(st.sampled_from(HALVED)))
    return Calendar(zone=draw(zones), week=week, days_off=off, halves=off.halves)
