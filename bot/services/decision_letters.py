"""What is told of a decision: in its channel, once to each who decides, and all of it kept current."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.decision import LATE_OBJECTIONS, Decision
from bot.domain.identity import DecisionId, PersonId, Place
from bot.domain.person import Person
from bot.messages import decision as messages
from bot.messages import decision_edited
from bot.messages import decision_told as told
from bot.messages.decision import CLOSED, POSTED, REOPENED, UNPOSTED, WAITS
from bot.messages.decision_away import AWAY, INSTEAD
from bot.messages.decision_edited import EDITED
from bot.messages.document import Document, Mention, Span, Spans, bold, words
from bot.messages.letter import Letter
from bot.messages.split import first_key
from bot.services import current, decision_away_letters, hours, note
from bot.services.decision_view import view
from bot.services.posting import keep_current as keep_letter_current
from bot.services.posting import letter_to, post, tell, tenant_of
from bot.services.verdict import Drop
from storage import decisions, digest_decisions, lasting, notes, outbox, people, timers
from storage.notes import Item
from storage.transaction import Tx

KINDS = (POSTED, CLOSED, REOPENED, EDITED, AWAY, INSTEAD, WAITS, UNPOSTED)

# The timer of the close.
CLOSE = "decision_close"

# Why it is not sent once it is settled.
OVER = "over"


def deliver(tx: Tx, decision: Decision, *, now: datetime) -> None:
    """A new one: in its channel, and in the next morning note of each who decides, while they have not voted.

    Who is in no team has no note, and hears of it once by itself, in their hours.
    """
    post(tx, _letter(tx, decision), tenant=decision.tenant, now=now)
    ask(tx, decision, decision.deciders, now=now)


def post_outcome(tx: Tx, decision: Decision, *, now: datetime) -> None:
    """Under the proposal, for all in the channel to see."""
    post(tx, _outcome(tx, decision), tenant=decision.tenant, now=now)


def post_reopened(tx: Tx, decision: Decision, *, now: datetime) -> None:
    """Under the proposal; and everyone who decides hears of it once more, in the same way as of a new one."""
    _rewrite(tx, _superseded(tx, decision), decision, now=now)
    post(tx, _reopened(tx, decision), tenant=decision.tenant, now=now)
    ask(tx, decision, [one for one in decision.deciders if decision.waits_for(one)], now=now)


def post_edited(tx: Tx, before: Decision, after: Decision, *, openly: bool, now: datetime) -> None:
    """Everywhere it stands it says what was edited; openly: under it, too. After a reset all are asked again.

    Without one, who has read it finds it in their next note once more, and no message comes for it.
    """
    if openly:
        post(tx, _edited(tx, after, len(after.edits)), tenant=after.tenant, now=now)
    told_of = {*_everyone(before), *_everyone(after), *lasting.told(tx, after)}
    for one in told_of - {*after.deciders}:
        notes.let_go(tx, one, [Item(kind=WAITS, subject=f"{after.id}")])
    edit = after.edits[-1]
    some = [one for one in after.deciders if edit.fresh or one not in before.deciders]
    heard = {one for one in some if not edit.reset and _standing(tx, after, one)}
    ask(tx, after, some, heard=heard, now=now)
    _rewrite(tx, _letter(tx, after), after, now=now)
    _rewrite_digests(tx, after.id, now=now)
    for one in sorted(told_of):
        keep_private_current(tx, after, one, now=now)


def say_again(tx: Tx, number: DecisionId, *, now: datetime) -> None:
    """All that was ever told of it, without whoever was forgotten."""
    decision = decisions.get(tx, number)
    if decision is not None:
        keep_current(tx, number, now=now)
        _rewrite(tx, _reopened(tx, decision), decision, now=now)
        for edit in range(1, len(decision.edits) + 1):
            _rewrite(tx, _edited(tx, decision, edit), decision, now=now)
        if not decision.open:
            _rewrite(tx, _outcome(tx, decision), decision, now=now)
        if decision.reopened_at is not None:
            _rewrite(tx, _superseded(tx, decision), decision, now=now)
        for one in lasting.told(tx, decision) - {*_everyone(decision)}:
            keep_private_current(tx, decision, one, now=now)


def show_vote(tx: Tx, number: DecisionId, some: Collection[PersonId], *, now: datetime) -> None:
    """Somebody has voted: its message says so, and what was told to these, who do or whose region does."""
    decision = decisions.get(tx, number)
    assert decision is not None, "somebody has just voted on it"
    _rewrite(tx, _letter(tx, decision), decision, now=now)
    for one in some:
        keep_private_current(tx, decision, one, now=now)


def keep_current(tx: Tx, number: DecisionId, *, now: datetime) -> None:
    """Wherever it stands, it is said again as things are: in its channel, in digests, privately, in notes."""
    decision = decisions.get(tx, number)
    if decision is None:
        return
    _rewrite(tx, _letter(tx, decision), decision, now=now)
    decision_away_letters.keep_current(tx, decision, now=now)
    _rewrite_digests(tx, number, now=now)
    for one in _everyone(decision):
        keep_private_current(tx, decision, one, now=now)


def left_place(tx: Tx, person: PersonId, place: Place, *, now: datetime) -> None:
    """They have left a channel: where it is private, they decide nothing there any more."""
    for decision in decisions.standing_in(tx, person, place, since=now - LATE_OBJECTIONS):
        if decision.place.kind == "private":
            _let_go(tx, decision, person, now=now)


def gone(tx: Tx, person: PersonId, *, now: datetime) -> None:
    """They are in the workspace no more: nobody waits for their vote; one that they have given counts."""
    for decision in decisions.standing_with(tx, person, since=now - LATE_OBJECTIONS):
        if person not in decision.votes:
            _let_go(tx, decision, person, now=now)


def _let_go(tx: Tx, decision: Decision, person: PersonId, *, now: datetime) -> None:
    """Of an adopted one the message stays as it is: so many were asked when it closed."""
    decisions.let_go(tx, decision.id, person)
    notes.let_go(tx, person, [Item(kind=WAITS, subject=f"{decision.id}")])
    _rewrite_notes(tx, decision, person, now=now)
    if decision.open:
        keep_current(tx, decision.id, now=now)
    elif (after := decisions.get(tx, decision.id)) is not None:
        decision_away_letters.keep_current(tx, after, now=now)


def left(tx: Tx, person: Person, *, now: datetime) -> None:
    """They have left a team. If it was their last, no note comes: what waits for it is sent by itself."""
    if hours.calendars(tx, [person.id]):
        return
    waiting = [one for one in notes.holding(tx, [person.id]).get(person.id, []) if one.kind == WAITS]
    notes.let_go(tx, person.id, waiting)
    for item in waiting:
        decision = decisions.get(tx, DecisionId(int(item.subject)))
        if decision is not None and decision.waits_for(person.id):
            _send(tx, decision, person, now=now)


def may_send(tx: Tx, key: str) -> Drop | None:
    """Whether it still holds: who has voted, or decides no more, is asked for nothing."""
    kind, number, *rest = first_key(key).split("/")
    decision = decisions.get(tx, DecisionId(int(number)))
    if decision is None:
        return Drop(why=OVER)
    needless = kind == WAITS and not decision.waits_for(PersonId(int(rest[0])))
    needless |= kind in (AWAY, INSTEAD) and (not decision.open or PersonId(int(rest[0])) not in decision.away)
    return Drop(why=OVER) if needless or (kind == POSTED and decision.state == "withdrawn") else None


def refused(tx: Tx, key: str, *, now: datetime) -> None:
    """The channel takes no message, so nobody can vote: it is taken back, and who proposed it hears so."""
    if first_key(key) != key:
        return
    kind, number, *_ = key.split("/")
    decision = decisions.get(tx, DecisionId(int(number)))
    if kind != POSTED or decision is None or not decision.open:
        return
    decisions.close(tx, decision.id, "withdrawn", now=now)
    timers.drop(tx, CLOSE, f"{decision.id}")
    proposer = people.many(tx, [decision.proposer])[decision.proposer]
    document = told.not_posted(view(tx, decision, proposer), locale=proposer.locale)
    tell(tx, proposer, document, key=f"{UNPOSTED}/{decision.id}", now=now)


def ask(
    tx: Tx, decision: Decision, some: Collection[PersonId], *, heard: Collection[PersonId] = (), now: datetime
) -> None:
    """Put it to these, once. heard: who needs no other message of their own, where they have no note."""
    noted = hours.calendars(tx, some)
    note.wait(tx, noted, WAITS, decision.id, now=now)
    for one in people.many(tx, [one for one in some if one not in noted and one not in heard]).values():
        _send(tx, decision, one, now=now)


def _send(tx: Tx, decision: Decision, to: Person, *, now: datetime) -> None:
    *before, now_due = _rounds(decision)
    letter = _private(tx, decision, to, now_due)
    at = hours.calendar(tx, to).next_working_instant(now)
    if at is not None and at < decision.closes_at:
        for earlier in before:
            outbox.drop_waiting(tx, _private_key(decision, to.id, earlier))
        outbox.put(tx, letter, tenant=decision.tenant, now=now, not_before=at)


def _rounds(decision: Decision) -> list[str]:
    """Each time that it was put to those who decide, as their keys end; the last is the one of now."""
    again = [(decision.reopened_at, "/again")] if decision.reopened_at is not None else []
    edits = [(edit.at, f"/edit{number}") for number, edit in enumerate(decision.edits, start=1)]
    return ["", *(end for _, end in sorted([*again, *edits]))]


def _private_key(decision: Decision, to: PersonId, end: str) -> str:
    return f"{WAITS}/{decision.id}/{to}{end}"


def _private(tx: Tx, decision: Decision, to: Person, end: str) -> Letter:
    document = messages.waits(view(tx, decision, to), locale=to.locale)
    return letter_to(to, document, key=_private_key(decision, to.id, end))


def _standing(tx: Tx, decision: Decision, person: PersonId) -> list[str]:
    """The rounds of which they were told by a message, or will be."""
    return [end for end in _rounds(decision) if lasting.parts(tx, _private_key(decision, person, end))]


def keep_private_current(tx: Tx, decision: Decision, person: PersonId, *, now: datetime) -> None:
    """What one of those who decide was told of it, by messages or in notes."""
    for end in _standing(tx, decision, person):
        to = people.many(tx, [person])[person]
        _rewrite(tx, _private(tx, decision, to, end), decision, now=now)
    _rewrite_notes(tx, decision, person, now=now)


def _rewrite(tx: Tx, letter: Letter, decision: Decision, *, now: datetime) -> None:
    """One that is not there is left so."""
    parts = lasting.parts(tx, letter.key)
    if parts:
        keep_letter_current(tx, letter, parts=parts, tenant=decision.tenant, now=now)


def _rewrite_notes(tx: Tx, decision: Decision, person: PersonId, *, now: datetime) -> None:
    item = Item(kind=WAITS, subject=f"{decision.id}")
    for kept in notes.since(tx, person, decision.asked_at):
        if item in kept.items:
            note.rewrite(tx, kept.key, now=now)


def _rewrite_digests(tx: Tx, number: DecisionId, *, now: datetime) -> None:
    for key in digest_decisions.telling(tx, number):
        current.rewrite(tx, key, now=now)


def _letter(tx: Tx, decision: Decision) -> Letter:
    """In the channel: those who decide are mentioned, or named as it is sent if they do not work then."""
    document = messages.posted(view(tx, decision, None), to=to_whom(tx, decision), locale="")
    return Letter(
        key=f"{POSTED}/{decision.id}",
        tenant=tenant_of(decision.place),
        to=decision.place,
        document=document,
    )


def _outcome(tx: Tx, decision: Decision) -> Letter:
    """Of one that was opened again it is another message."""
    again = "/again" if decision.reopened_at is not None else ""
    return _under(decision, CLOSED, messages.closed(view(tx, decision, None), locale=""), again=again)


def _superseded(tx: Tx, decision: Decision) -> Letter:
    return _under(decision, CLOSED, messages.superseded(view(tx, decision, None), locale=""))


def _reopened(tx: Tx, decision: Decision) -> Letter:
    return _under(decision, REOPENED, messages.reopened(view(tx, decision, None), locale=""))


def _edited(tx: Tx, decision: Decision, number: int) -> Letter:
    """In the thread: whose votes were reset are mentioned, unless a team decides."""
    reset = decision.edits[number - 1].reset
    to = _named(tx, decision, [*reset], plainly=bool(decision.label))
    document = decision_edited.edited(view(tx, decision, None), number, to=to, locale="")
    return _under(decision, EDITED, document, again=f"/{number}", broadcast=False)


def _under(
    decision: Decision, kind: str, document: Document, *, again: str = "", broadcast: bool = True
) -> Letter:
    return Letter(
        key=f"{kind}/{decision.id}{again}",
        tenant=tenant_of(decision.place),
        to=decision.place,
        document=document,
        under=f"{POSTED}/{decision.id}",
        broadcast=broadcast,
    )


def _everyone(decision: Decision) -> list[PersonId]:
    """Who decides, was to, or has voted."""
    return list(dict.fromkeys((*decision.deciders, *decision.left_out, *decision.votes)))


def to_whom(tx: Tx, decision: Decision) -> Spans:
    """Who decides, as its message has them."""
    if decision.regions:
        return words("one of each region of ", bold(decision.label))
    if decision.label:
        return words(bold(decision.label))
    return _named(tx, decision, decision.deciders) or words("nobody any more")


def _named(tx: Tx, decision: Decision, some: Sequence[PersonId], *, plainly: bool = False) -> Spans:
    """Mentioned, whoever proposed it aside, or plainly."""
    known = people.many(tx, some)
    spans: list[str | Span] = []
    for number, one in enumerate(some):
        last = number == len(some) - 1
        between = "" if not number else " and " if last else ", "
        name = known[one].name
        own = plainly or one == decision.proposer
        spans += [between, name if own else Mention(user=known[one].user, name=name)]
    return words(*spans)
