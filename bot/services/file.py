"""Files are shown anew where the hand-off that they go along with is read in full: under that message."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.handoff import File, Handoff
from bot.domain.identity import HandoffId
from bot.domain.team import Team
from bot.messages import file as messages
from bot.messages.letter import Letter
from bot.services.posting import tenant_of
from bot.services.verdict import Drop, Send, Verdict
from storage import digests, handoffs, outbox, people, teams
from storage.outbox_row import OutboxRow
from storage.transaction import Tx

KIND = messages.KIND


def show(tx: Tx, team: Team, some: Iterable[Handoff], *, key: str, now: datetime) -> None:
    """Put the files of these under the message of that key, which shows them in full; each file once."""
    carrying = [one for one in some if one.content.files]
    authors = people.many(tx, [one.author for one in carrying])
    for handoff in carrying:
        author, project = authors[handoff.author].name, _project(team, handoff)
        for file in handoff.content.files:
            letter = Letter(
                key=f"{KIND}/{key}/{file.id}",
                tenant=tenant_of(team.where),
                to=team.where,
                document=messages.shown(author=author, project=project, file=file, locale=""),
                under=key,
                file=file,
            )
            outbox.put(tx, letter, tenant=team.tenant, now=now)


def show_added(tx: Tx, team: Team, handoff: HandoffId, *, now: datetime) -> None:
    """A hand-off was edited: where it is read in full already, files that it did not have are shown too."""
    key = digests.showing(tx, [handoff], in_full=True).get(handoff)
    edited = handoffs.get(tx, handoff)
    if key is not None and edited is not None:
        show(tx, team, [edited], key=key, now=now)


def may_send(tx: Tx, row: OutboxRow) -> Verdict:
    """It follows the message that it belongs to, however late, and never comes alone."""
    if digests.get(tx, row.letter.under) is None:
        return Drop(why="what it belongs to was never sent")
    gone = row.letter.file is not None and _of(tx, row.letter.under, row.letter.file) is None
    return Drop(why="taken out of the hand-off") if gone else Send()


def refused(tx: Tx, row: OutboxRow, *, now: datetime) -> None:
    """A file that the platform would not take again: in its place is said so, and what to do instead."""
    file = row.letter.file
    handoff = _of(tx, row.letter.under, file) if file is not None else None
    team = teams.get(tx, handoff.team) if handoff is not None else None
    if file is None or handoff is None or team is None:
        return
    author = people.many(tx, [handoff.author])[handoff.author].name
    project = _project(team, handoff)
    document = messages.not_shown(author=author, project=project, file=file, locale="")
    letter = replace(row.letter, key=f"not_shown/{row.key}", document=document, file=None)
    outbox.put(tx, letter, tenant=row.tenant, now=now)


def _of(tx: Tx, key: str, file: File) -> Handoff | None:
    """The hand-off that the message of that key shows in full, and that the file goes along with."""
    there = handoffs.many(tx, digests.seen_in(tx, key, in_full=True))
    return next((one for one in there.values() if file.id in {each.id for each in one.content.files}), None)


def _project(team: Team, handoff: Handoff) -> str:
    project = team.project(handoff.project)
    return project.name if project else team.name
