"""A hand-off is written: its form opened, redrawn and answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain.ahead import off_until
from bot.domain.handoff import MOST_STEPS, Draft, File, Handoff, StepDraft
from bot.domain.identity import PersonId, Place, ProjectId, UserRef
from bot.domain.team import Project, Team
from bot.domain.text import shorten
from bot.domain.zone import local_day
from bot.messages import evening as evening_messages
from bot.messages import handoff_form as form
from bot.messages import handoff_values as held
from bot.messages import notice
from bot.messages.answer import Answer, Ask, Fix, Nothing, Tell
from bot.messages.form import Errors, Form, Value, Values
from bot.services import evening, line, receipt, transfer
from bot.services.room import Room, gather
from bot.services.subject import Subject
from bot.services.writer import Writer, belongs, by_ref, not_a_writer
from storage import evenings, forms, handoffs, lines, steps
from storage.forms import OpenForm
from storage.transaction import Tx

KIND = "handoff"


def open_form(tx: Tx, by: UserRef, *, day: date | None, place: Place | None, now: datetime) -> Answer:
    """The form of the working day that a hand-off sent now belongs to; `day` is the one a button was for."""
    writer = by_ref(tx, by)
    if writer is None:
        return not_a_writer(tx, by)
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
    return Ask(form=replace(_drawn(tx, writer, subject, values, now=now), token=token))


def answer(
    tx: Tx, by: UserRef, *, token: str, values: Values, files: Sequence[File] = (), now: datetime
) -> Answer:
    """Keep what was sent, for one team or all that have none yet; the same form sent again is an edit.

    files: what was put into the form. Whatever is wrong, it comes back with what was typed, and lists them.
    """
    found = _open(tx, by, token)
    if found is None:
        return Tell(document=notice.not_your_form(typed=held.typed(values), locale=""))
    writer, subject = found
    chosen = _chosen(tx, writer, subject, values)
    read = [held.read(values, team, offered=subject.files, uploads=files) for team, _ in chosen]
    drafts = [one for one in read if isinstance(one, Draft)]
    if not chosen or len(drafts) < len(read):
        errors = next((one for one in read if not isinstance(one, Draft)), None)
        kept = line.hold(tx, writer.person.id, subject.day, files, now=now)
        subject, values = _listed(subject, values, files, kept)
        forms.change_subject(tx, token, subject.as_json())
        drawn = replace(_drawn(tx, writer, subject, values, now=now), token=token)
        return _mend(drawn, values, errors or {held.TEAM: _none_chosen(values)})
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
    lines.use(tx, writer.person.id, subject.lines)
    evening.answered(tx, writer, subject.day, now=now)
    receipt.show(tx, writer.person, writer.teams, subject.day, now=now)
    return Nothing()


def _still_asked(tx: Tx, writer: Writer, day: date, *, now: datetime) -> bool:
    """Someone who was asked about a day and has moved since still writes for it."""
    asked = evenings.get(tx, writer.person.id, day)
    return asked is not None and belongs(writer, asked, now=now)


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


def _start(tx: Tx, writer: Writer, project: Project, subject: Subject) -> tuple[Subject, dict[str, Value]]:
    """A form holds the hand-off that there is, else the steps still in hand; and what was kept since."""
    there = handoffs.of_project(tx, writer.person.id, subject.day, project.id)
    filled = held.filled(_draft_of(tx, there)) if there else _in_hand(tx, writer, subject)
    room = Room(
        done=[one for one in (filled.get("done", ""),) if one],
        links=list(there.content.links) if there else [],
        files=list(there.content.files) if there else [],
    )
    shown = gather(room, lines.kept(tx, writer.person.id, subject.day))
    values: dict[str, Value] = {
        **filled,
        "done": "\n".join(room.done),
        "links": "\n".join(room.links),
        held.FILES: held.ticked(range(len(room.files))),
        held.TEAM: str(subject.team),
        held.PROJECT: str(project.id),
    }
    return replace(subject, rows=held.rows_in(values), lines=shown, files=tuple(room.files)), values


def _listed(
    subject: Subject, values: Values, more: Sequence[File], kept: tuple[int, ...]
) -> tuple[Subject, Values]:
    """No form can be handed files: those put into it, and others that are to go along, are listed, ticked."""
    files = tuple({one.id: one for one in (*subject.files, *more)}.values())
    sent = {one.id for one in held.chosen_files(values, subject.files, more)}
    ticks = held.ticked(place for place, one in enumerate(files) if one.id in sent)
    shown = tuple(dict.fromkeys((*subject.lines, *kept)))
    return replace(subject, files=files, lines=shown), {**values, held.FILES: ticks, held.UPLOADS: ()}


def _draft_of(tx: Tx, handoff: Handoff) -> Draft:
    rows = steps.of_handoffs(tx, [handoff.id])[handoff.id]
    return Draft(
        state=handoff.state,
        content=handoff.content,
        steps=tuple(StepDraft(text=one.text, owner=one.owner) for one in rows),
    )


def _in_hand(tx: Tx, writer: Writer, subject: Subject) -> dict[str, str]:
    values: dict[str, str] = {}
    in_hand = steps.held_by(tx, writer.person.id, subject.team)
    for row, step in enumerate(in_hand[:MOST_STEPS]):
        values |= {f"steps.{row}.what": step.text, f"steps.{row}.owner": "me"}
    return values


def _moved(tx: Tx, writer: Writer, subject: Subject, values: Mapping[str, Any]) -> tuple[Subject, Values]:
    """Another team or project was chosen: what stands there already is shown, unless something was typed."""
    team = _team(writer, values, subject) or writer.teams[0]
    wanted = held.text(values, held.PROJECT)
    same_team = team.id == subject.team
    project = (team.project(ProjectId(int(wanted))) if same_team and wanted.isdecimal() else None) or (
        _first_project(tx, writer, team, subject.day)
    )
    fresh, there = _start(tx, writer, project, replace(subject, team=team.id, project=project.id))
    chosen = {held.TEAM: held.text(values, held.TEAM), held.PROJECT: str(project.id)}
    shown: Values = there
    if held.text(values, "summary") or _was_touched(tx, writer, subject, values):
        # Lines and files kept since are not in what was typed; files that stand there are not to get lost.
        stand = handoffs.of_project(tx, writer.person.id, subject.day, project.id)
        subject, shown = _listed(subject, values, stand.content.files if stand else (), ())
        fresh = replace(fresh, lines=subject.lines, files=subject.files)
        shown = shown if same_team else _for_anyone(shown)
    if chosen[held.TEAM] == held.ALL_TEAMS:
        shown = _for_anyone(shown)
    rows = max(fresh.rows, subject.rows)
    return replace(fresh, rows=rows), {**shown, **chosen}


def _was_touched(tx: Tx, writer: Writer, subject: Subject, values: Values) -> bool:
    """Whether anything stands there that the form did not begin with."""
    team = next((one for one in writer.teams if one.id == subject.team), None)
    project = team.project(subject.project) if team is not None else None
    if project is None:
        return True
    _, began = _start(tx, writer, project, subject)
    state = held.text(values, "state") or began.get("state")
    return held.typed(values) != held.typed(began) or state not in (began.get("state"), "on_track")


def _for_anyone(values: Values) -> Values:
    """A step for a person or region that another team's form cannot show is for whoever is awake next."""
    unshown = {
        name: "awake"
        for name, value in values.items()
        if name.endswith(".owner") and value not in ("", "me", "awake")
    }
    return {**values, **unshown}


def _team(writer: Writer, values: Values, subject: Subject) -> Team | None:
    wanted = held.text(values, held.TEAM)
    team = str(subject.team) if wanted in ("", held.ALL_TEAMS) else wanted
    return next((one for one in writer.teams if str(one.id) == team), None)


def _chosen(tx: Tx, writer: Writer, subject: Subject, values: Values) -> list[tuple[Team, Project]]:
    """The teams and projects that the form is for."""
    if held.text(values, held.TEAM) == held.ALL_TEAMS:
        return _all_left(tx, writer, subject)
    team = _team(writer, values, subject)
    if team is None:
        return []
    wanted = held.text(values, held.PROJECT)
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
    if held.text(values, held.TEAM) == held.ALL_TEAMS:
        return "Each team has its hand-off already. Choose one to edit it."
    return "You are no longer in that team."


def _made(tx: Tx, writer: Writer, subject: Subject, values: Values, *, now: datetime) -> Form:
    token = forms.make(tx, person=writer.person.id, kind=KIND, subject=subject.as_json(), now=now)
    return replace(_drawn(tx, writer, subject, values, now=now), token=token)


def _drawn(tx: Tx, writer: Writer, subject: Subject, values: Values, *, now: datetime) -> Form:
    team = _team(writer, values, subject) or writer.teams[0]
    there = handoffs.of_project(tx, writer.person.id, subject.day, subject.project)
    asked = evenings.get(tx, writer.person.id, subject.day)
    return form.form(
        form.Draw(
            team=team,
            teams=writer.teams,
            author=writer.person.id,
            all_teams=len(writer.teams) > 1 and asked is not None,
            editing=there is not None and held.text(values, held.TEAM) != held.ALL_TEAMS,
            rows=subject.rows,
            values=values,
            day=subject.day,
            files=subject.files,
            back=_back(team, now=now),
        )
    )


def _back(team: Team, *, now: datetime) -> dict[PersonId, date]:
    """When those of the team are back who are off on the working day that it is for them, by their date."""
    found: dict[PersonId, date] = {}
    for one in team.members:
        calendar = team.calendar(one)
        until = off_until(one.person, calendar, now)
        back_at = calendar.next_working_instant(until) if until is not None else None
        if back_at is not None:
            found[one.person.id] = local_day(one.person.zone, back_at)
    return found


def _mend(drawn: Form, values: Values, errors: Errors) -> Answer:
    short = {name: shorten(text, 150) for name, text in errors.items()}
    return Fix(form=drawn, errors=short, values=values)
