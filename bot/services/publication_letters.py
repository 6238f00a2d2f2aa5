"""What is told of words that may be made public: to who is asked, to whoever asks, and in the channel."""

from dataclasses import replace
from datetime import datetime

from bot.domain.identity import PersonId, PublicationId
from bot.domain.person import Person
from bot.domain.publication import Publication
from bot.messages import publication as messages
from bot.messages.document import Document
from bot.messages.letter import Letter
from bot.messages.publication import ASKED, PUBLISHED, READY, RECEIPT, UNPOSTED, UNREACHED
from bot.messages.split import first_key
from bot.services.posting import change, post, tell, tenant_of
from bot.services.publication_view import view
from bot.services.verdict import Drop
from storage import outbox, people, posts, publications
from storage.transaction import Tx

KINDS = (ASKED, RECEIPT, READY, PUBLISHED, UNREACHED, UNPOSTED)

# Why it is not sent once it is settled.
NEEDLESS = "nothing to ask any more"


def ask(tx: Tx, one: Publication, *, link: str, now: datetime) -> None:
    """Each is asked in their own hours, and whoever asks has a receipt."""
    for to in people.many(tx, one.answers).values():
        document = messages.asked(view(tx, one, to), link=link, locale=to.locale)
        tell(tx, to, document, key=_asked_key(one, to.id), now=now)
    _tell_requester(tx, one, RECEIPT, now=now)


def empty(tx: Tx, one: Publication) -> None:
    """Somebody has declined: whoever was not asked yet will not be, and no letter keeps the words.

    The messages of the others stay as they are until it is over, so that nobody can tell.
    """
    keys = [_asked_key(one, each) for each in one.answers]
    for key in keys:
        outbox.drop_waiting(tx, key)
    publications.empty_letters(tx, keys)


def post_note(tx: Tx, one: Publication, *, now: datetime) -> None:
    """In the channel, once: these are the words that everyone has agreed to."""
    document = messages.published(view(tx, one, None), locale="")
    post(tx, _note(one, document), tenant=one.tenant, now=now)


def say_ready(tx: Tx, one: Publication, *, now: datetime) -> None:
    """Whoever asks may propose the decision."""
    show_receipt(tx, one, now=now)
    _tell_requester(tx, one, READY, now=now)


def show_end(tx: Tx, one: Publication, *, now: datetime) -> None:
    """Wherever it was asked, it says that it is over, and no letter keeps the words.

    one: as it ended, with the answers that there were.
    """
    empty(tx, one)
    keys = {each: _asked_key(one, each) for each in one.answers}
    sent = outbox.sent_at(tx, keys.values())
    for to in people.many(tx, one.answers).values():
        if keys[to.id] in sent:
            seen = view(tx, one, to)
            out = one.state == "published"
            document = (messages.came_out if out else messages.stays_private)(seen, locale=to.locale)
            change(tx, keys[to.id], to.user, document, tenant=one.tenant, now=now)
    show_receipt(tx, one, now=now)
    requester = _requester(tx, one)
    ready = f"{READY}/{one.id}"
    if not outbox.drop_waiting(tx, ready) and outbox.sent_at(tx, [ready]):
        document = messages.ready_no_more(locale=requester.locale)
        change(tx, ready, requester.user, document, tenant=one.tenant, now=now)


def show_receipt(tx: Tx, one: Publication, *, now: datetime) -> None:
    """It says what has come of it."""
    key, requester = f"{RECEIPT}/{one.id}", _requester(tx, one)
    if outbox.sent_at(tx, [key]):
        document = messages.receipt(view(tx, one, requester), locale=requester.locale)
        change(tx, key, requester.user, document, tenant=one.tenant, now=now)


def empty_posts(tx: Tx, person: PersonId) -> None:
    """They are forgotten: what was to be posted of or by them is not, and no letter keeps the words."""
    keys = publications.keys(tx, person)
    for key in keys:
        outbox.drop_waiting(tx, key)
    publications.empty_letters(tx, keys)


def remove(tx: Tx, number: PublicationId, *, now: datetime) -> None:
    """Somebody whom a post concerned was forgotten: the words are there no more."""
    one, key = publications.get(tx, number), f"{PUBLISHED}/{number}"
    if one is not None and (posts.get_many(tx, [key]) or outbox.sent_at(tx, [key])):
        change(tx, key, one.place, messages.removed(locale=""), tenant=one.tenant, now=now)


def may_send(tx: Tx, key: str) -> Drop | None:
    """Whether it still holds: what is over, or was declined, is asked of nobody any more."""
    kind, number, *rest = first_key(key).split("/")
    one = publications.get(tx, PublicationId(int(number)))
    if one is None:
        return Drop(why=NEEDLESS)
    needless = (
        (kind == ASKED and (not one.open or not one.text or PersonId(int(rest[0])) not in one.answers))
        or (kind == UNREACHED and not one.open)
        or (kind == READY and one.state != "agreed")
    )
    return Drop(why=NEEDLESS) if needless else None


def refused(tx: Tx, key: str, *, now: datetime) -> None:
    """It cannot reach where it goes: whoever asks hears so, once."""
    kind, number, *rest = key.split("/")
    one = publications.get(tx, PublicationId(int(number)))
    if one is None or first_key(key) != key:
        return
    if kind == ASKED and one.open:
        requester = _requester(tx, one)
        for each in people.many(tx, [PersonId(int(rest[0]))]).values():
            document = messages.not_reached(name=each.name, locale=requester.locale)
            tell(tx, requester, document, key=f"{UNREACHED}/{number}/{each.id}", now=now)
    if kind == PUBLISHED:
        publications.end(tx, one.id, "unposted")
        publications.empty_letters(tx, [key])
        _take_back(tx, one, now=now)
        say_unposted(tx, replace(one, state="unposted", text=""), now=now)


def say_unposted(tx: Tx, one: Publication, *, now: datetime) -> None:
    """Whoever asks hears that the channel takes no message. one: as it ended."""
    show_receipt(tx, one, now=now)
    _tell_requester(tx, one, UNPOSTED, now=now)


def _take_back(tx: Tx, one: Publication, *, now: datetime) -> None:
    """Whoever agreed was told that it is published, and it is not: no more is kept of who that was."""
    keys = {PersonId(int(key.split("/")[2])): key for key in outbox.sent_under(tx, f"{ASKED}/{one.id}/")}
    for to in people.many(tx, keys).values():
        document = messages.stays_private(view(tx, one, to), locale=to.locale)
        change(tx, keys[to.id], to.user, document, tenant=one.tenant, now=now)


def _tell_requester(tx: Tx, one: Publication, kind: str, *, now: datetime) -> None:
    requester = _requester(tx, one)
    drawn = {RECEIPT: messages.receipt, READY: messages.ready, UNPOSTED: messages.not_posted}[kind]
    document = drawn(view(tx, one, requester), locale=requester.locale)
    tell(tx, requester, document, key=f"{kind}/{one.id}", now=now)


def _requester(tx: Tx, one: Publication) -> Person:
    return people.many(tx, [one.requester])[one.requester]


def _asked_key(one: Publication, person: PersonId) -> str:
    return f"{ASKED}/{one.id}/{person}"


def _note(one: Publication, document: Document) -> Letter:
    key = f"{PUBLISHED}/{one.id}"
    return Letter(key=key, tenant=tenant_of(one.place), to=one.place, document=document)
