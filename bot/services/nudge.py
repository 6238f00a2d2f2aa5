"""Helping a sender add context: a message is heard, two minutes pass, and what came meanwhile decides."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from bot.domain.context.reading import Reading, reader
from bot.domain.context.rules import Message, Said, judge
from bot.domain.identity import MessageRef, NudgeId, Place, UserRef
from bot.domain.nudge import (
    DECLINED_PAUSE,
    JOINED,
    LATE,
    LOOK_BACK,
    MUTED_IN,
    WAIT,
    Nudge,
    muted,
    pauses,
)
from bot.domain.person import Person, Profile
from bot.messages import nudge as messages
from bot.messages.answer import Answer, Nothing, Replace, Tell
from bot.messages.letter import Letter
from bot.services.platform import Around, Spoken
from bot.services.posting import tenant_of
from bot.services.verdict import Drop
from storage import nudges, outbox, people, timers
from storage.outbox_row import OutboxRow
from storage.timers import Timer
from storage.transaction import Tx

NUDGE = "nudge"

NOTHING: Mapping[NudgeId, Around | None] = MappingProxyType({})

# So many of the last messages before it are looked at for a greeting that it answers.
EARLIER = 4

# Why nothing was shown, beside the rules about what was said around it.
GONE, EDITED, ANSWERED, UNSEEN, TOO_LATE = "gone", "edited", "answered", "not to be seen", "late"


def is_wanted(tx: Tx, by: UserRef, where: Place, *, mentions: bool, reason: str, now: datetime) -> bool:
    """Whether that channel helps its senders, this one wants it, and it is not too soon for another."""
    channel = nudges.channel(tx, where)
    if channel is None or (channel.strength == "mentions" and not mentions):
        return False
    if muted(nudges.alike(tx, where, reason, since=now - MUTED_IN), now=now):
        return False
    person = people.by_ref(tx, by)
    if person is None:
        return True
    before = nudges.of_person(tx, person.id, where, since=now - DECLINED_PAUSE)
    return not nudges.opted_out(tx, person.id) and not pauses(before, now=now)


def wait(
    tx: Tx,
    by: UserRef,
    message: MessageRef,
    *,
    profiles: Mapping[UserRef, Profile],
    mentioned: Sequence[UserRef],
    reading: Reading,
    now: datetime,
) -> Answer:
    """Two minutes, in which its author may add what is missing. Heard again, it changes nothing.

    profiles: of its author and of whom it names; those are met whom the bot did not know.
    """
    known = people.by_refs(tx, [by, *mentioned])
    people.keep(tx, [one for user, one in profiles.items() if user not in known], now=now)
    person = people.by_ref(tx, by)
    if person is None or not person.eligible:
        return Nothing()
    begun = nudges.begin(
        tx,
        message.place,
        person.id,
        message=message.id,
        reason=reading.kind,
        language=reading.language,
        mentioned=mentioned,
        now=now,
    )
    if begun is not None:
        timers.set(tx, NUDGE, f"{begun}", now + WAIT)
    return Nothing()


def message_of(one: Nudge) -> MessageRef:
    """The message that it is about."""
    return MessageRef(place=one.place, id=one.message)


def to_look_at(tx: Tx, *, now: datetime, most: int) -> list[Nudge]:
    """Those whose time has come, to be looked at with what was said around them."""
    ids = [NudgeId(int(one.subject)) for one in timers.due(tx, NUDGE, now=now, limit=most)]
    return [one for one in nudges.many(tx, ids).values() if one.state == "waiting"]


def due(
    tx: Tx, due: Sequence[Timer], *, around: Mapping[NudgeId, Around | None] = NOTHING, now: datetime
) -> None:
    """Show each to its author alone, or note what keeps silent.

    around: what was said; None where it could not be had, and without those nobody looked at.
    """
    found = nudges.many(tx, [NudgeId(int(one.subject)) for one in due])
    for timer in due:
        one = found.get(NudgeId(int(timer.subject)))
        if one is None or one.state != "waiting":
            continue
        if one.id not in around:
            timers.set(tx, NUDGE, timer.subject, now)
            continue
        _settle(tx, one, _silence(tx, one, around[one.id], now=now), now=now)


def not_now(tx: Tx, by: UserRef, nudge: NudgeId, *, now: datetime) -> Answer:
    """*Not this time*. Pressed again, it changes nothing."""
    found = theirs(tx, by, nudge)
    if found is None:
        return Tell(document=messages.gone(locale=""))
    one, person = found
    if one.state in ("shown", "unseen"):
        nudges.change(tx, one.id, "declined", now=now)
    return Replace(document=messages.left(language=one.language, locale=person.locale))


def never(tx: Tx, by: UserRef, nudge: NudgeId, *, now: datetime) -> Answer:
    """*Don't show again*, anywhere."""
    found = theirs(tx, by, nudge)
    if found is None:
        return Tell(document=messages.gone(locale=""))
    one, person = found
    if one.state in ("shown", "unseen"):
        nudges.change(tx, one.id, "declined", now=now)
    nudges.opt_out(tx, person.id, now=now)
    return Replace(document=messages.stopped(language=one.language, locale=person.locale))


def again(tx: Tx, by: UserRef, language: str) -> Answer:
    """*Show it again*."""
    person = people.by_ref(tx, by)
    if person is not None:
        nudges.opt_in(tx, person.id)
    return Replace(document=messages.resumed(language=language, locale=person.locale if person else ""))


def may_send(tx: Tx, row: OutboxRow, *, now: datetime) -> Drop | None:
    """It is about a message of just now, and not about one that is taken care of."""
    one = nudges.get(tx, nudge_of(row.key))
    if one is None or one.state != "shown":
        return Drop(why="taken care of")
    return Drop(why=TOO_LATE) if now - one.heard_at > LATE else None


def refused(tx: Tx, row: OutboxRow, *, now: datetime) -> None:
    """It could not be shown, and is shown nowhere else."""
    nudges.change(tx, nudge_of(row.key), "unseen", now=now)


def nudge_of(key: str) -> NudgeId:
    """The one that a letter shows."""
    return NudgeId(int(key.split("/")[1]))


def theirs(tx: Tx, by: UserRef, nudge: NudgeId) -> tuple[Nudge, Person] | None:
    """The one that was shown to them, with who they are; None for somebody else's."""
    one, person = nudges.get(tx, nudge), people.by_ref(tx, by)
    return (one, person) if one is not None and person is not None and one.person == person.id else None


def _silence(tx: Tx, one: Nudge, around: Around | None, *, now: datetime) -> str:
    """What keeps it from being shown; "" for nothing."""
    if around is None:
        return UNSEEN
    if now - one.heard_at > LATE:
        return TOO_LATE
    if around.message is None:
        return GONE
    if around.message.edited:
        return EDITED
    if around.message.answered or any(_answers(one, said) for said in around.after):
        return ANSWERED
    mentions = bool(one.mentioned)
    if not is_wanted(tx, one.author, one.place, mentions=mentions, reason=one.reason, now=now):
        return "not wanted"
    verdict = judge(_message(one, around.message, around), reader=reader())
    return "" if verdict.flag else verdict.reason


def _answers(one: Nudge, said: Spoken) -> bool:
    """Whether somebody else has written since: a bot, or who only joins, has answered nothing."""
    return said.by is not None and said.by != one.author and not said.joined


def _message(one: Nudge, there: Spoken, around: Around) -> Message:
    def said(other: Spoken) -> Said:
        ago = (there.at - other.at).total_seconds()
        joined = " has joined the channel" if other.joined else ""
        return Said(ago, other.by == one.author and not other.joined, f"{other.text}{joined}")

    earlier = [other for other in around.before if other.by is not None]
    lately = [other for other in earlier if not other.joined][-EARLIER:]
    joined = [other for other in earlier if other.joined and there.at - other.at <= JOINED]
    own = [other for other in earlier if other.by == one.author and there.at - other.at <= LOOK_BACK]
    return Message(
        text=there.text,
        surface="channel",
        in_thread=False,
        earlier=[said(other) for other in (*joined, *lately)],
        own_earlier=[said(other) for other in own],
        follow_ups=[other.text for other in around.after if other.by == one.author],
    )


def _settle(tx: Tx, one: Nudge, silence: str, *, now: datetime) -> None:
    channel = nudges.channel(tx, one.place)
    if silence or channel is None:
        nudges.change(tx, one.id, "silent", why=silence or "not wanted", now=now)
        return
    if channel.dry:
        nudges.change(tx, one.id, "dry", now=now)
        return
    nudges.change(tx, one.id, "shown", now=now)
    person = people.get(tx, one.person)
    assert person is not None, "it was kept with its author"
    document = messages.nudge(nudge=one.id, language=one.language, locale=person.locale)
    letter = Letter(
        key=f"{NUDGE}/{one.id}",
        tenant=tenant_of(one.place),
        to=one.place,
        document=document,
        only=one.author,
    )
    outbox.put(tx, letter, tenant=person.tenant, now=now)
