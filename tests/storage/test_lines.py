"""Lines wait from their day on until a form was sent with them, or until they are taken back."""

from datetime import date, timedelta

import pytest

from bot.domain.handoff import File
from bot.domain.identity import PersonId, TenantId
from storage import lines
from storage.lines import Line, NewLine
from storage.store import Store
from storage.transaction import Tx
from tests.storage.work import MONDAY, NOW, Work, work

TUESDAY = MONDAY + timedelta(days=1)
CLIP = File(
    id="F:1;@", name="clip of *Monday* 👍.mp4", media="video/mp4", size=12, link="https://x.example/1"
)


@pytest.fixture
async def there(store: Store, tenant: TenantId, lena: PersonId) -> Work:
    return await store.transact(work, tenant, lena)


async def keep(store: Store, there: Work, text: str, day: date = MONDAY) -> int:
    return await store.transact(lines.keep, there.author, day, NewLine(text=text), now=NOW)


async def kept(store: Store, there: Work, day: date = TUESDAY) -> list[str]:
    return [one.text for one in await store.read(lines.kept, there.author, day)]


async def test_lines_wait_from_their_day_on_until_used(store: Store, there: Work) -> None:
    ids = [
        await keep(store, there, text, day)
        for text, day in [("First", MONDAY), ("Later", TUESDAY), ("Second", MONDAY)]
    ]
    assert await kept(store, there, MONDAY - timedelta(days=1)) == []
    assert await kept(store, there, MONDAY) == ["First", "Second"]
    assert await kept(store, there) == ["First", "Later", "Second"]
    await store.transact(lines.use, there.author, ids[:1])
    assert await kept(store, there) == ["Later", "Second"]
    await store.transact(lines.use, there.author, ids[1:])
    assert await kept(store, there) == []


async def test_links_and_files_come_back_as_they_were_kept(store: Store, there: Work) -> None:
    things = [NewLine(kind="link", text="https://x.example"), NewLine(kind="file", text=CLIP.name, file=CLIP)]
    for one in things:
        await store.transact(lines.keep, there.author, MONDAY, one, now=NOW)
    link, file = await store.read(lines.kept, there.author, MONDAY)
    assert (link.kind, link.text, link.file) == ("link", "https://x.example", None)
    assert (file.kind, file.text, file.file) == ("file", CLIP.name, CLIP)


async def test_of_what_was_taken_back_nothing_is_left_and_its_id_is_not_given_again(
    store: Store, there: Work
) -> None:
    file = NewLine(kind="file", text=CLIP.name, file=CLIP)
    gone = await store.transact(lines.keep, there.author, MONDAY, file, now=NOW)
    await store.transact(lines.take_back, [gone])
    [left] = await store.read(lines.of, there.author, [gone])
    assert left == Line(id=gone, kind="file", text="", file=None, used=True)
    assert left.taken_back
    assert await keep(store, there, "Next") > gone
    assert await kept(store, there) == ["Next"]


async def test_one_cannot_use_or_look_up_another_persons(store: Store, there: Work) -> None:
    line = await keep(store, there, "Mine")
    stranger = PersonId(there.author + 1)

    def reach(tx: Tx) -> list[Line]:
        lines.use(tx, stranger, [line])
        return lines.of(tx, stranger, [line])

    assert await store.transact(reach) == []
    assert await kept(store, there) == ["Mine"]
