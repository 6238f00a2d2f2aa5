"""A long message is several letters; keeping it current touches only those that would say something new."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.domain.identity import Place, TenantId, TenantRef
from bot.messages.document import Document, Paragraph, PostLink, say, words
from bot.messages.letter import Letter
from bot.services.posting import keep_current, post
from storage import people
from storage.store import Store
from storage.tables import outbox
from storage.transaction import Tx

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
CHANNEL = Place(platform="slack", tenant="T1", kind="public", id="C1")
LONG = "word " * 800


def letter(*texts: str, link: str = "") -> Letter:
    blocks = [say(f"{text} {LONG}") for text in texts]
    blocks += [Paragraph(spans=words(PostLink(key=link, text="there")))] if link else []
    document = Document(blocks=tuple(blocks), summary="A long one", kind="digest")
    return Letter(
        key="digest/1/2026-11-02",
        tenant=TenantRef(platform="slack", id="T1"),
        to=CHANNEL,
        document=document,
    )


def posted(tx: Tx, one: Letter) -> tuple[TenantId, int]:
    tenant = people.tenant(tx, one.tenant)
    return tenant, post(tx, one, tenant=tenant, now=NOW)


def edits(tx: Tx) -> list[str]:
    rows = tx.all(select(outbox.c.key).where(outbox.c.key.like("edit/%")).order_by(outbox.c.key))
    return [row.key for row in rows]


async def kept(store: Store, before: Letter, after: Letter) -> list[str]:
    tenant, parts = await store.transact(posted, before)
    assert parts > 2
    await store.transact(keep_current, after, parts=parts, tenant=tenant, now=LATER)
    return await store.read(edits)


async def test_what_says_the_same_is_left_alone(store: Store) -> None:
    one = letter("a", "b", "c", "d", "e", "f")
    assert await kept(store, one, one) == []


async def test_only_the_part_that_changed_is_edited(store: Store) -> None:
    before = letter("a", "b", "c", "d", "e", "f")
    after = letter("a", "b", "C", "d", "e", "f")
    assert await kept(store, before, after) == ["edit/digest/1/2026-11-02#2"]


async def test_a_part_that_links_to_a_message_is_drawn_anew_once_that_may_be_there(store: Store) -> None:
    one = letter("a", "b", "c", "d", "e", link="digest/2/2026-11-02")
    assert await kept(store, one, replace(one)) == ["edit/digest/1/2026-11-02#3"]


async def test_going_back_to_what_was_said_first_is_an_edit_too(store: Store) -> None:
    before = letter("a", "b", "c", "d", "e", "f")
    tenant, parts = await store.transact(posted, before)
    for one in (letter("a", "b", "C", "d", "e", "f"), before):
        await store.transact(keep_current, one, parts=parts, tenant=tenant, now=LATER)
    revised = await store.read(
        lambda tx: tx.value(select(outbox.c.revision).where(outbox.c.key.like("edit/%")))
    )
    assert revised == 2
