"""A person's home: composed as it is opened, and what its own buttons do."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.identity import Place, TeamId, UserRef
from bot.domain.person import Person, Profile
from bot.domain.team import Part, Team
from bot.domain.zone import local_day
from bot.messages import app_home as messages
from bot.messages import away as away_messages
from bot.messages import team as team_messages
from bot.messages.answer import Answer, Ask, Home, Nothing, Tell
from bot.messages.focus import told_to
from bot.messages.team import clock
from bot.services import day, digest, holiday, leaving, presence, settings_words, steward, team, waiting
from bot.services.border import crosses
from storage import app_home, focus, forms, people, steps, teams
from storage.transaction import Tx

KIND = "leave"


def private_places(tx: Tx, by: UserRef) -> list[Place] | None:
    """The private channels whose teams they are in: whether they still are is asked of the platform.

    None: the bot has not met them.
    """
    person = people.by_ref(tx, by)
    return app_home.private_places(tx, person.id) if person else None


def meet(tx: Tx, profile: Profile, *, now: datetime) -> None:
    """Keep the profile of somebody who opens their home for the first time."""
    people.keep(tx, [profile], now=now)


def show(
    tx: Tx, by: UserRef, *, hidden: frozenset[Place] = frozenset(), page: str = "", now: datetime
) -> Answer:
    """Their home as it stands. `hidden`: private channels that they cannot be told to be in now.

    page: where they may grant that their status is set; "" where nobody can.
    """
    person = people.by_ref(tx, by)
    if person is None:
        return Home(document=messages.unknown(locale=""))
    every = teams.of_people(tx, [person.id]).get(person.id, [])
    theirs = [one for one in every if one.where not in hidden]
    settings = _settings(tx, person, every, page, now=now)
    if not every:
        document = messages.in_no_team(settings=settings, eligible=person.eligible, locale=person.locale)
        return Home(document=document)
    return Home(
        document=messages.home(
            day=day.of(tx, person, theirs, now=now),
            waiting=waiting.of(tx, person, theirs, now=now),
            teams=[_team(one, person, now) for one in theirs],
            settings=settings,
            hidden=len(every) - len(theirs),
            locale=person.locale,
        )
    )


def digest_of(tx: Tx, by: UserRef, number: TeamId, *, now: datetime) -> Answer:
    """*Digest now* of one of their teams, shown to them alone; of one that they have left, nothing."""
    found = _member(tx, by, number)
    if found is None:
        return Tell(document=team_messages.not_in(locale=""))
    return digest.show_now(tx, by, place=found[1].where, now=now)


def change_part(tx: Tx, by: UserRef, number: TeamId, part: Part, *, now: datetime) -> Answer:
    """*Receive only*, *Write too*. Pressing it again changes nothing."""
    found = _member(tx, by, number)
    if found is None:
        return Tell(document=team_messages.not_in(locale=""))
    person, whole = found
    member = whole.member(person.id)
    if member is not None and member.part == part:
        return Nothing()
    answer = team.join(tx, _profile(person), team=number, part=part, now=now)
    return Nothing() if person.eligible else answer


def ask_to_leave(tx: Tx, by: UserRef, number: TeamId, *, now: datetime) -> Answer:
    """*Leave* asks once more, and says what becomes of what they hold."""
    found = _member(tx, by, number)
    if found is None:
        return Tell(document=team_messages.not_in(locale=""))
    person, whole = found
    token = forms.make(tx, person=person.id, kind=KIND, subject={"team": number}, now=now)
    member = whole.member(person.id)
    form = messages.leave_form(
        team=number,
        name=whole.name,
        holds=len(steps.held_by(tx, person.id, number)),
        last=member is not None and [one for one in whole.members if one.steward] == [member],
        token=token,
        locale=person.locale,
    )
    return Ask(form=form)


def leave(tx: Tx, by: UserRef, *, token: str, now: datetime) -> Answer:
    """They want to leave. Sent again, it changes nothing."""
    kept = forms.get(tx, token)
    person = people.by_ref(tx, by)
    if kept is None or person is None or kept.kind != KIND or kept.person != person.id:
        return Tell(document=messages.not_asked(locale=person.locale if person else ""))
    # Who has come back since is not sent away by an old form.
    if kept.used_at is None:
        forms.use(tx, token, now=now)
        if _member(tx, by, TeamId(kept.subject["team"])) is not None:
            team.leave(tx, by, team=TeamId(kept.subject["team"]), place=None, now=now)
    return Nothing()


def _member(tx: Tx, by: UserRef, number: TeamId) -> tuple[Person, Team] | None:
    person = people.by_ref(tx, by)
    whole = teams.get(tx, number)
    if person is None or whole is None or crosses(by, whole) or whole.member(person.id) is None:
        return None
    return person, whole


def _profile(person: Person) -> Profile:
    """What is known of them, as a profile would say it."""
    return Profile(
        user=person.user,
        name=person.name,
        zone=person.zone,
        locale=person.locale,
        eligible=person.eligible,
        admin=person.admin,
    )


def _team(one: Team, person: Person, now: datetime) -> messages.MyTeam:
    member = one.member(person.id)
    assert member is not None, "their team has them as a member"
    region = one.region(member.region)
    others = [other for other in one.members if other is not member]
    return messages.MyTeam(
        team=one.id,
        where=one.where,
        name=one.name,
        part=member.part,
        region=region.name,
        digest=clock(region.digest_minute),
        awake=sum(one.calendar(other).working_at(now) for other in others),
        others=len(others),
        stewards=tuple(other.person.name for other in one.members if other.steward),
        pages=tuple((project.name, project.page) for project in one.projects if project.page),
        change=steward.looks_after(one, person),
    )


def _settings(
    tx: Tx, person: Person, theirs: Sequence[Team], page: str, *, now: datetime
) -> messages.Settings:
    busy = focus.get(tx, person.id, now=now)
    return messages.Settings(
        zone=settings_words.zone(person),
        week=settings_words.week(person, theirs),
        holidays=holiday.in_words(person),
        days_off=away_messages.settings_words(
            leaving.coming(person, now=now), today=local_day(person.zone, now)
        ),
        promise=settings_words.promise(person.promise, theirs),
        language=person.locale or "English",
        focus=told_to(busy, zone=person.zone) if busy is not None else (),
        status=presence.setting(tx, person, page),
    )
