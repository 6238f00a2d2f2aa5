"""Putting documents in the outbox, in as many letters as they need, and keeping them current."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.identity import Place, TenantId, TenantRef, UserRef
from bot.domain.person import Person
from bot.messages.document import Document, linked_keys
from bot.messages.letter import Letter, edit_key
from bot.messages.split import part_key, split
from storage import outbox
from storage.transaction import Tx


def post(tx: Tx, letter: Letter, *, tenant: TenantId, now: datetime) -> int:
    """Put a letter, what does not fit as replies under it; returns how many letters that took.

    None, and nothing is put, where its key is there already, sent or refused.
    """
    first, *others = parted(letter)
    if not outbox.put(tx, first, tenant=tenant, now=now):
        return 0
    outbox.put_many(tx, ((tenant, one) for one in others), now=now)
    return 1 + len(others)


def parted(letter: Letter) -> list[Letter]:
    """The letters that it takes: the first, and those that go on under it."""
    parts = split(letter.document)
    if len(parts) == 1:
        return [letter]
    return [_part(letter, number, part) for number, part in enumerate(parts, start=1)]


def tell(tx: Tx, person: Person, document: Document, *, key: str, now: datetime) -> bool:
    """A private message to one person. False: its key is there already, sent or refused."""
    return post(tx, letter_to(person, document, key=key), tenant=person.tenant, now=now) > 0


def letter_to(person: Person, document: Document, *, key: str) -> Letter:
    """The letter of a private message."""
    return Letter(key=key, tenant=tenant_of(person.user), to=person.user, document=document)


def change(
    tx: Tx, key: str, to: UserRef | Place, document: Document, *, tenant: TenantId, now: datetime
) -> None:
    """Put a document in the place of a message that fits one letter."""
    edit = Letter(key=edit_key(key), tenant=tenant_of(to), to=to, document=split(document)[0], replaces=key)
    outbox.revise(tx, edit, tenant=tenant, now=now)


def keep_current(tx: Tx, letter: Letter, *, parts: int, tenant: TenantId, now: datetime) -> int:
    """Put the letter's document in the place of what was posted under its key in `parts` letters.

    A part that says what it says already is left alone, unless it links to messages that may be there now.
    Returns how many it takes now: never fewer, since a message that many have read is not taken away.
    """
    documents = split(letter.document)
    standing = outbox.standing(tx, [part_key(letter.key, number) for number in range(1, parts + 1)])
    for number, document in enumerate(_filled_up(documents, parts), start=1):
        key = part_key(letter.key, number)
        if number > parts:
            outbox.put(tx, _part(letter, number, document), tenant=tenant, now=now)
        elif standing.get(key) != document or linked_keys(document):
            edit = replace(
                letter, key=edit_key(key), document=document, replaces=key, under="", broadcast=False
            )
            outbox.revise(tx, edit, tenant=tenant, now=now)
    return max(len(documents), parts)


def tenant_of(to: UserRef | Place) -> TenantRef:
    """The workspace of a person or channel."""
    return TenantRef(platform=to.platform, id=to.tenant)


def _part(letter: Letter, number: int, document: Document) -> Letter:
    if number == 1:
        return replace(letter, document=document)
    return replace(
        letter,
        key=part_key(letter.key, number),
        document=document,
        under=letter.under or letter.key,
        broadcast=False,
    )


def _filled_up(documents: Sequence[Document], parts: int) -> list[Document]:
    """A shorter text leaves later letters with nothing of their own: they repeat where to look."""
    spare = max(0, parts - len(documents))
    return [*documents, *([_moved_up(documents[0])] * spare)]


def _moved_up(first: Document) -> Document:
    return replace(first, blocks=(), summary="This part is shorter now: see above.")
