"""A change of a team's set-up is undone, once: what it changed is put back, unless it was changed since."""

from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from datetime import datetime

from bot.domain.change import Seat, Snapshot, snapshot
from bot.domain.identity import ChangeId, PersonId, UserRef
from bot.domain.person import Person
from bot.domain.team import Policy, Team
from bot.messages import change as messages
from bot.messages.answer import Answer, Tell
from bot.services import change, home, moving, note, prompt, region, steward, team
from bot.services import welcome as welcomes
from bot.services.border import crosses
from bot.services.project import key_of
from storage import changes, people, teams
from storage.changes import Change
from storage.transaction import Tx


def team_of(tx: Tx, number: ChangeId) -> Team | None:
    """The team that a change was of."""
    one = changes.get(tx, number)
    return teams.get(tx, one.team) if one is not None else None


def undo(tx: Tx, by: UserRef, number: ChangeId, *, here: Collection[UserRef], now: datetime) -> Answer:
    """*Undo*, for stewards and whoever made the change. `here`: who is in the channel.

    Each thing goes back to what it was if it still is what the change made of it; what somebody has changed
    since stays, and is named. A second time changes nothing.
    """
    one = changes.get(tx, number)
    whole = teams.get(tx, one.team) if one is not None else None
    person = people.by_ref(tx, by)
    if one is None or whole is None or person is None or crosses(by, whole):
        return Tell(document=messages.no_change(locale=person.locale if person else ""))
    if one.by != person.id and not steward.looks_after(whole, person):
        stewards = [member.person.name for member in whole.members if member.steward]
        names = stewards if by in here else []
        return Tell(document=messages.not_to_undo(names=names, locale=person.locale))
    if not changes.undo(tx, number, now=now):
        return Tell(document=messages.undone_before(locale=person.locale))
    left = _put_back(tx, whole, one, person, here=here, now=now)
    change.say_undone(tx, _whole(tx, whole), one, by=person, left=left, now=now)
    return Tell(document=messages.undo_done(left=left, locale=person.locale))


def _put_back(
    tx: Tx, before: Team, one: Change, by: Person, *, here: Collection[UserRef], now: datetime
) -> tuple[str, ...]:
    """Put everything back that can be; returns what could not, in words."""
    is_now = snapshot(before)
    left = [
        *_name(tx, before, one, is_now),
        *_policy(tx, before, one, is_now),
        *_projects(tx, before, one, is_now),
        *_regions(tx, one, is_now),
        *_came(tx, before, one, now=now),
        *_went(tx, before, one, by, here=here, now=now),
        *_parts(tx, before, one, is_now, now=now),
        *_elsewhere(tx, before, one, now=now),
    ]
    whole = _whole(tx, before)
    moving.empty_out(tx, whole, now=now)
    home.follow(tx, whole)
    whole = _whole(tx, before)
    prompt.plan(tx, [member.person.id for member in whole.members], not_before=now)
    region.plan(tx, whole, now=now)
    note.plan_again(tx, before, whole, now=now)
    steward.tell_if_orphaned(tx, before, whole, now=now)
    return tuple(left)


def _name(tx: Tx, whole: Team, one: Change, is_now: Snapshot) -> Iterator[str]:
    if one.before.name == one.after.name:
        return
    if is_now.name == one.after.name:
        teams.rename(tx, whole.id, one.before.name)
    else:
        yield f"The name: it has been changed to “{is_now.name}” since."


def _policy(tx: Tx, whole: Team, one: Change, is_now: Snapshot) -> Iterator[str]:
    policy = is_now.policy
    for name in (each.name for each in fields(Policy)):
        was, made = getattr(one.before.policy, name), getattr(one.after.policy, name)
        if was == made:
            continue
        if getattr(is_now.policy, name) == made:
            policy = replace(policy, **{name: was})
        else:
            yield f"{_SETTINGS.get(name, name)}: changed again since."
    if policy != is_now.policy:
        teams.change_policy(tx, whole.id, policy)


def _projects(tx: Tx, whole: Team, one: Change, is_now: Snapshot) -> Iterator[str]:
    known = {each.id: each for each in one.before.projects}
    there = {each.id: each for each in is_now.projects}
    for made in one.after.projects:
        was, current = known.get(made.id), there.get(made.id)
        if was == made or current is None:
            continue
        if current != made:
            yield f"Project {current.name}: changed again since."
        elif was is None:
            if not teams.drop_project(tx, made.id):
                yield f"Project {made.name}: hand-offs are filed under it."
        elif any(key_of(each.name) == key_of(was.name) for each in is_now.projects if each.id != was.id):
            yield f"Project {made.name}: another one is called {was.name} now."
        else:
            teams.change_project(tx, was.id, name=was.name, page=was.page)


def _regions(tx: Tx, one: Change, is_now: Snapshot) -> Iterator[str]:
    for made in one.after.regions:
        was, current = one.before.region(made.id), is_now.region(made.id)
        if was is None or current is None:
            continue
        for name in ("name", "digest_minute"):
            old, new = getattr(was, name), getattr(made, name)
            if old != new and getattr(current, name) == new:
                teams.change_region(tx, made.id, **{name: old})
            elif old != new:
                what = "name" if name == "name" else "digest time"
                yield f"The {what} of region {current.name}: changed again since."


def _came(tx: Tx, whole: Team, one: Change, *, now: datetime) -> Iterator[str]:
    """Whom the change brought in is out again."""
    out: list[PersonId] = []
    for seat in one.after.seats:
        member = whole.member(seat.person)
        if one.before.seat(seat.person) is not None or member is None:
            continue
        if member.part != seat.part or member.joined_at != seat.joined_at:
            yield f"{member.person.name} has chosen to take part since, and stays."
        else:
            out.append(seat.person)
    team.part_with(tx, whole, out, now=now)


def _went(
    tx: Tx, whole: Team, one: Change, by: Person, *, here: Collection[UserRef], now: datetime
) -> Iterator[str]:
    """Whom the change took out is in it again, if they may be."""
    gone = [seat for seat in one.before.seats if one.after.seat(seat.person) is None]
    who = people.many(tx, [seat.person for seat in gone])
    unwelcomed: set[PersonId] = set()
    for seat in gone:
        person = who.get(seat.person)
        if person is None or whole.member(seat.person) is not None:
            continue
        if not person.eligible:
            yield f"{person.name} is no full member of the workspace any more."
        elif person.user not in here:
            yield f"{person.name} is not in the channel any more."
        else:
            _seated(tx, whole, seat)
            unwelcomed |= {seat.person} if seat.welcomed_at is None else set()
    if unwelcomed:
        again = _whole(tx, whole)
        members = [one for one in again.members if one.person.id in unwelcomed]
        welcomes.plan_all(tx, again, members, by=by.name, now=now)


def _seated(tx: Tx, whole: Team, seat: Seat) -> None:
    teams.add_member(
        tx,
        whole.id,
        seat.person,
        part=seat.part,
        region=seat.region,
        steward=seat.steward,
        now=seat.joined_at,
    )
    if seat.welcomed_at is not None:
        teams.change_member(tx, whole.id, seat.person, welcomed_at=seat.welcomed_at)


def _parts(tx: Tx, whole: Team, one: Change, is_now: Snapshot, *, now: datetime) -> Iterator[str]:
    """Those who stayed take part as before."""
    other_parts: list[PersonId] = []
    for made in one.after.seats:
        was, current = one.before.seat(made.person), is_now.seat(made.person)
        member = whole.member(made.person)
        if was is None or current is None or member is None:
            continue
        for name, column in _COLUMNS:
            old, new = getattr(was, name), getattr(made, name)
            if old == new:
                continue
            if getattr(current, name) != new:
                yield f"How {member.person.name} takes part: changed again since."
                continue
            teams.change_member(tx, whole.id, made.person, **{column: old})
            if name == "part":
                other_parts.append(made.person)
    team.stop_writing(tx, other_parts, now=now)


def _elsewhere(tx: Tx, before: Team, one: Change, *, now: datetime) -> Iterator[str]:
    """Whose day starts elsewhere by now, and no longer suits the region they are put back to."""
    whole = _whole(tx, before)
    for seat in one.before.seats:
        made, member = one.after.seat(seat.person), whole.member(seat.person)
        stayed = made is not None and made.region == seat.region
        if member is None or stayed or member.region != seat.region or home.suits(whole, member, now=now):
            continue
        region_id = home.region_for(tx, whole, member.person, now=now)
        teams.change_member(tx, whole.id, seat.person, region_id=region_id)
        here, whole = whole.region(seat.region).name, _whole(tx, whole)
        there = whole.region(region_id).name
        yield f"{member.person.name} belongs to {there}: their day starts too far from those in {here} now."


def _whole(tx: Tx, whole: Team) -> Team:
    return teams.many(tx, [whole.id])[whole.id]


_COLUMNS = (("part", "part"), ("region", "region_id"), ("steward", "steward"))

_SETTINGS = {
    "lead": "When people are asked",
    "reminder": "When people are reminded",
    "snooze": "How long a snooze is",
    "gather": "How long hand-offs are gathered",
    "read_back": "Saying a step back",
    "promise": "How soon requests are answered",
    "week": "The working week",
}
