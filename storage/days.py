"""What people have said of their days off, and a workspace of its own, as JSON text and as facts.

Read with everyone who is loaded: each text is understood once, and those without any cost nothing.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import select, update

from bot.domain.dayoff import NOTHING_SAID, OwnDays
from bot.domain.identity import TenantId
from storage.absences import absence_json, absence_of
from storage.tables import tenants
from storage.transaction import Tx


@lru_cache(maxsize=4096)
def days_from(text: str | None) -> OwnDays:
    """The fact behind a stored text."""
    if text is None:
        return NOTHING_SAID
    kept: Mapping[str, Any] = json.loads(text)
    return OwnDays(
        country=kept.get("country"),
        also=frozenset(kept.get("also", ())),
        away=tuple(absence_of(one) for one in kept.get("away", ())),
        off=tuple((date.fromisoformat(day), name) for day, name in kept.get("off", ())),
        worked=frozenset(date.fromisoformat(day) for day in kept.get("worked", ())),
        asked=bool(kept.get("asked")),
    )


def days_text(days: OwnDays) -> str | None:
    """The text that is stored; None where nothing was said."""
    if days == NOTHING_SAID:
        return None
    kept = {
        "country": days.country,
        "also": sorted(days.also),
        "away": [absence_json(one) for one in days.away],
        "off": [[f"{day}", name] for day, name in days.off],
        "worked": [f"{day}" for day in sorted(days.worked)],
        "asked": days.asked,
    }
    return json.dumps({name: value for name, value in kept.items() if value or value == ""})


@lru_cache(maxsize=1024)
def company_from(text: str | None) -> frozenset[date]:
    """The dates of a workspace's own days."""
    return frozenset(_named(text))


def company_days(tx: Tx, tenant: TenantId) -> Mapping[date, str]:
    """A workspace's own days on which nobody works, each with its name."""
    return _named(tx.value(select(tenants.c.company_days).where(tenants.c.id == tenant)))


def set_company_days(tx: Tx, tenant: TenantId, days: Mapping[date, str]) -> None:
    """All of them."""
    text = json.dumps(company_json(days)) if days else None
    tx.run(update(tenants).where(tenants.c.id == tenant).values(company_days=text))


def company_json(days: Mapping[date, str]) -> dict[str, str]:
    """Days with their names as JSON holds them, in their order."""
    return {f"{day}": name for day, name in sorted(days.items())}


def company_of(kept: Mapping[str, str]) -> dict[date, str]:
    """The days that JSON holds so."""
    return {date.fromisoformat(day): name for day, name in kept.items()}


@lru_cache(maxsize=1024)
def _named(text: str | None) -> Mapping[date, str]:
    return MappingProxyType(company_of(json.loads(text) if text else {}))
