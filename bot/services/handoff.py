"""A hand-off is written: its form opened, redrawn and answered, and lines kept for it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.domain.handoff import MOST_STEPS, Draft, Handoff, StepDraft
from bot.domain.identity import Place, ProjectId, UserRef
from bot.domain.team import Project, Team
from bot.domain.text import shorten
from bot.messages import evening as evening_messages
from bot.messages import handoff_form as form
from bot.messages import notice
from bot.messages.answer import Answer, Ask, Fix, Nothing, Tell
from bot.messages.form import Errors, Form, Values
from bot.services import evening, line, receipt, transfer
from bot.services.subject import Subject
from bot.services.writer import Writer, belongs, by_ref
from storage import evenings, forms, handoffs, inbox, people, steps, teams
from storage.forms import OpenForm
from storage.transaction import Tx

KIND = "handoff"


def open_form(tx: Tx, by: UserRef, *, day: date | None, place: Place | None, now: datetime) -> Answer:
    """The form of the working day that a hand-off sent now belongs to; `day` is the one a button was for."""
    writer = by_ref(tx, by)
    if writer is None:
        return _not_a_writer(tx, by)
    shift = writer.calendar.shift_for(now)
    if shift is None:
        return Tell(document=notice.no_working_day(locale=writer.person.locale))
    if day is not None and day != shift.day and not _still_asked(tx, writer, day, now=now):
        return Tell(document=evening_messages.closed(day=day, locale=writer.person.locale))
    day = day or shift.day
    team = _first_team(tx, writer, day, place)
    project = _first_project(tx, writer, team, day)
    subject, values = _start(tx, writer, project, Subject(day=day, team=team.id, project=project.id))
    return Ask(form=_made(tx, writer, subject, values, now=now))


def redraw(
    tx: Tx, by: UserRef, *, token: str, name: str, value: str, values: Values, now: datetime
) -> Answer:
    """The form anew: with one more step row, or for another team or project. What was typed stays."""
    found = _open(tx, by, token)
    if found is None:
        return Nothing()
    writer, subject = found
    if name == form.ADD_STEP:
        subject = replace(subject, rows=min(MOST_STEPS, subject.rows + 1))
    else:
        subject, values = _moved(tx, writer, subject, {**values, name: value})
    forms.change_subject(tx, token, subject.as_json())
    return Ask(form=replace(_drawn(tx, writer, subject, values), token=token))


def answer(tx: Tx, by: UserRef, *, token: str, values: Values, now: datetime) -> Answer:
    """Keep what was sent, for one team or all that have none yet; the same form sent again is an edit.

    Whatever is wrong, the form comes back with what was typed.
    """
    found = _open(tx, by, token)
    if found is None:
        return Tell(document=notice.not_your_form(typed=form.text(values, "summary"), locale=""))
    writer, subject = found
    drawn = replace(_drawn(tx, writer, subject, values), token=token)
    mend = partial(_mend, drawn, values)
    chosen = _chosen(tx, writer, subject, values)
    if not chosen:
        return mend({form.TEAM: _none_chosen(values)})
    read = [form.read(values, team) for team, _ in chosen]
    drafts = [one for one in read if isinstance(one, Draft)]
    if len(drafts) < len(read):
        errors = next(one for one in read if not isinstance(one, Draft))
        return mend(errors)
    for (team, project), draft in zip(chosen, drafts, strict=True):
        leaving = transfer.Leaving(
            team=team,
            author=writer.person.id,
            project=project,
            day=subject.day,
            ends_at=writer.ends_at(subject.day, now=now),
            draft=draft,
        )
        transfer.keep(tx, leaving, now=now)
    wrote = {team.id: project.id for team, project in chosen}
    forms.change_subject(tx, token, replace(subject, wrote={**subject.wrote, **wrote}).as_json())
    forms.use(tx, token, now=now)
    handoffs.use_lines(tx, writer.person.id, subject.day, up_to=subject.lines)
    evening.answered(tx, writer, subject.day, now=now)
    receipt.show(tx, writer.person, writer.teams, subject.day, now=now)
    return Nothing()


def keep_line(tx: Tx, by: UserRef, *, text: str, key: str = "", now: datetime) -> Answer:
    """Keep a line for tonight's form, while that has room for it.

    key: the message it came in, which may be delivered again.
    """
    if key and not inbox.first_time(tx, key, now=now):
        return Nothing()
    writer = by_ref(tx, by)
    if writer is None:
        return _not_a_writer(tx, by)
    shift = writer.calendar.shift_for(now)
    if shift is None:
        return Tell(document=notice.no_working_day(locale=writer.person.locale))
    kept = [*(one.text for one in handoffs.kept_lines(tx, writer.person.id, shift.day)), text]
    if not line.fits(kept):
        return Tell(document=notice.no_room(typed=text, locale=writer.person.locale))
    handoffs.keep_line(tx, writer.person.id, shift.day, text, now=now)
    return Tell(document=notice.line_kept(count=len(kept), day=shift.day, locale=writer.person.locale))


def _still_asked(tx: Tx, writer: Writer, day: date, *, now: datetime) -> bool:
    """Someone who was asked about a day and has moved since still writes for it."""
    asked = evenings.get(tx, writer.person.id, day)
    return asked is not None and belongs(writer, asked, now=now)


def _not_a_writer(tx: Tx, by: UserRef) -> Answer:
    person = people.by_ref(tx, by)
    theirs = teams.of_people(tx, [person.id]).get(person.id, []) if person else []
    return Tell(document=notice.not_a_writer(teams=[team.name for team in theirs], locale=""))


def _open(tx: Tx, by: UserRef, token: str) -> tuple[Writer, Subject] | None:
    """The open form of that token, if it is this person's."""
    kept: OpenForm | None = forms.get(tx, token)
    writer = by_ref(tx, by)
    if kept is None or writer is None or kept.person != writer.person.id or kept.kind != KIND:
        return None
    return writer, Subject.read(kept.subject)


def _first_team(tx: Tx, writer: Writer, day: date, place: Place | None) -> Team:
    """The team of the channel where it was asked for, else the first that has no hand-off yet."""
    here = next((team for team in writer.teams if place and team.where.id == place.id), None)
    left = receipt.missing(tx, writer.teams, writer.person.id, day)
    return here or (left or list(writer.teams))[0]


def _first_project(tx: Tx, writer: Writer, team: Team, day: date) -> Project:
    """The one written about today, else the one written about last, else the first."""
    latest = handoffs.latest(tx, team.id, writer.person.id)
    project = team.project(latest.project) if latest else None
    return project or team.projects[0]


def _start(tx: Tx, writer: Writer, project: Project, subject: Subject) -> tuple[Subject, dict[str, str]]:
    """A form holds the hand-off that there is, else the steps still in hand; and the lines kept since."""
    there = handoffs.of_project(tx, writer.person.id, subject.day, project.id)
    values = form.filled(_draft_of(tx, there)) if there else _in_hand(tx, writer, subject)
    done, shown = line.with_kept(
        values.get("done", ""), handoffs.kept_lines(tx, writer.person.id, subject.day)
    )
    values |= {"done": done, form.TEAM: str(subject.team), form.PROJECT: str(project.id)}
    return replace(subject, rows=form.rows_in(values), lines=shown), values


def _draft_of(tx: Tx, handoff: Handoff) -> Draft:
    rows = steps.of_handoffs(tx, [handoff.id])[handoff.id]
    return Draft(
        state=handoff.state,
        content=handoff.content,
        steps=tuple(StepDraft(text=one.text, owner=one.owner) for one in rows),
    )


def _in_hand(tx: Tx, writer: Writer, subject: Subject) -> dict[str, str]:
    values: dict[str, str] = {}
    held = steps.held_by(tx, writer.person.id, subject.team)
    for row, step in enumerate(held[:MOST_STEPS]):
        values |= {f"steps.{row}.what": step.text, f"steps.{row}.owner": "me"}
    return values


def _moved(tx: Tx, writer: Writer, subject: Subject, values: Mapping[str, Any]) -> tuple[Subject, Values]:
    """Another team or project was chosen: what stands there already is shown, unless something was typed."""
    team = _team(writer, values, subject) or writer.teams[0]
    wanted = form.text(values, form.PROJECT)
    same_team = team.id == subject.team
    project = (team.project(ProjectId(int(wanted))) if same_team and wanted.isdecimal() else None) or (
        _first_project(tx, writer, team, subject.day)
    )
    fresh, there = _start(tx, writer, project, replace(subject, team=team.id, project=project.id))
    chosen = {form.TEAM: form.text(values, form.TEAM), form.PROJECT: str(project.id)}
    shown: Values = there
    if form.text(values, "summary"):
        # Lines kept since are not in what was typed.
        fresh, shown = replace(fresh, lines=subject.lines), values
        shown = shown if same_team else _for_anyone(shown)
    if chosen[form.TEAM] == form.ALL_TEAMS:
        shown = _for_anyone(shown)
    rows = max(fresh.rows, subject.rows)
    return replace(fresh, rows=rows), {**shown, **chosen}


def _for_anyone(values: Values) -> Values:
    """A step for a person or region that another team's form cannot show is for whoever is awake next."""
    unshown = {
        name: "awake"
        for name, value in values.items()
        if name.endswith(".owner") and value not in ("", "me", "awake")
    }
    return {**values, **unshown}


def _team(writer: Writer, values: Values, subject: Subject) -> Team | None:
    wanted = form.text(values, form.TEAM)
    team = str(subject.team) if wanted in ("", form.ALL_TEAMS) else wanted
    return next((one for one in writer.teams if str(one.id) == team), None)


def _chosen(tx: Tx, writer: Writer, subject: Subject, values: Values) -> list[tuple[Team, Project]]:
    """The teams and projects that the form is for."""
    if form.text(values, form.TEAM) == form.ALL_TEAMS:
        return _all_left(tx, writer, subject)
    team = _team(writer, values, subject)
    if team is None:
        return []
    wanted = form.text(values, form.PROJECT)
    project = team.project(ProjectId(int(wanted))) if wanted.isdecimal() else None
    return [(team, project or team.project(subject.project) or team.projects[0])]


def _all_left(tx: Tx, writer: Writer, subject: Subject) -> list[tuple[Team, Project]]:
    """The teams without a hand-off of that evening, and those whose hand-off this very form wrote."""
    left = {team.id for team in receipt.missing(tx, writer.teams, writer.person.id, subject.day)}
    found: list[tuple[Team, Project]] = []
    for team in writer.teams:
        wrote = subject.wrote.get(team.id)
        if wrote is not None or team.id in left:
            project = team.project(wrote) if wrote is not None else None
            found.append((team, project or _first_project(tx, writer, team, subject.day)))
    return found


def _none_chosen(values: Values) -> str:
    if form.text(values, form.TEAM) == form.ALL_TEAMS:
        return "Each team has its hand-off already. Choose one to edit it."
    return "You are no longer in that team."


def _made(tx: Tx, writer: Writer, subject: Subject, values: Values, *, now: datetime) -> Form:
    token = forms.make(tx, person=writer.person.id, kind=KIND, subject=subject.as_json(), now=now)
    return replace(_drawn(tx, writer, subject, values), token=token)


def _drawn(tx: Tx, writer: Writer, subject: Subject, values: Values) -> Form:
    team = _team(writer, values, subject) or writer.teams[0]
    there = handoffs.of_project(tx, writer.person.id, subject.day, subject.project)
    asked = evenings.get(tx, writer.person.id, subject.day)
    return form.form(
        form.Draw(
            team=team,
            teams=writer.teams,
            author=writer.person.id,
            all_teams=len(writer.teams) > 1 and asked is not None,
            editing=there is not None and form.text(values, form.TEAM) != form.ALL_TEAMS,
            rows=subject.rows,
            values=values,
            day=subject.day,
        )
    )


def _mend(drawn: Form, values: Values, errors: Errors) -> Answer:
    short = {name: shorten(text, 150) for name, text in errors.items()}
    return Fix(form=drawn, errors=short, values=values)
