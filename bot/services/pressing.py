"""Whoever presses a sleeper for a quick answer, or asks again within a promise, is told so alone, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.context.pressing import Pressing
from bot.domain.identity import MessageRef, PressedId, UserRef
from bot.domain.person import Person, Profile
from bot.domain.pressing import LATE, Kind, NewPressed, back_at
from bot.domain.request import Request
from bot.domain.zone import local_day
from bot.messages import pressing as messages
from bot.messages.answer import Answer, Nothing
from bot.messages.letter import Letter
from bot.messages.pressing import KIND, Told
from bot.messages.request import POSTED
from bot.services import hours
from bot.services.person import met
from bot.services.posting import tenant_of
from bot.services.verdict import Drop
from storage import nudges, outbox, people, posts, pressing, requests
from storage.outbox_row import OutboxRow
from storage.transaction import Tx

Wanted = Literal["", "tell", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a message does. about: as in `NewPressed`; name: of whom it is to, or of the group asked.

    asked: in the words of the request that it asks about again.
    """

    kind: Kind
    of: Person
    about: int
    at: datetime
    name: str
    asked: str = ""


def wanted(
    tx: Tx, by: UserRef, message: MessageRef, *, mentioned: Sequence[UserRef], said: Pressing, now: datetime
) -> Wanted:
    """Whether its author is to be told, or was told of the same today: then it has had its one note.

    "": it is nothing of the kind, the channel has not opted in, or they want no such notes.
    """
    author = people.by_ref(tx, by)
    if nudges.channel(tx, message.place) is None:
        return ""
    found = _found(tx, by, author, message, mentioned=mentioned, said=said, now=now)
    if found is None:
        return ""
    if author is None:
        return "tell"
    if pressing.opted_out(tx, author.id):
        return ""
    day = local_day(author.zone, now)
    return "told" if pressing.told(tx, author.id, kind=found.kind, about=found.about, day=day) else "tell"


def tell(
    tx: Tx,
    by: UserRef,
    message: MessageRef,
    *,
    profile: Profile | None,
    mentioned: Sequence[UserRef],
    said: Pressing,
    now: datetime,
) -> Answer:
    """Tell its author, once a day of the same; heard again, it changes nothing. profile: its author's."""
    author = met(tx, by, profile, now=now)
    channel = nudges.channel(tx, message.place)
    found = _found(tx, by, author, message, mentioned=mentioned, said=said, now=now)
    if author is None or not author.eligible or channel is None or found is None:
        return Nothing()
    new = NewPressed(
        place=message.place,
        person=author.id,
        of=found.of.id,
        message=message.id,
        kind=found.kind,
        about=found.about,
        day=local_day(author.zone, now),
        language=said.language,
    )
    number = pressing.begin(tx, new, "dry" if channel.dry else "shown", now=now)
    if number is not None and not channel.dry:
        _show(tx, number, found, author=author, message=message, language=said.language, now=now)
    return Nothing()


def may_send(tx: Tx, row: OutboxRow, *, now: datetime) -> Drop | None:
    """It is about a message of just now."""
    one = pressing.get(tx, _number_of(row.key))
    if one is None or one.state != "shown":
        return Drop(why="taken care of")
    return Drop(why="late") if now - one.heard_at > LATE else None


def refused(tx: Tx, row: OutboxRow, *, now: datetime) -> None:
    """It could not be shown, and is shown nowhere else."""
    one = pressing.get(tx, _number_of(row.key))
    if one is not None and one.state == "shown":
        pressing.change(tx, one.id, "unseen")


def _number_of(key: str) -> PressedId:
    return PressedId(int(key.split("/")[1]))


def _found(
    tx: Tx,
    by: UserRef,
    author: Person | None,
    message: MessageRef,
    *,
    mentioned: Sequence[UserRef],
    said: Pressing,
    now: datetime,
) -> _Found | None:
    """What it does: asking again within a promise comes before pressing. Calling several is neither."""
    named = list(dict.fromkeys(mentioned))
    if len(named) > 1 or by in named:
        return None
    of = people.by_ref(tx, named[0]) if named else None
    if said.chases and author is not None and (of is not None or not named):
        asked = _asked_again(tx, author, of, message, now=now)
        if asked is not None:
            return asked
    return _sleeper(tx, of, now=now) if said.presses and of is not None else None


def _sleeper(tx: Tx, of: Person, *, now: datetime) -> _Found | None:
    """Somebody whose hours are known, since they are in a team, and who is outside them."""
    mine = hours.calendars(tx, [of.id]).get(of.id)
    back = back_at(mine, now) if mine is not None and of.eligible else None
    return _Found(kind="press", of=of, about=of.id, at=back, name=of.name) if back is not None else None


def _asked_again(
    tx: Tx, author: Person, of: Person | None, message: MessageRef, *, now: datetime
) -> _Found | None:
    """The newest of their requests that still has time: to whom they name, or in whose thread it is."""
    for request in reversed(requests.of(tx, author.id, since=now)):
        promise = request.promise
        if request.state != "waiting" or promise is None or now >= promise.at:
            continue
        named = of is not None and of.id in request.to
        if not named and (of is not None or not _is_in_thread(tx, request, message)):
            continue
        number = of.id if of is not None else request.first
        person = people.get(tx, number) if number is not None else None
        if person is not None:
            name = request.label or person.name
            asked = request.content.about
            return _Found(kind="chase", of=person, about=request.id, at=promise.at, name=name, asked=asked)
    return None


def _is_in_thread(tx: Tx, request: Request, message: MessageRef) -> bool:
    where, place = message.place, request.place
    if place is None or not where.thread or place.id != where.id:
        return False
    key = f"{POSTED}/{request.id}"
    posted = posts.get_many(tx, [key]).get(key)
    return where.thread in (place.thread, posted.id if posted is not None else "")


def _show(
    tx: Tx,
    number: PressedId,
    found: _Found,
    *,
    author: Person,
    message: MessageRef,
    language: str,
    now: datetime,
) -> None:
    told = Told(
        number=number,
        kind=found.kind,
        name=found.name,
        zone=found.of.zone,
        now=now,
        at=found.at,
        reader_zone=author.zone,
        language=language,
        about=found.asked,
        can_remind=bool(hours.calendars(tx, [found.of.id])),
    )
    letter = Letter(
        key=f"{KIND}/{number}",
        tenant=tenant_of(message.place),
        to=message.place,
        document=messages.told(told, locale=author.locale),
        only=author.user,
    )
    outbox.put(tx, letter, tenant=author.tenant, now=now)
