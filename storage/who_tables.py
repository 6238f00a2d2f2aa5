"""Who the bot knows, and where: workspaces, people, channels."""

from sqlalchemy import Boolean, Column, Integer, Table, Text, UniqueConstraint, false

from storage.columns import at, identity, metadata, to
from storage.types import Json

tenants = Table(
    "tenants",
    metadata,
    identity(),
    Column("platform", Text, nullable=False),
    Column("external", Text, nullable=False),
    Column("company_days", Text),  # JSON: days on which nobody works, with a name each
    UniqueConstraint("platform", "external"),
)

installations = Table(
    "installations",
    metadata,
    to("tenants", "tenant_id", primary_key=True),
    Column("bot_user", Text, nullable=False),
    Column("bot", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", Json, nullable=False),
    at("seen_at"),
    # Where people installed it themselves: locked by `storage.vault`; a token of the settings is never kept.
    Column("token", Text),
    Column("refresh_token", Text),
    at("expires_at", nullable=True),
    at("renewing_until", nullable=True),  # a process exchanges it now; its refresh token serves once
    Column("by", Text),  # who installed it, by their platform's id
    at("installed_at", nullable=True),
    at("removed_at", nullable=True),  # uninstalled, or its token revoked
)

people = Table(
    "people",
    metadata,
    identity(),
    to("tenants", "tenant_id"),
    Column("external", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("zone_source", Text, nullable=False),  # hand | profile | observed | default
    at("zone_at"),
    Column("week", Text),  # null: the team's default
    at("week_at", nullable=True),
    Column("days", Text),  # JSON: country, absences, days of one's own; null: nothing said
    Column("home_zone", Text),  # where they lived before the zone changed
    Column("travel", Text),  # asked | visit
    Column("promise", Integer),  # seconds that their answers may take; null: as the team has it
    Column("locale", Text, nullable=False),
    Column("eligible", Boolean, nullable=False),
    Column("admin", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("tenant_id", "external"),
)

places = Table(
    "places",
    metadata,
    identity(),
    to("tenants", "tenant_id"),
    Column("external", Text, nullable=False),
    Column("kind", Text, nullable=False),  # public | private | direct
    # Since it turned private, whoever is outside: let go | to be let go | cannot be told.
    Column("outside", Text, nullable=False, server_default="gone"),  # gone | there | unseen
    UniqueConstraint("tenant_id", "external"),
)

# Until when a person's own do-not-disturb schedule lets nothing through, as it was last read.
dnd = Table(
    "dnd",
    metadata,
    to("people", "person_id", primary_key=True),
    at("starts_at", nullable=True),  # null: they have no schedule
    at("ends_at", nullable=True),
    at("read_at"),
)

# What somebody is at, and wants to hear nothing until it is over.
focus = Table(
    "focus",
    metadata,
    to("people", "person_id", primary_key=True),
    at("starts_at"),
    at("ends_at"),
    Column("reason", Text, nullable=False),
)

# Who lets the bot set their status; no token: it was taken back, and they are to be told.
grants = Table(
    "grants",
    metadata,
    to("people", "person_id", primary_key=True),
    *(Column(name, Text) for name in ("token", "refresh_token")),  # locked by `storage.vault`
    *(at(name, nullable=True) for name in ("expires_at", "renewing_until", "acting_until")),
    at("granted_at"),
    Column("stopping", Boolean, nullable=False),
    Column("shown", Json),  # what was set, and what stood there before
)
