"""Who is asked agrees or declines, and whoever asks withdraws, or proposes what all have agreed to."""

from datetime import datetime

from bot.domain.identity import Place, PublicationId, UserRef
from bot.domain.person import Person
from bot.domain.publication import Publication
from bot.messages import publication as messages
from bot.messages import publication_told as told
from bot.messages.answer import Answer, Replace, Tell
from bot.messages.document import Document
from bot.services import decision_draft, publication_close, publication_letters
from bot.services.platform import Channel
from bot.services.publication_view import view
from storage import people, publications
from storage.transaction import Tx


def place_of(tx: Tx, by: UserRef, number: PublicationId) -> Place | None:
    """The channel where it would be read, for who is asked."""
    one, person = publications.get(tx, number), people.by_ref(tx, by)
    return one.place if one is not None and person is not None and person.id in one.answers else None


def agree(tx: Tx, by: UserRef, number: PublicationId, *, channel: Channel | None, now: datetime) -> Answer:
    """*Agree*: the last one to do so publishes it. Pressed twice it counts once.

    channel: where it is to be read, as it is now; None where the bot is not in it.
    """
    found = _answerable(tx, by, number, now=now)
    if found is None:
        return Tell(document=_came_out_or_over(tx, by, number))
    one, person = found
    if one.answers[person.id] == "refused":
        return Tell(document=told.declined_already(locale=person.locale))
    if one.answers[person.id] == "":
        publications.agree(tx, number, person.id, now=now)
        one = publications.get(tx, number) or one
        if one.unanimous:
            publication_close.come_out(tx, one, channel=channel, now=now)
            if one.purpose == "note":
                return Tell(document=_came_out_or_over(tx, by, number))
            one = publications.get(tx, number) or one
    return Tell(document=told.agreed(view(tx, one, person), locale=person.locale))


def refuse(tx: Tx, by: UserRef, number: PublicationId, *, now: datetime) -> Answer:
    """*Rather not*, also after having agreed: the words are kept no longer, and nobody else is told.

    Where all had agreed and a decision might be proposed, that is over at once.
    """
    found = _answerable(tx, by, number, now=now)
    if found is None:
        return Tell(document=told.over(locale=""))
    one, person = found
    if one.answers[person.id] != "refused":
        publications.refuse(tx, number, person.id, now=now)
        if one.state == "agreed":
            publication_close.end(tx, one, "over", now=now)
        else:
            publication_letters.empty(tx, one)
    return Replace(document=messages.stays_private(view(tx, one, person), locale=person.locale))


def withdraw(tx: Tx, by: UserRef, number: PublicationId, *, now: datetime) -> Answer:
    """*Withdraw*, for whoever asks, whatever was answered."""
    one, person = _theirs(tx, by, number)
    if one is None or person is None or not (one.open or one.state == "withdrawn"):
        return Tell(document=told.cannot_withdraw(locale=""))
    if one.open:
        publication_close.end(tx, one, "withdrawn", now=now)
    return Tell(document=told.withdrawn(locale=person.locale))


def propose(tx: Tx, by: UserRef, number: PublicationId, *, now: datetime) -> Answer:
    """*Propose it*: the form of a decision, with the words that all have agreed to, for that channel."""
    one, person = _theirs(tx, by, number)
    if one is None or person is None or one.state != "agreed" or one.closes_at <= now:
        return Tell(document=told.no_longer_agreed(locale=""))
    author = view(tx, one, person).author
    return decision_draft.open_consented(tx, person, one, author=author, now=now)


def _answerable(
    tx: Tx, by: UserRef, number: PublicationId, *, now: datetime
) -> tuple[Publication, Person] | None:
    one, person = publications.claim(tx, number), people.by_ref(tx, by)
    if one is None or person is None or not one.may_answer(person.id, now=now):
        return None
    return one, person


def _came_out_or_over(tx: Tx, by: UserRef, number: PublicationId) -> Document:
    one, person = publications.get(tx, number), people.by_ref(tx, by)
    out = one is not None and person is not None and one.tenant == person.tenant and one.state == "published"
    return told.came_out(where=one.where, locale="") if one is not None and out else told.over(locale="")


def _theirs(tx: Tx, by: UserRef, number: PublicationId) -> tuple[Publication | None, Person | None]:
    """What that person asks for; nothing where it is somebody else's."""
    one, person = publications.claim(tx, number), people.by_ref(tx, by)
    mine = one is not None and person is not None and one.requester == person.id
    return (one, person) if mine else (None, person)
