"""*Ask for context*: a receiver asks a message's author, who hears of it privately in their own hours."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.identity import MessageRef, UserRef
from bot.domain.person import Person, Profile
from bot.messages import nudge_asked as messages
from bot.messages.answer import Answer, Tell
from bot.services import hours
from bot.services.person import met
from bot.services.posting import tell
from storage import nudges
from storage.transaction import Tx


def ask(
    tx: Tx,
    by: UserRef,
    author: UserRef,
    message: MessageRef,
    *,
    link: str,
    here: bool,
    profiles: Mapping[UserRef, Profile],
    now: datetime,
) -> Answer:
    """Ask once a message; heard again, it is answered alike. here: the bot is there; profiles: of both."""
    asker, asked = (met(tx, one, profiles.get(one), now=now) for one in (by, author))
    locale = asker.locale if asker else ""
    if by == author:
        return Tell(document=messages.your_own(locale=locale))
    if asker is None or asked is None or not asked.eligible:
        return Tell(document=messages.nobody(locale=locale))
    nudge = nudges.ask(
        tx, message, asked.id, by=asker.id, asker=asker.user, link=link, absent=not here, now=now
    )
    if nudge is None and not _is_theirs(tx, message, asker):
        return Tell(document=messages.asked_before(name=asked.name, locale=locale))
    if nudge is not None:
        document = messages.asked(nudge=nudge, asker=asker.name, link=link, locale=asked.locale)
        tell(tx, asked, document, key=f"{messages.KIND}/{nudge}", now=now)
    return Tell(
        document=messages.on_its_way(
            name=asked.name,
            reads_at=_reads_at(tx, asked, now=now),
            zone=asker.zone,
            here=here,
            locale=locale,
        )
    )


def _is_theirs(tx: Tx, message: MessageRef, asker: Person) -> bool:
    """Whether it was they who asked about that message."""
    before = nudges.about(tx, message)
    return before is not None and before.asked_by == asker.id


def _reads_at(tx: Tx, person: Person, *, now: datetime) -> datetime | None:
    """When they next work; None while they do."""
    calendar = hours.calendar(tx, person)
    return None if calendar.working_at(now) else calendar.next_working_instant(now)
