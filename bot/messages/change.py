"""What is said of a change of a relay: who changed what, in words, and that it was undone."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import accumulate

from bot.domain.change import Seat, Snapshot
from bot.domain.identity import ChangeId, PersonId
from bot.domain.team import Policy
from bot.domain.text import count_words, duration_words, list_words
from bot.domain.wait import wait_words
from bot.domain.week import week_text
from bot.messages.decision_rule import RULE_WORDS
from bot.messages.document import Block, Bullets, Button, Buttons, Document, Text, notice, say, words

UNDO = "team.undo"

# Names of one row, and their characters; of more, the rest are counted.
MOST_NAMES = 12
MOST_NAMED = 300

READ_BACKS = {"off": "not asked for", "optional": "asked for, not required", "required": "required"}

Names = Mapping[PersonId, str]


def changed(*, change: ChangeId, name: str, by: str, lines: Sequence[str], locale: str) -> Document:
    """The channel is told what somebody changed. It mentions nobody."""
    what = f"{by} changed the relay of {name}."
    blocks: list[Block] = [
        say(what),
        Bullets(items=tuple(words(line) for line in lines)),
        Buttons(buttons=(Button(name=UNDO, text="Undo", value=str(change)),)),
        say("Undo is for whoever changed it and for the relay's stewards.", small=True),
    ]
    return Document(blocks=tuple(blocks), summary=f"{what} {'; '.join(lines[:3])}", kind="change")


def undone(
    *, name: str, changer: str, by: str, lines: Sequence[str], left: Sequence[str], locale: str
) -> Document:
    """The same once it was undone: what had been changed, and what of it stayed."""
    whose = "their own change of" if by == changer else f"what {changer} had changed in"
    what = f"{by} undid {whose} the relay of {name}."
    blocks: list[Block] = [
        say(what),
        Bullets(items=tuple((Text(text=line, strike=True),) for line in lines)),
    ]
    blocks += _stayed(left)
    return Document(blocks=tuple(blocks), summary=what, kind="change")


def undo_done(*, left: Sequence[str], locale: str) -> Document:
    """The answer to *Undo*."""
    done = "Undone: the relay is as it was before." if not left else "Undone, as far as it could be."
    blocks = (say(f"{done} The channel's message says so."), *_stayed(left))
    return Document(blocks=blocks, summary=done, kind="notice")


def undone_before(*, locale: str) -> Document:
    """*Undo* of what was undone already."""
    return notice("This was undone already. To change it again, use /sunrelay setup in the channel.")


def not_to_undo(*, names: Sequence[str], locale: str) -> Document:
    """*Undo* pressed by somebody else."""
    if not names:
        return notice("Only whoever changed it and those who look after the relay can undo this.")
    return notice(f"Only whoever changed it and {some_names(names)} can undo this. Ask one of them.")


def no_change(*, locale: str) -> Document:
    """*Undo* of what is not kept."""
    return notice("There is nothing to undo here any more. /sunrelay setup in the channel changes the relay.")


def lines(before: Snapshot, after: Snapshot, *, names: Names) -> tuple[str, ...]:
    """What differs, a row each."""
    return tuple(
        [
            *_name(before, after),
            *_people(before, after, names),
            *_regions(before, after, names),
            *_projects(before, after),
            *_policy(before.policy, after.policy),
            *_stewards(before, after, names),
        ]
    )


def clock(minute: int) -> str:
    """Minutes after midnight as a time of day."""
    return f"{minute // 60:02}:{minute % 60:02}"


def some_names(names: Iterable[str]) -> str:
    """The names as a list in words; of many, or of long ones, the rest are counted."""
    everyone = sorted(names)
    if len(everyone) == 1:
        return everyone[0]
    ends = [*accumulate(map(len, everyone[:MOST_NAMES]))]
    fitting = max(1, bisect_right(ends, MOST_NAMED))
    left = len(everyone) - fitting
    return list_words([*everyone[:fitting], *([f"{left} more"] if left > 0 else [])])


def _stayed(left: Sequence[str]) -> list[Block]:
    if not left:
        return []
    return [say("Not put back:"), Bullets(items=tuple(words(one) for one in left))]


def _name(before: Snapshot, after: Snapshot) -> Iterator[str]:
    if before.name != after.name:
        yield f"Called “{after.name}” instead of “{before.name}”"


def _people(before: Snapshot, after: Snapshot, names: Names) -> Iterator[str]:
    new = [one for one in after.seats if before.seat(one.person) is None]
    gone = [one for one in before.seats if after.seat(one.person) is None]
    kept = [(was, one) for one in after.seats if (was := before.seat(one.person)) is not None]
    now_part = [one for was, one in kept if was.part != one.part]
    yield from _row(new, names, "New, to write and receive: {}", lambda one: one.part == "writes")
    yield from _row(new, names, "New, to receive only: {}", lambda one: one.part == "receives")
    yield from _row(now_part, names, "To write and receive now: {}", lambda one: one.part == "writes")
    yield from _row(now_part, names, "To receive only now: {}", lambda one: one.part == "receives")
    yield from _row(gone, names, "Out of it: {}", lambda one: True)


def _row(some: Sequence[Seat], names: Names, text: str, which: Callable[[Seat], bool]) -> Iterator[str]:
    chosen = [names.get(one.person, "someone who left") for one in some if which(one)]
    if chosen:
        yield text.format(some_names(chosen))


def _regions(before: Snapshot, after: Snapshot, names: Names) -> Iterator[str]:
    homes = {seat.region for seat in after.seats}
    for one in after.regions:
        was = before.region(one.id)
        digest = clock(one.digest_minute)
        if was is None:
            if one.id in homes:
                yield f"New region {one.name}, its digest at {digest} there"
            continue
        if was.name != one.name:
            yield f"Region {was.name} is called {one.name}"
        if was.digest_minute != one.digest_minute:
            yield f"Digest of {one.name} at {digest} instead of {clock(was.digest_minute)}"
    yield from _moved(before, after, names)


def _moved(before: Snapshot, after: Snapshot, names: Names) -> Iterator[str]:
    """Those who went the same way share a row."""
    ways: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for seat in after.seats:
        old = before.seat(seat.person)
        to, home = after.region(seat.region), before.region(old.region) if old else None
        if old is not None and old.region != seat.region and to and home:
            ways[to.name, home.name].append(names.get(seat.person, "Someone"))
    for (there, here), some in ways.items():
        yield f"{some_names(some)} {'belongs' if len(some) == 1 else 'belong'} to {there} instead of {here}"


def _projects(before: Snapshot, after: Snapshot) -> Iterator[str]:
    known = {one.id: one for one in before.projects}
    for one in after.projects:
        was = known.get(one.id)
        if was is None:
            yield f"New project {one.name}{f', {one.page}' if one.page else ''}"
            continue
        if was.name != one.name:
            yield f"Project {was.name} is called {one.name}"
        if was.page != one.page:
            yield f"Landing page of {one.name}: {one.page or 'none'} instead of {was.page or 'none'}"


def _policy(before: Policy, after: Policy) -> Iterator[str]:
    rows: tuple[tuple[str, Callable[[Policy], str]], ...] = (
        ("Asked for a hand-off {} before the day ends", lambda one: _long(one.lead)),
        ("Reminded {} after the day ended", lambda one: _long(one.reminder)),
        ("Asked again after {} when snoozed", lambda one: _long(one.snooze)),
        ("During a region's day, gathered for {}", lambda one: _long(one.gather)),
        ("Saying a step back as it is picked up: {}", lambda one: READ_BACKS[one.read_back]),
        ("Answers to requests within {}", lambda one: wait_words(one.promise)),
        ("Decisions of the team: {}", lambda one: RULE_WORDS[one.decides].lower()),
        ("Working week without one's own: {}", lambda one: week_text(one.week)),
    )
    for text, said in rows:
        if said(before) != said(after):
            yield f"{text.format(said(after))} (it was {said(before)})"


def _stewards(before: Snapshot, after: Snapshot, names: Names) -> Iterator[str]:
    was = {one.person for one in before.seats if one.steward}
    is_now = {one.person for one in after.seats if one.steward}
    if fresh := [names.get(one, "someone") for one in is_now - was]:
        yield f"Looking after it now: {some_names(fresh)}"
    if gone := [names.get(one, "someone") for one in was - is_now]:
        yield f"Not looking after it any more: {some_names(gone)}"


def _long(length: timedelta) -> str:
    return duration_words(length)


def minutes_words(length: timedelta) -> str:
    """`15 minutes`, for what is chosen in minutes."""
    return count_words(length // timedelta(minutes=1), "minute")
