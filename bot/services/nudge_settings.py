"""Help with context, on and off: for a channel by who looks after things, for oneself by anyone."""

from datetime import datetime, timedelta

from bot.domain.identity import Place, UserRef
from bot.domain.nudge import Channel
from bot.domain.person import Person, Profile
from bot.messages import nudge_settings as messages
from bot.messages.answer import Answer, Replace, Tell
from bot.messages.letter import Letter
from bot.messages.nudge_settings import Counts, Settings, counts_of
from bot.services import steward
from bot.services.person import met
from bot.services.posting import post, tenant_of
from storage import nudges, people, pressing
from storage.transaction import Tx

COUNTED = timedelta(days=30)


def show(tx: Tx, by: UserRef, where: Place, *, profile: Profile | None, now: datetime) -> Answer:
    """`/sunrelay nudges`. profile: what the platform says of them now."""
    person = met(tx, by, profile, now=now)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    return Tell(document=messages.settings(_settings(tx, person, where, now=now), locale=person.locale))


def set_channel(
    tx: Tx,
    by: UserRef,
    where: Place,
    wanted: Channel | None,
    *,
    profile: Profile | None,
    only_if: str | None = None,
    now: datetime,
) -> Answer:
    """One of the buttons: the channel is told. Pressed again, it changes nothing.

    only_if: for *Undo*, what is to be undone: set otherwise since, it stays as it is.
    """
    person = met(tx, by, profile, now=now)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    if not steward.looks_after_any(tx, person):
        return Tell(document=messages.not_yours(locale=person.locale))
    before = nudges.channel(tx, where)
    if before != wanted and only_if in (None, messages.way(before)):
        nudges.set_channel(tx, where, wanted, by=person.id, now=now)
        document = messages.changed(by=person.name, place=where, channel=wanted, before=before, locale="")
        stamp = f"{int(now.timestamp() * 1000)}/{messages.way(wanted)}"
        key = f"{messages.KIND}/{people.place(tx, where)}/{stamp}"
        letter = Letter(key=key, tenant=tenant_of(where), to=where, document=document)
        post(tx, letter, tenant=person.tenant, now=now)
    return Tell(document=messages.settings(_settings(tx, person, where, now=now), locale=person.locale))


def set_mine(tx: Tx, by: UserRef, where: Place | None, *, wanted: bool, now: datetime) -> Answer:
    """*None for me*, *Show me again*."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    if wanted:
        nudges.opt_in(tx, person.id)
    else:
        nudges.opt_out(tx, person.id, now=now)
    return Replace(document=messages.settings(_settings(tx, person, where, now=now), locale=person.locale))


def set_pressing(tx: Tx, by: UserRef, where: Place | None, *, wanted: bool, now: datetime) -> Answer:
    """*Do not tell me*, *Tell me*: of pressing sleepers and asking again early."""
    person = people.by_ref(tx, by)
    if person is None:
        return Tell(document=messages.unknown(locale=""))
    if wanted:
        pressing.opt_in(tx, person.id)
    else:
        pressing.opt_out(tx, person.id, now=now)
    return Replace(document=messages.settings(_settings(tx, person, where, now=now), locale=person.locale))


def _settings(tx: Tx, person: Person, where: Place | None, *, now: datetime) -> Settings:
    mine, told = not nudges.opted_out(tx, person.id), not pressing.opted_out(tx, person.id)
    if where is None or where.kind == "direct":
        return Settings(place=None, channel=None, mine=mine, pressing=told)
    may = steward.looks_after_any(tx, person)
    return Settings(
        place=where,
        channel=nudges.channel(tx, where),
        mine=mine,
        pressing=told,
        counts=_counts(tx, where, since=now - COUNTED) if may else None,
    )


def _counts(tx: Tx, where: Place, *, since: datetime) -> Counts:
    return counts_of(nudges.counts(tx, where, since=since), pressing.counts(tx, where, since=since))
