"""Those who would take part in a team: picked in its set-up form, or in it already and not shown there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.identity import PersonId, UserRef
from bot.domain.person import Person, Profile
from bot.domain.region import Worker
from bot.domain.team import Member, Part, Policy, Team
from bot.domain.workday import Calendar
from bot.services.outline import Outline
from storage import people, teams
from storage.people import FALLBACK_ZONE
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One of them. `worker`: as the rules about regions see them, under a number of this form's own.

    hours: when they work, by the week of the first team they are in, where they have none of their own.
    calendar, lead: by which their evening is reckoned, once they have been told; the other teams that they
    write for are counted. id: None for whom the bot has not met. member: what they are in the team already.
    """

    user: UserRef
    name: str
    part: Part
    worker: Worker
    hours: Calendar
    calendar: Calendar
    lead: timedelta
    id: PersonId | None = None
    member: Member | None = None

    @property
    def zone(self) -> str:
        """Where they are."""
        return self.worker.calendar.zone

    @property
    def new(self) -> bool:
        """Whether they have not been told yet that they are in it."""
        return self.member is None or self.member.welcomed_at is None


def candidates(tx: Tx, outline: Outline, team: Team | None, policy: Policy) -> tuple[Candidate, ...]:
    """Members first, in the order in which they came; then those who are new, as they were picked."""
    writes = outline.picked("writes")
    parts: dict[str, Part] = dict.fromkeys(outline.picked("receives"), "receives")
    parts |= dict.fromkeys(writes, "writes")
    members = team.members if team else ()
    unseen = [one for one in members if one.person.user.id not in outline.people]
    parts = {one.person.user.id: one.part for one in unseen} | parts
    there = {one.person.user.id: one for one in members}
    known = {one.user.id: one for one in outline.profiles}
    order = [*(one for one in there if one in parts), *(one for one in parts if one not in there)]
    met = {one: person for one in order if (person := _met(tx, there.get(one), known.get(one)))}
    others = teams.of_people(tx, [one.id for one in met.values()])
    found: list[Candidate] = []
    for one in order:
        person = met.get(one)
        if person is None and one not in known:
            continue
        rules = _Rules(tuple(others.get(person.id, ())) if person else (), team, policy)
        who = _Who(profile=known.get(one), person=person, member=there.get(one))
        found.append(_candidate(len(found) + 1, parts[one], who, rules))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Who:
    """Somebody, as far as they are known: by the platform, by the bot, in the team."""

    profile: Profile | None
    person: Person | None
    member: Member | None

    @property
    def user(self) -> UserRef:
        known = self.person or self.profile
        assert known is not None, "who is neither known nor told of is not asked about"
        return known.user

    @property
    def name(self) -> str:
        known = self.profile or self.person
        return known.name if known else ""

    @property
    def zone(self) -> str:
        """A zone set by hand outlives what the profile says."""
        profile, person = self.profile, self.person
        if person is not None and (person.zone_source == "hand" or profile is None or not profile.zone):
            return person.zone
        return (profile.zone if profile else "") or FALLBACK_ZONE

    @property
    def settled_in(self) -> str:
        """Where they live: a visit moves nobody to another region."""
        on_visit = self.person is not None and self.person.travel == "visit"
        return self.person.settled_in if self.person is not None and on_visit else self.zone


@dataclass(frozen=True, slots=True)
class _Rules:
    """The teams somebody is in, and the one that is being set up with the policy it would have."""

    teams: tuple[Team, ...]
    own: Team | None
    policy: Policy

    @property
    def first(self) -> Policy:
        """That of the first team they are in."""
        return self._of(self.teams[0]) if self.teams else self.policy

    def writing(self, person: Person | None) -> list[Policy]:
        """Those of the teams that they write for and know of, this one among them, the first first."""
        told = [one for one in self.teams if self._is_own(one) or (person and _told(one, person.id))]
        found = [self._of(one) for one in told]
        return found if any(map(self._is_own, told)) else [*found, self.policy]

    def _of(self, team: Team) -> Policy:
        return self.policy if self._is_own(team) else team.policy

    def _is_own(self, team: Team) -> bool:
        return self.own is not None and team.id == self.own.id


def _told(team: Team, person: PersonId) -> bool:
    member = team.member(person)
    return member is not None and member.writes and member.welcomed_at is not None


def _met(tx: Tx, member: Member | None, profile: Profile | None) -> Person | None:
    if member is not None:
        return member.person
    return people.by_ref(tx, profile.user) if profile is not None else None


def _candidate(number: int, part: Part, who: _Who, rules: _Rules) -> Candidate:
    week = who.person.week if who.person else None
    writing = rules.writing(who.person)
    return Candidate(
        user=who.user,
        name=who.name,
        part=part,
        worker=Worker(
            person=PersonId(number), calendar=Calendar(zone=who.settled_in, week=week or rules.policy.week)
        ),
        hours=Calendar(zone=who.zone, week=week or rules.first.week),
        calendar=Calendar(zone=who.zone, week=week or writing[0].week),
        lead=max(one.lead for one in writing),
        id=who.person.id if who.person else None,
        member=who.member,
    )


def called(some: tuple[Candidate, ...]) -> Mapping[str, Candidate]:
    """By the platform's ids."""
    return {one.user.id: one for one in some}
