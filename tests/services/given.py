"""The cast and their relay, driven through the services alone: a stepped clock, no platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.domain.dnd import Window
from bot.domain.evening import Evening
from bot.domain.handoff import File, Handoff, Step
from bot.domain.identity import HandoffId, MessageRef, Place, PlaceKind, QuestionId, StepId, TeamId, UserRef
from bot.domain.person import Person, Profile
from bot.domain.team import Policy, Team
from bot.messages import question as question_messages
from bot.messages import step as step_messages
from bot.messages.answer import Answer, Ask, Nothing, Tell
from bot.messages.document import Button, Buttons, Document, Mention, Spans, plain_text
from bot.messages.form import Form, Value
from bot.messages.letter import Letter
from bot.services import away, digest, evening, handoff, person, question, read_back, step, team
from bot.services.platform import Around, Channel, House, Refused, Sent, Unreachable
from bot.services.project import ProjectPlan
from bot.services.sending import Sending
from bot.services.team import Plan
from bot.services.verdict import Drop, Hold
from schedules import timetable
from storage import evenings, handoffs, letters, outbox, people, posts, steps, teams, timers
from storage.outbox_row import OutboxRow
from storage.store import Store
from storage.tables import outbox as outbox_table
from storage.tables import seen
from storage.tables import steps as steps_table
from storage.transaction import Tx

ZONES = {
    "mia": "Australia/Sydney",
    "arjun": "Asia/Kolkata",
    "lena": "Europe/Berlin",
    "maya": "America/New_York",
    "sam": "America/Los_Angeles",
}

# Everyone's time is written as `Mon 17:15` of this week.
MONDAY = date(2026, 11, 2)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALL_AT_HAND = Sending()


def user(name: str) -> UserRef:
    return UserRef(platform="slack", tenant="T1", id=f"U{name.upper()}")


def profile(name: str, *, zone: str | None = None, eligible: bool = True, admin: bool = False) -> Profile:
    where = ZONES[name] if zone is None and name in ZONES else zone or "Europe/Berlin"
    return Profile(
        user=user(name), name=name.title(), zone=where, locale="en-GB", eligible=eligible, admin=admin
    )


def channel(name: str, *, kind: Any = "public") -> Place:
    return Place(platform="slack", tenant="T1", kind=kind, id=f"C{name.upper()}")


def at(name: str, text: str, *, week: int = 0) -> datetime:
    """`Mon 17:15` in that person's zone."""
    day, clock = text.split()
    zone = ZoneInfo(ZONES.get(name, "Europe/Berlin"))
    there = datetime.combine(
        date.fromordinal(MONDAY.toordinal() + 7 * week + DAYS.index(day)),
        datetime.strptime(clock, "%H:%M").time(),  # noqa: DTZ007  # a wall clock, made an instant below
    )
    return there.replace(tzinfo=zone).astimezone(UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move_to(self, then: datetime) -> None:
        self._now = then


@dataclass(slots=True)
class Directory:
    """What the platform would say."""

    profiles_known: dict[UserRef, Profile] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    schedules: dict[UserRef, Window] = field(default_factory=dict)
    asked_of: list[list[UserRef]] = field(default_factory=list)
    around_known: dict[str, Around] = field(default_factory=dict)
    links_unreachable: bool = False
    texts: dict[str, str] = field(default_factory=dict)

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        return self.texts.get(file.id)

    async def around(self, message: MessageRef) -> Around:
        return self.around_known.get(message.id, Around(message=None))

    async def link(self, message: MessageRef) -> str:
        if self.links_unreachable:
            raise Unreachable("no answer")
        return f"https://example.com/{message.place.id}/{message.id}"

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        self.asked_of.append(list(users))
        return {one: self.schedules.get(one) for one in users}

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        return [self.profiles_known[one] for one in users if one in self.profiles_known]

    async def channel(self, place: Place) -> Channel | None:
        return self.channels.get(place.id)

    async def kind(self, place: Place) -> PlaceKind:
        found = self.channels.get(place.id)
        return found.kind if found is not None else "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A letter of the outbox and what became of it."""

    letter: Letter
    state: str
    why: str | None

    @property
    def key(self) -> str:
        return self.letter.key

    @property
    def kind(self) -> str:
        return self.letter.document.kind

    @property
    def text(self) -> str:
        return text_of(self.letter.document)


class Relay:
    """A workspace and its people, at an instant."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store = store
        self.clock = Clock(now)
        self.directory = Directory()
        self.house = House(store=store, directory=self.directory, clock=self.clock)
        for name in ZONES:
            self.directory.profiles_known[user(name)] = profile(name)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    # ---- teams

    async def team(
        self,
        *writes: str,
        receives: Sequence[str] = (),
        name: str = "atlas",
        by: str = "",
        welcome: bool = False,
        policy: Policy | None = None,
    ) -> TeamId:
        plan = Plan(
            place=channel(name),
            name=name.title(),
            projects=(ProjectPlan(name=name.title(), page="https://pages.example.com/atlas"),),
            writes=tuple(profile(one) for one in writes),
            receives=tuple(profile(one) for one in receives),
            policy=policy or Policy(),
        )
        asker = user(by or writes[0])
        return await self.store.transact(team.set_up, plan, by=asker, welcome=welcome, now=self.now)

    async def whole(self, name: str = "atlas") -> Team:
        found = await self.store.read(teams.at, channel(name))
        assert found is not None
        return found

    async def joins(self, name: str, *, channel_name: str = "atlas", part: Any = "writes") -> Answer:
        place = channel(channel_name)
        return await self.store.transact(team.join, profile(name), place=place, part=part, now=self.now)

    async def leaves(self, name: str, *, channel_name: str = "atlas") -> Answer:
        return await self.store.transact(
            team.leave, user(name), team=None, place=channel(channel_name), now=self.now
        )

    async def moves(self, name: str, zone: str) -> None:
        there = profile(name, zone=zone)
        await self.store.transact(person.profiles_changed, [there], now=self.now)

    async def person(self, name: str) -> Person:
        found = await self.store.read(people.by_ref, user(name))
        assert found is not None
        return found

    # ---- time

    async def until(self, then: datetime, *, delivers: bool = True) -> None:
        """Let time pass, stopping wherever something is due."""
        while True:
            await self.tick(delivers=delivers)
            due_at = await self.store.read(timers.next_due)
            if due_at is None or due_at > then:
                break
            self.clock.move_to(max(due_at, self.now))
        self.clock.move_to(then)

    async def tick(self, *, delivers: bool = True) -> None:
        await timetable.run_due(self.house)
        if delivers:
            await self.delivers()

    async def delivers(self, *, refuses: str = "") -> None:
        """Send what may be sent; what goes under a key that starts with `refuses` is refused."""
        while await self.store.transact(_deliver, now=self.now, refuses=refuses):
            pass

    # ---- what people do

    async def presses(self, name: str, what: str, day: str | date) -> Answer:
        deed = {
            "nothing": evening.nothing,
            "snooze": evening.snooze,
            "off": away.off_today,
            "undo": away.back_today,
        }[what]
        return await self.store.transact(deed, user(name), _day(day), now=self.now)

    async def opens(self, name: str, *, day: str | date | None = None, where: str = "") -> Form:
        answer = await self.store.transact(
            handoff.open_form,
            user(name),
            day=_day(day) if day else None,
            place=channel(where) if where else None,
            now=self.now,
        )
        assert isinstance(answer, Ask), answer
        return answer.form

    async def sends(self, name: str, form: Form, **values: Value) -> Answer:
        filled = {**form.values, **{key.replace("__", "."): value for key, value in values.items()}}
        return await self.store.transact(
            handoff.answer, user(name), token=form.token, values=filled, now=self.now
        )

    async def hands_over(
        self,
        name: str,
        summary: str,
        *steps_left: tuple[str, str],
        state: str = "on_track",
        day: str | date | None = None,
        where: str = "",
    ) -> None:
        """Open the form and send it, with `(what, owner)` for each step."""
        form = await self.opens(name, day=day, where=where)
        values: dict[str, Value] = {"summary": summary, "state": state}
        for row in range(10):
            what, owner = steps_left[row] if row < len(steps_left) else ("", "me")
            values |= {f"steps.{row}.what": what, f"steps.{row}.owner": owner}
        answer = await self.sends(name, form, **values)
        assert answer == Nothing(), answer

    async def acts(self, name: str, what: str, step_id: StepId) -> Answer:
        """Press a button of a step, by the name of its service."""
        deed = {
            "pick_up": step.pick_up,
            "done": step.done,
            "not_needed": step.not_needed,
            "give_back": step.give_back,
            "undo": step.undo,
            "say_back": read_back.say_back,
            "ask": question.ask,
        }[what]
        return await self.store.transact(deed, user(name), step_id, now=self.now)

    async def undoes(self, name: str, step_id: StepId, shown: str) -> Answer:
        """Press an *Undo* that stands beside a step in that state."""
        return await self.store.transact(step.undo, user(name), step_id, shown=shown, now=self.now)

    async def answers(self, name: str, question_id: int) -> Answer:
        """Press *Answer* of a question."""
        return await self.store.transact(question.answer, user(name), QuestionId(question_id), now=self.now)

    async def says(self, name: str, form: Form, typed: str) -> Answer:
        """Send a form that a step's or a question's button opened, with these words in it."""
        sent = {
            step_messages.READ_BACK: read_back.sent,
            question_messages.ASK_FORM: question.asked,
            question_messages.REPLY_FORM: question.answered,
        }[form.name]
        values = {field: typed for field in (step_messages.WORDS, question_messages.TEXT)}
        return await self.store.transact(sent, user(name), token=form.token, values=values, now=self.now)

    async def asks_digest(self, name: str, *, where: str = "") -> Answer:
        place = channel(where) if where else None
        return await self.store.read(digest.show_now, user(name), place=place, now=self.now)

    # ---- what is there

    async def posted(self, *kinds: str, to: str = "", edits: bool = False) -> list[Posted]:
        """Letters in the order they were put: those posted, or with `edits` what stands in their place."""
        ends = {user(to).id, channel(to).id} if to else set()
        return [
            one
            for one in await self.store.read(_letters)
            if bool(one.letter.replaces) == edits
            and (not kinds or one.kind in kinds)
            and (not ends or one.letter.to.id in ends)
        ]

    async def stands(self, key: str) -> str:
        """What a message says now, edits counted."""
        found = {one.key: one for one in await self.store.read(_letters)}
        return found.get(f"edit/{key}", found[key]).text

    async def evening(self, name: str, day: str | date) -> Evening | None:
        one = await self.person(name)
        return await self.store.read(evenings.get, one.id, _day(day))

    async def evenings(self, name: str) -> list[tuple[date, str, str | None]]:
        one = await self.person(name)
        found = await self.store.read(evenings.since, one.id, date(2026, 1, 1))
        return [(each.day, each.state, each.why) for each in found]

    async def steps(self) -> dict[str, Step]:
        """Every step by its words; those taken out by the newest of the words."""
        return {one.text: one for one in await self.store.read(_steps)}

    async def unfinished(self) -> list[Step]:
        """Every step that somebody still has to do."""
        return [one for one in await self.store.read(_steps) if one.unfinished]

    async def handoff(self, number: int) -> Handoff:
        found = await self.store.read(handoffs.get, HandoffId(number))
        assert found is not None
        return found

    async def seen(self) -> list[tuple[int, int, str, bool]]:
        """(region, hand-off, key, in full) of all that was shown."""
        return await self.store.read(_seen)

    async def prompt_at(self, name: str) -> datetime | None:
        one = await self.person(name)
        timer = await self.store.read(timers.get, "prompt", str(one.id))
        return timer.due_at if timer else None


def text_of(document: Document) -> str:
    """Everything a document says, buttons in brackets."""
    return "\n".join(_block_text(block) for block in document.blocks) or document.summary


def told(answer: Answer) -> str:
    """What a person is told."""
    assert isinstance(answer, Tell), answer
    return text_of(answer.document)


def mentions(document: Document) -> list[str]:
    """Whom a document notifies."""
    return [span.name for spans in _spans(document) for span in spans if isinstance(span, Mention)]


def buttons(document: Document) -> list[Button]:
    """Every button."""
    rows = [block for block in document.blocks if isinstance(block, Buttons)]
    return [button for row in rows for button in row.buttons]


def day(text: str) -> date:
    """`Mon` of this week."""
    return date.fromordinal(MONDAY.toordinal() + DAYS.index(text))


def _day(text: str | date) -> date:
    return text if isinstance(text, date) else day(text)


def _block_text(block: object) -> str:
    match block:
        case Buttons(buttons=row):
            return " ".join(f"[{button.text}]" for button in row)
        case _ if hasattr(block, "text"):
            return str(block.text)
        case _ if hasattr(block, "spans"):
            return plain_text(block.spans)
        case _ if hasattr(block, "items"):
            return "\n".join(plain_text(item) for item in block.items)
        case _ if hasattr(block, "pairs"):
            return "\n".join(f"{name}: {plain_text(spans)}" for name, spans in block.pairs)
        case _:
            return ""


def _spans(document: Document) -> list[Spans]:
    found: list[Spans] = []
    for block in document.blocks:
        found += [block.spans] if hasattr(block, "spans") else []
        found += block.items if hasattr(block, "items") else ()
    return found


def _letters(tx: Tx) -> list[Posted]:
    rows = tx.all(select(outbox_table).order_by(outbox_table.c.id))
    return [Posted(letter=letters.read(row.letter), state=row.state, why=row.why) for row in rows]


def _steps(tx: Tx) -> list[Step]:
    ids = [StepId(row.id) for row in tx.all(select(steps_table.c.id).order_by(steps_table.c.id))]
    found = steps.many(tx, ids)
    return [found[one] for one in ids]


def _seen(tx: Tx) -> list[tuple[int, int, str, bool]]:
    rows = tx.all(select(seen).order_by(seen.c.handoff_id, seen.c.region_id))
    return [(row.region_id, row.handoff_id, row.key, row.in_full) for row in rows]


def _deliver(tx: Tx, *, now: datetime, refuses: str) -> int:
    """One lot of the outbox, as the worker would with a platform that answers at once."""
    until = datetime.max.replace(tzinfo=UTC)
    found = 0
    for tenant in outbox.lease_tenants(tx, holder="test", now=now, until=until):
        for row in outbox.claim(tx, tenant, holder="test", now=now, until=until):
            found += 1
            match ALL_AT_HAND.may_send(tx, row, now=now):
                case Drop(why=why):
                    outbox.settle(tx, row, "dropped", why=why, now=now)
                    ALL_AT_HAND.settled(tx, row, Refused(why=why), now=now)
                case Hold(until=later):
                    outbox.postpone(tx, row, until=later, why="held", uncertain=False, counts=False)
                case _ if refuses and row.key.startswith(refuses):
                    outbox.settle(tx, row, "dead", why="no_such_channel", now=now)
                    ALL_AT_HAND.settled(tx, row, Refused(why="no_such_channel"), now=now)
                case _:
                    _sent(tx, row, now)
    return found


def _sent(tx: Tx, row: OutboxRow, now: datetime) -> None:
    place = Place(platform="slack", tenant="T1", kind="public", id=row.letter.to.id)
    message = MessageRef(place=place, id=row.letter.replaces or row.key)
    outbox.settle(tx, row, "sent", now=now)
    if not row.letter.replaces:
        posts.add(tx, row.key, row.tenant, message)
    ALL_AT_HAND.settled(tx, row, Sent(message=message), now=now)


def values_of(form: Form) -> Mapping[str, Value]:
    """What a form holds when it is shown."""
    return form.values
