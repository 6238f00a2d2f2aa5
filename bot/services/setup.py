"""The set-up form of a channel: opened, and turned into a team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.identity import Place, UserRef
from bot.domain.person import Person, Profile
from bot.domain.team import Team
from bot.domain.text import valid_url
from bot.messages import team as messages
from bot.messages.answer import Answer, Ask, Fix, Tell
from bot.messages.form import Errors, Form, PeopleField, Value, Values
from bot.services import project
from bot.services.platform import Channel
from bot.services.project import ProjectPlan
from bot.services.team import Plan, set_up
from storage import forms, people, teams
from storage.transaction import Tx

KIND = "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the platform said: who asks, the channel, and the profiles of those who were picked."""

    asker: Profile
    channel: Channel | None
    picked: Sequence[Profile] = ()


def open_form(tx: Tx, facts: Facts, *, now: datetime) -> Answer:
    """The form for the channel's team, holding what is there; stewards only, once it has some."""
    channel, asker = facts.channel, facts.asker
    if channel is None:
        return Tell(document=messages.not_here(locale=asker.locale))
    if not asker.eligible:
        return Tell(document=messages.not_eligible(locale=asker.locale))
    (person,) = people.keep(tx, [asker], now=now)
    team = teams.at(tx, channel.place)
    if team is not None and (refusal := _refused(team, person)) is not None:
        return refusal
    form = messages.setup_form(
        channel=team.name if team else channel.name, values=_filled(team), editing=team is not None
    )
    where = {"place": channel.place.id, "kind": channel.kind, "channel": channel.name}
    subject = {**where, **_shown(team, form)}
    token = forms.make(tx, person=person.id, kind=KIND, subject=subject, now=now)
    return Ask(form=replace(form, token=token))


def place_of(tx: Tx, by: UserRef, token: str) -> Place | None:
    """The channel that an open form is for, if it is this person's."""
    kept = forms.get(tx, token)
    person = people.by_ref(tx, by)
    if kept is None or person is None or kept.person != person.id or kept.kind != KIND:
        return None
    return Place(platform=by.platform, tenant=by.tenant, kind=kept.subject["kind"], id=kept.subject["place"])


def answer(tx: Tx, facts: Facts, *, token: str, values: Values, now: datetime) -> Answer:
    """Set the team up as the form says, or say what to mend.

    Members and projects that the form did not show stay as they are: there was no room for them, or they
    came while it was open.
    """
    channel = facts.channel
    (person,) = people.keep(tx, [facts.asker], now=now)
    if channel is None:
        return Tell(document=messages.not_here(locale=person.locale))
    team = teams.at(tx, channel.place)
    if team is not None and (refusal := _refused(team, person)) is not None:
        return refusal
    errors = _wrong(facts, channel, values, team)
    if errors:
        form = messages.setup_form(channel=channel.name, values=values, editing=team is not None)
        return Fix(form=replace(form, token=token), errors=errors, values=values)
    kept = forms.get(tx, token)
    plan = _plan(facts, channel, values, team=team, shown=kept.subject if kept else {})
    made = teams.get(tx, set_up(tx, plan, by=facts.asker.user, now=now))
    forms.use(tx, token, now=now)
    count = len(made.members) if made else 0
    return Tell(document=messages.saved(name=plan.name, people=count, locale=person.locale))


def again(tx: Tx, place: Place, *, token: str, values: Values) -> Answer:
    """The form as it was sent, when the platform was too slow to say who was picked."""
    kept = forms.get(tx, token)
    form = messages.setup_form(
        channel=kept.subject["channel"] if kept else "",
        values=values,
        editing=teams.at(tx, place) is not None,
    )
    slow = messages.SLOW.format(button=form.submit)
    return Fix(form=replace(form, token=token), errors={"": slow}, values=values)


def _refused(team: Team, person: Person) -> Answer | None:
    """A team has stewards; one without may be taken over by any member."""
    stewards = [one for one in team.members if one.steward]
    allowed = person.admin or person.id in {one.person.id for one in stewards or team.members}
    if allowed or not team.members:
        return None
    names = [one.person.name for one in stewards or team.members]
    return Tell(document=messages.stewards_only(names=names, locale=person.locale))


def _filled(team: Team | None) -> Values:
    if team is None:
        return {}
    picked: dict[str, tuple[str, ...]] = {
        part: tuple(one.person.user.id for one in team.members if one.part == part)
        for part in ("writes", "receives")
    }
    first = team.projects[0]
    more, _ = project.written(team.projects[1:], most=messages.MOST_PROJECTS)
    values: dict[str, Value] = {"name": team.name, "project": first.name, "page": first.page}
    return {**values, "projects": more, **picked}


def _shown(team: Team | None, form: Form) -> dict[str, Any]:
    """Whom and what the form shows of a team: nothing else is changed by what is missing from it."""
    if team is None:
        return {"people": [], "projects": []}
    people_there = [
        one
        for field in form.fields
        if isinstance(field, PeopleField)
        for one in _picked(form.values, field.name)[: field.most]
    ]
    _, count = project.written(team.projects[1:], most=messages.MOST_PROJECTS)
    return {"people": people_there, "projects": [one.id for one in team.projects[: count + 1]]}


def _plan(
    facts: Facts, channel: Channel, values: Values, *, team: Team | None, shown: Mapping[str, Any]
) -> Plan:
    writes = _picked(values, "writes")
    return Plan(
        place=channel.place,
        name=_text(values, "name"),
        projects=_projects(values, team, shown),
        leavers=_leavers(team, shown),
        writes=tuple(one for one in facts.picked if one.user.id in writes),
        receives=tuple(
            one
            for one in facts.picked
            if one.user.id in _picked(values, "receives") and one.user.id not in writes
        ),
    )


def _projects(values: Values, team: Team | None, shown: Mapping[str, Any]) -> tuple[ProjectPlan, ...]:
    """Those of the form, and after them those of the team that it did not show."""
    wanted = _typed_projects(values)
    named = {one.key for one in wanted}
    unseen = [
        ProjectPlan(name=one.name, page=one.page)
        for one in (team.projects if team else ())
        if one.id not in shown.get("projects", (one.id,)) and project.key_of(one.name) not in named
    ]
    return (*wanted, *unseen)


def _typed_projects(values: Values) -> tuple[ProjectPlan, ...]:
    first = ProjectPlan(name=_text(values, "project"), page=_text(values, "page"))
    return (first, *project.read(_text(values, "projects")))


def _leavers(team: Team | None, shown: Mapping[str, Any]) -> frozenset[UserRef] | None:
    if team is None or "people" not in shown:
        return None
    return frozenset(one.person.user for one in team.members if one.person.user.id in shown["people"])


def _wrong(facts: Facts, channel: Channel, values: Values, team: Team | None) -> Errors:
    errors: dict[str, str] = _wrong_projects(values, team)
    if not _text(values, "name"):
        errors["name"] = "Give the team a name."
    if not _picked(values, "writes"):
        errors["writes"] = "Pick at least one person who writes hand-offs."
    for name in ("writes", "receives"):
        refused = _outsiders(facts, channel, _picked(values, name))
        if refused:
            errors[name] = f"{', '.join(refused)}: only full members of this workspace, in this channel."
    return errors


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
    problems = [found for found in map(project.problem, more) if found]
    if problems:
        errors["projects"] = problems[0]
    elif same := project.twice((first, *more)):
        errors["projects"] = f"{same} is named twice; name each project once."
    return errors


def _outsiders(facts: Facts, channel: Channel, ids: tuple[str, ...]) -> list[str]:
    """Those who cannot take part: never bots, guests, deactivated or external people, or people elsewhere."""
    here = {one.id for one in channel.members}
    known = {one.user.id: one for one in facts.picked}
    return [
        known[one].name if one in known else "Someone unknown"
        for one in ids
        if one not in known or not known[one].eligible or one not in here
    ]


def _picked(values: Values, name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    return value if isinstance(value, tuple) else tuple(one for one in (value,) if one)


def _text(values: Values, name: str) -> str:
    value = values.get(name, "")
    return value.strip() if isinstance(value, str) else ""
