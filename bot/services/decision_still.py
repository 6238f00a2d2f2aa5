"""The second page comes later than the first: whether it can still be posted there, and who still decides."""

from dataclasses import replace

from bot.domain.person import Person
from bot.messages import decision_told as told
from bot.messages import publication_told
from bot.messages.document import Document
from bot.services.decision_subject import Decided, Subject
from bot.services.platform import Channel
from storage import people
from storage.transaction import Tx


def refusal(person: Person, subject: Subject, channel: Channel | None) -> Document | None:
    """Why it is not posted: who has left a private channel puts nothing there. channel: as it is now."""
    decided = subject.decided
    if decided is None or not _private(decided, channel):
        return None
    if channel is None:
        return told.not_there(where=decided.where, locale=person.locale)
    if person.user not in channel.members:
        return told.left_channel(where=decided.where, locale=person.locale)
    return None


def refusal_quoting(person: Person, where: str, channel: Channel | None) -> Document | None:
    """The same of one that quotes private words, which may stand in the channel of that name alone."""
    if channel is None:
        return told.not_there(where=where, locale=person.locale)
    if person.user not in channel.members:
        return publication_told.left_channel(where=where, locale=person.locale)
    return None


def as_it_is(tx: Tx, subject: Subject, channel: Channel | None) -> Subject:
    """The same in the channel as it is now; in a private one decided by those alone who are still in it."""
    decided = subject.decided
    if decided is None or channel is None:
        return subject
    if _private(decided, channel):
        known = people.many(tx, decided.ids)
        there = [one for one in decided.ids if known[one].user in channel.members]
        decided = replace(decided, people=there)
    return replace(subject, decided=replace(decided, place={**decided.place, "kind": channel.kind}))


def _private(decided: Decided, channel: Channel | None) -> bool:
    return decided.place["kind"] == "private" or (channel is not None and channel.place.kind == "private")
