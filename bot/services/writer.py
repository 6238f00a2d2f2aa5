"""A person with the teams they write for: when their evening comes, and what still belongs to it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.domain.evening import Evening
from bot.domain.identity import PersonId, UserRef
from bot.domain.light import dataclass
from bot.domain.person import Person
from bot.domain.team import Member, Team, TeamHead
from bot.domain.workday import Calendar, WorkingWeek
from bot.messages import notice
from bot.messages.answer import Tell
from storage import people, teams
from storage.transaction import Tx
from storage.writing import of_one, written_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A person with the teams they write for, the first joined first.

    teams: those that have told them that they are in it; all of them while none has, and `welcomed` is False.
    """

    person: Person
    teams: Sequence[TeamHead]
    welcomed: bool

    @property
    def hours(self) -> tuple[object, ...]:
        """Equal for those of one reading who work at the same times, given the same teams.

        What was read once for many is told by its identity.
        """
        person = self.person
        return (
            *(person.zone, person.home_zone, person.travel),
            *(id(person.week), id(person.days), id(person.company)),
        )

    @property
    def week(self) -> WorkingWeek:
        """Their own; else that of their first team."""
        return self.person.week or self.teams[0].policy.week

    @property
    def calendar(self) -> Calendar:
        """Their own working calendar."""
        return self.person.calendar(self.week)

    @property
    def lead(self) -> timedelta:
        """The longest of their teams'."""
        return max(team.policy.lead for team in self.teams)

    @property
    def reminder(self) -> timedelta:
        """The longest of their teams'."""
        return max(team.policy.reminder for team in self.teams)

    @property
    def snooze(self) -> timedelta:
        """The longest of their teams'."""
        return max(team.policy.snooze for team in self.teams)

    @property
    def late(self) -> timedelta:
        """A prompt later than this is skipped."""
        return min(team.policy.late for team in self.teams)

    def ends_at(self, day: date, *, now: datetime) -> datetime:
        """When that working day ends; a day that is no longer worked ends as it is asked for."""
        shift = self.calendar.shift(day)
        return shift.ends_at if shift else now

    @property
    def names(self) -> tuple[str, ...]:
        """The names of their teams."""
        return tuple(team.name for team in self.teams)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer(Writing):
    """The same with those teams whole."""

    teams: Sequence[Team]


def writing(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, Writing]:
    """Those of these people who write for a team and still may, without those they write for.

    Who is in the same teams as another is given the very same `teams`.
    """
    wanted = list(ids)
    theirs = written_for(tx, wanted)
    lists = {id(some): some for some in theirs.values()}
    shared = {number: _told(some) for number, some in lists.items()}
    return {
        one.id: Writing(person=one, teams=heads, welcomed=welcomed)
        for one in people.many(tx, wanted).values()
        if one.id in theirs and one.eligible
        for heads, welcomed in (shared[id(theirs[one.id])],)
    }


def writes(person: Person, theirs: Sequence[tuple[TeamHead, bool]]) -> Writing | None:
    """Somebody with the teams that they write for, as `written_for` has them; None for who may not."""
    heads, welcomed = _told(theirs)
    return Writing(person=person, teams=heads, welcomed=welcomed) if person.eligible else None


def writers(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, Writer]:
    """Those of these people who write for a team and still may."""
    wanted = list(ids)
    who = people.many(tx, wanted)
    found: dict[PersonId, Writer] = {}
    for person, theirs in teams.of_people(tx, wanted).items():
        writer = of_teams(who[person], theirs)
        if writer is not None:
            found[person] = writer
    return found


def of_teams(person: Person, theirs: Sequence[Team]) -> Writer | None:
    """Somebody with those of their teams that they write for; None for who writes for none, or may not."""
    writing = [(team, member) for team in theirs if (member := _writing(team, person.id))]
    if not writing or not person.eligible:
        return None
    welcomed = [team for team, member in writing if member.welcomed_at is not None]
    return Writer(person=person, teams=welcomed or [team for team, _ in writing], welcomed=bool(welcomed))


def by_ref(tx: Tx, by: UserRef) -> Writer | None:
    """The one whom a platform names so."""
    person = people.by_ref(tx, by)
    theirs = teams.of_people(tx, [person.id]).get(person.id) if person else None
    return of_teams(person, theirs) if person and theirs else None


def writing_of(tx: Tx, by: UserRef) -> Writing | None:
    """The same without their colleagues, which is read much sooner."""
    person = people.by_ref(tx, by)
    theirs = of_one(tx, person.id) if person else []
    return writes(person, theirs) if person is not None and theirs else None


def not_a_writer(tx: Tx, by: UserRef) -> Tell:
    """What someone is told who writes for no team."""
    person = people.by_ref(tx, by)
    theirs = teams.of_people(tx, [person.id]).get(person.id, []) if person else []
    locale = person.locale if person else ""
    return Tell(document=notice.not_a_writer(teams=[team.name for team in theirs], locale=locale))


def belongs(writer: Writer, evening: Evening, *, now: datetime) -> bool:
    """Whether what is sent now still belongs to that evening: until half of the time to the next working day
    has passed. Who has moved since goes by when the day really ended."""
    shift = writer.calendar.shift_for(now)
    if shift is not None and shift.day == evening.day:
        return True
    following = writer.calendar.next_shift(evening.shift_ends_at)
    return following is None or now - evening.shift_ends_at < following.starts_at - now


def _told(theirs: Sequence[tuple[TeamHead, bool]]) -> tuple[Sequence[TeamHead], bool]:
    welcomed = [team for team, told in theirs if told]
    return welcomed or [team for team, _ in theirs], bool(welcomed)


def _writing(team: Team, person: PersonId) -> Member | None:
    member = team.member(person)
    return member if member is not None and member.writes else None
