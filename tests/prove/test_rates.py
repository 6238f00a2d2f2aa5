"""A day of ten thousand people under Slack's limits: none is met, and next to nothing of them is left unused.

The outbox, the worker, the sender and the Web client are the bot's own, and the sandbox is as strict as
Slack; the letters are made here, at the instants at which services would put them.
"""

import heapq
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

import pytest

from bot.delivery.worker import Worker
from bot.domain.identity import TenantId
from bot.services.platform import Refused, Sent
from bot.services.verdict import Send, Verdict
from bot.slack.sender import SlackSender
from bot.slack.tiers import Tiers
from bot.slack.web import Web
from sandbox import App, Channel, Sandbox, SteppedClock, User
from storage import installations, outbox
from storage.outbox_row import OutboxRow
from storage.store import Store, open_store
from storage.transaction import Tx
from tests.prove.conftest import Proved
from tests.prove.letters import ACME, Day, Planned
from tests.prove.queueing import best_possible, slowest_minute, told

pytestmark = pytest.mark.prove

PEOPLE, CHANNELS = 10_000, 400
CAP, EDITS = 300, 50
MIDNIGHT = datetime(2026, 11, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
A_MINUTE_AND_A_SPELL = 65  # seconds
SILENT = App(events=frozenset())


@dataclass(slots=True)
class Office:
    """Puts what is planned, and plans what follows from what arrives. `left`: when each did, by key."""

    day: Day
    left: dict[str, datetime] = field(default_factory=dict)
    put: dict[str, Planned] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    _plan: list[tuple[datetime, int, Planned]] = field(default_factory=list)
    _number: "count[int]" = field(default_factory=count)

    def plan(self, one: Planned) -> None:
        heapq.heappush(self._plan, (one.at, next(self._number), one))

    def next_at(self) -> datetime | None:
        return self._plan[0][0] if self._plan else None

    def due(self, now: datetime) -> list[Planned]:
        found = []
        while self._plan and self._plan[0][0] <= now:
            found.append(heapq.heappop(self._plan)[2])
        self.put |= {one.letter.key: one for one in found}
        return found

    def may_send(self, tx: Tx, row: OutboxRow, *, now: datetime) -> Verdict:
        return Send()

    def settled(self, tx: Tx, row: OutboxRow, outcome: Sent | Refused, *, now: datetime) -> None:
        if isinstance(outcome, Refused):
            self.refused.append(f"{row.key}: {outcome.why}")
            return
        self.left[row.key] = now
        follows = self.day.follows(row.key, now) if row.kind == "prompt" else None
        if follows is not None:
            self.plan(follows)


@pytest.mark.timeout(600)
async def test_a_day_of_ten_thousand_people_meets_no_limit_and_uses_them(
    database_in_memory: str, proved: Proved
) -> None:
    clock = SteppedClock(MIDNIGHT - timedelta(hours=12))
    users = [User(name=f"p{number}", tz="UTC") for number in range(PEOPLE)]
    channels = [Channel(name=f"c{number}") for number in range(CHANNELS)]
    store = open_store(database_in_memory)
    async with Sandbox(clock=clock, app=SILENT, users=users, channels=channels) as box:
        people = [box.person(user.name).id for user in users]
        rooms = [box.channel(channel.name).id for channel in channels]
        office = Office(Day(MIDNIGHT, people=people, channels=rooms, rng=Random(6)))
        web = Web(api_url=box.api_url, token=box.bot_token, tiers=Tiers(clock, posts=CAP))
        await _lived_through(office, store, web, clock)
        await web.close()
        assert box.throttled == []
        assert len(box.calls) == len(office.put)
    await store.close()
    assert office.refused == []
    assert office.left.keys() == office.put.keys()
    proved(**_told(office))
    _in_their_order(office)
    _as_good_as_can_be(office)


async def _lived_through(office: Office, store: Store, web: Web, clock: SteppedClock) -> None:
    tenant = await store.transact(
        installations.keep, ACME, bot_user="U0", bot="B0", name="Acme", scopes=[], now=clock.now()
    )
    for one in office.day.planned():
        office.plan(one)
    worker = Worker(
        store=store,
        senders={"slack": SlackSender(web)},
        clock=clock,
        judge=office,
        holder="one",
        rng=Random(1),
    )
    next_at: datetime | None = None
    while (
        at := min((one for one in (next_at, office.next_at()) if one is not None), default=None)
    ) is not None:
        clock.move_to(max(at, clock.now()))
        due = office.due(clock.now())
        if due:
            await store.transact(_put, due, tenant, now=clock.now())
        next_at = await worker.run_due()
    await worker.stop()


def _put(tx: Tx, due: list[Planned], tenant: TenantId, *, now: datetime) -> None:
    posts = [one.letter for one in due if not one.letter.replaces]
    outbox.put_many(tx, [(tenant, letter) for letter in posts], now=now)
    for one in due:
        if one.letter.replaces:
            outbox.revise(tx, one.letter, tenant=tenant, now=now)


def _letters(office: Office, *, edits: bool) -> list[tuple[datetime, datetime]]:
    """(due, left) of each."""
    return [(one.at, office.left[one.letter.key]) for one in _of(office, edits=edits)]


def _best(office: Office, *, edits: bool, limit: int) -> dict[str, float]:
    return told(best_possible([(one.at, one.urgent) for one in _of(office, edits=edits)], a_minute=limit))


def _of(office: Office, *, edits: bool) -> list[Planned]:
    return [one for one in office.put.values() if bool(one.letter.replaces) is edits]


def _urgent_late(office: Office) -> list[timedelta]:
    return [office.left[one.letter.key] - one.at for one in _of(office, edits=False) if one.urgent]


def _late(letters: list[tuple[datetime, datetime]]) -> list[timedelta]:
    return [left - due for due, left in letters]


def _in_their_order(office: Office) -> None:
    """Prompts of one minute leave in the order in which they were put, but for those an answer took along."""
    hurried = {one.letter.to for one in office.put.values() if one.letter.document.kind == "answer"}
    prompts = [key for key in office.put if key.startswith("prompt/")]
    stay = [key for key in prompts if office.put[key].letter.to not in hurried]
    assert len(stay) > 0.9 * len(prompts)
    left = [office.left[key] for key in stay]
    assert left == sorted(left)


def _as_good_as_can_be(office: Office) -> None:
    for edits, limit in ((False, CAP), (True, EDITS)):
        letters = _letters(office, edits=edits)
        slowest = slowest_minute(letters)
        assert slowest is not None, "there never was a queue, and nothing is proved"
        assert slowest >= 0.95 * limit
        ours, best = told(_late(letters)), _best(office, edits=edits, limit=limit)
        for name in ("p50", "p99", "max"):  # it leaves some to what is urgent, and comes a few at a time
            assert ours[name] <= best[name] / 0.95 + A_MINUTE_AND_A_SPELL, name
    assert max(_urgent_late(office)) <= 6 * SECOND


def _told(office: Office) -> dict[str, object]:
    found: dict[str, object] = {"people": PEOPLE, "calls": len(office.put)}
    for name, edits, limit in (("posts", False, CAP), ("edits", True, EDITS)):
        letters = _letters(office, edits=edits)
        found[f"{name}_late"] = _seconds(told(_late(letters)))
        found[f"{name}_late_at_best"] = _seconds(_best(office, edits=edits, limit=limit))
        found[f"{name}_in_the_slowest_full_minute"] = f"{slowest_minute(letters)} of {limit}"
    found["urgent_posts_late"] = _seconds(told(_urgent_late(office)))
    return found


def _seconds(figures: dict[str, float]) -> str:
    return " ".join(f"{name} {value:.0f} s" for name, value in figures.items())
