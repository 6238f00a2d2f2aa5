"""The relay of forty in twelve awkward zones, and four who travel."""

from dataclasses import dataclass

from tests.prove.reckoning import LATE, NIGHT, OFFICE, SPLIT, SUNDAY_WEEK, Hours, Who

ZONES = (
    "Pacific/Apia",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Beirut",
    "Africa/Cairo",
    "Antarctica/Troll",
    "Africa/Casablanca",
    "America/Nuuk",
    "America/St_Johns",
    "America/Santiago",
)

# Hours that clock changes bite, in the zones where they do.
ODD: dict[tuple[str, int], Hours] = {
    ("Africa/Cairo", 1): LATE,
    ("Africa/Cairo", 2): SUNDAY_WEEK,
    ("Asia/Beirut", 1): LATE,
    ("America/Santiago", 1): NIGHT,
    ("America/Nuuk", 1): NIGHT,
    ("Antarctica/Troll", 1): NIGHT,
    ("Australia/Lord_Howe", 1): NIGHT,
    ("America/St_Johns", 1): SPLIT,
    ("Africa/Casablanca", 1): SPLIT,
    ("Pacific/Chatham", 1): NIGHT,
}

COUNT = 40


def _person(number: int) -> Who:
    zone = ZONES[number % len(ZONES)]
    return Who(f"P{number:02}", zone, ODD.get((zone, number // len(ZONES)), OFFICE))


PEOPLE = tuple(_person(number) for number in range(COUNT))
TRAVELLERS = tuple(Who(f"T{number}", zone, OFFICE) for number, zone in enumerate(ZONES[3:12:3]))

# Four of the forty write for a second team as well, that of the travellers.
BOTH = PEOPLE[3:40:11]

ATLAS, BOREALIS = "atlas", "borealis"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone there is, and who is in which team, by its channel: that changes as they join and leave."""

    people: tuple[Who, ...]
    teams: dict[str, list[Who]]

    @property
    def by_handle(self) -> dict[str, Who]:
        return {one.handle: one for one in self.people}

    def teams_of(self, who: Who) -> tuple[str, ...]:
        """The channels of the teams that someone is in."""
        return tuple(channel for channel, members in self.teams.items() if who in members)


def forty_and_four() -> Cast:
    """The relay of the long proofs."""
    teams = {ATLAS: list(PEOPLE), BOREALIS: [*TRAVELLERS, *BOTH]}
    return Cast(people=(*PEOPLE, *TRAVELLERS), teams=teams)
