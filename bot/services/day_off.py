"""A day that is off after all, or not any more: what becomes of the evenings that were asked about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.evening import Evening
from bot.domain.identity import PersonId
from bot.services import evening, prompt
from bot.services.writer import belongs, writers
from storage import evenings, people
from storage.transaction import Tx

COMPANY_DAY = "company day"

# No evening goes on for longer than this after its date.
LATEST = timedelta(days=14)


def end_evenings(tx: Tx, ids: Sequence[PersonId]) -> list[Evening]:
    """Those of them who have been asked about a day that is off by now are not reminded of it tonight.

    Returns the evenings that have ended so.
    """
    waiting = evenings.asked_of(tx, ids)
    who = people.many(tx, {one.person for one in waiting})
    ended: list[Evening] = []
    for one in waiting:
        reason = who[one.person].days_off.reason(one.day)
        if reason is not None:
            evenings.change(tx, one.person, one.day, state="skipped", why=reason)
            prompt.stop(tx, one)
            ended.append(replace(one, state="skipped", why=reason))
    return ended


def resume_evenings(tx: Tx, ids: Sequence[PersonId], *, now: datetime) -> None:
    """Those of them who had been asked about what is no company day any more are asked as they were.

    An evening that is over by now stays as it is.
    """
    ended = evenings.ended(tx, ids, why=COMPANY_DAY, since=(now - LATEST).date())
    writing = writers(tx, {one.person for one in ended})
    for one in ended:
        writer = writing.get(one.person)
        if writer is None or writer.person.days_off.reason(one.day) is not None:
            continue
        if belongs(writer, one, now=now):
            evening.ask_again(tx, writer, one, now=now)
