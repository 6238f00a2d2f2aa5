"""The bot is taken out of the workspace of its token, and comes back with another."""

from bot.domain.identity import TenantRef
from bot.services import installation
from bot.services.company_day import CHANGED
from storage import installations
from storage.tables import timers as table
from storage.transaction import Tx
from tests.services.given import Relay, at
from tests.services.steps import asks, left

ACME = TenantRef(platform="slack", id="T1")


async def starts(relay: Relay) -> None:
    """As the bot does with a token of the settings."""
    words = {"bot_user": "U0", "bot": "B0", "name": "Acme"}
    await relay.store.transact(installation.is_here, ACME, **words, scopes=(), now=relay.now)


async def planned(relay: Relay, kind: str) -> int:
    def count(tx: Tx) -> int:
        return len(tx.all(table.select().where(table.c.kind == kind)))

    return await relay.store.read(count)


async def test_a_token_that_is_revoked_and_replaced_leaves_nobody_unasked(relay: Relay) -> None:
    await starts(relay)
    await relay.team("lena", "maya")
    await relay.tick()
    assert await planned(relay, "prompt") == 2
    assert await relay.store.transact(installation.left, ACME, at=relay.now, now=relay.now)
    assert await planned(relay, "prompt") == 0
    await starts(relay)
    await relay.tick()
    assert await planned(relay, "prompt") == 2
    known = await relay.store.read(installations.get, ACME)
    assert known is not None
    assert known.removed_at is None


async def test_where_it_was_taken_out_no_note_waits_for_another_morning(relay: Relay) -> None:
    await starts(relay)
    await asks(relay, "lena", await left(relay))
    await relay.until(at("sam", "Tue 09:00"), delivers=False)
    assert await relay.store.transact(installation.left, ACME, at=relay.now, now=relay.now)
    relay.clock.move_to(at("sam", "Tue 09:02"))
    await relay.delivers(refuses="note/")
    assert [one.state for one in await relay.posted("note")] == ["dead"]
    assert await planned(relay, "note") == 0


async def test_a_start_that_follows_no_such_news_plans_nothing_anew(relay: Relay) -> None:
    await starts(relay)
    await relay.team("lena")
    await relay.tick()
    await starts(relay)
    assert await planned(relay, CHANGED) == 0
