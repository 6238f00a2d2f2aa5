"""Forty people in five regions: part-timers, night shifts and split days, and some in a second team."""

from tests.prove.cast import ATLAS, BOREALIS, Cast
from tests.prove.reckoning import NIGHT, OFFICE, SPLIT, Hours, Who

ZONES = ("Australia/Sydney", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "America/Los_Angeles")

OFFICE_SPAN = (9 * 60, 17 * 60 + 30)
EARLY = Hours("mon-fri 07:30-16:00", frozenset(range(5)), ((450, 960),))
TWO_DAYS = Hours("tue 09:00-17:30, thu 09:00-17:30", frozenset((1, 3)), (OFFICE_SPAN,))
OTHER_TWO = Hours("mon 09:00-17:30, wed 09:00-17:30", frozenset((0, 2)), (OFFICE_SPAN,))

# Of every zone eight.
WEEKS = (OFFICE, OFFICE, EARLY, TWO_DAYS, NIGHT, SPLIT, OTHER_TWO, OFFICE)

EVERYONE = tuple(
    Who(f"M{number:02}", ZONES[number % len(ZONES)], WEEKS[number // len(ZONES)]) for number in range(40)
)
STRANGERS = tuple(Who(f"S{number}", zone, OFFICE) for number, zone in enumerate(ZONES[1:4]))

# They come later: three are picked by a steward, one joins by themselves.
PICKED, JOINS = EVERYONE[35:38], EVERYONE[38]

# They leave, each in another way; the first is the steward, and the third comes back.
STEWARD, BY_COMMAND, FROM_HOME, DEACTIVATED = EVERYONE[0], EVERYONE[11], EVERYONE[17], EVERYONE[23]

# Nobody hears anything of them for three weeks; one of them works nights.
SILENT = (EVERYONE[7], EVERYONE[14], EVERYONE[21])


def forty() -> Cast:
    """As the month begins: the newcomers are not there yet, and seven are in both teams."""
    later = {*PICKED, JOINS}
    return Cast(
        people=(*EVERYONE, *STRANGERS),
        teams={
            ATLAS: [one for one in EVERYONE if one not in later],
            BOREALIS: [*STRANGERS, *EVERYONE[3:35:5]],
        },
    )
