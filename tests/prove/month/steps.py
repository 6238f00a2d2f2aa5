"""What must hold of steps: where they stand in the channel, in whose hands, and how they are marked."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from bot.messages import step as step_messages
from bot.messages.document import Buttons, Document, Paragraph, Text, plain_text
from tests.prove.channel import tokens
from tests.prove.facts import Facts, Kept, Region
from tests.prove.platform import Platform, Post
from tests.prove.reckoning import DAY, DIGEST_AT, HOUR, MINUTE, reads, work_day, works

STEP_BUTTONS = {
    step_messages.PICK_UP,
    step_messages.DONE,
    step_messages.NOT_NEEDED,
    step_messages.GIVE_BACK,
    step_messages.UNDO,
}
GATHERED = 31 * MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step as it stands in a message. `number`: which it is, where it has buttons."""

    step: str
    words: str
    number: int | None
    buttons: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A digest or hand-over with all that goes on under it."""

    key: str
    region: int
    channel: str
    posts: tuple[Post, ...]

    @property
    def at(self) -> datetime:
        return self.posts[0].at

    @property
    def is_digest(self) -> bool:
        return self.posts[0].kind == "digest"

    @property
    def day(self) -> date:
        day = self.posts[0].day
        assert day is not None, "a digest has its day"
        return day

    def lines(self, *, first: bool = False) -> Iterator[Line]:
        """The steps that stand in it now, or as it came."""
        for post in self.posts:
            yield from lines(post.first if first else post.now)


def carried(platform: Platform) -> list[Carried]:
    """Every digest and hand-over, in the order in which they came."""
    posts: dict[str, list[Post]] = defaultdict(list)
    for post in platform.all():
        if post.kind in ("digest", "handover"):
            posts[post.key.partition("#")[0]].append(post)
    return [
        Carried(key=key, region=int(key.split("/")[1]), channel=some[0].ref.place.id, posts=tuple(some))
        for key, some in posts.items()
    ]


def lines(document: Document) -> Iterator[Line]:
    """The steps of a message."""
    for block, following in zip(document.blocks, (*document.blocks[1:], None), strict=False):
        if isinstance(block, Paragraph) and block.spans and block.spans[0] == Text(text="→ "):
            row = following.buttons if isinstance(following, Buttons) else ()
            numbers = {int(one.value.partition(":")[0]) for one in row if one.name in STEP_BUTTONS}
            step = block.spans[1]
            assert isinstance(step, Text), "a step is what people wrote"
            yield Line(
                step=step.text,
                words=plain_text(block.spans),
                number=min(numbers, default=None),
                buttons=frozenset(one.name for one in row),
            )


def visible(platform: Platform, facts: Facts, *, now: datetime) -> Counter[str]:
    """Every step is done, not needed, withdrawn, or stands where those it waits for find it."""
    messages = carried(platform)
    states: Counter[str] = Counter()
    for step in facts.steps:
        states[step.state] += 1
        if step.state not in ("done", "not_needed", "withdrawn"):
            _stands(messages, facts, step, now)
    return states


def held_by_members(facts: Facts) -> int:
    """Nobody who has left holds a step, and none waits for them alone."""
    held = 0
    for step in facts.steps:
        if step.state in ("open", "picked_up", "returned"):
            inside = {who.handle for _, people in facts.of_team(_channel(facts, step)) for who in people}
            person = step.holder_id or step.person_id
            assert person is None or facts.handles[person] in inside, step
            held += step.holder_id is not None
    return held


def asked_about(facts: Facts) -> int:
    """A returned step has one open question, and no other has."""
    waiting: Counter[int] = Counter()
    for row in facts.questions:
        waiting[row.step_id] += row.answered_at is None and row.withdrawn_at is None
    for step in facts.steps:
        assert waiting[step.id] == (step.state == "returned"), (step, waiting[step.id])
    return waiting.total()


def marked_from_the_third_morning(platform: Platform, facts: Facts) -> Counter[int]:
    """In a region's digest an open step for it says how many of its mornings it has stood there.

    A morning when it stood there for others to act on may count or not, as they and their regions change.
    What its author has rewritten since is not judged.
    """
    handoffs = {step.id: _handoff(facts, step) for step in facts.steps}
    mornings: dict[tuple[int, int | str], set[date]] = defaultdict(set)
    marks: Counter[int] = Counter()
    for one in (each for each in carried(platform) if each.is_digest):
        there = list(one.lines(first=True))
        for line in there:
            if line.number is None or step_messages.PICK_UP not in line.buttons:
                continue
            kept = handoffs[line.number]
            if any(row.at < kept.edited_at for row in kept.seen):
                continue
            theirs = mornings[one.region, line.number] - {one.day}
            any_at_all = theirs | mornings[one.region, line.step] - {one.day}
            said = "morning here" in line.words
            assert len(theirs) < 2 or said, (one.key, line, sorted(theirs))
            assert not said or len(any_at_all) >= 2, (one.key, line, sorted(any_at_all))
            marks[len(theirs) + 1] += 1
        for line in there:
            mornings[one.region, line.step if line.number is None else line.number].add(one.day)
    return marks


def carried_once(platform: Platform, facts: Facts, *, before: datetime) -> int:
    """Every hand-off stands in full once in its channel."""
    places: Counter[tuple[str, str]] = Counter()
    for one in carried(platform):
        for post in one.posts:
            places.update((one.channel, token) for token in tokens(post.now))
    old = [one for one in facts.handoffs if one.sent_at < before]
    wrong = [(one, places[one.channel, one.token]) for one in old if places[one.channel, one.token] != 1]
    assert not wrong, wrong[:2]
    assert max(places.values()) == 1, places.most_common(1)
    return len(old)


def _stands(messages: Sequence[Carried], facts: Facts, step: Row[Any], now: datetime) -> None:
    region = _region_of(facts, step)
    since = _since(facts, step)
    theirs = [one for one in messages if one.region == region.id]
    newest = max((one for one in theirs if one.is_digest), key=lambda one: one.at, default=None)
    if newest is not None and newest.at > since:
        where = [newest]
    elif _handed_over(facts, region, step, since, now):
        where = theirs
    else:
        assert not _morning_between(region, since, now), ("no digest since", step, region.id)
        if _uncarried(facts, step):
            return
        where = [one for one in messages if one.channel == region.channel]
    found = [line for one in where for line in one.lines() if _is(line, step)]
    assert found, ("stands nowhere", step, region.id, since, [one.key for one in where][-3:])
    assert any(_says(line, step, facts) for line in found), (step, found)


def _region_of(facts: Facts, step: Row[Any]) -> Region:
    """Where it waits: its region, or that of whoever it waits for or who holds it."""
    person = step.holder_id or step.person_id
    if person is None:
        return facts.regions[step.region_id]
    channel, handle = _channel(facts, step), facts.handles[person]
    inside = (
        region
        for region in facts.regions.values()
        if region.channel == channel and any(who.handle == handle for who in region.people)
    )
    found = next(inside, None)
    assert found is not None, ("for somebody who has left", step)
    return found


def _since(facts: Facts, step: Row[Any]) -> datetime:
    """When anything happened to it last; what is undone leaves no event."""
    events: list[datetime] = [row.at for row in facts.events if row.step_id == step.id]
    changed: datetime = step.changed_at
    return max([changed, *events])


def _handed_over(facts: Facts, region: Region, step: Row[Any], since: datetime, now: datetime) -> bool:
    """Whether others there than its author have been at work since, long enough to be handed it."""
    if step.owner == "me" or step.state != "open" or now - since < GATHERED:
        return False
    author = _handoff(facts, step).who
    minutes = range(int(GATHERED / MINUTE) + 1)
    others = [who for who in region.people if who != author]
    return all(any(works(who, since + minute * MINUTE) for who in others) for minute in minutes)


def _morning_between(region: Region, since: datetime, now: datetime) -> bool:
    """Whether a digest of the region was due; one that the platform kept out comes two hours later."""
    day = since.astimezone(ZoneInfo(region.zone)).date()
    while (due_at := reads(region.zone, day, DIGEST_AT)) < now - 2 * HOUR:
        if due_at > since and any(work_day(who, day) for who in region.people):
            return True
        day += DAY
    return False


def _uncarried(facts: Facts, step: Row[Any]) -> bool:
    return not any(row.in_full for row in _handoff(facts, step).seen)


def _is(line: Line, step: Row[Any]) -> bool:
    return line.number == step.id or (line.number is None and line.step == step.text)


def _says(line: Line, step: Row[Any], facts: Facts) -> bool:
    """Whether the message shows it as it is."""
    match step.state:
        case "open":
            return not any(word in line.words for word in (" · picked up by", " · done", " · returned"))
        case "picked_up":
            return " · picked up by" in line.words
        case _:
            asked = next(row for row in facts.questions if row.step_id == step.id and _open(row))
            return " · returned by" in line.words and asked.text in line.words


def _open(row: Row[Any]) -> bool:
    return row.answered_at is None and row.withdrawn_at is None


def _channel(facts: Facts, step: Row[Any]) -> str:
    return _handoff(facts, step).channel


def _handoff(facts: Facts, step: Row[Any]) -> Kept:
    return next(one for one in facts.handoffs if one.id == step.handoff_id)
