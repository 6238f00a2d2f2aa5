"""How soon a command, a button and a form are acknowledged, beside an empty listener of Bolt as it comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, cycle
from pathlib import Path
from statistics import median

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import insert

from bench import desk, town
from bench.inheritance import CONTENT
from bench.measure import PAIRS, Figure
from bench.still import StillClock
from bot.domain.identity import StepId, UserRef
from bot.messages import step as messages
from bot.messages.answer import Answer, Ask, Nothing
from bot.services import read_back, step
from bot.slack.front import Front
from handlers.event import Event
from storage.store import Store
from storage.tables import handoffs, steps
from storage.transaction import Tx

EACH = 15
ROUNDS = PAIRS + 1  # the first warms up, and is not counted
NOW = town.START + timedelta(days=1)
READERS = tuple(f"U{number}" for number in range(2, 42))
# What is promised, as a share of what Bolt takes: for an empty listener and with a commit.
EMPTY, COMMITTED = 1 / 20, 1 / 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way to act. bodies: of each round, as Slack sends them."""

    name: str
    bodies: Sequence[Sequence[str]]


async def acknowledgement(folder: Path) -> list[Figure]:
    """The median of fifteen a round. Once nothing is to be done; once it is committed on the disk before.

    A command keeps a line for tonight, a button picks up a step, a form says one back.
    """
    store, clock = town.build(folder, count=town.TEAM_SIZE), StillClock(NOW)
    try:
        kinds = await _kinds(store)
        bolt = _bolt()
        async with (
            desk.front(_nothing, clock) as empty,
            desk.front(desk.answering(store, clock), clock) as full,
        ):
            figures = []
            for kind in kinds:
                figures.append(await _beside(kind, empty, bolt, name=f"{kind.name} acknowledged", most=EMPTY))
            for kind in kinds:
                figures.append(
                    await _beside(
                        kind, full, bolt, name=f"{kind.name} committed, acknowledged", most=COMMITTED
                    )
                )
    finally:
        await store.close()
    return figures


async def _beside(kind: Kind, front: Front, bolt: AsyncApp, *, name: str, most: float) -> Figure:
    subject = front.bolt_app()
    values, floors = [], []
    for bodies in kind.bodies:
        floors.append(median(await desk.acknowledged(bolt, bodies)))
        values.append(median(await desk.acknowledged(subject, bodies, front)))
    value, floor = (1000 * median(times[1:]) for times in (values, floors))
    return Figure(name=name, value=value, unit="ms", floor=floor, most=most)


def _bolt() -> AsyncApp:
    """With its own defaults, but for the signature: there is none over Socket Mode."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-1"
        )

    async def only_acknowledges(ack: AsyncAck) -> None:
        await ack()

    app = AsyncApp(name="empty", authorize=authorize, request_verification_enabled=False)
    app.command("/handoff")(only_acknowledges)
    app.action(f"{messages.PICK_UP}:0")(only_acknowledges)
    app.view(messages.READ_BACK)(only_acknowledges)
    return app


async def _nothing(_: Event) -> Answer:
    return Nothing()


async def _kinds(store: Store) -> list[Kind]:
    rounds = range(ROUNDS)
    people, number = cycle(READERS), count(1)
    lines = [
        [desk.command(next(people), "Built the voucher field", key=f"{next(number)}.1") for _ in range(EACH)]
        for _ in rounds
    ]
    open_ones = await store.transact(_leave, count=2 * ROUNDS * EACH)
    buttons = [
        [desk.button(next(people), messages.PICK_UP, f"{open_ones.pop()}") for _ in range(EACH)]
        for _ in rounds
    ]
    said = [[await _opened(store, next(people), open_ones.pop()) for _ in range(EACH)] for _ in rounds]
    return [
        Kind(name="command", bodies=lines),
        Kind(name="button", bodies=buttons),
        Kind(name="form", bodies=said),
    ]


async def _opened(store: Store, who: str, number: StepId) -> str:
    """The form in front of somebody who holds that step."""
    by = UserRef(platform="slack", tenant="T1", id=who)
    await store.transact(step.pick_up, by, number, now=NOW)
    opened = await store.transact(read_back.say_back, by, number, now=NOW)
    assert isinstance(opened, Ask), opened
    words = {messages.WORDS: desk.typed("Find out why vouchers are refused")}
    return desk.form(who, messages.READ_BACK, opened.form.token, words)


def _leave(tx: Tx, *, count: int) -> list[StepId]:
    """Open steps of one hand-off, for anyone."""
    row = {
        "team_id": 1,
        "day": NOW.date(),
        "state": "at_risk",
        "content": CONTENT,
        "revision": 1,
        "sent_at": NOW,
        "edited_at": NOW,
        "from_region_id": 1,
        "to_region_id": 1,
    }
    kept = {**row, "author_id": 1, "project_id": 1}
    handoff = tx.run(insert(handoffs).returning(handoffs.c.id), [kept]).scalar_one()
    waiting = {
        "handoff_id": handoff,
        "team_id": 1,
        "text": "Find out why vouchers over 100 are refused",
        "owner": "awake",
        "state": "open",
        "region_id": 1,
        "created_at": NOW,
        "changed_at": NOW,
    }
    rows = [{**waiting, "position": position} for position in range(count)]
    return [StepId(one.id) for one in tx.run(insert(steps).returning(steps.c.id), rows)]
