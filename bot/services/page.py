"""A project's landing page: shown with what was written since, moved, and confirmed to be current."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from bot.domain.identity import Place, ProjectId, UserRef
from bot.domain.person import Person
from bot.domain.team import Project, Team
from bot.domain.text import valid_url
from bot.messages import page as messages
from bot.messages.answer import Answer, Tell
from bot.services import change
from bot.services.decision_view import views
from bot.services.project import key_of
from bot.services.steward import refusal
from storage import decisions, digests, handoffs, pages, people, teams
from storage.transaction import Tx

# So many are listed of what was written since; of several projects, fewer each.
MOST, MOST_EACH = 8, 3
NONE = ("none", "remove")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a button confirms: whose page, as of when, and the mark of the address that was shown."""

    project: ProjectId
    at: datetime
    address: str


def show(
    tx: Tx, by: UserRef, *, place: Place | None, hidden: Collection[Place] = (), now: datetime
) -> Answer:
    """`/sunrelay page`: of the relay here; elsewhere of all that they are in.

    hidden: private channels that the platform does not say they are in.
    """
    person = people.by_ref(tx, by)
    theirs = _theirs(tx, person, place, hidden) if person else []
    projects = [(team, one) for team in theirs for one in team.projects]
    if person is None or not projects:
        return Tell(document=messages.not_in_it(locale=person.locale if person else ""))
    most = MOST if len(projects) == 1 else MOST_EACH
    drawn = [_page(tx, one, team, person, most=most, now=now) for team, one in projects]
    return Tell(document=messages.shown(drawn, zone=person.zone, locale=person.locale))


def move(
    tx: Tx, by: UserRef, *, place: Place | None, text: str, hidden: Collection[Place] = (), now: datetime
) -> Answer:
    """`/sunrelay page URL [project]`, or `none` in its stead. Whoever moves it confirms it, too."""
    person = people.by_ref(tx, by)
    theirs = _theirs(tx, person, place, hidden) if person else []
    if person is None or not theirs:
        return Tell(document=messages.not_in_it(locale=person.locale if person else ""))
    if len(theirs) > 1:
        return Tell(document=messages.in_its_channel(locale=person.locale))
    [team] = theirs
    if (refused := refusal(team, person)) is not None:
        return refused
    url, _, name = text.strip().partition(" ")
    if not valid_url(url) and url.lower() not in NONE:
        return Tell(document=messages.no_address(typed=text, locale=person.locale))
    found = _named(team.projects, name)
    if found is None:
        names = [one.name for one in team.projects]
        return Tell(document=messages.which(names=names, typed=name.strip(), locale=person.locale))
    page = "" if url.lower() in NONE else url
    if page == found.page:
        return Tell(document=messages.as_it_was(project=found.name, url=page, locale=person.locale))
    teams.change_project(tx, found.id, name=found.name, page=page)
    pages.confirm(tx, found.id, by=person.id, at=now)
    change.record(tx, team, by=person, now=now)
    if not page:
        return Tell(document=messages.removed(project=found.name, locale=person.locale))
    return Tell(document=messages.moved(project=found.name, url=page, locale=person.locale))


def confirm(tx: Tx, by: UserRef, shown: Shown, *, hidden: Collection[Place] = ()) -> Answer:
    """*It is current*: what was written until it was shown is on the page; what came after is told again.

    Nobody stands up for an address that they were not shown.
    """
    person = people.by_ref(tx, by)
    theirs = _theirs(tx, person, None, hidden) if person else []
    found = next((one for team in theirs for one in team.projects if one.id == shown.project), None)
    if person is None or found is None or not found.page:
        return Tell(document=messages.gone(locale=person.locale if person else ""))
    if shown.address != _mark(found.page):
        return Tell(document=messages.moved_since(project=found.name, url=found.page, locale=person.locale))
    pages.confirm(tx, found.id, by=person.id, at=shown.at)
    last = pages.confirmed(tx, [found.id])[found.id]
    said = messages.confirmed if last.at == shown.at else messages.confirmed_since
    return Tell(
        document=said(project=found.name, by=last.by, at=last.at, zone=person.zone, locale=person.locale)
    )


def _theirs(tx: Tx, person: Person, place: Place | None, hidden: Collection[Place]) -> list[Team]:
    """The relay of that channel, where they are in it; where there is none, all that they are in."""
    theirs = teams.of_people(tx, [person.id]).get(person.id, [])
    open_to_them = [team for team in theirs if team.where not in hidden]
    here = [team for team in open_to_them if place is not None and team.where.id == place.id]
    return here or open_to_them


def _mark(url: str) -> str:
    """Tells one address from another, short enough for a button."""
    return sha256(url.encode()).hexdigest()[:12]


def _named(projects: Sequence[Project], name: str) -> Project | None:
    """The one of that name; without one, the only one there is."""
    if not name.strip():
        return projects[0] if len(projects) == 1 else None
    return next((one for one in projects if key_of(one.name) == key_of(name)), None)


def _page(tx: Tx, project: Project, team: Team, reader: Person, *, most: int, now: datetime) -> messages.Page:
    """What was decided in the team's channel is told with each of its projects."""
    last = pages.confirmed(tx, [project.id]).get(project.id)
    since = last.at if last else datetime.min.replace(tzinfo=UTC)
    newest = handoffs.written_since(tx, project.id, since, most=most)
    keys = digests.showing(tx, [one.id for one in newest], in_full=True)
    authors = people.many(tx, {one.author for one in newest})
    return messages.Page(
        project=project.name,
        url=project.page,
        value=f"{project.id}:{int(now.timestamp())}:{_mark(project.page)}",
        count=handoffs.count_since(tx, project.id, since),
        newest=tuple(
            messages.Written(
                author=authors[one.author].name, day=one.day, state=one.state, key=keys.get(one.id, "")
            )
            for one in newest
        ),
        decisions=decisions.count_decided_in(tx, team.where, since),
        decided=views(tx, decisions.decided_in(tx, team.where, since, most=most), reader),
        at=last.at if last else None,
        by=last.by if last else "",
    )
