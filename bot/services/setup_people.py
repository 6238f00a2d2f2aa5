"""The first page of the set-up form: who takes part in what; drawn, checked and read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.identity import ProjectId
from bot.domain.person import Profile
from bot.domain.team import Team
from bot.domain.text import valid_url
from bot.messages import setup_form as messages
from bot.messages.change import some_names
from bot.messages.form import Errors, Form, PeopleField, Value, Values
from bot.services import project
from bot.services.outline import Outline, picked
from bot.services.platform import Channel
from bot.services.project import ProjectPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the platform said: who asks, the channel, and the profiles of those who were picked."""

    asker: Profile
    channel: Channel | None
    picked: Sequence[Profile] = ()


def draw(outline: Outline, *, editing: bool) -> Form:
    """The page, holding what has been typed."""
    return messages.people_page(channel=outline.channel, values=outline.values, editing=editing)


def start(channel: Channel, team: Team | None) -> Outline:
    """What a form that is opened is about: the team as it is, or one with nobody in it."""
    outline = Outline(place=channel.place, channel=channel.name, values=_filled(team))
    if team is None:
        form = draw(outline, editing=False)
        return Outline(place=channel.place, channel=channel.name, values=form.values)
    page = messages.people_page(channel=team.name, values=outline.values, editing=True)
    return Outline(
        place=channel.place,
        channel=channel.name,
        values=page.values,
        people=_people_shown(page),
        projects=_projects_shown(team),
    )


def problems(facts: Facts, channel: Channel, outline: Outline, team: Team | None) -> Errors:
    """What is to be mended, by field; every problem says how."""
    errors: dict[str, str] = _wrong_projects(outline.values, team)
    if not outline.text("name"):
        errors["name"] = "Give the team a name."
    if not outline.picked("writes"):
        errors["writes"] = "Pick at least one person who writes hand-offs."
    for name in ("writes", "receives"):
        refused = outsiders(facts, channel, outline.picked(name))
        left = _left(facts, outline, outline.picked(name), team)
        if refused or left:
            errors[name] = f"{refused} {left}".strip()
    return errors


def _left(facts: Facts, outline: Outline, ids: Sequence[str], team: Team | None) -> str:
    """Those whom the form held as members, and who have left since: nobody is brought back unawares."""
    there = {one.person.user.id for one in team.members} if team is not None else set()
    names = {one.user.id: one.name for one in facts.picked}
    gone = [names[one] for one in ids if one in outline.people and one not in there and one in names]
    if team is None or not gone:
        return ""
    return f"{some_names(gone)}: left the relay while this form was open; take them out."


def outsiders(facts: Facts, channel: Channel, ids: Sequence[str]) -> str:
    """Those who cannot take part, and what to do: never bots, guests or people who are not in the channel."""
    here = {one.id for one in channel.members}
    known = {one.user.id: one for one in facts.picked}
    barred = [known[one].name for one in ids if one in known and not known[one].eligible]
    strangers = sum(one not in known for one in ids)
    away = [known[one].name for one in ids if one in known and known[one].eligible and one not in here]
    said: list[str] = []
    if barred:
        said.append(
            f"{some_names(barred)}: bots, guests and deactivated accounts take no part; take them out."
        )
    if strangers:
        said.append("Someone here is not of this workspace; take them out.")
    if away:
        said.append(f"{some_names(away)}: not in this channel; invite them there first, or take them out.")
    return " ".join(said)


def projects(outline: Outline, team: Team | None) -> tuple[ProjectPlan, ...]:
    """Those of the form, and after them those of the team that it did not show."""
    wanted = _typed_projects(outline.values)
    named = {one.key for one in wanted}
    unseen = [
        ProjectPlan(name=one.name, page=one.page)
        for one in (team.projects if team else ())
        if one.id not in outline.projects and project.key_of(one.name) not in named
    ]
    return (*wanted, *unseen)


def _filled(team: Team | None) -> Values:
    if team is None:
        return {}
    taking_part: Mapping[str, tuple[str, ...]] = {
        part: tuple(one.person.user.id for one in team.members if one.part == part)
        for part in ("writes", "receives")
    }
    first = team.projects[0]
    more, _ = project.written(team.projects[1:], most=messages.MOST_PROJECTS)
    values: dict[str, Value] = {"name": team.name, "project": first.name, "page": first.page}
    return {**values, "projects": more, **taking_part}


def _people_shown(page: Form) -> tuple[str, ...]:
    """Nobody else leaves by not being picked."""
    return tuple(
        one
        for field in page.fields
        if isinstance(field, PeopleField)
        for one in picked(page.values, field.name)[: field.most]
    )


def _projects_shown(team: Team) -> tuple[ProjectId, ...]:
    """No other project is renamed."""
    _, count = project.written(team.projects[1:], most=messages.MOST_PROJECTS)
    return tuple(one.id for one in team.projects[: count + 1])


def _typed_projects(values: Values) -> tuple[ProjectPlan, ...]:
    first = ProjectPlan(name=_text(values, "project"), page=_text(values, "page"))
    return (first, *project.read(_text(values, "projects")))


def _wrong_projects(values: Values, team: Team | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    first, *more = _typed_projects(values)
    others = {project.key_of(one.name) for one in team.projects[1:]} if team else set()
    if not first.name:
        errors["project"] = "Name at least one project; the team's own name will do."
    elif first.key in others:
        errors["project"] = f"{first.name} is another project of this team already; give this one a name."
    if first.page and not valid_url(first.page):
        errors["page"] = "Paste the page's address; it starts with https://"
    found = [problem for problem in map(project.problem, more) if problem]
    if found:
        errors["projects"] = found[0]
    elif same := project.twice((first, *more)):
        errors["projects"] = f"{same} is named twice; name each project once."
    return errors


def _text(values: Values, name: str) -> str:
    value = values.get(name, "")
    return value.strip() if isinstance(value, str) else ""
