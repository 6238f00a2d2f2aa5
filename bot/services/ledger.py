"""The nightly look at the ledger: every evening that was to be is there, prompted, skipped or answered."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.evening import Evening, prompt_key
from bot.domain.identity import PersonId, TeamId, TenantId
from bot.domain.zone import instant
from bot.log import logger
from bot.services.writer import Writer, writers
from storage import evenings, outbox
from storage import ledger as shelf
from storage.ledger import Check, Difference
from storage.transaction import Tx

log = logger(__name__)

ONE_DAY = timedelta(days=1)

# By then every shift of a date is over, the westernmost zone's longest too, and its prompt and reminder.
SETTLED = timedelta(days=2, hours=15)

# After a longer pause the days before these are not looked at.
MOST_DAYS = 14


def check_due(tx: Tx, *, now: datetime) -> int:
    """Look at each day that is over everywhere and was not looked at; returns how many differences there are.

    Of a workspace that is new only the last such day. A second call finds nothing to do.
    """
    newest = (now - SETTLED).date()
    found = 0
    for tenant, last in shelf.last_days(tx).items():
        first = max(newest - MOST_DAYS * ONE_DAY, last + ONE_DAY) if last is not None else newest
        for number in range((newest - first).days + 1):
            found += _check(tx, tenant, first + number * ONE_DAY, now=now)
    return found


def check(tx: Tx, tenant: TenantId, day: date) -> tuple[Check, int]:
    """What became of one day, and how many people are left out.

    Left out is whose hours, zone or part in a team changed since that day began: by the calendar of now it
    cannot be said what was to be.
    """
    everyone = writers(tx, shelf.writing(tx, tenant))
    anew = shelf.changed(tx, {team.id for writer in everyone.values() for team in writer.teams})
    judged = {one: writer for one, writer in everyone.items() if _is_judged(writer, day, anew)}
    rows = {key[0]: row for key, row in evenings.many(tx, [(one, day) for one in judged]).items()}
    due = {one for one, writer in judged.items() if writer.calendar.written.shift(day) is not None}
    asked = [row for row in rows.values() if row.asked_at is not None]
    skipped = [row for row in rows.values() if row.asked_at is None and row.state == "skipped"]
    found = Check(
        tenant=tenant,
        day=day,
        expected=len(due),
        prompted=len(asked),
        skipped=len(skipped),
        answered=len(rows) - len(asked) - len(skipped),
        differences=(
            *_all(due - rows.keys(), day, "missing"),
            *_all(rows.keys() - due, day, "unexpected"),
            *_all(_unsent(tx, asked), day, "not sent"),
        ),
    )
    return found, len(everyone) - len(judged)


def _check(tx: Tx, tenant: TenantId, day: date, *, now: datetime) -> int:
    found, left_out = check(tx, tenant, day)
    if not shelf.keep(tx, found, now=now):
        return 0
    for one in found.differences:
        log.error("ledger.difference", tenant=tenant, person=one.person, day=f"{one.day}", what=one.what)
    log.info("ledger.checked", tenant=tenant, day=f"{day}", expected=found.expected, left_out=left_out)
    return len(found.differences)


def _is_judged(writer: Writer, day: date, anew: Mapping[TeamId, datetime]) -> bool:
    """Whether nothing that decides over that day has changed since it began."""
    person = writer.person
    shift = writer.calendar.written.shift(day)
    began_at = shift.starts_at if shift is not None else instant(person.zone, day, 0)
    mine = [member for team in writer.teams if (member := team.member(person.id)) is not None]
    since = [at for at in (person.zone_at, person.week_at) if at is not None]
    if person.week is None:
        since += [anew[team.id] for team in writer.teams if team.id in anew]
    welcomed = [one.welcomed_at for one in mine if one.welcomed_at is not None]
    return bool(welcomed) and all(at < began_at for at in (min(welcomed), *since))


def _unsent(tx: Tx, asked: Sequence[Evening]) -> set[PersonId]:
    """Those who were to be asked, have not answered, and whose prompt never left."""
    open_now = [one for one in asked if one.open]
    sent = outbox.sent_at(tx, [prompt_key(one.person, one.day) for one in open_now])
    return {one.person for one in open_now if sent.get(prompt_key(one.person, one.day)) is None}


def _all(some: set[PersonId], day: date, what: str) -> list[Difference]:
    return [Difference(person=one, day=day, what=what) for one in sorted(some)]
