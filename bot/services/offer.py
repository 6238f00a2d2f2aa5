"""An offer of another region of a team: put to somebody, taken, turned down, undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.identity import RegionId, TeamId, UserRef
from bot.domain.team import Member, RegionPlan, Team
from bot.messages import travel as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.messages.document import Document
from bot.messages.letter import Letter
from bot.services import home, moving, region
from bot.services.border import crosses
from bot.services.posting import change, post, tell, tenant_of
from storage import people, teams
from storage.transaction import Tx

OFFER = "offer"

NEW = RegionId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the buttons of an offer carry. there: NEW for one that is made once they press.

    at: tells one offer of a person from the next, in seconds.
    """

    team: TeamId
    here: RegionId
    there: RegionId
    at: int

    def __str__(self) -> str:
        return f"{self.team}/{self.here}/{self.there}/{self.at}"


class _Words(Protocol):
    """What an offer says, as it stands."""

    def __call__(self, one: messages.Offer, /, *, locale: str) -> Document: ...


def put(tx: Tx, team: Team, member: Member, *, now: datetime) -> None:
    """Offer a member the region that suits their days, or a new one. Within a second it is one offer."""
    fits = home.fitting(team, member.person, besides=member.region, now=now)
    there = fits.id if fits is not None else NEW
    one = Offered(team=team.id, here=member.region, there=there, at=int(now.timestamp()))
    document = messages.offered(_drawn(team, member, one), locale=member.person.locale)
    tell(tx, member.person, document, key=_key(member, one), now=now)


def take(tx: Tx, by: UserRef, one: Offered, *, now: datetime) -> Answer:
    """*Move to Tokyo*: they belong there, and the channel is told. A second time changes nothing.

    What was offered may have changed since: it is the region that suits them now.
    """
    found = _member(tx, by, one)
    if found is None:
        return Tell(document=messages.no_offer(locale=""))
    team, member = found
    if member.region != one.here:
        return Nothing()
    there = _where(tx, team, member, one, now=now)
    _seat(tx, team, member, there, now=now)
    taken = Offered(team=one.team, here=one.here, there=there, at=one.at)
    _redraw(tx, taken, by, messages.region_changed, now=now)
    _tell_channel(tx, taken, by, back=False, now=now)
    return Nothing()


def turn_down(tx: Tx, by: UserRef, one: Offered, *, now: datetime) -> Answer:
    """*Stay in Berlin*."""
    found = _member(tx, by, one)
    if found is None:
        return Tell(document=messages.no_offer(locale=""))
    if found[1].region == one.here:
        _redraw(tx, one, by, messages.region_kept, now=now)
    return Nothing()


def undo(tx: Tx, by: UserRef, one: Offered, *, now: datetime) -> Answer:
    """*Undo* of either: they belong where they did, and are offered the other region again."""
    found = _member(tx, by, one)
    if found is None:
        return Tell(document=messages.no_offer(locale=""))
    team, member = found
    if member.region not in (one.here, one.there):
        return Nothing()
    if member.region == one.there and _plan(team, one.here) is not None:
        _seat(tx, team, member, one.here, now=now)
        _tell_channel(tx, one, by, back=True, now=now)
    _redraw(tx, one, by, messages.offered, now=now)
    return Nothing()


def _member(tx: Tx, by: UserRef, one: Offered) -> tuple[Team, Member] | None:
    team, person = teams.get(tx, one.team), people.by_ref(tx, by)
    if team is not None and crosses(by, team):
        return None
    member = team.member(person.id) if team is not None and person is not None else None
    return (team, member) if team is not None and member is not None else None


def _where(tx: Tx, team: Team, member: Member, one: Offered, *, now: datetime) -> RegionId:
    """The one offered while somebody is in it, or the one that suits them by now; else a new one."""
    offered = _plan(team, one.there)
    if offered is not None and team.region(offered.id).members:
        return offered.id
    fits = home.fitting(team, member.person, besides=member.region, now=now)
    return fits.id if fits is not None else home.new_region(tx, team, member.person)


def _seat(tx: Tx, team: Team, member: Member, there: RegionId, *, now: datetime) -> None:
    """What waits in a region that this empties goes to the next awake one."""
    teams.change_member(tx, team.id, member.person.id, region_id=there)
    home.follow(tx, _whole(tx, team.id))
    whole = _whole(tx, team.id)
    moving.empty_out(tx, whole, now=now)
    region.plan(tx, whole, now=now)


def _redraw(tx: Tx, one: Offered, by: UserRef, say: _Words, *, now: datetime) -> None:
    found = _member(tx, by, one)
    assert found is not None, "they are in the team"
    team, member = found
    document = say(_drawn(team, member, one), locale=member.person.locale)
    change(tx, _key(member, one), by, document, tenant=team.tenant, now=now)


def _drawn(team: Team, member: Member, one: Offered) -> messages.Offer:
    here, there = _plan(team, one.here), _plan(team, one.there)
    return messages.Offer(
        team=team.name,
        here=here.name if here else "",
        there=there.name if there else home.new_name(team, member.person),
        value=f"{one}",
        new=there is None,
        emptied=here is not None and not team.region(here.id).members,
    )


def _tell_channel(tx: Tx, one: Offered, by: UserRef, *, back: bool, now: datetime) -> None:
    """One message a move; what becomes of it stands in its place."""
    found = _member(tx, by, one)
    assert found is not None, "they are in the team"
    team, member = found
    document = messages.announced(_drawn(team, member, one), name=member.person.name, back=back, locale="")
    key = f"region/{team.id}/{member.person.id}/{one.at}"
    letter = Letter(key=key, tenant=tenant_of(team.where), to=team.where, document=document)
    if not post(tx, letter, tenant=team.tenant, now=now):
        change(tx, key, team.where, document, tenant=team.tenant, now=now)


def _key(member: Member, one: Offered) -> str:
    return f"{OFFER}/{one.team}/{member.person.id}/{one.at}"


def _plan(team: Team, number: RegionId) -> RegionPlan | None:
    return next((plan for plan in team.plans if plan.id == number), None)


def _whole(tx: Tx, team: TeamId) -> Team:
    return teams.many(tx, [team])[team]
