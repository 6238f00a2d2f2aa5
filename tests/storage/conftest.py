"""A workspace that the store knows, and one person of it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from bot.domain.identity import PersonId, TenantId, TenantRef
from storage import installations
from storage.store import Store
from storage.tables import people
from storage.transaction import Tx

_SEEN_AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
async def tenant(store: Store) -> TenantId:
    """A workspace."""
    ref = TenantRef(platform="slack", id="T1")
    return await store.transact(
        installations.keep, ref, bot_user="U0", bot="B0", name="Acme", scopes=["chat:write"], now=_SEEN_AT
    )


@pytest.fixture
async def lena(store: Store, tenant: TenantId) -> PersonId:
    """Lena in Berlin."""
    return await store.transact(_add_lena, tenant)


def _add_lena(tx: Tx, tenant: TenantId) -> PersonId:
    values = {
        "tenant_id": tenant,
        "external": "U3",
        "name": "Lena",
        "zone": "Europe/Berlin",
        "zone_source": "profile",
        "zone_at": _SEEN_AT,
        "locale": "de-DE",
        "eligible": True,
    }
    return PersonId(int(tx.value(insert(people).values(values).returning(people.c.id))))
