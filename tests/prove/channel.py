"""What must hold of what a team's channel is told, by the second reckoning. Each returns what it counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.messages.document import Bullets, Document, Facts, Mention, Paragraph, Quote, Spans, Text
from tests.prove import facts as found
from tests.prove.cast import ATLAS, TRAVELLERS
from tests.prove.checks import Span
from tests.prove.crowd import BY_HANDLE
from tests.prove.platform import Platform
from tests.prove.reckoning import (
    DAY,
    DIGEST_AT,
    HOUR,
    MINUTE,
    Who,
    next_awake,
    reads,
    work_day,
    works,
)


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


def only_who_works_is_mentioned(platform: Platform) -> int:
    """Rule 2: a post mentions only people at work as it was written, moments before it came."""
    mentions = 0
    for post in platform.all():
        for handle in mentioned(post.first):
            who = BY_HANDLE[handle]
            mentions += 1
            if who not in TRAVELLERS:
                assert any(works(who, post.at - ago * MINUTE) for ago in range(4)), (post.key, post.at, who)
    return mentions


def tokens(document: Document) -> Iterator[str]:
    """The hand-offs that stand in a message in full."""
    for block in document.blocks:
        if isinstance(block, Quote):
            for span in block.spans:
                if isinstance(span, Text) and span.text.startswith("H"):
                    yield span.text.split()[0]


def mentioned(document: Document) -> Iterator[str]:
    """Whom a message notifies, by handle."""
    for spans in _spans(document):
        for span in spans:
            if isinstance(span, Mention):
                yield span.user.id


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


def _next_morning(zone: str, people: Sequence[Who], at: datetime) -> datetime:
    """The region's first digest time after that, on a day when one of them works.

    What is sent at the very minute of a digest may be told by it or by the next one.
    """
    day = at.astimezone(ZoneInfo(zone)).date()
    while True:
        due_at = reads(zone, day, DIGEST_AT)
        if due_at > at and any(work_day(who, day) for who in people):
            return due_at
        day += DAY
