"""What is told of a request: to each in their hours, the answer to whoever asked, and all kept current."""

from datetime import datetime

from bot.domain.identity import PersonId, Place, RequestId, UserRef
from bot.domain.person import Person
from bot.domain.request import Request
from bot.messages import request as messages
from bot.messages import request_told as told
from bot.messages.document import Document, Mention, Span, Spans, bold, words
from bot.messages.letter import Letter
from bot.messages.request import (
    ASKED,
    OFFER,
    POSTED,
    RECEIPT,
    REPLY,
    UNREACHED,
    URGENT,
    URGENT_POSTED,
    URGENT_REPLY,
    URGENT_UNREACHED,
)
from bot.messages.split import first_key
from bot.services import hours, note, request_file
from bot.services.posting import keep_current as keep_letter_current
from bot.services.posting import letter_to, post, tell, tenant_of
from bot.services.request_reads import all_read
from bot.services.request_view import view
from bot.services.verdict import Drop
from storage import lasting, notes, outbox, people, requests
from storage.notes import Item, Kept
from storage.transaction import Tx

URGENTLY = (URGENT, URGENT_POSTED, URGENT_REPLY, URGENT_UNREACHED)
KINDS = (ASKED, POSTED, RECEIPT, REPLY, UNREACHED, *URGENTLY)

# Why it is not sent once it is settled.
TAKEN_BACK = "taken back"

# The end of the key of a reminder.
_AGAIN = "again"


def deliver(tx: Tx, request: Request, *, now: datetime) -> None:
    """A new one: in its channel, to each receiver who is not told there, and its receipt to who asked."""
    asker, to = _ends(tx, request)
    there = _mentioned_there(tx, request, to, now=now)
    if request.place is not None:
        post(tx, _letter(tx, request, request.place), tenant=request.tenant, now=now)
        request_file.show(tx, request, under=f"{POSTED}/{request.id}", to=request.place, now=now)
    for one in to:
        if one.id not in there:
            _send(tx, ASKED, request, one, now=now)
    receipt = _receipt(tx, request, asker, now=now)
    tell(tx, asker, receipt, key=f"{RECEIPT}/{request.id}", now=now)


def _mentioned_there(tx: Tx, request: Request, to: list[Person], *, now: datetime) -> set[PersonId]:
    """Whom its message in the channel reaches: who can be told now, or everyone where it is urgent."""
    if request.place is None:
        return set()
    return {one.id for one in to} if request.urgent else hours.reachable_of(tx, to, now=now)


def send_answer(tx: Tx, request: Request, *, now: datetime) -> None:
    """Let it reach whoever asked, once: now if they work or asked urgently, else in their morning."""
    asker, _ = _ends(tx, request)
    if not _told(tx, asker.id, REPLY, request):
        _send(tx, REPLY, request, asker, now=now)


def remind(tx: Tx, number: RequestId, *, now: datetime) -> None:
    """Those whom it is for hear of it once more as their next day begins, in their note if they have one.

    Who has no note, and has not had it at all yet, has it then for the first time.
    """
    request = requests.get(tx, number)
    assert request is not None, "it is overdue"
    _, to = _ends(tx, request)
    noted = hours.calendars(tx, [one.id for one in to])
    note.wait(tx, noted, ASKED, number, now=now)
    alone = {_first_and_again(number, one.id): one for one in to if one.id not in noted}
    sent = outbox.sent_at(tx, [first for first, _ in alone])
    for (first, again), one in alone.items():
        shift = hours.calendar(tx, one).next_shift(now)
        waits = first in sent and sent[first] is None
        if shift is not None and not waits:
            letter = letter_to(one, _drawn(tx, ASKED, request, one, again=True), key=again)
            outbox.put(tx, letter, tenant=request.tenant, now=now, not_before=shift.starts_at)


def show_files(tx: Tx, number: RequestId, *, now: datetime) -> None:
    """It was put in other words: files that it did not have are shown where each first had it."""
    request = requests.get(tx, number)
    assert request is not None, "it was put in other words"
    _, to = _ends(tx, request)
    ends: list[tuple[list[str], UserRef | Place]] = []
    for one in to:
        noted = [kept.key for kept in notes.since(tx, one.id, request.asked_at) if _tells(kept, request)]
        ends.append(([f"{ASKED}/{number}/{one.id}", *noted], one.user))
    if request.place is not None:
        ends.append(([f"{POSTED}/{number}"], request.place))
    there = outbox.standing(tx, [key for keys, _ in ends for key in keys])
    for keys, end in ends:
        for first in [key for key in keys if key in there][:1]:
            request_file.show(tx, request, under=first, to=end, now=now)


def keep_current(tx: Tx, number: RequestId, *, now: datetime) -> None:
    """Wherever it stands, it is said again as things are: in channels, private messages and notes."""
    request = requests.get(tx, number)
    if request is None:
        return
    for key in (*(f"{one}/{number}" for one in (POSTED, RECEIPT, REPLY)), *_private(request)):
        rewrite(tx, key, now=now)
    for person in (request.asker, *request.to):
        _rewrite_notes(tx, request, person, now=now)


def rewrite(tx: Tx, key: str, *, now: datetime) -> None:
    """Say again what a message about a request says, as things stand; one that is not there is left so."""
    kind, number, *rest = key.split("/")
    request = requests.get(tx, RequestId(int(number)))
    parts = lasting.parts(tx, key)
    if request is None or not parts:
        return
    person = people.get(tx, PersonId(int(rest[0]))) if rest else None
    asker, _ = _ends(tx, request)
    if kind == POSTED and request.place is not None:
        letter = _letter(tx, request, request.place)
    elif kind == RECEIPT:
        letter = letter_to(asker, _receipt(tx, request, asker, now=now), key=key)
    else:
        reader = person or asker
        gone = kind == ASKED and reader.id not in request.to
        again = key.endswith(f"/{_AGAIN}")
        document = told.left(locale="") if gone else _drawn(tx, kind, request, reader, again=again)
        letter = letter_to(reader, document, key=key)
    keep_letter_current(tx, letter, parts=parts, tenant=request.tenant, now=now)


def left(tx: Tx, person: Person, *, now: datetime) -> None:
    """They have left a team. If it was their last, no note comes: what waits for it is sent by itself."""
    if hours.calendars(tx, [person.id]):
        return
    waiting = [one for one in notes.holding(tx, [person.id]).get(person.id, []) if one.kind in (ASKED, REPLY)]
    notes.let_go(tx, person.id, waiting)
    for item in waiting:
        request = requests.get(tx, RequestId(int(item.subject)))
        if request is not None:
            _send(tx, item.kind, request, person, now=now)


def left_place(tx: Tx, person: PersonId, place: Place, *, now: datetime) -> None:
    """They have left a channel, or its team: what stands there, where it is private, is for them no more."""
    for request in requests.standing_in(tx, person, place):
        if request.place is None or request.place.kind != "private":
            continue
        requests.let_go(tx, request.id, person)
        notes.let_go(tx, person, [Item(kind=ASKED, subject=f"{request.id}")])
        for key in _first_and_again(request.id, person):
            rewrite(tx, key, now=now)
        _rewrite_notes(tx, request, person, now=now)
        keep_current(tx, request.id, now=now)
    for number in requests.passed_into(tx, person, place):
        keep_current(tx, number, now=now)


def may_send(tx: Tx, key: str) -> Drop | None:
    """Whether it still holds: what was answered or withdrawn meanwhile is asked of nobody any more."""
    kind, number, *rest = first_key(key).split("/")
    request = requests.get(tx, RequestId(int(number)))
    if request is None:
        return Drop(why=TAKEN_BACK)
    of_answer = kind == REPLY or (kind == UNREACHED and rest == [f"{request.asker}"])
    gone = kind == ASKED and int(rest[0]) not in request.to
    needless = gone or (kind != RECEIPT and not of_answer and not request.open)
    return Drop(why=TAKEN_BACK) if needless else None


def refused(tx: Tx, key: str, *, now: datetime) -> None:
    """It cannot reach where it goes: it takes another way, or whoever waits for that hears so, once.

    A later part that is refused is told of to nobody: they have the first.
    """
    if first_key(key) != key:
        return
    kind, number, *rest = key.split("/")
    request = requests.get(tx, RequestId(int(number)))
    if request is None:
        return
    if kind == REPLY:
        _reply_refused(tx, request, now=now)
    elif kind == POSTED and request.open:
        _post_refused(tx, request, now=now)
    elif kind == ASKED and request.open:
        asker, _ = _ends(tx, request)
        for one in people.many(tx, [PersonId(int(rest[0]))]).values():
            at_once = request.urgent and not key.endswith(f"/{_AGAIN}")
            mine = view(tx, request, asker)
            document = told.not_reached(mine, name=one.name, urgent=at_once, locale=asker.locale)
            tell(tx, asker, document, key=f"{UNREACHED}/{number}/{one.id}", now=now)


def _reply_refused(tx: Tx, request: Request, *, now: datetime) -> None:
    """It waits for the note of whoever asked; if they have none, whoever answered hears so."""
    if hours.calendars(tx, [request.asker]):
        note.wait(tx, [request.asker], REPLY, request.id, now=now)
        return
    known = people.many(tx, [one for one in (request.asker, request.answerer) if one is not None])
    asker, answerer = known[request.asker], known.get(request.answerer or request.asker)
    if answerer is not None and answerer.id != asker.id:
        document = told.reply_not_reached(view(tx, request, answerer), locale=answerer.locale)
        tell(tx, answerer, document, key=f"{UNREACHED}/{request.id}/{asker.id}", now=now)


def _post_refused(tx: Tx, request: Request, *, now: datetime) -> None:
    """Whoever was to read it in the channel has it privately, and whoever asked hears so."""
    asker, to = _ends(tx, request)
    keys = {one.id: f"{ASKED}/{request.id}/{one.id}" for one in to}
    standing = outbox.standing(tx, keys.values())
    holding = notes.holding(tx, keys)
    item = Item(kind=ASKED, subject=f"{request.id}")
    for one in to:
        if keys[one.id] not in standing and item not in holding.get(one.id, []):
            _send(tx, ASKED, request, one, now=now)
    document = told.not_posted(view(tx, request, asker), urgent=request.urgent, locale=asker.locale)
    tell(tx, asker, document, key=f"{UNREACHED}/{request.id}", now=now)


def _ends(tx: Tx, request: Request) -> tuple[Person, list[Person]]:
    """Who asks, and whom."""
    known = people.many(tx, [request.asker, *request.to])
    return known[request.asker], [known[one] for one in request.to]


def _private(request: Request) -> list[str]:
    return [key for one in request.to for key in _first_and_again(request.id, one)]


def _first_and_again(number: RequestId, person: PersonId) -> tuple[str, str]:
    first = f"{ASKED}/{number}/{person}"
    return first, f"{first}/{_AGAIN}"


def _tells(kept: Kept, request: Request) -> bool:
    return Item(kind=ASKED, subject=f"{request.id}") in kept.items


def _rewrite_notes(tx: Tx, request: Request, person: PersonId, *, now: datetime) -> None:
    about = {(kind, f"{request.id}") for kind in (ASKED, REPLY, OFFER)}
    for kept in notes.since(tx, person, request.asked_at):
        if {(one.kind, one.subject) for one in kept.items} & about:
            note.rewrite(tx, kept.key, now=now)


def _send(tx: Tx, kind: str, request: Request, to: Person, *, now: datetime) -> None:
    """Now if they work or it is urgent, or as their focus ends; else in their morning note, or as soon as
    they work if they are in no team."""
    has_note = bool(hours.calendars(tx, [to.id]))
    at_once = request.urgent or not has_note or hours.at_work(tx, to, now=now)
    key = f"{kind}/{request.id}" + (f"/{to.id}" if kind == ASKED else "")
    if not (at_once and tell(tx, to, _drawn(tx, kind, request, to), key=key, now=now)):
        note.wait(tx, [to.id], kind, request.id, now=now)
    elif kind == ASKED:
        request_file.show(tx, request, under=key, to=to.user, now=now)


def _told(tx: Tx, person: PersonId, kind: str, request: Request) -> bool:
    """Whether a message or a note has told them already."""
    item = Item(kind=kind, subject=f"{request.id}")
    there = lasting.parts(tx, f"{kind}/{request.id}")
    return bool(there) or any(item in kept.items for kept in notes.since(tx, person, request.asked_at))


def _drawn(tx: Tx, kind: str, request: Request, to: Person, *, again: bool = False) -> Document:
    one = view(tx, request, to)
    if kind == REPLY:
        return messages.answered(one, locale=to.locale)
    return messages.asked(one, again=again, locale=to.locale)


def _receipt(tx: Tx, request: Request, asker: Person, *, now: datetime) -> Document:
    lines = all_read(tx, request, zone=asker.zone, now=now) if now == request.asked_at else []
    return messages.receipt(view(tx, request, asker), reads=lines, locale=asker.locale)


def _letter(tx: Tx, request: Request, place: Place) -> Letter:
    """In the channel: those it is for are mentioned, or named as it is sent if they do not work then."""
    one = view(tx, request, None)
    document = messages.posted(one, to=_mentioned(tx, request), locale="")
    key = f"{POSTED}/{request.id}"
    return Letter(key=key, tenant=tenant_of(place), to=place, document=document)


def _mentioned(tx: Tx, request: Request) -> Spans:
    if request.label:
        return words(bold(request.label))
    _, to = _ends(tx, request)
    spans: list[str | Span] = []
    for number, one in enumerate(to):
        last = number == len(to) - 1
        between = "" if not number else " and " if last else ", "
        spans += [between, Mention(user=one.user, name=one.name)]
    return words(*spans)
