"""Digests at a region's morning, hand-overs during its day, and the same asked for by one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from bot.domain.evening import too_late
from bot.domain.identity import Place, RegionId, UserRef
from bot.domain.region import Region, next_digest
from bot.domain.team import Team
from bot.domain.zone import local_day
from bot.messages import digest as messages
from bot.messages.answer import Answer, Tell
from bot.messages.digest import Digest
from bot.messages.letter import Letter
from bot.services import absent, file
from bot.services.compose import Found, Frame, compose
from bot.services.current import show
from bot.services.found import for_digest, for_handover
from bot.services.posting import parted, tenant_of
from bot.services.region import hand_over_later, plan_digest
from storage import digest_decisions, digests, handoffs, outbox, people, steps, teams
from storage.digests import Carried
from storage.outbox import Written
from storage.timers import Timer
from storage.transaction import Tx

# A digest or hand-over later than this is not posted any more.
LATE = timedelta(hours=2)

AN_INSTANT = timedelta(microseconds=1)

# With so many hand-offs a digest is drafted before it is posted; fewer are composed as fast as they are kept.
LONG = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be told, with the letters that say it: good for as long as it is what is to be told."""

    facts: Digest
    letters: tuple[Written, ...]


Drafts = Mapping[str, Draft]
NO_DRAFTS: Drafts = MappingProxyType({})


def draft_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> Drafts:
    """The long ones among the digests that `post_due` is about to post, by key, so that it only writes them.

    Composing takes many times as long as keeping, and nobody is heard while something is kept.
    """
    drafts: dict[str, Draft] = {}
    for timer, team, region in _regions(tx, due):
        late = too_late(timer.due_at, now=now, grace=LATE)
        if late or not region.members or handoffs.count_inherited(tx, team.id, region.id) < LONG:
            continue
        carrying = _morning(tx, team, region, date.fromisoformat(timer.payload["day"]), now=now)
        facts = compose(tx, carrying.frame, carrying.found)
        drafts[carrying.key] = Draft(facts=facts, letters=_letters(carrying, facts))
    return drafts


def post_due(tx: Tx, due: Sequence[Timer], *, drafts: Drafts = NO_DRAFTS, now: datetime) -> None:
    """Post the digest of every region whose morning has come.

    Too late, what it would have told is handed over if the region is still at work, else its next one has it.
    """
    for timer, team, region in _regions(tx, due):
        if not region.members:
            continue
        if too_late(timer.due_at, now=now, grace=LATE):
            hand_over_later(tx, team, region.id, now=now)
        else:
            _carry(tx, _due(tx, team, region, timer, now=now), drafts, now=now)
        plan_digest(tx, team, region.id, not_before=max(now, timer.due_at + AN_INSTANT))


def hand_over_due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Post what a region has inherited since, under that day's digest where there is one."""
    for timer, team, region in _regions(tx, due):
        if too_late(timer.due_at, now=now, grace=LATE):
            hand_over_later(tx, team, region.id, now=now)
        elif region.members:
            _carry(tx, _handover(tx, team, region, timer, now=now), NO_DRAFTS, now=now)


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
    frame = Frame(kind="digest", team=team, region=region, day=local_day(region.zone, now), at=now)
    facts = compose(tx, frame, for_digest(tx, team, region))
    if facts.empty:
        following = next_digest(region, after_day=None, not_before=now)
        next_at = following.due_at if following else None
        nothing = messages.nothing_now(
            region=region.name, next_at=next_at, zone=person.zone, locale=person.locale
        )
        return Tell(document=nothing)
    return Tell(document=messages.digest(facts, locale=person.locale))


def freed(tx: Tx, key: str, *, again: bool, now: datetime) -> None:
    """A digest that was refused has shown nothing to anyone.

    again: the region may be told today all the same, as with one whose morning was missed.
    """
    carried = digests.get(tx, key)
    if carried is None:
        return
    handoffs.not_carried(tx, digests.drop(tx, key))
    steps.unshow(tx, key)
    if again:
        team = teams.of_regions(tx, [carried.region])[carried.region]
        hand_over_later(tx, team, carried.region, now=now)


def _regions(tx: Tx, due: Sequence[Timer]) -> list[tuple[Timer, Team, Region]]:
    ids = [RegionId(int(timer.subject)) for timer in due]
    found = teams.of_regions(tx, ids)
    return [
        (timer, found[one], found[one].region(one))
        for timer, one in zip(due, ids, strict=True)
        if one in found
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carrying:
    """What is about to be posted under that key. `under`: the key of the digest whose thread it goes to."""

    key: str
    frame: Frame
    found: Found
    under: str = ""


def _due(tx: Tx, team: Team, region: Region, timer: Timer, *, now: datetime) -> _Carrying:
    """The digest of its day. That day had it before its time was moved: what is new since goes under it."""
    day = date.fromisoformat(timer.payload["day"])
    if digests.get(tx, _key(region, day)) is not None:
        return _handover(tx, team, region, timer, now=now)
    return _morning(tx, team, region, day, now=now)


def _key(region: Region, day: date) -> str:
    return f"digest/{region.id}/{day}"


def _morning(tx: Tx, team: Team, region: Region, day: date, *, now: datetime) -> _Carrying:
    frame = Frame(kind="digest", team=team, region=region, day=day, at=now)
    return _Carrying(key=_key(region, day), frame=frame, found=for_digest(tx, team, region))


def _handover(tx: Tx, team: Team, region: Region, timer: Timer, *, now: datetime) -> _Carrying:
    day = local_day(region.zone, now)
    morning = digests.of_day(tx, region.id, day)
    return _Carrying(
        key=f"handover/{region.id}/{int(timer.due_at.timestamp())}",
        frame=Frame(kind="handover", team=team, region=region, day=day, at=now),
        found=for_handover(tx, team, region),
        under=morning.key if morning else "",
    )


def _letters(carrying: _Carrying, facts: Digest) -> tuple[Written, ...]:
    where = carrying.frame.team.where
    letter = Letter(
        key=carrying.key,
        tenant=tenant_of(where),
        to=where,
        document=messages.digest(facts, locale=""),
        under=carrying.under,
        broadcast=bool(carrying.under),
    )
    return tuple(Written.of(one) for one in parted(letter))


def _carry(tx: Tx, carrying: _Carrying, drafts: Drafts, *, now: datetime) -> None:
    """Put it in the outbox, and record what it shows to whom; with nothing to say, nothing.

    One that was refused under the same key is not put again, so it shows nothing either.
    """
    key, frame, found = carrying.key, carrying.frame, carrying.found
    if digests.get(tx, key) is not None:
        return
    facts = compose(tx, frame, found)
    if facts.empty:
        return
    draft = drafts.get(key)
    letters = draft.letters if draft is not None and draft.facts == facts else _letters(carrying, facts)
    team, region = frame.team, frame.region
    if not outbox.put_all(tx, letters, tenant=team.tenant, now=now):
        return
    digests.add(
        tx,
        Carried(
            key=key,
            region=region.id,
            day=frame.day,
            kind=frame.kind,
            parts=len(letters),
            composed_at=now,
        ),
    )
    digests.see(tx, region.id, [one.id for one in found.new], key=key, in_full=True, now=now)
    digests.see(tx, region.id, [one.id for one in found.lines], key=key, in_full=False, now=now)
    digest_decisions.keep(tx, key, [one.id for one in found.decisions])
    handoffs.carried(tx, [one.id for one in found.new], now=now)
    show(tx, key, region, found)
    absent.tell(tx, team, region.id, key, day=None if carrying.under else frame.day, now=now)
    file.show(tx, team, found.new, key=key, now=now)
