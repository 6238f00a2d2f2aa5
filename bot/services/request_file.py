"""Files of a request are shown anew under each message that tells of it in full, and follow that message."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.handoff import File
from bot.domain.identity import Place, RequestId, UserRef
from bot.domain.person import Person
from bot.domain.request import Request
from bot.messages import request_file as messages
from bot.messages.letter import Letter
from bot.messages.request import ASKED
from bot.services.posting import tenant_of
from bot.services.verdict import Drop, Send, Verdict
from bot.services.writer import by_ref
from storage import lines, notes, outbox, people, requests
from storage.notes import Item
from storage.outbox_row import OutboxRow
from storage.transaction import Tx

KIND, KINDS = messages.KIND, (messages.KIND, messages.URGENT)

# The key of what is said instead of a file begins so.
_INSTEAD = "not_shown"


def kept(tx: Tx, by: UserRef, *, now: datetime) -> tuple[File, ...]:
    """Those that they sent to the bot and have in no hand-off yet: a request may take them along as well."""
    writer = by_ref(tx, by)
    shift = writer.calendar.shift_for(now) if writer is not None else None
    if writer is None or shift is None:
        return ()
    return tuple(one.file for one in lines.kept(tx, writer.person.id, shift.day) if one.file is not None)


def show(tx: Tx, request: Request, *, under: str, to: UserRef | Place, now: datetime) -> None:
    """Put its files under the message of that key; each once."""
    if not request.content.files:
        return
    asker = people.many(tx, [request.asker])[request.asker].name
    for file in request.content.files:
        letter = Letter(
            key=f"{KIND}/{request.id}/{under}/{file.id}",
            tenant=tenant_of(to),
            to=to,
            document=messages.shown(asker=asker, file=file, urgent=request.urgent, locale=""),
            under=under,
            file=file,
        )
        outbox.put(tx, letter, tenant=request.tenant, now=now)


def show_in_note(tx: Tx, person: Person, some: Sequence[Request], *, key: str, now: datetime) -> None:
    """Under a note that tells of these in full, where they have not had them under a message before."""
    for request in some:
        item = Item(kind=ASKED, subject=f"{request.id}")
        before = [one.key for one in notes.since(tx, person.id, request.asked_at) if item in one.items]
        told = outbox.sent_at(tx, [f"{ASKED}/{request.id}/{person.id}", *before])
        if not told.keys() - {key}:
            show(tx, request, under=key, to=person.user, now=now)


def may_send(tx: Tx, row: OutboxRow) -> Verdict:
    """It follows the message that it belongs to, and never comes alone, nor once nobody waits any more."""
    if row.letter.under not in outbox.sent_at(tx, [row.letter.under]):
        return Drop(why="what it belongs to was never sent")
    request = _of(tx, row)
    if request is None or not request.open:
        return Drop(why="taken back")
    to = people.by_ref(tx, row.letter.to) if isinstance(row.letter.to, UserRef) else None
    gone = row.letter.file is not None and row.letter.file not in request.content.files
    return Drop(why="taken back") if gone or (to is not None and to.id not in request.to) else Send()


def refused(tx: Tx, row: OutboxRow, *, now: datetime) -> None:
    """A file that the platform would not take again: in its place is said so, and what to do instead.

    Of one that was not to be sent any more nothing is said.
    """
    request, file = _of(tx, row), row.letter.file
    if request is None or file is None or not isinstance(may_send(tx, row), Send):
        return
    asker = people.many(tx, [request.asker])[request.asker].name
    letter = Letter(
        key=f"{_INSTEAD}/{row.key}",
        tenant=row.letter.tenant,
        to=row.letter.to,
        document=messages.not_shown(asker=asker, file=file, locale=""),
        under=row.letter.under,
    )
    outbox.put(tx, letter, tenant=row.tenant, now=now)


def _of(tx: Tx, row: OutboxRow) -> Request | None:
    number = row.key.removeprefix(f"{_INSTEAD}/").split("/")[1]
    return requests.get(tx, RequestId(int(number)))
