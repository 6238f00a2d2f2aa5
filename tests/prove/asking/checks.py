"""What must hold of every message of that month, by the second reckoning. Each returns what it counted.

Judged are the platform's own record and the calendars of the cast: nothing here asks the bot's rules.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.messages.document import Document
from tests.prove.asking.cast import Calendars
from tests.prove.channel import mentioned
from tests.prove.platform import Post
from tests.prove.reckoning import DAY, MINUTE, REMINDER, Who

# Rule 2: answers to what somebody just did. Those of the last kind a channel shows to them alone.
RECEIPTS = ("receipt", "ask_receipt")
HELP = ("nudge", "pressing")
# Rule 3: what a colleague addresses to somebody; in their working hours, as rule 2 has it.
ADDRESSED = ("question", "answer", "ask", "ask_reply", "decide", "context", "context_added")
URGENT, URGENT_POSTED = "ask_urgent", "ask_urgent_here"
# What comes back to whoever asked urgently: the answer, or that it could not be brought.
CAME_BACK = ("ask_reply_urgent", "ask_unreached_urgent")
UNCOUNTED = (*RECEIPTS, *HELP, *ADDRESSED, *CAME_BACK, URGENT, "snooze")

# A nudge waits two minutes for its author to add something.
WAITED = timedelta(minutes=3)

_TOKEN = re.compile(r"\b[TD]\d{5}x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What there is to judge. posts: every message that reached anybody; acts: when each did something.

    asked: who asked or proposed what, by the words it is known by; urgent: for whom one could not wait;
    rounds: when a decision was put to those who decide; pressed: who pressed whom, and when.
    """

    posts: Sequence[Post]
    people: Mapping[str, Who]
    calendars: Calendars
    acts: Mapping[str, Sequence[datetime]]
    asked: Mapping[str, str]
    urgent: Mapping[str, Sequence[str]]
    rounds: Mapping[str, Sequence[datetime]]
    pressed: Sequence[tuple[str, str, datetime]]

    def private(self) -> Iterator[tuple[Who, Post]]:
        """Every private message with its reader, and what a channel showed to one alone."""
        for post in self.posts:
            if reader := post.person or post.only:
                yield self.people[reader], post

    def firsts(self) -> Iterator[tuple[Who, Post]]:
        """Without what goes on from one in its thread."""
        return ((who, post) for who, post in self.private() if "#" not in post.key)


def tokens(document: Document) -> set[str]:
    """The requests and decisions that it tells of."""
    return set(_TOKEN.findall(repr(document)))


def in_hours(month: Month) -> Counter[str]:
    """Rule 2: outside working hours, in a focus or when they want quiet comes only what may, and in time."""
    outside: Counter[str] = Counter()
    for who, post in month.private():
        at, calendars = post.at, month.calendars
        if calendars.works(who, at) and not calendars.undisturbed(who, at):
            continue
        if post.kind in ("prompt", "reminder"):
            late = _late(month, who, post)
            right = late is not None and timedelta() <= late <= MINUTE
        elif post.kind == "snooze":
            asked_for = datetime.fromtimestamp(int(post.key.rpartition("/")[2]), UTC)
            right = timedelta() <= at - asked_for <= MINUTE
        elif post.kind in RECEIPTS:
            right = _did(month, who, at, within=MINUTE)
        elif post.kind in HELP:
            right = bool(post.only) and _did(month, who, at, within=WAITED)
        elif post.kind in CAME_BACK:
            right = _asked_urgently(month, who, post)
        else:
            right = post.kind == URGENT and _is_urgent(month, who, post)
        assert right, ("at night", post.key, post.kind, at, who)
        outside[post.kind] += 1
    return outside


def few_a_day(month: Month) -> Counter[int]:
    """Rule 3: at most three unasked-for a day by their own clock, one of them a note or a welcome."""
    days: Counter[tuple[str, date]] = Counter()
    mornings: Counter[tuple[str, date]] = Counter()
    for who, post in month.firsts():
        day = who.handle, month.calendars.local_day(who, post.at)
        days[day] += post.kind not in UNCOUNTED
        mornings[day] += post.kind in ("note", "welcome")
    assert max(days.values()) <= 3, ("too many", days.most_common(2))
    assert max(mornings.values()) <= 1, ("two notes", mornings.most_common(2))
    return Counter(days.values())


def mentioned_at_work(month: Month) -> Counter[str]:
    """A channel's post mentions only people who work then, or for whom it cannot wait."""
    count: Counter[str] = Counter()
    for post in month.posts:
        if post.person or post.only:
            continue
        for handle in mentioned(post.first):
            who = month.people[handle]
            at_hand = month.calendars.at_hand(who, post.at)
            urgent = post.kind == URGENT_POSTED and _is_urgent(month, who, post)
            assert at_hand or urgent, ("mentions a sleeper", post.key, post.at, who)
            count["at work" if at_hand else "for whom it cannot wait"] += 1
    return count


def requests_told_once(month: Month) -> Counter[str]:
    """To whom it is for a request comes once, and once more as a reminder a day later at the earliest."""
    told = _told(month, "T", but_own=True)
    for (handle, token), posts in told.items():
        first, *again = [post.at for post in posts]
        assert len(again) <= 1, ("told too often", handle, token, [post.key for post in posts])
        assert all(at - first >= DAY - MINUTE for at in again), ("reminded early", handle, token, first)
    became = Counter("told and reminded" if len(posts) > 1 else "told" for posts in told.values())
    replies = Counter(
        token for who, post in month.firsts() if post.kind == "ask_reply" for token in tokens(post.first)
    )
    assert max(replies.values(), default=0) <= 1, ("answered twice", replies.most_common(2))
    return became


def decisions_told_once(month: Month) -> Counter[str]:
    """Who decides hears once of each round of a decision: as it is proposed, edited or opened again."""
    count: Counter[str] = Counter()
    for (handle, token), posts in _told(month, "D", but_own=False).items():
        rounds = month.rounds[token]
        for number, times in Counter(bisect_right(rounds, post.at) for post in posts).items():
            assert times == 1, ("told again", handle, token, number, [(post.key, post.at) for post in posts])
            count["of a first round" if number == 1 else "of a later one"] += 1
    return count


def help_is_rare(month: Month) -> Counter[str]:
    """Who presses is told once a day of the same person; who gives no context once a week in a channel."""
    shown: dict[tuple[str, date], int] = Counter()
    pressed: dict[tuple[str, date], set[str]] = defaultdict(set)
    for handle, other, at in month.pressed:
        pressed[handle, month.calendars.local_day(month.people[handle], at)].add(other)
    last: dict[tuple[str, str], datetime] = {}
    count: Counter[str] = Counter()
    for who, post in month.private():
        if not post.only:
            continue
        count[post.kind] += 1
        if post.kind == "pressing":
            shown[who.handle, month.calendars.local_day(who, post.at)] += 1
        else:
            before = last.get((who.handle, post.to.id))
            assert before is None or post.at - before >= 7 * DAY, ("nudged again", post.key, before, post.at)
            last[who.handle, post.to.id] = post.at
    for day, times in shown.items():
        assert times <= len(pressed[day]), ("told again that they press", day, times)
    return count


ALL = (in_hours, few_a_day, mentioned_at_work, requests_told_once, decisions_told_once, help_is_rare)


def _told(month: Month, letter: str, *, but_own: bool) -> dict[tuple[str, str], list[Post]]:
    """The messages and notes that told somebody of one, by who and what; receipts and answers are none."""
    told: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for who, post in month.private():
        if post.kind not in ("note", "ask", "decide", URGENT):
            continue
        for token in tokens(post.first):
            if token.startswith(letter) and not (but_own and month.asked.get(token) == who.handle):
                told[who.handle, token].append(post)
    return told


def _late(month: Month, who: Who, post: Post) -> timedelta | None:
    """How long after it was due an evening's own message came; None: no such day has an evening."""
    if post.day is None:
        return None
    days = month.calendars.asked(who, post.day)
    late = [post.at - (one.asked_at if post.kind == "prompt" else one.ends_at + REMINDER) for one in days]
    return min(late, key=abs, default=None)


def _did(month: Month, who: Who, at: datetime, *, within: timedelta) -> bool:
    """Whether they had done something just then."""
    acts = month.acts.get(who.handle, ())
    number = bisect_left(acts, at - within)
    return number < len(acts) and acts[number] <= at


def _is_urgent(month: Month, who: Who, post: Post) -> bool:
    return any(who.handle in month.urgent.get(token, ()) for token in tokens(post.first))


def _asked_urgently(month: Month, who: Who, post: Post) -> bool:
    mine = [token for token in tokens(post.first) if month.asked.get(token) == who.handle]
    return any(token in month.urgent for token in mine)
