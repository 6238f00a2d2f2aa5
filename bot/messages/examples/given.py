"""What the examples are made of: a small cast, the days they talk about, and words that break renderers."""

from datetime import UTC, date, datetime

from bot.domain.handoff import Awake, Step
from bot.domain.identity import HandoffId, RegionId, StepId, TeamId, UserRef

DAY = date(2026, 11, 2)
AT = datetime(2026, 11, 2, 16, 21, tzinfo=UTC)
FRIDAY = datetime(2026, 10, 30, 16, 21, tzinfo=UTC)
BERLIN = "Europe/Berlin"
ZONE = "America/New_York"

PEOPLE = ("Mia Walker", "Arjun Rao", "Lena Vogel", "Maya Brooks", "Sam Ortiz")
MAYA = UserRef(platform="slack", tenant="T1", id="UMAYA")

# As long as a display name may be: 80 characters.
LONG = "Wolfeschlegelsteinhausenbergerdorff Featherstonehaugh-Cholmondeley of the Islands"[:80]
AWKWARD = "<!channel> <@UMAYA> <!here|x> *b* _i_ ~s~ `c` &amp; <b> @everyone :tada: מִרְיָם"
ENTITIES = "&<>" * 1000
LONG_TEXT = "The page answers slowly when many people open it at once, and nobody knows why. " * 37
LINES = "First line.\n\n\tSecond line, after an empty one.\n> Third, like a quote.\n- Fourth."
PAGE = "https://wiki.example.com/atlas?view=all&sort=name#top"
LONG_PAGE = "https://wiki.example.com/" + "a-page-with-a-long-name/" * 20 + "?one=1&two=2"

STEP = Step(
    id=StepId(7),
    handoff=HandoffId(5),
    team=TeamId(1),
    position=0,
    text="Find out why the voucher is refused in staging",
    owner=Awake(),
    state="open",
    region=RegionId(2),
    person=None,
    holder=None,
    created_at=FRIDAY,
    changed_at=FRIDAY,
)


def long_name(number: int) -> str:
    """Another name of 80 characters."""
    return f"{number} {LONG}"[:80]
