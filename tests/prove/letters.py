"""The letters of a company's day, as many and at the instants at which they would be put."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.identity import Place, TenantRef, UserRef
from bot.messages.document import Document
from bot.messages.examples import examples
from bot.messages.letter import Letter, edit_key
from tests.prove.reckoning import DAY, MINUTE

ACME = TenantRef(platform="slack", id="T000000001")

# Of ten thousand people half work at headquarters, whose day ends for all in the same minute; elsewhere the
# days of six in ten do.
HEADQUARTERS = "Europe/Berlin"
ELSEWHERE = {
    "America/New_York": 1200,
    "America/Los_Angeles": 1000,
    "Europe/London": 900,
    "Asia/Kolkata": 900,
    "Asia/Singapore": 500,
    "Australia/Sydney": 500,
}
USUAL_END = time(16, 45)
OTHER_ENDS = (time(15, 45), time(16, 15), time(16, 30), time(17, 15), time(17, 45), time(18, 45))


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A letter, and when it is put in the outbox: it may leave from then on."""

    at: datetime
    letter: Letter

    @property
    def urgent(self) -> bool:
        """Whether somebody waits for it."""
        return self.letter.document.kind in ("receipt", "answer")


def documents() -> dict[str, Document]:
    """One of each kind, as the bot says it, linking to nothing."""
    names = {
        "prompt": "evening.prompt, two teams",
        "reminder": "evening.reminder",
        "receipt": "evening.receipt, one hand-off",
        "digest": "digest.digest, only steps",
        "answer": "question.answered, in hand again",
    }
    by_name = {one.name: one.content for one in examples()}
    found = {kind: by_name[name] for kind, name in names.items()}
    return {kind: one for kind, one in found.items() if isinstance(one, Document)}


def evenings(day: datetime, people: int, rng: Random) -> Iterator[tuple[int, datetime]]:
    """Each person by number, with the instant at which they are asked."""
    zones = [HEADQUARTERS] * (people // 2)
    zones += rng.choices(list(ELSEWHERE), weights=list(ELSEWHERE.values()), k=people - len(zones))
    for number, zone in enumerate(zones):
        usual = zone == HEADQUARTERS or rng.random() < 0.6
        ends = USUAL_END if usual else rng.choice(OTHER_ENDS)
        local = datetime.combine(day.date(), ends, ZoneInfo(zone))
        yield number, local.astimezone(UTC)


class Day:
    """Letters to `people`, in `channels`, put at their time."""

    def __init__(self, day: datetime, *, people: list[str], channels: list[str], rng: Random) -> None:
        self._day, self._people, self._channels, self._rng = day, people, channels, rng
        self._documents = documents()
        self._others = 0

    def planned(self) -> list[Planned]:
        """Prompts, and each channel's digests morning and evening; in the order in which they are put."""
        asked = list(evenings(self._day, len(self._people), self._rng))
        prompts = [self._to_person(number, "prompt", f"prompt/{number}", at) for number, at in asked]
        digests = [
            self._to_channel(channel, f"digest/{number}/{half}", morning + half * DAY / 2)
            for number, channel in enumerate(self._channels)
            for morning in (self._day + number % 6 * 30 * MINUTE,)
            for half in (0, 1)
        ]
        return sorted([*prompts, *digests], key=lambda one: one.at)

    def follows(self, prompt: str, now: datetime) -> Planned | None:
        """What comes of a prompt that has arrived: a receipt, a reminder, an answer to one, nothing."""
        number, mark = int(prompt.split("/")[1]), self._rng.random()
        later = now + timedelta(seconds=30 + round(self._rng.expovariate(1 / 240)))
        if mark < 0.3:
            receipt = self._to_person(number, "receipt", edit_key(prompt), later)
            return replace(receipt, letter=replace(receipt.letter, replaces=prompt))
        if mark < 0.4:
            return self._to_person(number, "reminder", f"reminder/{number}", now + 20 * MINUTE)
        if mark < 0.43:
            self._others += 1
            whom = self._rng.randrange(len(self._people))
            return self._to_person(whom, "answer", f"answer/{self._others}", later)
        return None

    def _to_person(self, number: int, kind: str, key: str, at: datetime) -> Planned:
        to = UserRef(platform="slack", tenant=ACME.id, id=self._people[number])
        return Planned(at=at, letter=Letter(key=key, tenant=ACME, to=to, document=self._documents[kind]))

    def _to_channel(self, channel: str, key: str, at: datetime) -> Planned:
        to = Place(platform="slack", tenant=ACME.id, kind="public", id=channel)
        document = self._documents["digest"]
        return Planned(at=at, letter=Letter(key=key, tenant=ACME, to=to, document=document))
