"""The tables of teams: regions, members, projects, and what was changed."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint, false

from storage.columns import at, identity, metadata, one_of, to
from storage.types import Json

teams = Table(
    "teams",
    metadata,
    identity(),
    to("tenants", "tenant_id"),
    to("places", "place_id"),
    Column("name", Text, nullable=False),
    Column("policy", Json, nullable=False),  # only differences from the default
    at("created_at"),
    UniqueConstraint("place_id"),
)

regions = Table(
    "regions",
    metadata,
    identity(),
    to("teams", "team_id"),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("digest_minute", Integer, nullable=False),  # minutes after local midnight
)

members = Table(
    "members",
    metadata,
    to("teams", "team_id", primary_key=True),
    to("people", "person_id", primary_key=True),
    Column("part", Text, nullable=False),  # writes | receives
    Column("steward", Boolean, nullable=False, server_default=false()),
    to("regions", "region_id"),
    at("joined_at"),
    at("welcomed_at", nullable=True),
    Index(None, "person_id"),
    one_of("part", "writes", "receives"),
)

projects = Table(
    "projects",
    metadata,
    identity(),
    to("teams", "team_id"),
    Column("name", Text, nullable=False),
    Column("page", Text),
    at("page_at", nullable=True),  # until when everything is on it, as somebody has confirmed
    to("people", "page_by_id", nullable=True),
    UniqueConstraint("team_id", "name"),
)

# What a change of a team's set-up replaced: it can be undone once.
team_changes = Table(
    "team_changes",
    metadata,
    identity(),
    to("teams", "team_id"),
    to("people", "by_id", nullable=True),
    at("at"),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    at("undone_at", nullable=True),
    Index(None, "team_id"),
)
