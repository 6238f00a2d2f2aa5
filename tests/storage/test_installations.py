"""Where the bot is installed, with which token, and who began to install it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identity import TenantRef
from storage import installations
from storage.installations import Arrival, Tokens
from storage.store import Store
from storage.tables import installations as table
from storage.transaction import Tx
from storage.vault import Sealed, Vault, is_key

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
OLD, NEW = "A" * 43 + "=", "B" * 43 + "="
ACME, OTHER = TenantRef(platform="slack", id="T1"), TenantRef(platform="slack", id="T2")
TOKENS = Tokens(token="xoxe.xoxb-1", refresh="xoxe-1", expires_at=NOW + timedelta(hours=12))
ARRIVAL = Arrival(ref=ACME, bot_user="U0", bot="B0", name="Acme", scopes=("b", "a"), by="U1", tokens=TOKENS)
VAULT = Vault([OLD])


async def install(store: Store, one: Arrival = ARRIVAL) -> None:
    await store.transact(installations.install, one, vault=VAULT, now=NOW)


async def kept(store: Store, ref: TenantRef = ACME, *, vault: Vault = VAULT) -> Tokens | None:
    return await store.read(installations.tokens, ref, vault=vault)


async def test_what_was_installed_is_found_again_with_its_token(store: Store) -> None:
    await install(store)
    found = await store.read(installations.get, ACME)
    assert found is not None
    assert (found.by, found.scopes, found.installed_at, found.removed_at) == ("U1", ("a", "b"), NOW, None)
    assert await kept(store) == TOKENS
    assert await store.read(installations.get, OTHER) is None
    assert await kept(store, OTHER) is None


async def test_a_token_is_nowhere_to_be_read(store: Store) -> None:
    await install(store)
    rows = await store.read(lambda tx: f"{tx.all(table.select())}")
    assert "xox" not in rows + repr(TOKENS) + repr(ARRIVAL) + repr(VAULT)


async def test_once_removed_it_keeps_no_token_until_it_is_installed_anew(store: Store) -> None:
    await install(store)
    tenant = await store.read(installations.tenant, ACME)
    assert tenant is not None
    await store.transact(installations.leave, tenant, now=NOW)
    assert await store.read(installations.is_gone, tenant)
    assert await kept(store) is None
    assert not await store.transact(installations.renew, ACME, replace(TOKENS, since=NOW), vault=VAULT)
    assert await kept(store) is None, "what was asked for before comes too late"
    await install(store, replace(ARRIVAL, tokens=Tokens(token="xoxb-2")))
    assert not await store.read(installations.is_gone, tenant)
    assert await kept(store) == Tokens(token="xoxb-2")


async def test_a_token_of_the_settings_erases_the_one_that_was_kept(store: Store) -> None:
    await install(store)
    await store.transact(
        installations.keep, ACME, bot_user="U0", bot="B0", name="Acme", scopes=["a"], now=NOW
    )
    assert await kept(store) is None


async def test_one_process_alone_renews_a_token_until_its_turn_is_over(store: Store) -> None:
    await install(store)
    until = NOW + timedelta(minutes=1)
    turns = [
        await store.transact(installations.begin_renewal, ACME, now=now, until=until)
        for now in (NOW, NOW, until)
    ]
    assert turns == [True, False, True]
    await store.transact(installations.renew, ACME, Tokens(token="xoxb-3", since=NOW), vault=VAULT)
    assert await store.transact(installations.begin_renewal, ACME, now=NOW, until=until)
    assert not await store.transact(installations.begin_renewal, OTHER, now=NOW, until=until)


async def test_a_renewal_from_before_it_was_installed_anew_changes_nothing(store: Store) -> None:
    await install(store)
    before = await kept(store)
    assert before is not None
    anew = replace(ARRIVAL, tokens=Tokens(token="xoxb-2"))
    await store.transact(installations.install, anew, vault=VAULT, now=NOW + timedelta(minutes=1))
    late = Tokens(token="xoxb-3", since=before.since)
    assert not await store.transact(installations.renew, ACME, late, vault=VAULT)
    found = await kept(store)
    assert found == Tokens(token="xoxb-2")
    assert await store.transact(installations.renew, ACME, replace(late, since=found.since), vault=VAULT)
    assert await kept(store) == late


async def test_keys_are_changed_without_losing_a_token(store: Store) -> None:
    await install(store)
    await install(store, replace(ARRIVAL, ref=OTHER, tokens=Tokens(token="xoxb-2")))
    both = Vault([NEW, OLD])
    assert await store.transact(installations.relock, vault=both) == (2, [])
    assert await store.transact(installations.relock, vault=both) == (0, [])
    assert await kept(store, vault=Vault([NEW])) == TOKENS
    with pytest.raises(Sealed):
        await kept(store)
    assert await store.transact(installations.relock, vault=VAULT) == (0, [ACME, OTHER])


async def test_a_token_that_was_put_into_another_row_does_not_open(store: Store) -> None:
    await install(store)
    await install(store, replace(ARRIVAL, ref=OTHER, tokens=Tokens(token="xoxb-2")))

    def swap(tx: Tx) -> None:
        first, second = tx.all(table.select().order_by(table.c.tenant_id))
        tx.run(table.update().where(table.c.tenant_id == second.tenant_id).values(token=first.token))

    await store.transact(swap)
    with pytest.raises(Sealed, match="another's"):
        await kept(store, OTHER)


@pytest.mark.parametrize("text", ["", "short", "A" * 44, "Ä" * 43 + "="])
def test_only_32_bytes_make_a_key(text: str) -> None:
    assert not is_key(text)
    assert is_key(OLD)
