"""What must hold of evenings and private messages, by the second reckoning. Each returns what it counted."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from tests.prove import facts as found
from tests.prove.cast import ATLAS, PEOPLE, TRAVELLERS, forty_and_four
from tests.prove.crowd import BY_HANDLE, Crowd, Said
from tests.prove.platform import Platform, Post
from tests.prove.reckoning import (
    DIGEST_AT,
    HOUR,
    MINUTE,
    REMINDER,
    SNOOZE,
    Who,
    WorkDay,
    reads,
    work_day,
    work_days,
    works,
)

NEVER = datetime.max.replace(tzinfo=UTC)
TWO_HOURS = 2 * HOUR
SKEWED = timedelta(seconds=95)  # two machines' clocks, and the platform's pace
ASKING = ("prompt", "reminder", "snooze")
_TEAMS_OF = forty_and_four().teams_of


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


def one_row_an_evening(crowd: Crowd, facts: found.Facts, span: Span) -> int:
    """The ledger has exactly the person-days, of those who travel too."""
    there = {key for key, row in facts.evenings.items() if span.judges(row.due_at)}
    expected = {(who.handle, day.day) for who in PEOPLE for day in span.of(who)}
    assert {key for key in there if key[0].startswith("P")} == expected
    for who in TRAVELLERS:
        days = sorted(day for handle, day in facts.evenings if handle == who.handle)
        expected_days = {one.day for one in work_days(who, days[0], days[-1])}
        assert expected_days.issuperset(days), who
        lost = [day for day in expected_days.difference(days) if not _flown_over(crowd, who, day)]
        assert not lost, (who, lost, crowd.moves[who.handle])
        assert len(days) > (span.last - span.first).days * 5 // 7 - 5, who
    return len(facts.evenings)


def _flown_over(crowd: Crowd, who: Who, day: date) -> bool:
    """Whether they left before that working day began and came to where it had ended."""
    zones = [who.zone, *(zone for _, zone in crowd.moves[who.handle])]
    for (at, zone), before in zip(crowd.moves[who.handle], zones, strict=False):
        there = work_day(replace(who, zone=before), day), work_day(replace(who, zone=zone), day)
        if there[0] and there[1] and there[1].asked_at <= at <= there[0].starts_at:
            return True
    return False


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


def nothing_lost(crowd: Crowd, facts: found.Facts) -> int:
    """Whatever was taken is kept, once, in its last wording."""
    kept = Counter((one.token, one.who.handle, one.day, one.channel) for one in facts.handoffs)
    wanted = Counter((one.token, one.who.handle, one.day, one.channel) for one in crowd.written)
    assert kept == wanted, (kept - wanted, wanted - kept)
    return kept.total()


def _ahead(who: Who, said: Said, day: WorkDay) -> bool:
    """Whether every team had its hand-off before the prompt was due."""
    return all(at < day.asked_at for at in _sent(who, said))


def _sent(who: Who, said: Said) -> list[datetime]:
    return [said.sent.get(channel, NEVER) for channel in _TEAMS_OF(who)]


def _answered_at(who: Who, said: Said) -> datetime:
    sent = max(_sent(who, said))
    return min(sent, said.nothing_at) if said.nothing_at else sent


def _outcome(who: Who, said: Said) -> str:
    if all(channel in said.sent for channel in _TEAMS_OF(who)) or said.nothing_at:
        return "answered"
    return "skipped" if said.off_at else "quiet"


def _asked_again_at(who: Who, said: Said, day: WorkDay) -> list[datetime]:
    """Timers go before people at one instant."""
    ended_at = min(_answered_at(who, said), said.off_at or NEVER)
    at = said.snoozed_at + SNOOZE if said.snoozed_at else day.ends_at + REMINDER
    return [at] if at <= ended_at and not _ahead(who, said, day) else []
