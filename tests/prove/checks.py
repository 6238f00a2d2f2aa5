"""What must hold once time has passed, held against the second reckoning. Each returns what it counted."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from bot.messages.document import Bullets, Document, Facts, Mention, Paragraph, Quote, Spans, Text
from tests.prove import facts as found
from tests.prove.cast import ATLAS, PEOPLE, TRAVELLERS
from tests.prove.crowd import BY_HANDLE, Crowd, Said, teams_of
from tests.prove.platform import Platform, Post
from tests.prove.reckoning import (
    DAY,
    DIGEST_AT,
    HOUR,
    MINUTE,
    REMINDER,
    SNOOZE,
    Who,
    WorkDay,
    next_awake,
    reads,
    work_day,
    work_days,
    works,
)

NEVER = datetime.max.replace(tzinfo=UTC)
TWO_HOURS = 2 * HOUR
SKEWED = timedelta(seconds=95)  # two machines' clocks, and the platform's pace
ASKING = ("prompt", "reminder", "snooze")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when it ran; what began after `settled_at` has not had its time."""

    began_at: datetime
    settled_at: datetime
    first: date
    last: date

    def of(self, who: Who) -> list[WorkDay]:
        """The person-days whose prompts are due within it."""
        return [one for one in work_days(who, self.first, self.last) if self.judges(one.asked_at)]

    def judges(self, at: datetime) -> bool:
        return self.began_at <= at < self.settled_at


def no_post_twice(platform: Platform) -> int:
    """Rule 5: a key is posted once."""
    twice = {key: len(posts) for key, posts in platform.by_key.items() if len(posts) > 1}
    assert not twice, twice
    asked = Counter((post.person, post.day) for post in platform.all() if post.kind == "prompt")
    assert not [key for key, times in asked.items() if times > 1]
    return len(platform.by_key)


def one_row_an_evening(facts: found.Facts, span: Span) -> int:
    """The ledger has exactly the person-days, of those who travel too."""
    there = {key for key, row in facts.evenings.items() if span.judges(row.due_at)}
    expected = {(who.handle, day.day) for who in PEOPLE for day in span.of(who)}
    assert {key for key in there if key[0].startswith("P")} == expected
    for who in TRAVELLERS:
        days = sorted(day for handle, day in facts.evenings if handle == who.handle)
        assert days == [one.day for one in work_days(who, days[0], days[-1])], who
        assert len(days) > (span.last - span.first).days * 5 // 7 - 5, who
    return len(facts.evenings)


def asked_at_their_own_minute(platform: Platform, crowd: Crowd, facts: found.Facts, span: Span) -> int:
    """Every person-day exactly one prompt at its minute, or an answer for all teams ahead of it."""
    prompts = {(one.person, one.day): one for one in platform.all() if one.kind == "prompt"}
    for who in PEOPLE:
        for day in span.of(who):
            said = crowd.said.get((who.handle, day.day), Said())
            prompt = prompts.get((who.handle, day.day))
            row = facts.evenings[who.handle, day.day]
            assert (row.due_at, row.shift_ends_at) == (day.asked_at, day.ends_at), (who, day)
            if _ahead(who, said, day):
                assert prompt is None, (who, day)
                assert (row.state, row.why) == ("answered", "handoff"), (who, day)
            else:
                assert prompt is not None, (who, day)
                assert timedelta() <= prompt.at - day.asked_at < MINUTE, (who, day, prompt.at)
                assert row.state == _outcome(who, said), (who, day, said, row)
    return len(prompts)


def reminded_once_if_silent(platform: Platform, crowd: Crowd, span: Span) -> tuple[int, int]:
    """Half an hour after the day has ended, unless it was answered or snoozed; a snooze is kept."""
    later: dict[tuple[str, date | None], list[Post]] = defaultdict(list)
    for post in platform.all():
        if post.kind in ("reminder", "snooze"):
            later[post.person, post.day].append(post)
    for who in PEOPLE:
        for day in span.of(who):
            said = crowd.said.get((who.handle, day.day), Said())
            expected = _asked_again_at(who, said, day)
            posts = later[who.handle, day.day]
            assert len(posts) == len(expected), (who, day, said, posts)
            for post, at in zip(posts, expected, strict=True):
                assert timedelta() <= post.at - at < MINUTE, (who, day, post.at)
    kinds = Counter(post.kind for posts in later.values() for post in posts)
    return kinds["reminder"], kinds["snooze"]


def asked_or_accounted_for(
    platform: Platform,
    crowd: Crowd,
    facts: found.Facts,
    span: Span,
    *,
    down: Sequence[tuple[datetime, datetime]],
) -> Counter[str]:
    """Whatever went wrong: one prompt, or an answer ahead of it, or a row that says why there was none."""
    prompts = {(one.person, one.day): one for one in platform.all() if one.kind == "prompt"}
    became: Counter[str] = Counter()
    for who in PEOPLE:
        for day in span.of(who):
            row = facts.evenings[who.handle, day.day]
            said = crowd.said.get((who.handle, day.day), Said())
            prompt = prompts.get((who.handle, day.day))
            if prompt is not None:
                assert -SKEWED <= prompt.at - day.asked_at <= TWO_HOURS + SKEWED, (who, day, prompt.at)
                assert row.state == _outcome(who, said), (who, day, said, row)
                became["asked late" if prompt.at - day.asked_at > SKEWED else "asked"] += 1
            else:
                became[_why_not(platform, row, down)] += 1
    return became


def _why_not(platform: Platform, row: Row[Any], down: Sequence[tuple[datetime, datetime]]) -> str:
    """Why there was no prompt, which must be so."""
    if row.state == "answered":
        return "answered ahead"
    assert row.state == "skipped", row
    if row.why == "late":
        assert any(start - SKEWED <= row.due_at <= end - TWO_HOURS + SKEWED for start, end in down), row
    else:
        assert row.why == "unreachable", row
        assert f"prompt/{row.person_id}/{row.day}" in platform.refused, row
    return f"skipped, {row.why}"


def never_too_late(platform: Platform, facts: found.Facts) -> Counter[str]:
    """Rule 4: after an outage there is no storm; whatever asks comes within two hours of its time."""
    kinds: Counter[str] = Counter()
    for post in platform.all():
        row = facts.evenings.get((post.person, post.day)) if post.day else None
        if post.kind in ("reminder", "snooze") and row is not None:
            due_at = row.snoozed_until if post.kind == "snooze" else row.shift_ends_at + REMINDER
            assert -SKEWED <= post.at - due_at <= TWO_HOURS + 2 * SKEWED, (post.key, post.at, row)
        elif post.kind == "welcome" and BY_HANDLE[post.person] in PEOPLE:
            near = (post.at + minutes * MINUTE for minutes in (-2, 0, 2))
            assert any(works(BY_HANDLE[post.person], at) for at in near), (post.key, post.at)
        elif post.kind == "digest" and "#" not in post.key:
            _, number, day = post.key.split("/")
            due_at = reads(facts.regions[int(number)].zone, date.fromisoformat(day), DIGEST_AT)
            moved = post.to.id != ATLAS
            assert moved or -SKEWED <= post.at - due_at <= 2 * TWO_HOURS, (post.key, post.at)
        kinds[post.kind] += 1
    return kinds


def seen_in_the_end(facts: found.Facts, span: Span) -> int:
    """Every hand-off was shown to each region of its team once, in full to the one that inherits it."""
    pairs = 0
    for one in facts.handoffs:
        if not span.judges(one.sent_at + 5 * DAY):
            continue
        for number, _ in facts.of_team(one.channel):
            (seen,) = [row for row in one.seen if row.region == number]
            assert seen.in_full == (number == one.to_region), (one, number)
            pairs += 1
    return pairs


def few_and_in_hours(platform: Platform, crowd: Crowd, *, late: timedelta = MINUTE) -> int:
    """Rules 2 and 3: at most three unasked-for a day; outside working hours only what may."""
    unasked: Counter[tuple[str, date]] = Counter()
    acts = {handle: sorted(at) for handle, at in crowd.acts.items()}
    private = [post for post in platform.all() if post.person]
    for post in private:
        who = BY_HANDLE[post.person]
        if post.kind in ("prompt", "reminder", "welcome") and who not in TRAVELLERS:
            unasked[who.handle, post.at.astimezone(ZoneInfo(who.zone)).date()] += 1
        if post.kind in ASKING or who in TRAVELLERS:
            continue
        if post.kind == "receipt":
            assert any(at <= post.at <= at + late for at in acts[who.handle]), post
        else:
            assert works(who, post.at), (who, post.kind, post.at)
    assert max(unasked.values()) <= 3, unasked.most_common(2)
    return len(private)


def only_who_works_is_mentioned(platform: Platform) -> int:
    """Rule 2: a post mentions only people at work as it was written, moments before it came."""
    mentions = 0
    for post in platform.all():
        for who in mentioned(post.first):
            mentions += 1
            if who not in TRAVELLERS:
                assert any(works(who, post.at - ago * MINUTE) for ago in range(4)), (post.key, post.at, who)
    return mentions


def digests_at_their_own_minute(platform: Platform, facts: found.Facts) -> int:
    """At nine by the region's clocks, on days when somebody there works; one a day."""
    count = 0
    for post in platform.all():
        if post.kind != "digest" or post.under or post.to.id != ATLAS:
            continue
        _, number, day = post.key.split("/")
        region = facts.regions[int(number)]
        due_at = reads(region.zone, date.fromisoformat(day), DIGEST_AT)
        assert timedelta() <= post.at - due_at < MINUTE, (post.key, post.at)
        assert any(work_day(who, date.fromisoformat(day)) for who in region.people), post.key
        count += 1
    return count


def seen_by_every_region(facts: found.Facts, span: Span) -> int:
    """Every hand-off reached each region of its team once, by that region's next morning."""
    pairs = 0
    for one in facts.handoffs:
        if one.channel != ATLAS or not span.judges(one.sent_at + 5 * DAY):
            continue
        for number, people in facts.of_team(one.channel):
            (seen,) = [row for row in one.seen if row.region == number]
            assert seen.at <= _next_morning(facts.regions[number].zone, people, one.sent_at), (one, number)
            assert seen.in_full == (number == one.to_region), (one, number)
            pairs += 1
    return pairs


def inherited_by_who_is_awake_next(facts: found.Facts) -> tuple[int, int]:
    """The region is the one that the second reckoning names; at work it has it within the hour."""
    during = 0
    atlas = [one for one in facts.handoffs if one.channel == ATLAS]
    for one in atlas:
        shift = work_day(one.who, one.day)
        assert shift is not None
        at = max(shift.ends_at, one.sent_at)
        assert one.to_region == next_awake(facts.of_team(ATLAS), one.from_region, at), one
        whole = [row for row in one.seen if row.in_full]
        if any(works(who, one.sent_at) for who in facts.regions[one.to_region].people) and whole:
            assert whole[0].at - one.sent_at <= HOUR, one
            during += 1
    return len(atlas), during


def in_full_once(platform: Platform) -> int:
    """No hand-off stands in full twice in a channel."""
    places: Counter[tuple[str, str]] = Counter()
    for post in platform.all():
        if post.kind in ("digest", "handover"):
            places.update((post.to.id, token) for token in tokens(post.now))
    twice = [key for key, times in places.items() if times > 1]
    assert not twice, [
        (post.key, post.at) for post in platform.all() for key in twice[:1] if key[1] in tokens(post.now)
    ]
    return len(places)


def nothing_lost(crowd: Crowd, facts: found.Facts) -> int:
    """Whatever was taken is kept, once, in its last wording."""
    kept = Counter((one.token, one.who.handle, one.day, one.channel) for one in facts.handoffs)
    wanted = Counter((one.token, one.who.handle, one.day, one.channel) for one in crowd.written)
    assert kept == wanted, (kept - wanted, wanted - kept)
    return kept.total()


def everything_shown(platform: Platform, facts: found.Facts, span: Span) -> int:
    """What the database says was shown in full stands in the channel."""
    standing = {token for post in platform.all() for token in tokens(post.now)}
    shown = [one for one in facts.handoffs if any(row.in_full for row in one.seen)]
    old = [one for one in shown if one.edited_at < span.settled_at]
    missing = [one for one in old if one.token not in standing]
    assert not missing, missing
    return len(old)


def steps_wait_in_one_place(facts: found.Facts) -> Counter[str]:
    """An open step waits in a region or for a person; one in hand has a holder."""
    states: Counter[str] = Counter()
    for step in facts.steps:
        states[step.state] += 1
        if step.state == "open":
            assert (step.region_id is None) != (step.person_id is None), step
            assert step.holder_id is None, step
            assert step.region_id is None or facts.regions[step.region_id].people, step
        assert step.state != "picked_up" or step.holder_id is not None, step
    return states


def tokens(document: Document) -> Iterator[str]:
    """The hand-offs that stand in a message in full."""
    for block in document.blocks:
        if isinstance(block, Quote):
            for span in block.spans:
                if isinstance(span, Text) and span.text.startswith("H"):
                    yield span.text.split()[0]


def mentioned(document: Document) -> Iterator[Who]:
    """Whom a message notifies."""
    for spans in _spans(document):
        for span in spans:
            if isinstance(span, Mention):
                yield BY_HANDLE[span.user.id]


def _spans(document: Document) -> Iterator[Spans]:
    for block in document.blocks:
        match block:
            case Paragraph(spans=spans) | Quote(spans=spans):
                yield spans
            case Bullets(items=items):
                yield from items
            case Facts(pairs=pairs):
                yield from (spans for _, spans in pairs)
            case _:
                pass


def _ahead(who: Who, said: Said, day: WorkDay) -> bool:
    """Whether every team had its hand-off before the prompt was due."""
    return all(at < day.asked_at for at in _sent(who, said))


def _sent(who: Who, said: Said) -> list[datetime]:
    return [said.sent.get(channel, NEVER) for channel in teams_of(who)]


def _answered_at(who: Who, said: Said) -> datetime:
    sent = max(_sent(who, said))
    return min(sent, said.nothing_at) if said.nothing_at else sent


def _outcome(who: Who, said: Said) -> str:
    if all(channel in said.sent for channel in teams_of(who)) or said.nothing_at:
        return "answered"
    return "skipped" if said.off_at else "quiet"


def _asked_again_at(who: Who, said: Said, day: WorkDay) -> list[datetime]:
    """Timers go before people at one instant."""
    ended_at = min(_answered_at(who, said), said.off_at or NEVER)
    at = said.snoozed_at + SNOOZE if said.snoozed_at else day.ends_at + REMINDER
    return [at] if at <= ended_at and not _ahead(who, said, day) else []


def _next_morning(zone: str, people: Sequence[Who], at: datetime) -> datetime:
    """The region's first digest time from then on, on a day when one of them works."""
    day = at.astimezone(ZoneInfo(zone)).date()
    while True:
        due_at = reads(zone, day, DIGEST_AT)
        if due_at >= at and any(work_day(who, day) for who in people):
            return due_at
        day += DAY
