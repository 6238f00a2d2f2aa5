"""Digests at a region's morning, hand-overs during its day, and keeping both current."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.domain.digest import look_back
from bot.domain.handoff import Step
from bot.domain.identity import HandoffId, Place, RegionId, StepId, UserRef
from bot.domain.region import Region, next_awake, next_digest
from bot.domain.team import Team
from bot.domain.zone import local_day
from bot.messages import digest as messages
from bot.messages.answer import Answer, Tell
from bot.messages.letter import Letter
from bot.services.compose import Found, Frame, compose
from bot.services.posting import keep_current, post, tenant_of
from bot.services.region import hand_over_later, plan_digest, plan_stop
from storage import digests, handoffs, people, steps, teams
from storage.digests import Carried
from storage.timers import Timer
from storage.transaction import Tx

LATE = timedelta(hours=2)
AN_INSTANT = timedelta(microseconds=1)


def post_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Post the digest of every region whose morning has come; one that is too late waits for the next."""
    found = teams.of_regions(tx, [RegionId(int(timer.subject)) for timer in due])
    for timer in due:
        region = RegionId(int(timer.subject))
        team = found.get(region)
        if team is None or not team.region(region).members:
            continue
        if now - timer.due_at <= LATE:
            _post_digest(tx, team, team.region(region), date.fromisoformat(timer.payload["day"]), now=now)
        plan_digest(tx, team, region, not_before=max(now, timer.due_at + AN_INSTANT))


def hand_over_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Post what a region at work has inherited since, under that day's digest where there is one."""
    found = teams.of_regions(tx, [RegionId(int(timer.subject)) for timer in due])
    for timer in due:
        team = found.get(RegionId(int(timer.subject)))
        if team is not None:
            region = team.region(RegionId(int(timer.subject)))
            _hand_over(tx, team, region, f"handover/{region.id}/{int(timer.due_at.timestamp())}", now=now)


def stop_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """As a region's last member stops, what nobody picked up moves to the next awake region."""
    found = teams.of_regions(tx, [RegionId(int(timer.subject)) for timer in due])
    for timer in due:
        region = RegionId(int(timer.subject))
        team = found.get(region)
        if team is not None:
            move_on(tx, team, region, stopped_at=timer.due_at, now=now)
            plan_stop(tx, team, region, now=now)


def move_on(tx: Tx, team: Team, region: RegionId, *, stopped_at: datetime, now: datetime) -> None:
    """Move the open steps of a region on; alone, it keeps them."""
    waiting = steps.open_in(tx, region)
    following = next_awake(team.regions, own=region, shift_ends_at=stopped_at, sent_at=now)
    if not waiting or following is None or following == region:
        return
    for step in waiting:
        steps.record(tx, step, "moved", by=None, now=now)
        steps.change(tx, step.id, now=now, region_id=following)
    keep_current_with_steps(tx, [step.id for step in waiting], now=now)
    hand_over_later(tx, team, following, now=now)


def show_now(tx: Tx, by: UserRef, *, place: Place | None, now: datetime) -> Answer:
    """`/digest`: what the digest of their region would be now. Nothing is recorded as seen."""
    person = people.by_ref(tx, by)
    mine = teams.of_people(tx, [person.id]).get(person.id, []) if person else []
    if person is None or not mine:
        return Tell(document=messages.no_team(locale=person.locale if person else ""))
    team = next((one for one in mine if place and one.where.id == place.id), mine[0])
    member = team.member(person.id)
    assert member is not None, "their team has them as a member"
    region = team.region(member.region)
    day = local_day(region.zone, now)
    frame = Frame(kind="digest", team=team, region=region, day=day, at=now)
    facts = compose(tx, frame, _for_digest(tx, team, region, day))
    if facts.empty:
        following = next_digest(region, after_day=None, not_before=now)
        next_at = following.due_at if following else None
        nothing = messages.nothing_now(
            region=region.name, next_at=next_at, zone=person.zone, locale=person.locale
        )
        return Tell(document=nothing)
    return Tell(document=messages.digest(facts, locale=person.locale))


def keep_current_with(tx: Tx, ids: Sequence[HandoffId], *, now: datetime) -> None:
    """These hand-offs were edited: the messages that show them are rewritten."""
    whole = digests.showing(tx, ids, in_full=True)
    for key in sorted({*whole.values(), *digests.lines_of(tx, ids)}):
        rewrite(tx, key, now=now)


def keep_current_with_steps(tx: Tx, ids: Iterable[StepId], *, now: datetime) -> None:
    """These steps changed: the messages that show them are rewritten."""
    for key in steps.showing(tx, ids):
        rewrite(tx, key, now=now)


def rewrite(tx: Tx, key: str, *, now: datetime) -> None:
    """Say again what a digest or hand-over says, as things stand; many changes make one edit."""
    carried = digests.get(tx, key)
    if carried is None:
        return
    team = teams.of_regions(tx, [carried.region])[carried.region]
    region = team.region(carried.region)
    found = _of_carried(tx, carried)
    frame = Frame(kind=carried.kind, team=team, region=region, day=carried.day, at=carried.composed_at)
    document = messages.digest(compose(tx, frame, found), locale="")
    letter = Letter(key=key, tenant=tenant_of(team.where), to=team.where, document=document)
    parts = keep_current(tx, letter, parts=carried.parts, tenant=team.tenant, now=now)
    if parts != carried.parts:
        digests.grow(tx, key, parts)
    _show(tx, key, region, found)


def freed(tx: Tx, key: str) -> None:
    """A digest that was refused has shown nothing to anyone."""
    handoffs.not_carried(tx, digests.drop(tx, key))
    steps.unshow(tx, key)


def linked(tx: Tx, key: str, *, now: datetime) -> None:
    """A digest is there: others that named its hand-offs before can link them now."""
    for other in digests.lines_of(tx, digests.seen_in(tx, key, in_full=True)):
        rewrite(tx, other, now=now)


def _post_digest(tx: Tx, team: Team, region: Region, day: date, *, now: datetime) -> None:
    key = f"digest/{region.id}/{day}"
    if digests.get(tx, key) is None:
        frame = Frame(kind="digest", team=team, region=region, day=day, at=now)
        _carry(tx, frame, _for_digest(tx, team, region, day), key, now=now)


def _hand_over(tx: Tx, team: Team, region: Region, key: str, *, now: datetime) -> None:
    day = local_day(region.zone, now)
    if digests.get(tx, key) is None:
        frame = Frame(kind="handover", team=team, region=region, day=day, at=now)
        morning = digests.of_day(tx, region.id, day)
        found = _for_handover(tx, team, region, day)
        _carry(tx, frame, found, key, under=morning.key if morning else "", now=now)


def _carry(tx: Tx, frame: Frame, found: Found, key: str, *, now: datetime, under: str = "") -> None:
    """Put it in the outbox, and record what it shows to whom; with nothing to say, nothing."""
    facts = compose(tx, frame, found)
    if facts.empty:
        return
    team, region = frame.team, frame.region
    letter = Letter(
        key=key,
        tenant=tenant_of(team.where),
        to=team.where,
        document=messages.digest(facts, locale=""),
        under=under,
        broadcast=bool(under),
    )
    parts = post(tx, letter, tenant=team.tenant, now=now)
    digests.add(
        tx,
        Carried(key=key, region=region.id, day=frame.day, kind=frame.kind, parts=parts, composed_at=now),
    )
    digests.see(tx, region.id, [one.id for one in found.new], key=key, in_full=True, now=now)
    digests.see(tx, region.id, [one.id for one in found.lines], key=key, in_full=False, now=now)
    handoffs.carried(tx, [one.id for one in found.new], now=now)
    _show(tx, key, region, found)


def _show(tx: Tx, key: str, region: Region, found: Found) -> None:
    theirs = steps.of_handoffs(tx, [one.id for one in found.new])
    inside = [step.id for some in theirs.values() for step in some]
    steps.show(tx, key, region.id, [*inside, *(step.id for step in found.waiting)])


def _for_digest(tx: Tx, team: Team, region: Region, day: date) -> Found:
    last = digests.last(tx, region.id)
    unseen = handoffs.unseen(tx, team.id, region.id, since=look_back(day, last.day if last else None))
    new = [one for one in unseen if one.to_region == region.id]
    lines = [one for one in unseen if one.to_region != region.id]
    return Found(new=new, lines=lines, waiting=_apart(_waiting(tx, team, region), [one.id for one in new]))


def _for_handover(tx: Tx, team: Team, region: Region, day: date) -> Found:
    last = digests.last(tx, region.id)
    unseen = handoffs.unseen(tx, team.id, region.id, since=look_back(day, last.day if last else None))
    new = [one for one in unseen if one.to_region == region.id]
    waiting = _apart(_waiting(tx, team, region), [one.id for one in new])
    told = steps.shown_to(tx, region.id, [step.id for step in waiting])
    return Found(new=new, waiting=[step for step in waiting if step.id not in told and step.state == "open"])


def _of_carried(tx: Tx, carried: Carried) -> Found:
    new = digests.seen_in(tx, carried.key, in_full=True)
    lines = digests.seen_in(tx, carried.key, in_full=False)
    known = handoffs.many(tx, [*new, *lines])
    waiting = _apart(steps.many(tx, steps.shown_in(tx, carried.key)).values(), new)
    return Found(new=[known[one] for one in new], lines=[known[one] for one in lines], waiting=waiting)


def _waiting(tx: Tx, team: Team, region: Region) -> list[Step]:
    return steps.waiting(tx, team.id, region.id, [member.person for member in region.members])


def _apart(some: Iterable[Step], new: Sequence[HandoffId]) -> list[Step]:
    """Steps that do not already stand under a hand-off shown in full."""
    return [step for step in some if step.handoff not in new]
