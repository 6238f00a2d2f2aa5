"""What must hold of private messages, by the second reckoning. Each returns what it counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from bot.messages.document import Document, Quote, Text
from tests.prove.channel import mentioned
from tests.prove.facts import Facts
from tests.prove.month.crew import Crew
from tests.prove.month.turns import Turns
from tests.prove.platform import Platform, Post
from tests.prove.reckoning import HOUR, MINUTE, REMINDER, Who, WorkDay, near, work_day, works

MORNING = ("note", "welcome")
UNASKED = (*MORNING, "prompt", "reminder")
ADDRESSED = ("question", "answer")
TWO_HOURS = 2 * HOUR + MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What there is to look at once it is over."""

    platform: Platform
    crew: Crew
    turns: Turns
    facts: Facts
    end: datetime

    def who(self, person: int) -> Who:
        return self.crew.crowd.cast.by_handle[self.facts.handles[person]]

    def private(self) -> list[Post]:
        """Every private message; what goes on in its thread is part of it."""
        return [post for post in self.platform.all() if post.person and "#" not in post.key]

    def reads(self, post: Post) -> Who:
        return self.crew.crowd.cast.by_handle[post.person]

    def grace(self, at: datetime) -> timedelta:
        """How late what was due then may come: a minute, but for what the platform kept out."""
        return TWO_HOURS if self.turns.was_out(at) else MINUTE


def few_a_day(month: Month) -> Counter[int]:
    """Rule 3: at most three unasked-for a day by their own clock, one of them a note or a welcome."""
    days: Counter[tuple[str, date]] = Counter()
    mornings: Counter[tuple[str, date]] = Counter()
    for post in month.private():
        day = post.at.astimezone(ZoneInfo(month.reads(post).zone)).date()
        days[post.person, day] += post.kind in UNASKED
        mornings[post.person, day] += post.kind in MORNING
    assert max(days.values()) <= 3, days.most_common(2)
    assert max(mornings.values()) == 1, mornings.most_common(2)
    return Counter(days.values())


def quiet_at_night(month: Month) -> Counter[str]:
    """Rule 2: outside working hours comes only what may, and in time."""
    night: Counter[str] = Counter()
    acts = {handle: sorted(at) for handle, at in month.crew.crowd.acts.items()}
    for post in month.private():
        who = month.reads(post)
        if works(who, post.at):
            continue
        night[post.kind] += 1
        match post.kind:
            case "prompt" | "reminder" | "snooze":
                due_at = _due_at(who, post)
                assert timedelta() <= post.at - due_at <= month.grace(due_at), (post.key, post.at)
            case "receipt":
                assert any(at <= post.at <= at + MINUTE for at in acts[post.person]), (post.key, post.at)
            case _:
                raise AssertionError((post.key, post.at, who))
    return night


def notes_open_the_day(month: Month) -> int:
    """A note comes as a working day begins, once; a late one within two hours, or with the next day."""
    count = 0
    for post in month.private():
        if post.kind == "note":
            day = work_day(month.reads(post), post.day) if post.day else None
            assert day is not None, (post.key, post.at)
            late = post.at - day.starts_at
            assert timedelta() <= late <= month.grace(day.starts_at), (post.key, post.at)
            count += 1
    return count


def questions_reach_their_author(month: Month) -> Counter[str]:
    """Each is told to its author once: at once if they work, else as their next day begins."""
    became: Counter[str] = Counter()
    authors = {one.id: one.who for one in month.facts.handoffs}
    handoffs = {row.id: row.handoff_id for row in month.facts.steps}
    for row in month.facts.questions:
        author = authors[handoffs[row.step_id]]
        told = [post for post in _told_to(month, author) if row.text in quotes(post.first)]
        assert len(told) <= 1, (row, [(post.key, post.at) for post in told])
        over_at = row.answered_at or row.withdrawn_at
        became[_reached(month, author, told, row.asked_at, over_at, row.asked_at)] += 1
    return became


def answers_reach_their_asker(month: Month) -> Counter[str]:
    """Each stands in one message to its asker: told at once if they work, else as their next day begins."""
    became: Counter[str] = Counter()
    for row in month.facts.questions:
        asker = month.who(row.asker_id)
        told = [post for post in _told_to(month, asker) if row.text in quotes(post.first)]
        assert len(told) <= 1, (row, [(post.key, post.at) for post in told])
        if row.answered_at is None or row.answerer_id == row.asker_id:
            continue
        if told and not month.turns.left_since(asker.handle, row.asked_at):
            assert row.answer in quotes(told[0].now), (row, told[0].key)
        if not told or told[0].at >= row.answered_at:
            over_at = _settled_by(month, row)
            became[_reached(month, asker, told, row.answered_at, over_at, row.asked_at)] += 1
        else:
            became["answered anew"] += 1
    return became


def nothing_promised_is_lost(month: Month) -> int:
    """What somebody was told is on its way is kept, unless it was taken back."""
    kept = {text for row in month.facts.questions for text in (row.text, row.answer)}
    lost = {text for text in month.crew.promised - kept if text.startswith("Q")}
    assert not lost, lost
    return len(month.crew.promised)


def mentioned_at_work(month: Month) -> int:
    """A post in the channel mentions only people who work then."""
    count = 0
    for post in month.platform.all():
        for handle in mentioned(post.first) if not post.person else ():
            who = month.crew.crowd.cast.by_handle[handle]
            assert any(works(who, post.at - ago) for ago in (timedelta(), MINUTE)), (post.key, post.at, who)
            count += 1
    return count


def no_storm(month: Month) -> int:
    """As the platform comes back nobody finds more than one message that asks, and one note."""
    assert month.turns.out is not None
    back_at = month.turns.out[1]
    came = [post for post in month.private() if back_at <= post.at <= back_at + 5 * MINUTE]
    twice = Counter((post.person, post.kind in MORNING) for post in came if post.kind in UNASKED)
    assert max(twice.values(), default=0) <= 1, twice
    return len(came)


def quotes(document: Document) -> set[str]:
    """The longer words of people that stand in it."""
    return {
        span.text
        for block in document.blocks
        if isinstance(block, Quote)
        for span in block.spans
        if isinstance(span, Text)
    }


def _told_to(month: Month, who: Who) -> Iterator[Post]:
    """What may tell them of a question or an answer, what goes on in a thread included."""
    for post in month.platform.all():
        if post.person == who.handle and post.kind in (*ADDRESSED, "note"):
            yield post


def _reached(
    month: Month,
    who: Who,
    told: list[Post],
    since: datetime,
    over_at: datetime | None,
    asked_at: datetime,
) -> str:
    """How it reached them, or why it did not. since: when it was there to be told."""
    days = _mornings(month, who, since)
    expected_at = since if works(who, since) else days[0]
    if not told:
        due_at = expected_at + month.grace(expected_at)
        if over_at is not None and over_at <= max(due_at, days[0] + month.grace(days[0])):
            return "over before it was told"
        if month.turns.left_since(who.handle, asked_at):
            return "who it was for has left"
        assert month.end < due_at, (who, since, over_at)
        return "not yet"
    (post,) = told
    if post.kind == "note":
        begins = [at for at in days if at <= post.at]
        assert begins, (who, since, post.key, post.at)
        later = (
            month.turns.was_out(begins[0])
            or month.turns.left_since(who.handle, asked_at)
            or _told_else(month, who, begins[0])
        )
        assert len(begins) == 1 or later, (who, since, post.key)
        return "in a note"
    assert works(who, since), (who, since, post.key, post.at)
    assert post.at - since <= month.grace(since), (who, since, post.key, post.at)
    return "at once"


def _mornings(month: Month, who: Who, since: datetime) -> list[datetime]:
    """When their next working days begin."""
    return [day.starts_at for day in near(who, since, ahead=30) if day.starts_at > since]


def _told_else(month: Month, who: Who, morning: datetime) -> bool:
    """Whether a welcome or a note had come that day already."""
    there = ZoneInfo(who.zone)
    day = morning.astimezone(there).date()
    return any(
        post.person == who.handle and post.kind in MORNING and post.at.astimezone(there).date() == day
        for post in month.private()
    )


def _settled_by(month: Month, row: Row[Any]) -> datetime | None:
    """When the asker themselves did something with the step since: they have seen the answer there."""
    later = [
        event.at
        for event in month.facts.events
        if event.step_id == row.step_id and event.person_id == row.asker_id and event.at > row.answered_at
    ]
    return min(later, default=None)


def _due_at(who: Who, post: Post) -> datetime:
    if post.kind == "snooze":
        return datetime.fromtimestamp(int(post.key.rpartition("/")[2]), post.at.tzinfo)
    day: WorkDay | None = work_day(who, post.day) if post.day else None
    assert day is not None, post.key
    return day.asked_at if post.kind == "prompt" else day.ends_at + REMINDER
