"""Lines, links and files are kept during the day for tonight's form, and taken back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.handoff import File
from bot.domain.identity import PersonId, Place, UserRef
from bot.domain.text import valid_url
from bot.messages import line as messages
from bot.messages import notice
from bot.messages.answer import Answer, Nothing, Replace, Tell
from bot.messages.file import MOST_SIZE
from bot.services.room import Room, gather
from bot.services.writer import Writing, not_a_writer, writing_of
from storage import inbox, lines, people, team_heads
from storage.lines import Line, NewLine
from storage.transaction import Tx


def keep(
    tx: Tx, by: UserRef, *, text: str = "", files: Sequence[File] = (), key: str = "", now: datetime
) -> Answer:
    """Keep words and files for tonight's form, while that has room for them; an address alone is a link.

    key: the message they came in, which may be delivered again.
    """
    if key and not inbox.first_time(tx, f"{by.tenant}/{key}", now=now):
        return Nothing()
    found = _tonight(tx, by, now=now)
    if not isinstance(found, Tonight):
        return found
    typed = text.strip()
    link = valid_url(typed)
    said = [NewLine(kind="link", text=typed) if link else NewLine(text=text)] if typed else []
    sent = [_of(one) for one in files if one.size <= MOST_SIZE]
    result = messages.Kept(
        day=found.day,
        what="that link" if link else "your words",
        too_large=tuple(one for one in files if one.size > MOST_SIZE),
    )
    return _kept(tx, found, [*said, *sent], result, now=now)


def keep_link(tx: Tx, by: UserRef, *, link: str, place: Place, now: datetime) -> Answer:
    """Keep a link to a message of that place for tonight's form, never what it says; the same one once."""
    found = _tonight(tx, by, now=now)
    if not isinstance(found, Tonight):
        return found
    if not valid_url(link):
        return Tell(document=messages.no_link(locale=found.writer.person.locale))
    for_few = _for_few(tx, found.writer, place)
    result = messages.Kept(day=found.day, what="a link to that message", for_few=for_few)
    return _kept(tx, found, [NewLine(kind="link", text=link)], result, now=now)


def take_back(tx: Tx, by: UserRef, ids: Iterable[int], *, now: datetime) -> Answer:
    """*Undo*: these are not for tonight's form after all. Too late once a form was sent with them."""
    person = people.by_ref(tx, by)
    found = lines.of(tx, person.id, ids) if person is not None else []
    locale = person.locale if person is not None else ""
    waiting = [one.id for one in found if not one.used]
    lines.take_back(tx, waiting)
    if waiting or (found and all(one.taken_back for one in found)):
        return Replace(document=messages.taken_back(count=len(found), locale=locale))
    if found:
        return Replace(document=messages.sent_already(count=len(found), locale=locale))
    return Tell(document=messages.not_kept(locale=locale))


def hold(tx: Tx, person: PersonId, day: date, files: Iterable[File], *, now: datetime) -> tuple[int, ...]:
    """Keep files that came along with a form that could not be taken, each once; returns their ids."""
    there = lines.kept(tx, person, day)
    return tuple(
        same.id if (same := _same(there, new)) else lines.keep(tx, person, day, new, now=now)
        for new in map(_of, files)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tonight:
    """Who keeps something, for which day, and what they have kept for it by now."""

    writer: Writing
    day: date
    kept: Sequence[Line]


def _tonight(tx: Tx, by: UserRef, *, now: datetime) -> Tonight | Tell:
    """The form that something kept now is for; else why there is none."""
    writer = writing_of(tx, by)
    if writer is None:
        return not_a_writer(tx, by)
    shift = writer.calendar.shift_for(now)
    if shift is None:
        return Tell(document=notice.no_working_day(locale=writer.person.locale))
    return Tonight(writer=writer, day=shift.day, kept=lines.kept(tx, writer.person.id, shift.day))


def _kept(
    tx: Tx, tonight: Tonight, wanted: Sequence[NewLine], result: messages.Kept, *, now: datetime
) -> Tell:
    """Keep what there is room for, and tell of it; the same link or file is kept once."""
    person, room = tonight.writer.person, Room()
    gather(room, tonight.kept)
    fitting = [one for one in wanted if room.take(one)]
    old = {one.id: one.kind for one in tonight.kept}
    new = {
        same.id if same else lines.keep(tx, person.id, tonight.day, one, now=now): one.kind
        for one in fitting
        for same in (_same(tonight.kept, one),)
    }
    left = [one for one in wanted if one not in fitting]
    document = messages.kept(
        replace(
            result,
            ids=tuple(new),
            words=any(one.file is None for one in fitting),
            files=tuple(one.file for one in fitting if one.file),
            so_far=Counter({**old, **new}.values()),
            typed="".join(one.text for one in left if one.file is None),
            no_room=tuple(one.file for one in left if one.file),
        ),
        locale=person.locale,
    )
    return Tell(document=document)


def _same(kept: Sequence[Line], new: NewLine) -> Line | None:
    """The same link or file; words are kept as often as they are said."""
    if new.file is not None:
        return next((one for one in kept if one.file is not None and one.file.id == new.file.id), None)
    return next((one for one in kept if one.kind == new.kind == "link" and one.text == new.text), None)


def _of(file: File) -> NewLine:
    return NewLine(kind="file", text=file.name, file=file)


def _for_few(tx: Tx, writer: Writing, place: Place) -> bool:
    """Whether colleagues may not be able to open a message that stands there."""
    if place.kind != "private":
        return place.kind == "direct"
    there = [head.where.id for team in writer.teams if (head := team_heads.get(tx, team.id)) is not None]
    return place.id not in there
