"""The tables of mornings: what waits for a note, notes, digests, and what each shows."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from storage.columns import at, metadata, to
from storage.types import Day, Json

# What waits for a person's next morning note: one row a thing, whatever happened to it meanwhile.
held = Table(
    "held",
    metadata,
    to("people", "person_id", primary_key=True),
    Column("kind", Text, primary_key=True),  # fate | question | answer | step | digest | …
    Column("subject", Text, primary_key=True),  # its id, or the key of a message
    at("held_at"),
)

# The note of one morning, and what it tells of: it is kept current as that changes.
notes = Table(
    "notes",
    metadata,
    to("people", "person_id", primary_key=True),
    Column("day", Day, primary_key=True),
    Column("items", Json, nullable=False),  # kind and subject of each
    Column("parts", Integer, nullable=False),  # letters that it takes
    at("composed_at"),
    Index(None, "composed_at"),
)

# Unasked-for private messages that a person had on one of their own days: the ping budget.
pings = Table(
    "pings",
    metadata,
    to("people", "person_id", primary_key=True),
    Column("day", Day, primary_key=True),
    Column("key", Text, primary_key=True),  # the outbox key
    at("at"),
    Index(None, "day"),
)

# A digest, or a hand-over during a region's day: one key, `parts` letters.
digests = Table(
    "digests",
    metadata,
    Column("key", Text, primary_key=True),  # the outbox key of its first letter
    to("regions", "region_id"),
    Column("day", Day, nullable=False),
    Column("kind", Text, nullable=False),  # digest | handover
    Column("parts", Integer, nullable=False),
    at("composed_at"),
    Index(None, "region_id", "day"),
)

# The decisions that a digest tells of: it is kept current as they change.
digest_decisions = Table(
    "digest_decisions",
    metadata,
    Column("key", Text, primary_key=True),
    to("decisions", "decision_id", primary_key=True),
    Index(None, "decision_id"),
)

seen = Table(
    "seen",
    metadata,
    to("regions", "region_id", primary_key=True),
    to("handoffs", "handoff_id", primary_key=True),
    Column("key", Text, nullable=False),  # the outbox key of the message that showed it
    Column("in_full", Boolean, nullable=False),
    at("seen_at"),
    Index(None, "handoff_id"),
    Index(None, "key"),
)

# The steps that a digest, a hand-over or a note shows: it is kept current as they change.
shown = Table(
    "shown",
    metadata,
    Column("key", Text, primary_key=True),
    to("steps", "step_id", primary_key=True),
    to("regions", "region_id", nullable=True),  # null: one person alone was shown it
    Index(None, "step_id"),
)
